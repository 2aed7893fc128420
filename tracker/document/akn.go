package document

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"concord/tracker"
)

// readAKN reads Akoma Ntoso of any version: its elements are known by their
// local names. Order and text are kept; of the structure, what says where a
// paragraph begins, what its label is, and what part of a text it is.
func readAKN(b *budget, r io.Reader) (*Document, error) {
	a := &aknReader{budget: b, doc: &Document{Format: AkomaNtoso, Notes: map[string]string{}}, used: map[string]int{}}
	text, err := decodeUTF16(r)
	if err != nil {
		return nil, damaged("file", err)
	}
	if err := b.walk("file", text, xmlVisitor{start: a.start, end: a.end, text: a.text}); err != nil {
		return nil, err
	}
	a.flush()
	return a.doc, a.err
}

type aknReader struct {
	budget *budget
	doc    *Document
	stack  []xml.StartElement // open elements, innermost last
	leaf   int                // how deep in the stack the open paragraph-like element is; 0 none
	runs   []Run
	number bool   // the open title has a docNumber
	label  string // of a num that waits for its paragraph
	labels int    // how deep that num's parent is
	table  tablePlace
	tables int
	note   *aknNote
	used   map[string]int
	err    error
}

// An aknNote is a note being read: its text stands inside the paragraph.
type aknNote struct {
	id    string
	depth int
	text  strings.Builder
}

// aknLeaves hold the text of one paragraph each.
var aknLeaves = map[string]bool{
	"p": true, "heading": true, "subheading": true, "crossHeading": true, "num": true, "tocItem": true, "li": true, "block": true,
}

// aknBlocks end a paragraph even inside one.
var aknBlocks = map[string]bool{
	"p": true, "heading": true, "subheading": true, "crossHeading": true, "num": true, "tocItem": true, "li": true, "block": true,
	"table": true, "tr": true, "td": true, "th": true, "ul": true, "ol": true, "blockList": true, "item": true, "foreign": true,
	"embeddedStructure": true, "quotedStructure": true, "content": true, "intro": true, "wrapUp": true, "list": true, "point": true,
}

func (a *aknReader) start(e xml.StartElement) error {
	name := e.Name.Local
	switch name {
	case "meta", "componentRef", "documentRef", "img", "attachmentRef":
		return errSkip
	}
	a.stack = append(a.stack, e)
	if l := tracker.Lang(langOf(attr(e, "lang"))); a.doc.Lang == "" && l.Valid() {
		a.doc.Lang = l
	}
	if a.note != nil {
		return nil
	}
	switch {
	case name == "authorialNote" || name == "note":
		mark := strings.Trim(attr(e, "marker"), "()[] ")
		if mark == "" {
			mark = fmt.Sprint(len(a.doc.Notes) + 1)
		}
		a.note = &aknNote{id: noteID(mark, a.used), depth: len(a.stack)}
	case name == "docNumber":
		a.number = true
	case name == "eol" || name == "br":
		a.add(string(lineBreak))
	case a.leaf == 0 || aknBlocks[name]:
		a.flush()
		if aknLeaves[name] {
			a.leaf = len(a.stack)
		}
		a.place(e)
	}
	return a.err
}

// place follows the rows and cells of tables.
func (a *aknReader) place(e xml.StartElement) {
	switch e.Name.Local {
	case "table":
		a.tables++
		a.table = newTable(a.tables)
	case "tr":
		a.table.newRow()
	case "td", "th":
		a.table.newCell(number(attr(e, "colspan")))
	}
}

func (a *aknReader) end(e xml.EndElement) error {
	depth := len(a.stack)
	if a.note != nil {
		if a.note.depth == depth {
			a.doc.Notes[a.note.id] = squeeze(a.note.text.String())
			a.runs = append(a.runs, Run{Note: a.note.id, Op: a.op()})
			a.note = nil
		}
	} else if a.leaf == depth || a.leaf == 0 || aknBlocks[e.Name.Local] {
		if e.Name.Local == "num" {
			a.closeNum()
		}
		a.flush()
		if a.label != "" && depth-1 < a.labels { // its item ends and had no text
			a.emit(nil)
		}
	}
	if a.leaf == depth {
		a.leaf = 0
	}
	a.stack = a.stack[:depth-1]
	return a.err
}

