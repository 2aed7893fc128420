package document

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A textMark is the place of a footnote's mark in a paragraph.
type textMark struct {
	id string
	at int // in runes; the mark itself is taken out
}

var (
	// noteStart is a footnote in the style of the United Nations: "1/ S/1994/262."
	noteStart = regexp.MustCompile(`^(\d{1,3}|\*{1,3}|[a-z])/\s`)
	// ruledStart is a footnote below a rule.
	ruledStart = regexp.MustCompile(`^\(?(\d{1,3}|\*{1,3}|†|‡)[/).]?\s+\S`)
	// markdownNote is a footnote of Markdown.
	markdownNote = regexp.MustCompile(`^\[\^([^\]\s]+)\]:\s*`)
)

// A noteFinder takes footnotes out of a text whose page furniture is gone, and
// puts a mark where the text refers to them.
type noteFinder struct {
	budget     *budget
	doc        *Document
	paragraphs []textParagraph
}

// take finds the notes: those in a form that only notes have, those below a
// rule until the page ends, and those at the end of the text whose marks are
// all in it.
func (n *noteFinder) take() error {
	var kept []textParagraph
	var notes []foundNote
	ruled := false
	for i, p := range n.paragraphs {
		if p.page {
			ruled = false
		}
		ruled = ruled || p.ruled
		if err := n.budget.time("text"); err != nil {
			return err
		}
		var start []string
		switch {
		case markdownNote.MatchString(p.text):
			start = markdownNote.FindStringSubmatch(p.text)
		case len(notes) >= maxTextNotes:
			kept = append(kept, p)
			continue
		case noteStart.MatchString(p.text) && n.hasMark(i, noteStart.FindStringSubmatch(p.text)[1]+"/"):
			start = noteStart.FindStringSubmatch(p.text)
		case ruled && ruledStart.MatchString(p.text):
			start = ruledStart.FindStringSubmatch(p.text)
			start[0] = start[0][:len(start[0])-lastRune(start[0])]
		default:
			ruled = false
			kept = append(kept, p)
			continue
		}
		notes = append(notes, foundNote{mark: start[1], line: p.line, before: len(kept), text: strings.TrimSpace(p.text[len(start[0]):])})
	}
	n.paragraphs = kept
	return n.place(append(notes, n.trailing()...))
}

// maxTextNotes bounds the work of looking for each note's mark in the whole
// text; a long report has some hundreds.
const maxTextNotes = 1000

func lastRune(s string) int { _, size := utf8.DecodeLastRuneInString(s); return size }

// A foundNote is a note and where it stood.
type foundNote struct {
	mark, text string
	line       int
	before     int // how many paragraphs stood before it
}

func (n *noteFinder) hasMark(except int, mark string) bool {
	for i, p := range n.paragraphs {
		if i != except && strings.Contains(p.text, mark) {
			return true
		}
	}
	return false
}

// trailing takes the notes at the end of the text that nothing sets apart but
// their numbers: they go up by one, and each has its mark in the text.
func (n *noteFinder) trailing() []foundNote {
	var notes []foundNote
	first := len(n.paragraphs)
	next := -1
	for i := len(n.paragraphs) - 1; i > 0; i-- {
		at := ruledStart.FindStringSubmatch(n.paragraphs[i].text)
		if at == nil || !bareNumber.MatchString(n.paragraphs[i].text) {
			break
		}
		number := number(at[1])
		if next >= 0 && number != next-1 || len(n.paragraphs)-i > maxTextNotes {
			break
		}
		first, next = i, number
	}
	body := n.paragraphs[:first]
	if first == len(n.paragraphs) || beginsList(body[first-1].text, n.paragraphs[first].text) {
		return nil
	}
	used := map[int]int{}
	for _, p := range n.paragraphs[first:] {
		mark := ruledStart.FindStringSubmatch(p.text)[1]
		if i, at, _ := find(body, mark, used); i < 0 || at < 0 {
			return nil
		}
		notes = append(notes, foundNote{mark: mark, line: p.line, before: first, text: strings.TrimSpace(p.text[len(mark):])})
	}
	n.paragraphs = body
	return notes
}

