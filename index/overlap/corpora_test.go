package overlap

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/intake"
	"concord/tracker/store"
)

// corpora are the folders that real texts are read from, and the body whose
// texts each holds.
var corpora = []struct{ name, body, files string }{
	{"pp18", "itu/pp", "pp18/*.xml"}, {"unga", "un/ga", "unga/*.pdf"}, {"unsc", "un/sc", "unsc/*.txt"},
	{"wrc23", "itu/wrc", "wrc23/*.txt"}, {"sample", "icou/plen", ""},
}

// corporaStore opens a record of all corpora and the sample library.
// CONCORD_OVERLAP_RECORD names a folder in which it is kept between runs.
func corporaStore(t testing.TB) *store.Store {
	folder := os.Getenv("CONCORD_CORPORA")
	if folder == "" {
		folder = "../../../shared/corpora"
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "pp18")); err != nil {
		t.Skip("real texts are not part of the project: set CONCORD_CORPORA")
	}
	dir := os.Getenv("CONCORD_OVERLAP_RECORD")
	if dir == "" {
		dir = t.TempDir()
	}
	registry := testRegistry(t)
	s, err := store.Open(dir, registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if s.Last() == 0 {
		takeInCorpora(t, s, registry, folder)
	}
	return s
}

func takeInCorpora(t testing.TB, s *store.Store, registry *tracker.Registry, folder string) {
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	in := &intake.Intake{Store: s, Grammar: g, Limits: document.DefaultLimits, Clock: time.Now, Actor: "test"}
	ctx := context.Background()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Sample(ctx, sample); err != nil {
		t.Fatal(err)
	}
	for _, c := range corpora {
		paths, err := filepath.Glob(filepath.Join(folder, c.files))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			info, err := f.Stat()
			if err == nil && info.Mode().IsRegular() {
				_, err = in.File(ctx, filepath.Base(path), f, info.Size(), grammar.Options{})
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
			if err != nil {
				t.Logf("%s: %v", filepath.Base(path), err)
			}
		}
	}
}

// corpusEngine gives an engine that knows the texts of one body.
func corpusEngine(t testing.TB, s *store.Store, body string) *Engine {
	e, err := newEngine(Record{Registry: testRegistry(t), Text: s.Text, Instrument: s.Instrument}, testVerifier(t))
	if err != nil {
		t.Fatal(err)
	}
	change := Change{Sequence: s.Last()}
	for i, err := range s.Instruments() {
		if err != nil {
			t.Fatal(err)
		}
		if i.Held && i.Instrument.Body == body {
			change.Instruments = append(change.Instruments, i.Instrument)
		}
	}
	if _, err := e.Update(context.Background(), change); err != nil {
		t.Fatal(err)
	}
	e.sortUnsorted()
	return e
}

// provisionAt finds a provision that takes part.
func (e *Engine) provisionAt(a tracker.Address) int32 {
	rev := e.revisions[a.Instrument()]
	if rev == nil {
		return nobody
	}
	for _, p := range rev.provisions {
		if e.provisions[p].address() == a.At(a.Provision) {
			return p
		}
	}
	return nobody
}

// TestMain lets the process that reads a PDF for a test be this one's child.
func TestMain(m *testing.M) {
	if document.ServePDF() {
		return
	}
	os.Exit(m.Run())
}
