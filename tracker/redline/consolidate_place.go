package redline

import (
	"cmp"
	"slices"

	"concord/tracker"
)

// SameSection reports whether two provisions stand under one heading, but for
// its typing. Without a heading the key of the section decides.
func (m Mark) SameSection(n Mark) bool {
	return key(m.Heading) == key(n.Heading) && (m.Heading != "" || m.Section == n.Section)
}

// A renaming is a heading that changed over paragraphs that stayed.
type renaming struct {
	old, new Mark
	words    []Edit
}

func renamings(r Redline) []renaming {
	var all []renaming
	for _, s := range r.Sections {
		n := renaming{Mark{Section: s.Old}, Mark{Section: s.New}, s.Words}
		for _, e := range s.Words {
			if e.Op != "+" {
				n.old.Heading += e.Text
			}
			if e.Op != "-" {
				n.new.Heading += e.Text
			}
		}
		all = append(all, n)
	}
	return all
}

// inBase is the mark under the heading that the base has for its section.
func inBase(m Mark, renamed []renaming) Mark {
	for _, n := range renamed {
		if m.SameSection(n.new) {
			m.Section, m.Heading = n.old.Section, n.old.Heading
			break
		}
	}
	return m
}

// joinHeadings adds what a proposal makes of the headings of the base.
func (c *Consolidation) joinHeadings(base []tracker.Provision, renamed []renaming, proposal int) {
	for _, n := range renamed {
		first := slices.IndexFunc(base, func(p tracker.Provision) bool { return p.Heading != "" && MarkOf(p).SameSection(n.old) })
		if first < 0 {
			continue
		}
		i := slices.IndexFunc(c.Headings, func(r Row) bool { return r.BasePlace == first+1 })
		if i < 0 {
			i = len(c.Headings)
			c.Headings = append(c.Headings, Row{Heading: true, BasePlace: first + 1, Base: base[first].Address, BaseText: n.old.Heading, BaseMark: MarkOf(base[first])})
		}
		row := &c.Headings[i]
		row.join(Cell{Class: Reworded, Text: n.new.Heading, Mark: n.new, Words: n.words}, proposal)
		row.settle()
	}
	slices.SortFunc(c.Headings, func(a, b Row) int { return cmp.Compare(a.BasePlace, b.BasePlace) })
}

// Listed are the rows in reading order with the headings that change above the
// first of their section.
func (c Consolidation) Listed() []Row {
	var out []Row
	for _, row := range c.Rows {
		at := len(out)
		out = append(out, row)
		i := slices.IndexFunc(c.Headings, func(h Row) bool { return h.BasePlace == row.BasePlace })
		if i < 0 {
			continue
		}
		for at > 0 && out[at-1].BasePlace == 0 && out[at-1].Cells[0].Mark.SameSection(row.BaseMark) {
			at--
		}
		out = slices.Insert(out, at, c.Headings[i])
	}
	return out
}

// resettled takes apart the changes that carry a provision to another section:
// it goes from the one, unless a part of it stays there, and comes to the other,
// unless something that was there becomes it. Both keep their OldPlace; what
// goes keeps its words and has no NewPlace, what comes is [Added], under the
// base's heading for its section.
func resettled(changes []Change, renamed []renaming) []Change {
	away := func(ch Change) bool {
		return ch.OldPlace > 0 && ch.NewPlace > 0 && !ch.OldMark.SameSection(inBase(ch.NewMark, renamed))
	}
	olds, news := map[int]bool{}, map[int]bool{} // places already told
	for _, ch := range changes {
		if !away(ch) {
			olds[ch.OldPlace], news[ch.NewPlace] = true, true
		}
	}
	var out []Change
	for _, ch := range changes {
		home := !away(ch)
		mark := inBase(ch.NewMark, renamed)
		switch {
		case home && ch.OldPlace == 0:
			ch.NewMark = mark
			out = append(out, ch)
		case home:
			out = append(out, ch)
		default:
			if !news[ch.NewPlace] {
				news[ch.NewPlace] = true
				out = append(out, Change{Class: Added, New: ch.New, NewText: ch.NewText, NewPlace: ch.NewPlace, NewMark: mark,
					OldPlace: ch.OldPlace, Words: []Edit{{Op: "+", Text: ch.NewText}}})
			}
			if !olds[ch.OldPlace] {
				olds[ch.OldPlace] = true
				ch.NewPlace = 0
				out = append(out, ch)
			}
		}
	}
	return out
}

// away reports whether a resettled change takes its provision to another section.
func (ch Change) away() bool { return ch.OldPlace > 0 && ch.NewPlace == 0 && ch.Class != Removed }

// An insertion is a provision that came, and the base place it stands behind.
type insertion struct {
	after  int
	change Change
}

// insertions finds the places of what came: behind the last that stayed, where
// its section is; else in its section of the base, behind what it follows there.
func insertions(base []tracker.Provision, changes []Change) []insertion {
	var in []insertion
	gone := map[int]bool{}
	for _, ch := range changes {
		if ch.Class == Removed || ch.away() {
			gone[ch.OldPlace] = true
		}
	}
	gap := 0
	for i, ch := range changes {
		switch {
		case ch.Class == Added:
			after := gap
			if !borders(base, gap, ch.NewMark) {
				after = placeInSection(base, changes[:i], gap, ch.NewMark, gone)
			}
			in = append(in, insertion{after, ch})
		case ch.Class != Moved && ch.Class != MovedReworded && !ch.away():
			gap = max(gap, ch.OldPlace)
		}
	}
	return in
}

// borders reports whether the base provision before the gap or that behind it
// is of the section.
func borders(base []tracker.Provision, gap int, m Mark) bool {
	return gap > 0 && MarkOf(base[gap-1]).SameSection(m) || gap < len(base) && MarkOf(base[gap]).SameSection(m)
}

// placeInSection is the base place that a provision of the section goes behind,
// given the changes before it. Where the base has no such section it is the gap,
// or the end of what goes there, so that no section is cut that others keep.
func placeInSection(base []tracker.Provision, before []Change, gap int, m Mark, gone map[int]bool) int {
	for _, ch := range slices.Backward(before) {
		if ch.OldPlace > 0 && ch.NewPlace > 0 && ch.Class != Added && ch.OldMark.SameSection(m) {
			return ch.OldPlace
		}
	}
	if i := slices.IndexFunc(base, func(p tracker.Provision) bool { return MarkOf(p).SameSection(m) }); i >= 0 {
		return i
	}
	for gap < len(base) && gone[gap+1] && (gap == 0 || MarkOf(base[gap-1]).SameSection(MarkOf(base[gap]))) {
		gap++
	}
	return gap
}

// bySection orders the insertions of one gap so that each section is told once:
// first that of the provision before, last that of the one behind.
func bySection(base []tracker.Provision, gap int, rows []Row) []Row {
	rank := func(r Row) int {
		m := r.Cells[0].Mark
		switch {
		case gap > 0 && MarkOf(base[gap-1]).SameSection(m):
			return -1
		case gap < len(base) && MarkOf(base[gap]).SameSection(m):
			return len(rows)
		}
		return slices.IndexFunc(rows, func(o Row) bool { return o.Cells[0].Mark.SameSection(m) })
	}
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b Row) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}
