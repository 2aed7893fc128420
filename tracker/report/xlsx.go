package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"concord/tracker"
)

// SheetType is the media type of spreadsheets.
const SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// What a spreadsheet that comes in may hold.
const (
	maxSheetBytes   = 32 << 20
	maxSheetXML     = 128 << 20 // unpacked
	maxSheetRows    = 100_000
	maxSheetColumns = 100
)

// choicesSheet holds the values of columns with choices: a list written into the
// rule itself may have 255 characters only, and nine states in Russian have more.
const choicesSheet = "_"

// WriteXLSX writes tables as one spreadsheet, a sheet each. Every cell is words:
// nothing in it is ever run.
func WriteXLSX(w io.Writer, tables ...Table) error {
	f := excelize.NewFile()
	defer f.Close()
	used := map[string]bool{choicesSheet: true}
	lists := 0
	for i, t := range tables {
		name := sheetName(t.Title, i, used)
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(name); err != nil {
			return err
		}
		if err := writeSheet(f, name, t, &lists); err != nil {
			return fmt.Errorf("sheet %s: %w", name, err)
		}
	}
	f.SetActiveSheet(0)
	return f.Write(w)
}

// sheetName is a title as Excel lets a sheet be called: 31 characters, some
// signs excepted, no two alike.
func sheetName(title string, i int, used map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, title)
	if runes := []rune(name); len(runes) > 28 {
		name = string(runes[:28])
	}
	if name = strings.TrimSpace(name); name == "" || used[name] {
		name = fmt.Sprintf("%s %d", name, i+1)
	}
	used[name] = true
	return name
}

func writeSheet(f *excelize.File, name string, t Table, lists *int) error {
	styles, err := newStyles(f, t.Lang)
	if err != nil {
		return err
	}
	if err := frameSheet(f, name, t, lists); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		width := c.Width
		if width == 0 {
			width = 16
		}
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		if c.Hidden {
			if err := out.SetColVisible(i+1, i+1, false); err != nil {
				return err
			}
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = excelize.Cell{StyleID: styles.head, Value: c.Name}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			style := styles.open
			if i < len(t.Columns) && t.Columns[i].Fixed {
				style = styles.fixed
			}
			cells[i] = excelize.Cell{StyleID: style, Value: cell}
		}
		if err := out.SetRow(fmt.Sprintf("A%d", n+2), cells, excelize.RowOpts{Height: rowHeight(t.Columns, row)}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// The height of a line of a cell, of one with Chinese in it, and the most that
// Excel lets a row have, in points.
const (
	lineHeight = 14.5
	tallHeight = 17.5
	maxHeight  = 409
)

// rowHeight is the height in which the words of a row have room: programs show
// one line where a file does not say.
func rowHeight(columns []Column, row []string) float64 {
	most, height := 1, lineHeight
	for i, cell := range row {
		width := 16.0
		if i < len(columns) && columns[i].Width > 0 {
			width = columns[i].Width
		}
		lines := 0
		for line := range strings.SplitSeq(cell, "\n") {
			wide := 0.0
			for _, r := range line {
				wide++
				if r >= 0x2e80 { // Chinese is twice as wide
					wide++
					height = tallHeight
				}
			}
			lines += 1 + int(wide*1.1/width)
		}
		most = max(most, lines)
	}
	return min(float64(most)*height+2, maxHeight)
}

// frameSheet sets what surrounds the cells: filter, direction, print, choices.
// It comes before the cells: what is set behind a stream of them is lost.
func frameSheet(f *excelize.File, name string, t Table, lists *int) error {
	last, err := excelize.CoordinatesToCellName(max(1, len(t.Columns)), len(t.Rows)+1)
	if err != nil {
		return err
	}
	if err := f.AutoFilter(name, "A1:"+last, nil); err != nil {
		return err
	}
	rtl := t.Lang.Dir() == "rtl"
	if err := f.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &rtl}); err != nil {
		return err
	}
	landscape, a4, one, any := "landscape", 9, 1, 0
	fit := true
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := validate(f, name, c, i+1, len(t.Rows)+1, lists); err != nil {
			return err
		}
	}
	return nil
}

