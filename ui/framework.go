package ui

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
)

// An elementRow is an element of the strategic framework beside a mandate or a
// text.
type elementRow struct {
	ID, Href, Text, Kind string
	Unverified, Draft    bool
	Words                []string // why it is suggested
	Lang                 tracker.Lang
	Titled               bool // for a text, because of its title
	Mandates             int  // for a text, because of so many of its mandates
}

type frameworkPage struct {
	page
	Tabs     []link
	Periods  []link
	Note     string
	Draft    bool
	Groups   []elementGroup
	Back     string
	Held     []link // texts with mandates to choose from; Href is the instrument
	Elements []link // of the period to choose from; Href is the id
	Without  []template.HTML
	WithoutN int
	Shapes   []string
}

type elementGroup struct {
	Name string
	Rows []coverRow
}

type coverRow struct {
	elementRow
	Tied, Suggested, Texts int // mandates tied and suggested, and in how many texts
	Instruments            []servingText
	Likely                 []servingText // some of those suggested
}

// A servingText is a text that serves an element, or may.
type servingText struct {
	Instrument, Href, Text string
	Words                  []string
	Lang                   tracker.Lang // of Words
	Mandates               int
}

// What a page lists at most: texts or elements suggested, words that say why,
// mandates that serve nothing.
const (
	listedSuggestions = 3
	listedWords       = 4
	listedWithout     = 100
)

// period is the period of the strategic framework that a day falls in, or the
// last that had begun.
func (s *server) period(day string) string {
	period := ""
	for _, f := range s.Registry.Framework {
		if f.From <= day || period == "" {
			period = f.Period
		}
	}
	return period
}

func (s *server) elementRow(l *locale, id string) elementRow {
	e, _ := s.Registry.Element(id)
	row := elementRow{ID: id, Href: "/plan?element=" + id, Text: e.Name.In(l.Lang), Kind: l.T("element." + e.Kind), Unverified: !e.Verified}
	for _, f := range s.Registry.Framework {
		if strings.HasPrefix(id, f.Period+"/") {
			row.Draft = f.Draft
			row.Kind += " · " + f.Period
		}
	}
	return row
}

// elementRows are the elements tied to a mandate, and those that its words
// suggest for the period of today.
func (s *server) elementRows(l *locale, v *implementation.View, it *implementation.Item) (tied, suggested []elementRow) {
	for _, id := range it.Elements {
		tied = append(tied, s.elementRow(l, id))
	}
	for _, id := range v.Links[it.Address.Instrument()] {
		if !slices.Contains(it.Elements, id) {
			row := s.elementRow(l, id)
			row.ID = "" // tied by the instrument: not from here
			tied = append(tied, row)
		}
	}
	for _, sug := range s.Plan.Suggest(it, s.period(s.Clock().Format("2006-01-02"))) {
		if !slices.Contains(it.Elements, sug.Element) {
			row := s.elementRow(l, sug.Element)
			row.Words, row.Lang = sug.Words, it.Lang
			suggested = append(suggested, row)
		}
	}
	return tied, suggested
}

// framework shows what the strategic plan of a period is served by, and what
// serves none of it.
func (s *server) framework(c *gin.Context) error {
	p := frameworkPage{page: s.frame(c, "framework", ""), Shapes: tracker.Shapes[:]}
	p.Here, p.Tabs = "plan", s.planTabs(p.locale, "framework")
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	wanted := c.Query("period")
	if wanted == "" {
		wanted = s.period(s.Clock().Format("2006-01-02"))
	}
	for _, f := range s.Registry.Framework {
		p.Periods = append(p.Periods, link{Href: "/framework?period=" + f.Period, Text: f.Period, Current: f.Period == wanted})
		if f.Period == wanted {
			p.Note, p.Draft = f.Note, f.Draft
		}
	}
	elements, without := s.Plan.Cover(v, wanted)
	for _, kind := range tracker.ElementKinds {
		group := elementGroup{Name: p.T("element." + kind)}
		for _, e := range elements {
			if e.Element.Kind == kind {
				group.Rows = append(group.Rows, s.coverRow(p.locale, e))
			}
		}
		if len(group.Rows) > 0 {
			p.Groups = append(p.Groups, group)
		}
	}
	p.Back = c.Request.URL.RequestURI()
	if p.Who.Writes {
		p.Elements = s.elementChoices(p.locale, wanted)
		for _, g := range v.Facets("").ByInstrument {
			p.Held = append(p.Held, link{Href: g.Key, Text: s.symbol(p.Lang, g.Items[0].Address.Instrument())})
		}
	}
	p.WithoutN = len(without)
	for _, it := range without[:min(len(without), listedWithout)] {
		row, err := s.draw(p.locale, it, cells{Placed: true})
		if err != nil {
			return err
		}
		p.Without = append(p.Without, row)
		p.Fictional = p.Fictional || s.fictional(it.Address)
	}
	return s.render(c, http.StatusOK, "framework.html", p)
}

func (s *server) coverRow(l *locale, e implementation.Coverage) coverRow {
	row := coverRow{elementRow: s.elementRow(l, e.ID), Tied: len(e.Tied), Suggested: len(e.Suggested)}
	serving := func(a tracker.Address) servingText {
		return servingText{Instrument: a.String(), Href: textHref(a), Text: s.symbol(l.Lang, a)}
	}
	for _, a := range e.Instruments {
		row.Instruments = append(row.Instruments, serving(a))
	}
	row.Texts = len(e.Texts)
	for _, t := range e.Texts {
		if len(row.Likely) < listedSuggestions && !slices.Contains(e.Instruments, t.Instrument) {
			likely := serving(t.Instrument)
			likely.Words, likely.Lang, likely.Mandates = t.Words[:min(len(t.Words), listedWords)], t.Lang, t.Mandates
			row.Likely = append(row.Likely, likely)
		}
	}
	return row
}
