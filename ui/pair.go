package ui

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/redline"
)

type pairPage struct {
	page
	A, B     string // addresses as typed
	Done     bool
	TextLang tracker.Lang
	Sides    []groupMember
	Edits    []redline.Edit // not Words: those are in the search box
	Same     bool
	Flags    []string
	Swap     string
}

// pair shows two provisions of any texts word by word.
func (s *server) pair(c *gin.Context) error {
	p := pairPage{page: s.frame(c, "review", " "), A: c.Query("a"), B: c.Query("b")}
	p.Title = p.T("pair.title")
	if p.A == "" || p.B == "" {
		return s.render(c, http.StatusOK, "pair.html", p)
	}
	var both [2]tracker.Provision
	for i, name := range []string{p.A, p.B} {
		a, err := s.Index.Named(c, name, p.Lang)
		if err != nil {
			return bad(err)
		}
		if a.Provision == "" {
			return bad(fmt.Errorf("%s: want a paragraph, such as itu/pp/res/130@pp-18#resolves.1", name))
		}
		text, err := s.Store.Text(a, p.Lang)
		if err != nil {
			return err
		}
		if i == 1 && text.Lang != p.TextLang {
			if text, err = s.Store.Text(text.Revision.In(p.TextLang)); err != nil {
				return bad(fmt.Errorf("%s is not held in %s: two languages cannot be compared word by word", name, p.TextLang))
			}
		}
		p.TextLang = text.Lang
		if both[i], err = s.Store.Provision(text.Revision.In(text.Lang).At(a.Provision), text.Lang); err != nil {
			return err
		}
		at := both[i].Address
		at.Lang = text.Lang
		p.Sides = append(p.Sides, groupMember{Href: textHref(at), Symbol: s.symbol(text.Lang, at.Revision()), Place: "#" + at.Provision, Title: text.Title, Heading: both[i].Heading})
		p.Fictional = p.Fictional || s.fictional(at)
	}
	p.Done = true
	for _, ch := range redline.Compare(both[:1], both[1:], p.TextLang).Changes {
		p.Edits = append(p.Edits, ch.Words...)
		p.Flags = append(p.Flags, p.flagNames(ch.Flags)...)
	}
	p.Same = tracker.Fingerprint(both[0].Text) == tracker.Fingerprint(both[1].Text)
	p.Swap = "/pair?" + url.Values{"a": {p.B}, "b": {p.A}}.Encode()
	return s.render(c, http.StatusOK, "pair.html", p)
}

func pairHref(a, b tracker.Address) string {
	return "/pair?" + url.Values{"a": {a.String()}, "b": {b.String()}}.Encode()
}
