package ui

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
)

// planRows is how many mandates a page of the plan lists.
const planRows = 100

type planPage struct {
	page
	Shapes  []string // marks that the page uses
	Tabs    []link
	Choices []choice
	Query   string // words
	By      []link
	Tallies []tally
	Groups  []planGroup
	Total   int
	Later   int // of the total, those of a text of which a later revision is known and not held
	Pager   *pager
	States  []stateMark // for the form that changes many
	Since   string      // today
	Back    string      // this page's own address
}

// A choice is a filter with its values.
type choice struct {
	Name, Label string
	Values      []link // Href is the value
}

// A stateMark is a state as it is shown: mark and name, never one without the
// other.
type stateMark struct {
	Key, Name, Colour, Shape string
}

type tally struct {
	State   stateMark
	Href    string
	Count   int
	Current bool
}

type planGroup struct {
	Href, Text, Title string
	Count             int
	Rows              []template.HTML
}

type planRow struct {
	Href, Place, Row string
	Symbol           string
	Text             string
	TextLang         tracker.Lang
	Lead, With       []string
	State            stateMark
	Since            string
	Confirm          []string
	Due              string
	Closed           string
}

// planFilter reads a filter from the address of a page; people who write one
// themselves may use names.
func (s *server) planFilter(q url.Values) (implementation.Filter, error) {
	f := implementation.Filter{
		Body: q.Get("body"), Session: q.Get("session"), Came: q.Get("came"), Lead: q.Get("lead"), With: q.Get("with"),
		ReportTo: q.Get("report"), Frequency: q.Get("frequency"), State: q.Get("state"), Element: q.Get("element"), Words: q.Get("q"),
		Confirm: q.Get("confirm") == "1", Due: q.Get("due") == "1", Standing: q.Get("standing"),
	}
	if !slices.Contains(implementation.Standings[:], f.Standing) {
		return f, bad(fmt.Errorf("standing %q: want closed or all, or nothing", f.Standing))
	}
	if text := q.Get("instrument"); text != "" {
		a, err := tracker.ParseAddress(text)
		if err != nil {
			return f, bad(err)
		}
		f.Instrument = a
	}
	if err := f.Name(s.Registry); err != nil {
		return f, bad(err)
	}
	return f, nil
}

func (s *server) plan(c *gin.Context) error {
	p := planPage{page: s.frame(c, "plan", "")}
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	filter, err := s.planFilter(c.Request.URL.Query())
	if err != nil {
		return err
	}
	if err := s.fillPlan(&p, v, filter, c.Request.URL); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "plan.html", p)
}

func (s *server) fillPlan(p *planPage, v *implementation.View, filter implementation.Filter, at *url.URL) error {
	items, states := s.chosen(v, filter)
	p.Total, p.Query, p.Shapes = len(items), filter.Words, tracker.Shapes[:]
	for _, it := range items {
		if it.Later != "" {
			p.Later++
		}
	}
	p.Back = at.RequestURI()
	p.Since = s.Clock().UTC().Format("2006-01-02")
	p.Tabs = s.planTabs(p.locale, "plan")
	fresh := firstPage(at)
	p.Choices = s.planChoices(p.locale, v, filter, at.Query())
	p.Tallies = s.tallies(p.locale, states, filter.State, fresh)
	for _, state := range s.Registry.States {
		p.States = append(p.States, s.stateMark(p.Lang, state))
	}
	by := at.Query().Get("by")
	if !slices.Contains(implementation.By[:], by) {
		by = implementation.By[0]
	}
	for _, name := range implementation.By {
		p.By = append(p.By, link{Href: withQuery(fresh, "by", name), Text: p.T("by." + name), Current: name == by})
	}
	groups := v.GroupBy(items, by)
	rows := 0
	for _, g := range groups { // a mandate with several leads is a row of each
		rows += len(g.Items)
	}
	var skip, left int
	p.Pager, skip, left = paged(at, rows, planRows)
	left -= skip
	for _, g := range groups {
		if skip >= len(g.Items) {
			skip -= len(g.Items)
			continue
		}
		shown := g.Items[skip:]
		skip = 0
		if left <= 0 {
			break
		}
		shown = shown[:min(len(shown), left)]
		left -= len(shown)
		group := s.planGroup(p.locale, v, by, g)
		for _, it := range shown {
			p.Fictional = p.Fictional || s.fictional(it.Address)
			row, err := s.draw(p.locale, it, cells{Placed: by != "instrument", Writes: p.Who.Writes})
			if err != nil {
				return err
			}
			group.Rows = append(group.Rows, row)
		}
		p.Groups = append(p.Groups, group)
	}
	return nil
}

func (s *server) planGroup(l *locale, v *implementation.View, by string, g implementation.Group) planGroup {
	group := planGroup{Text: g.Key, Count: len(g.Items)}
	switch by {
	case "lead":
		group.Text = cmp.Or(s.addressee(l.Lang, g.Key), l.T("plan.nobody"))
	case "state":
		group.Text = g.Items[0].State.Name.In(l.Lang)
	case "session":
		group.Text = s.sessionName(l.Lang, g.Key)
	case "frequency":
		group.Text = cmp.Or(s.Registry.FrequencyName(g.Key, l.Lang), l.T("plan.nofrequency"))
	default:
		a := g.Items[0].Address.Instrument()
		group.Href, group.Text = textHref(g.Items[0].Address.Revision()), s.symbol(l.Lang, a)
		group.Title = titleOf(l.Lang, v.Record(a))
	}
	return group
}

