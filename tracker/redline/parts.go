package redline

import "slices"

// maxPartDistance is how far, in provisions, a part may stand from the others.
const maxPartDistance = 2

// partGain is the share of a part's weight that must stand in the whole where
// the whole's mate, and its other parts, do not have it: a part brings words of
// its own, not a formula that its neighbour has too.
const partGain = 0.50

// joinPart makes the provision of l that has no mate a further part of the
// other one, if it is: most of it is found there, its mate stands beside it and
// lacks what it brings.
func (c *comparison) joinPart(l likeness) {
	switch {
	case c.new.free(l.new) && l.ofNew >= contained && c.isPart(&c.old, &c.new, l.old, l.new):
		c.new.partOf[l.new] = l.old
	case c.old.free(l.old) && l.ofOld >= contained && c.isPart(&c.new, &c.old, l.new, l.old):
		c.old.partOf[l.old] = l.new
	}
}

// isPart reports whether part, on the parts' side, is a further part of whole.
// Two for two is no split: a whole whose mate has parts of its own has none.
func (c *comparison) isPart(wholes, parts *side, whole, part int) bool {
	mate := wholes.mate[whole]
	if mate == none || abs(mate-part) > maxPartDistance || slices.Contains(wholes.partOf, mate) {
		return false
	}
	known := slices.Clone(parts.units[mate].grams)
	for p, of := range parts.partOf {
		if of == whole {
			known = append(known, parts.units[p].grams...)
		}
	}
	slices.Sort(known)
	known = slices.Compact(known)
	inWhole, w := wholes.units[whole].grams, &parts.units[part]
	alone := c.sharedWeight(inWhole, known)
	together := append(known, w.grams...)
	slices.Sort(together)
	return c.sharedWeight(inWhole, slices.Compact(together)) >= alone+partGain*w.weight
}

// partsOf lists, for each provision of the other side that was split into (or
// merged from) several of s, those several in order.
func (s *side) partsOf(other *side) map[int][]int {
	parts := map[int][]int{}
	for p, whole := range s.partOf {
		if whole != none {
			parts[whole] = append(parts[whole], p)
		}
	}
	for whole := range parts {
		parts[whole] = append(parts[whole], other.mate[whole])
		slices.Sort(parts[whole])
	}
	return parts
}

// partEdits compares a whole with each of its parts: what a part shares with it
// is kept, and what of the whole stands in the other parts is marked so.
func (c *comparison) partEdits(whole *unit, parts []*unit) [][]Edit {
	cuts := c.cutWhole(whole, parts)
	text := whole.provision.Text
	all := make([][]Edit, len(parts))
	for k, p := range parts {
		from, to := c.trim(whole.tokens, cuts[k], cuts[k+1])
		start, end := offset(text, whole.tokens, from), offset(text, whole.tokens, to)
		if start > 0 {
			all[k] = append(all[k], Edit{Op: "-", Text: text[:start], Elsewhere: true})
		}
		own := whole.tokens[from:to]
		all[k] = append(all[k], edits(text[:end], p.provision.Text, own, p.tokens, c.words.align(own, p.tokens))...)
		if end < len(text) {
			all[k] = append(all[k], Edit{Op: "-", Text: text[end:], Elsewhere: true})
		}
	}
	return all
}

// trim leaves out the spaces at which the whole was cut.
func (c *comparison) trim(t []token, from, to int) (int, int) {
	isSpace := func(i int) bool { return c.lex.words[t[i].word].kind == space }
	for from > 0 && from < to && isSpace(from) {
		from++
	}
	for to < len(t) && from < to && isSpace(to-1) {
		to--
	}
	return from, to
}

// cutWhole gives the tokens at which whole falls apart into parts: one more cut
// than parts, from 0 to the end.
func (c *comparison) cutWhole(whole *unit, parts []*unit) []int {
	gap := token{word: c.lex.add(" ", space)}
	var joined []token
	var ends []int // of each part in joined
	for k, p := range parts {
		if k > 0 {
			joined = append(joined, gap)
		}
		joined = append(joined, p.tokens...)
		ends = append(ends, len(joined))
	}
	hunks := c.words.align(whole.tokens, joined)
	cuts := []int{0}
	for _, end := range ends[:len(ends)-1] {
		cuts = append(cuts, max(cuts[len(cuts)-1], placeInOld(hunks, end)))
	}
	return append(cuts, len(whole.tokens))
}

// placeInOld gives the old token that stands where new token j does.
func placeInOld(hunks []hunk, j int) int {
	shift := 0
	for _, h := range hunks {
		switch {
		case j <= h.b0:
			return j + shift
		case j <= h.b1:
			return h.a1
		}
		shift = h.a1 - h.b1
	}
	return j + shift
}

// turned reads edits the other way round: what went came.
func turned(in []Edit) []Edit {
	out := make([]Edit, len(in))
	for k, e := range in {
		switch e.Op {
		case "-":
			e.Op = "+"
		case "+":
			e.Op = "-"
		}
		out[k] = e
		if k > 0 && e.Op == "-" && out[k-1].Op == "+" && !out[k-1].Elsewhere {
			out[k-1], out[k] = out[k], out[k-1]
		}
	}
	return out
}
