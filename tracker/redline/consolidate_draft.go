package redline

import (
	"cmp"
	"slices"
)

// A sourcedHunk replaces the base from byte start to end.
type sourcedHunk struct {
	start, end int
	text       string
	sources    []int
}

// settle finds out whether the row's cells contradict each other, and writes its
// draft.
func (r *Row) settle() {
	var hunks []sourcedHunk
	for _, cell := range r.Cells {
		if cell.keeps() {
			continue
		}
		if cell.Away {
			cell.Words = []Edit{{Op: "-", Text: r.BaseText}}
		}
		hunks = addHunks(hunks, cell)
	}
	slices.SortStableFunc(hunks, func(a, b sourcedHunk) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	if r.BasePlace == 0 {
		r.Conflict = len(hunks) > 1
	} else {
		r.Conflict = contradict(hunks) || r.removedAndChanged() || r.sentApart()
	}
	if r.Conflict {
		hunks = nil
	}
	r.Draft = draft(r.BaseText, hunks)
}

// removedAndChanged reports whether one proposal removes the provision and
// another changes anything in it, be it one inserted word.
func (r *Row) removedAndChanged() bool {
	removed := func(c Cell) bool { return c.Class == Removed || c.Away }
	changed := func(c Cell) bool { return !removed(c) && c.Text != r.BaseText }
	return slices.ContainsFunc(r.Cells, removed) && slices.ContainsFunc(r.Cells, changed)
}

// sentApart reports whether one proposal moves the provision to a section that
// another does not move it to: to none, because it removes it, or elsewhere.
func (r *Row) sentApart() bool {
	i := slices.IndexFunc(r.Cells, func(c Cell) bool { return c.Away })
	return i >= 0 && slices.ContainsFunc(r.Cells, func(c Cell) bool {
		return c.Class == Removed || c.Away && !c.Mark.SameSection(r.Cells[i].Mark)
	})
}

// addHunks adds the edits of a cell; an edit that others make too gets another
// source.
func addHunks(hunks []sourcedHunk, cell Cell) []sourcedHunk {
	at := 0
	var open *sourcedHunk
	end := func() {
		if open == nil {
			return
		}
		same := func(h sourcedHunk) bool { return h.start == open.start && h.end == open.end && h.text == open.text }
		if i := slices.IndexFunc(hunks, same); i >= 0 {
			hunks[i].sources = slices.Sorted(slices.Values(slices.Concat(hunks[i].sources, open.sources)))
		} else {
			hunks = append(hunks, *open)
		}
		open = nil
	}
	for _, e := range cell.Words {
		if e.Op == "=" {
			end()
			at += len(e.Text)
			continue
		}
		if open == nil {
			open = &sourcedHunk{start: at, end: at, sources: slices.Clone(cell.Proposals)}
		}
		if e.Op == "-" {
			at += len(e.Text)
			open.end = at
		} else {
			open.text += e.Text
		}
	}
	end()
	return hunks
}

// contradict reports whether two different edits touch: nothing of the base
// stands between them.
func contradict(sorted []sourcedHunk) bool {
	reach := -1
	for _, h := range sorted {
		if h.start <= reach {
			return true
		}
		reach = max(reach, h.end)
	}
	return false
}

// draft is the base with these edits, which do not touch each other.
func draft(base string, hunks []sourcedHunk) []Sourced {
	out := []Sourced{}
	add := func(op, text string, sources []int) {
		if text != "" {
			out = append(out, Sourced{Edit{Op: op, Text: text}, sources})
		}
	}
	at := 0
	for _, h := range hunks {
		add("=", base[at:h.start], []int{})
		add("-", base[h.start:h.end], h.sources)
		add("+", h.text, h.sources)
		at = h.end
	}
	add("=", base[at:], []int{})
	return out
}
