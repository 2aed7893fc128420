// Speed measures Concord beside SQLite FTS5, plain Bleve and PostgreSQL in one
// run, on the same generated provisions: importing, opening, answering as a page
// needs it (query, filters, five facets, ten hits with highlights), one client
// and eight.
//
//	go run ./speed -sizes 10000,300000 -postgres 'host=/tmp/pg user=postgres dbname=bench sslmode=disable'
//
// Figures are added to -results, from which the Markdown table on standard output
// and the chart -chart are made. Each engine imports in a process of its own, so
// that its memory is its own; then all are open in one process, and are asked the
// same queries in turn. Without -postgres that engine is left out; its server is
// started by hand, and its memory is not measured.
//
// Milliseconds depend on the machine and on what else it does; ratios hold.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// settings are the command's flags.
type settings struct {
	sizes, engines, dir, postgres, results, chart string
	rounds, fresh                                 int
	child, engine                                 string
	provisions                                    int
}

func main() {
	var s settings
	flag.StringVar(&s.sizes, "sizes", "10000", "how many provisions, after commas")
	flag.StringVar(&s.engines, "engines", strings.Join(engineNames[:], ","), "which engines, after commas")
	flag.StringVar(&s.dir, "dir", filepath.Join(os.TempDir(), "concord-speed"), "where the indexes are made; what is there is used again")
	flag.StringVar(&s.postgres, "postgres", "", "how to reach PostgreSQL, as lib/pq reads it")
	flag.StringVar(&s.results, "results", "speed/results.json", "where figures are kept from run to run")
	flag.StringVar(&s.chart, "chart", "", "write the growth of one-word answers to this SVG")
	flag.IntVar(&s.rounds, "rounds", 5, "how often each query is asked; 0 only prints the table")
	flag.IntVar(&s.fresh, "fresh", 200, "how many writes are timed until Concord finds them")
	flag.StringVar(&s.child, "child", "", "used by the command itself")
	flag.StringVar(&s.engine, "engine", "", "used by the command itself")
	flag.IntVar(&s.provisions, "provisions", 0, "used by the command itself")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := s.run(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

func (s settings) run(ctx context.Context) error {
	if s.child != "" {
		return s.runChild(ctx)
	}
	all, err := readFigures(s.results)
	if err != nil {
		return err
	}
	for size := range strings.SplitSeq(s.sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return fmt.Errorf("-sizes: %w", err)
		}
		if s.rounds == 0 {
			break
		}
		if err := s.measure(ctx, all, n); err != nil {
			return fmt.Errorf("%d provisions: %w", n, err)
		}
		if err := all.write(s.results); err != nil {
			return err
		}
	}
	fmt.Print(all.table())
	if s.chart == "" {
		return nil
	}
	return os.WriteFile(s.chart, all.chart(), 0o644)
}

// measure imports where need be, and asks all engines the same.
func (s settings) measure(ctx context.Context, all figures, n int) error {
	var engines []engine
	var kept []*figure
	defer func() {
		for _, e := range engines {
			e.Close()
		}
	}()
	for name := range strings.SplitSeq(s.engines, ",") {
		e := s.make(name, n)
		if e == nil {
			continue
		}
		f := all.of(name, n)
		if err := s.imported(ctx, f); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := e.Open(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		engines, kept = append(engines, e), append(kept, f)
	}
	if err := ask(ctx, engines, kept, s.rounds); err != nil {
		return err
	}
	return crowd(ctx, engines, kept)
}

// imported makes an engine's index in a child process, unless it is there, opens
// it in another, and lets Concord be written to in a third.
func (s settings) imported(ctx context.Context, f *figure) error {
	for _, phase := range []string{"import", "open", "fresh"} {
		if phase == "fresh" && (f.Engine != engineNames[0] || s.fresh == 0) {
			continue
		}
		if phase == "import" && f.ImportRate > 0 {
			if _, err := os.Stat(s.folder(f.Engine, f.Provisions)); err == nil {
				continue
			}
		}
		self, err := os.Executable()
		if err != nil {
			return err
		}
		cmd := exec.CommandContext(ctx, self, "-child", phase, "-engine", f.Engine, "-provisions", strconv.Itoa(f.Provisions),
			"-fresh", strconv.Itoa(s.fresh), "-dir", s.dir, "-postgres", s.postgres)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", phase, err)
		}
		if err := json.Unmarshal(out, f); err != nil {
			return fmt.Errorf("%s: %w", phase, err)
		}
	}
	return nil
}

// engineNames are the engines in the order of the table.
var engineNames = [...]string{"Concord", "SQLite FTS5", "Bleve", "PostgreSQL"}

func (s settings) folder(name string, n int) string {
	return filepath.Join(s.dir, strings.ReplaceAll(name, " ", "-")+"-"+strconv.Itoa(n))
}

// make gives the engine of that name, or nil where there is none.
func (s settings) make(name string, n int) engine {
	dir := s.folder(name, n)
	switch {
	case !slices.Contains(engineNames[:], name):
		return nil
	case name == "SQLite FTS5":
		return &fts5{dir: dir}
	case name == "Bleve":
		return &plainBleve{dir: dir}
	case name == "PostgreSQL" && s.postgres == "":
		return nil
	case name == "PostgreSQL":
		return &gin{source: s.postgres, table: "provisions_" + strconv.Itoa(n)}
	}
	return &concord{dir: dir}
}

func marshal(v any) (json.RawMessage, error) { return json.Marshal(v) }

var errNoEngine = errors.New("no such engine")