// beginsList reports whether a numbered paragraph under above is the first item
// of a list and not a footnote: above is a heading, or breaks off.
func beginsList(above, item string) bool {
	last, _ := utf8.DecodeLastRuneInString(above)
	if strings.ContainsRune(",:;，：；،؛", last) {
		return true
	}
	return unicode.IsLetter(last) && startsLower(strings.TrimLeft(item, "0123456789 \t"))
}

// place puts the notes' marks where the text refers to them. A note whose mark
// is not found stays among the notes, and a fault says so.
func (n *noteFinder) place(notes []foundNote) error {
	used := map[string]int{}
	after := map[int]int{} // by paragraph: where to go on looking
	for _, note := range notes {
		if err := n.budget.time("text"); err != nil {
			return err
		}
		id := noteID(note.mark, used)
		n.doc.Notes[id] = note.text
		i, at, length := find(n.paragraphs, note.mark, after)
		if i < 0 {
			n.doc.Faults = append(n.doc.Faults, tracker.Fault{Place: fmt.Sprintf("line %d", note.line), Rule: "note-mark",
				Problem: fmt.Sprintf("footnote %q has no mark in the text", note.mark)})
			continue
		}
		p := &n.paragraphs[i]
		p.text = strings.TrimRight(p.text[:at], " ") + p.text[at+length:]
		at = len(strings.TrimRight(p.text[:min(at, len(p.text))], " "))
		p.notes = append(p.notes, textMark{id: id, at: utf8.RuneCountInString(p.text[:at])})
		after[i] = at
	}
	return nil
}

// find looks for a note's mark: the paragraph, the byte where it begins and its
// length; -1 when there is none. The forms that are surest come first.
func find(paragraphs []textParagraph, mark string, after map[int]int) (paragraph, at, length int) {
	q := regexp.QuoteMeta(mark)
	forms := []string{
		`\[\^` + q + `\]`,
		`(?:^|[\s\p{L}\p{P}])(` + q + `/)(?:[\s,.;:)]|$)`,
		superscript(mark),
	}
	if mark[0] == '*' || mark[0] > 0x7F {
		forms = append(forms, `[^\s*](`+q+`)(?:[^*]|$)`, `\s(`+q+`)(?:[^*\s]|$|\s)`)
	} else {
		forms = append(forms,
			`\p{Ll}{2,}(`+q+`)(?:[\s,.;:)]|$)`, // countries1
			// "countries, 1" and "in 1976.1", but not the 1 of "3.1 Goals"
			`(?:[;”"»)]\s?|(?:\D|\d{4})[,.]\s?|\d[,.]\s)(`+q+`)(?:\s[^\d]|$)`,
			`(?:^|\s)\S*[^\s:]\s(`+q+`)(?:[,;.]?\s*$)`,      // at the end of a paragraph
			`(?:\p{Ll}{3,}|\d{4})\s(`+q+`)(?:\s\p{Ll}{2,})`, // countries 1 and
		)
	}
	for _, form := range forms {
		if form == "" {
			continue
		}
		re := regexp.MustCompile(form)
		for i, p := range paragraphs {
			from := min(after[i], len(p.text))
			loc := re.FindStringSubmatchIndex(p.text[from:])
			if loc == nil {
				continue
			}
			start, end := loc[0], loc[1]
			if len(loc) > 3 {
				start, end = loc[2], loc[3]
			}
			if start == 0 && from == 0 && form[0] != '\\' || isReference(p.text[:from+start], paragraphs) {
				continue
			}
			return i, from + start, end - start
		}
	}
	return -1, -1, 0
}

// isReference reports whether the number that follows before is not a mark but
// part of "Article 2" or "17 May": the word before it has numbers behind it
// elsewhere as well.
func isReference(before string, paragraphs []textParagraph) bool {
	trimmed := strings.TrimRight(before, " ")
	if trimmed == before {
		return false
	}
	word := trimmed[strings.LastIndexAny(trimmed, " \n")+1:]
	if strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return false
	}
	n := 0
	re := regexp.MustCompile(`(?i:` + regexp.QuoteMeta(word) + `)s?\s\d`)
	for _, p := range paragraphs {
		n += len(re.FindAllStringIndex(p.text, 2))
	}
	return n > 1
}

// superscript is a number in raised digits, or "".
func superscript(mark string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0']
	}, mark)
}
