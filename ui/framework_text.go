package ui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A textElements is what a whole text serves of the strategic framework, and
// the ways to say so.
type textElements struct {
	Instrument    string
	Back          string // the page that the forms stand on
	Tied, Suggest []elementRow
	Others        []link // elements of today's period to choose from; Href is the id
}

// textElements are the elements tied to a whole text, and those that its title
// and its mandates suggest for the period of today.
func (s *server) textElements(l *locale, v *implementation.View, instrument tracker.Address, back string) *textElements {
	e := &textElements{Instrument: instrument.String(), Back: back}
	tied := v.Links[instrument]
	for _, id := range tied {
		e.Tied = append(e.Tied, s.elementRow(l, id))
	}
	period := s.period(s.Clock().Format("2006-01-02"))
	for _, sug := range s.Plan.SuggestText(v, instrument, period) {
		if slices.Contains(tied, sug.Element) || len(e.Suggest) == listedSuggestions {
			continue
		}
		row := s.elementRow(l, sug.Element)
		row.Words, row.Lang = sug.Words[:min(len(sug.Words), listedWords)], sug.Lang
		row.Titled, row.Mandates = sug.Title, sug.Mandates
		e.Suggest = append(e.Suggest, row)
	}
	for _, one := range s.elementChoices(l, period) {
		if !slices.Contains(tied, one.Href) {
			e.Others = append(e.Others, one)
		}
	}
	return e
}

// elementChoices are the elements of a period to choose from; Href is the id.
func (s *server) elementChoices(l *locale, period string) []link {
	var all []link
	for _, f := range s.Registry.Framework {
		for _, e := range f.Elements {
			if f.Period == period {
				all = append(all, link{Href: period + "/" + e.Key, Text: l.T("element."+e.Kind) + ": " + e.Name.In(l.Lang)})
			}
		}
	}
	return all
}

// tieText ties a whole text to an element of the strategic framework, or unties
// it, and goes back to where the form stood.
func (s *server) tieText(c *gin.Context) error {
	who, err := s.writing(c)
	if err != nil {
		return err
	}
	instrument, err := tracker.ParseAddress(c.PostForm("instrument"))
	if err != nil {
		return bad(err)
	}
	instrument = instrument.Instrument()
	outcomes, err := s.Plan.Write(c, who, s.Clock(), []implementation.Edit{{
		Address: instrument, Links: []tracker.Link{{Element: c.PostForm("element"), Removed: c.PostForm("removed") == "1"}},
	}}, false)
	if err != nil {
		return err
	}
	if o := outcomes[0]; o.Result == implementation.Refused {
		return badRequest{http.StatusUnprocessableEntity, fmt.Errorf("%s: %s", instrument, o.Problem)}
	}
	back := c.PostForm("back")
	if !strings.HasPrefix(back, "/text/") && !strings.HasPrefix(back, "/framework") {
		back = textHref(instrument)
	}
	c.Redirect(http.StatusSeeOther, back)
	return nil
}
