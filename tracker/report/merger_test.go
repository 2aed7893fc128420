package report

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/harmonize"
)

// merged is a proposal made of two texts of the sample in a language, of which a
// paragraph goes, with a third that cites them.
func merged(t *testing.T, library revisions, lang tracker.Lang, base, other string) Merged {
	t.Helper()
	last := func(name string) tracker.Text {
		all := library[name+"."+string(lang)+".txt"]
		if len(all) == 0 {
			t.Fatalf("the sample has no %s in %s", name, lang)
		}
		return all[len(all)-1]
	}
	texts := []tracker.Text{last(base), last(other)}
	m, err := harmonize.Begin("m", texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.Choices[0].Handling, m.Choices[0].Reason = tracker.Dropped, "said elsewhere"
	draft := harmonize.Make(m, texts, func(tracker.Text) []tracker.Mandate { return nil })
	before, after := last("res-3"), last("res-3")
	before.Provisions = slices.Clone(before.Provisions[:2])
	after.Provisions = slices.Clone(before.Provisions)
	after.Provisions[1].Text = strings.Repeat("云 سحاب ", 2) + after.Provisions[1].Text
	left := last("res-4")
	left.Provisions = left.Provisions[:1]
	return Merged{
		Before: texts[0], After: draft.Text, Gone: texts[1:], Reason: "云 taken سحاب into", Amended: [][2]tracker.Text{{before, after}},
		Left: []tracker.Text{left}, ByHand: "by hand",
	}
}

// printed is what a reader has of a merger once its changes are settled.
func (m Merged) printed(new bool) []string {
	side := map[bool]int{true: 1}[new]
	out := append([]string{"MOD"}, wanted([]tracker.Text{m.Before, m.After}[side])...)
	for _, t := range m.Gone {
		out = append(out, "SUP", numberLine(t), t.Title, m.Reason)
	}
	for _, pair := range m.Amended {
		out = append(append(out, "MOD"), wanted(pair[side])...)
	}
	out = append(out, m.ByHand)
	for _, t := range m.Left {
		for _, l := range lines(t) { // printed as it stands, without its notes
			out = append(out, l.printed())
		}
	}
	return out
}

var mergers = [][2]string{{"res-5", "res-10"}, {"res-2", "res-16"}}

// A merger read as it was has the base; read as proposed it has the draft.
func TestMergerHoldsBothTexts(t *testing.T) {
	library, _ := sample(t)
	for _, lang := range tracker.Langs {
		for _, names := range mergers {
			m := merged(t, library, lang, names[0], names[1])
			var b bytes.Buffer
			if err := Merger(&b, m, "Émilie 李", day); err != nil {
				t.Fatal(err)
			}
			wellFormed(t, string(lang), b.Bytes())
			m.Before, m.After = withoutNotes(m.Before), withoutNotes(m.After)
			for i := range m.Amended {
				m.Amended[i] = [2]tracker.Text{withoutNotes(m.Amended[i][0]), withoutNotes(m.Amended[i][1])}
			}
			for view, new := range map[document.View]bool{document.Base: false, document.Proposed: true} {
				var got []string
				for _, p := range read(t, b.Bytes()).As(view).Paragraphs {
					got = append(got, p.Text())
				}
				equal(t, string(lang)+" "+string(view), got, m.printed(new))
			}
		}
	}
}

func withoutNotes(t tracker.Text) tracker.Text {
	t.Notes, t.Provisions = nil, slices.Clone(t.Provisions)
	for i := range t.Provisions {
		t.Provisions[i].Notes = nil
	}
	return t
}

// LibreOffice, asked to accept every change of a merger, is left with the draft;
// asked to reject every one, with the base; what goes and what must follow too.
func TestMergerInLibreOffice(t *testing.T) {
	settle := libreOffice(t)
	library, _ := sample(t)
	folder, sent := t.TempDir(), map[string]Merged{}
	var paths []string
	for _, lang := range tracker.Langs {
		for _, names := range mergers {
			m := merged(t, library, lang, names[0], names[1])
			path := filepath.Join(folder, names[0]+"."+string(lang)+".docx")
			var b bytes.Buffer
			if err := Merger(&b, m, "Émilie 李", day); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			sent[path], paths = m, append(paths, path)
		}
	}
	said := settle(paths)
	for path, m := range sent {
		equal(t, path+", all accepted", full(said[path].Accept), m.printed(true))
		equal(t, path+", all rejected", full(said[path].Reject), m.printed(false))
	}
	t.Logf("%d mergers: accepting all gives the draft, rejecting all the base", len(sent))
}

// A merger in two languages is refused.
func TestMergerRefusesTwoLanguages(t *testing.T) {
	library, _ := sample(t)
	m := merged(t, library, tracker.Arabic, "res-5", "res-10")
	m.Before = merged(t, library, tracker.Chinese, "res-5", "res-10").Before
	if err := Merger(&bytes.Buffer{}, m, "", day); err == nil {
		t.Error("Chinese against Arabic was written")
	}
}

// What the grammar reads of a merger begins with the draft, label by label.
func TestMergerIsRead(t *testing.T) {
	library, g := sample(t)
	for _, lang := range tracker.Langs {
		m := merged(t, library, lang, "res-5", "res-10")
		var b bytes.Buffer
		if err := Merger(&b, m, "", day); err != nil {
			t.Fatal(err)
		}
		texts := g.Parse(read(t, b.Bytes()).As(document.Proposed), grammar.Options{}).Texts
		if len(texts) == 0 || len(texts[0].Provisions) < len(m.After.Provisions) {
			t.Errorf("%s: read as %d texts", lang, len(texts))
			continue
		}
		for i, w := range m.After.Provisions {
			if p := texts[0].Provisions[i]; p.Address.Provision != w.Address.Provision || p.Label != w.Label || p.Text != w.Text {
				t.Errorf("%s: #%s %q %q, want #%s %q %q", lang, p.Address.Provision, p.Label, p.Text, w.Address.Provision, w.Label, w.Text)
			}
		}
	}
}
