package ui

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"concord/tracker"
)

// A page is what every page shows: the frame around its own content. Page
// structs embed it.
type page struct {
	*locale
	Title     string
	Words     string // in the search box
	Here      string // the entry of the menu that is current
	Bare      bool   // no search box in the frame: the page has its own
	Fictional bool   // the page shows texts of the fictional sample library
	Notices   []string
	Looking   bool // overlaps that the page would show are being looked for
	Who       tracker.Actor
	Languages []link
	assets    assets
}

// Asset is the address of a static file, with a mark of its content so that
// browsers may keep it for ever.
func (p page) Asset(name string) string { return p.assets.address(name) }

// A link is something to follow. An empty Href is a name without an address.
type link struct {
	Href    string
	Text    string
	Lang    tracker.Lang
	Current bool
	Count   int
}

// frame begins a page in the reader's language.
func (s *server) frame(c *gin.Context, here, title string) page {
	l := s.locales.of(c)
	p := page{locale: l, Title: title, Here: here, assets: s.assets, Who: s.Who(c.Request)}
	if title == "" {
		p.Title = l.T(here + ".title")
	}
	if s.Behind != nil && s.Behind() {
		p.Notices = append(p.Notices, l.T("index.behind"))
	}
	if here == "review" {
		if words := s.looking(l); words != "" {
			p.Notices, p.Looking = append(p.Notices, words), true
		}
	}
	for _, lang := range tracker.Langs {
		p.Languages = append(p.Languages, link{
			Href: withQuery(c.Request.URL, "ui", string(lang)), Text: ownNames[lang], Lang: lang, Current: lang == l.Lang,
		})
	}
	return p
}

// looking says how far the search for overlaps is, where one goes on.
func (s *server) looking(l *locale) string {
	far, on := s.queue.Looking()
	switch {
	case !on:
		return ""
	case far.Total == 0:
		return l.T("review.behind")
	}
	return l.About("review.looking", groupDigits(far.Done), groupDigits(far.Total))
}

// withQuery is u with one parameter set, or removed when value is empty.
func withQuery(u *url.URL, key, value string) string {
	q := u.Query()
	if value == "" {
		q.Del(key)
	} else {
		q.Set(key, value)
	}
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}

// switched is u with a switch turned the other way.
func switched(u *url.URL, name string, on bool) string {
	if on {
		return withQuery(u, name, "")
	}
	return withQuery(u, name, "1")
}

// badges are the marks beside an instrument or a revision.
type badges struct {
	Standing       *badge
	Unverified     bool
	Fictional      bool
	UnverifiedText string
	FictionalText  string
}

type badge struct{ Class, Text string }

// badgesOf says in words, never by colour alone, whether a text counts.
func (l *locale) badgesOf(standing tracker.Standing, unverified, fictional bool) badges {
	b := badges{
		Unverified: unverified, Fictional: fictional,
		UnverifiedText: l.T("unverified.badge"), FictionalText: l.T("fictional.badge"),
	}
	if standing != "" {
		class := slug(string(standing))
		b.Standing = &badge{Class: class, Text: l.T("standing." + class)}
	}
	return b
}
