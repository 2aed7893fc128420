package ui

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/proposal"
)

type proposalsPage struct {
	page
	Choices []filterList
	Count   string
	Items   []proposalItem
	Beside  []link // texts with several proposals that can be set side by side
	More    string
}

// A filterList is one list of the filter form.
type filterList struct {
	Name, Label string
	Options     []link // Href is the value
}

type proposalItem struct {
	Href, Symbol, Mark, Action string
	Conference                 string
	Authors                    []string
	On                         *link
	Title                      string
	Lang                       tracker.Lang
	Langs                      []link
	Fate                       badge
	Suggested                  string
}

// listedProposals is how many proposals a page lists: each may be held against
// the text adopted.
const listedProposals = 50

func (s *server) proposalDesk() *proposal.Desk {
	return &proposal.Desk{Store: s.Store, Registry: s.Registry}
}

func (s *server) proposals(c *gin.Context) error {
	p := proposalsPage{page: s.frame(c, "proposals", "")}
	f := proposal.Filter{Session: c.Query("conference"), Author: c.Query("author"), Action: tracker.Action(c.Query("action")), Fate: c.Query("fate")}
	if on := c.Query("on"); on != "" {
		var err error
		if f.Instrument, err = tracker.ParseAddress(on); err != nil {
			return bad(err)
		}
	}
	d := s.proposalDesk()
	all, err := d.List(proposal.Filter{})
	if err != nil {
		return err
	}
	p.Choices = s.proposalChoices(p.locale, all, f)
	list, err := d.List(f)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		if err := d.Doubt(f); errors.Is(err, proposal.ErrFilter) {
			return bad(err)
		} else if err != nil {
			return err
		}
	}
	p.Count = p.N("count.proposals", len(list))
	p.Beside = s.besides(p.locale, list)
	from, _ := strconv.Atoi(c.Query("from"))
	from = min(max(from, 0), len(list))
	until := min(from+listedProposals, len(list))
	if until < len(list) {
		p.More = withQuery(c.Request.URL, "from", strconv.Itoa(until))
	}
	for _, one := range list[from:until] {
		line, err := d.Line(one)
		if err != nil {
			return err
		}
		p.Fictional = p.Fictional || s.fictionalSession(one.Session)
		p.Items = append(p.Items, s.proposalItem(p.locale, line))
	}
	return s.render(c, http.StatusOK, "proposals.html", p)
}

func (s *server) fictionalSession(id string) bool {
	session, _ := s.Registry.Session(id)
	return s.fictional(tracker.Address{Body: session.Body})
}

// conferenceName is a conference as a list names it: "PLEN (Port Vesper, 2026)".
func (s *server) conferenceName(lang tracker.Lang, id string) string {
	session, known := s.Registry.Session(id)
	if !known {
		return id
	}
	return opening(lang) + s.bodyShort(lang, session.Body) + parenthesis(lang, s.sessionName(lang, id))
}

// opening is a mark before words of a language that is written right to left, which may
// begin with Latin letters: they keep their direction wherever they are set apart.
func opening(lang tracker.Lang) string {
	if lang.Dir() == "rtl" {
		return "\u200f"
	}
	return ""
}

// proposerName is who a code stands for, or the code.
func (s *server) proposerName(lang tracker.Lang, code string) string {
	p, known := s.Registry.Proposer(code)
	if !known {
		return code
	}
	return p.Name.In(lang)
}

func (s *server) fateBadge(lang tracker.Lang, key string) badge {
	f, _ := s.Registry.FateState(key)
	return badge{Class: "fate-" + cmp.Or(f.Tone, "open"), Text: cmp.Or(f.Name.In(lang), key)}
}

func (s *server) proposalItem(l *locale, line proposal.Line) proposalItem {
	text, _ := line.In(l.Lang)
	item := proposalItem{
		Href: proposalHref(line.Proposal, ""), Symbol: line.Symbol, Mark: line.Mark(), Action: l.T("action." + string(line.Action)),
		Conference: s.conferenceName(l.Lang, line.Session), On: s.about(l, line.Proposal), Title: text.Title, Lang: text.Lang,
		Fate: s.fateBadge(l.Lang, line.Fate),
	}
	for _, code := range line.Authors {
		item.Authors = append(item.Authors, s.proposerName(l.Lang, code))
	}
	if s := line.Suggested; s != nil && s.Fate != "" {
		item.Suggested = s.Fate
	}
	if item.Suggested != "" {
		item.Suggested = s.fateBadge(l.Lang, item.Suggested).Text
	}
	for _, t := range line.Texts {
		item.Langs = append(item.Langs, link{Href: proposalHref(line.Proposal, t.Lang), Text: ownNames[t.Lang], Lang: t.Lang})
	}
	return item
}

