package report

import (
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"concord/tracker"
)

// A Table is a report as rows of words, in one language.
type Table struct {
	Title   string       `json:"title"`
	Lang    tracker.Lang `json:"lang"`
	Columns []Column     `json:"columns"`
	Rows    [][]string   `json:"rows"` // one word or text a column; several lines are apart by "\n"
}

// A Column heads one column of a table.
type Column struct {
	Key     string   `json:"key"`
	Name    string   `json:"name"`
	Width   float64  `json:"-"` // in characters; 0 is a usual one
	Choices []string `json:"-"` // the only values that the column takes
	Longest int      `json:"-"` // characters of a value; 0 is no limit
	Fixed   bool     `json:"-"` // not to be changed by whoever fills in the table
	Hidden  bool     `json:"-"`
	Ask     string   `json:"-"` // what a person is told who fills in the column
}

// WriteCSV writes tables as comma-separated values in UTF-8 with a byte order
// mark, one under the other with an empty line between. A cell that a
// spreadsheet program would take for a formula gets an apostrophe before it.
func WriteCSV(w io.Writer, tables ...Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for i, t := range tables {
		if len(tables) > 1 {
			if i > 0 {
				out.Write(nil)
			}
			out.Write([]string{disarm(t.Title)})
		}
		names := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			names[i] = disarm(c.Name)
		}
		out.Write(names)
		for _, row := range t.Rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = disarm(cell)
			}
			out.Write(cells)
		}
	}
	out.Flush()
	return out.Error()
}

// readCSV reads the rows of a file such as WriteCSV writes, once for each sign that
// parts cells as programs save them: of a comma, a semicolon and a tab, the one that
// was meant gives the columns. The file is in UTF-8, or in UTF-16 with a mark; what
// else it may be in, nobody can know.
func readCSV(raw []byte) (readings [][][]string, err error) {
	text := strings.TrimPrefix(string(raw), "\ufeff")
	orders := map[string]binary.ByteOrder{"\xff\xfe": binary.LittleEndian, "\xfe\xff": binary.BigEndian}
	if order := orders[text[:min(len(text), 2)]]; order != nil {
		units := make([]uint16, len(raw)/2-1)
		for i := range units {
			units[i] = order.Uint16(raw[2*i+2:])
		}
		text = string(utf16.Decode(units))
	}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("the file is not in UTF-8: save it as \"CSV UTF-8\", or as XLSX")
	}
	for _, comma := range []rune{',', ';', '\t'} {
		in := csv.NewReader(strings.NewReader(text))
		in.Comma, in.FieldsPerRecord, in.LazyQuotes = comma, -1, true
		rows, err := in.ReadAll()
		if err != nil {
			return nil, err
		}
		if len(rows) > maxSheetRows {
			return nil, fmt.Errorf("the file has more than %d rows", maxSheetRows)
		}
		for _, row := range rows {
			for i := range row {
				row[i] = arm(row[i])
			}
		}
		readings = append(readings, rows)
	}
	return readings, nil
}

// formulaSigns are what a cell begins with that spreadsheet programs run.
const formulaSigns = "=+-@\t\r"

// disarm makes words of a cell that looks like a formula. A cell that looks as
// if it had been disarmed gets one apostrophe more, so that arm is exact.
func disarm(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.ContainsRune(formulaSigns, rune(rest[0])) {
		return "'" + cell
	}
	return cell
}

// arm takes back what disarm did.
func arm(cell string) string {
	if strings.HasPrefix(cell, "'") {
		if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.ContainsRune(formulaSigns, rune(rest[0])) {
			return cell[1:]
		}
	}
	return cell
}

// WriteMarkdown writes tables as Markdown. Signs that would mark up are escaped.
func WriteMarkdown(w io.Writer, tables ...Table) error {
	var b strings.Builder
	escape := strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", "<br>", "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "#", `\#`)
	for i, t := range tables {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "## %s\n\n|", escape.Replace(t.Title))
		for _, c := range t.Columns {
			b.WriteString(" " + escape.Replace(c.Name) + " |")
		}
		b.WriteString("\n|" + strings.Repeat(" --- |", len(t.Columns)) + "\n")
		for _, row := range t.Rows {
			b.WriteByte('|')
			for _, cell := range row {
				b.WriteString(" " + escape.Replace(cell) + " |")
			}
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
