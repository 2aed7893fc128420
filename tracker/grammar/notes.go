package grammar

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A noteBook holds the footnotes of one text: those the file has as such, and
// those that stand in the body below a rule, as a converted page has them.
type noteBook struct {
	file    map[string]string // by the id that runs refer to
	printed []printedNote
	words   *language
}

type printedNote struct {
	mark, text string
	used       bool
}

var (
	noteRule  = regexp.MustCompile(`_{5,}|‗{5,}|―{5,}`)
	noteStart = regexp.MustCompile(`^(?:(\d{1,3})\s+|([¹²³⁰⁴-⁹]+)\s*|(\*{1,3})\s+)`)
)

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// plainMark writes superscript digits as digits.
func plainMark(s string) string {
	var b strings.Builder
	for _, r := range s {
		if i := place(r, superscripts); i > 0 {
			b.WriteString(strconv.Itoa(i - 1))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// readNotes takes the footnotes that stand in the lines out of them.
func (p *parser) readNotes(lines []line) ([]line, *noteBook) {
	book := &noteBook{file: p.notes, words: p.w}
	out := make([]line, 0, len(lines))
	below := false  // under a rule
	closed := false // under the line of adoption
	for i := range lines {
		l := lines[i]
		if p.closesText(&l) && i > 0 {
			closed = true
		} else if longestWord(fold(l.text[:min(len(l.text), 40)]).s, p.w.annex) > 0 {
			closed = false
		}
		if m := noteRule.FindStringIndex(l.text); m != nil {
			before, after := l.cut(0, m[0]), l.cut(m[1], len(l.text))
			if before.text != "" {
				out = append(out, before)
			}
			below = after.text == ""
			if after.text == "" {
				continue
			}
			if rest := book.readRun(after.text); rest != "" {
				after.text, after.notes = rest, nil
				out = append(out, after)
			}
			continue
		}
		if (below || closed) && l.style == "" && l.cell == nil {
			if m := noteStart.FindStringSubmatch(l.text); m != nil {
				book.readRun(l.text)
				below = true
				continue
			}
			if id, ok := p.readIdentity(&l, []*language{p.w}); below && (!ok || id.kind == "") {
				if n := len(book.printed); n > 0 && !endsSentence(book.printed[n-1].text) {
					book.printed[n-1].text += " " + l.text
					continue
				}
			}
		}
		below = false
		out = append(out, l)
	}
	return out, book
}

// A mark that a converter set apart from its word, as in "organizations 2 involved",
// looks like a number. It is taken for one unless a note with that mark is there which
// nothing else refers to, it stands in one place, and the document has the same
// words elsewhere without a number, so many letters before and behind it.
const markContext = 10

// raiseMarks makes marks of numbers that are marks which were set apart, in lines of one text.
func (n *noteBook) raiseMarks(lines []line, document []line) {
	for _, note := range n.printed {
		if _, err := strconv.Atoi(note.mark); err != nil || !n.unreferred(note.mark, lines) {
			continue
		}
		var apart *line
		at, places := 0, 0
		for i := range lines {
			for from := 0; ; {
				k := strings.Index(lines[i].text[from:], " "+note.mark+" ")
				if k < 0 {
					break
				}
				apart, at = &lines[i], from+k
				places++
				from = at + 1
			}
		}
		if places != 1 {
			continue
		}
		before, behind := lettersOnly(apart.text[:at]), lettersOnly(apart.text[at+len(note.mark)+1:])
		before, behind = before[max(0, len(before)-markContext):], behind[:min(len(behind), markContext)]
		said := func(l line) bool {
			return strings.Contains(string(lettersOnly(gluedDigits.ReplaceAllString(l.text, "$1$2"))), string(before)+string(behind))
		}
		if len(before) == markContext && len(behind) == markContext && slices.ContainsFunc(document, said) {
			apart.raise(at, note.mark)
		}
	}
}

// raise turns the number behind the space at a byte into the mark of a footnote.
func (l *line) raise(at int, mark string) {
	end := at + 1 + len(mark)
	if before, _ := utf8.DecodeLastRuneInString(l.text[:at]); unicode.Is(unicode.Han, before) {
		end++ // where words are not set apart, the space belonged to the mark
	}
	grown := len(superscript(mark)) - (end - at)
	l.text = l.text[:at] + superscript(mark) + l.text[end:]
	for i := range l.notes {
		if l.notes[i].at > at {
			l.notes[i].at += grown
		}
	}
}

var gluedDigits = regexp.MustCompile(`(\p{L})\d{1,2}([^\p{L}\d]|$)`)

// lettersOnly is a text without its spaces.
func lettersOnly(s string) []rune { return []rune(strings.ReplaceAll(s, " ", "")) }

// unreferred reports whether there is one note with a mark, and no line refers to it.
func (n *noteBook) unreferred(mark string, lines []line) bool {
	same := 0
	for _, p := range n.printed {
		if p.mark == mark {
			same++
		}
	}
	return same == 1 && !slices.ContainsFunc(lines, func(l line) bool {
		_, _, found := findMark(l.text, mark, false)
		return found
	})
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".。!?)", r)
}

// readRun reads one or several footnotes run together: "1 These include … 2 See
// …". It gives back what follows the last one when that is no note: text of
// the next page, which begins with a label.
func (n *noteBook) readRun(text string) string {
	m := noteStart.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	mark := plainMark(m[1] + m[2] + m[3])
	body := strings.TrimSpace(text[len(m[0]):])
	if number, err := strconv.Atoi(mark); err == nil {
		following := " " + strconv.Itoa(number+1) + " "
		for at := 0; ; {
			i := strings.Index(body[at:], following)
			if i < 0 {
				break
			}
			at += i
			before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(body[:at], " "))
			after := first(body[at+len(following):])
			if strings.ContainsRune(".;)", before) && unicode.IsUpper(after) {
				n.add(mark, body[:at])
				return n.readRun(strings.TrimSpace(body[at:]))
			}
			at += len(following) - 1
		}
	}
	if at := n.bodyAfter(body); at > 0 {
		n.add(mark, body[:at])
		return strings.TrimSpace(body[at:])
	}
	n.add(mark, body)
	return ""
}

// bodyAfter finds where the text of the next page begins behind a footnote: at
// an item's label with "that" or "to", or at a sentence with a small letter.
func (n *noteBook) bodyAfter(note string) int {
	for at := range boundaries(note, 0) {
		before := strings.TrimRight(note[:at], " ")
		if at == 0 || !strings.HasSuffix(before, ".") {
			continue
		}
		if _, ok := n.words.readHeading(fold(note[at:min(len(note), at+headingWindow)]).s); ok && unicode.IsLower(first(note[at:])) {
			return at
		}
		if citedAbbreviation.MatchString(before) {
			continue
		}
		if _, rest, ok := readLabel(note[at:]); ok && longestWord(fold(rest[:min(len(rest), 40)]).s, n.words.starters) > 0 {
			return at
		}
		if unicode.IsLower(first(note[at:])) && len(firstWord(note[at:])) > 1 {
			return at
		}
	}
	return 0
}

// citedAbbreviation is a point that ends no sentence: "p.", "No.", "vol.".
var citedAbbreviation = regexp.MustCompile(`(?:^|[ (])(?:\p{L}{1,4}|e\.g|i\.e)\.$`)

func (n *noteBook) add(mark, text string) {
	n.printed = append(n.printed, printedNote{mark: mark, text: strings.TrimSpace(text)})
}

// take gives the text of a line without footnote marks, and its notes. A mark
// is removed only when a note with that mark is known.
func (n *noteBook) take(l *line) (string, []tracker.Note) {
	var notes []tracker.Note
	for _, m := range l.notes {
		text, ok := n.file[m.id]
		mark := m.id
		if !ok {
			continue
		}
		notes = append(notes, tracker.Note{Mark: mark, Text: text, At: utf8.RuneCountInString(l.text[:min(m.at, len(l.text))])})
	}
	text := l.text
	for i := range n.printed {
		p := &n.printed[i]
		from, to, ok := findMark(text, p.mark, p.used)
		if !ok {
			continue
		}
		at := utf8.RuneCountInString(text[:from])
		cut := utf8.RuneCountInString(text[from:to])
		for k := range notes {
			if notes[k].At > at {
				notes[k].At -= cut
			}
		}
		notes = append(notes, tracker.Note{Mark: p.mark, Text: p.text, At: at})
		text = text[:from] + text[to:]
		p.used = true
	}
	trimmed := strings.TrimSpace(strings.ReplaceAll(text, "\t", " "))
	length := utf8.RuneCountInString(trimmed)
	for k := range notes {
		notes[k].At = min(notes[k].At, length)
	}
	return trimmed, notes
}

// findMark finds where text refers to a note: a superscript, or a digit glued
// to the end of a word or to closing punctuation. A mark with a space before
// it counts once, at the end of a clause.
func findMark(text, mark string, used bool) (from, to int, ok bool) {
	if i := strings.Index(text, superscript(mark)); i >= 0 && superscript(mark) != mark {
		return i, i + len(superscript(mark)), true
	}
	for at := 0; ; {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return 0, 0, false
		}
		i += at
		at = i + len(mark)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after := first(text[at:])
		if unicode.IsDigit(after) || unicode.IsDigit(before) || unicode.IsLetter(after) || after == '/' || after == '-' || after == ')' && before != ')' {
			continue
		}
		glued := unicode.IsLetter(before) && (unicode.IsLower(before) || before == ')') || strings.ContainsRune(")”\"»’", before)
		if glued && len(text[:i]) > 1 {
			return i, at, true
		}
		if used || before != ' ' {
			continue
		}
		word, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:i], " "))
		if strings.ContainsRune(",;”\")", word) && (after == 0 || after == ' ' && unicode.IsLower(first(strings.TrimLeft(text[at:], " ")))) {
			return i - 1, at, true
		}
	}
}

func superscript(mark string) string {
	var b strings.Builder
	for _, r := range mark {
		if r < '0' || r > '9' {
			return mark
		}
		b.WriteString(string([]rune(superscripts)[r-'0']))
	}
	return b.String()
}

// unused gives the notes that nothing referred to, so that no word is lost.
func (n *noteBook) unused() (notes []tracker.Note) {
	for _, p := range n.printed {
		if !p.used {
			notes = append(notes, tracker.Note{Mark: p.mark, Text: p.text})
		}
	}
	return notes
}
