package document

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readText reads plain text and Markdown. It goes in steps, each of them a file:
//
//	text_lines.go   lines, page furniture, where the text was wrapped
//	text.go         lines -> paragraphs
//	text_breaks.go  items that stand in one line, where line breaks were lost
//	text_notes.go   footnotes, out of the text
//	markdown.go     headings, emphasis, links, where the file has them
func readText(b *budget, r io.Reader) (*Document, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	text, guessed, err := decodeText(raw, false)
	if err != nil {
		return nil, damaged("file", err)
	}
	d := &Document{Format: PlainText, Notes: map[string]string{}}
	if guessed != "" {
		d.Faults = append(d.Faults, guessedEncoding(guessed))
	}
	lines, err := cutLines(b, text)
	if err != nil {
		return nil, err
	}
	t := &textReader{budget: b, lines: lines, width: wrapWidth(lines), markdown: isMarkdown(lines)}
	if err := t.read(); err != nil {
		return nil, err
	}
	if t.width == 0 {
		t.done = restoreBreaks(t.done)
	}
	n := &noteFinder{budget: b, doc: d, paragraphs: t.done}
	if err := n.take(); err != nil {
		return nil, err
	}
	for _, p := range joinPages(n.paragraphs) {
		d.Paragraphs = append(d.Paragraphs, t.paragraph(p))
	}
	return d, nil
}

// A textParagraph is a paragraph of a text file before its markup is read.
type textParagraph struct {
	line   int
	text   string
	style  string
	label  string
	level  int
	page   bool // a page begins before it
	ruled  bool // a rule stands before it, as above footnotes
	breaks bool // a blank line stands before it
	notes  []textMark
}

type textReader struct {
	budget   *budget
	lines    []textLine
	width    int // where lines were wrapped; 0 when each line is a paragraph
	markdown bool
	done     []textParagraph
	words    map[string]bool
	open     bool // the last paragraph goes on
	last     textLine
	page     bool
	ruled    bool
	breaks   bool
}

