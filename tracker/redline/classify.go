package redline

import (
	"slices"
	"unicode/utf8"

	"concord/tracker"
)

// classify names what happened to an old provision that became one new one.
// Text comes before place, place before label, label before typing.
func classify(a, b *unit, moved bool, hunks []hunk) Class {
	old, new := &a.provision, &b.provision
	switch {
	case a.key != b.key && moved:
		return MovedReworded
	case a.key != b.key && citationsOnly(a, b, hunks):
		return CitationUpdate
	case a.key != b.key:
		return Reworded
	case moved:
		return Moved
	case key(old.Label) != key(new.Label):
		return Renumbered
	case old.Text != new.Text:
		return Cosmetic
	}
	return Unchanged
}

// citationsOnly reports whether a and b differ within their citations alone, and
// those cite the same instruments, one or more as another session adopted it.
func citationsOnly(a, b *unit, hunks []hunk) bool {
	if !sameInstruments(&a.provision, &b.provision) {
		return false
	}
	inOld, inNew := citedRanges(&a.provision), citedRanges(&b.provision)
	for _, h := range hunks {
		old, new := cut(a.provision.Text, a.tokens, h.a0, h.a1), cut(b.provision.Text, b.tokens, h.b0, h.b1)
		atEnd := h.a1 == len(a.tokens) && h.b1 == len(b.tokens)
		if key(old) == key(new) || atEnd && textKey(old) == textKey(new) {
			continue
		}
		if !within(a, h.a0, h.a1, inOld) || !within(b, h.b0, h.b1, inNew) {
			return false
		}
	}
	return true
}

// citedBy is what a citation of p names. A text that names itself ("the present
// resolution") names no other one when its successor does the same.
func citedBy(p *tracker.Provision, c tracker.Citation) string {
	a, own := p.NamesItself(c)
	if !own || p.Address.Number == "" {
		return c.Target
	}
	return "#" + a.Provision
}

// sameInstruments reports whether two provisions cite the same instruments in
// the same order, with at least one revision changed.
func sameInstruments(old, new *tracker.Provision) bool {
	changed := false
	same := slices.EqualFunc(old.Citations, new.Citations, func(a, b tracker.Citation) bool {
		if citedBy(old, a) == citedBy(new, b) {
			return true
		}
		changed = true
		x, errX := tracker.ParseAddress(a.Target)
		y, errY := tracker.ParseAddress(b.Target)
		return errX == nil && errY == nil && x.Instrument() == y.Instrument() && x.Provision == y.Provision
	})
	return same && changed
}

// citedRanges gives the byte ranges of a provision's citations. The qualifier
// in parentheses after one belongs to it: in a list of resolutions that share a
// place and year, it names the revision of them all.
func citedRanges(p *tracker.Provision) [][2]int {
	var ranges [][2]int
	for _, cited := range p.Citations {
		from := byteOffset(p.Text, cited.Start)
		to := max(from, byteOffset(p.Text, cited.End))
		ranges = append(ranges, [2]int{from, to + qualifier(p.Text[to:])})
	}
	return ranges
}

// qualifier is the length of the parenthesis that s opens with, or 0.
func qualifier(s string) int {
	open := false
	for i, r := range s {
		switch {
		case r == ')' || r == '）':
			if open {
				return i + utf8.RuneLen(r)
			}
			return 0
		case r == '(' || r == '（':
			if open {
				return 0
			}
			open = true
		case !open && r != ' ' && r != '\u00a0':
			return 0
		}
	}
	return 0
}

// byteOffset turns an offset in code points into one in bytes.
func byteOffset(s string, points int) int {
	for at := range s {
		if points <= 0 {
			return at
		}
		points--
	}
	return len(s)
}

// within reports whether tokens from to to of u lie in one of the ranges. The
// spaces around them do not count; an empty run lies where it touches a range.
func within(u *unit, from, to int, ranges [][2]int) bool {
	text := u.provision.Text
	for from < to && isBlank(cut(text, u.tokens, from, from+1)) {
		from++
	}
	for from < to && isBlank(cut(text, u.tokens, to-1, to)) {
		to--
	}
	start, end := offset(text, u.tokens, from), offset(text, u.tokens, to)
	return slices.ContainsFunc(ranges, func(r [2]int) bool {
		return r[0] <= start && end <= r[1] || from == to && r[0] <= start && start <= r[1]+1
	})
}

func isBlank(s string) bool { return key(s) == "" }
