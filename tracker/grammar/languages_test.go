package grammar

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
)

func TestSameAddressesInSixLanguages(t *testing.T) {
	g := newGrammar(t)
	archive, err := txtar.ParseFile("testdata/house.txtar")
	if err != nil {
		t.Fatal(err)
	}
	want := string(archive.Files[len(archive.Files)-1].Data)
	for _, file := range archive.Files[:len(archive.Files)-1] {
		r := g.Parse(plainDocument(string(file.Data)), Options{})
		if len(r.Texts) != 1 || rules(r.Faults) != "" {
			t.Errorf("%s: %d texts, faults %v", file.Name, len(r.Texts), r.Faults)
			continue
		}
		text := r.Texts[0]
		if text.Lang != tracker.Lang(file.Name) || text.Title == "" || text.Enacting == "" || !text.Revised {
			t.Errorf("%s: language %q, title %q, enacting %q, revised %v", file.Name, text.Lang, text.Title, text.Enacting, text.Revised)
		}
		if len(text.Annexes) != 1 || text.Annexes[0].Title == "" {
			t.Errorf("%s: annexes %+v", file.Name, text.Annexes)
		}
		if got := skeleton(text); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", file.Name, got, want)
		}
	}
}

// skeleton is what a text has in common with its translations.
func skeleton(t tracker.Text) string {
	var b strings.Builder
	fmt.Fprintln(&b, t.Revision)
	for _, p := range t.Provisions {
		fmt.Fprintf(&b, "%s %s %s", p.Address.Provision, p.Section, p.Role)
		if len(p.Addressees) > 0 {
			fmt.Fprintf(&b, " %v", p.Addressees)
		}
		for _, n := range p.Notes {
			fmt.Fprintf(&b, " note %s", n.Mark)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

// The sample library is written by other hands: every text must be understood
// without a fault, and a translation must have its original's addresses.
func TestSampleLibrary(t *testing.T) {
	g := newGrammar(t)
	names, err := fs.Glob(data.Files, "sample/texts/*/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sample texts: %v", err)
	}
	skeletons := map[string]string{}
	for _, name := range slices.Sorted(slices.Values(names)) {
		content, err := fs.ReadFile(data.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(t.Context(), strings.NewReader(string(content)), int64(len(content)), document.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r := g.Parse(d, Options{})
		if got := rules(r.Faults); got != "" {
			t.Errorf("%s: faults %v", name, r.Faults)
		}
		if len(r.Texts)+len(r.Abrogated) == 0 {
			t.Errorf("%s: holds nothing", name)
		}
		stem, _, _ := strings.Cut(name, ".")
		for _, text := range r.Texts {
			got := skeleton(text)
			if text.Revision.IsZero() || text.Revision.Session != path.Base(path.Dir(name)) {
				t.Errorf("%s: is %s", name, text.Revision)
			}
			if first, ok := skeletons[stem]; ok && got != first {
				t.Errorf("%s differs from its translation:\n%s\nwant\n%s", name, got, first)
			}
			skeletons[stem] = got
		}
	}
}