// read makes paragraphs of the lines.
func (t *textReader) read() error {
	for _, l := range t.lines {
		if l.page {
			t.page, t.open = true, false
		}
		switch {
		case l.text == "":
			t.breaks = true
		case ruleLine.MatchString(l.text):
			if t.markdown && t.open && !t.breaks && setextLine.MatchString(l.text) {
				t.done[len(t.done)-1].style = setextStyle(l.text)
			}
			t.open, t.ruled = false, t.ruled || l.text[0] == '_'
		case t.open && len(t.done[len(t.done)-1].text) < maxJoined && t.joins(l) && (!t.breaks || t.bridges(l)):
			t.breaks = false
			p := &t.done[len(t.done)-1]
			p.text = t.join(p.text, l.text)
			t.last = l
		default:
			if err := t.begin(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxJoined is how long a paragraph is that no further line joins: longer ones
// are not prose, and joining them line by line takes time that grows with the
// square of their length.
const maxJoined = 64 << 10

// begin opens a paragraph with line l.
func (t *textReader) begin(l textLine) error {
	p := textParagraph{line: l.number, text: l.text, page: t.page, ruled: t.ruled, breaks: t.breaks}
	t.page, t.ruled, t.breaks = false, false, false
	t.open, t.last = true, l
	if t.markdown {
		t.open = p.markdown(l)
	}
	t.done = append(t.done, p)
	return t.budget.paragraph(fmt.Sprintf("line %d", l.number))
}

// joins reports whether line l goes on the open paragraph. Where lines were
// wrapped, a line whose first word had room on the line before begins a new
// paragraph; so the same text wrapped at two widths gives the same paragraphs.
func (t *textReader) joins(l textLine) bool {
	before := t.last
	labelled := labelStart.MatchString(l.text) || noteStart.MatchString(l.text) || bracketed.MatchString(l.text)
	if history.MatchString(l.text) {
		return false
	}
	if t.markdown && (strings.HasPrefix(l.text, "#") || strings.HasPrefix(l.text, ">") || bulletStart.MatchString(l.text)) {
		return false
	}
	ended := endsClause(before.text)
	if t.width == 0 {
		if labelled && (ended || !bareNumber.MatchString(l.text)) {
			return false
		}
		return !ended && before.width >= shortLine && !startsUpper(l.text)
	}
	fits := before.width+1+firstWordColumns(l.text) <= t.width
	switch {
	case labelled && (fits || ended):
		return false
	case isCapitals(before.text) != isCapitals(l.text) && fits:
		return false
	case l.indent > before.indent+1 && fits && !labelStart.MatchString(before.text):
		return false
	case !fits:
		return true
	}
	return !ended && before.width >= t.width/2
}

// bridges reports whether l goes on the open paragraph over a blank line: where
// a column of print ended in the middle of a sentence. A title before a heading
// looks alike but for the heading's length.
func (t *textReader) bridges(l textLine) bool {
	return t.width > 0 && !t.markdown && !endsClause(t.last.text) && startsLower(l.text) &&
		t.last.width >= t.width*4/5 && l.width >= t.width*3/5
}

// shortLine is the length under which an unwrapped line is a heading rather
// than a paragraph that broke off: the longest operative heading seen has about
// as many letters.
const shortLine = 60

// labelStart is a line that begins with the label of an item.
var labelStart = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`\(?\d{1,3}(?:\.\d{1,3}){0,5}(?:[.)]|\.?°)?\s`, `\(?\d{1,3}(?:bis|ter|quater)?\)\s`, // 1  1.2  1)  1.°
	`\(?[a-zа-я]{1,2}\s?\)(?:bis|ter|quater)?\s`, `[A-ZА-Я]\.\s`, // a)  (a)  b)bis  A.
	`\(?[ivxlc]{1,6}[.)]\s`, `[IVXLC]{1,6}\.\s`, // iv)  IV.
	`\(?[\x{0621}-\x{064A}]{1,3}\s?\)\s?`, // Arabic letters
	`[–—•·▪*-]\s`,                         // dashes and bullets
	`[（(]?[一二三四五六七八九十]{1,3}[）)、．.]`, `第[一二三四五六七八九十百零〇\d]+[条條章节節款项項]`,
}, "|") + `)`)

var (
	bareNumber = regexp.MustCompile(`^\d{1,3}\s`)
	bracketed  = regexp.MustCompile(`^\[[^\[\]]+\]$`) // a document symbol under a title
	// history is a line of its own under a title: the years of adoption and
	// revision, or "(to Resolution 2 (Rev. Geneva, 2022))" under an annex's.
	history     = regexp.MustCompile(`^\((?:[^()]*(?:19|20)\d\d[^()]+(?:19|20)\d\d[^()]*|[^()]*\([^()]*(?:19|20)\d\d[^()]*\)[^()]*)\)$`)
	bulletStart = regexp.MustCompile(`^[-*+•]\s`)
)

// endsClause reports whether s ends where a paragraph may end.
func endsClause(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]*_ `)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".;:,!?…。；：，、！？؛،؟", last)
}

func startsUpper(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}

// isCapitals reports whether all letters of s that have a case are capitals.
func isCapitals(s string) bool { return strings.ToUpper(s) == s && strings.ToLower(s) != s }

// join puts the next line behind a paragraph's text: without a space between
// Chinese characters and after a hyphen. The hyphen stays, for "mem-/ber" and
// "self-/same" look alike, unless the text has the joined word elsewhere.
func (t *textReader) join(text, next string) string {
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case isWide(last) && isWide(first):
		return text + next
	case last == '-' && unicode.IsLetter(first):
		before := text[strings.LastIndexAny(text, " \n")+1 : len(text)-1]
		after := leadingWord(next)
		if t.knows(before+after) && !t.knows(before+"-"+after) {
			return text[:len(text)-1] + next
		}
		if before == "" {
			return text + " " + next // a dash, not a hyphen
		}
		return text + next
	}
	return text + " " + next
}

// knows reports whether a word stands, whole, in some line of the text.
func (t *textReader) knows(word string) bool {
	if t.words == nil {
		t.words = map[string]bool{}
		for _, l := range t.lines {
			for _, w := range strings.FieldsFunc(strings.ToLower(l.text), func(r rune) bool { return r != '-' && !unicode.IsLetter(r) }) {
				t.words[w] = true
			}
		}
	}
	return t.words[strings.ToLower(word)]
}

func leadingWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return s
	}
	return s[:end]
}

// joinPages joins a paragraph that a page's end cut in two.
func joinPages(all []textParagraph) []textParagraph {
	var out []textParagraph
	for _, p := range all {
		if n := len(out) - 1; n >= 0 && p.page && p.style == "" && len(out[n].text) < maxJoined && !endsClause(out[n].text) && startsLower(p.text) {
			shift := utf8.RuneCountInString(out[n].text) + 1
			for _, m := range p.notes {
				m.at += shift
				out[n].notes = append(out[n].notes, m)
			}
			out[n].text += " " + p.text
			continue
		}
		out = append(out, p)
	}
	return out
}

func startsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first)
}

// paragraph reads the markup of p and puts its notes' marks into its runs.
func (t *textReader) paragraph(p textParagraph) Paragraph {
	out := Paragraph{Place: fmt.Sprintf("line %d", p.line), Style: p.style, Label: p.label, Level: p.level}
	text, at := []rune(p.text), 0
	for _, m := range p.notes {
		out.Runs = append(out.Runs, t.runs(string(text[at:m.at]))...)
		out.Runs = append(out.Runs, Run{Note: m.id})
		at = m.at
	}
	out.Runs = append(out.Runs, t.runs(string(text[at:]))...)
	out.RTL = beginsRTL(p.text)
	return out
}

func (t *textReader) runs(s string) []Run {
	switch {
	case s == "":
		return nil
	case t.markdown:
		return markdownRuns(s)
	}
	return []Run{{Text: s}}
}

// beginsRTL reports whether the first letter of s is written right to left.
func beginsRTL(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Arabic, unicode.Hebrew)
		}
	}
	return false
}
