package document

// A tablePlace is where in a table a reader stands.
type tablePlace struct {
	cell    Cell
	next    int // column of the next cell
	changes int // how many tracked changes were open before the row
	row     Op  // whether the row was inserted or deleted
}

func newTable(n int) tablePlace { return tablePlace{cell: Cell{Table: n}, next: 1} }

func (t *tablePlace) newRow() {
	t.cell.Row++
	t.cell.Column, t.next = 0, 1
}

// newCell opens the next cell, which covers this many columns. A cell that
// stands in no row begins one.
func (t *tablePlace) newCell(columns int) {
	t.cell.Row = max(t.cell.Row, 1)
	t.cell.Column = t.next
	t.next += min(max(columns, 1), maxColumns)
}

// maxColumns is more than any table of Word can have (63).
const maxColumns = 100
