package document

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pdfBlock is the lines of one paragraph.
type pdfBlock struct {
	lines []pdfLine
	cell  *Cell
	shape *pdfShape
}

// Where a paragraph begins, as shares of the size of the type.
const (
	// leastIndent is the least indentation that means something: half of what
	// typists set, twice what justification and rounding shift.
	leastIndent = 0.8
	// leadGap is how much more than the usual distance between lines a gap
	// must measure to end a paragraph. "Space after" is half a line or more.
	leadGap = 1.25
	// usualLead stands for the distance between lines of a size too rare to
	// measure it: that of Arabic types, the widest.
	usualLead = 1.5
	// sameSize is how much the type may differ within a paragraph.
	sameSize = 0.08
)

// itemLabel is what an item begins with: "1.", "12)", "(a)", "iv)", "a)bis",
// "1.1", "(٣)", "（一）", a dash or a bullet.
var itemLabel = regexp.MustCompile(`^(?:` +
	`[(（]?(?:\d{1,3}|\p{Nd}{1,3}|[A-Za-zА-Яа-яё]|[ivxIVX]{1,5}|[ء-ي]{1,2}|[一二三四五六七八九十]{1,3})[)）.](?:bis|ter|quater)?(?:\s|$|\p{Han})` +
	`|\d{1,3}(?:\.\d{1,3}){1,3}\.?\s|[一二三四五六七八九十]{1,3}、` +
	`|[–—•▪●○·-]\s)`)

// terminalSigns are the signs after which a paragraph may end.
const terminalSigns = ".;:,!?。；：，！？؛؟،…"

// A pdfShape is how a document sets its paragraphs.
type pdfShape struct {
	sheets  map[int]*pdfSheet
	lead    map[int]int // usual distance between lines, by size of type
	margin  [2]int      // where lines begin on even and odd pages
	indents bool        // paragraphs begin with an indented line
	right   [2]int      // where full lines end on even and odd pages
}

// blocksOf gathers the lines of all pages into paragraphs.
func blocksOf(sheets []pdfSheet) []pdfBlock {
	shape := shapeOf(sheets)
	var blocks []pdfBlock
	open := -1 // the block that a line of running text may go on with
	tables := 0
	for i := range sheets {
		for _, part := range partsOf(&sheets[i]) {
			if part.cells != nil {
				tables++
				for _, c := range part.cells {
					c.cell.Table, c.shape = tables, shape
					blocks = append(blocks, c)
				}
				open = -1
				continue
			}
			for _, l := range part.lines {
				if isRule(l.text()) {
					open = -1
					continue
				}
				if open >= 0 && !shape.begins(&blocks[open], &l) {
					blocks[open].lines = append(blocks[open].lines, l)
					continue
				}
				blocks = append(blocks, pdfBlock{lines: []pdfLine{l}, shape: shape})
				open = len(blocks) - 1
			}
		}
	}
	return blocks
}

// shapeOf measures how the document sets its paragraphs.
func shapeOf(sheets []pdfSheet) *pdfShape {
	shape := &pdfShape{sheets: map[int]*pdfSheet{}, lead: map[int]int{}}
	leads := map[int]map[int]int{}
	starts, ends := [2]map[int]int{{}, {}}, [2]map[int]int{{}, {}}
	body := bodySize(sheets)
	for i := range sheets {
		s := &sheets[i]
		shape.sheets[s.number] = s
		for j := range s.lines {
			l := &s.lines[j]
			if j > 0 && s.lines[j-1].size == l.size && s.lines[j-1].base > l.base {
				if leads[l.size] == nil {
					leads[l.size] = map[int]int{}
				}
				leads[l.size][(s.lines[j-1].base-l.base+12)/25*25]++
			}
			if l.size == body {
				starts[s.number%2][(s.start(l)+50)/100*100]++
				ends[s.number%2][(s.end(l)+100)/200*200]++
			}
		}
	}
	for size, counts := range leads {
		lead := mostFrequent(counts)
		const enough = 3 // of one distance, so that a stray one is not a rule
		if counts[lead] >= enough && lead < 3*size {
			shape.lead[size] = lead
		}
	}
	for side := range 2 {
		shape.margin[side] = mostFrequent(starts[side])
		shape.right[side] = mostFrequent(ends[side])
	}
	shape.measureIndents(sheets, body)
	return shape
}

