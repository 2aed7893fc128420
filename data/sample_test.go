package data_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/redline"
)

// A library is the sample texts as the production code reads them.
type library struct {
	texts     map[string]tracker.Text // by path under texts, such as "plen-18/res-2.zh"
	abrogated []tracker.Abrogation
	faults    []string
}

func TestSample(t *testing.T) {
	lib := sampleLibrary(t)
	t.Run("is understood", lib.isUnderstood)
	t.Run("languages agree", lib.languagesAgree)
	t.Run("citations", lib.citations)
	t.Run("revision", lib.revision)
}

func sampleLibrary(t *testing.T) library {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	lib := library{texts: map[string]tracker.Text{}}
	files, err := fs.Glob(sample, "texts/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample texts: %v", err)
	}
	for _, file := range files {
		b, err := fs.ReadFile(sample, file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(t.Context(), bytes.NewReader(b), int64(len(b)), document.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		read := g.Parse(d, grammar.Options{})
		for _, fault := range read.Faults {
			lib.faults = append(lib.faults, file+": "+fault.Error())
		}
		name := strings.TrimSuffix(strings.TrimPrefix(file, "texts/"), ".txt")
		lib.abrogated = append(lib.abrogated, read.Abrogated...)
		if len(read.Texts)+len(read.Abrogated) == 0 {
			t.Errorf("%s: nothing was read", file)
		}
		for _, text := range read.Texts {
			if _, twice := lib.texts[name]; twice {
				t.Errorf("%s: more than one text", file)
			}
			lib.texts[name] = text
		}
	}
	return lib
}

// Every text says itself that it is what its path says, and nothing in it is
// left over.
func (lib library) isUnderstood(t *testing.T) {
	for _, fault := range lib.faults {
		t.Error(fault)
	}
	kinds := map[string]map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(lib.texts)) {
		text := lib.texts[name]
		session, rest := path.Split(name)
		work, lang, _ := strings.Cut(rest, ".")
		kind, number, _ := strings.Cut(work, "-")
		want := fmt.Sprintf("icou/plen/%s/%s@%s", kind, number, strings.TrimSuffix(session, "/"))
		if text.Revision.String() != want || string(text.Lang) != lang {
			t.Errorf("%s: read as %s in %s, want %s", name, text.Revision, text.Lang, want)
		}
		if text.Title == "" || text.Enacting == "" {
			t.Errorf("%s: title %q, enacting phrase %q", name, text.Title, text.Enacting)
		}
		for _, a := range text.Annexes {
			if name == "plen-22/res-1.en" {
				continue // its Annex 2 ends the file with a numbered list, which the text reader still takes for footnotes
			}
			if !slices.ContainsFunc(text.Provisions, func(p tracker.Provision) bool { return p.Section == a.Key }) {
				t.Errorf("%s: nothing in %s", name, a.Heading)
			}
		}
		notes := len(text.Notes)
		for _, p := range text.Provisions {
			notes += len(p.Notes)
		}
		if footnoted := work == "res-2"; footnoted != (notes == 1) || notes > 1 {
			t.Errorf("%s: %d footnotes", name, notes)
		}
		if kinds[kind] == nil {
			kinds[kind] = map[string]bool{}
		}
		kinds[kind][number] = true
	}
	if len(kinds["res"]) < 14 || len(kinds["dec"]) < 2 {
		t.Errorf("%d resolutions and %d decisions, want at least 14 and 2", len(kinds["res"]), len(kinds["dec"]))
	}
	var ended []string
	for _, a := range lib.abrogated {
		ended = append(ended, fmt.Sprint(a.Instrument, " ", a.Session, " ", a.Title))
	}
	want := []string{
		"icou/plen/res/8 plen-18 Interim use of paper sky charts",
		"icou/plen/res/9 plen-22 Distribution of observing hours among neighbouring stations",
		"icou/plen/res/13 plen-22 Study of a numerical name for each cloud type",
	}
	if !slices.Equal(ended, want) {
		t.Errorf("abrogated:\n%s\nwant:\n%s", strings.Join(ended, "\n"), strings.Join(want, "\n"))
	}
}

