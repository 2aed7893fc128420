package intake_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/intake"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if document.ServePDF() || store.ServeCheck() {
		return
	}
	os.Exit(m.Run())
}

// library is the sample library's folder: the fictional union's facts and texts.
func library(t testing.TB) fs.FS {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	return sample
}

// A reading is the grammar that production uses, with its registry.
type reading struct {
	registry *tracker.Registry
	grammar  *grammar.Grammar
}

// shipped reads the data that the program ships with, once for all tests.
var shipped = sync.OnceValues(func() (reading, error) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return reading{}, err
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		return reading{}, err
	}
	g, err := grammar.Load(registry, data.Files)
	return reading{registry, g}, err
})

// begin opens an empty record with the grammar that production uses.
func begin(t testing.TB) *intake.Intake {
	t.Helper()
	g, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.TempDir(), g.registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &intake.Intake{Store: s, Grammar: g.grammar, Clock: func() time.Time { return time.Unix(1e9, 0) }, Actor: "test"}
}

// resolution is a file with one text of the fictional union.
func resolution(number int, heading string, resolves ...string) string {
	items := make([]string, len(resolves))
	for i, words := range resolves {
		items[i] = fmt.Sprintf("%d %s", i+1, words)
	}
	return fmt.Sprintf("RESOLUTION %d (%s)\n\nClouds over islands\n\n"+
		"The Plenary Conference of the International Cloud Observation Union (%s),\n\nresolves\n\n%s.\n",
		number, heading, strings.TrimPrefix(heading, "REV. "), strings.Join(items, ";\n\n"))
}

