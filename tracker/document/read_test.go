package document

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"concord/tracker"
)

// fault reads b and gives the rule of the fault it is refused with, or "".
func fault(t *testing.T, b []byte, lim Limits) string {
	t.Helper()
	_, err := Read(t.Context(), bytes.NewReader(b), int64(len(b)), lim)
	if err == nil {
		return ""
	}
	f, ok := errors.AsType[tracker.Fault](err)
	if !ok || f.Place == "" || f.Problem == "" {
		t.Fatalf("not a fault with place and problem: %#v", err)
	}
	return f.Rule
}

// compound is the beginning of a compound file with a stream of this name.
func compound(stream string) []byte {
	b := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 70_000)...)
	return append(b, utf16LE(stream)...)
}

func TestUnreadableFiles(t *testing.T) {
	word := docx(para("", run("x")), nil)
	twice := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"word/document.xml", "Word/Document.xml"} {
			if _, err := z.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	locked := bytes.Clone(word)
	for i := range locked { // the flag of encryption, in each header
		if bytes.HasPrefix(locked[i:], []byte("PK\x03\x04")) {
			locked[i+6] |= 1
		} else if bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")) {
			locked[i+8] |= 1
		}
	}
	tests := []struct {
		name, rule string
		file       []byte
	}{
		{"nothing", "damaged", nil},
		{"blanks", "damaged", []byte(" \n\n ")},
		{"old Word", "legacy-doc", compound("WordDocument")},
		{"password", "encrypted", compound("EncryptedPackage")},
		{"old Excel", "unknown-format", compound("Workbook")},
		{"encrypted entries", "encrypted", locked},
		{"Excel", "unknown-format", pack(map[string]string{"[Content_Types].xml": "", "xl/workbook.xml": ""})},
		{"PowerPoint", "unknown-format", pack(map[string]string{"[Content_Types].xml": "", "ppt/presentation.xml": ""})},
		{"OpenDocument", "unknown-format", pack(map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""})},
		{"archive", "unknown-format", pack(map[string]string{"readme.txt": "x"})},
		{"RTF", "unknown-format", []byte(`{\rtf1\ansi x}`)},
		{"image", "unknown-format", []byte("\x89PNG\r\n\x1a\n....")},
		{"other XML", "unknown-format", []byte(`<?xml version="1.0"?><svg/>`)},
		{"bytes", "unknown-format", []byte("\x01\x02\x03\x04\x05\x06\x07\x08abc")},
		{"UTF-16 without a mark", "unknown-format", []byte(strings.Join(strings.Split("Resolution", ""), "\x00") + "\x00")},
		{"half a Word file", "damaged", word[:len(word)/2]},
		{"no text part", "damaged", pack(map[string]string{"word/styles.xml": "<styles/>"})},
		{"the same part twice", "damaged", twice()},
		{"XML that breaks off", "damaged", pack(map[string]string{"word/document.xml": "<document><body><p>"})},
		{"a type definition", "damaged", []byte(`<!DOCTYPE akomaNtoso [<!ENTITY a "aaaa">]><akomaNtoso><p>&a;</p></akomaNtoso>`)},
		{"an unknown encoding", "damaged", []byte(`<?xml version="1.0" encoding="klingon"?><akomaNtoso/>`)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := fault(t, test.file, Limits{}); got != test.rule {
				t.Errorf("got %q, want %q", got, test.rule)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	word := docx(strings.Repeat(para("", run("x")), 100), nil)
	bomb := docx(para("", run(strings.Repeat(" ", 3<<20))), nil)
	akn := func(body string) []byte { return []byte("<akomaNtoso>" + body + "</akomaNtoso>") }
	html := []byte("<html>" + strings.Repeat("<p>x", 100))
	text := []byte(strings.Repeat("x.\n\n", 100))
	tests := []struct {
		name string
		file []byte
		lim  Limits
	}{
		{"bytes", text, Limits{Bytes: 100}},
		{"entries", word, Limits{Entries: 2}},
		{"ratio", bomb, Limits{Ratio: 2}},
		{"unpacked", bomb, Limits{Ratio: 1 << 20, Unpacked: 1 << 20}},
		{"one long text", docx(para("", run(strings.Repeat("a", tokenBytes+1<<16))), nil), Limits{Ratio: 1 << 20}},
		{"depth", akn(strings.Repeat("<p>", 50) + strings.Repeat("</p>", 50)), Limits{Depth: 20}},
		{"tokens of XML", word, Limits{Tokens: 100}},
		{"tokens of HTML", html, Limits{Tokens: 100}},
		{"lines of text", text, Limits{Tokens: 100}},
		{"paragraphs of Word", word, Limits{Paragraphs: 50}},
		{"paragraphs of Akoma Ntoso", akn(strings.Repeat("<p>x</p>", 100)), Limits{Paragraphs: 50}},
		{"paragraphs of HTML", html, Limits{Paragraphs: 50}},
		{"paragraphs of text", text, Limits{Paragraphs: 50}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := fault(t, test.file, test.lim); got != "too-large" {
				t.Errorf("got %q", got)
			}
			if got := fault(t, test.file, Limits{}); got != "" && test.name != "one long text" && test.name != "ratio" && test.name != "unpacked" {
				t.Errorf("within the default limits it is refused as %q", got)
			}
		})
	}
}

