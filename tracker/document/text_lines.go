package document

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A textLine is one line without the spaces around it.
type textLine struct {
	number int // from 1
	text   string
	indent int
	width  int  // of text, in columns
	page   bool // a page begins with it
}

// cutLines cuts text into lines, drops page furniture, and gives the rules
// above footnotes lines of their own.
func cutLines(b *budget, text string) ([]textLine, error) {
	var lines []textLine
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	number := 0
	for whole := range strings.SplitSeq(text, "\n") {
		number++
		if err := b.token("text"); err != nil {
			return nil, err
		}
		for i, part := range strings.Split(whole, "\f") {
			for j, piece := range cutAtRule(strings.ReplaceAll(clean(part), "\n", " ")) {
				trimmed := strings.TrimSpace(piece)
				indent := len(piece) - len(strings.TrimLeft(piece, " \t"))
				lines = append(lines, textLine{number: number, text: trimmed, indent: indent, width: columns(trimmed), page: i > 0 && j == 0})
			}
		}
	}
	return dropFurniture(lines), nil
}

var (
	// ruleLine is a line drawn across the page.
	ruleLine = regexp.MustCompile(`^(?:_{3,}|-{3,}|={3,}|\*{3,}|(?:\* ){2,}\*|(?:- ){2,}-|─{3,}|—{3,})$`)
	// innerRule is the rule above footnotes where line breaks were lost.
	innerRule = regexp.MustCompile(`\s_{5,}\s`)
	// innerPage is a page number where line breaks were lost.
	innerPage = regexp.MustCompile(`\s[–—-]\s?\d{1,4}\s?[–—-]$`)
)

// cutAtRule gives a rule inside a line, and a page number at its end, lines of
// their own.
func cutAtRule(line string) []string {
	var tail []string
	if at := innerPage.FindStringIndex(line); at != nil {
		tail = []string{line[at[0]:]}
		line = line[:at[0]]
	}
	var pieces []string
	for i, piece := range innerRule.Split(line, -1) {
		if i > 0 {
			pieces = append(pieces, "_____")
		}
		pieces = append(pieces, piece)
	}
	return append(pieces, tail...)
}

// columns is the width of s on a screen: Chinese characters take two columns.
func columns(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if isWide(r) {
			n++
		}
	}
	return n
}

// isWide reports whether r is set in a square: Han, kana and their signs.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}

// firstWordColumns is the width of what would have to fit on the line before: the
// first word, or a few characters of Chinese, which may not begin a line with
// some signs.
func firstWordColumns(s string) int {
	if first, _ := utf8.DecodeRuneInString(s); isWide(first) {
		return 6
	}
	word, _, _ := strings.Cut(s, " ")
	return columns(word)
}

// widestWrap is the longest line that is taken for a wrapped one: editors wrap
// at 72 to 120 columns.
const widestWrap = 130

// wrapWidth finds where lines were wrapped, from the lines that another line
// follows directly. Where the next word never had room below the longest line,
// an editor wrapped at that width. Where lines end in about one place, as
// columns of print do, the width is a little under the usual one. 0: lines are
// not wrapped, each is a paragraph.
func wrapWidth(lines []textLine) int {
	var inner []int // widths of lines that are not the last of their block
	longest, roomy := 0, 0
	for i, l := range lines {
		longest = max(longest, l.width)
		if i+1 < len(lines) && l.width > 0 && lines[i+1].width > 0 && !ruleLine.MatchString(lines[i+1].text) {
			inner = append(inner, l.width)
		}
	}
	if longest <= widestWrap && len(inner) == 0 {
		return longest
	}
	for i, l := range lines {
		if i+1 < len(lines) && lines[i+1].width > 0 && l.width > 0 && l.width+1+firstWordColumns(lines[i+1].text) <= longest {
			roomy++
		}
	}
	if longest <= widestWrap && roomy*5 <= len(inner) {
		return longest
	}
	slices.Sort(inner)
	usual, near := 0, 0
	if len(inner) > 0 {
		usual = inner[len(inner)/2]
	}
	for _, w := range inner {
		if w >= usual*4/5 && w <= usual*5/4 {
			near++
		}
	}
	switch {
	case usual <= widestWrap && near*2 >= len(inner) && usual > 0:
		return usual * 9 / 10
	case longest <= widestWrap:
		return longest
	}
	return 0
}

var (
	pageNumber = regexp.MustCompile(`^(?:[-–—]\s?\d{1,4}\s?[-–—]|(?i:page|página|pagina|страница|стр\.|الصفحة)\s\d{1,4}(?:\s?(?:/|of|de|sur|из)\s?\d{1,4})?|第\s?\d{1,4}\s?页(?:，?\s?共\s?\d{1,4}\s?页)?)$`)
	jobNumber  = regexp.MustCompile(`^(?:\d{2}-\d{5,6}\*?\s?\([A-Z]\)(?:\s+\d{5,6})*|\*\d{6,8}\*|/\.\.\.|/…|\d{7}[A-Z]?)$`)
	symbolHead = regexp.MustCompile(`^(?:[A-Z]{1,5}(?:/[\w.()-]+)+(?:\s\(\d{4}\))?|[A-Z]{2,5}\d+-\d+)$`)
)

// dropFurniture takes off page numbers, job numbers, and the document symbol
// next to them; a page begins there. Blank lines around them go too.
func dropFurniture(lines []textLine) []textLine {
	drop := make([]bool, len(lines))
	for i, l := range lines {
		drop[i] = pageNumber.MatchString(l.text) || jobNumber.MatchString(l.text)
	}
	for i, l := range lines {
		if !symbolHead.MatchString(l.text) {
			continue
		}
		above, below := i > 0 && drop[i-1], i+1 < len(lines) && drop[i+1]
		drop[i] = above || below && (pageNumber.MatchString(lines[i+1].text))
	}
	var out []textLine
	page := false
	for i, l := range lines {
		if drop[i] {
			page = true
			continue
		}
		if page && l.text != "" {
			l.page, page = true, false
		}
		out = append(out, l)
	}
	return out
}
