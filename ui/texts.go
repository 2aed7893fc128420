package ui

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"concord/tracker"
)

type textsPage struct {
	page
	Choices []link
	Rows    []instrumentRow
}

type instrumentRow struct {
	Href, Symbol, Title string
	Held                bool
	Sessions            []link
	Badges              badges
}

// texts lists every instrument that is known, held or not.
func (s *server) texts(c *gin.Context) error {
	p := textsPage{page: s.frame(c, "texts", "")}
	wanted := c.Query("body")
	seen := map[string]bool{}
	for record, err := range s.Store.Instruments() {
		if err != nil {
			return err
		}
		body := record.Instrument.Body
		if !seen[body] {
			seen[body] = true
			if wanted == "" {
				wanted = body
			}
			p.Choices = append(p.Choices, link{Href: "/texts?body=" + body, Text: s.bodyName(p.Lang, body), Current: body == wanted})
		}
		if body == wanted {
			p.Rows = append(p.Rows, s.instrumentRow(p.locale, record))
		}
	}
	if b, known := s.Registry.Body(wanted); known {
		p.Title, p.Fictional = b.Name.In(p.Lang), b.Fictional
	}
	return s.render(c, http.StatusOK, "texts.html", p)
}

func (s *server) instrumentRow(l *locale, record tracker.InstrumentRecord) instrumentRow {
	row := instrumentRow{
		Href: textHref(record.Instrument), Symbol: s.symbol(l.Lang, record.Instrument), Title: titleOf(l.Lang, record),
		Held: record.Held, Badges: l.badgesOf(record.Standing, record.Unverified, s.fictional(record.Instrument)),
	}
	for _, r := range record.Revisions {
		one := link{Text: s.sessionName(l.Lang, r.Session)}
		if len(r.Langs) > 0 {
			one.Href = textHref(r.Revision)
		}
		row.Sessions = append(row.Sessions, one)
	}
	return row
}

// titleOf is an instrument's title in lang, in English, in whatever language
// it is held, or as the catalogue has it.
func titleOf(lang tracker.Lang, record tracker.InstrumentRecord) string {
	if t := record.Title.In(lang); t != "" {
		return t
	}
	for _, l := range tracker.Langs {
		if t := record.Title[l]; t != "" {
			return t
		}
	}
	if record.Catalogue != nil {
		return record.Catalogue.Title
	}
	return ""
}