func take(t testing.TB, in *intake.Intake, content string, o grammar.Options) tracker.Receipt {
	t.Helper()
	receipt, err := in.File(t.Context(), "uploads/a.txt", strings.NewReader(content), int64(len(content)), o)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

// changes shows a receipt as "address change" lines and its faults' rules.
func changes(r tracker.Receipt) string {
	var lines []string
	for _, text := range r.Texts {
		lines = append(lines, fmt.Sprint(text.Text, " ", text.Change))
	}
	for _, f := range r.Faults {
		lines = append(lines, "fault "+f.Rule)
	}
	return strings.Join(lines, ", ")
}

func TestFile(t *testing.T) {
	in := begin(t)
	first := resolution(31, "OVELLE, 2018", "to observe clouds", "to name them")
	other := resolution(31, "OVELLE, 2018", "to observe clouds by day", "to name them")
	later := resolution(31, "REV. SANTA MIRRA, 2022", "to observe clouds", "to name them")
	for i, c := range []struct {
		what, content string
		want          string
		sequence      uint64
	}{
		{"a new text", first, "icou/plen/res/31@plen-18/en new", 1},
		{"the same file", first, "icou/plen/res/31@plen-18/en unchanged", 0},
		{"the same text in another file", first + "\n\n", "icou/plen/res/31@plen-18/en unchanged", 0},
		{"other words", other, "icou/plen/res/31@plen-18/en replaced", 2},
		{"the first words again", first, "icou/plen/res/31@plen-18/en replaced", 3},
		{"a later revision", later, "icou/plen/res/31@plen-22/en revised", 4},
		{"no identity", "Clouds are beautiful.\n\nThey pass.\n", "fault identity", 0},
		{"nothing", "", "fault damaged", 0},
		{"no text", "\x89PNG\r\n\x1a\n\x00\x00", "fault unknown-format", 0},
	} {
		receipt := take(t, in, c.content, grammar.Options{})
		if got := changes(receipt); got != c.want || receipt.Sequence != c.sequence {
			t.Errorf("%d, %s: %s, entry %d, want %s, entry %d: %v", i, c.what, got, receipt.Sequence, c.want, c.sequence, receipt.Faults)
		}
		if receipt.File != "a.txt" || len(receipt.Hash) != 64 {
			t.Errorf("%s: file %q, hash %q", c.what, receipt.File, receipt.Hash)
		}
		if c.sequence == 0 {
			continue
		}
		stored, err := in.Store.Receipt(c.sequence)
		if err != nil || changes(stored) != c.want || stored.Sequence != c.sequence {
			t.Errorf("%s: the stored receipt is %+v, %v", c.what, stored, err)
		}
		original, err := in.Store.Original(receipt.Hash)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		original.Close()
	}
	if in.Store.Last() != 4 {
		t.Errorf("%d entries", in.Store.Last())
	}
	rec, err := in.Store.Instrument(tracker.Address{Body: "icou/plen", Kind: tracker.Resolution, Number: "31"})
	if err != nil || rec.Standing != tracker.InForce || len(rec.Revisions) != 2 || rec.Revisions[0].Standing != tracker.Superseded {
		t.Errorf("instrument %+v, %v", rec, err)
	}
}

// TestSample holds that the library that every first start loads comes in whole
// and is then in the record.
func TestSample(t *testing.T) {
	in := begin(t)
	receipt, err := in.Sample(t.Context(), library(t))
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(library(t), "texts/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	lists, err := fs.Glob(library(t), "texts/*/abrogated.*")
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Counts["texts"] != len(files)-len(lists) || receipt.Sequence != 1 || len(receipt.Abrogated) == 0 {
		t.Errorf("%d files, %d of them lists of abrogated texts: receipt %v, entry %d", len(files), len(lists), receipt.Counts, receipt.Sequence)
	}
	for _, fault := range receipt.Faults { // how well the texts are read is the grammar's to test
		if slices.Contains([]string{"identity", "session", "address", "twice"}, fault.Rule) {
			t.Error(fault.Rule, fault)
		}
	}
	again, err := in.Sample(t.Context(), library(t))
	if err != nil || again.Sequence != 0 || again.Counts["unchanged"] != receipt.Counts["texts"] || in.Store.Last() != 1 {
		t.Errorf("again: %v, %v", again.Counts, err)
	}
	abrogated := 0
	for rec, err := range in.Store.Instruments() {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Standing == tracker.Abrogated {
			abrogated++
		}
	}
	if abrogated != len(receipt.Abrogated) {
		t.Errorf("%d instruments abrogated, want %d", abrogated, len(receipt.Abrogated))
	}
	for _, lang := range tracker.Langs {
		text, err := in.Store.Text(tracker.Address{Body: "icou/plen", Kind: tracker.Resolution, Number: "2"}, lang)
		if err != nil || text.Lang != lang || text.Revision.Session != "plen-22" {
			t.Errorf("Resolution 2 in %s: %v, %v", lang, text.Revision, err)
		}
	}
	if faults := in.Store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}

// TestRefused holds that what nothing could name is told and not stored.
func TestRefused(t *testing.T) {
	in := begin(t)
	first := resolution(31, "OVELLE, 2018", "to observe clouds")
	undated := strings.ReplaceAll(first, " (OVELLE, 2018)", "")
	for _, c := range []struct {
		what, content string
		o             grammar.Options
		want          string
	}{
		{"no session", undated, grammar.Options{}, "fault session"},
		{"the session from beside the file", undated, grammar.Options{Session: "plen-18"}, "icou/plen/res/31@plen-18/en new"},
	} {
		if got := changes(take(t, in, c.content, c.o)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestTwice holds that of two files with one identity the first counts, and
// that the second is told.
func TestTwice(t *testing.T) {
	in := begin(t)
	receipt, err := in.Sample(t.Context(), fstest.MapFS{
		"texts/plen-18/a.txt": {Data: []byte(resolution(31, "OVELLE, 2018", "to observe clouds"))},
		"texts/plen-18/b.txt": {Data: []byte(resolution(31, "OVELLE, 2018", "to observe fog"))},
		"texts/plen-22/c.txt": {Data: []byte(resolution(31, "REV. SANTA MIRRA, 2022", "to observe fog"))},
	})
	want := "icou/plen/res/31@plen-18/en new, icou/plen/res/31@plen-22/en revised, fault twice"
	if got := changes(receipt); got != want || err != nil {
		t.Errorf("%s, want %s: %v", got, want, err)
	}
	if len(receipt.Faults) == 0 || !strings.HasPrefix(receipt.Faults[0].Place, "plen-18-b.txt: ") {
		t.Errorf("faults %v", receipt.Faults)
	}
	text, err := in.Store.Text(receipt.Texts[0].Text)
	if err != nil || !strings.Contains(text.Provisions[0].Text, "clouds") {
		t.Errorf("stored %v, %v", text, err)
	}
}

// TestTracked holds that a proposal does not pass for what was adopted.
func TestTracked(t *testing.T) {
	in := begin(t)
	var word bytes.Buffer
	archive := zip.NewWriter(&word)
	var body strings.Builder
	for line := range strings.Lines(resolution(31, "OVELLE, 2018", "to observe CLOUDS")) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		run := "<w:r><w:t>" + line + "</w:t></w:r>"
		if before, after, ok := strings.Cut(line, "CLOUDS"); ok {
			run = `<w:r><w:t xml:space="preserve">` + before + `</w:t></w:r><w:del w:id="1"><w:r><w:delText>clouds</w:delText></w:r></w:del>` +
				`<w:ins w:id="2"><w:r><w:t>fog</w:t></w:r></w:ins><w:r><w:t>` + after + `</w:t></w:r>`
		}
		body.WriteString("<w:p>" + run + "</w:p>")
	}
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`,
	} {
		member, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := member.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		view       document.View
		want, text string
	}{
		{"", "fault tracked-changes", ""},
		{document.Base, "icou/plen/res/31@plen-18/en new", "to observe clouds."},
		{document.Proposed, "icou/plen/res/31@plen-18/en replaced", "to observe fog."},
	} {
		receipt := take(t, in, word.String(), grammar.Options{View: c.view})
		if got := changes(receipt); got != c.want {
			t.Errorf("view %q: %s, want %s: %v", c.view, got, c.want, receipt.Faults)
		}
		if c.text == "" {
			continue
		}
		text, err := in.Store.Text(receipt.Texts[0].Text)
		if err != nil || text.Provisions[0].Text != c.text {
			t.Errorf("view %q: stored %v, %v", c.view, text.Provisions, err)
		}
	}
}

func TestCatalogue(t *testing.T) {
	in := begin(t)
	a := tracker.Address{Body: "icou/plen", Kind: tracker.Resolution, Number: "31"}
	rows := []tracker.CatalogueRow{
		{Instrument: a, Title: "Clouds", Adopted: "plen-18", Revised: []string{"plen-22"}, Unverified: []string{"revised"}, Source: "a list"},
		{Instrument: tracker.Address{Body: "icou/plen", Kind: tracker.Decision, Number: "9"}, Title: "云", Adopted: "plen-14"},
	}
	for i, c := range []struct {
		change func()
		last   uint64
	}{
		{func() {}, 1}, {func() {}, 1}, {func() { rows[1].Title = "سحب" }, 2}, {func() { rows[0].Revised = nil }, 3}, {func() {}, 3},
	} {
		c.change()
		if err := in.Catalogue(t.Context(), rows); err != nil || in.Store.Last() != c.last {
			t.Errorf("%d: last entry %d, %v, want %d", i, in.Store.Last(), err, c.last)
		}
	}
	receipt := take(t, in, resolution(31, "OVELLE, 2018", "to observe clouds"), grammar.Options{})
	if changes(receipt) != "icou/plen/res/31@plen-18/en new" {
		t.Errorf("a text that the catalogue knew: %s", changes(receipt))
	}
	rec, err := in.Store.Instrument(a)
	if err != nil || !rec.Held || rec.Catalogue == nil || rec.Catalogue.Source != "a list" {
		t.Errorf("instrument %+v, %v", rec, err)
	}
}

// TestTogether lets several people import the same and different files at once.
func TestTogether(t *testing.T) {
	in := begin(t)
	const people, each = 4, 6
	receipts := make([][]tracker.Receipt, people)
	var work sync.WaitGroup
	for p := range people {
		work.Go(func() {
			for i := range each {
				same := resolution(40+i, "OVELLE, 2018", "to observe clouds")
				own := resolution(60+i, "OVELLE, 2018", "to observe clouds", fmt.Sprintf("to give %d of them names", p+2))
				receipts[p] = append(receipts[p], take(t, in, same, grammar.Options{}), take(t, in, own, grammar.Options{}))
			}
		})
	}
	work.Wait()
	counts := map[tracker.Change]int{}
	for _, r := range slices.Concat(receipts...) {
		if len(r.Texts) != 1 || len(r.Faults) > 0 {
			t.Fatalf("receipt %+v", r)
		}
		counts[r.Texts[0].Change]++
	}
	// Of the same file one person's import writes, of the own ones all do:
	// the first is new, the others replace it.
	if in.Store.Last() != each+people*each || counts[tracker.Replaced] != (people-1)*each {
		t.Errorf("%d entries, changes %v", in.Store.Last(), counts)
	}
	if faults := in.Store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}
