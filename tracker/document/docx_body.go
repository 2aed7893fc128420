package document

import (
	"encoding/xml"
	"fmt"
	"strings"

	"concord/tracker"
)

// A story reads one text of a Word file: the body, or the footnotes. It
// follows the elements as a state machine; what is open is on stacks, because
// a text box holds paragraphs inside a run of another paragraph, and a table
// holds tables.
type story struct {
	w    *wordFile
	part string
	done []Paragraph

	open      []*openParagraph // innermost last
	changes   []change         // w:ins and w:del around what is read, innermost last
	tables    []tablePlace     // innermost last
	boxes     []int            // containers that text boxes interrupted
	fields    []field          // fields begun and not ended, innermost last
	tableNum  int
	container int // a stretch of paragraphs that may be joined with one another
	fresh     int
	count     int

	noteKey  string // of the footnote being read
	sections []section
	in       propertiesOf
}

// A section is a part of the document with page settings of its own.
type section struct {
	end      int  // how many paragraphs were read when it ended
	restarts bool // its footnotes are marked from 1 again
}

// propertiesOf says whose properties the elements at hand are.
type propertiesOf byte

const (
	nobody propertiesOf = iota
	ofParagraph
	ofMark // the paragraph's end
	ofRun
	ofOldParagraph // before a tracked change of format
	ofSection
	ofRow
)

// A change is one tracked insertion or deletion.
type change struct {
	op           Op
	author, date string
}

// A field is an instruction with a result; only the result is seen.
type field struct{ result bool }

// An openParagraph is a paragraph that is being read.
type openParagraph struct {
	Paragraph
	own, old shape
	reshaped bool        // old is what the paragraph was before a tracked change of format
	boxes    []Paragraph // of the text boxes anchored in it
	run      Run
	words    strings.Builder // of the run
	look     look
	rtl      bool
	raised   bool // above the line, as the marks of footnotes are
	textOpen bool
	ownMark  *strings.Builder // collects a footnote mark typed by hand
	text     strings.Builder
	font     string
}

// A shape is what paragraph properties say.
type shape struct {
	style, num     string
	level, outline int
	bidi           *bool
}

func (w *wordFile) story(part string) *story {
	return &story{w: w, part: part}
}

func (s *story) visitor() xmlVisitor { return xmlVisitor{start: s.start, end: s.end, text: s.chars} }

// isWord reports whether a name belongs to the word-processing vocabulary, in
// its transitional or its strict form.
func isWord(n xml.Name) bool {
	return n.Space == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
		n.Space == "http://purl.oclc.org/ooxml/wordprocessingml/main"
}

func (s *story) start(e xml.StartElement) error {
	name := e.Name.Local
	if !isWord(e.Name) {
		switch {
		case name == "Fallback": // the same once more, for older programs
			return errSkip
		case name == "t" && strings.HasSuffix(e.Name.Space, "/math"):
			s.openText()
		}
		return nil
	}
	switch name {
	case "pPrChange":
		if p := s.paragraph(); p != nil {
			p.reshaped, p.old, s.in = true, shape{level: -1, outline: -1}, ofOldParagraph
		}
		return nil
	case "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "tblGridChange",
		"numberingChange", "sdtPr", "rt", "tblPr", "tblPrEx", "tblGrid", "ffData":
		return errSkip
	case "p":
		return s.openParagraph()
	case "pPr", "rPr", "r":
		s.openProperties(e)
		return nil
	}
	switch {
	case s.startStructure(e), s.startChange(e):
	case s.in == ofParagraph || s.in == ofOldParagraph:
		s.setParagraph(e)
	case s.in == ofRun && s.paragraph() != nil:
		s.setRun(e)
	case s.in == nobody:
		s.content(e)
	}
	return nil
}

