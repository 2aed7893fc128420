package ui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/advice"
)

type guidelinesPage struct {
	page
	Text     string // address as typed
	Name     string
	Href     string
	Done     bool
	Switches []guidelineSwitch
	Findings []findingRow
	Chose    bool
}

// guidelines lists the guidelines with their sources, and what they have to say
// of a text of the record.
func (s *server) guidelines(c *gin.Context) error {
	p := guidelinesPage{page: s.frame(c, "review", " "), Text: strings.TrimSpace(c.Query("text")), Chose: c.Query("chose") == "1"}
	p.Title = p.T("guidelines.title")
	off := s.switchedOff(c.QueryArray("on"), p.Chose)
	p.Switches = s.switches(p.locale, off)
	if p.Text != "" {
		a, err := s.Index.Named(c, p.Text, p.Lang)
		if err != nil {
			return bad(err)
		}
		text, err := s.Store.Text(a, p.Lang)
		if err != nil {
			return err
		}
		findings, err := s.findingsOf(c, text, off)
		if err != nil {
			return err
		}
		p.Done, p.Name, p.Href = true, s.symbol(p.Lang, text.Revision)+" "+text.Title, textHref(text.Revision.In(text.Lang))
		p.Findings = s.findingRows(p.locale, findings, true)
		p.Fictional = s.fictional(text.Instrument)
	}
	return s.render(c, http.StatusOK, "guidelines.html", p)
}

// findingsOf gives what the guidelines have to say of a text of the record.
func (s *server) findingsOf(c *gin.Context, text tracker.Text, off []string) ([]advice.Finding, error) {
	all, err := s.queue.All(c)
	if err != nil {
		return nil, err
	}
	return s.Checker.Findings(c, text, all.GroupsAbout(text.Instrument), off)
}

// switchedOff gives the guidelines that are not among those chosen; none where
// nobody chose.
func (s *server) switchedOff(on []string, chose bool) []string {
	var off []string
	for _, g := range s.Checker.Guidelines {
		if chose && !slices.Contains(on, g.Key) {
			off = append(off, g.Key)
		}
	}
	return off
}

// A guidelineSwitch is a guideline in the form that turns it on and off.
type guidelineSwitch struct {
	Key, Name, Text string
	On, Question    bool
	Source          link
	Unverified      bool
}

func (s *server) switches(l *locale, off []string) []guidelineSwitch {
	var out []guidelineSwitch
	for _, g := range s.Checker.Guidelines {
		out = append(out, guidelineSwitch{
			g.Key, g.Name.In(l.Lang), g.Text.In(l.Lang), g.On && !slices.Contains(off, g.Key), g.Question, s.sourceLink(g.Source), !g.Source.Verified,
		})
	}
	return out
}

func (s *server) sourceLink(source advice.Source) link {
	to := link{Text: source.Title}
	if !source.Address.IsZero() {
		to.Href = s.heldHref(source.Address)
	}
	return to
}

// A findingRow is what one guideline has to say.
type findingRow struct {
	Name, Text, Detail string
	Place              *link
	Others             []link
	Source             link
	Question           bool
}

// findingRows puts findings into words; those of a held text link its places.
func (s *server) findingRows(l *locale, findings []advice.Finding, held bool) []findingRow {
	var out []findingRow
	for _, f := range findings {
		i := slices.IndexFunc(s.Checker.Guidelines, func(g advice.Guideline) bool { return g.Key == f.Guideline })
		if i < 0 {
			continue
		}
		g := s.Checker.Guidelines[i]
		row := findingRow{Name: g.Name.In(l.Lang), Text: g.Text.In(l.Lang), Source: s.sourceLink(g.Source), Question: g.Question}
		if !f.At.IsZero() {
			row.Place = &link{Text: "#" + f.At.Provision}
			if held {
				row.Place.Href = textHref(f.At)
			}
		}
		switch {
		case f.Limit > 0:
			row.Detail = fmt.Sprintf("%d / %d", f.Count, f.Limit)
		case f.Count > 0:
			row.Detail = fmt.Sprint(f.Count)
		}
		for _, o := range f.Others {
			to := link{Href: textHref(o), Text: s.symbol(l.Lang, o.Revision())}
			if o.Provision != "" {
				to.Text = s.place(l.Lang, o)
			}
			if !held && o.Session == "" && o.Provision != "" {
				to = link{Text: "#" + o.Provision} // of the draft itself
			}
			row.Others = append(row.Others, to)
		}
		out = append(out, row)
	}
	return out
}
