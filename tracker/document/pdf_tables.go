package document

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// A pdfPart is a stretch of a page: either lines of running text in reading
// order, or the cells of a table.
type pdfPart struct {
	lines []pdfLine
	cells []pdfBlock
}

// What makes rows with gaps a table or columns of prose.
const (
	// tableRows is the least number of rows with a gap at the same place: two
	// occur by chance, as in the head of a document.
	tableRows = 3
	// columnRows is the least height of columns of prose.
	columnRows = 6
	// columnFill is how full the lines of a column of prose are on average.
	columnFill = 0.75
	// columnWidth is the least part of the page that such a column takes.
	columnWidth = 0.25
)

// A pdfRow is the lines on one baseline.
type pdfRow []pdfLine

// partsOf puts the lines of a page into reading order.
func partsOf(s *pdfSheet) []pdfPart {
	rows := rowsOf(s.lines)
	var parts []pdfPart
	text := func(lines ...pdfLine) {
		if n := len(parts); n == 0 || parts[n-1].cells != nil {
			parts = append(parts, pdfPart{})
		}
		part := &parts[len(parts)-1]
		part.lines = append(part.lines, lines...)
	}
	for i := 0; i < len(rows); {
		end, columns := gridAt(rows, i)
		switch {
		case end == i:
			if rows[i][0].rtl {
				slices.Reverse(rows[i])
			}
			text(rows[i]...)
			i++
			continue
		case isProse(rows[i:end], columns, s.width):
			for c := range columns {
				k := c
				if rows[i][0].rtl {
					k = len(columns) - 1 - c
				}
				for _, row := range rows[i:end] {
					for _, l := range row {
						if columnOf(columns, l) == k {
							text(l)
						}
					}
				}
			}
		default:
			parts = append(parts, pdfPart{cells: cellsOf(rows[i:end], columns)})
		}
		i = end
	}
	return parts
}

// rowsOf gathers lines by baseline and joins a label to what stands beside it.
func rowsOf(lines []pdfLine) []pdfRow {
	var rows []pdfRow
	for _, l := range lines {
		if n := len(rows); n > 0 && rows[n-1][0].base == l.base {
			rows[n-1] = append(rows[n-1], l)
		} else {
			rows = append(rows, pdfRow{l})
		}
	}
	for i, row := range rows {
		if len(row) < 2 {
			continue
		}
		if row[len(row)-1].rtl && itemLabel.MatchString(row[len(row)-1].text()+" ") {
			slices.Reverse(row)
			row[1] = besides(row[0], row[1])
			rows[i] = row[1:]
			slices.Reverse(rows[i])
		} else if isBareLabel(row[0]) {
			row[1] = besides(row[0], row[1])
			rows[i] = row[1:]
		}
	}
	return rows
}

// isBareLabel reports whether a line is nothing but an item's label.
func isBareLabel(l pdfLine) bool {
	const longest = 8 // "(xviii)"
	return utf8.RuneCountInString(l.text()) <= longest && itemLabel.MatchString(l.text()+" ")
}

// A pdfSpan is a column's place across the page.
type pdfSpan struct{ left, right int }

// gridAt finds the table or columns that begin at row i: its end, which is i
// when there is none, and its columns.
func gridAt(rows []pdfRow, i int) (end int, columns []pdfSpan) {
	if len(rows[i]) < 2 {
		return i, nil
	}
	columns = spansOf(rows[i], nil)
	split := 0
	end = i
	for j := i; j < len(rows); j++ {
		if j > i && rows[j-1][0].base-rows[j][0].base > 4*rows[j][0].size {
			break
		}
		merged := spansOf(rows[j], columns)
		if len(merged) < 2 || len(rows[j]) == 1 && len(merged) < len(columns) {
			break // the row runs across the gap
		}
		if len(rows[j]) > 1 {
			split++
			end = j + 1
		} else if end == j && len(merged) == len(columns) {
			end = j + 1
		}
		columns = merged
	}
	if split < tableRows {
		return i, nil
	}
	return end, columns
}

// spansOf adds the lines of a row to spans, joining those that overlap.
func spansOf(row pdfRow, spans []pdfSpan) []pdfSpan {
	all := slices.Clone(spans)
	for _, l := range row {
		all = append(all, pdfSpan{l.left, l.right})
	}
	slices.SortFunc(all, func(a, b pdfSpan) int { return cmp.Compare(a.left, b.left) })
	joined := all[:1]
	for _, s := range all[1:] {
		last := &joined[len(joined)-1]
		if s.left <= last.right {
			last.right = max(last.right, s.right)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

func columnOf(columns []pdfSpan, l pdfLine) int {
	return slices.IndexFunc(columns, func(s pdfSpan) bool { return s.left <= l.left && l.left <= s.right })
}

// isProse reports whether the columns hold running text, to be read down, and
// not the cells of a table, to be read across.
func isProse(rows []pdfRow, columns []pdfSpan, width int) bool {
	if len(rows) < columnRows || len(columns) > 3 {
		return false
	}
	filled, lines := make([]int, len(columns)), make([]int, len(columns))
	for _, row := range rows {
		for _, l := range row {
			k := columnOf(columns, l)
			filled[k] += l.right - l.left
			lines[k]++
		}
	}
	for k, c := range columns {
		wide := c.right - c.left
		if wide < share(width, columnWidth) || lines[k] < columnRows || filled[k] < share(wide*lines[k], columnFill) {
			return false
		}
	}
	return true
}

// cellsOf makes the cells of a table. A row of lines without its first column
// and close below another continues that one's cells.
func cellsOf(rows []pdfRow, columns []pdfSpan) []pdfBlock {
	var cells []pdfBlock
	row := 0
	var here []pdfBlock
	flush := func() {
		slices.SortStableFunc(here, func(a, b pdfBlock) int { return cmp.Compare(a.cell.Column, b.cell.Column) })
		cells = append(cells, here...)
		here = nil
	}
	for i, r := range rows {
		rtl := r[0].rtl
		first := 0
		if rtl {
			first = len(columns) - 1
		}
		starts := slices.ContainsFunc(r, func(l pdfLine) bool { return columnOf(columns, l) == first })
		if i == 0 || starts || rows[i-1][0].base-r[0].base > 2*r[0].size {
			flush()
			row++
		}
		for _, l := range r {
			column := columnOf(columns, l) + 1
			if rtl {
				column = len(columns) + 1 - column
			}
			at := slices.IndexFunc(here, func(b pdfBlock) bool { return b.cell.Column == column })
			if at < 0 {
				here = append(here, pdfBlock{lines: []pdfLine{l}, cell: &Cell{Row: row, Column: column}})
			} else {
				here[at].lines = append(here[at].lines, l)
			}
		}
	}
	flush()
	return cells
}