func (s *story) paragraph() *openParagraph {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

func (s *story) openParagraph() error {
	s.count++
	place := fmt.Sprintf("paragraph %d of %s", s.count, s.part)
	p := &openParagraph{Paragraph: Paragraph{Place: place, container: s.container}, own: shape{level: -1, outline: -1}}
	if n := len(s.tables); n > 0 {
		cell := s.tables[n-1].cell
		p.Cell = &cell
	}
	s.open = append(s.open, p)
	s.in = nobody
	return s.w.budget.paragraph(place)
}

func (s *story) openProperties(e xml.StartElement) {
	p := s.paragraph()
	if p == nil {
		return
	}
	switch name := e.Name.Local; {
	case s.in == ofOldParagraph || s.in == ofSection:
	case name == "pPr":
		s.in = ofParagraph
	case name == "rPr" && s.in == ofParagraph:
		s.in = ofMark
	case name == "rPr":
		s.in = ofRun
	case name == "r":
		s.flush()
		p.look, p.rtl, p.raised, p.font = look{}, false, false, ""
	}
}

// startStructure handles tables, rows, cells, text boxes, notes and sections.
func (s *story) startStructure(e xml.StartElement) bool {
	var at *tablePlace
	if n := len(s.tables); n > 0 {
		at = &s.tables[n-1]
	}
	switch name := e.Name.Local; {
	case name == "footnote" || name == "endnote":
		s.noteKey = ""
		if kind := attr(e, "type"); kind == "" || kind == "normal" {
			s.noteKey = noteKey(name, attr(e, "id"))
		}
		s.newContainer()
	case name == "txbxContent":
		s.boxes = append(s.boxes, s.container)
		s.newContainer()
	case name == "tbl":
		s.tableNum++
		s.tables = append(s.tables, newTable(s.tableNum))
	case name == "tr" && at != nil:
		at.newRow()
		at.changes, at.row = len(s.changes), Same
	case name == "trPr" && at != nil:
		s.in = ofRow
	case name == "tc" && at != nil:
		at.newCell(1)
		s.newContainer()
	case name == "gridSpan" && at != nil:
		at.next = at.cell.Column + min(max(number(attr(e, "val")), 1), maxColumns)
	case name == "gridBefore" && at != nil:
		at.next = 1 + min(max(number(attr(e, "val")), 0), maxColumns)
	case name == "sectPr":
		s.in = ofSection
		s.sections = append(s.sections, section{end: len(s.done) + len(s.open)})
	case s.in == ofSection:
		if name == "numRestart" && attr(e, "val") == "eachSect" {
			s.sections[len(s.sections)-1].restarts = true
		}
	default:
		return false
	}
	return true
}

func (s *story) newContainer() {
	s.fresh++
	s.container = s.fresh
}

// startChange handles tracked changes: of a paragraph's end, of a row, of
// content.
func (s *story) startChange(e xml.StartElement) bool {
	c := change{author: attr(e, "author"), date: attr(e, "date")}
	switch e.Name.Local {
	case "ins", "moveTo":
		c.op = Inserted
	case "del", "moveFrom":
		c.op = Deleted
	default:
		return false
	}
	p := s.paragraph()
	switch {
	case s.in == ofMark && p != nil:
		p.gone = p.Mark != Same && p.Mark != c.op
		p.Mark = c.op
	case s.in == ofRow && len(s.tables) > 0:
		s.tables[len(s.tables)-1].row = c.op
		s.changes = append(s.changes, c)
	case s.in == nobody:
		s.flush()
		s.changes = append(s.changes, c)
	}
	return true
}

// setParagraph takes one paragraph property.
func (s *story) setParagraph(e xml.StartElement) {
	p := s.paragraph()
	to := &p.own
	if s.in == ofOldParagraph {
		to = &p.old
	}
	switch e.Name.Local {
	case "pStyle":
		to.style = attr(e, "val")
	case "numId":
		to.num = attr(e, "val")
	case "ilvl":
		to.level = number(attr(e, "val"))
	case "outlineLvl":
		to.outline = number(attr(e, "val"))
	case "bidi":
		on := isOn(e)
		to.bidi = &on
	}
}

// setRun takes one property of characters.
func (s *story) setRun(e xml.StartElement) {
	p := s.paragraph()
	switch e.Name.Local {
	case "rStyle":
		style := s.w.resolved(attr(e, "val"))
		p.look = p.look.over(style.look)
		p.raised = styleKey(style.name) == "footnotereference"
	case "vertAlign":
		p.raised = attr(e, "val") == "superscript"
	case "rtl":
		p.rtl = isOn(e)
	case "iCs", "bCs": // for right to left characters these count
		if p.rtl && isOn(e) {
			on := true
			if e.Name.Local == "iCs" {
				p.look.italic = &on
			} else {
				p.look.bold = &on
			}
		}
	case "rFonts":
		p.font = attr(e, "ascii")
	default:
		p.look.set(e)
	}
}

// noteKey names a note while the file is read: footnotes and endnotes are
// counted apart in it.
func noteKey(kind, id string) string { return kind[:1] + id }

func (s *story) fault(rule, problem string) {
	place := s.part
	if p := s.paragraph(); p != nil {
		place = p.Place
	}
	s.w.doc.Faults = append(s.w.doc.Faults, tracker.Fault{Place: place, Rule: rule, Problem: problem})
}
