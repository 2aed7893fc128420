package ui

import (
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/report"
)

type reportPage struct {
	page
	Shapes  []string
	Tabs    []link
	Bodies  []link // Href is the id
	Period  string
	Files   []link
	About   []string
	Summary cutTable
	Detail  cutTable
	Pager   *pager // of Detail
	Whole   string // the address of the report with every row, where the page leaves some out
	Charts  []chart
	Lists   []cutTable
	None    bool
	Problem string
}

// A cutTable is a table as a page lists it, of so many rows.
type cutTable struct {
	report.Table
	Count, More int // rows in all, and those that are not listed
}

// What a page of a report lists of its action items, and of each other table. The
// files, and the page that shows everything, leave nothing out.
const (
	detailRows = 50
	tableRows  = 25
)

func cut(t report.Table, from, to int) cutTable {
	c := cutTable{Table: t, Count: len(t.Rows), More: len(t.Rows) - (to - from)}
	c.Rows = t.Rows[from:to]
	return c
}

// A chart is drawn on the server, with its table behind it.
type chart struct {
	Title  string
	Table  report.Table
	Bars   []chartBar
	Height int
	Legend []stateMark
}

type chartBar struct {
	Name   string
	Total  int
	LabelY int
	Y      int
	Parts  []chartPart
}

type chartPart struct {
	X, W, TextX   int
	Colour, Title string
	Count         string // "" where it has no room
}

// The measures of a chart, in units of its own.
const (
	chartWidth = 1000
	chartStep  = 74
	chartBarAt = 36 // below the name
)

func (s *server) reportOf(c *gin.Context) (report.PlanReport, *locale, error) {
	l := s.locales.of(c)
	v, err := s.Plan.View(c, s.Who(c.Request))
	if err != nil {
		return report.PlanReport{}, l, err
	}
	body, name := c.Query("for"), c.Query("period")
	if body == "" {
		if bodies := s.reportBodies(l, v); len(bodies) > 0 {
			body = bodies[0].Href
		}
	}
	if name == "" {
		name = s.Clock().UTC().Format("2006")
	}
	period, err := implementation.ParsePeriod(name)
	if err != nil {
		return report.PlanReport{}, l, bad(err)
	}
	if body == "" {
		return report.PlanReport{Period: name}, l, nil
	}
	b, err := s.Registry.BodyNamed(body)
	if err != nil {
		return report.PlanReport{}, l, bad(err)
	}
	r, err := report.Maker{Plan: s.Plan, View: v, Lang: l.Lang}.Report(b.ID, period, s.Clock())
	return r, l, err
}

// reportBodies are the bodies that mandates concern.
func (s *server) reportBodies(l *locale, v *implementation.View) []link {
	var bodies []link
	for _, b := range s.Registry.Bodies {
		if n := len(s.Plan.Concerning(v, b.ID)); n > 0 {
			bodies = append(bodies, link{Href: b.ID, Text: b.Name.In(l.Lang), Count: n})
		}
	}
	return bodies
}

func (s *server) reports(c *gin.Context) error {
	r, _, err := s.reportOf(c)
	if err != nil {
		return err
	}
	if format := c.Query("format"); format != "" {
		if !slices.Contains(report.Formats[:], format) {
			return bad(fmt.Errorf("format %q: want one of %s", format, strings.Join(report.Formats[:], ", ")))
		}
		attach(c, "report."+format, report.MediaType(format))
		return r.Write(c.Writer, format, s.Clock())
	}
	p := reportPage{page: s.frame(c, "reports", ""), Shapes: tracker.Shapes[:], Period: r.Period, About: r.About}
	p.Here, p.Tabs = "plan", s.planTabs(p.locale, "reports")
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	p.Bodies = s.reportBodies(p.locale, v)
	for i := range p.Bodies {
		p.Bodies[i].Current = p.Bodies[i].Href == r.Body
	}
	for _, format := range report.Formats {
		p.Files = append(p.Files, link{Href: withQuery(c.Request.URL, "format", format), Text: strings.ToUpper(format)})
	}
	p.None = len(r.Items()) == 0
	for _, one := range r.Progress {
		p.Charts = append(p.Charts, s.chart(p.locale, one))
	}
	var from, to int
	p.Pager, from, to = paged(c.Request.URL, len(r.Detail.Rows), detailRows)
	p.Detail = cut(r.Detail, from, to)
	most, all := tableRows, c.Query("all") == "1"
	if all {
		most = math.MaxInt
	}
	p.Summary = cut(r.Summary, 0, min(len(r.Summary.Rows), most))
	for _, t := range []report.Table{r.Calendar, r.Inactive, r.Gaps} {
		p.Lists = append(p.Lists, cut(t, 0, min(len(t.Rows), most)))
	}
	if !all {
		p.Whole = withQuery(firstPage(c.Request.URL), "all", "1")
	}
	for _, it := range r.Items() {
		p.Fictional = p.Fictional || s.fictional(it.Address)
	}
	return s.render(c, http.StatusOK, "reports.html", p)
}

// chart lays out the bars: longest first where nothing else orders them, mirrored
// in a language that is written right to left.
func (s *server) chart(l *locale, from report.Chart) chart {
	c := chart{Title: from.Title, Table: from.Table, Height: len(from.Bars)*chartStep + 8}
	most := 1
	for _, b := range from.Bars {
		most = max(most, b.Total)
	}
	seen := map[string]bool{}
	for i, b := range from.Bars {
		bar := chartBar{Name: b.Name, Total: b.Total, LabelY: i*chartStep + 28, Y: i*chartStep + chartBarAt}
		x := 0
		for _, p := range b.Parts {
			mark := s.stateMark(l.Lang, p.State)
			part := chartPart{X: x, W: max(2, p.Count*chartWidth/most), Colour: mark.Colour, Title: fmt.Sprintf("%s: %d", mark.Name, p.Count)}
			x += part.W
			if l.Dir() == "rtl" {
				part.X = chartWidth - part.X - part.W
			}
			if part.TextX = part.X + part.W/2; part.W >= 40 {
				part.Count = fmt.Sprint(p.Count)
			}
			bar.Parts = append(bar.Parts, part)
			if !seen[mark.Key] {
				seen[mark.Key] = true
				c.Legend = append(c.Legend, mark)
			}
		}
		c.Bars = append(c.Bars, bar)
	}
	return c
}

