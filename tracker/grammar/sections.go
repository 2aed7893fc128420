package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// maxSectionHeading is the longest section heading in runes when only its
// words tell that it is one; the longest seen, with three co-operating bodies,
// has 240.
const maxSectionHeading = 320

// headingLine reads a line that is a section heading as a whole. after is the
// line below it, or nil.
func (b *builder) headingLine(l, after *line) (heading, bool) {
	if l.cell != nil || l.label != "" || utf8.RuneCountInString(l.text) > maxSectionHeading {
		return heading{}, false
	}
	s := fold(l.text).s
	h, ok := b.w.readHeading(s)
	if !ok {
		return heading{}, false
	}
	if unicode.IsUpper(first(l.text)) && l.style != "call" {
		return heading{}, false // "Considering that": a text without headings
	}
	if h.rest == "" || longestWord(h.rest, b.w.continued) == len(h.rest) {
		return h, !strings.HasSuffix(s, ";")
	}
	if l.style == "call" {
		return h, true
	}
	// The rest is an addressee or a consulted body that nobody listed.
	ends := strings.ContainsAny(s[len(s)-1:], ",;.:")
	if ends || h.verb.Takes != "addressee" || len(strings.Fields(h.rest)) > maxUnknownWords {
		return heading{}, false
	}
	return h, after != nil && b.startsItem(after)
}

// maxUnknownWords is how many words of a heading may be unknown: "invites the
// relevant international and regional organizations" has five.
const maxUnknownWords = 14

// startsItem reports whether l begins as the first item under a heading does:
// with the first label of a sequence, or a word such as "that" or "to".
func (b *builder) startsItem(l *line) bool {
	if lab, ok := readField(l.label); ok {
		return lab.ord == 1 || lab.sig == "d"
	}
	if lab, _, ok := readLabel(l.text); ok {
		return lab.ord == 1 || lab.sig == "d"
	}
	return longestWord(fold(l.text[:min(len(l.text), 40)]).s, b.w.starters) > 0
}

// readSections reads a body whose sections have headings.
func (b *builder) readSections(body []line) {
	for i := 0; i < len(body); i++ {
		l := &body[i]
		if b.breaksHeading(body, i) {
			body[i+1].text = l.text + " " + body[i+1].text
			body[i+1].notes, body[i+1].place = l.notes, l.place
			continue
		}
		if h, n, ok := b.headingAt(body, i); ok {
			printed := l.text
			if n > 1 {
				printed += " " + body[i+1].text
			}
			b.openHeading(h, l.place, printed)
			i += n - 1
			continue
		}
		if b.openAnnex(l) || b.openDivision(body, i) || b.aside(l) {
			continue
		}
		if l.style == "call" && b.annex == "" {
			b.openUnknown(l)
			continue
		}
		b.readPieces(l, next(body, i))
	}
}

// breaksHeading reports whether line i is a heading with more words than its
// addressee that a narrow page broke: "resolves to invite the ITU
// Radiocommunication Sector to light in time for the".
func (b *builder) breaksHeading(body []line, i int) bool {
	l := &body[i]
	if b.annex != "" || i+1 >= len(body) || l.style != "" || l.label != "" || l.cell != nil || endsClause(l.text) ||
		!unicode.IsLower(first(l.text)) || len(body[i+1].notes) > 0 || utf8.RuneCountInString(l.text) > maxSectionHeading {
		return false
	}
	h, ok := b.w.readHeading(fold(l.text).s)
	return ok && len(h.addressees) > 0 && h.rest != "" && longestWord(h.rest, b.w.starters) > 0 && b.mayOpenSection() && body[i+1].label == ""
}

// mayOpenSection reports whether a heading may stand here: a section ends with
// a comma, or there is none.
func (b *builder) mayOpenSection() bool {
	last := b.last()
	return last == nil || strings.ContainsAny(last.Text[max(0, len(last.Text)-3):], ",،，.")
}