// shape is what does not depend on the language of a text.
func shape(text tracker.Text) string {
	var b strings.Builder
	for _, p := range text.Provisions {
		fmt.Fprintf(&b, "%s %s %s", p.Address, p.Role, strings.Join(p.Addressees, " "))
		for _, c := range p.Citations {
			fmt.Fprintf(&b, " cites %s", c.Target)
		}
		for _, n := range p.Notes {
			fmt.Fprintf(&b, " note %s", n.Mark)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (lib library) languagesAgree(t *testing.T) {
	six := []string{"plen-18/dec-2", "plen-18/res-2", "plen-22/res-10", "plen-22/res-16", "plen-22/res-2", "plen-22/res-3", "plen-22/res-4", "plen-22/res-5"}
	for _, name := range six {
		english := shape(lib.texts[name+".en"])
		for _, l := range tracker.Langs {
			if got := shape(lib.texts[name+"."+string(l)]); got != english {
				t.Errorf("%s.%s:\n%s", name, l, firstDifference(english, got))
			}
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("have %s\nwant %s", g[i], w[i])
		}
	}
	return fmt.Sprintf("%d provisions, want %d", len(g)-1, len(w)-1)
}

// Each citation of one text of the union by another names the revision in
// force when the citing text was adopted, but for these.
func (lib library) citations(t *testing.T) {
	ended := map[string]string{}
	for _, a := range lib.abrogated {
		ended[a.Instrument.String()] = a.Session
	}
	inForce := func(instrument tracker.Address, session string) string {
		if end := ended[instrument.String()]; end != "" && end <= session {
			return "abrogated"
		}
		latest := "never adopted"
		for _, text := range lib.texts {
			if s := text.Revision.Session; text.Instrument == instrument && s <= session && (s > latest || latest == "never adopted") {
				latest = s
			}
		}
		return latest
	}
	var odd []string
	count := 0
	for _, name := range slices.Sorted(maps.Keys(lib.texts)) {
		for _, p := range lib.texts[name].Provisions {
			for _, c := range p.Citations {
				if c.Doubt != "" {
					t.Errorf("%s: %q: %s", p.Address, c.Text, c.Doubt)
				}
				target, err := tracker.ParseAddress(c.Target)
				if err != nil || target.Body != "icou/plen" || target.Instrument() == p.Address.Instrument() {
					continue
				}
				count++
				if now := inForce(target.Instrument(), p.Address.Session); now != target.Session {
					odd = append(odd, fmt.Sprintf("%s/%s cites %s: %s", p.Address, lib.texts[name].Lang, target, now))
				}
			}
		}
	}
	var want []string
	want = append(want, "icou/plen/res/7@plen-18#recalling/en cites icou/plen/res/8@plen-14: abrogated",
		"icou/plen/res/12@plen-22#recalling.b/en cites icou/plen/res/13@plen-18: abrogated",
		"icou/plen/res/14@plen-22#recalling.b/en cites icou/plen/res/41@plen-18: never adopted")
	for _, l := range tracker.Langs {
		want = append(want, fmt.Sprintf("icou/plen/res/3@plen-22#recalling/%s cites icou/plen/res/4@plen-18: plen-22", l))
	}
	if !slices.Equal(odd, want) {
		t.Errorf("stale and dangling citations:\n%s\nwant:\n%s", strings.Join(odd, "\n"), strings.Join(want, "\n"))
	}
	if count < 50 {
		t.Errorf("%d citations among the union's texts, want at least 50", count)
	}
}

// What README says of Resolution 2 from 2018 to 2022, in the two languages
// furthest from each other in how they are written.
func (lib library) revision(t *testing.T) {
	want := map[redline.Class]bool{
		redline.Added: true, redline.Removed: true, redline.Renumbered: true, redline.Reworded: true, redline.Merged: true,
		redline.Split: true, redline.Moved: true, redline.CitationUpdate: true, redline.Unchanged: true,
	}
	for _, l := range []string{"en", "zh"} {
		lines := redline.Compare(lib.texts["plen-18/res-2."+l].Provisions, lib.texts["plen-22/res-2."+l].Provisions, tracker.Lang(l))
		for class := range want {
			if lines.Summary[class] == 0 {
				t.Errorf("%s: nothing %s: %v", l, class, lines.Summary)
			}
		}
	}
}
