package redline

import (
	"slices"

	"concord/tracker"
)

// A Consolidation lays several proposals over the text they all start from.
// Proposals are numbered from 1, in the order given.
type Consolidation struct {
	// Rows are the provisions of the base in its order; what is inserted
	// stands, as rows without a base provision, behind the one it follows.
	Rows      []Row `json:"rows"`
	Conflicts int   `json:"conflicts"` // rows whose edits contradict each other
	Agreed    int   `json:"agreed"`    // rows that two or more proposals change, all alike
}

// A Row is one provision of the base, or one insertion, across all proposals.
type Row struct {
	Base      tracker.Address `json:"base"`
	BasePlace int             `json:"base_place"` // from 1; 0 for an insertion
	BaseText  string          `json:"base_text"`
	BaseMark  Mark            `json:"base_mark"`
	Cells     []Cell          `json:"cells"` // groups of equal cells; those that keep the base come first
	// Conflict is true where two groups change the same words differently;
	// then nothing is merged and Draft is the base.
	Conflict bool `json:"conflict"`
	// Draft is the row with every edit that none contradicts. Its runs cover
	// base and draft like [Change.Words], each with its sources.
	Draft []Sourced `json:"draft"`
}

// A Cell is what some proposals, all alike, make of a row.
type Cell struct {
	Proposals []int  `json:"proposals"`
	Class     Class  `json:"class"`
	Text      string `json:"text"` // empty when removed; parts of a split are joined by a line break
	Mark      Mark   `json:"mark"`
	Words     []Edit `json:"words"` // from the base to Text
}

// A Sourced is a run of the draft and the proposals that ask for it; none for
// words that stayed.
type Sourced struct {
	Edit
	Sources []int `json:"sources"`
}

// Consolidate compares every proposal with base and sets them side by side.
// Two edits contradict each other when they differ and touch the same or
// neighbouring words; a removal contradicts any rewording. Moves are told, not
// carried out: the draft keeps the order of the base.
func Consolidate(base []tracker.Provision, proposals [][]tracker.Provision, lang tracker.Lang) Consolidation {
	rows := make([]Row, len(base))
	for i, p := range base {
		rows[i] = Row{Base: p.Address, BasePlace: i + 1, BaseText: p.Text, BaseMark: Mark{p.Role, p.Section, p.Heading, p.Label}}
	}
	inserted := make([][]Row, len(base)+1) // by the base place they stand behind
	for k, proposal := range proposals {
		changes := Compare(base, proposal, lang).Changes
		for i, cell := range cellsOf(base, changes) {
			rows[i].join(cell, k+1)
		}
		for _, in := range insertions(changes) {
			inserted[in.after] = joinInsertion(inserted[in.after], in.change, k+1, lang)
		}
	}
	c := Consolidation{Rows: slices.Clone(inserted[0])}
	for i, row := range rows {
		c.Rows = append(append(c.Rows, row), inserted[i+1]...)
	}
	for i := range c.Rows {
		row := &c.Rows[i]
		row.settle()
		changing := slices.DeleteFunc(slices.Clone(row.Cells), Cell.keeps)
		switch {
		case row.Conflict:
			c.Conflicts++
		case len(changing) == 1 && len(changing[0].Proposals) > 1:
			c.Agreed++
		}
	}
	return c
}

// keeps reports whether the cell leaves the base as it is.
func (c Cell) keeps() bool { return c.Class == Unchanged }

// cellsOf gives what one proposal makes of each base provision.
func cellsOf(base []tracker.Provision, changes []Change) []Cell {
	cells := make([]Cell, len(base))
	merged := map[int]bool{} // new places already told
	for _, ch := range changes {
		if ch.OldPlace == 0 {
			continue
		}
		cell := &cells[ch.OldPlace-1]
		switch {
		case cell.Class == Split:
			cell.Text += "\n" + ch.NewText
		case ch.Class == Merged && merged[ch.NewPlace]:
			*cell = Cell{Class: Merged, Mark: ch.NewMark}
		default:
			*cell = Cell{Class: ch.Class, Text: ch.NewText, Mark: ch.NewMark, Words: ch.Words}
		}
		merged[ch.NewPlace] = ch.Class == Merged
	}
	for i := range cells {
		if cells[i].Class == Split || cells[i].Class == Merged {
			cells[i].Words = []Edit{{Op: "-", Text: base[i].Text}}
			if cells[i].Text != "" {
				cells[i].Words = append(cells[i].Words, Edit{Op: "+", Text: cells[i].Text})
			}
		}
	}
	return cells
}

// join puts the cell of one proposal with its equals.
func (r *Row) join(cell Cell, proposal int) {
	same := func(c Cell) bool {
		return c.Class == cell.Class && c.Text == cell.Text && (cell.Class == Removed || c.Mark.Label == cell.Mark.Label)
	}
	if i := slices.IndexFunc(r.Cells, same); i >= 0 {
		r.Cells[i].Proposals = append(r.Cells[i].Proposals, proposal)
		return
	}
	cell.Proposals = []int{proposal}
	if cell.keeps() {
		r.Cells = slices.Insert(r.Cells, 0, cell)
	} else {
		r.Cells = append(r.Cells, cell)
	}
}

// An insertion is a provision that came, and the base place it stands behind.
type insertion struct {
	after  int
	change Change
}

func insertions(changes []Change) []insertion {
	var in []insertion
	after := 0
	for _, ch := range changes {
		switch {
		case ch.OldPlace == 0:
			in = append(in, insertion{after, ch})
		case ch.Class != Moved && ch.Class != MovedReworded:
			after = max(after, ch.OldPlace)
		}
	}
	return in
}

// joinInsertion adds an insertion to the row at its gap that says the same, or
// nearly the same, in other words; else it is a row of its own. A proposal has
// one cell in a row: of two alike it means two.
func joinInsertion(rows []Row, ch Change, proposal int, lang tracker.Lang) []Row {
	cell := Cell{Class: Added, Text: ch.NewText, Mark: ch.NewMark, Words: ch.Words}
	for _, exact := range []bool{true, false} {
		for i := range rows {
			first := rows[i].Cells[0]
			mine := func(c Cell) bool { return slices.Contains(c.Proposals, proposal) }
			if slices.ContainsFunc(rows[i].Cells, mine) {
				continue
			}
			if first.Text == cell.Text || !exact && alikeInserted(first, cell, lang) {
				rows[i].join(cell, proposal)
				return rows
			}
		}
	}
	row := Row{}
	row.join(cell, proposal)
	return append(rows, row)
}

// alikeInserted reports whether two inserted provisions are one thought: at one
// gap, that is what Compare would call reworded.
func alikeInserted(a, b Cell, lang tracker.Lang) bool {
	one := func(c Cell) []tracker.Provision {
		return []tracker.Provision{{Role: c.Mark.Role, Section: c.Mark.Section, Heading: c.Mark.Heading, Text: c.Text}}
	}
	r := Compare(one(a), one(b), lang)
	return a.Mark.Section == b.Mark.Section && len(r.Changes) == 1
}
