package grammar

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// isUN reports whether a body is written without headings: each paragraph
// opens with its own verb, first participles, then acts, numbered or not.
func (b *builder) isUN(body []line) bool {
	for i := range body {
		text := body[i].text
		if _, rest, ok := readLabel(text); ok {
			text = rest
		}
		if b.opensPreamble(text) || b.opensOperative(text) {
			return true
		}
		if i > 3 || b.text.Enacting == "" {
			return false
		}
	}
	return false
}

// opensPreamble reports whether a paragraph opens with a preambular verb,
// perhaps after "Also" or "Deeply".
func (b *builder) opensPreamble(text string) bool {
	h, ok := b.w.readHeading(fold(text[:min(len(text), headingWindow)]).s)
	if ok {
		return h.verb.Role == tracker.Preamble
	}
	return longestWord(b.opener(text), b.w.preamble) > 0
}

// opensOperative reports whether a paragraph opens with an operative verb,
// perhaps after "Also", "Further" or "Strongly".
func (b *builder) opensOperative(text string) bool {
	return longestWord(b.opener(text), b.w.operative) > 0
}

// opener is the folded beginning of text without the adverbs before its verb.
func (b *builder) opener(text string) string {
	s := fold(text[:min(len(text), 160)]).s
	for n := longestWord(s, b.w.adverbs); n > 0; n = longestWord(s, b.w.adverbs) {
		s = strings.TrimLeft(s[n:], " ,")
	}
	return s
}

// unwrap joins the lines of a body without headings to paragraphs, where the
// file keeps the lines of the page. A paragraph begins with a label that the
// words behind it confirm, or with an opening verb below a line that ends a
// clause; everything else goes on.
func (b *builder) unwrap(body []line) []line {
	out := make([]line, 0, len(body))
	closed := false
	for i := range body {
		l := body[i]
		closed = closed || b.closes(&l)
		if len(out) > 0 && !b.beginsParagraph(&l, &out[len(out)-1], closed) {
			last := &out[len(out)-1]
			join := " "
			if strings.HasSuffix(last.text, "-") {
				join = ""
			}
			for _, n := range l.notes {
				last.notes = append(last.notes, noteMark{n.id, n.at + len(last.text) + len(join)})
			}
			last.text += join + l.text
			continue
		}
		out = append(out, l)
	}
	return out
}

// markAtEnd is the mark of a footnote behind the punctuation that ends a line.
var markAtEnd = regexp.MustCompile(`([,;.:]) ?\d{1,3}$`)

func (b *builder) beginsParagraph(l, before *line, closed bool) bool {
	if l.label != "" || l.cell != nil || l.style != "" || b.closes(l) || b.annexHead(l) {
		return true
	}
	sign, _ := utf8.DecodeLastRuneInString(markAtEnd.ReplaceAllString(before.text, "$1"))
	ended := strings.ContainsRune(";:.；：。،؛", sign)
	paused := ended || strings.ContainsRune(",，、", sign)
	if lab, rest, ok := readLabel(l.text); ok {
		bare := lab.sig == "n" && !strings.HasSuffix(lab.printed, ".")
		switch {
		case closed:
			return true
		case bare || lab.sig == "d":
			return ended && (b.opensOperative(rest) || lab.sig == "d")
		case lab.sig == "n":
			return paused || b.opensOperative(rest)
		}
		return paused || strings.HasSuffix(before.text, " and") || strings.HasSuffix(before.text, " or")
	}
	if _, _, _, ok := b.misread(l.text); ok && paused {
		return true
	}
	small := unicode.IsLower(first(l.text))
	if small && !unicode.IsLower(first(before.text)) || !paused {
		return false // only where the paragraph before opened small, as Russian ones do
	}
	if b.opensPreamble(l.text) || b.opensOperative(l.text) {
		return true
	}
	return ended && !closed && !small
}

// slips puts right the letters that a scanner reads for digits: "S." for "5.",
// "ll." for "11.".
var slips = strings.NewReplacer("S", "5", "s", "5", "I", "1", "l", "1", "L", "1", "i", "1", "|", "1",
	"O", "0", "o", "0", "B", "8", "G", "6", "Z", "2", "z", "2", "g", "9", "q", "9")

// misread reads the number of an operative paragraph that a scanner spoilt:
// "4, Calls upon", "ll. Requests". Whether it is the number that the sequence
// asks for is for the caller to say.
func (b *builder) misread(text string) (n int, head, rest string, ok bool) {
	head, rest, found := strings.Cut(text, " ")
	stem := strings.TrimRight(head, ".,")
	if !found || stem == head || len(stem) > 2 || !unicode.IsUpper(first(rest)) || !b.opensOperative(rest) {
		return 0, "", "", false
	}
	n, err := strconv.Atoi(slips.Replace(stem))
	return n, head, rest, err == nil && n > 0
}

