package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A PlanReport tells a governing body how the mandates that concern it were
// carried out in a period.
type PlanReport struct {
	Title    string       `json:"title"`
	Lang     tracker.Lang `json:"lang"`
	Body     string       `json:"body"`
	Period   string       `json:"period"`
	About    []string     `json:"about"` // lines under the title
	Summary  Table        `json:"summary"`
	Detail   Table        `json:"detail"`
	Calendar Table        `json:"calendar"`
	Progress []Chart      `json:"progress"`
	Inactive Table        `json:"inactive"`
	Gaps     Table        `json:"unreflected"`
	items    []*implementation.Item
}

// Items are the mandates that the report is about.
func (r PlanReport) Items() []*implementation.Item { return r.items }

// Tables are all that the report holds, in its order.
func (r PlanReport) Tables() []Table {
	tables := []Table{r.Summary, r.Detail, r.Calendar}
	for _, c := range r.Progress {
		tables = append(tables, c.Table)
	}
	return append(tables, r.Inactive, r.Gaps)
}

// Formats are what a report can be written as.
var Formats = [...]string{"md", "docx", "xlsx", "csv"}

// Write writes the report in one of the Formats.
func (r PlanReport) Write(w io.Writer, format string, at time.Time) error {
	switch format {
	case "md":
		if _, err := fmt.Fprintf(w, "# %s\n\n%s\n\n", r.Title, strings.Join(r.About, "\n")); err != nil {
			return err
		}
		return WriteMarkdown(w, r.Tables()...)
	case "docx":
		return WriteDOCX(w, r.Title, r.Lang, r.About, at, r.Tables()...)
	case "xlsx":
		return WriteXLSX(w, r.Tables()...)
	case "csv":
		return WriteCSV(w, r.Tables()...)
	}
	return fmt.Errorf("format %q: want one of %s", format, strings.Join(Formats[:], ", "))
}

// MediaType is the media type of a format.
func MediaType(format string) string {
	switch format {
	case "docx":
		return ContentType
	case "xlsx":
		return SheetType
	case "csv":
		return "text/csv; charset=utf-8"
	}
	return "text/markdown; charset=utf-8"
}

// Report makes the report for a body and a period. States are those of the
// period's last day, or of now where that is still to come.
func (m Maker) Report(body string, period implementation.Period, now time.Time) (PlanReport, error) {
	registry := m.Plan.Registry
	b, known := registry.Body(body)
	if !known {
		return PlanReport{}, fmt.Errorf("body %q is not known", body)
	}
	day := period.To
	if now.Before(day) {
		day = now
	}
	r := PlanReport{
		Lang: m.Lang, Body: body, Period: period.Name, Title: m.label("plan"), items: m.Plan.Concerning(m.View, body),
		About: []string{m.label("body") + ": " + b.Name.In(m.Lang), m.label("period") + ": " + period.Name},
	}
	r.Summary, r.Detail = m.summary(r.items), m.detail(r.items, period, day)
	r.Calendar = m.Calendar(slices.DeleteFunc(m.Plan.Calendar(m.View, period.From, period.To), func(d implementation.Duty) bool {
		return !slices.Contains(r.items, d.Item)
	}))
	r.Progress = m.progress(r.items, period, day)
	r.Inactive = m.listing("inactive", m.Plan.Inactive(m.View, r.items, now))
	gaps, err := m.Plan.Unreflected(m.View, r.items)
	if err != nil {
		return r, err
	}
	r.Gaps = m.gaps(gaps)
	return r, nil
}

