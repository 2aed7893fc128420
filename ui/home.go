package ui

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"concord/index"
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

// cardSessions is how many sessions a card lists, newest first; the page of the
// body has them all.
const cardSessions = 8

// recentReceipts is how many arrivals the first page shows.
const recentReceipts = 5

func (s *server) home(c *gin.Context) error {
	p := homePage{page: s.frame(c, "home", "")}
	p.Bare = true
	if s.notModified(c, p.page) {
		return nil
	}
	if err := s.fillHome(c, &p); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "home.html", p)
}

func (s *server) fillHome(ctx context.Context, p *homePage) error {
	instruments, texts := 0, 0
	held := map[string]map[string]int{} // by body and session: revisions held
	var first []tracker.InstrumentRecord
	for record, err := range s.Store.Instruments() {
		if err != nil {
			return err
		}
		if !record.Held {
			continue
		}
		instruments++
		if len(first) < 2 && record.Instrument.Kind == tracker.Resolution {
			first = append(first, record)
		}
		for _, r := range record.Revisions {
			texts += len(r.Langs)
			if len(r.Langs) > 0 {
				body := record.Instrument.Body
				if held[body] == nil {
					held[body] = map[string]int{}
				}
				held[body][r.Session]++
			}
		}
	}
	everything, err := s.Index.Search(ctx, index.Query{Limit: 1})
	if err != nil {
		return err
	}
	p.Empty = instruments == 0
	p.Figures = []figure{
		{groupDigits(instruments), p.N("count.instruments", instruments)},
		{groupDigits(texts), p.N("count.texts", texts)},
		{groupDigits(everything.Total), p.N("count.provisions", everything.Total)},
	}
	p.Bodies = s.bodyCards(p.Lang, held)
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
func (s *server) bodyCards(lang tracker.Lang, held map[string]map[string]int) []bodyCard {
	var cards []bodyCard
	for _, body := range s.Registry.Bodies {
		sessions := held[body.ID]
		if len(sessions) == 0 {
			continue
		}
		card := bodyCard{Href: "/texts?body=" + body.ID, Name: body.Name.In(lang), Fictional: body.Fictional}
		newestFirst := func(a, b string) int { return s.Registry.CompareSessions(b, a) }
		ids := slices.SortedFunc(maps.Keys(sessions), newestFirst)
		for _, id := range ids[:min(len(ids), cardSessions)] {
			card.Sessions = append(card.Sessions, link{
				Href: "/search?body=" + body.ID + "&session=" + id, Text: s.sessionName(lang, id), Count: sessions[id],
			})
		}
		cards = append(cards, card)
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
		rows = append(rows, receiptRow{
			Href: fmt.Sprintf("/intake/%d", r.Sequence), File: r.File, Texts: len(r.Texts), Faults: len(r.Faults),
			When: shortTime(r.Received), ISO: r.Received.Format(time.RFC3339),
		})
	}
	slices.Reverse(rows)
	return rows[:min(n, len(rows))], nil
}

func shortTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
