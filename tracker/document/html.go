package document

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"concord/tracker"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads a page as a browser shows it: headings, paragraphs, list items
// and cells, each a paragraph. It goes through the tags one by one and builds no
// tree, so that a page of tags alone costs no memory.
func readHTML(b *budget, r io.Reader) (*Document, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	text, guessed, err := decodeText(raw, true)
	if err != nil {
		return nil, damaged("file", err)
	}
	h := &htmlReader{budget: b, doc: &Document{Format: HTML, Notes: map[string]string{}}}
	if guessed != "" {
		h.doc.Faults = append(h.doc.Faults, guessedEncoding(guessed))
	}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(tokenBytes)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if err := b.token("page"); err != nil {
			return nil, err
		}
		switch t := z.Token(); t.Type {
		case html.TextToken:
			h.text(t.Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			h.start(t)
		case html.EndTagToken:
			h.end(t.DataAtom)
		}
		if h.err != nil {
			return nil, h.err
		}
	}
	if err := z.Err(); err != io.EOF {
		return nil, damaged("page", errors.New("a tag or text is too long"))
	}
	h.closeTo(0)
	h.flush()
	h.takeNotes()
	return h.doc, h.err
}

func guessedEncoding(name string) tracker.Fault {
	return tracker.Fault{Place: "file", Rule: "encoding",
		Problem: fmt.Sprintf("read as %s, which was guessed from its letters; save it as UTF-8 if letters look wrong", name)}
}

type htmlReader struct {
	budget     *budget
	doc        *Document
	open       []htmlElement // innermost last
	runs       []Run
	label      string // of a list item that has no paragraph yet
	hidden     int    // how many open elements are not shown
	tables     []htmlTable
	tableCount int
	count      int
	refs       []noteRef
	spans      map[string]span // paragraphs of the elements that have an id
	err        error
}

// An htmlElement is an open element and what it says of the text in it.
type htmlElement struct {
	tag          atom.Atom
	hidden       bool
	italic, bold bool
	op           Op
	author, date string
	rtl          bool
	id           string
	first        int // paragraphs read before it
	list         *htmlList
	ref          string // id that this link leads to
}

// htmlBlocks end the paragraph before them and after them.
var htmlBlocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Ol: true, atom.Ul: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Caption: true,
	atom.Tr: true, atom.Td: true, atom.Th: true, atom.Thead: true, atom.Tbody: true, atom.Tfoot: true, atom.Blockquote: true,
	atom.Pre: true, atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Main: true, atom.Aside: true,
	atom.Address: true, atom.Figure: true, atom.Figcaption: true, atom.Body: true, atom.Html: true, atom.Hr: true, atom.Form: true,
	atom.Fieldset: true, atom.Center: true, atom.Details: true, atom.Summary: true, atom.Menu: true, atom.Hgroup: true, atom.Legend: true,
}

// htmlDropped are not part of the text. Raw text (script, style) comes as text.
var htmlDropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Nav: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Svg: true,
	atom.Iframe: true, atom.Object: true, atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Video: true, atom.Audio: true,
	atom.Canvas: true, atom.Datalist: true, atom.Dialog: true, atom.Rt: true, atom.Rp: true, atom.Noframes: true, atom.Noembed: true,
}

// htmlVoid have no content and no end tag.
var htmlVoid = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Area: true, atom.Base: true,
	atom.Col: true, atom.Embed: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

func (h *htmlReader) start(t html.Token) {
	tag := t.DataAtom
	if htmlBlocks[tag] {
		h.closeImplied(tag)
		h.flush()
	}
	if tag == atom.Br {
		h.add(string(lineBreak))
	}
	if htmlVoid[tag] || t.Type == html.SelfClosingTagToken && tag == 0 {
		return
	}
	e := htmlElement{tag: tag, first: len(h.doc.Paragraphs), hidden: htmlDropped[tag]}
	if n := len(h.open); n > 0 {
		outer := h.open[n-1]
		e.italic, e.bold, e.rtl, e.ref = outer.italic, outer.bold, outer.rtl, outer.ref
		e.op, e.author, e.date = outer.op, outer.author, outer.date
	}
	e.set(t)
	if l := tracker.Lang(langOf(value(t, "lang"))); l.Valid() && h.doc.Lang == "" {
		h.doc.Lang = l
	}
	if len(h.open) >= h.budget.lim.Depth {
		return // markup that closes nothing: its text is read all the same
	}
	if e.hidden {
		h.hidden++
	}
	h.enter(t, &e)
	h.open = append(h.open, e)
	if tag == atom.Q {
		h.add("“")
	}
}

