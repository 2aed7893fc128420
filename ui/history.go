package ui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/redline"
)

type historyPage struct {
	page
	Name       string // the instrument's title
	Symbol     string
	Back       string
	TextLang   tracker.Lang
	Texts      []link // the same history in other languages
	Sessions   []link // of the revisions compared, oldest first
	Missing    []string
	Abrogated  string
	Paragraphs []life
	Toggle     string
	All        bool // paragraphs that never changed are shown too
	Quiet      int  // how many those are
}

// A life is a paragraph with its events, oldest first.
type life struct {
	Anchor string
	Href   string
	Place  string
	// Heading is set where it is not that of the paragraph before.
	Heading string
	Label   string
	Text    string
	Gone    bool
	Quiet   bool // it came first and never changed
	Events  []event
}

// An event is a moment in a paragraph's life: it came, changed or went.
type event struct {
	Session string
	Style   string // added, removed or changed
	What    string
	Place   *link
	Words   []redline.Edit // nil where there is nothing to mark
	Flags   []string
}

func (s *server) history(c *gin.Context) error {
	address, err := tracker.ParseAddress(strings.TrimPrefix(c.Param("address"), "/"))
	if err != nil {
		return bad(err)
	}
	record, err := s.Store.Instrument(address)
	if err != nil {
		return err
	}
	p := historyPage{page: s.frame(c, "texts", " "), All: c.Query("all") == "1"}
	wanted := p.Lang
	if lang := tracker.Lang(c.Query("lang")); lang.Valid() {
		wanted = lang
	}
	latest, err := s.Store.Text(address.Instrument(), wanted)
	if err != nil {
		return err
	}
	if s.notModified(c, p.page, latest.Lang, p.All) {
		return nil
	}
	h, err := redline.Trace(record, latest.Lang, func(a tracker.Address) (tracker.Text, error) { return s.Store.Text(a) })
	if err != nil {
		return err
	}
	p.TextLang = latest.Lang
	p.Fictional = s.fictional(record.Instrument)
	p.Name, p.Symbol, p.Back = latest.Title, s.symbol(latest.Lang, record.Instrument), textHref(latest.Revision.In(latest.Lang))
	p.Title = p.T("history.title") + ": " + s.symbol(p.Lang, record.Instrument)
	p.Texts = historyLanguages(c, record, latest.Lang)
	s.fillHistory(&p, h)
	p.Toggle = switched(c.Request.URL, "all", p.All)
	return s.render(c, http.StatusOK, "history.html", p)
}

// historyLanguages links the languages in which any revision is held.
func historyLanguages(c *gin.Context, record tracker.InstrumentRecord, current tracker.Lang) []link {
	var links []link
	for _, lang := range tracker.Langs {
		for _, r := range record.Revisions {
			if slices.Contains(r.Langs, lang) {
				links = append(links, link{Href: withQuery(c.Request.URL, "lang", string(lang)), Text: ownNames[lang], Lang: lang, Current: lang == current})
				break
			}
		}
	}
	return links
}

func (s *server) fillHistory(p *historyPage, h redline.History) {
	for _, r := range h.Revisions {
		p.Sessions = append(p.Sessions, link{Href: textHref(r.In(h.Lang)), Text: s.sessionName(p.Lang, r.Session)})
	}
	for _, session := range h.Missing {
		p.Missing = append(p.Missing, s.sessionName(p.Lang, session))
	}
	if h.Abrogated != "" {
		p.Abrogated = s.sessionName(p.Lang, h.Abrogated)
	}
	heading := ""
	for i, para := range h.Paragraphs {
		one := s.lifeOf(p.locale, para)
		one.Anchor = fmt.Sprintf("p%d", i+1)
		one.Quiet = len(para.Changes) == 0 && para.Went == "" && para.Came == h.Revisions[0].Session
		if one.Quiet {
			p.Quiet++
			if !p.All {
				continue
			}
		}
		if one.Heading == heading {
			one.Heading = ""
		} else {
			heading = one.Heading
		}
		p.Paragraphs = append(p.Paragraphs, one)
	}
}

func (s *server) lifeOf(l *locale, para redline.Paragraph) life {
	one := life{
		Href: textHref(para.Address), Place: "#" + para.Address.Provision,
		Heading: para.Heading, Label: para.Label, Text: para.Text, Gone: para.Went != "",
	}
	add := func(session, style, what string, place *link, words []redline.Edit) {
		one.Events = append(one.Events, event{s.sessionName(l.Lang, session), style, what, place, words, nil})
	}
	add(para.Came, "added", l.T("history.came"), nil, nil)
	for _, step := range para.Changes {
		what := l.T("class." + slug(string(step.Class)))
		switch step.Class {
		case redline.Added, redline.Removed:
			add(step.Session, string(step.Class), what, placeLink(step.Address), nil)
		case redline.Moved, redline.Renumbered:
			add(step.Session, "changed", what, placeLink(step.Address), nil)
		default:
			add(step.Session, "changed", what, placeLink(step.Address), wordsOf(step.Class, step.Words))
		}
		one.Events[len(one.Events)-1].Flags = l.flagNames(step.Flags)
	}
	if para.Went != "" {
		add(para.Went, "removed", l.T("history.went"), nil, nil)
	}
	return one
}

// historyHref is the page of an instrument's history, in the language of a text.
func historyHref(a tracker.Address, lang tracker.Lang) string {
	return "/history/" + a.Instrument().String() + "?lang=" + string(lang)
}
