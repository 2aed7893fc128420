package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"concord/index/bench"
)

// runChild does one phase for one engine and writes what it measured to standard
// output, as the fields of a figure.
func (s settings) runChild(ctx context.Context) error {
	e := s.make(s.engine, s.provisions)
	if e == nil {
		return errNoEngine
	}
	var measured map[string]any
	var err error
	switch s.child {
	case "import":
		measured, err = s.childImport(ctx, e)
	case "open":
		measured, err = s.childOpen(ctx, e)
	case "fresh":
		measured, err = s.childFresh(ctx)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(measured)
}

func (s settings) childImport(ctx context.Context, e engine) (map[string]any, error) {
	if err := makeFolder(s.folder(s.engine, s.provisions)); err != nil {
		return nil, err
	}
	generating := time.Now()
	for range bench.Generate(s.provisions) {
	}
	spent := time.Since(generating) // is not the engine's
	began := time.Now()
	if err := e.Import(ctx, bench.Generate(s.provisions)); err != nil {
		return nil, err
	}
	took := time.Since(began) - spent
	return map[string]any{
		"import_rate": float64(s.provisions) / took.Seconds(), "import_memory": processMemory("VmHWM:"),
	}, nil
}

func (s settings) childOpen(ctx context.Context, e engine) (map[string]any, error) {
	all := queries()
	began := time.Now()
	if err := e.Open(); err != nil {
		return nil, err
	}
	defer e.Close()
	if _, err := e.Query(ctx, all[0].queries[0]); err != nil {
		return nil, err
	}
	opened := time.Since(began) // with the first answer, which some engines need to be ready
	for _, c := range all {
		for _, q := range c.queries {
			if _, err := e.Query(ctx, q); err != nil {
				return nil, err
			}
		}
	}
	size, err := folderSize(s.folder(s.engine, s.provisions))
	memory := processMemory("VmRSS:")
	if p, ok := e.(*gin); ok {
		size, err = p.Size()
		memory = 0 // is the server's
	}
	return map[string]any{"open_ms": float64(opened.Microseconds()) / 1000, "size": size, "memory": memory}, err
}

// makeFolder makes an empty folder, whatever was there.
func makeFolder(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o755)
}

// processMemory reads a line of the kernel's account of this process, in bytes;
// 0 where there is none.
func processMemory(line string) int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(b)) {
		if fields := strings.Fields(l); len(fields) > 1 && fields[0] == line {
			n, _ := strconv.ParseInt(fields[1], 10, 64)
			return n << 10
		}
	}
	return 0
}

func folderSize(dir string) (n int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}
