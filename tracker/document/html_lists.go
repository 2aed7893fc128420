package document

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An htmlList is an open ol or ul.
type htmlList struct {
	format   string // as numeral names it, "bullet" or "none"
	next     int
	reversed bool
	unset    bool        // reversed without a start: it counts down from the number of its items
	items    []countDown // of such a list
}

// A countDown is an item whose number is known when its list ends.
type countDown struct{ paragraph int }

// An htmlTable is an open table.
type htmlTable struct {
	tablePlace
	below []int // by column, from 0: in how many rows below a cell still stands
}

// maxSpan is the most rows or columns that a cell is believed to cover.
const maxSpan = 1000

// enter opens lists, items, tables, rows and cells.
func (h *htmlReader) enter(t html.Token, e *htmlElement) {
	switch e.tag {
	case atom.Ol, atom.Ul, atom.Menu:
		e.list = newHTMLList(t)
	case atom.Li:
		if list := h.list(); list != nil {
			h.label = list.item(t, len(h.doc.Paragraphs))
		}
	case atom.Table:
		h.tableCount++
		h.tables = append(h.tables, htmlTable{tablePlace: newTable(h.tableCount)})
	case atom.Tr:
		if n := len(h.tables); n > 0 {
			h.tables[n-1].newRow()
		}
	case atom.Td, atom.Th:
		if n := len(h.tables); n > 0 {
			h.tables[n-1].enterCell(span1(t, "colspan"), span1(t, "rowspan"))
		}
	}
}

// enterCell finds the column of the next cell past those that cells of rows
// above cover.
func (t *htmlTable) enterCell(columns, rows int) {
	t.cell.Row = max(t.cell.Row, 1) // a cell may stand in no row
	for t.next <= len(t.below) && t.below[t.next-1] > 0 {
		t.below[t.next-1]--
		t.next++
	}
	t.cell.Column = t.next
	for ; columns > 0 && t.next <= maxSpan; columns-- {
		for len(t.below) < t.next {
			t.below = append(t.below, 0)
		}
		t.below[t.next-1] = rows - 1
		t.next++
	}
}

func span1(t html.Token, key string) int { return min(max(number(value(t, key)), 1), maxSpan) }

// leave closes what enter opened, and notes which paragraphs an element with
// an id had.
func (h *htmlReader) leave(e htmlElement) {
	switch {
	case e.tag == atom.Table && len(h.tables) > 0:
		h.tables = h.tables[:len(h.tables)-1]
	case e.list != nil:
		for i, item := range e.list.items {
			if item.paragraph < len(h.doc.Paragraphs) {
				h.doc.Paragraphs[item.paragraph].Label = numeral(len(e.list.items)-i, e.list.format) + "."
			}
		}
	case e.tag == atom.Li:
		h.label = ""
	}
	if e.id != "" {
		if h.spans == nil {
			h.spans = map[string]span{}
		}
		last := len(h.doc.Paragraphs)
		if !htmlBlocks[e.tag] {
			last++ // the paragraph that an inline anchor stands in is not read to its end yet
		}
		if _, seen := h.spans[e.id]; !seen {
			h.spans[e.id] = span{e.first, last}
		}
	}
}

// list is the innermost open list.
func (h *htmlReader) list() *htmlList {
	for _, e := range slices.Backward(h.open) {
		if e.list != nil {
			return e.list
		}
	}
	return nil
}

func newHTMLList(t html.Token) *htmlList {
	l := &htmlList{format: "bullet", next: 1}
	if t.DataAtom == atom.Ol {
		l.format = listFormats[value(t, "type")]
		if l.format == "" {
			l.format = "decimal"
		}
		for _, a := range t.Attr {
			switch a.Key {
			case "reversed":
				l.reversed = true
			case "start":
				l.next = number(a.Val)
			}
		}
		l.unset = l.reversed && value(t, "start") == ""
	}
	style := strings.ReplaceAll(strings.ToLower(value(t, "style")), " ", "")
	if _, kind, ok := strings.Cut(style, "list-style"); ok {
		kind, _, _ = strings.Cut(strings.TrimPrefix(kind, "-type"), ";")
		if format := listFormats[strings.TrimPrefix(kind, ":")]; format != "" {
			l.format = format
		}
	}
	return l
}

// listFormats gives the format of a list by the type of an ol or by its style.
var listFormats = map[string]string{
	"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
	"decimal": "decimal", "decimal-leading-zero": "decimalZero", "none": "none",
	"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
	"lower-roman": "lowerRoman", "upper-roman": "upperRoman",
	"cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "disc": "bullet", "circle": "bullet", "square": "bullet",
}

// item is the label of the list's next item.
func (l *htmlList) item(t html.Token, paragraph int) string {
	if v, err := strconv.Atoi(value(t, "value")); err == nil {
		l.next = v
	}
	n := l.next
	if l.reversed {
		l.next--
	} else {
		l.next++
	}
	switch {
	case l.format == "bullet":
		return "•"
	case l.format == "none":
		return ""
	case l.unset:
		l.items = append(l.items, countDown{paragraph: paragraph})
	}
	return numeral(n, l.format) + "."
}
