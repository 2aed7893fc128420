package ui

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"concord/tracker"
)

type homePage struct {
	page
	Empty   bool
	Tries   []link
	Figures []figure
	Bodies  []bodyCard
	Recent  []receiptRow
}

type figure struct{ Text, Name string }

type bodyCard struct {
	Href, Name string
	Fictional  bool
	Sessions   []link
}

// recentReceipts is how many arrivals the first page shows.
const recentReceipts = 5

func (s *server) home(c *gin.Context) error {
	p := homePage{page: s.frame(c, "home", "")}
	p.Bare = true
	if notModified(c, fmt.Sprintf(`"%d-%s"`, s.Store.Last(), p.Lang)) {
		return nil
	}
	if err := s.fillHome(&p); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "home.html", p)
}

func (s *server) fillHome(p *homePage) error {
	held, texts := 0, 0
	sessions := map[string]int{} // texts held of each session
	var first []tracker.InstrumentRecord
	for record, err := range s.Store.Instruments() {
		if err != nil {
			return err
		}
		if !record.Held {
			continue
		}
		held++
		if len(first) < 2 && record.Instrument.Kind == tracker.Resolution {
			first = append(first, record)
		}
		for _, r := range record.Revisions {
			texts += len(r.Langs)
			if len(r.Langs) > 0 {
				sessions[r.Session]++
			}
		}
	}
	provisions, err := s.Index.Count()
	if err != nil {
		return err
	}
	p.Empty = held == 0
	p.Figures = []figure{
		{groupDigits(held), p.N("count.instruments", held)},
		{groupDigits(texts), p.N("count.texts", texts)},
		{groupDigits(provisions), p.N("count.provisions", provisions)},
	}
	p.Bodies = s.bodyCards(p.Lang, sessions)
	if slices.ContainsFunc(p.Bodies, func(b bodyCard) bool { return b.Fictional }) {
		p.Notices = append(p.Notices, p.T("fictional.record"))
	}
	for _, record := range first {
		name := s.symbol(p.Lang, record.Instrument)
		p.Tries = append(p.Tries, link{Href: searchHref(name), Text: name})
	}
	p.Recent, err = s.receiptRows(recentReceipts)
	return err
}

// bodyCards lists the bodies that the record holds texts of, each with its
// sessions, newest first.
func (s *server) bodyCards(lang tracker.Lang, held map[string]int) []bodyCard {
	var cards []bodyCard
	for _, body := range s.Registry.Bodies {
		card := bodyCard{Href: "/texts?body=" + body.ID, Name: body.Name.In(lang), Fictional: body.Fictional}
		for id, count := range held {
			if s.Registry.SessionBody(id) == body.ID {
				card.Sessions = append(card.Sessions, link{
					Href: "/search?body=" + body.ID + "&session=" + id, Text: s.sessionName(lang, id), Count: count, Lang: tracker.Lang(id),
				})
			}
		}
		if len(card.Sessions) > 0 {
			slices.SortFunc(card.Sessions, func(a, b link) int {
				return s.Registry.Year(string(b.Lang)) - s.Registry.Year(string(a.Lang))
			})
			cards = append(cards, card)
		}
	}
	return cards
}

// A receiptRow is one arrival in a list.
type receiptRow struct {
	Href, File, When, ISO string
	Texts, Faults         int
}

// receiptRows lists the newest receipts first, at most n of them.
func (s *server) receiptRows(n int) ([]receiptRow, error) {
	var rows []receiptRow
	for r, err := range s.Store.Receipts() {
		if err != nil {
			return nil, err
		}
		entry, err := s.Store.Entry(r.Sequence)
		if err != nil {
			return nil, err
		}
		rows = append(rows, receiptRow{
			Href: fmt.Sprintf("/intake/%d", r.Sequence), File: r.File, Texts: len(r.Texts), Faults: len(r.Faults),
			When: shortTime(entry.Time), ISO: entry.Time.Format(time.RFC3339),
		})
		if len(rows) == n {
			break
		}
	}
	return rows, nil
}

func shortTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