// measureIndents finds out whether paragraphs begin with an indented line, from
// those that a wider gap sets apart for certain.
func (shape *pdfShape) measureIndents(sheets []pdfSheet, body int) {
	indented, flush := 0, 0
	for i := range sheets {
		s := &sheets[i]
		for j := 1; j+1 < len(s.lines); j++ {
			above, l, below := &s.lines[j-1], &s.lines[j], &s.lines[j+1]
			if l.size != body || below.size != body || !shape.apart(above, l) || shape.apart(l, below) {
				continue
			}
			switch shift := s.start(l) - s.start(below); {
			case shift > share(body, leastIndent):
				indented++
			case shift > -share(body, leastIndent):
				flush++
			}
		}
	}
	shape.indents = indented > flush
}

// apart reports whether b stands further below a than the lines of a paragraph do.
func (shape *pdfShape) apart(a, b *pdfLine) bool {
	lead, known := shape.lead[b.size]
	if !known {
		lead = share(b.size, usualLead)
	}
	return a.base-b.base > share(lead, leadGap)
}

// begins reports whether l begins a paragraph after block b.
func (shape *pdfShape) begins(b *pdfBlock, l *pdfLine) bool {
	last := &b.lines[len(b.lines)-1]
	switch {
	case max(last.size, l.size)-min(last.size, l.size) > share(min(last.size, l.size), sameSize):
		return true
	case last.weight()*l.weight() < 0:
		return true
	case l.page != last.page || l.base >= last.base:
		return shape.beginsAfterBreak(b, l)
	case shape.apart(last, l):
		return true
	}
	s := shape.sheets[l.page]
	step := share(l.size, leastIndent)
	done := last.ended(l)
	if itemLabel.MatchString(l.text()) && (done || shape.brokeOff(b, last, l)) {
		return true
	}
	if b.centred() && shape.centred(l) {
		return false
	}
	if start := s.start(l); len(b.lines) > 1 {
		rest := s.start(&b.lines[1])
		// A line further in begins a paragraph where first lines are indented;
		// one further out ends a hanging one.
		return start > rest+step && done || start < rest-step && done || done && shape.brokeOff(b, last, l)
	}
	return done && shape.brokeOff(b, last, l)
}

// beginsAfterBreak decides where b is followed by a line on another page or at
// the top of another column.
func (shape *pdfShape) beginsAfterBreak(b *pdfBlock, l *pdfLine) bool {
	last := &b.lines[len(b.lines)-1]
	if !last.ended(l) {
		return b.isHeading()
	}
	if itemLabel.MatchString(l.text()) {
		return true
	}
	step := share(l.size, leastIndent)
	start := shape.indentOf(l)
	if n := len(b.lines); n > 1 && l.page != last.page {
		first, rest := shape.indentOf(&b.lines[0]), shape.indentOf(&b.lines[1])
		within := max(start-rest, rest-start) <= step
		switch {
		case max(first-rest, rest-first) > step:
			return !within
		case within && itemLabel.MatchString(b.lines[0].text()):
			return false // the next item would have a label
		}
	}
	if shape.indents && l.page != last.page {
		return start > step
	}
	first, _ := utf8.DecodeRuneInString(l.text())
	return shape.brokeOff(b, last, l) || !unicode.IsLower(first) && !strings.HasSuffix(last.text(), ",")
}

// indentOf is how far from the margin of its page a line begins.
func (shape *pdfShape) indentOf(l *pdfLine) int {
	return shape.sheets[l.page].start(l) - shape.margin[l.page%2]
}

// brokeOff reports whether the first word of l would have fitted behind last:
// then the line was ended on purpose.
func (shape *pdfShape) brokeOff(b *pdfBlock, last, l *pdfLine) bool {
	home := shape.sheets[last.page]
	right := shape.right[last.page%2]
	for i := range b.lines {
		if b.lines[i].page == last.page {
			right = max(right, home.end(&b.lines[i]))
		}
	}
	text := utf8.RuneCountInString(l.text())
	if text == 0 {
		return false
	}
	word := utf8.RuneCountInString(firstWord(l.text()))
	if isCJK([]rune(l.text())[0]) {
		word = 1
	}
	width := (l.right - l.left) * word / text
	return home.end(last)+share(l.size, 0.6)+width < right
}