// about names what a proposal is about, with a link where the record has it.
func (s *server) about(l *locale, p tracker.Proposal) *link {
	text, _ := p.In(l.Lang)
	switch {
	case p.Bracket != "":
		return &link{Text: l.T("proposal.new") + " [" + p.Bracket + "]"}
	case p.Target.Number == "":
		return &link{Text: text.About, Lang: text.Lang}
	}
	on := link{Text: s.symbol(l.Lang, p.Target)}
	if _, err := s.Store.Known(p.Target); err == nil {
		on.Href = textHref(p.Target)
	}
	return &on
}

// proposalHref is the page of a proposal.
func proposalHref(p tracker.Proposal, lang tracker.Lang) string {
	q := url.Values{"conference": {p.Session}}
	if lang != "" {
		q.Set("lang", string(lang))
	}
	return "/proposal/" + p.Symbol + "?" + q.Encode()
}

// proposalChoices are the lists of the filter form: what there is to choose.
func (s *server) proposalChoices(l *locale, all []tracker.Proposal, f proposal.Filter) []filterList {
	sessions := filterList{Name: "conference", Label: l.T("proposals.conference")}
	on := filterList{Name: "on", Label: l.T("proposals.on")}
	authors := filterList{Name: "author", Label: l.T("proposals.author")}
	actions := filterList{Name: "action", Label: l.T("proposals.action")}
	fates := filterList{Name: "fate", Label: l.T("proposals.fate")}
	add := func(c *filterList, value, text, current string) {
		if value != "" && !slices.ContainsFunc(c.Options, func(o link) bool { return o.Href == value }) {
			c.Options = append(c.Options, link{Href: value, Text: text, Current: value == current})
		}
	}
	for _, p := range all {
		add(&sessions, p.Session, s.conferenceName(l.Lang, p.Session), f.Session)
		if p.Target.Number != "" {
			add(&on, p.Target.String(), s.bodyShort(l.Lang, p.Target.Body)+" "+s.symbol(l.Lang, p.Target), f.Instrument.String())
		}
		for _, code := range p.Authors {
			add(&authors, code, code+" · "+s.proposerName(l.Lang, code), f.Author)
		}
	}
	for _, action := range tracker.Actions {
		add(&actions, string(action), string(action)+" · "+l.T("action."+string(action)), string(f.Action))
	}
	for _, fate := range s.Registry.Fates {
		add(&fates, fate.Key, fate.Name.In(l.Lang), f.Fate)
	}
	slices.SortFunc(authors.Options, func(a, b link) int { return strings.Compare(a.Href, b.Href) })
	return []filterList{sessions, on, authors, actions, fates}
}

// besides links the texts of a list on which two or more proposals to modify
// stand, made to one conference.
func (s *server) besides(l *locale, list []tracker.Proposal) []link {
	var links []link
	for _, p := range list {
		if p.Action != tracker.Modify || p.Target.Number == "" {
			continue
		}
		href := consolidateHref(p.Target, p.Session)
		i := slices.IndexFunc(links, func(k link) bool { return k.Href == href })
		if i < 0 {
			links = append(links, link{Href: href, Text: s.symbol(l.Lang, p.Target) + ", " + s.conferenceName(l.Lang, p.Session)})
			i = len(links) - 1
		}
		links[i].Count++
	}
	return slices.DeleteFunc(links, func(k link) bool { return k.Count < 2 })
}

func consolidateHref(target tracker.Address, session string) string {
	return "/consolidate?" + url.Values{"base": {target.Instrument().String()}, "conference": {session}}.Encode()
}

// proposalsOn links the proposals on an instrument; nil where there are none.
func (s *server) proposalsOn(l *locale, instrument tracker.Address) (*link, error) {
	list, err := s.proposalDesk().List(proposal.Filter{Instrument: instrument})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &link{
		Href: "/proposals?" + url.Values{"on": {instrument.Instrument().String()}}.Encode(),
		Text: fmt.Sprintf("%s (%d)", l.T("proposals.title"), len(list)),
	}, nil
}