// set takes from a tag what it says of the text in it.
func (e *htmlElement) set(t html.Token) {
	switch e.tag {
	case atom.I, atom.Em, atom.Cite, atom.Dfn:
		e.italic = true
	case atom.B, atom.Strong:
		e.bold = true
	case atom.Ins:
		e.op, e.author, e.date = Inserted, value(t, "cite"), value(t, "datetime")
	case atom.Del, atom.S, atom.Strike:
		e.op, e.author, e.date = Deleted, value(t, "cite"), value(t, "datetime")
	case atom.A:
		e.ref, _ = strings.CutPrefix(value(t, "href"), "#")
		if !strings.HasPrefix(value(t, "href"), "#") {
			e.ref = ""
		}
	}
	for _, a := range t.Attr {
		switch a.Key {
		case "dir":
			e.rtl = strings.EqualFold(a.Val, "rtl")
		case "hidden":
			e.hidden = true
		case "id":
			e.id = a.Val
		case "name":
			if e.tag == atom.A && e.id == "" {
				e.id = a.Val
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			e.hidden = e.hidden || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
		}
	}
}

// closeImplied closes what a block ends without an end tag: a paragraph, the
// item, row or cell before.
func (h *htmlReader) closeImplied(tag atom.Atom) {
	closes, within := []atom.Atom{atom.P}, []atom.Atom{atom.Table, atom.Td, atom.Th}
	switch tag {
	case atom.Li:
		closes, within = []atom.Atom{atom.Li}, []atom.Atom{atom.Ol, atom.Ul, atom.Menu}
	case atom.Dt, atom.Dd:
		closes, within = []atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl}
	case atom.Td, atom.Th:
		closes, within = []atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr, atom.Table}
	case atom.Tr:
		closes, within = []atom.Atom{atom.Tr}, []atom.Atom{atom.Table}
	case atom.Thead, atom.Tbody, atom.Tfoot:
		closes, within = []atom.Atom{atom.Thead, atom.Tbody, atom.Tfoot}, []atom.Atom{atom.Table}
	}
	for i := len(h.open) - 1; i >= 0; i-- {
		switch tag := h.open[i].tag; {
		case slices.Contains(closes, tag):
			h.closeTo(i)
			return
		case slices.Contains(within, tag):
			return
		}
	}
}

// end closes the nearest open element of this kind and all in it; an end tag
// that fits nothing is passed over.
func (h *htmlReader) end(tag atom.Atom) {
	for i := len(h.open) - 1; i >= 0; i-- {
		if h.open[i].tag == tag {
			h.closeTo(i)
			return
		}
		if htmlBlocks[h.open[i].tag] && !htmlBlocks[tag] {
			return // inline markup does not close a block
		}
	}
	if htmlBlocks[tag] {
		h.flush()
	}
}

// closeTo closes the open elements from the nth on.
func (h *htmlReader) closeTo(n int) {
	for i := len(h.open) - 1; i >= n; i-- {
		e := h.open[i]
		if e.tag == atom.Q {
			h.add("”")
		}
		if htmlBlocks[e.tag] {
			h.flush()
		}
		if e.hidden {
			h.hidden--
		}
		h.leave(e)
		h.open = h.open[:i]
	}
}

func (h *htmlReader) inside(tags ...atom.Atom) bool {
	return slices.ContainsFunc(h.open, func(e htmlElement) bool { return slices.Contains(tags, e.tag) })
}

func (h *htmlReader) text(s string) {
	if h.hidden > 0 {
		return
	}
	if h.inside(atom.Pre) {
		s = strings.ReplaceAll(s, "\n", string(lineBreak))
	}
	h.add(s)
}

func (h *htmlReader) add(s string) {
	if h.hidden > 0 {
		return
	}
	r := Run{Text: s}
	if n := len(h.open); n > 0 {
		e := h.open[n-1]
		r.Italic, r.Bold, r.Op, r.Author, r.Date = e.italic, e.bold, e.op, e.author, e.date
		if e.ref != "" && h.isNoteRef(s) {
			h.refs = append(h.refs, noteRef{target: e.ref, paragraph: len(h.doc.Paragraphs), mark: strings.Trim(s, "[]() \n\t")})
			r = Run{Note: fmt.Sprint(len(h.refs) - 1), Op: e.op, Text: s}
		}
	}
	h.runs = append(h.runs, r)
}

// flush makes a paragraph of the text at hand.
func (h *htmlReader) flush() {
	runs := squeezeRuns(h.runs)
	h.runs = nil
	if len(runs) == 0 {
		return
	}
	h.count++
	p := Paragraph{Place: fmt.Sprintf("paragraph %d", h.count), Runs: runs, Label: h.label}
	h.label = ""
	if h.err = h.budget.paragraph(p.Place); h.err != nil {
		return
	}
	for _, e := range h.open {
		p.RTL = e.rtl
		switch e.tag {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			p.Style, p.Level = e.tag.String(), int(e.tag.String()[1]-'1')
		case atom.Li:
			p.Style = "li"
		case atom.Ol, atom.Ul:
			p.Level++
		case atom.Blockquote, atom.Pre, atom.Caption, atom.Figcaption, atom.Dt, atom.Dd:
			p.Style = e.tag.String()
		}
	}
	if h.inside(atom.Ol, atom.Ul) && p.Style != "" && p.Style[0] != 'h' {
		p.Level--
	}
	if n := len(h.tables); n > 0 && h.inside(atom.Td, atom.Th) {
		cell := h.tables[n-1].cell
		p.Cell = &cell
	}
	h.doc.Paragraphs = append(h.doc.Paragraphs, p)
}

// value is a tag's attribute.
func value(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
