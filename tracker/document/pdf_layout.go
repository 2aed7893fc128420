package document

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A pdfLayout gathers the lines of a PDF page by page and makes a Document of
// them.
type pdfLayout struct {
	sheets []pdfSheet
	faults []tracker.Fault
	limit  int  // of paragraphs
	pages  int  // read so far
	text   bool // some page has text
}

// A pdfSheet is the text of one page as lines, from the top down.
type pdfSheet struct {
	number, width, height int
	lines                 []pdfLine
}

func newPDFLayout(lim Limits) *pdfLayout { return &pdfLayout{limit: lim.Paragraphs} }

// add takes the next page.
func (l *pdfLayout) add(p pdfPage) {
	l.pages++
	place := pagePlace(p.Number)
	sheet := pdfSheet{number: p.Number, width: p.Width, height: p.Height, lines: pdfLines(p)}
	switch {
	case p.Fault != "":
		l.faults = append(l.faults, pdfFault(place, "damaged", p.Fault))
	case len(sheet.lines) == 0 && p.Images > 0:
		l.faults = append(l.faults, pdfFault(place, "scanned", "the page is a picture without a text layer: its text is missing here"))
	}
	l.text = l.text || len(sheet.lines) > 0
	l.sheets = append(l.sheets, sheet)
}

// document is what the pages say.
func (l *pdfLayout) document() *Document {
	stripFurniture(l.sheets)
	d := &Document{Format: PDF, Faults: l.faults}
	words := vocabularyOf(l.sheets)
	d.Notes = stripNotes(l.sheets, words)
	for _, b := range blocksOf(l.sheets) {
		if len(d.Paragraphs) == l.limit {
			d.Faults = append(d.Faults, pdfFault(pagePlace(b.lines[0].page), "too-large",
				"the limit of paragraphs is reached: what follows was not read"))
			break
		}
		d.Paragraphs = append(d.Paragraphs, b.paragraph(words))
	}
	pairBrackets(d.Paragraphs)
	if mostlyArabic(d.Paragraphs) {
		d.Faults = append(d.Faults, pdfFault("file", "arabic-pdf",
			"the letters of an Arabic PDF are read from their shapes, and some may be out of order: check against the original"))
	}
	return d
}

func mostlyArabic(paragraphs []Paragraph) bool {
	arabic, other := 0, 0
	for _, p := range paragraphs {
		for _, r := range p.Text() {
			switch {
			case unicode.Is(unicode.Arabic, r):
				arabic++
			case unicode.IsLetter(r):
				other++
			}
		}
	}
	return arabic > other
}

func pagePlace(n int) string { return "page " + strconv.Itoa(n) }

// start is where the line begins in the direction of reading, end where it
// ends, both measured from the side where reading begins.
func (s *pdfSheet) start(l *pdfLine) int {
	if l.rtl {
		return s.width - l.right
	}
	return l.left
}

func (s *pdfSheet) end(l *pdfLine) int {
	if l.rtl {
		return s.width - l.left
	}
	return l.right
}

// bodySize is the size of most of the text.
func bodySize(sheets []pdfSheet) int {
	sizes := map[int]int{}
	for _, s := range sheets {
		for _, l := range s.lines {
			sizes[l.size] += utf8.RuneCountInString(l.text())
		}
	}
	return mostFrequent(sizes)
}

// rows gives the index of the first line of each row: lines on one baseline.
func (s *pdfSheet) rows() (starts []int) {
	for i := range s.lines {
		if i == 0 || s.lines[i].base != s.lines[i-1].base {
			starts = append(starts, i)
		}
	}
	return starts
}

// isRule reports whether a line is a drawn rule made of characters.
func isRule(text string) bool {
	const least = 5 // "---" is a mark in running text
	return utf8.RuneCountInString(text) >= least && strings.Trim(text, "_-–—─═ ") == ""
}
