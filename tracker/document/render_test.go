package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// read reads b with the default limits, and fails the test where it is refused.
func read(t *testing.T, b []byte) *Document {
	t.Helper()
	d, err := Read(t.Context(), bytes.NewReader(b), int64(len(b)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// render writes a document a line a paragraph: style, label, level and cell
// where it has them, then its text. A mark of a note is [^1]; what was inserted
// is {+so+}, what was deleted {-so-}. Notes and faults follow.
func render(d *Document) string {
	var b strings.Builder
	for _, p := range d.Paragraphs {
		if p.Style != "" {
			fmt.Fprintf(&b, "<%s> ", p.Style)
		}
		if p.Cell != nil {
			fmt.Fprintf(&b, "(%d,%d,%d) ", p.Cell.Table, p.Cell.Row, p.Cell.Column)
		}
		if p.RTL {
			b.WriteString("rtl ")
		}
		b.WriteString(strings.Repeat("  ", p.Level))
		if p.Label != "" {
			fmt.Fprintf(&b, "%s | ", p.Label)
		}
		for _, r := range p.Runs {
			text := r.Text
			if r.Note != "" {
				text = "[^" + r.Note + "]"
			}
			switch {
			case r.Op != Same:
				text = fmt.Sprintf("{%c%s%c}", r.Op, text, r.Op)
			case r.Italic && r.Bold:
				text = "***" + text + "***"
			case r.Italic:
				text = "*" + text + "*"
			case r.Bold:
				text = "**" + text + "**"
			}
			b.WriteString(strings.NewReplacer("\t", "→", "\n", "↵").Replace(text))
		}
		b.WriteByte('\n')
	}
	for _, id := range slices.Sorted(maps.Keys(d.Notes)) {
		fmt.Fprintf(&b, "^%s %s\n", id, d.Notes[id])
	}
	for _, f := range d.Faults {
		fmt.Fprintf(&b, "! %s\n", f.Rule)
	}
	return b.String()
}

// same compares a rendering, given as an indented block, with what was read.
func same(t *testing.T, d *Document, want string) {
	t.Helper()
	lines := strings.Split(strings.Trim(want, "\n"), "\n")
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], "\t"))]
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], indent)
	}
	want = strings.TrimRight(strings.Join(lines, "\n"), "\t\n") + "\n"
	if got := render(d); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

const wordNamespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// docx packs a Word file: the body, and other parts by name ("styles", with
// what stands in its root).
func docx(body string, parts map[string]string) []byte {
	const rel = `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`
	files := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         `<Relationships>` + fmt.Sprintf(rel, "r1", "officeDocument", "word/document.xml") + `</Relationships>`,
		"word/document.xml":   `<w:document ` + wordNamespaces + `><w:body>` + body + `</w:body></w:document>`,
	}
	var rels strings.Builder
	for name, content := range parts {
		files["word/"+name+".xml"] = `<w:` + name + ` ` + wordNamespaces + `>` + content + `</w:` + name + `>`
		rels.WriteString(fmt.Sprintf(rel, name, name, name+".xml"))
	}
	files["word/_rels/document.xml.rels"] = `<Relationships>` + rels.String() + `</Relationships>`
	return pack(files)
}

// pack makes an archive of the files, in the order of their names.
func pack(files map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(files[name]))
		}
		if err != nil {
			panic(err) // a bytes.Buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// para is a paragraph of a Word file: its properties, then its runs.
func para(properties string, runs ...string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + strings.Join(runs, "") + `</w:p>`
}

func styled(id string) string { return `<w:pStyle w:val="` + id + `"/>` }

func numbered(num string, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%s"/></w:numPr>`, level, num)
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func inserted(runs string) string {
	return `<w:ins w:id="1" w:author="Delegation of Atlantis" w:date="2031-05-04T10:00:00Z">` + runs + `</w:ins>`
}

func deleted(text string) string {
	return `<w:del w:id="2" w:author="Delegation of Atlantis" w:date="2031-05-04T10:00:00Z"><w:r><w:delText xml:space="preserve">` + text + `</w:delText></w:r></w:del>`
}

const (
	markInserted = `<w:rPr><w:ins w:id="3" w:author="A" w:date="2031-05-04T10:00:00Z"/></w:rPr>`
	markDeleted  = `<w:rPr><w:del w:id="4" w:author="A" w:date="2031-05-04T10:00:00Z"/></w:rPr>`
)
