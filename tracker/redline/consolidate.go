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
	Rows []Row `json:"rows"`
	// Headings are the headings of the base that some proposal words otherwise
	// over paragraphs that stay; BasePlace is that of the first of these.
	Headings  []Row `json:"headings"`
	Conflicts int   `json:"conflicts"` // rows whose edits contradict each other
	Agreed    int   `json:"agreed"`    // rows that two or more proposals change, all alike
}

// A Row is one provision of the base, or one insertion, across all proposals.
type Row struct {
	Base      tracker.Address `json:"base"`
	BasePlace int             `json:"base_place"`        // from 1; 0 for an insertion
	From      int             `json:"from"`              // of an insertion, the base place that it moved from to another section; else 0
	Heading   bool            `json:"heading,omitempty"` // it is the heading over BasePlace
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
	// Away is true where the provision moved to another section, that of Mark:
	// it goes here and comes there as an insertion.
	Away  bool   `json:"away,omitempty"`
	Words []Edit `json:"words"` // from the base to Text
}

// A Sourced is a run of the draft and the proposals that ask for it; none for
// words that stayed.
type Sourced struct {
	Edit
	Sources []int `json:"sources"`
}

// Consolidate compares every proposal with base and sets them side by side.
// Two edits contradict each other when they differ and touch the same or
// neighbouring words; a removal contradicts any rewording. Moves within a section
// are told, not carried out: the draft keeps the order of the base. A move to
// another section is carried out, because it changes who is asked.
func Consolidate(base []tracker.Provision, proposals [][]tracker.Provision, lang tracker.Lang) Consolidation {
	rows := make([]Row, len(base))
	for i, p := range base {
		rows[i] = Row{Base: p.Address, BasePlace: i + 1, BaseText: p.Text, BaseMark: MarkOf(p)}
	}
	c := Consolidation{Headings: []Row{}}
	inserted := make([][]Row, len(base)+1) // by the base place they stand behind
	for k, proposal := range proposals {
		compared := Compare(base, proposal, lang)
		renamed := renamings(compared)
		c.joinHeadings(base, renamed, k+1)
		changes := resettled(compared.Changes, renamed)
		for i, cell := range cellsOf(base, changes) {
			rows[i].join(cell, k+1)
		}
		for _, in := range insertions(base, changes) {
			inserted[in.after] = joinInsertion(inserted[in.after], in.change, k+1, lang)
		}
	}
	for i := range rows {
		rows[i].settle()
	}
	for gap, came := range inserted {
		if gap > 0 {
			c.Rows = append(c.Rows, rows[gap-1])
		}
		for i := range came {
			came[i].settle()
			if from := came[i].From; from > 0 && rows[from-1].Conflict { // it stays where it was
				came[i].Conflict, came[i].Draft = true, []Sourced{}
			}
		}
		c.Rows = append(c.Rows, bySection(base, gap, came)...)
	}
	for _, row := range slices.Concat(c.Rows, c.Headings) {
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
		if ch.OldPlace == 0 || ch.Class == Added {
			continue
		}
		cell := &cells[ch.OldPlace-1]
		switch {
		case cell.Class == Split:
			cell.Text += "\n" + ch.NewText
		case ch.Class == Merged && !ch.away() && merged[ch.NewPlace]:
			*cell = Cell{Class: Merged, Mark: ch.NewMark}
		default:
			*cell = Cell{Class: ch.Class, Text: ch.NewText, Mark: ch.NewMark, Words: ch.Words, Away: ch.away()}
		}
		merged[ch.NewPlace] = ch.Class == Merged
	}
	for i := range cells {
		if !cells[i].Away && (cells[i].Class == Split || cells[i].Class == Merged) {
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
		return c.Class == cell.Class && c.Text == cell.Text && c.Away == cell.Away && (!c.Away || c.Mark.SameSection(cell.Mark)) &&
			(cell.Class == Removed || c.Mark.Label == cell.Mark.Label)
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

// joinInsertion adds an insertion to the row at its gap that says the same, or
// nearly the same, in other words; else it is a row of its own. A proposal has
// one cell in a row: of two alike it means two.
func joinInsertion(rows []Row, ch Change, proposal int, lang tracker.Lang) []Row {
	cell := Cell{Class: Added, Text: ch.NewText, Mark: ch.NewMark, Words: ch.Words}
	for _, exact := range []bool{true, false} {
		for i := range rows {
			first := rows[i].Cells[0]
			mine := func(c Cell) bool { return slices.Contains(c.Proposals, proposal) }
			if slices.ContainsFunc(rows[i].Cells, mine) || !first.Mark.SameSection(cell.Mark) {
				continue
			}
			if first.Text == cell.Text || !exact && alikeInserted(first, cell, lang) {
				rows[i].join(cell, proposal)
				rows[i].From = max(rows[i].From, ch.OldPlace)
				return rows
			}
		}
	}
	row := Row{From: ch.OldPlace}
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
	return len(r.Changes) == 1
}
