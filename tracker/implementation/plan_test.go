package implementation_test

import (
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/implementation"
	"concord/tracker/intake"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if document.ServePDF() || store.ServeCheck() {
		return
	}
	os.Exit(m.Run())
}

// anna keeps the plan, omar reads it.
var (
	anna = tracker.Actor{Name: "anna", Writes: true, Internal: true}
	omar = tracker.Actor{Name: "omar"}
)

// today is when everything in these tests is written.
var today = time.Date(2026, 4, 28, 9, 0, 0, 0, time.UTC)

// A desk is a record with its plan.
type desk struct {
	*implementation.Plan
	t  testing.TB
	in *intake.Intake
}

// A reading is the grammar and the extraction that production uses.
type reading struct {
	registry *tracker.Registry
	grammar  *grammar.Grammar
	extract  func(tracker.Text) []tracker.Mandate
}

// shipped reads the data that the program ships with, once for all tests.
var shipped = sync.OnceValues(func() (reading, error) { return read() })

func read(more ...fs.FS) (reading, error) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return reading{}, err
	}
	registry, err := tracker.ReadRegistry(append([]fs.FS{data.Files, sample}, more...)...)
	if err != nil {
		return reading{}, err
	}
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		return reading{}, err
	}
	extract, err := extraction(registry)
	return reading{registry, g, extract}, err
}

// begin opens an empty record with the grammar that production uses.
func begin(t testing.TB, more ...fs.FS) *desk {
	t.Helper()
	r, err := shipped()
	if len(more) > 0 {
		r, err = read(more...)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.TempDir(), r.registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &desk{
		&implementation.Plan{Store: s, Registry: r.registry, Extract: r.extract}, t,
		&intake.Intake{Store: s, Grammar: r.grammar, Clock: func() time.Time { return today }, Actor: "test"},
	}
}

func library(t testing.TB) fs.FS {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	return sample
}

// session brings in the texts of one conference of the sample library.
func (d *desk) session(id string) {
	d.t.Helper()
	folder, err := fs.Sub(library(d.t), "texts/"+id)
	if err != nil {
		d.t.Fatal(err)
	}
	names, err := fs.Glob(folder, "*.txt")
	if err != nil {
		d.t.Fatal(err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(folder, name)
		if err != nil {
			d.t.Fatal(err)
		}
		d.bring(name, string(content))
	}
}

func (d *desk) bring(name, content string) {
	d.t.Helper()
	receipt, err := d.in.File(d.t.Context(), name, strings.NewReader(content), int64(len(content)), grammar.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(receipt.Texts)+len(receipt.Abrogated) == 0 {
		d.t.Fatalf("%s: nothing was understood: %v", name, receipt.Faults)
	}
}

func (d *desk) view(actor tracker.Actor) *implementation.View {
	d.t.Helper()
	v, err := d.View(d.t.Context(), actor)
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

func (d *desk) item(address string) *implementation.Item {
	d.t.Helper()
	a, err := tracker.ParseAddress(address)
	if err != nil {
		d.t.Fatal(err)
	}
	it, known := d.view(anna).Item(a)
	if !known {
		d.t.Fatalf("%s: no such mandate", address)
	}
	return it
}

// set writes a status as anna, on the version that stands.
func (d *desk) set(address, state, since, note string) {
	d.t.Helper()
	it := d.item(address)
	outcomes, err := d.Write(d.t.Context(), anna, today, []implementation.Edit{{
		Address: it.Address, Version: it.Version,
		Status: &tracker.Status{State: state, Since: since, Note: note, Evidence: []string{"C26/35"}, Internal: "ask the bureau about " + note},
	}}, false)
	if err != nil {
		d.t.Fatal(err)
	}
	if outcomes[0].Result != implementation.Written {
		d.t.Fatalf("%s: %s: %s", address, outcomes[0].Result, outcomes[0].Problem)
	}
}

func address(t testing.TB, s string) tracker.Address {
	t.Helper()
	a, err := tracker.ParseAddress(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
