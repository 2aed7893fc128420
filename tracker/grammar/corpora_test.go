package grammar

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/document"
)

// readCorpus parses the real documents that match pattern, below
// $CONCORD_CORPORA or beside the repository, by file name.
func readCorpus(t testing.TB, pattern string, o Options) map[string]Result {
	t.Helper()
	if testing.Short() {
		t.Skip("real documents are read by the run without -short")
	}
	root := os.Getenv("CONCORD_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	names, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skipf("no real documents at %s: set CONCORD_CORPORA to their folder", filepath.Join(root, pattern))
	}
	g := newGrammar(t)
	results := map[string]Result{}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		stat, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(t.Context(), f, stat.Size(), document.Limits{})
		f.Close()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r := g.Parse(d, o)
		for i := range r.Texts {
			checkText(t.(*testing.T), &r.Texts[i])
		}
		results[filepath.Base(name)] = r
	}
	return results
}

// leftHeading finds what may be a section heading inside a paragraph: an act
// with its addressee behind a comma.
var leftHeading = regexp.MustCompile(`[,;] (?:further )?(?:resolves|instructs|invites|requests|urges|encourages|authorizes|calls upon) (?:to |the |that |Member|Sector|all )`)

// The Final Acts of 2018, whose structure the conversion destroyed: the counts
// are those of the printed book.
func TestRealFinalActs(t *testing.T) {
	var r Result
	for _, r = range readCorpus(t, "pp18/*.xml", Options{}) {
	}
	kinds, sections := map[tracker.Kind]int{}, map[string]int{}
	for _, text := range r.Texts {
		kinds[text.Instrument.Kind]++
		last := ""
		for _, p := range text.Provisions {
			if p.Role == tracker.Annexed {
				continue
			}
			if p.Section != last {
				last = p.Section
				sections[p.Heading]++
			}
			for _, left := range leftHeading.FindAllString(p.Text, -1) {
				if !strings.Contains(p.Text, "thereof") { // a section of another text, cited
					t.Errorf("%s: heading left in the text: %q", p.Address, left)
				}
			}
		}
	}
	if kinds[tracker.Decision] != 2 || kinds[tracker.Resolution] != 61 || kinds[tracker.Recommendation] != 1 {
		t.Errorf("texts %v, want 2 decisions, 61 resolutions, 1 recommendation", kinds)
	}
	ended := map[tracker.Kind]int{}
	for _, a := range r.Abrogated {
		ended[a.Instrument.Kind]++
		if a.Session != "pp-18" || a.Title == "" {
			t.Errorf("abrogated %+v", a)
		}
	}
	if ended[tracker.Decision] != 1 || ended[tracker.Resolution] != 10 {
		t.Errorf("abrogated %v, want 1 decision, 10 resolutions", ended)
	}
	for heading, want := range map[string]int{
		"considering": 54, "recognizing": 51, "recalling": 44, "noting": 38, "considering further": 14, "taking into account": 14,
		"recognizing further": 11, "aware": 9, "bearing in mind": 8, "recalling further": 6, "noting further": 5,
		"invites Member States": 22, "invites the ITU Council": 6,
	} {
		if sections[heading] != want {
			t.Errorf("%d sections %q, want %d", sections[heading], heading, want)
		}
	}
}

// Numbering without gaps, by folder. The floors are what the files allow: the
// Security Council's were read by a scanner, the radio conference's lost their
// line breaks and parts of their text.
func TestRealNumbering(t *testing.T) {
	for _, folder := range []struct {
		pattern string
		floor   float64 // share of texts without a gap or a repeated label
	}{
		{"unga/*.pdf", 1}, {"unsc/*.txt", 0.95}, {"wrc23/*.txt", 0.95}, {"pp18/*.xml", 0.95}, {"wtsa16/*.docx", 1},
	} {
		t.Run(folder.pattern, func(t *testing.T) {
			texts, whole, known := 0, 0, 0
			for name, r := range readCorpus(t, folder.pattern, Options{}) {
				broken := 0
				for _, f := range r.Faults {
					if f.Rule == "label-gap" || f.Rule == "label-repeat" {
						broken++
					}
				}
				texts += len(r.Texts)
				whole += max(0, len(r.Texts)-broken)
				for _, text := range r.Texts {
					if !text.Revision.IsZero() {
						known++
					} else {
						t.Logf("%s: not identified", name)
					}
				}
			}
			share := float64(whole) / float64(max(1, texts))
			t.Logf("%s: %d texts, %d identified, %d (%.1f %%) numbered without a gap", folder.pattern, texts, known, whole, 100*share)
			if share < folder.floor {
				t.Errorf("share %.3f is below %.3f", share, folder.floor)
			}
		})
	}
}

// A proposal with tracked changes is two texts of two sessions.
func TestRealProposalInArabic(t *testing.T) {
	for view, want := range map[document.View]string{document.Base: "itu/wrc/res/417@wrc-07", document.Proposed: "itu/wrc/res/417@wrc-12"} {
		for name, r := range readCorpus(t, "wrc12-ar/*.docx", Options{View: view}) {
			if len(r.Texts) != 1 || r.Texts[0].Revision.String() != want || r.Texts[0].Lang != tracker.Arabic {
				t.Errorf("%s as %s: %d texts, first %+v", name, view, len(r.Texts), r.Texts[0].Revision)
			}
		}
	}
}

// The Declaration has one preamble and thirty articles in every language.
func TestRealArticles(t *testing.T) {
	for name, r := range readCorpus(t, "udhr/*.html", Options{}) {
		articles := map[string]bool{}
		for _, p := range r.Texts[0].Provisions {
			if strings.HasPrefix(p.Section, "article-") {
				articles[p.Section] = true
			}
		}
		if len(r.Texts) != 1 || len(articles) != 30 {
			t.Errorf("%s: %d texts, %d articles", name, len(r.Texts), len(articles))
		}
	}
}

// A Recommendation has the same numbers in English and in Arabic, where dotted
// numbers are typed the other way round.
func TestRealRecommendationInTwoLanguages(t *testing.T) {
	numbers := map[tracker.Lang]string{}
	for _, r := range readCorpus(t, "itut-e119/*.docx", Options{}) {
		for _, text := range r.Texts {
			for _, p := range text.Provisions {
				if p.Label != "" && p.Role != tracker.Annexed {
					numbers[text.Lang] += p.Address.Provision + "\n"
				}
			}
			if got := text.Revision.String(); got != "itu/t/rec/E.119" {
				t.Errorf("%s: is %s", text.Lang, got)
			}
		}
	}
	if numbers[tracker.English] == "" || numbers[tracker.English] != numbers[tracker.Arabic] {
		t.Errorf("English\n%s\nArabic\n%s", numbers[tracker.English], numbers[tracker.Arabic])
	}
}

func BenchmarkParse(b *testing.B) {
	content, err := os.ReadFile("testdata/house.txtar")
	if err != nil {
		b.Fatal(err)
	}
	g := newGrammar(b)
	d := plainDocument(string(content))
	for b.Loop() {
		g.Parse(d, Options{})
	}
}