func (a *aknReader) text(b []byte) {
	if a.note != nil {
		a.note.text.Write(b)
		return
	}
	a.add(string(b))
}

func (a *aknReader) add(text string) {
	r := Run{Text: text, Op: a.op(), Italic: a.inside("i"), Bold: a.inside("b")}
	a.runs = append(a.runs, r)
}

func (a *aknReader) op() Op {
	switch {
	case a.inside("ins"):
		return Inserted
	case a.inside("del"):
		return Deleted
	}
	return Same
}

// inside reports whether an element of one of these names is open.
func (a *aknReader) inside(names ...string) bool {
	return slices.ContainsFunc(a.stack, func(e xml.StartElement) bool { return slices.Contains(names, e.Name.Local) })
}

// closeNum keeps a num as the label of the paragraph that follows in its element.
func (a *aknReader) closeNum() {
	if a.label != "" {
		a.emit(nil)
	}
	var b strings.Builder
	for _, r := range a.runs {
		b.WriteString(r.Text)
	}
	a.runs = nil
	a.label, a.labels = squeeze(b.String()), len(a.stack)-1
}

// flush makes a paragraph of the text at hand.
func (a *aknReader) flush() {
	runs := squeezeRuns(a.runs)
	a.runs = nil
	if len(runs) > 0 {
		a.emit(runs)
	}
}

func (a *aknReader) emit(runs []Run) {
	place := fmt.Sprintf("paragraph %d", len(a.doc.Paragraphs)+1)
	if err := a.budget.paragraph(place); err != nil {
		a.err = err
		return
	}
	p := Paragraph{Place: place, Style: a.style(), Label: a.label, Level: a.level(), Runs: runs, RTL: a.doc.Lang == tracker.Arabic}
	if len(runs) == 0 { // a label alone is text
		p.Label, p.Runs = "", []Run{{Text: a.label}}
	}
	a.label, a.number = "", false
	if a.inside("td", "th") {
		cell := a.table.cell
		p.Cell = &cell
	}
	a.doc.Paragraphs = append(a.doc.Paragraphs, p)
}

// aknItems are the elements whose nesting is the level of a label.
var aknItems = []string{"recital", "citation", "paragraph", "subparagraph", "point", "item", "indent", "alinea", "clause", "subclause", "rule"}

func (a *aknReader) level() int {
	level := 0
	for _, e := range a.stack {
		if slices.Contains(aknItems, e.Name.Local) {
			level++
		}
	}
	return max(level-1, 0)
}

// style names the part of a text that the open elements make a paragraph.
func (a *aknReader) style() string {
	annex := a.inside("attachment", "annex")
	pick := func(main, annexed string) string {
		if annex {
			return annexed
		}
		return main
	}
	for i, e := range slices.Backward(a.stack) {
		parent := ""
		if i > 0 {
			parent = a.stack[i-1].Name.Local
		}
		switch name := e.Name.Local; {
		case name == "longTitle" || name == "shortTitle":
			if !a.number && !annex {
				return "docTitle"
			}
			return pick("ResNo", "AnnexNo")
		case name == "container" && attr(e, "name") == "title", name == "docTitle":
			return pick("Restitle", "Annextitle")
		case name == "formula":
			return "enacting"
		case name == "intro" && (parent == "recitals" || parent == "citations"), name == "heading" && parent == "recitals":
			return "Call"
		case name == "heading" && parent == "hcontainer":
			return "Call"
		case name == "heading" && parent == "attachment":
			return "AnnexNo"
		case name == "subheading" && parent == "attachment":
			return "Annextitle"
		case name == "heading", name == "subheading", name == "crossHeading":
			return "heading"
		case name == "conclusions", name == "toc":
			return name
		}
	}
	return ""
}

// langOf brings a language code of two or three letters, with or without a
// country, to the two letters used here.
func langOf(code string) string {
	code, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(code)), "-")
	if short, ok := langCodes[code]; ok {
		return short
	}
	return code
}

var langCodes = map[string]string{
	"ara": "ar", "arb": "ar", "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "rus": "ru", "zho": "zh", "chi": "zh", "cmn": "zh",
}
