package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// Page furniture is what stands at the top and foot of every page: running
// heads, document symbols, page numbers, job numbers, bar codes. It is known by
// where it stands and by what the other pages say, never by its words. The head
// of the first page is front matter and stays.

// Limits of where furniture is looked for.
const (
	// furnitureRows is how many rows at either edge are looked at: a running
	// head of two rows and a rule, or a job number, a bar code and a number.
	furnitureRows = 4
	// footShare is the part of the page's height where a row of mere digits
	// counts as a job number.
	footShare = 0.12
	// sameHeight is how far a running head may move from page to page.
	sameHeight = 400 // 4 points
	// detached is the least distance, in sizes of type, between furniture and
	// text: lines of prose stand 1.1 to 1.5 apart.
	detached = 1.6
)

// stripFurniture takes the furniture off every page. Where nothing else is left
// in the whole file, such as in one of two slides, it was not furniture.
func stripFurniture(sheets []pdfSheet) {
	f := furnitureOf(sheets)
	left := 0
	stripped := make([][]pdfLine, len(sheets))
	for i := range sheets {
		s := &sheets[i]
		rows := s.rows()
		top, foot := f.edgeRows(s, rows, true), f.edgeRows(s, rows, false)
		drop := map[int]bool{} // baselines
		for _, start := range slices.Concat(rows[:top], rows[len(rows)-foot:]) {
			drop[s.lines[start].base] = true
		}
		stripped[i] = slices.DeleteFunc(slices.Clone(s.lines), func(l pdfLine) bool { return drop[l.base] })
		left += len(stripped[i])
	}
	if left == 0 {
		return
	}
	for i := range sheets {
		sheets[i].lines = stripped[i]
	}
}

// A furniture is what the pages of a document have in common.
type furniture struct {
	edges   map[string][]pdfLine // lines near an edge by text, digits made equal
	pagesOf map[string]int       // on how many pages a line with this very text stands
	body    int                  // size of most of the text
	offset  int                  // page's place in the file minus the number printed on it
}

func furnitureOf(sheets []pdfSheet) furniture {
	f := furniture{edges: map[string][]pdfLine{}, pagesOf: map[string]int{}, body: bodySize(sheets)}
	offsets := map[int]int{}
	for _, s := range sheets {
		seen := map[string]bool{}
		rows := s.rows()
		for n, start := range rows {
			end := len(s.lines)
			if n+1 < len(rows) {
				end = rows[n+1]
			}
			edge := n < furnitureRows || n >= len(rows)-furnitureRows
			for _, l := range s.lines[start:end] {
				text := tracker.Fold(l.text())
				if !seen[text] {
					seen[text] = true
					f.pagesOf[text]++
				}
				if !edge {
					continue
				}
				key := digitsAlike(text)
				f.edges[key] = append(f.edges[key], l)
				for _, number := range printedNumbers(text) {
					offsets[s.number-number]++
				}
			}
		}
	}
	f.offset = commonOffset(offsets)
	return f
}

// commonOffset is the offset that most pages agree on; 0, which needs no
// agreement, unless another has at least twice as many.
func commonOffset(offsets map[int]int) int {
	best := 0
	for offset, n := range offsets {
		if n >= 3 && n > 2*offsets[0] && (best == 0 || n > offsets[best]) {
			best = offset
		}
	}
	return best
}

// edgeRows is how many rows at the top or foot of the page are furniture: the
// last of them holds a line known as such and stands apart from the text, and
// so do all between it and the edge, or they are the small type of a head of
// several rows. A row that is a page number alone need not stand apart.
func (f *furniture) edgeRows(s *pdfSheet, rows []int, top bool) (found int) {
	whole := true // each row so far is known, or belongs to a head of several rows
	for n := range min(furnitureRows, len(rows)) {
		at := n
		if !top {
			at = len(rows) - 1 - n
		}
		end := len(s.lines)
		if at+1 < len(rows) {
			end = rows[at+1]
		}
		row := s.lines[rows[at]:end]
		if !top && (isRule(row[0].text()) || row[0].runs[0].raised) {
			break // a footnote, and the rule above the first
		}
		known := slices.ContainsFunc(row, func(l pdfLine) bool { return f.known(s, &l, top) }) ||
			top && found == 0 && s.number > 1 && f.isRunningHead(row)
		whole = whole && known || top && row[0].size <= share(f.body, noteSize)
		if !whole {
			break
		}
		number := len(row) == 1 && f.isPageNumber(s, &row[0])
		if known && (number || isDetached(s, rows[at], end, top)) {
			found = n + 1
		}
	}
	return found
}

// isDetached reports whether the row from start to end stands apart from the
// row that lies further inside the page.
func isDetached(s *pdfSheet, start, end int, top bool) bool {
	inner, outer := start-1, start
	if top {
		inner, outer = end, end-1
	}
	if inner < 0 || inner == len(s.lines) {
		return true
	}
	a, b := &s.lines[inner], &s.lines[outer]
	return max(a.base-b.base, b.base-a.base) >= share(min(a.size, b.size), detached)
}

func (f *furniture) isPageNumber(s *pdfSheet, l *pdfLine) bool {
	return slices.Contains(printedNumbers(tracker.Fold(l.text())), s.number-f.offset)
}

// known reports whether something says that the line is furniture.
func (f *furniture) known(s *pdfSheet, l *pdfLine, top bool) bool {
	if f.isPageNumber(s, l) {
		return true
	}
	text := tracker.Fold(l.text())
	if top && s.number == 1 {
		return false
	}
	for _, other := range f.edges[digitsAlike(text)] {
		if other.page != l.page && max(other.base-l.base, l.base-other.base) <= sameHeight {
			return true
		}
	}
	return !top && l.base < share(s.height, footShare) && isJobNumber(text)
}

// isRunningHead reports whether a row is set apart from the text by smaller
// type or by standing at both sides of the page, and holds a symbol or title
// that also stands on another page: the head of a document too short to repeat it.
func (f *furniture) isRunningHead(row []pdfLine) bool {
	if len(row) == 1 && row[0].size > share(f.body, noteSize) {
		return false
	}
	return slices.ContainsFunc(row, func(l pdfLine) bool {
		text := tracker.Fold(l.text())
		return f.pagesOf[text] > 1 && utf8.RuneCountInString(text) > 3
	})
}

// isJobNumber reports whether text is digits and punctuation with at most the
// letters of a language: "24-23545 (E)", "*2423545*".
func isJobNumber(text string) bool {
	digits, letters := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits >= 4 && letters <= 2 && len(text) <= 24
}

// digitsAlike makes all digits equal, so that numbered heads compare.
func digitsAlike(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, text)
}

// printedNumbers gives the numbers of a line that can be a page number with its
// dressing: "7", "2/5", "- 12 -", "Page 3 of 9", "Res. 2 / 21". A date is none.
func printedNumbers(text string) (numbers []int) {
	const longest, before, between = 24, 10, 3 // characters, and letters before and between numbers
	if utf8.RuneCountInString(text) > longest {
		return nil
	}
	letters, number, inNumber := 0, 0, false
	for _, r := range text + " " {
		if '0' <= r && r <= '9' {
			number, inNumber = min(number*10+int(r-'0'), 1_000_000), true
			continue
		}
		if inNumber {
			numbers, number, inNumber, letters = append(numbers, number), 0, false, 0
		}
		if unicode.IsLetter(r) {
			letters++
		}
		if letters > before || len(numbers) > 0 && letters > between {
			return nil
		}
	}
	if len(numbers) > 2 {
		return nil
	}
	return numbers
}
