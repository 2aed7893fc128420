package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A pdfLine is a stretch of text on one baseline without a wide gap in it: a
// line of prose, a table cell's line, the left or right part of a running head.
type pdfLine struct {
	page        int // from 1
	left, right int
	base        int
	size        int // of most of its characters
	runs        []pdfRun
	rtl         bool
	spaced      bool // it ended in a space character, which the text no longer holds
}

// A pdfRun is a stretch of a line in one face.
type pdfRun struct {
	text         string
	italic, bold bool
	raised       bool   // smaller and higher than the line: a footnote mark, or an exponent
	note         string // id of the footnote that the run refers to, in place of text
}

func (l *pdfLine) text() string {
	var b strings.Builder
	for _, r := range l.runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// Distances, as shares of the size of the type.
const (
	// sameBaseline is how far apart the baselines of one line may stand:
	// rounding and mixed sizes, but not a superscript, which is raised by a third.
	sameBaseline = 0.2
	// wordGap is the least gap that stands for a space where none was drawn. A
	// space is a quarter wide; in eighty files made by Word, kerning opened at
	// most 0.146 and the least gap between two words was 0.156.
	wordGap = 0.15
	// wideGap parts a line into cells or columns. Justified lines stretch a
	// space to about one; a tab after a label can do the same as a column and
	// is looked at again in joinLabels.
	wideGap = 1.5
	// smallMark is the greatest size of a superscript, as a share of its line's.
	smallMark = 0.82
	// sameGlyph is how close two equal glyphs stand when a face without a bold
	// cut was printed twice to look bold.
	sameGlyph = 0.08
)

func share(n int, f float64) int { return int(float64(n) * f) }

// pdfLines gives the lines of a page, from the top down and, on one height,
// from left to right.
func pdfLines(p pdfPage) []pdfLine {
	marks, chunks := takeMarks(chunksOf(p))
	bands := bandsOf(chunks)
	anchorMarks(bands, marks)
	var lines []pdfLine
	for _, b := range raiseMarks(bands) {
		lines = append(lines, b.lines(p.Number)...)
	}
	return lines
}

// An ink is a glyph with what its font says looked up.
type ink struct {
	r                    rune
	left, right          int
	size                 int
	italic, bold, raised bool
}

func (k ink) blank() bool { return unicode.IsSpace(k.r) }

// A pdfChunk is a stretch of glyphs drawn one after the other on one baseline.
type pdfChunk struct {
	inks        []ink
	left, right int
	base, size  int
}

// chunksOf cuts the glyphs where the pen moved. Glyphs of no size and control
// characters are not text.
func chunksOf(p pdfPage) []pdfChunk {
	var chunks []pdfChunk
	for _, g := range p.Glyphs {
		if g.rune() == 2 { // PDFium's sign for a hyphen at a line's end
			g[0] = '-'
		}
		if g.size() == 0 || unicode.IsControl(g.rune()) || !utf8.ValidRune(g.rune()) {
			continue
		}
		font := p.Fonts[g.font()]
		k := ink{r: g.rune(), left: g.left(), right: g.right(), size: g.size(), italic: font.Italic, bold: font.Bold}
		if n := len(chunks); n > 0 {
			c := &chunks[n-1]
			gap := k.left - c.right
			if k.size == c.size && g.base() == c.base && -c.size/2 < gap && gap < c.size {
				c.inks = append(c.inks, k)
				c.right = max(c.right, k.right)
				continue
			}
		}
		chunks = append(chunks, pdfChunk{[]ink{k}, k.left, k.right, g.base(), k.size})
	}
	return chunks
}

// A pdfBand is all that stands on one baseline across the page.
type pdfBand struct {
	chunks []pdfChunk
	raised []pdfChunk // superscripts that belong to it
	base   int
	size   int // of its largest chunk
}

// bandsOf gathers chunks by baseline, the highest band first.
func bandsOf(chunks []pdfChunk) []pdfBand {
	slices.SortStableFunc(chunks, func(a, b pdfChunk) int { return cmp.Compare(b.base, a.base) })
	var bands []pdfBand
	for _, c := range chunks {
		if n := len(bands); n > 0 {
			b := &bands[n-1]
			if b.base-c.base <= share(min(b.size, c.size), sameBaseline) {
				b.chunks = append(b.chunks, c)
				if c.size > b.size {
					b.size, b.base = c.size, c.base
				}
				continue
			}
		}
		bands = append(bands, pdfBand{chunks: []pdfChunk{c}, base: c.base, size: c.size})
	}
	return bands
}

// raiseMarks gives small chunks to the line below whose empty places they fill.
func raiseMarks(bands []pdfBand) []pdfBand {
	var out []pdfBand
	for i := range bands {
		b := &bands[i]
		if i+1 < len(bands) {
			below := &bands[i+1]
			b.chunks = slices.DeleteFunc(b.chunks, func(c pdfChunk) bool {
				mark := c.size <= share(below.size, smallMark) && c.base-below.base <= share(below.size, 0.7) && !below.covers(c)
				if mark {
					below.raised = append(below.raised, c)
				}
				return mark
			})
		}
		if len(b.chunks) > 0 {
			out = append(out, *b)
		} else if len(b.raised) > 0 && i+1 < len(bands) {
			bands[i+1].raised = append(bands[i+1].raised, b.raised...)
		}
	}
	return out
}

// covers reports whether c stands above text of the band, or far beside it.
func (b *pdfBand) covers(c pdfChunk) bool {
	near := false
	for _, d := range b.chunks {
		if d.size <= share(b.size, smallMark) {
			continue
		}
		overlap := min(c.right, d.right) - max(c.left, d.left)
		if overlap > share(c.size, 0.5) {
			return true
		}
		near = near || overlap > -2*b.size
	}
	return !near
}

// lines cuts the band at wide gaps.
func (b *pdfBand) lines(page int) []pdfLine {
	var inks []ink
	for _, c := range b.chunks {
		inks = append(inks, c.inks...)
	}
	for _, c := range b.raised {
		for _, k := range c.inks {
			k.raised = true
			inks = append(inks, k)
		}
	}
	slices.SortStableFunc(inks, func(a, b ink) int { return cmp.Compare(a.left, b.left) })
	var lines []pdfLine
	start, right := 0, 0
	cut := func(end int) {
		if line, ok := lineOf(inks[start:end]); ok {
			line.page, line.base = page, b.base
			lines = append(lines, line)
		}
		start = end
	}
	for i, k := range inks {
		if k.blank() {
			continue
		}
		if right > 0 && k.left-right > share(b.size, wideGap) {
			cut(i)
		}
		right = max(right, k.right)
	}
	cut(len(inks))
	return lines
}

// lineOf makes a line of inks that stand from left to right.
func lineOf(inks []ink) (pdfLine, bool) {
	line := pdfLine{rtl: isRTL(inks)}
	first := slices.IndexFunc(inks, func(k ink) bool { return !k.blank() })
	if first < 0 {
		return line, false
	}
	last := len(inks) - 1
	for inks[last].blank() {
		last--
	}
	line.spaced = last < len(inks)-1
	if line.rtl {
		line.spaced = first > 0
	}
	inks = withoutDoubles(inks[first : last+1])
	line.left, line.right = inks[0].left, inks[0].right
	sizes := map[int]int{}
	for _, k := range inks {
		line.right = max(line.right, k.right)
		if !k.raised && !k.blank() {
			sizes[k.size]++
		}
	}
	line.size = mostFrequent(sizes)
	if line.rtl {
		inks = withoutFalseSpaces(inks, line.size)
	}
	line.runs = runsOf(spaceOut(inks, line.size, line.rtl))
	return line, true
}

// mostFrequent is the key with the greatest count; of equals, the greatest key.
func mostFrequent(counts map[int]int) (most int) {
	for n, c := range counts {
		if c > counts[most] || c == counts[most] && n > most {
			most = n
		}
	}
	return most
}

// withoutDoubles drops a glyph printed twice on nearly the same spot.
func withoutDoubles(inks []ink) []ink {
	var out []ink
	for _, k := range inks {
		double := false
		for i := len(out) - 1; i >= 0 && i >= len(out)-3 && !double; i-- {
			double = out[i].r == k.r && k.left-out[i].left <= share(k.size, sameGlyph) && k.right > k.left && !k.blank()
		}
		if !double {
			out = append(out, k)
		}
	}
	return out
}

// spaceOut puts inks in reading order and a space where a gap stands for one.
func spaceOut(inks []ink, size int, rtl bool) []ink {
	var out []ink
	right := 0 // of all so far: the letters of a ligature lie over each other
	for i, k := range inks {
		if i > 0 && (needsSpace(inks[i-1], k, right, size) || endsLabel(inks[:i], k)) {
			space := inks[i-1]
			space.r, space.left, space.right = ' ', right, k.left
			out = append(out, space)
		}
		out = append(out, k)
		right = max(right, k.right)
	}
	if rtl {
		out = rightToLeft(out)
	}
	return out
}

// needsSpace reports whether the gap between right, where a and all before it
// end, and b stands for a space.
func needsSpace(a, b ink, right, size int) bool {
	if a.blank() || b.blank() {
		return false
	}
	least := wordGap
	if isCJK(a.r) || isCJK(b.r) {
		// Chinese has no spaces; justification and the joint with a number
		// open gaps up to a third.
		least = 0.6
	}
	if a.raised != b.raised {
		least = 0.35 // a mark stands a little off its word
	}
	return b.left-right > share(size, least)
}

// endsLabel reports whether inks are the label of an item and next, a Chinese
// character, stands off from it: a space there is not only for the eye.
func endsLabel(inks []ink, next ink) bool {
	const longest = 5
	last := inks[len(inks)-1]
	if len(inks) > longest || !unicode.Is(unicode.Han, next.r) || next.left-last.right <= share(next.size, wordGap) {
		return false
	}
	return !slices.ContainsFunc(inks, func(k ink) bool { return k.r > unicode.MaxASCII || k.blank() })
}

func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFFEF
}

// runsOf writes inks as text, one run a face.
func runsOf(inks []ink) []pdfRun {
	var runs []pdfRun
	var text []rune
	for i, k := range inks {
		if k.blank() {
			k.r = ' '
		}
		text = append(text, k.r)
		next := i + 1
		if next == len(inks) || inks[next].italic != k.italic || inks[next].bold != k.bold || inks[next].raised != k.raised {
			plain := norm.NFC.String(plainForms(string(text)))
			runs = append(runs, pdfRun{text: oneSpace(plain), italic: k.italic, bold: k.bold, raised: k.raised})
			text = text[:0]
		}
	}
	return runs
}

// oneSpace makes one space of several.
func oneSpace(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}
