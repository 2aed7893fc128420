package report

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A Chart is a table of counts that can be drawn: a row a bar, a column a state.
type Chart struct {
	Table
	Bars []Bar `json:"bars"`
}

// A Bar is one row of a chart.
type Bar struct {
	Name  string `json:"name"`
	Parts []Part `json:"parts"`
	Total int    `json:"total"`
}

// A Part is the mandates of a bar in one state.
type Part struct {
	State tracker.State `json:"-"`
	Key   string        `json:"state"`
	Count int           `json:"count"`
}

// maxSteps is how many days a chart over time shows at most.
const maxSteps = 24

// progress draws the states of mandates by who is to act, by the conference that
// asked, and over the time of the period.
func (m Maker) progress(items []*implementation.Item, period implementation.Period, day time.Time) []Chart {
	by := func(key string, groups []implementation.Group, name func(string) string) Chart {
		c := m.chart(key)
		for _, g := range groups {
			c.add(m, name(g.Key), g.Items, day)
		}
		return c
	}
	leads := m.View.GroupBy(items, "lead")
	sessions := m.View.GroupBy(items, "session")
	slices.SortStableFunc(sessions, func(a, b implementation.Group) int { return m.Plan.Registry.CompareSessions(a.Key, b.Key) })
	over := m.chart("day")
	for _, at := range steps(period.From, day) {
		over.add(m, at.Format(time.DateOnly), items, at)
	}
	return []Chart{
		by("lead", leads, func(key string) string {
			if key == "" {
				return "–"
			}
			return m.names([]string{key})
		}),
		by("session", sessions, m.session), over,
	}
}

// steps are the ends of quarters from a day to another, and that day; of years,
// where the quarters would be too many.
func steps(from, to time.Time) []time.Time {
	for _, months := range []int{3, 12, 60} {
		var days []time.Time
		for d := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, -1); d.Before(to); {
			days = append(days, d)
			d = d.AddDate(0, 0, 1).AddDate(0, months, -1)
		}
		if days = append(days, to); len(days) <= maxSteps || months == 60 {
			return days
		}
	}
	return nil
}

func (m Maker) chart(key string) Chart {
	c := Chart{Table: m.table("progress", key)}
	c.Title = fmt.Sprintf("%s: %s", m.label("progress"), m.label(key))
	c.Columns[0].Width = 30
	for _, s := range m.Plan.Registry.States {
		c.Columns = append(c.Columns, Column{Key: s.Key, Name: s.Name.In(m.Lang), Width: 12, Fixed: true})
	}
	c.Columns = append(c.Columns, Column{Key: "total", Name: m.label("total"), Width: 10, Fixed: true})
	return c
}

// add counts items by the state that they had on a day.
func (c *Chart) add(m Maker, name string, items []*implementation.Item, day time.Time) {
	counts, asked := map[string]int{}, map[string]bool{}
	total, initial, date := 0, m.Plan.Registry.InitialState().Key, day.Format(time.DateOnly)
	for _, it := range items {
		by, known := asked[it.Came]
		if !known {
			by = m.Plan.Registry.Ended(it.Came) <= date
			asked[it.Came] = by
		}
		if !by {
			continue // nobody had asked for it yet
		}
		total++
		if s := it.Standing(day); s != nil {
			counts[s.State]++
		} else {
			counts[initial]++
		}
	}
	bar, row := Bar{Name: name, Total: total}, []string{name}
	for _, s := range m.Plan.Registry.States {
		row = append(row, strconv.Itoa(counts[s.Key]))
		if n := counts[s.Key]; n > 0 {
			bar.Parts = append(bar.Parts, Part{s, s.Key, n})
		}
	}
	c.Rows = append(c.Rows, append(row, strconv.Itoa(total)))
	c.Bars = append(c.Bars, bar)
}