type calendarPage struct {
	page
	Shapes []string
	Tabs   []link
	Leads  []link
	Years  []link // Count is the reports of a year
	All    link
	Shown  []calendarYear
	Feed   string
}

type calendarYear struct {
	Year   string
	Rows   []calendarRow
	duties []implementation.Duty
}

type calendarRow struct {
	Cells            template.HTML
	Day, Session, To string
}

// calendarYears is how many years the calendar looks ahead.
const calendarYears = 4

// calendar lists the reports that mandates ask for, from today.
func (s *server) calendar(c *gin.Context) error {
	p := calendarPage{page: s.frame(c, "calendar", ""), Shapes: tracker.Shapes[:]}
	p.Here, p.Tabs = "plan", s.planTabs(p.locale, "calendar")
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	wanted, counts := c.Query("lead"), map[string]int{}
	now := s.Clock()
	var years []calendarYear
	for _, d := range s.Plan.Calendar(v, now, now.AddDate(calendarYears, 0, 0)) {
		for _, lead := range d.Item.Lead {
			counts[lead]++
		}
		if wanted != "" && !slices.Contains(d.Item.Lead, wanted) {
			continue
		}
		year := d.Day[:min(4, len(d.Day))]
		if n := len(years); n == 0 || years[n-1].Year != year {
			years = append(years, calendarYear{Year: year})
		}
		y := &years[len(years)-1]
		y.duties = append(y.duties, d)
	}
	if err := s.fillCalendar(&p, years, c.Request.URL); err != nil {
		return err
	}
	p.Leads = append(p.Leads, link{Href: "/reports/calendar", Text: p.T("plan.any"), Current: wanted == ""})
	for _, a := range s.Registry.Addressees {
		if counts[a.Key] > 0 {
			p.Leads = append(p.Leads, link{Href: "/reports/calendar?lead=" + a.Key, Text: a.Name.In(p.Lang), Count: counts[a.Key], Current: a.Key == wanted})
		}
	}
	p.Feed = "/plan/reminders.ics"
	if wanted != "" {
		p.Feed += "?lead=" + wanted
	}
	return s.render(c, http.StatusOK, "calendar.html", p)
}

// fillCalendar shows one year of the calendar, the first unless the address names
// another, or all of them.
func (s *server) fillCalendar(p *calendarPage, years []calendarYear, at *url.URL) error {
	wanted, all := at.Query().Get("year"), at.Query().Get("all") == "1"
	if !slices.ContainsFunc(years, func(y calendarYear) bool { return y.Year == wanted }) && len(years) > 0 {
		wanted = years[0].Year
	}
	q := at.Query()
	q.Del("all")
	one := &url.URL{Path: at.Path, RawQuery: q.Encode()}
	p.All = link{Href: withQuery(at, "all", "1"), Current: all}
	for _, y := range years {
		p.Years = append(p.Years, link{Href: withQuery(one, "year", y.Year), Text: y.Year, Count: len(y.duties), Current: !all && y.Year == wanted})
		if !all && y.Year != wanted {
			continue
		}
		for _, d := range y.duties {
			cells, err := s.draw(p.locale, d.Item, cells{Placed: true, Short: true})
			if err != nil {
				return err
			}
			row := calendarRow{Cells: cells, Day: d.Day, To: s.addressee(p.Lang, d.To)}
			if d.Session != "" {
				row.Session = s.sessionName(p.Lang, d.Session)
			}
			p.Fictional = p.Fictional || s.fictional(d.Item.Address)
			y.Rows = append(y.Rows, row)
		}
		p.Shown = append(p.Shown, y)
	}
	return nil
}

// reminders sends what is due as a calendar that programs subscribe to.
func (s *server) reminders(c *gin.Context) error {
	m, lead, err := s.subscribed(c)
	if err != nil {
		return err
	}
	c.Header("Content-Type", "text/calendar; charset=utf-8")
	return m.Reminders(c.Writer, lead, s.Clock(), origin(c))
}

// feed sends what is due and what was last written about mandates as an Atom feed.
func (s *server) feed(c *gin.Context) error {
	m, lead, err := s.subscribed(c)
	if err != nil {
		return err
	}
	l := s.locales.of(c)
	c.Header("Content-Type", "application/atom+xml; charset=utf-8")
	return m.Feed(c.Writer, lead, s.Clock(), origin(c), func(n implementation.Need) string { return l.T("need." + slug(string(n))) })
}

// subscribed gives what a subscription is made from, and its addressee by any name.
// It is public, whoever asks.
func (s *server) subscribed(c *gin.Context) (m report.Maker, lead string, err error) {
	if typed := c.Query("lead"); typed != "" {
		if lead, err = s.Registry.AddresseeNamed(typed); err != nil {
			return m, "", bad(err)
		}
	}
	v, err := s.Plan.View(c, tracker.Actor{})
	return report.Maker{Plan: s.Plan, View: v, Lang: s.locales.of(c).Lang}, lead, err
}

// origin is the scheme and host that the reader used.
func origin(c *gin.Context) string {
	scheme := "http://"
	if c.Request.TLS != nil {
		scheme = "https://"
	}
	return scheme + c.Request.Host
}
