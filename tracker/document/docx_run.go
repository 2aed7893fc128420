package document

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// content handles what stands in a run.
func (s *story) content(e xml.StartElement) {
	p := s.paragraph()
	if p == nil {
		return
	}
	switch e.Name.Local {
	case "t", "delText":
		s.openText()
	case "tab", "ptab":
		s.add("\t")
	case "br", "cr":
		s.add("\n")
	case "noBreakHyphen":
		s.add("\u2011")
	case "sym":
		s.add(s.symbol(attr(e, "font"), attr(e, "char")))
	case "footnoteReference", "endnoteReference":
		s.flush()
		if n := len(s.fields); n > 0 && !s.fields[n-1].result {
			return
		}
		key := noteKey(e.Name.Local, attr(e, "id"))
		if custom := attr(e, "customMarkFollows"); custom == "1" || custom == "true" || custom == "on" {
			p.ownMark = &strings.Builder{}
		}
		p.run.Note = key
		if p.ownMark == nil {
			s.flush()
		}
	case "fldChar":
		s.field(attr(e, "fldCharType"))
	}
}

// field follows a field's beginning, the end of its code, and its end.
func (s *story) field(kind string) {
	n := len(s.fields)
	switch {
	case kind == "begin" && n < s.w.budget.lim.Depth:
		s.fields = append(s.fields, field{})
	case kind == "separate" && n > 0:
		s.fields[n-1].result = true
	case kind == "end" && n > 0:
		s.fields = s.fields[:n-1]
	}
}

func (s *story) openText() {
	if p := s.paragraph(); p != nil {
		p.textOpen = true
		p.text.Reset()
	}
}

func (s *story) chars(b []byte) {
	if p := s.paragraph(); p != nil && p.textOpen {
		p.text.Write(b)
	}
}

// add puts text into the open run unless it is hidden or part of a field's code.
func (s *story) add(text string) {
	p := s.paragraph()
	if text == "" || slices.Contains(s.fields, field{}) {
		return
	}
	if p.ownMark != nil {
		p.ownMark.WriteString(text)
		return
	}
	seen := p.look.over(s.w.resolved(p.own.style).look)
	if seen.hidden != nil && *seen.hidden {
		return
	}
	p.run.Italic = seen.italic != nil && *seen.italic
	p.run.Bold = seen.bold != nil && *seen.bold
	p.words.WriteString(text)
}

// flush closes the run at hand.
func (s *story) flush() {
	p := s.paragraph()
	if p == nil {
		return
	}
	if p.ownMark != nil {
		p.run.mark = squeeze(p.ownMark.String())
		p.ownMark = nil
	}
	p.run.Text = p.words.String()
	p.words.Reset()
	if p.run.Text != "" || p.run.Note != "" {
		if n := len(s.changes); n > 0 {
			c := s.changes[n-1]
			// Deleted inside an insertion was never in the base: it belongs to neither text.
			for _, outer := range s.changes {
				if outer.op != c.op {
					p.run = Run{}
					return
				}
			}
			p.run.Op, p.run.Author, p.run.Date = c.op, c.author, c.date
		}
		if n := len(p.Runs) - 1; n >= 0 && p.Runs[n].Note != "" && p.raised && noteBranch[p.run.Text] {
			p.Runs[n].branch = p.run.Text
		} else {
			p.Runs = append(p.Runs, p.run)
		}
	}
	p.run = Run{}
}

// noteBranch is what may follow a footnote's number, raised as it is: a note
// put in later.
var noteBranch = map[string]bool{"bis": true, "ter": true, "quater": true, "a": true, "b": true, "c": true}

func (s *story) end(e xml.EndElement) error {
	if s.in == ofSection && e.Name.Local != "sectPr" {
		return nil
	}
	p := s.paragraph()
	if !isWord(e.Name) {
		if e.Name.Local == "t" {
			s.closeText()
		}
		return nil
	}
	switch e.Name.Local {
	case "t", "delText":
		s.closeText()
	case "r":
		s.flush()
	case "rPr":
		if s.in == ofMark {
			s.in = ofParagraph
		} else if s.in == ofRun {
			s.in = nobody
		}
	case "pPr":
		if s.in == ofParagraph {
			s.in = nobody
		}
	case "pPrChange":
		s.in = ofParagraph
	case "ins", "moveTo", "del", "moveFrom":
		s.endChange()
	case "p":
		return s.closeParagraph()
	case "txbxContent":
		if n := len(s.boxes); n > 0 {
			s.container, s.boxes = s.boxes[n-1], s.boxes[:n-1]
		}
	case "trPr":
		s.in = nobody
	case "tr":
		if n := len(s.tables); n > 0 {
			s.changes = s.changes[:min(s.tables[n-1].changes, len(s.changes))]
		}
	case "tbl":
		if n := len(s.tables); n > 0 {
			s.tables = s.tables[:n-1]
		}
		s.newContainer()
	case "sectPr":
		s.in = nobody
		if p != nil { // a section's properties stand in those of its last paragraph
			s.in = ofParagraph
		}
	}
	return nil
}

func (s *story) closeText() {
	p := s.paragraph()
	if p == nil || !p.textOpen {
		return
	}
	p.textOpen = false
	text := p.text.String()
	if strings.HasPrefix(p.font, "Symbol") || strings.HasPrefix(p.font, "Wingdings") {
		text = s.symbols(p.font, text)
	}
	s.add(strings.ReplaceAll(clean(text), "\n", " "))
}

// endChange closes a tracked change of content. One of a row stays open until
// the row ends.
func (s *story) endChange() {
	if s.in != nobody {
		return
	}
	s.flush()
	if n := len(s.changes); n > 0 {
		s.changes = s.changes[:n-1]
	}
}

func (s *story) closeParagraph() error {
	p := s.paragraph()
	if p == nil {
		return nil
	}
	s.flush()
	s.open = s.open[:len(s.open)-1]
	s.in = nobody
	p.reshape(s.w.form(p.own))
	if p.reshaped {
		before := s.w.form(p.old)
		p.before = &before
	}
	if n := len(s.tables); n > 0 && p.Mark == Same {
		p.Mark = s.tables[n-1].row
	}
	p.noteOf = s.noteKey
	all := append([]Paragraph{p.Paragraph}, p.boxes...)
	if outer := s.paragraph(); outer != nil {
		outer.boxes = append(outer.boxes, all...)
		return nil
	}
	// A field whose code never ends would hide the rest of the document.
	s.fields = slices.DeleteFunc(s.fields, func(f field) bool { return !f.result })
	s.done = append(s.done, all...)
	return nil
}

// symbol is the character that a font of signs shows for a code.
func (s *story) symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil {
		s.fault("symbol", fmt.Sprintf("a symbol of the font %q has no readable code", font))
		return "\uFFFD"
	}
	return s.symbols(font, string(rune(n)))
}

// form makes of paragraph properties and styles what the paragraph is.
func (w *wordFile) form(own shape) form {
	style := w.resolved(own.style)
	f := form{style: style.name, item: w.item(own.num, own.level, style)}
	outline := own.outline
	if outline < 0 {
		outline = style.outline
	}
	switch {
	case f.item != nil:
		f.level = f.item.level
	case strings.HasPrefix(f.style, "enumlev"):
		f.level = int(f.style[len(f.style)-1] - '1')
	case outline >= 0 && outline < wordLevels:
		f.level = outline
	}
	if own.bidi == nil {
		own.bidi = style.bidi
	}
	f.rtl = own.bidi != nil && *own.bidi
	return f
}