// validate makes a column refuse what it does not take.
func validate(f *excelize.File, name string, c Column, column, last int, lists *int) error {
	if len(c.Choices) == 0 && c.Longest == 0 || last < 2 {
		return nil
	}
	letter, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return err
	}
	rule := excelize.NewDataValidation(true)
	rule.SetSqref(fmt.Sprintf("%s2:%s%d", letter, letter, last))
	if len(c.Choices) > 0 {
		if *lists == 0 {
			if _, err := f.NewSheet(choicesSheet); err != nil {
				return err
			}
			if err := f.SetSheetVisible(choicesSheet, false); err != nil {
				return err
			}
		}
		*lists++
		list, err := excelize.ColumnNumberToName(*lists)
		if err != nil {
			return err
		}
		for i, choice := range c.Choices {
			if err := f.SetCellStr(choicesSheet, fmt.Sprintf("%s%d", list, i+1), choice); err != nil {
				return err
			}
		}
		rule.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$1:$%s$%d", choicesSheet, list, list, len(c.Choices)))
	} else if err := rule.SetRange(0, c.Longest, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	rule.SetError(excelize.DataValidationErrorStyleStop, c.Name, short(strings.Join(c.Choices, ", "), 200))
	if c.Ask != "" {
		rule.SetInput(c.Name, short(c.Ask, 250))
	}
	return f.AddDataValidation(name, rule)
}

func short(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

type sheetStyles struct{ head, open, fixed int }

func newStyles(f *excelize.File, lang tracker.Lang) (s sheetStyles, err error) {
	order := uint64(1) // left to right
	if lang.Dir() == "rtl" {
		order = 2
	}
	align := &excelize.Alignment{Vertical: "top", WrapText: true, ReadingOrder: order}
	text := 49 // "@": what is typed stays as it was typed
	line := []excelize.Border{{Type: "bottom", Color: "D9D6CE", Style: 1}}
	if s.head, err = f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0B5563"}}, Alignment: align,
	}); err != nil {
		return s, err
	}
	if s.open, err = f.NewStyle(&excelize.Style{Alignment: align, NumFmt: text, Border: line}); err != nil {
		return s, err
	}
	s.fixed, err = f.NewStyle(&excelize.Style{
		Alignment: align, NumFmt: text, Border: line, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F3F1EC"}},
	})
	return s, err
}

// readXLSX reads the rows of each sheet, as many of all as one may have.
func readXLSX(r io.Reader) ([][][]string, error) {
	f, err := excelize.OpenReader(io.LimitReader(r, maxSheetBytes), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxSheetXML, UnzipXMLSizeLimit: maxSheetXML,
	})
	if err != nil {
		return nil, fmt.Errorf("this is no XLSX that can be read, and no CSV: %w", err)
	}
	defer f.Close()
	var sheets [][][]string
	left := maxSheetRows
	for _, name := range f.GetSheetList() {
		rows, err := readRows(f, name, left)
		if err != nil {
			return nil, err
		}
		sheets, left = append(sheets, rows), left-len(rows)
	}
	if len(sheets) == 0 {
		return nil, fmt.Errorf("the file has no sheet")
	}
	return sheets, nil
}

// readRows reads a sheet of at most so many rows.
func readRows(f *excelize.File, name string, most int) ([][]string, error) {
	in, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var rows [][]string
	for in.Next() {
		cells, err := in.Columns()
		if err != nil {
			return nil, err
		}
		if len(rows) >= most || len(cells) > maxSheetColumns {
			return nil, fmt.Errorf("the file has more than %d rows, or the sheet %q more than %d columns", maxSheetRows, name, maxSheetColumns)
		}
		rows = append(rows, cells)
	}
	return rows, in.Error()
}
