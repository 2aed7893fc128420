package report

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

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
	s = implementation.Tidied(s) // older entries are not
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
	parts := []string{r.FrequencyName(it.Frequency, m.Lang), r.DueName(it.Due, m.Lang)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}
