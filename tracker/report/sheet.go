package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A Maker makes reports of a plan, in one language.
type Maker struct {
	Plan *implementation.Plan
	View *implementation.View // as its reader may see it
	Lang tracker.Lang
}

func (m Maker) label(key string) string { return m.Plan.Registry.Label(key, m.Lang) }

func (m Maker) names(keys []string) string {
	var names []string
	for _, key := range keys {
		name := key
		if a, known := m.Plan.Registry.Addressee(key); known && a.Name.In(m.Lang) != "" {
			name = a.Name.In(m.Lang)
		}
		names = append(names, name)
	}
	return strings.Join(names, "\n")
}

// sheetColumns are the columns of the sheet that goes out and comes back.
var sheetColumns = []string{"address", "text", "lead", "due", "state", "since", "evidence", "note", "internal", "confirm", "version"}

// Sheet is the plan as a table to fill in: one row a mandate. The states may be
// chosen from a list; the last column is the version that a row was exported at
// and a sum of what it then said. Internal notes are in it where internal is
// true, which a View without them must not be asked for.
func (m Maker) Sheet(items []*implementation.Item, internal bool) Table {
	t := Table{Title: m.label("plan"), Lang: m.Lang}
	columns := slices.Clone(sheetColumns)
	if !internal {
		columns = slices.DeleteFunc(columns, func(key string) bool { return key == "internal" })
	}
	var states []string
	for _, s := range m.Plan.Registry.States {
		states = append(states, s.Name.In(m.Lang))
	}
	for _, key := range columns {
		c := Column{Key: key, Name: m.label(key), Fixed: true}
		switch key {
		case "address":
			c.Width = 34
		case "text":
			c.Width = 60
		case "lead":
			c.Width = 26
		case "state":
			c.Width, c.Choices, c.Fixed = 20, states, false
		case "since":
			c.Longest, c.Fixed, c.Ask = len("2026-04-28"), false, "2026-04-28"
		case "evidence":
			c.Width, c.Longest, c.Fixed, c.Ask = 24, 25_000, false, "C26/35"
		case "note", "internal":
			c.Width, c.Longest, c.Fixed = 36, 10_000, false
		case "version":
			c.Width = 12
		}
		t.Columns = append(t.Columns, c)
	}
	for _, it := range items {
		var row []string
		for _, key := range columns {
			row = append(row, m.cell(key, it, internal))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (m Maker) cell(key string, it *implementation.Item, internal bool) string {
	status := standing(it)
	switch key {
	case "address":
		return it.Address.String()
	case "text":
		text, _ := m.Plan.Wording(it, m.Lang)
		return text
	case "lead":
		return m.names(it.Lead)
	case "due":
		return m.due(it)
	case "state":
		return it.State.Name.In(m.Lang)
	case "since":
		return status.Since
	case "evidence":
		return strings.Join(status.Evidence, "\n")
	case "note":
		return status.Note
	case "internal":
		return status.Internal
	case "confirm":
		var why []string
		for _, cause := range it.Confirm {
			why = append(why, string(cause))
		}
		return strings.Join(why, ", ")
	case "version":
		return strconv.FormatUint(it.Version, 10) + "-" + sum(status, internal)
	}
	return ""
}

// standing is what a row says of an item where nobody changes it.
func standing(it *implementation.Item) tracker.Status {
	if it.Status != nil {
		return it.Status.Status
	}
	return tracker.Status{State: it.State.Key, Since: it.Since}
}

// sum tells a row that somebody filled in from one that nobody touched.
func sum(s tracker.Status, internal bool) string {
	parts := []string{s.State, s.Since, strings.Join(s.Evidence, "\n"), s.Note}
	if internal {
		parts = append(parts, s.Internal)
	}
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:6])
}

// due says until when and how often.
func (m Maker) due(it *implementation.Item) string {
	r := m.Plan.Registry
	parts := []string{r.FrequencyName(it.Frequency, m.Lang), implementation.FormatDue(it.Due)}
	if it.Due.Value == tracker.NextSession {
		parts[1] = m.label("due.next") + " " + it.Due.Body
		if b, known := r.Body(it.Due.Body); known {
			parts[1] = m.label("due.next") + " " + b.Short.In(m.Lang)
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}

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
	read := readCSV
	if bytes.HasPrefix(raw, []byte("PK")) {
		read = readXLSX
	}
	rows, err := read(bytes.NewReader(raw))
	if err != nil {
		return nil, 0, nil, err
	}
	if len(rows) == 0 {
		return nil, 0, nil, fmt.Errorf("the sheet is empty")
	}
	at := columnsOf(r, rows[0])
	for _, key := range []string{"address", "state", "version"} {
		if _, has := at[key]; !has {
			return nil, 0, nil, fmt.Errorf("row 1: no column %q: a sheet is filled in as it was exported", r.Label(key, tracker.English))
		}
	}
	for i, row := range rows[1:] {
		if watch != nil {
			watch(implementation.Reading, i+1, len(rows)-1)
		}
		if !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		edit, same, err := readRow(r, at, row)
		switch {
		case err != nil:
			faults = append(faults, tracker.Fault{Place: fmt.Sprintf("row %d", i+2), Rule: "sheet", Problem: err.Error()})
		case same:
			untouched++
		default:
			changed = append(changed, SheetRow{Row: i + 2, Edit: edit})
		}
	}
	return changed, untouched, faults, nil
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
	if s.State = stateKey(r, cell("state")); s.State == "" {
		return edit, false, fmt.Errorf("state %q: no state has this name", cell("state"))
	}
	if s.Since, err = isoDay(cell("since")); err != nil {
		return edit, false, err
	}
	for line := range strings.SplitSeq(cell("evidence"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			s.Evidence = append(s.Evidence, line)
		}
	}
	_, internal := at["internal"]
	edit.Status, edit.KeepInternal = &s, !internal
	return edit, sum(s, internal) == exported, nil
}

// stateKey is the key of the state that has a name, in whatever language.
func stateKey(r *tracker.Registry, name string) string {
	folded := tracker.Fold(name)
	for _, s := range r.States {
		if s.Key == name {
			return s.Key
		}
		for _, n := range s.Name {
			if tracker.Fold(n) == folded {
				return s.Key
			}
		}
	}
	return ""
}

// isoDay reads a day: as it was exported, or as the number that a spreadsheet
// program makes of a date that is typed.
func isoDay(s string) (string, error) {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return s, nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n > 1 && n < 100_000 {
		if day, err := excelize.ExcelDateToTime(n, false); err == nil {
			return day.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("since %q: want a day such as 2026-04-28", s)
}
