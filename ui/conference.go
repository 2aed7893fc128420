package ui

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
)

type conferencePage struct {
	page
	Shapes   []string
	Tabs     []link
	Sessions []link
	Groups   []effectGroup
	Whole    string // the address of the page that leaves nothing out
}

type effectGroup struct {
	Name  string
	Count int
	Rows  []effectRow
	More  int // that are not listed
}

// listedEffects is how many mandates the page lists under each fate, unless it is
// asked for all.
const listedEffects = 50

type effectRow struct {
	Old, New []effectEnd
}

// An effectEnd is a mandate before or after a conference.
type effectEnd struct {
	Href, Text string
	Words      string
	WordsIn    tracker.Lang
	State      stateMark
	Confirm    []string
}

// conference shows what a session did to the action plan.
func (s *server) conference(c *gin.Context) error {
	p := conferencePage{page: s.frame(c, "conference", ""), Shapes: tracker.Shapes[:]}
	p.Here, p.Tabs = "plan", s.planTabs(p.locale, "conference")
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	sessions := v.Sessions(s.Registry)
	wanted := c.Param("session")
	if wanted == "" && len(sessions) > 0 {
		wanted = sessions[0]
	}
	known := len(sessions) == 0
	for _, id := range sessions {
		known = known || id == wanted
		p.Sessions = append(p.Sessions, link{Href: "/plan/conference/" + id, Text: s.sessionName(p.Lang, id), Current: id == wanted})
	}
	if !known {
		return fmt.Errorf("conference %s: %w", wanted, errNotFound)
	}
	if wanted != "" {
		p.Title = p.T("conference.title") + ": " + s.sessionName(p.Lang, wanted)
	}
	all := c.Query("all") == "1"
	p.Whole = withQuery(c.Request.URL, "all", "1")
	for _, e := range v.Conference(wanted) {
		name := p.T("fate." + slug(string(e.Fate)))
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != name {
			p.Groups = append(p.Groups, effectGroup{Name: name})
		}
		g := &p.Groups[len(p.Groups)-1]
		if g.Count++; g.Count > listedEffects && !all {
			g.More++
			continue
		}
		row := effectRow{Old: s.effectEnds(p.locale, e.Old), New: s.effectEnds(p.locale, e.New)}
		g.Rows = append(g.Rows, row)
		for _, it := range append(e.Old, e.New...) {
			p.Fictional = p.Fictional || s.fictional(it.Address)
		}
	}
	return s.render(c, http.StatusOK, "conference.html", p)
}

func (s *server) effectEnds(l *locale, items []*implementation.Item) []effectEnd {
	var ends []effectEnd
	for _, it := range items {
		end := effectEnd{Href: mandateHref(it.Address), Text: s.symbol(l.Lang, it.Address.Instrument()) + " #" + it.Address.Provision, State: s.stateMark(l.Lang, it.State)}
		end.Words, end.WordsIn = s.Plan.Wording(it, l.Lang)
		for _, why := range it.Confirm {
			end.Confirm = append(end.Confirm, l.T("confirm."+slug(string(why))))
		}
		ends = append(ends, end)
	}
	return ends
}
