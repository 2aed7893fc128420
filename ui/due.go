package ui

import (
	"html/template"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
)

type duePage struct {
	page
	Shapes []string
	Tabs   []link
	Leads  []link
	Groups []dueGroup
	Total  int
	Feeds  []link
}

type dueGroup struct {
	Name, Lede string
	Count      int
	Rows       []dueRow
	More       bool
}

type dueRow struct {
	Cells template.HTML
	Day   string
	Days  string
	Also  []string
}

// dueRows is how many mandates the queue lists under each need.
const dueRows = 50

// due is the queue of mandates that somebody should write about.
func (s *server) due(c *gin.Context) error {
	p := duePage{page: s.frame(c, "due", ""), Shapes: tracker.Shapes[:]}
	p.Here, p.Tabs = "plan", s.planTabs(p.locale, "due")
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	wanted := c.Query("lead")
	counts := map[string]int{}
	groups := map[implementation.Need]*dueGroup{}
	for _, t := range s.Plan.Tasks(v, s.Clock()) {
		for _, lead := range t.Item.Lead {
			counts[lead]++
		}
		if wanted != "" && !slices.Contains(t.Item.Lead, wanted) {
			continue
		}
		p.Total++
		g := groups[t.Why[0]]
		if g == nil {
			name := slug(string(t.Why[0]))
			g = &dueGroup{Name: p.T("need." + name), Lede: p.T("needlede." + name)}
			groups[t.Why[0]] = g
		}
		if g.Count++; g.Count > dueRows {
			g.More = true
			continue
		}
		cells, err := s.draw(p.locale, t.Item, cells{Placed: true, Short: true})
		if err != nil {
			return err
		}
		row := dueRow{Cells: cells, Day: t.Day, Days: s.days(p.locale, t.Days)}
		for _, why := range t.Why[1:] {
			row.Also = append(row.Also, p.T("need."+slug(string(why))))
		}
		p.Fictional = p.Fictional || s.fictional(t.Item.Address)
		g.Rows = append(g.Rows, row)
	}
	for _, need := range implementation.Needs {
		if g := groups[need]; g != nil {
			p.Groups = append(p.Groups, *g)
		}
	}
	p.Leads = append(p.Leads, link{Href: "/plan/due", Text: p.T("plan.any"), Current: wanted == ""})
	for _, a := range s.Registry.Addressees {
		if counts[a.Key] > 0 {
			p.Leads = append(p.Leads, link{Href: "/plan/due?lead=" + a.Key, Text: a.Name.In(p.Lang), Count: counts[a.Key], Current: a.Key == wanted})
		}
	}
	query := ""
	if wanted != "" {
		query = "?lead=" + wanted
	}
	p.Feeds = []link{{Href: "/plan/reminders.ics" + query, Text: "iCalendar"}, {Href: "/plan/feed.atom" + query, Text: "Atom"}}
	return s.render(c, http.StatusOK, "due.html", p)
}

// days says how long ago, or how soon, a day is.
func (s *server) days(l *locale, n int) string {
	if n < 0 {
		return l.N("days.ahead", -n)
	}
	return l.N("days.ago", n)
}