func (s *server) planRow(l *locale, it *implementation.Item, placed bool) planRow {
	row := planRow{
		Href: mandateHref(it.Address), Row: it.Address.String() + " " + strconv.FormatUint(it.Version, 10),
		Symbol: it.Address.Provision, State: s.stateMark(l.Lang, it.State), Since: it.Since,
		Lead: s.addressees(l.Lang, it.Lead), With: s.addressees(l.Lang, it.Cooperating), Due: s.dueWords(l, it),
	}
	if placed {
		row.Place = s.symbol(l.Lang, it.Address.Instrument())
	}
	row.Text, row.TextLang = s.Plan.Wording(it, l.Lang)
	for _, why := range it.Confirm {
		row.Confirm = append(row.Confirm, l.T("confirm."+slug(string(why))))
	}
	if it.Closed != nil {
		row.Closed = l.T("closed."+slug(it.Closed.Why)) + parenthesis(l.Lang, s.sessionName(l.Lang, it.Closed.Session))
	}
	return row
}

// planTabs are the pages about the plan.
func (s *server) planTabs(l *locale, here string) []link {
	var tabs []link
	for _, t := range []struct{ name, href string }{
		{"plan", "/plan"}, {"due", "/plan/due"}, {"conference", "/plan/conference"}, {"reports", "/reports"},
		{"calendar", "/reports/calendar"}, {"framework", "/framework"},
	} {
		tabs = append(tabs, link{Href: t.href, Text: l.T("tab." + t.name), Current: t.name == here})
	}
	return tabs
}

// chosen are the mandates that a filter chooses, and how many would be without
// its state, by state.
func (s *server) chosen(v *implementation.View, f implementation.Filter) (items []*implementation.Item, states implementation.Tally) {
	if f == (implementation.Filter{Standing: f.Standing}) {
		return v.Select(f), v.Facets(f.Standing).States
	}
	wanted := f.State
	f.State, states = "", implementation.Tally{}
	for _, it := range v.Select(f) {
		if states[it.State.Key]++; wanted == "" || it.State.Key == wanted {
			items = append(items, it)
		}
	}
	return items, states
}

// tallies count the mandates by state under the other filters.
func (s *server) tallies(l *locale, states implementation.Tally, wanted string, at *url.URL) []tally {
	var all []tally
	for _, state := range s.Registry.States {
		if n := states[state.Key]; n > 0 || state.Key == wanted {
			t := tally{State: s.stateMark(l.Lang, state), Count: n, Current: state.Key == wanted, Href: withQuery(at, "state", state.Key)}
			if t.Current {
				t.Href = withQuery(at, "state", "")
			}
			all = append(all, t)
		}
	}
	return all
}

// planChoices are the filters, each with the values that occur.
func (s *server) planChoices(l *locale, v *implementation.View, f implementation.Filter, q url.Values) []choice {
	facets := v.Facets(f.Standing)
	one := func(name string, values []link) choice {
		values = append([]link{{Text: l.T("plan.any"), Current: q.Get(name) == ""}}, values...)
		for i := range values[1:] {
			values[i+1].Current = values[i+1].Href == q.Get(name)
		}
		return choice{Name: name, Label: l.T("plan.by." + name), Values: values}
	}
	var lead, session, frequency, instrument, standing []link
	for _, a := range s.Registry.Addressees {
		if facets.Leads[a.Key] > 0 {
			lead = append(lead, link{Href: a.Key, Text: a.Name.In(l.Lang), Count: facets.Leads[a.Key]})
		}
	}
	for _, id := range v.Sessions(s.Registry) {
		if facets.Sessions[id] > 0 {
			session = append(session, link{Href: id, Text: s.sessionName(l.Lang, id), Count: facets.Sessions[id]})
		}
	}
	for _, g := range facets.ByFrequency {
		if g.Key != "" {
			frequency = append(frequency, link{Href: g.Key, Text: s.Registry.FrequencyName(g.Key, l.Lang), Count: len(g.Items)})
		}
	}
	for _, g := range facets.ByInstrument {
		a := g.Items[0].Address.Instrument()
		instrument = append(instrument, link{Href: a.String(), Text: s.symbol(l.Lang, a), Count: len(g.Items)})
	}
	for _, name := range implementation.Standings[1:] {
		standing = append(standing, link{Href: name, Text: l.T("plan.standing." + name)})
	}
	choices := []choice{one("lead", lead), one("instrument", instrument), one("session", session), one("frequency", frequency), one("standing", standing)}
	choices[4].Values[0].Text = l.T("plan.standing.current")
	return choices
}

func (s *server) stateMark(lang tracker.Lang, state tracker.State) stateMark {
	return stateMark{
		Key: state.Key, Name: state.Name.In(lang), Colour: cmp.Or(state.Colour, "#7a7f85"), Shape: cmp.Or(state.Shape, tracker.Shapes[0]),
	}
}

// addressee is an addressee's name in lang, or its key.
func (s *server) addressee(lang tracker.Lang, key string) string {
	if a, known := s.Registry.Addressee(key); known {
		return cmp.Or(a.Name.In(lang), key)
	}
	return key
}

func (s *server) addressees(lang tracker.Lang, keys []string) []string {
	var names []string
	for _, key := range keys {
		names = append(names, s.addressee(lang, key))
	}
	return names
}

// mandateHref is the page of a mandate. What follows # names the mandate, not a
// place on the page.
func mandateHref(a tracker.Address) string {
	return "/plan/mandate/" + strings.ReplaceAll(a.At(a.Provision).String(), "#", "%23")
}
