package ui

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/review"
)

type queuePage struct {
	page
	Unknown string // what of the filter nobody could mean
	Open    bool   // this reader may write
	Count   string
	Items   []queueItem
	Facets  []facet
	Cleared string
	About   string
	With    string
	Hidden  []link // the other choices, for the form that narrows by text
	Tables  []link // the same cases as files
	Aside   []link // what is counted and not shown
	Pager   *pager // through a long queue
	Seen    uint64
	Did     string
	DidHref string
	Decided string // how many the last form decided
	Several severalForm
	Choose  string // this page with all of its cases chosen, or none
}

// AllChosen reports whether the page came with every case chosen.
func (p queuePage) AllChosen() bool { return p.Several.every }

// A queueItem is a case in the queue.
type queueItem struct {
	ID       string
	Href     string
	Chosen   bool // in the form that decides several
	Relation string
	State    badge
	Flags    []string
	Symbols  []string
	Count    string // of a family's paragraphs, or of those that a text takes over
	Words    string
	Lang     tracker.Lang
	Assignee string
	New      bool
}

// queueLength is how many cases a page of the queue lists.
const queueLength = 50

func (s *server) cases(c *gin.Context) error {
	return s.showQueue(c, http.StatusOK, severalForm{every: c.Query("choose") == "all"})
}

// showQueue shows the queue; several is what somebody chose and typed, and what
// became of it.
func (s *server) showQueue(c *gin.Context, status int, several severalForm) error {
	f, unknown := s.queueFilter(c)
	all, err := s.queue.All(c)
	if err != nil {
		return err
	}
	who, actor, err := s.reviewer(c)
	if err != nil {
		return err
	}
	p := queuePage{page: s.frame(c, "review", ""), Open: actor.Writing() == nil, About: f.About, With: f.With, Seen: all.Last, Several: several}
	if f != (queueFilter{}) {
		p.Cleared = "/review"
	}
	if unknown != nil {
		p.Unknown, status = unknown.Error(), http.StatusBadRequest
	}
	var admitted []queue.Item
	for _, g := range all.Items {
		if unknown == nil && f.admits(g, who) {
			admitted = append(admitted, g)
		}
	}
	here := &url.URL{Path: "/review", RawQuery: f.query()}
	at, from, to := queuePart(here, c.Query("page"), len(admitted))
	p.Pager = at
	for _, g := range admitted[from:to] {
		item := s.queueItem(p.locale, g, f, who)
		item.Chosen = several.every || slices.Contains(several.chosen, g.ID)
		p.Items = append(p.Items, item)
		p.Fictional = p.Fictional || s.fictional(g.Members[0].Address)
	}
	if len(admitted) > 0 || !p.Looking {
		p.Count = p.N("count.cases", len(admitted))
	}
	if len(all.Items) > 0 || !p.Looking {
		p.Facets = s.queueFacets(p.locale, all, f, who)
	}
	p.Hidden = hiddenFields(f)
	for _, format := range []string{"csv", "xlsx", "docx"} {
		p.Tables = append(p.Tables, link{Href: f.href("/cases/" + format), Text: format})
	}
	p.Aside = suppressedLinks(p.locale, all, f)
	p.did(c, all)
	p.Choose = withQuery(here, "choose", map[bool]string{false: "all"}[several.every])
	s.fillSeveral(&p.Several, p.Lang, all, who.name)
	p.Several.Action = "/cases" + strings.TrimPrefix(here.String(), "/review")
	return s.render(c, status, "queue.html", p)
}

// queuePart cuts a queue of so many cases into pages, of which the address here gets the
// one that is asked for. There is none with all of them: a form decides those of a page.
func queuePart(here *url.URL, page string, cases int) (p *pager, from, to int) {
	q := here.Query()
	if page != "" {
		q.Set("page", page)
	}
	here.RawQuery = q.Encode()
	return paged(here, cases, queueLength)
}

// did says what the reviewer has just recorded.
func (p *queuePage) did(c *gin.Context, all *queue.Found) {
	if n, err := strconv.Atoi(c.Query("decided")); err == nil && n > 0 {
		p.Decided = p.N("count.cases", n)
	}
	if i, known := all.Find(c.Query("did")); known {
		if last, decided := all.Items[i].Case.Last(); decided {
			p.Did, p.DidHref = last.Reason, "/review/"+all.Items[i].ID
		}
	}
}