// ended reports whether a paragraph may end with line l when next follows. A
// title does not end with a comma or colon.
func (l *pdfLine) ended(next *pdfLine) bool {
	text := l.text()
	title := l.weight() == 1 && next.weight() == 1 && strings.ContainsAny(text[max(len(text)-1, 0):], ",:")
	return endsTerminal(text) && !title
}

func endsTerminal(text string) bool {
	text = strings.TrimRight(text, " )]»”\"'）")
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(terminalSigns, last)
}

// weight is 1 when every letter of the line is bold, -1 when one is not, and 0
// when it has no letters.
func (l *pdfLine) weight() (weight int) {
	for _, r := range l.runs {
		if strings.ContainsFunc(r.text, unicode.IsLetter) {
			if !r.bold {
				return -1
			}
			weight = 1
		}
	}
	return weight
}

// centred reports whether the line stands in the middle of the column of text
// and clear of both its edges.
func (shape *pdfShape) centred(l *pdfLine) bool {
	s, step := shape.sheets[l.page], share(l.size, leastIndent)
	left, right := s.start(l)-shape.margin[l.page%2], shape.right[l.page%2]-s.end(l)
	return left > step && right > step && max(left-right, right-left) < 2*step
}

func (b *pdfBlock) centred() bool {
	return !slices.ContainsFunc(b.lines, func(l pdfLine) bool { return !b.shape.centred(&l) })
}

// paragraph is the block with its lines joined.
func (b *pdfBlock) paragraph(words *vocabulary) Paragraph {
	p := Paragraph{Place: pagePlace(b.lines[0].page), Cell: b.cell}
	rtl := 0
	for _, l := range b.lines {
		if l.rtl {
			rtl++
		}
	}
	p.RTL = 2*rtl > len(b.lines)
	for _, r := range joinLines(b.lines, words) {
		p.add(r)
	}
	p.trim()
	if b.isHeading() {
		p.Style = "heading"
	}
	return p
}

// isHeading reports whether the block is set as a heading beyond doubt: bold or
// large throughout, or in the middle, short, and not ended like a sentence.
func (b *pdfBlock) isHeading() bool {
	const longest = 8 // lines of a title in a narrow column
	if b.cell != nil || len(b.lines) > longest || endsTerminal(b.lines[len(b.lines)-1].text()) {
		return false
	}
	bold := !slices.ContainsFunc(b.lines, func(l pdfLine) bool { return l.weight() < 1 })
	return bold || b.centred()
}

// add appends a run, joined to the one before when they look alike.
func (p *Paragraph) add(r pdfRun) {
	if r.note != "" {
		p.Runs = append(p.Runs, Run{Note: r.note})
		return
	}
	if n := len(p.Runs); n > 0 && p.Runs[n-1].Note == "" {
		before := &p.Runs[n-1]
		blank := strings.TrimSpace(r.text) == ""
		if strings.HasSuffix(before.Text, " ") {
			r.text = strings.TrimLeft(r.text, " ")
		}
		if blank || before.Italic == r.italic && before.Bold == r.bold {
			before.Text += r.text
			return
		}
	}
	if r.text != "" {
		p.Runs = append(p.Runs, Run{Text: r.text, Italic: r.italic, Bold: r.bold})
	}
}

// trim takes the spaces from both ends and puts the one beside a footnote mark
// behind it: the mark belongs to the word before.
func (p *Paragraph) trim() {
	var owed, spaced = false, true // a space taken before a mark; the text so far ends in one
	for i := range p.Runs {
		r := &p.Runs[i]
		if r.Note != "" {
			if i > 0 && p.Runs[i-1].Note == "" {
				p.Runs[i-1].Text = strings.TrimRight(p.Runs[i-1].Text, " ")
				owed, spaced = true, false
			}
			continue
		}
		if first, _ := utf8.DecodeRuneInString(r.Text); owed && (unicode.IsLetter(first) || unicode.IsDigit(first)) && !isCJK(first) {
			r.Text = " " + r.Text
		} else if spaced {
			r.Text = strings.TrimLeft(r.Text, " ")
		}
		if r.Text != "" {
			owed, spaced = false, strings.HasSuffix(r.Text, " ")
		}
	}
	for i := len(p.Runs) - 1; i >= 0; i-- {
		r := &p.Runs[i]
		r.Text = strings.TrimRight(r.Text, " ")
		if r.Text != "" {
			break
		}
	}
	p.Runs = slices.DeleteFunc(p.Runs, func(r Run) bool { return r.Text == "" && r.Note == "" })
}
