package redline

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

// allFlags are the flags in the order in which they are told.
var allFlags = []Flag{CitationFlag, NumberFlag, ModalFlag, VerbFlag, NegationFlag, AddresseeFlag, DeadlineFlag}

// A flagTally counts flags raised against those that people gave.
type flagTally struct {
	both, raised, given map[Flag]int
	rows, exact         int
}

func newFlagTally() *flagTally {
	return &flagTally{both: map[Flag]int{}, raised: map[Flag]int{}, given: map[Flag]int{}}
}

// add counts one change and reports whether its flags are those given.
func (f *flagTally) add(raised, given []Flag) bool {
	f.rows++
	for _, flag := range allFlags {
		r, g := slices.Contains(raised, flag), slices.Contains(given, flag)
		if r {
			f.raised[flag]++
		}
		if g {
			f.given[flag]++
		}
		if r && g {
			f.both[flag]++
		}
	}
	for _, flag := range allFlags {
		if slices.Contains(raised, flag) != slices.Contains(given, flag) {
			return false
		}
	}
	f.exact++
	return true
}

// report says precision and recall of each flag, and holds the least of each that
// was given often enough to say so.
func (f *flagTally) report(t *testing.T, name string, least float64) {
	t.Logf("%s: %d changes, all flags right in %d", name, f.rows, f.exact)
	for _, flag := range allFlags {
		if f.given[flag]+f.raised[flag] == 0 {
			continue
		}
		precision, recall := float64(f.both[flag])/float64(max(1, f.raised[flag])), float64(f.both[flag])/float64(max(1, f.given[flag]))
		t.Logf("  %-9s given %3d, precision %.3f, recall %.3f", flag, f.given[flag], precision, recall)
		if f.given[flag] >= 5 && (precision < least || recall < least) {
			t.Errorf("%s, %s: precision %.3f, recall %.3f, want %.2f", name, flag, precision, recall, least)
		}
	}
}

func flagsNamed(s string) []Flag {
	var out []Flag
	for name := range strings.FieldsSeq(s) {
		if name != "-" {
			out = append(out, Flag(name))
		}
	}
	return out
}

// flagRows reads a table of labelled changes, without its head.
func flagRows(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows[1:]
}

// oneItem is a resolution of the fictional union with one item under a heading.
func oneItem(t *testing.T, lang, heading, item string) tracker.Text {
	t.Helper()
	file, err := fs.ReadFile(data.Files, "sample/texts/plen-22/res-2."+lang+".txt")
	if err != nil {
		t.Fatal(err)
	}
	front := strings.SplitN(string(file), "\n\n", 4)
	texts := readTexts(t, heading, tracker.Lang(lang), []byte(strings.Join(front[:3], "\n\n")+"\n\n"+heading+"\n\n1 "+item+".\n"))
	if len(texts) != 1 || len(texts[0].Provisions) != 1 {
		t.Fatalf("%s: %q under %q is not read as one item: %+v", lang, item, heading, texts)
	}
	return texts[0]
}

// TestFlagsLabelled measures the flags on changes that were written and labelled
// for it, in six languages: testdata/flags/made.tsv.
func TestFlagsLabelled(t *testing.T) {
	all := newFlagTally()
	byLang := map[string]*flagTally{}
	for _, row := range flagRows(t, "testdata/flags/made.tsv") {
		lang, given := row[0], flagsNamed(row[4])
		before, after, ok := strings.Cut(row[1], " => ")
		if !ok {
			after = before
		}
		r := Compare(oneItem(t, lang, before, row[2]).Provisions, oneItem(t, lang, after, row[3]).Provisions, tracker.Lang(lang))
		var raised []Flag
		for _, ch := range r.Changes {
			raised = append(raised, ch.Flags...)
		}
		for _, sc := range r.Sections {
			raised = append(raised, sc.Flags...)
		}
		if byLang[lang] == nil {
			byLang[lang] = newFlagTally()
		}
		byLang[lang].add(raised, given)
		if !all.add(raised, given) {
			t.Logf("%s: %q | %q => %q: %v, want %v", lang, row[1], row[2], row[3], raised, given)
		}
	}
	for _, lang := range tracker.Langs {
		n := byLang[string(lang)]
		t.Logf("%s: all flags right in %d of %d", lang, n.exact, n.rows)
		if n.rows < 30 {
			t.Errorf("%s has %d labelled changes, want as many as the others", lang, n.rows)
		}
	}
	all.report(t, "six languages", 0.95)
}

// TestFlagsOnRealChanges measures them on changes of real documents in English,
// French and Arabic that were labelled by a reader: testdata/flags/real.tsv.
func TestFlagsOnRealChanges(t *testing.T) {
	if testing.Short() {
		t.Skip("real documents are read by the run without -short")
	}
	assembly := readFolder(t, "unga", "*.pdf")
	compared := map[string]Redline{}
	compare := func(folder, old, new string) Redline {
		r, done := compared[old+" "+new]
		if done {
			return r
		}
		switch folder {
		case "unga":
			r = Compare(assembly[old][0].Provisions, assembly[new][0].Provisions, tracker.English)
		case "code-civil":
			split := func(name string) []tracker.Provision {
				return provisions(splitParagraphs(readFile(t, filepath.Join(corpora(t, folder), name)))...)
			}
			r = Compare(split(old), split(new), tracker.French)
		case "wrc12-ar": // one file with tracked changes
			before, after := trackedTexts(t, filepath.Join(corpora(t, folder), old))
			r = Compare(before.Provisions, after.Provisions, tracker.Arabic)
		}
		compared[old+" "+new] = r
		return r
	}
	for _, set := range []struct {
		name  string
		least float64
	}{{"real", 0.85}, {"unseen", 0}} {
		measureFlags(t, set.name, set.least, compare)
	}
}

// measureFlags measures one table of labelled changes of real documents.
func measureFlags(t *testing.T, name string, least float64, compare func(folder, old, new string) Redline) {
	all, lost, rows := newFlagTally(), 0, flagRows(t, "testdata/flags/"+name+".tsv")
	for _, row := range rows {
		i := slices.IndexFunc(compare(row[0], row[1], row[2]).Changes, func(ch Change) bool {
			return strconv.Itoa(ch.OldPlace) == row[3] && strconv.Itoa(ch.NewPlace) == row[4]
		})
		if i < 0 {
			lost++ // these two are no pair any more
			continue
		}
		ch := compare(row[0], row[1], row[2]).Changes[i]
		if given := flagsNamed(row[5]); !all.add(ch.Flags, given) {
			t.Logf("%s: %v, want %v", strings.Join(row[:5], " "), ch.Flags, given)
		}
	}
	if lost*10 > len(rows) {
		t.Errorf("%d of %d labelled changes are not there", lost, len(rows))
	}
	all.report(t, name, least)
}

// trackedTexts are the two texts of a Word file with tracked changes.
func trackedTexts(t *testing.T, path string) (base, proposed tracker.Text) {
	t.Helper()
	g, err := reading()
	if err != nil {
		t.Fatal(err)
	}
	file := readFile(t, path)
	d, err := document.Read(t.Context(), strings.NewReader(file), int64(len(file)), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	before, after := g.Parse(d, grammar.Options{View: document.Base}).Texts, g.Parse(d, grammar.Options{View: document.Proposed}).Texts
	if len(before) != 1 || len(after) != 1 {
		t.Fatalf("%s: %d and %d texts", path, len(before), len(after))
	}
	return before[0], after[0]
}
