package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A SheetRow is a row that somebody filled in.
type SheetRow struct {
	Row int `json:"row"` // in the file, from 1
	implementation.Edit
}

// ReadSheet reads a sheet that went out with Sheet, as XLSX or CSV. It gives
// the rows that somebody changed, how many nobody touched, and a fault with its
// row for each that cannot be understood. watch, which may be nil, hears of
// every row.
func ReadSheet(r *tracker.Registry, in io.Reader, watch implementation.Watch) (changed []SheetRow, untouched int, faults []tracker.Fault, err error) {
	raw, err := io.ReadAll(io.LimitReader(in, maxSheetBytes+1))
	if err != nil {
		return nil, 0, nil, err
	}
	if len(raw) > maxSheetBytes {
		return nil, 0, nil, fmt.Errorf("the file is larger than %d bytes", maxSheetBytes)
	}
	rows, at, top, err := headed(r, raw)
	if err != nil {
		return nil, 0, nil, err
	}
	for i, row := range rows[top+1:] {
		if watch != nil {
			watch(implementation.Reading, i+1, len(rows)-top-1)
		}
		if !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		edit, same, err := readRow(r, at, row)
		switch {
		case err != nil:
			faults = append(faults, tracker.Fault{Place: fmt.Sprintf("row %d", top+i+2), Rule: "sheet", Problem: err.Error()})
		case same:
			untouched++
		default:
			changed = append(changed, SheetRow{Row: top + i + 2, Edit: edit})
		}
	}
	return changed, untouched, faults, nil
}

// headRows is within how many rows the names of the columns are looked for: people
// put a title above them.
const headRows = 20

// neededColumns are those without which a row cannot be understood, or would take
// out of the record what the sheet only left out.
var neededColumns = [...]string{"address", "state", "since", "evidence", "note", "version"}

// headed reads a file and finds the sheet and the row that name the columns.
func headed(r *tracker.Registry, raw []byte) (rows [][]string, at map[string]int, top int, err error) {
	var sheets [][][]string
	if bytes.HasPrefix(raw, []byte("PK")) {
		sheets, err = readXLSX(bytes.NewReader(raw))
	} else {
		sheets, err = readCSV(raw)
	}
	if err != nil {
		return nil, nil, 0, err
	}
	missing, most := "address", 0
	for _, rows := range sheets {
		for top := range rows[:min(len(rows), headRows)] {
			at, lacks := columnsOf(r, rows[top]), []string{}
			for _, key := range neededColumns {
				if _, has := at[key]; !has {
					lacks = append(lacks, key)
				}
			}
			if len(lacks) == 0 {
				return rows, at, top, nil
			}
			if len(at) > most {
				missing, most = lacks[0], len(at)
			}
		}
	}
	if !slices.ContainsFunc(sheets, func(rows [][]string) bool { return len(rows) > 0 }) {
		return nil, nil, 0, fmt.Errorf("the sheet is empty")
	}
	return nil, nil, 0, fmt.Errorf("no column %q in the first %d rows: a sheet is filled in as it was exported", r.Label(missing, tracker.English), headRows)
}

// columnsOf finds the columns by their names, in whatever language.
func columnsOf(r *tracker.Registry, head []string) map[string]int {
	at := map[string]int{}
	for i, name := range head {
		folded := tracker.Fold(strings.TrimSpace(name))
		for _, key := range sheetColumns {
			if _, taken := at[key]; taken {
				continue
			}
			if folded == key || slices.ContainsFunc(tracker.Langs[:], func(l tracker.Lang) bool { return tracker.Fold(r.Label(key, l)) == folded }) {
				at[key] = i
				break
			}
		}
	}
	return at
}

// readRow reads one row; same says that it still is what was exported.
func readRow(r *tracker.Registry, at map[string]int, row []string) (edit implementation.Edit, same bool, err error) {
	cell := func(key string) string {
		if i, has := at[key]; has && i < len(row) {
			return strings.TrimSpace(strings.ReplaceAll(row[i], "\r\n", "\n"))
		}
		return ""
	}
	if edit.Address, err = tracker.ParseAddress(cell("address")); err != nil {
		return edit, false, err
	}
	version, exported, ok := strings.Cut(cell("version"), "-")
	if edit.Version, err = strconv.ParseUint(version, 10, 64); err != nil || !ok {
		return edit, false, fmt.Errorf("version %q: want it as it was exported", cell("version"))
	}
	s := tracker.Status{Note: cell("note"), Internal: cell("internal")}
	if s.State, err = r.StateNamed(cell("state")); err != nil {
		return edit, false, err
	}
	if s.Since, err = isoDay(cell("since")); err != nil {
		return edit, false, err
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(cell("evidence"), "; ", "\n"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			s.Evidence = append(s.Evidence, line)
		}
	}
	_, internal := at["internal"]
	edit.Status, edit.KeepInternal = &s, !internal
	if same = sum(s, internal) == exported; !same && sum(tracker.Status{State: r.InitialState().Key, Since: s.Since}, internal) == exported {
		s.Since = "" // the day of the adoption, which nobody wrote, is not since when something is done
	}
	return edit, same, nil
}

// dayForms are the ways to write a day that have one meaning only. 5/1/2026 has two.
var dayForms = [...]*regexp.Regexp{
	regexp.MustCompile(`^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ]00:00(?::00)?)?$`),
	regexp.MustCompile(`^(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?: ?г\.?)?$`),
	regexp.MustCompile(`^(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日$`),
}

// isoDay reads a day: as it was exported, as offices write it, or as the number
// that a spreadsheet program makes of a date that is typed. Nothing is no day yet.
func isoDay(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	folded := tracker.Fold(s)
	for _, form := range dayForms {
		if m := form.FindStringSubmatch(folded); m != nil {
			part := func(name string) string { return m[form.SubexpIndex(name)] }
			day, err := time.Parse("2006-1-2", part("y")+"-"+part("m")+"-"+part("d"))
			if err == nil {
				return day.Format(time.DateOnly), nil
			}
		}
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n > 1 && n < 100_000 {
		if day, err := excelize.ExcelDateToTime(n, false); err == nil {
			return day.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("since %q: want a day such as 2026-04-28", s)
}
