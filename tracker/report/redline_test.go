package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

// A revisions is what the sample library holds of one text in one language,
// oldest first.
type revisions map[string][]tracker.Text

func sample(t *testing.T) (revisions, *grammar.Grammar) {
	t.Helper()
	library, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, library)
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(library, "texts/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample texts: %v", err)
	}
	all := revisions{}
	for _, file := range files {
		b, err := fs.ReadFile(library, file)
		if err != nil {
			t.Fatal(err)
		}
		all[path.Base(file)] = append(all[path.Base(file)], g.Parse(read(t, b), grammar.Options{}).Texts...)
	}
	return all, g
}

func read(t *testing.T, b []byte) *document.Document {
	t.Helper()
	d, err := document.Read(t.Context(), bytes.NewReader(b), int64(len(b)), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var day = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

// The promise: rejecting everything gives the old text, accepting everything
// the new one, as paragraphs and as the grammar understands them.
func TestRedlineHoldsBothTexts(t *testing.T) {
	library, g := sample(t)
	pairs := map[tracker.Lang]int{}
	for name, texts := range library {
		for i := range texts {
			for j := range texts {
				if i == j {
					continue
				}
				pairs[texts[i].Lang]++
				file := word(t, texts[i], texts[j])
				wellFormed(t, name, file)
				holds(t, g, name, read(t, file), document.Base, texts[i])
				holds(t, g, name, read(t, file), document.Proposed, texts[j])
			}
		}
	}
	for _, lang := range tracker.Langs {
		if pairs[lang] == 0 {
			t.Errorf("no two revisions in %q", lang)
		}
	}
	t.Logf("pairs of revisions, both ways: %v", pairs)
}

// wellFormed holds that the parts of a Word file are XML and that no two tracked
// changes, and no two footnotes, have one number.
func wellFormed(t *testing.T, name string, file []byte) {
	t.Helper()
	seen := map[string]bool{}
	notes := map[bool]map[string]bool{false: {}, true: {}} // referred to, written
	for _, path := range []string{"word/document.xml", "word/footnotes.xml"} {
		d := xml.NewDecoder(strings.NewReader(part(t, file, path)))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s, %s: %v", name, path, err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" {
					id = a.Value
				}
			}
			switch kind := e.Name.Local; {
			case id == "" || strings.HasSuffix(kind, "RangeEnd") || kind == "commentReference": // of its beginning's number
			case kind == "footnote" || kind == "footnoteReference":
				if written := kind == "footnote"; notes[written][id] {
					t.Errorf("%s: two of %s %s", name, kind, id)
				} else if id > "0" { // below are the lines that part notes from the text
					notes[written][id] = true
				}
			case seen[id]:
				t.Errorf("%s: a second change %s", name, id)
			default:
				seen[id] = true
			}
		}
	}
	if !maps.Equal(notes[false], notes[true]) {
		t.Errorf("%s: refers to footnotes %v, has %v", name, notes[false], notes[true])
	}
}

func word(t *testing.T, before, after tracker.Text) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Redline(&b, before, after, "Émilie 李 <a@b>", day); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func holds(t *testing.T, g *grammar.Grammar, name string, d *document.Document, v document.View, want tracker.Text) {
	t.Helper()
	view := d.As(v)
	var got, wanted []string
	for _, p := range view.Paragraphs {
		got = append(got, p.Style+"|"+p.Text())
		if p.RTL != (want.Lang == tracker.Arabic) {
			t.Errorf("%s %s: %q set right to left: %v", name, v, p.Text(), p.RTL)
		}
	}
	for _, l := range lines(want) {
		wanted = append(wanted, l.style+"|"+l.printed())
	}
	if !slices.Equal(got, wanted) {
		t.Errorf("%s %s: has\n%s\nwant\n%s", name, v, strings.Join(got, "\n"), strings.Join(wanted, "\n"))
	}
	texts := g.Parse(view, grammar.Options{}).Texts
	if len(texts) != 1 {
		t.Errorf("%s %s: read as %d texts", name, v, len(texts))
		return
	}
	if texts[0].Revision != want.Revision || texts[0].Title != want.Title {
		t.Errorf("%s %s: read as %s %q, want %s %q", name, v, texts[0].Revision, texts[0].Title, want.Revision, want.Title)
	}
	same := func(a, b tracker.Provision) bool {
		return a.Address == b.Address && a.Label == b.Label && a.Text == b.Text && slices.Equal(a.Notes, b.Notes)
	}
	if !slices.EqualFunc(texts[0].Provisions, want.Provisions, same) {
		t.Errorf("%s %s: %d provisions, not those of the text that went out", name, v, len(texts[0].Provisions))
	}
}

// draft is a text of these paragraphs under one heading.
func draft(lang tracker.Lang, paragraphs ...string) tracker.Text {
	text := tracker.Text{Lang: lang, Title: "云 سحاب cloud"}
	for _, p := range paragraphs {
		text.Provisions = append(text.Provisions, tracker.Provision{Section: "resolves", Heading: "resolves", Text: p})
	}
	return text
}

func TestRedlineEdges(t *testing.T) {
	a, b, c := "to keep a record of every cloud", "ينشر السجل كل سنة على جميع الأعضاء", "每年向全体成员公布云的记录"
	for name, test := range map[string]struct {
		old, new []string
		want     string // somewhere in document.xml
	}{
		"last goes":     {[]string{a, b}, []string{a}, "<w:del "},
		"last comes":    {[]string{a}, []string{a, c}, "<w:ins "},
		"all goes":      {[]string{a, b, c}, nil, "<w:del "},
		"moved":         {[]string{a, b, c}, []string{c, a, b}, "<w:moveTo "},
		"tabs and ends": {[]string{"x\ty\n" + b}, []string{"x\ty\n" + b + " غدا"}, "<w:br/>"},
		"signs of XML":  {[]string{a + " <b> & \"c\""}, []string{a + " <i> & 'c'"}, "&lt;"},
	} {
		for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
			before, after := draft(lang, test.old...), draft(lang, test.new...)
			file := word(t, before, after)
			for view, want := range map[document.View]tracker.Text{document.Base: before, document.Proposed: after} {
				var got, wanted []string
				for _, p := range read(t, file).As(view).Paragraphs {
					got = append(got, p.Text())
				}
				for _, l := range lines(want) {
					wanted = append(wanted, l.printed())
				}
				if !slices.Equal(got, wanted) {
					t.Errorf("%s in %s, %s: %q, want %q", name, lang, view, got, wanted)
				}
			}
			if xml := part(t, file, "word/document.xml"); !strings.Contains(xml, test.want) {
				t.Errorf("%s in %s: no %s", name, lang, test.want)
			}
		}
	}
}

func TestRedlineRefusesTwoLanguages(t *testing.T) {
	if err := Redline(&bytes.Buffer{}, draft(tracker.Arabic, "سحاب"), draft(tracker.Chinese, "云"), "", day); err == nil {
		t.Error("Arabic against Chinese was written")
	}
}