// reviewer is who asks, and up to where he has seen the queue.
func (s *server) reviewer(c *gin.Context) (reviewer, tracker.Actor, error) {
	actor := s.Who(c.Request)
	looked, err := s.Store.LookedAt(actor.Name)
	return reviewer{actor.Name, looked}, actor, err
}

func (s *server) queueItem(l *locale, g queue.Item, f queueFilter, who reviewer) queueItem {
	item := queueItem{
		ID: g.ID, Href: f.href("/review/" + g.ID), Relation: l.T("relation." + relationKey(g.Relation)), State: l.stateBadge(g.Case.State),
		Flags: l.overlapFlags(g.Flags), Words: g.Members[0].Text, Lang: g.Lang, Assignee: g.Case.Assignee, New: who.looked > 0 && isNew(g, who),
	}
	if p, err := s.Store.Provision(inLang(g.Members[0].Address, l.Lang), l.Lang); err == nil {
		item.Words, item.Lang = p.Text, l.Lang
	}
	item.Symbols = s.symbolsOf(l.Lang, g)
	switch {
	case g.Renewal:
		item.Count, item.Words, item.Lang = s.taken(l, g.Group), g.Members[0].Title, g.Lang
	case len(g.Rounds()) > 1:
		item.Count = l.N("count.members", len(g.Members))
	}
	return item
}

// symbolsOf are the instruments of a case, each once.
func (s *server) symbolsOf(lang tracker.Lang, g queue.Item) []string {
	var out []string
	for _, m := range g.Members {
		if symbol := s.symbol(lang, m.Address.Instrument()); !slices.Contains(out, symbol) {
			out = append(out, symbol)
		}
	}
	return out
}

// caseName is a case in a line.
func (s *server) caseName(l *locale, g queue.Item) string {
	return l.T("relation."+relationKey(g.Relation)) + ": " + strings.Join(s.symbolsOf(l.Lang, g), " · ")
}

// stands says how a case stands, with the outcomes that count.
func (s *server) stands(l *locale, c review.Case) string {
	words := l.T("state." + string(c.State))
	if c.State != review.Decided && c.State != review.Dissent {
		return words
	}
	var outcomes []string
	for _, v := range c.Standing {
		if name := s.outcomeName(l.Lang, v.Outcome); !slices.Contains(outcomes, name) {
			outcomes = append(outcomes, name)
		}
	}
	return words + ": " + strings.Join(outcomes, " · ")
}

// relationKey is a relation's name in message keys.
func relationKey(r overlap.Relation) string {
	first, _, _ := strings.Cut(string(r), ",")
	return slug(first)
}

func (l *locale) stateBadge(s review.State) badge {
	return badge{Class: "state-" + string(s), Text: l.T("state." + string(s))}
}

func (l *locale) overlapFlags(flags []overlap.Flag) []string {
	var names []string
	for _, f := range flags {
		names = append(names, l.T("flag."+string(f)))
	}
	return names
}

// hiddenFields are the choices that a form must hand on: all but the texts.
func hiddenFields(f queueFilter) []link {
	f.About, f.With = "", ""
	values, _ := url.ParseQuery(f.query()) // our own
	var out []link
	for _, key := range slices.Sorted(maps.Keys(values)) {
		out = append(out, link{Href: key, Text: values.Get(key)})
	}
	return out
}

// suppressedLinks count the classes that no queue shows, each with the way to
// look at it all the same.
func suppressedLinks(l *locale, all *queue.Found, f queueFilter) []link {
	counts := map[overlap.Class]int{}
	for _, g := range all.Items {
		counts[g.Class]++
	}
	var out []link
	for _, class := range []overlap.Class{overlap.Formula, overlap.Citation, overlap.Reporting, overlap.Purposes} {
		if n := counts[class]; n > 0 {
			g := queueFilter{Class: string(class), State: "all"}
			out = append(out, link{Href: g.href("/review"), Text: l.T("oclass." + string(class)), Count: n, Current: f.Class == string(class)})
		}
	}
	return out
}

// looked notes that the reviewer has seen everything up to what he was shown.
func (s *server) looked(c *gin.Context) error {
	seen, err := seenOf(c)
	if err != nil {
		return err
	}
	if err := s.desk().Looked(c, s.Who(c.Request), min(seen, s.Store.Last())); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/review")
	return nil
}

func (s *server) desk() review.Desk {
	return review.Desk{Store: s.Store, Outcomes: s.Outcomes, Clock: s.Clock}
}