// summary has one row an instrument: who is instructed, who co-operates, who
// reports to whom.
func (m Maker) summary(items []*implementation.Item) Table {
	t := m.table("summary", "instrument", "title", "instructed", "cooperating", "report_to", "count")
	for _, g := range m.View.GroupBy(items, "instrument") {
		var lead, with, to []string
		for _, it := range g.Items {
			lead, with, to = union(lead, it.Lead), union(with, it.Cooperating), union(to, it.ReportTo)
		}
		a := g.Items[0].Address
		t.Rows = append(t.Rows, []string{
			m.symbol(a.Revision()), m.title(a), m.names(lead), m.names(with), m.names(to), strconv.Itoa(len(g.Items)),
		})
	}
	return t
}

// detail has one row a mandate, numbered within its instrument: 130.1, 130.2.
func (m Maker) detail(items []*implementation.Item, period implementation.Period, day time.Time) Table {
	t := m.table("detail", "number", "text", "lead", "cooperating", "report_to", "due", "state", "since", "evidence", "note")
	for _, g := range m.View.GroupBy(items, "instrument") {
		for i, it := range g.Items {
			text, _ := m.Plan.Wording(it, m.Lang)
			state, since, evidence, note := m.stateAt(it, day)
			t.Rows = append(t.Rows, []string{
				fmt.Sprintf("%s.%d", it.Address.Number, i+1), text, m.names(it.Lead), m.names(it.Cooperating), m.names(it.ReportTo), m.due(it),
				state.Name.In(m.Lang), since, strings.Join(evidence, "\n"), note,
			})
		}
	}
	return t
}

// stateAt is what an item's state was on a day.
func (m Maker) stateAt(it *implementation.Item, day time.Time) (state tracker.State, since string, evidence []string, note string) {
	if s := it.Standing(day); s != nil {
		state, _ = m.Plan.Registry.State(s.State)
		return state, s.Since, s.Evidence, s.Note
	}
	return m.Plan.Registry.InitialState(), m.Plan.Registry.Ended(it.Came), nil, ""
}

// listing lists mandates with who is to act.
func (m Maker) listing(title string, items []*implementation.Item) Table {
	t := m.table(title, "address", "text", "lead", "state", "since")
	for _, it := range items {
		text, _ := m.Plan.Wording(it, m.Lang)
		t.Rows = append(t.Rows, []string{it.Address.String(), text, m.names(it.Lead), it.State.Name.In(m.Lang), it.Since})
	}
	return t
}

// gaps lists instructions to Sectors; where no text of the Sector is held, the
// row says so: then nobody knows.
func (m Maker) gaps(gaps []implementation.Gap) Table {
	t := m.table("unreflected", "address", "text", "lead", "held")
	for _, g := range gaps {
		text, _ := m.Plan.Wording(g.Item, m.Lang)
		t.Rows = append(t.Rows, []string{g.Item.Address.String(), text, m.names(g.Item.Lead), strconv.Itoa(g.Held)})
	}
	return t
}

// Calendar is the reports that are due, by day.
func (m Maker) Calendar(duties []implementation.Duty) Table {
	t := m.table("calendar", "day", "session", "report_to", "lead", "text", "address", "frequency")
	for _, d := range duties {
		text, _ := m.Plan.Wording(d.Item, m.Lang)
		session := ""
		if d.Session != "" {
			session = m.session(d.Session)
		}
		to := ""
		if d.To != "" {
			to = m.names([]string{d.To})
		}
		t.Rows = append(t.Rows, []string{
			d.Day, session, to, m.names(d.Item.Lead), text, d.Item.Address.String(), m.Plan.Registry.FrequencyName(d.Item.Frequency, m.Lang),
		})
	}
	return t
}

func (m Maker) table(title string, columns ...string) Table {
	t := Table{Title: m.label(title), Lang: m.Lang, Rows: [][]string{}}
	for _, key := range columns {
		c := Column{Key: key, Name: m.label(key), Fixed: true}
		switch key {
		case "text", "title", "note":
			c.Width = 44
		case "lead", "instructed", "address", "instrument":
			c.Width = 24
		case "number", "count", "day", "since", "held":
			c.Width = 11
		}
		t.Columns = append(t.Columns, c)
	}
	return t
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