func TestTimeAndCancel(t *testing.T) {
	akn := []byte("<akomaNtoso>" + strings.Repeat("<p>x</p>", 10_000) + "</akomaNtoso>")
	if got := fault(t, akn, Limits{Time: time.Nanosecond}); got != "timeout" {
		t.Errorf("got %q, want timeout", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, bytes.NewReader(akn), int64(len(akn)), Limits{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the caller's own error", err)
	}
}

func TestSniff(t *testing.T) {
	tests := []struct {
		want Format
		file string
	}{
		{Word, string(docx("", nil))},
		{AkomaNtoso, "\xEF\xBB\xBF<?xml version='1.0'?><!-- made by hand --><a:akomaNtoso xmlns:a='x'/>"},
		{AkomaNtoso, utf16LE("<akomaNtoso><p>القرار</p></akomaNtoso>")},
		{PDF, "\n%PDF-1.7\n"},
		{HTML, "<!-- saved --> <HTML><p>x"},
		{HTML, "<p>决议</p>"},
		{HTML, "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"},
		{PlainText, "# Resolution 7"},
		{PlainText, "a < b, so <p> is not a page"},
		{PlainText, "决议"},
	}
	for _, test := range tests {
		got, err := Sniff(t.Context(), strings.NewReader(test.file), int64(len(test.file)), Limits{})
		if err != nil || got != test.want {
			t.Errorf("%.40q is read as %q, %v; want %q", test.file, got, err, test.want)
		}
	}
}

func TestEmptyDocument(t *testing.T) {
	same(t, read(t, docx("", nil)), "! empty")
	same(t, read(t, docx(para("", run(" "))+para(""), nil)), "! empty")
	same(t, read(t, []byte("<html><body></body></html>")), "! empty")
}

func TestPlaces(t *testing.T) {
	for file, want := range map[string]string{
		string(docx(para("")+para("", run("x")), nil)): "paragraph 2 of word/document.xml",
		"<p>x</p>":                   "paragraph 1",
		"<akomaNtoso>x</akomaNtoso>": "paragraph 1",
		"\n\nx":                      "line 3",
	} {
		if got := read(t, []byte(file)).Paragraphs[0].Place; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func ExampleDocument_As() {
	file := docx(para("", run("to build "), deleted("one"), inserted(run("two"))), nil)
	d, err := Read(context.Background(), bytes.NewReader(file), int64(len(file)), Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.As(Base).Paragraphs[0].Text())
	fmt.Println(d.As(Proposed).Paragraphs[0].Text())
	// Output:
	// to build one
	// to build two
}
