package grammar

import (
	"bytes"
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/document"
)

// corpus reads the texts of real documents that lie beside the project, or
// skips the test.
func corpus(t *testing.T, pattern string) []tracker.Text {
	t.Helper()
	if testing.Short() {
		t.Skip("real documents are read by the run without -short")
	}
	folder := cmp.Or(os.Getenv("CONCORD_CORPORA"), "../../../shared/corpora")
	files, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil || len(files) == 0 {
		t.Skip("the folder of real documents is not here; set CONCORD_CORPORA to it")
	}
	registry, err := tracker.ReadRegistry(dataFolder)
	if err != nil {
		t.Fatal(err)
	}
	g, err := Load(registry, dataFolder)
	if err != nil {
		t.Fatal(err)
	}
	var texts []tracker.Text
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(t.Context(), bytes.NewReader(content), int64(len(content)), document.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		texts = append(texts, g.Parse(d, Options{}).Texts...)
	}
	return texts
}

// A tally counts what texts cite.
type tally struct {
	all, self, doubt, documents int
	edges                       map[string]bool // from instrument to revision
	instruments                 map[string]int
	sessions                    map[string]int
}

func count(texts []tracker.Text) tally {
	n := tally{edges: map[string]bool{}, instruments: map[string]int{}, sessions: map[string]int{}}
	for _, text := range texts {
		for _, p := range text.Provisions {
			for _, c := range p.Citations {
				n.all++
				if c.Doubt != "" {
					n.doubt++
				}
				if strings.HasPrefix(c.Target, "doc:") {
					n.documents++
					continue
				}
				a, err := tracker.ParseAddress(c.Target)
				if err != nil || a.Kind == "" {
					continue
				}
				if a.Revision() == text.Revision {
					n.self++
					continue
				}
				n.edges[text.Instrument.String()+" "+a.Revision().String()] = true
				n.instruments[a.Instrument().String()]++
				n.sessions[a.Session]++
			}
		}
	}
	return n
}

// most lists the largest counts, largest first.
func most(counts map[string]int, n int) []string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return names[:min(n, len(names))]
}

// In the Final Acts of 2018, which an independent count read too, the
// Transforming our world resolution of the General Assembly is cited 23 times
// in the file, and the strategic plan is the most cited text of the Union.
func TestCitationsOfFinalActs(t *testing.T) {
	n := count(corpus(t, "pp18/*.xml"))
	t.Logf("%d citations: %d of instruments elsewhere (%d edges), %d of the text itself, %d of documents, %d in doubt",
		n.all, sum(n.instruments), len(n.edges), n.self, n.documents, n.doubt)
	for _, name := range most(n.instruments, 8) {
		t.Logf("%4d %s", n.instruments[name], name)
	}
	for _, name := range most(n.sessions, 12) {
		t.Logf("%4d @%s", n.sessions[name], name)
	}
	if got := n.instruments["un/ga/res/70/1"]; got < 20 || got > 24 {
		t.Errorf("UNGA 70/1 is cited %d times, want about 23", got)
	}
	if n.instruments["itu/pp/res/70"] > 10 {
		t.Errorf("Resolution 70 is cited %d times: is 70/1 read as 70?", n.instruments["itu/pp/res/70"])
	}
	if len(n.edges) < 280 {
		t.Errorf("%d edges between instruments, an independent count has 301", len(n.edges))
	}
}

func sum(counts map[string]int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}
