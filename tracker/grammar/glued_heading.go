package grammar

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// headingWindow is how much text after a boundary is looked at for a heading,
// in bytes: the longest heading seen has 240 letters, in Russian two bytes each.
const headingWindow = 640

// gluedHeading finds the next section heading inside a paragraph, at the
// beginning or after punctuation.
func (b *builder) gluedHeading(l *line, from int, after *line) (at int, h heading, end int, ok bool) {
	if b.annex != "" || l.cell != nil {
		return 0, heading{}, 0, false
	}
	for at := range boundaries(l.text, from) {
		rest := l.text[at:]
		if unicode.IsUpper(first(rest)) || !b.w.firstOfVerbs[foldWord(firstWord(rest[:min(len(rest), 60)]))] {
			continue
		}
		if len(rest) > headingWindow {
			rest = rest[:headingWindow]
			rest = rest[:strings.LastIndexFunc(rest, unicode.IsSpace)+1]
			if rest == "" {
				continue
			}
		}
		f := fold(rest)
		h, found := b.w.readHeading(f.s)
		if !found {
			continue
		}
		tail := strings.TrimLeft(f.s[h.end:], " ,:")
		h.end = len(f.s) - len(tail)
		whole := at+f.at[len(f.s)] >= len(strings.TrimRight(l.text, " "))
		if n := b.opens(&h, tail, whole, at == 0, after); n >= 0 {
			return at, h, at + f.at[min(h.end+n, len(f.s))], true
		}
	}
	return 0, heading{}, 0, false
}

// boundaries yields the byte offsets in text where a clause begins: the
// beginning, and after punctuation.
func boundaries(text string, from int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if !yield(from) {
			return
		}
		punctuated, spaced := false, false
		for i, r := range text[from:] {
			switch {
			case strings.ContainsRune(",;:.،؛，；：。—", r):
				punctuated, spaced = true, r > utf8.RuneSelf
			case unicode.IsSpace(r):
				spaced = true
			default:
				if punctuated && spaced && i > 0 && !yield(from+i) {
					return
				}
				punctuated = false
			}
		}
	}
}

// opens decides whether a verb phrase after punctuation is a section heading
// and not prose, by what follows it. It gives how many bytes of what follows
// still belong to the heading, or -1.
//
//	, instructs the Secretary-General                          nothing follows
//	, instructs the Secretary-General 1 to report              a first label follows
//	, invites Member States to consider                        an item follows, among operative sections
//	, invites financial organizations and operators to help    likewise, though nobody listed them
//	which instructs the Secretary-General to report            never looked at: no punctuation
func (b *builder) opens(h *heading, tail string, whole, start bool, after *line) int {
	acts := h.verb.Takes == "addressee"
	preamble := h.verb.Role == tracker.Preamble
	if preamble && b.section.Role == tracker.Operative && !start {
		return -1 // reasons do not come after acts
	}
	if acts && len(h.addressees) == 0 && h.rest == "" && !whole {
		return -1
	}
	if whole && strings.Trim(tail, " ,:;.*") == "" {
		if acts && len(h.addressees) == 0 {
			return -1
		}
		return len(tail)
	}
	n, labelled := b.unknownWords(tail)
	if start && acts && len(h.addressees) > 0 && b.mayOpenSection() {
		if at := b.firstLabelIn(tail); at >= 0 {
			return at
		}
		if n >= 0 {
			return n
		}
	}
	switch {
	case n < 0:
		if whole && acts && after != nil && b.firstLabel(after) && len(strings.Fields(tail)) <= maxUnknownWords && !stops(tail) {
			return len(tail) + 1
		}
		return -1
	case n > 0 && !acts:
		return -1
	case labelled:
		return n
	case start && b.section.Section == "" && preamble:
		return n
	case acts && b.section.Role == tracker.Operative:
		return n
	case acts && len(h.addressees) > 0 && b.section.Role == tracker.Preamble && b.lastOfPreamble(after):
		return n
	case h.verb.Key == "resolves" || h.verb.Key == "decides":
		return n
	}
	return -1
}

// unknownWords measures what stands between the known part of a heading and
// the item below it: words such as "within their respective spheres of
// competence,". It gives -1 when no item begins within a heading's length, and
// whether the item begins with a label.
func (b *builder) unknownWords(tail string) (n int, labelled bool) {
	words := 0
	for at := 0; at < len(tail) && words <= maxUnknownWords; words++ {
		rest := tail[at:]
		if lab, after, ok := readLabel(strings.TrimLeft(rest, "* ")); ok && (lab.ord == 1 || lab.sig == "d") && !b.cites(after) {
			return at, true
		}
		if longestWord(rest, b.w.starters) > 0 {
			return at, false
		}
		end := strings.IndexByte(rest, ' ')
		if end < 0 || stops(rest[:end+1]) {
			return -1, false
		}
		at += end + 1
	}
	return -1, false
}

// firstLabelIn finds the first label of a sequence within a heading's length
// of words, past words such as "to complete in time for the conference". It
// gives -1 when there is none.
func (b *builder) firstLabelIn(tail string) int {
	words := 0
	for at := 0; at < len(tail) && words <= maxUnknownWords; words++ {
		if lab, after, ok := readLabel(tail[at:]); ok && lab.ord == 1 && lab.sig == "n" && !b.cites(after) {
			return at
		}
		end := strings.IndexByte(tail[at:], ' ')
		if end < 0 || stops(tail[at:at+end+1]) {
			return -1
		}
		at += end + 1
	}
	return -1
}

// stops reports whether a clause ends inside s.
func stops(s string) bool {
	return strings.Contains(s, "; ") || strings.Contains(s, ". ") || strings.Contains(s, ": ")
}

// lastOfPreamble reports whether the paragraph at hand is the last one before
// the operative part: only there can an operative heading be glued to it.
func (b *builder) lastOfPreamble(after *line) bool {
	if after == nil {
		return true
	}
	h, ok := b.headingLine(after, nil)
	return ok && h.verb.Role == tracker.Operative
}

// firstLabel reports whether l carries the first label of a sequence.
func (b *builder) firstLabel(l *line) bool {
	lab, ok := readField(l.label)
	if !ok {
		lab, _, ok = readLabel(l.text)
	}
	return ok && lab.ord == 1
}
