package report

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	said := draft.Text.Provisions[1]
	return Merged{
		Remarks: []tracker.Remark{
			{Words: draft.Text.Number, Text: "choose <one> سحاب"}, {At: said.Address, Words: firstWord(said.Text), Text: "write it 云"}, {At: draft.Text.Provisions[0].Address, Text: "all of it"},
			{At: draft.Text.Provisions[0].Address, Words: firstWord(draft.Text.Provisions[0].Text), Text: "all of it"}, // within the one before
			{At: left.Provisions[0].Address, Words: firstWord(left.Provisions[0].Text), Text: "write that"},
		},
		Before: texts[0], After: draft.Text, Gone: texts[1:], Reason: "云 taken سحاب into", Amended: [][2]tracker.Text{{before, after}},
		Left: []tracker.Text{left}, ByHand: "by hand",
	}
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
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
			m.Remarks = nil // LibreOffice without windows ends where it is to show a comment
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

// TestMergerRemarks: what a person must see to is a comment of the file around its
// words, in six languages, wherever the words were cut by a tracked change.
func TestMergerRemarks(t *testing.T) {
	library, _ := sample(t)
	for _, lang := range tracker.Langs {
		m := merged(t, library, lang, "res-5", "res-10")
		var b bytes.Buffer
		if err := Merger(&b, m, "", day); err != nil {
			t.Fatal(err)
		}
		body, comments := part(t, b.Bytes(), "word/document.xml"), part(t, b.Bytes(), "word/comments.xml")
		if n := strings.Count(comments, "<w:comment "); n != len(m.Remarks) || !strings.Contains(comments, "choose &lt;one&gt; سحاب") {
			t.Errorf("%s: %d comments, want %d", lang, n, len(m.Remarks))
		}
		for _, id := range commentID.FindAllStringSubmatch(comments, -1) {
			for _, edge := range []string{"RangeStart", "RangeEnd", "Reference"} {
				if n := strings.Count(body, `<w:comment`+edge+` w:id="`+id[1]+`"/>`); n != 1 {
					t.Errorf("%s: comment %s has %d of %s", lang, id[1], n, edge)
				}
			}
		}
		about := map[string]string{}
		for _, found := range commentRange.FindAllStringSubmatch(body, -1) {
			about[found[1]] = anyTag.ReplaceAllString(found[2], "")
		}
		for _, want := range []string{m.After.Number, firstWord(m.After.Provisions[1].Text), firstWord(m.Left[0].Provisions[0].Text)} {
			if !slices.Contains(slices.Collect(maps.Values(about)), want) {
				t.Errorf("%s: no comment on %q: %q", lang, want, about)
			}
		}
	}
	runs := around([]run{{text: "see Reso"}, {op: deleted, text: "XX"}, {op: inserted, text: "lution 7"}, {text: "1 云"}}, tracker.Remark{Words: "Resolution 71", Text: "write it"})
	var got []string
	for _, r := range runs {
		switch {
		case r.edge != nil && r.edge.begin:
			got = append(got, "(")
		case r.edge != nil:
			got = append(got, ")")
		case r.text != "":
			got = append(got, string(r.op)+r.text)
		}
	}
	if want := "see |(|Reso|delXX|inslution 7|1|)| 云"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", strings.Join(got, "|"), want)
	}
}

// LibreOffice keeps the comments of a merger: it reads the file and writes it again.
func TestRemarksInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds of LibreOffice")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: apt-get install libreoffice-writer-nogui")
	}
	library, _ := sample(t)
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		m, folder := merged(t, library, lang, "res-5", "res-10"), t.TempDir()
		var b bytes.Buffer
		if err := Merger(&b, m, "", day); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, "m.docx")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), soffice, "-env:UserInstallation=file://"+folder+"/profile", "--headless",
			"--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(folder, "out"), path).CombinedOutput()
		again, readErr := os.ReadFile(filepath.Join(folder, "out", "m.docx"))
		if err != nil || readErr != nil {
			t.Fatalf("%v, %v\n%s", err, readErr, out)
		}
		comments := anyTag.ReplaceAllString(part(t, again, "word/comments.xml"), "")
		for _, r := range m.Remarks {
			if !strings.Contains(comments, strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(r.Text)) {
				t.Errorf("%s: %q is gone: %s", lang, r.Text, comments)
			}
		}
	}
}

var (
	commentRange = regexp.MustCompile(`<w:commentRangeStart w:id="(\d+)"/>(.*?)<w:commentRangeEnd`)
	commentID    = regexp.MustCompile(`<w:comment w:id="(\d+)"`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
)

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
