package redline

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

func TestMain(m *testing.M) {
	if document.ServePDF() {
		return
	}
	os.Exit(m.Run())
}

// reading is the grammar that production uses, with the fictional union.
var reading = sync.OnceValues(func() (*grammar.Grammar, error) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return nil, err
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		return nil, err
	}
	return grammar.Load(registry, data.Files)
})

func readTexts(t testing.TB, name string, lang tracker.Lang, file []byte) []tracker.Text {
	t.Helper()
	g, err := reading()
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.Read(t.Context(), bytes.NewReader(file), int64(len(file)), document.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return g.Parse(d, grammar.Options{Lang: lang}).Texts
}

// folders holds what readFolder has read: a folder of PDFs takes a while, and
// three tests look at it. Nobody changes it.
var folders = map[string]map[string][]tracker.Text{}

// readFolder reads the real documents of a folder as production does, by file
// name.
func readFolder(t testing.TB, folder, pattern string) map[string][]tracker.Text {
	t.Helper()
	if read, known := folders[folder+"/"+pattern]; known {
		return read
	}
	paths, _ := filepath.Glob(filepath.Join(corpora(t, folder), pattern))
	out := map[string][]tracker.Text{}
	for _, p := range paths {
		out[filepath.Base(p)] = readTexts(t, p, "", []byte(readFile(t, p)))
	}
	folders[folder+"/"+pattern] = out
	return out
}

// sampleRevisions are the texts of the sample library, oldest first, by name
// with language.
func sampleRevisions(t testing.TB) map[string][]tracker.Text {
	t.Helper()
	files, err := fs.Glob(data.Files, "sample/texts/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample texts: %v", err)
	}
	out := map[string][]tracker.Text{}
	for _, file := range files {
		b, err := fs.ReadFile(data.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		out[path.Base(file)] = append(out[path.Base(file)], readTexts(t, file, "", b)...)
	}
	return out
}

// TestPromiseOnSample applies the redline of every two revisions of the sample
// library, both ways, in six languages.
func TestPromiseOnSample(t *testing.T) {
	pairs := map[tracker.Lang]int{}
	library := sampleRevisions(t)
	for _, name := range slices.Sorted(maps.Keys(library)) {
		for i, a := range library[name] {
			for j, b := range library[name] {
				if i != j {
					pairs[a.Lang]++
					checkPromise(t, a.Provisions, b.Provisions)
				}
			}
		}
	}
	for _, lang := range tracker.Langs {
		if pairs[lang] == 0 {
			t.Errorf("no two revisions in %s", lang)
		}
	}
	t.Logf("pairs of revisions: %v", pairs)
}

// TestPromiseOnAssembly applies the redline of every pair of the General
// Assembly's resolutions that follow one another, and says what changed.
func TestPromiseOnAssembly(t *testing.T) {
	if testing.Short() {
		t.Skip("eighty PDFs")
	}
	texts := readFolder(t, "unga", "*.pdf")
	file := func(symbol string) []tracker.Text { return texts[strings.ReplaceAll(symbol, "/", "_")+".pdf"] }
	pairs, total := 0, map[Class]int{}
	for line := range strings.Lines(readFile(t, filepath.Join(corpora(t, "unga"), "pairs.tsv"))) {
		cells := strings.Split(line, "\t")
		older, newer := file(cells[0]), file(cells[min(1, len(cells)-1)])
		if len(older) != 1 || len(newer) != 1 {
			continue // the line of names, or a file that is not one text
		}
		pairs++
		for class, n := range checkPromise(t, older[0].Provisions, newer[0].Provisions).Summary {
			total[class] += n
		}
		checkPromise(t, newer[0].Provisions, older[0].Provisions)
	}
	t.Logf("%d pairs of resolutions: %v", pairs, total)
	if pairs < 40 {
		t.Errorf("%d pairs, want 40", pairs)
	}
}
