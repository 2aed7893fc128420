package document

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"concord/tracker"

	"golang.org/x/text/unicode/norm"
)

// tight limits keep each try short.
var tight = Limits{Bytes: 1 << 20, Unpacked: 4 << 20, Entries: 50, Depth: 50, Tokens: 50_000, Paragraphs: 5000, Time: 10 * time.Second}

// check reads b and holds the result to what Read promises, whatever b is.
func check(t *testing.T, b []byte) {
	d, err := Read(t.Context(), bytes.NewReader(b), int64(len(b)), tight)
	if err != nil {
		if _, ok := errors.AsType[tracker.Fault](err); !ok && !errors.Is(err, context.Canceled) {
			t.Fatalf("not a fault: %v", err)
		}
		return
	}
	for _, d := range []*Document{d, d.As(Base), d.As(Proposed)} {
		for _, p := range d.Paragraphs {
			for _, r := range p.Runs {
				if !utf8.ValidString(r.Text) || !norm.NFC.IsNormalString(r.Text) {
					t.Fatalf("%s: %q is not clean", p.Place, r.Text)
				}
				if _, ok := d.Notes[r.Note]; r.Note != "" && !ok {
					t.Fatalf("%s: no note %q", p.Place, r.Note)
				}
			}
		}
	}
	if d.As(Base).Tracked() || d.As(Proposed).Tracked() {
		t.Fatal("a view has tracked changes")
	}
}

func FuzzDocx(f *testing.F) {
	f.Add(para(styled("a3"), run("resolves"))+para(numbered("1", 0)+markDeleted, deleted("x"), inserted(run("决"))), testStyles, `<w:num w:numId="1"/>`, `<w:footnote w:id="1"/>`)
	f.Add(`<w:tbl><w:tr><w:tc>`+para("", run("القرار"))+`</w:tc></w:tr></w:tbl>`, "", "", "")
	f.Add(`<w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:tbl>`, "", "", "")
	f.Fuzz(func(t *testing.T, body, styles, numbering, footnotes string) {
		check(t, docx(body, map[string]string{"styles": styles, "numbering": numbering, "footnotes": footnotes}))
	})
}

func FuzzArchive(f *testing.F) {
	f.Add(docx(para("", run("x")), nil))
	f.Add(compound("WordDocument"))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, b) })
}

func FuzzAKN(f *testing.F) {
	f.Add("<p>القرار<authorialNote marker='1'>x</authorialNote></p><num>1</num><table><tr><td>国</td></tr></table>")
	f.Add("<num>1</num></num><ins><p>")
	f.Fuzz(func(t *testing.T, body string) { check(t, []byte("<akomaNtoso>"+body+"</akomaNtoso>")) })
}

func FuzzHTML(f *testing.F) {
	f.Add("<ol reversed><li>القرار<sup><a href='#a'>1</a></sup><p id=a>1 x<table><tr><td rowspan=9>国</table>")
	f.Add("<b><i><q></b><del><pre>\n<li value=-4><ol type=i start=99999>")
	f.Fuzz(func(t *testing.T, body string) { check(t, []byte("<html>"+body)) })
}

func FuzzText(f *testing.F) {
	f.Add([]byte("RESOLUTION 7\n\na) x 1/ of\nthe\n\n1/ note\n\f\nPage 2\n"))
	f.Add([]byte("# 决议\n*x* __y__ [a](b) [^1]\n\n[^1]: z\n"))
	f.Add([]byte("\xE4\xF6\xFC القرار _____ 1 x – 3 –"))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, b) })
}