// headingAt reads the section heading at line i, which a narrow page may have
// broken in two. It gives the number of lines.
func (b *builder) headingAt(body []line, i int) (heading, int, bool) {
	if b.annex != "" {
		return heading{}, 0, false
	}
	l := &body[i]
	if h, ok := b.headingLine(l, next(body, i)); ok && !h.open {
		return h, 1, true
	}
	s := fold(l.text).s
	h, ok := b.w.readHeading(s)
	if !ok || i+1 >= len(body) || utf8.RuneCountInString(l.text) > maxSectionHeading || unicode.IsUpper(first(l.text)) {
		return heading{}, 0, false
	}
	if !h.open && !strings.HasSuffix(s, ",") {
		return heading{}, 0, false
	}
	joined := line{style: l.style, text: l.text + " " + body[i+1].text}
	if both, ok := b.headingLine(&joined, next(body, i+1)); ok && both.rest == "" && len(both.addressees)+len(both.cooperating) > len(h.addressees)+len(h.cooperating) {
		return both, 2, true
	}
	if h.open && l.style == "call" {
		return h, 1, true
	}
	return heading{}, 0, false
}

// openHeading opens the section of a heading. "(continued)" goes on with the
// section that is open.
func (b *builder) openHeading(h heading, place, printed string) {
	key := h.key(b.kind)
	printed = strings.TrimRight(printed, " ,:;")
	if longestWord(h.rest, b.w.continued) > 0 && strings.HasPrefix(b.section.Section, key) {
		return
	}
	if h.verb.Takes == "addressee" && len(h.addressees) == 0 && h.rest != "" {
		b.fault(place, "addressee", quote(printed)+" asks somebody who is not in the list of addressees")
	}
	b.openSection(key, h.verb.Role, printed, h.keys())
}

// openUnknown opens a section whose heading is marked as one by its style but
// begins with no known verb.
func (b *builder) openUnknown(l *line) {
	b.fault(l.place, "heading", quote(l.text)+" is set as a section heading and begins with no known verb")
	role := b.section.Role
	if role == "" {
		role = tracker.Preamble
	}
	b.openSection(slug(l.text), role, strings.TrimRight(l.text, " ,:;"), nil)
}

// slug makes a key from printed words: letters and digits joined by hyphens.
func slug(s string) string {
	words := strings.FieldsFunc(fold(s).s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "section"
	}
	const most = 6 // words that tell headings apart and still fit an address
	return strings.Join(words[:min(len(words), most)], "-")
}

// openDivision begins a numbered division of a body, such as SECTION 2 of
// rules of procedure.
func (b *builder) openDivision(body []line, i int) bool {
	l := &body[i]
	if l.style == "division-title" && i > 0 && body[i-1].style == "division" {
		return true // taken with its number
	}
	s := fold(l.text).s
	n := longestWord(s, b.w.divisions)
	if b.annex != "" || l.style != "division" && (n == 0 || len(s) > n+6 || l.cell != nil) {
		return false
	}
	number := strings.Trim(s[n:], " .:-")
	if l.style != "division" && (number == "" || !unicode.IsDigit(first(number))) {
		return false
	}
	printed := l.text
	if after := next(body, i); after != nil && after.style == "division-title" {
		printed += " – " + after.text
	}
	key := "section-" + slug(number)
	b.openSection(strings.TrimSuffix(key, "-section"), tracker.Operative, printed, nil)
	b.nest.base = []string{strings.ReplaceAll(number, " ", "")}
	return true
}

// closes reports whether l is a line below the text: "Adopted at the 30th
// meeting", "Ref.: Documents ...".
func (b *builder) closes(l *line) bool {
	return b.annex == "" && b.closesText(l)
}

func (p *parser) closesText(l *line) bool {
	return p.w.closing != nil && l.label == "" && p.w.closing.MatchString(fold(l.text[:min(len(l.text), 200)]).s)
}

// aside keeps lines that are set below or beside a text: reasons, lines of
// adoption.
func (b *builder) aside(l *line) bool {
	if l.style != "reasons" && l.style != "proposal" && !(b.closes(l) && len(b.text.Provisions) > 0) {
		return false
	}
	text, notes := b.notes.take(l)
	b.remark(text)
	b.text.Notes = append(b.text.Notes, notes...)
	return true
}
