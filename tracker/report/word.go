package report

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"concord/tracker"
)

// ContentType is the media type of the files written.
const ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// An op says to which text a run or an end of paragraph belongs; it is the name
// of the element that Word puts around it.
type op string

// The ops. What moved is written at both its places.
const (
	same      op = ""
	inserted  op = "ins"
	deleted   op = "del"
	movedTo   op = "moveTo"
	movedFrom op = "moveFrom"
)

// A run is a stretch of words of one op, the mark of a footnote, or the edge of a
// comment.
type run struct {
	op     op
	text   string
	author string
	note   *footnote
	edge   *edge
}

// A paragraph is one paragraph of the file. Mark is what became of its end:
// a paragraph that came or went as a whole has it tracked too.
type paragraph struct {
	style  string
	mark   op
	author string // of mark
	move   string // name that joins the two places of a move, or ""
	runs   []run
}

// A wordFile writes paragraphs as WordprocessingML.
type wordFile struct {
	b        *strings.Builder // the part at hand
	body     strings.Builder
	notes    strings.Builder
	lang     tracker.Lang
	at       time.Time
	ids      int           // of changes
	noted    int           // footnotes
	counts   bool          // Word counts them
	comments []wordComment // in the order in which they begin
}

// writeWord writes a Word file. It ends with an empty paragraph that is not
// tracked, because Word cannot take the end of the last paragraph away.
func writeWord(w io.Writer, title string, lang tracker.Lang, at time.Time, paragraphs []paragraph) error {
	f := wordFile{lang: lang, at: at.UTC(), counts: countsNotes(paragraphs)}
	f.b = &f.body
	f.b.WriteString(`<w:body>`)
	for i := range paragraphs {
		paragraphs[i].runs = slices.DeleteFunc(paragraphs[i].runs, func(r run) bool { return r.text == "" && r.note == nil && r.edge == nil })
	}
	paragraphs = append(paragraphs, paragraph{})
	for i, p := range paragraphs {
		f.paragraph(p, i+1 < len(paragraphs) && meets(p, paragraphs[i+1]))
	}
	f.b.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/>`)
	if lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	f.b.WriteString(`</w:sectPr></w:body>`)
	return f.pack(w, title)
}

// pack writes the parts as one file.
func (f *wordFile) pack(w io.Writer, title string) error {
	z := zip.NewWriter(w)
	for _, part := range f.parts(title) {
		entry, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: f.at})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, part[1]); err != nil {
			return err
		}
	}
	return z.Close()
}

// apart is by how much words inserted at the end of a paragraph are dated before
// words inserted at the beginning of the next, or all of it. LibreOffice takes
// touching insertions of one author within one minute for one, and rejecting it
// takes away the end of paragraph between them, which was there before.
const apart = 2 * time.Minute

// meets reports whether words inserted at the end of p touch inserted ones.
func meets(p, next paragraph) bool {
	arrives := func(o op) bool { return o == inserted || o == movedTo }
	return p.mark == same && len(p.runs) > 0 && arrives(p.runs[len(p.runs)-1].op) &&
		(arrives(next.mark) || len(next.runs) > 0 && arrives(next.runs[0].op))
}

// change opens a tracked change; the caller closes the tag.
func (f *wordFile) change(o op, author string, at time.Time) string {
	f.ids++
	return fmt.Sprintf(`<w:%s w:id="%d" w:author="%s" w:date="%s"`, o, f.ids, escape(author), at.Format(time.RFC3339))
}

// paragraph writes p; early dates its last run before what follows.
func (f *wordFile) paragraph(p paragraph, early bool) {
	f.b.WriteString(`<w:p><w:pPr>`)
	if p.style != "" {
		f.b.WriteString(`<w:pStyle w:val="` + escape(p.style) + `"/>`)
	}
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	if p.mark != same {
		f.b.WriteString(`<w:rPr>` + f.change(p.mark, p.author, f.at) + `/></w:rPr>`)
	}
	f.b.WriteString(`</w:pPr>`)
	end := ""
	if p.move != "" {
		f.b.WriteString(f.change(p.mark+"RangeStart", p.author, f.at) + ` w:name="` + escape(p.move) + `"/>`)
		end = fmt.Sprintf(`<w:%sRangeEnd w:id="%d"/>`, p.mark, f.ids)
	}
	last := len(p.runs) - 1
	for last >= 0 && p.runs[last].edge != nil {
		last--
	}
	for i, r := range p.runs {
		at := f.at
		if early && i == last {
			at = at.Add(-apart)
		}
		f.run(r, at)
	}
	f.b.WriteString(end + `</w:p>`)
}

func (f *wordFile) run(r run, at time.Time) {
	if r.edge != nil {
		f.comment(*r.edge)
		return
	}
	if r.op != same {
		f.b.WriteString(f.change(r.op, r.author, at) + `>`)
		defer f.b.WriteString(`</w:` + string(r.op) + `>`)
	}
	if r.note != nil {
		f.reference(r)
		return
	}
	f.b.WriteString(`<w:r><w:rPr>`)
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:rtl/>`)
	}
	f.b.WriteString(langTag(f.lang) + `</w:rPr>`)
	f.text(r.text, r.op)
	f.b.WriteString(`</w:r>`)
}

// text writes words, their tabs and line breaks.
func (f *wordFile) text(words string, o op) {
	tag := "w:t"
	if o == deleted {
		tag = "w:delText"
	}
	write := func(s string) {
		if s != "" {
			f.b.WriteString(`<` + tag + ` xml:space="preserve">` + escape(s) + `</` + tag + `>`)
		}
	}
	for {
		i := strings.IndexAny(words, "\t\n")
		if i < 0 {
			break
		}
		write(words[:i])
		f.b.WriteString(map[byte]string{'\t': `<w:tab/>`, '\n': `<w:br/>`}[words[i]])
		words = words[i+1:]
	}
	write(words)
}

// reference writes the mark of a footnote, and the footnote into its part.
func (f *wordFile) reference(r run) {
	f.noted++
	const raised = `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>`
	typed, own := "", `<w:footnoteRef/>`
	f.b.WriteString(raised)
	if f.counts {
		fmt.Fprintf(f.b, `<w:footnoteReference w:id="%d"/>`, f.noted)
	} else {
		typed = r.note.mark
		fmt.Fprintf(f.b, `<w:footnoteReference w:customMarkFollows="1" w:id="%d"/>`, f.noted)
		f.text(typed, r.op)
		own = `<w:t xml:space="preserve">` + escape(typed) + `</w:t>`
	}
	f.b.WriteString(`</w:r>`)
	fmt.Fprintf(&f.notes, `<w:footnote w:id="%d">`, f.noted)
	f.b = &f.notes
	f.b.WriteString(`<w:p><w:pPr><w:pStyle w:val="FootnoteText"/>`)
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	f.b.WriteString(`</w:pPr>` + raised + own + `</w:r>`)
	for _, words := range append([]run{{text: " "}}, r.note.runs...) {
		f.run(words, f.at)
	}
	f.b.WriteString(`</w:p></w:footnote>`)
	f.b = &f.body
}

// escape makes s safe in XML; what XML cannot hold becomes U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