// readUN reads a body without headings.
func (b *builder) readUN(body []line) {
	b.openSection("preamble", tracker.Preamble, "", nil)
	body = b.unwrap(body)
	operative, closed, preambles := false, false, 0
	for i := 0; i < len(body); i++ {
		l := &body[i]
		b.dropResidue(l)
		if b.openAnnex(l) {
			closed = false
			continue
		}
		if b.aside(l) {
			closed = true
			continue
		}
		if closed && b.annex == "" {
			text, notes := b.notes.take(l)
			b.remark(text)
			b.text.Notes = append(b.text.Notes, notes...)
			continue
		}
		if b.annex != "" {
			b.readPieces(l, next(body, i))
			continue
		}
		if lab, text, ok := b.numbered(l, operative); ok {
			if !operative && lab.sig == "n" || operative {
				if !operative {
					b.openSection("operative", tracker.Operative, "", nil)
					operative = true
				}
				item := *l
				if item.label != "" {
					item.text = text
				}
				b.mendLetter(&item)
				b.addUN(&item, next(body, i))
				continue
			}
		}
		if !operative && !b.opensPreamble(l.text) && b.opensOperative(l.text) {
			b.openSection("operative", tracker.Operative, "", nil)
			operative = true
		}
		if operative {
			b.mendLetter(l)
			b.addUN(l, next(body, i))
			continue
		}
		text, notes := b.notes.take(l)
		if last := b.last(); last != nil && goesOn(last.Text, text) {
			b.joinText(last, text, notes)
			continue
		}
		preambles++
		v := b.add(l, "", position{path: []string{}, elements: []string{itoa(preambles)}}, text, notes)
		v.Heading, _ = b.opening(text)
	}
}

// numbered reads the label of an operative paragraph, mending what a scanner
// misread when the sequence shows it.
func (b *builder) numbered(l *line, operative bool) (label, string, bool) {
	if lab, ok := readField(l.label); ok {
		return lab, l.text, true
	}
	if lab, rest, ok := readLabel(l.text); ok && startsWords(rest) {
		return lab, rest, true
	}
	n, head, rest, ok := b.misread(l.text)
	if !ok {
		return label{}, "", false
	}
	want := b.nextNumber()
	if want != n && !operative {
		return label{}, "", false
	}
	b.fault(l.place, "label-read", quote(head)+" was read as "+itoa(want)+".: the sequence asks for it")
	l.text = itoa(want) + ". " + rest
	return label{printed: itoa(want) + ".", sig: "n", ord: want}, rest, true
}

// letterSlips are what a scanner makes of a letter in brackets.
var letterSlips = map[string]string{"(6)": "b", "(h)": "b", "(e)": "c", "(o)": "c", "(a)": "d", "(cl)": "d", "(c)": "e", "(1)": "l"}

// mendLetter puts right a letter in brackets that a scanner misread, when the
// sequence asks for another that looks like it.
func (b *builder) mendLetter(l *line) {
	head, rest, found := strings.Cut(l.text, " ")
	want, slip := letterSlips[head]
	if !found || !slip || len(b.nest.levels) == 0 || b.nest.top().label.sig != "(l)" {
		return
	}
	open := b.nest.top().label
	read, _, ok := readLabel(l.text)
	if !ok || tracker.Letters(open.ord+1) != want || read.sig == "(l)" && read.ord == open.ord+1 {
		return
	}
	b.fault(l.place, "label-read", quote(head)+" was read as ("+want+"): the sequence asks for it")
	l.text = "(" + want + ") " + rest
}

// nextNumber is the number that the root sequence of the section waits for.
func (b *builder) nextNumber() int {
	if len(b.nest.levels) > 0 && b.nest.levels[0].label.sig == "n" {
		return b.nest.levels[0].label.ord + 1
	}
	return 1
}

// addUN adds an operative paragraph or its sub-items.
func (b *builder) addUN(l, after *line) {
	from := len(b.text.Provisions)
	b.readItems(l, after)
	for i := from; i < len(b.text.Provisions); i++ {
		v := &b.text.Provisions[i]
		if printed, h := b.opening(v.Text); printed != "" {
			v.Heading = printed
			v.Addressees = h.keys()
		} else if i > 0 && len(v.Path) > 1 {
			above := &b.text.Provisions[i-1]
			v.Heading, v.Addressees = above.Heading, above.Addressees
		}
	}
}

// opening is the verb phrase that a paragraph opens with, as printed, and the
// addressees after it.
func (b *builder) opening(text string) (string, heading) {
	window := text[:min(len(text), headingWindow)]
	f := fold(window)
	if h, ok := b.w.readHeading(f.s); ok {
		verb := h
		verb.addressees, verb.cooperating = nil, nil
		end := b.verbEnd(f.s)
		return strings.TrimRight(window[:f.at[end]], " ,"), h
	}
	if !b.opensOperative(text) && !b.opensPreamble(text) {
		return "", heading{}
	}
	end := b.verbEnd(f.s)
	h := heading{end: end}
	return strings.TrimRight(window[:f.at[end]], " ,"), h
}

// verbEnd is where the opening verb with its modifiers ends, in folded text.
func (b *builder) verbEnd(s string) int {
	at := 0
	for n := longestWord(s[at:], b.w.adverbs); n > 0; n = longestWord(s[at:], b.w.adverbs) {
		at = skipSpace(s, at+n)
	}
	for _, v := range b.w.verbs {
		if hasWord(s[at:], v.text) {
			at += len(v.text)
			if next := skipSpace(s, at); longestWord(s[next:], b.w.modifiers) > 0 {
				at = next + longestWord(s[next:], b.w.modifiers)
			}
			return at
		}
	}
	word := firstWord(s[at:])
	at += len(word)
	if next := skipSpace(s, at); hasWord(s[next:], "upon") || hasWord(s[next:], "note") {
		at = next + 4
	}
	return at
}
