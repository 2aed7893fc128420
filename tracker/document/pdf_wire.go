package document

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"iter"
)

// What the child process writes, one JSON value a line: pdfGreeting, then a
// pdfMessage for each page in order, and last one with an End. A stream without
// an end is that of a child that was stopped.

// pdfGreeting opens the stream. A program that does not call ServePDF cannot
// know it.
const pdfGreeting = `"concord pdf 1"`

// maxPDFLine bounds one page on the wire. A page of a Final Acts takes 150
// kilobytes; a drawing whose labels are text may take some megabytes.
const maxPDFLine = 16 << 20

// maxPDFGlyphs bounds the characters of one page. The densest printed page
// seen has 9000.
const maxPDFGlyphs = 200_000

// A pdfMessage holds one of its two fields.
type pdfMessage struct {
	Page *pdfPage `json:"page,omitempty"`
	End  *pdfEnd  `json:"end,omitempty"`
}

// A pdfPage is the text of one page as it was drawn. Lengths are in hundredths
// of a point.
type pdfPage struct {
	Number int        `json:"number"` // from 1
	Width  int        `json:"width"`
	Height int        `json:"height"`
	Fonts  []pdfFont  `json:"fonts"`
	Glyphs []pdfGlyph `json:"glyphs"` // in the order they were drawn
	Images int        `json:"images"` // counted only on a page without text
	Fault  string     `json:"fault"`  // why the page could not be read, or ""
}

// A pdfFont is a face; sizes belong to glyphs.
type pdfFont struct {
	Name   string `json:"name"`
	Italic bool   `json:"italic"`
	Bold   bool   `json:"bold"`
}

// A pdfGlyph is one character: code point, left and right end of its advance,
// height of its baseline above the page's foot, size, index of its font.
// Numbers in a row instead of named fields keep a page of three thousand
// glyphs small.
type pdfGlyph [6]int32

func (g pdfGlyph) rune() rune  { return g[0] }
func (g pdfGlyph) left() int   { return int(g[1]) }
func (g pdfGlyph) right() int  { return int(g[2]) }
func (g pdfGlyph) base() int   { return int(g[3]) }
func (g pdfGlyph) size() int   { return int(g[4]) }
func (g pdfGlyph) font() int32 { return g[5] }

// A pdfEnd closes the stream. Rule and Problem are those of the fault that
// ended the reading, or "" when every page was sent.
type pdfEnd struct {
	Rule    string `json:"rule"`
	Problem string `json:"problem"`
}

// errPDFWire is what a stream gives that does not keep to the form above.
var errPDFWire = errors.New("the reading process answered in an unknown form")

// errPDFCut is what a stream gives that stops before its end.
var errPDFCut = errors.New("the reading process stopped in the middle")

// readPDFWire gives the pages of a stream. The stream is no more trusted than
// the file behind it: lines are bounded, indices and lengths are checked.
func readPDFWire(r io.Reader, maxPages int) iter.Seq2[pdfPage, error] {
	return func(yield func(pdfPage, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(make([]byte, 0, 256<<10), maxPDFLine)
		if !lines.Scan() || lines.Text() != pdfGreeting {
			yield(pdfPage{}, errPDFWire)
			return
		}
		for next := 1; lines.Scan(); next++ {
			var m pdfMessage
			if json.Unmarshal(lines.Bytes(), &m) != nil || (m.Page == nil) == (m.End == nil) {
				yield(pdfPage{}, errPDFWire)
				return
			}
			if m.End != nil {
				if m.End.Rule != "" {
					yield(pdfPage{}, pdfFault("file", m.End.Rule, m.End.Problem))
				}
				return
			}
			if m.Page.Number != next || next > maxPages || !m.Page.valid() {
				yield(pdfPage{}, errPDFWire)
				return
			}
			if !yield(*m.Page, nil) {
				return
			}
		}
		yield(pdfPage{}, errPDFCut)
	}
}

// maxPDFLength is the longest side of a page, and the furthest that a glyph may
// stand from its corner: PDF itself allows 14400 points.
const maxPDFLength = 100 * 20_000

func (p *pdfPage) valid() bool {
	inside := func(n int) bool { return -maxPDFLength <= n && n <= maxPDFLength }
	if p.Width < 0 || p.Height < 0 || !inside(p.Width) || !inside(p.Height) || len(p.Glyphs) > maxPDFGlyphs {
		return false
	}
	for _, g := range p.Glyphs {
		if g.font() < 0 || int(g.font()) >= len(p.Fonts) || g.size() < 0 || g.right() < g.left() ||
			!inside(g.left()) || !inside(g.right()) || !inside(g.base()) || !inside(g.size()) {
			return false
		}
	}
	return true
}
