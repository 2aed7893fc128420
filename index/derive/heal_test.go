package derive_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"concord/index/derive"
	"concord/tracker"
)

// segments lists the segment files of the index under dir, and waits for one.
func segments(t *testing.T, dir string) []string {
	t.Helper()
	for range 1000 {
		files, err := filepath.Glob(filepath.Join(dir, "index", "store", "*.zap"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) > 0 {
			return files
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("no segment reached the disk")
	return nil
}

// spoil overwrites part of a file, from and to in hundredths, as it lies.
func spoil(t *testing.T, path string, from, to int, with byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	size := int(info.Size())
	n := max((to-from)*size/100, 1)
	if _, err := f.WriteAt(bytes.Repeat([]byte{with}, n), int64(from*size/100)); err != nil {
		t.Fatal(err)
	}
}

// A flipped byte anywhere in a segment, or many, are found out: at the start, or
// when a search meets them. The index is made anew while searches go on, and then
// holds what it held.
func TestHeal(t *testing.T) {
	if testing.Short() {
		t.Skip("rebuilds an index eight times")
	}
	for _, during := range []bool{false, true} {
		for _, part := range [][2]int{{1, 1}, {40, 40}, {90, 90}, {2, 95}} {
			t.Run(fmt.Sprint(during, part), func(t *testing.T) { heal(t, during, part) })
		}
	}
}

func heal(t *testing.T, during bool, part [2]int) {
	dir := t.TempDir()
	s := openStore(t, dir)
	var texts []tracker.Text
	for i := range 40 {
		texts = append(texts, resolution(i, "gc-18", tracker.Chinese, 10))
	}
	if err := appendImport(s, "all", nil, texts...); err != nil {
		t.Fatal(err)
	}
	x := openIndex(t, dir, s)
	if err := derive.Once(t.Context(), s, x); err != nil {
		t.Fatal(err)
	}
	before := found(t, x, "云层")
	file := segments(t, dir)[0]
	if !during {
		x.Close()
		spoil(t, file, part[0], part[1], 0xa5)
		x = openIndex(t, dir, s)
	}
	defer x.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		defer close(ended)
		ended <- derive.Run(ctx, s, x)
	}()
	defer func() { // also when the test fails: nobody may follow a closed index
		cancel()
		for range ended {
		}
	}()
	if during {
		time.Sleep(50 * time.Millisecond) // it has looked, and seen nothing
		spoil(t, file, part[0], part[1], 0xa5)
	}
	for rounds := 0; x.Check(ctx) != nil || x.Position() != s.Last(); rounds++ {
		met := false
		for _, q := range []string{"云层", "研究", `"继续研究"`, "number:5"} {
			_, err := find(ctx, x, q) // may fail, must not crash
			met = met || err != nil
		}
		if during && part[0] == part[1] && rounds > 50 && !met && x.Position() == s.Last() {
			break // no search reads that byte; the next start finds it
		}
		select {
		case err := <-ended:
			t.Fatal("it stopped to follow:", err)
		default:
		}
	}
	switch after := found(t, x, "云层"); {
	case x.Check(ctx) != nil:
		t.Logf("no search met the byte at %d %%", part[0])
	case !slices.Equal(before, after):
		t.Errorf("%d provisions, %d before", len(after), len(before))
	}
	cancel()
	if err := <-ended; err != context.Canceled {
		t.Errorf("ended with %v", err)
	}
}
