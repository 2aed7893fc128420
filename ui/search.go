package ui

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index"
	"concord/tracker"
	"concord/tracker/proposal"
)

type searchPage struct {
	page
	Hints    []string // what was ignored or cut short, and why
	Cleared  string   // the same search without filters
	InForce  string   // the same search among texts in force; empty when it is
	Facets   []facet
	Jump     []jump
	Count    string
	None     bool
	Also     []string // what the glossary added
	Meant    []link   // what may have been meant
	Orders   []link   // the same search in another order, or one hit a text
	Help     []helpRow
	Hits     []hit
	Partly   []hit  // with most of the words
	AnyWord  string // the search for any of the words
	Explain  string // the same search with where scores come from, or without
	Related  *link  // the paragraph to which these are related, in place of words
	Previous string
	Next     string
}

type facet struct {
	Name   string
	Open   bool
	Values []link
}

type jump struct {
	Href, Symbol, Title, Where string
	Badges                     badges
}

type hit struct {
	In                  *locale // of the page around it
	Href, Symbol, Title string
	Session             string
	Heading, Label      string
	Lang                tracker.Lang
	Badges              badges
	Passage             []fragment
	Matched             []fragment // the words that matched, when Passage is in the reader's language
	MatchedLang         tracker.Lang
	Missing             string // words that the paragraph has not
	Revisions           []link // others in which it matches too
	Score               *score // where it comes from, when that was asked for
	Others              link   // further paragraphs of the text that match
}

// perPage is how many hits a page shows: about three screens of a phone.
const perPage = 20

// shownFacets are the columns that readers narrow by, in the order in which
// they are shown; the first few stand open.
var shownFacets = [...]index.Column{
	index.Standing, index.Session, index.Role, index.Addressee, index.State, index.Kind, index.Body, index.Lang, index.Section, index.Year,
}

const (
	openFacets  = 4  // shown open
	facetValues = 12 // values shown of each; the rest is reached by typing
)

func (s *server) search(c *gin.Context) error {
	p := searchPage{page: s.frame(c, "search", "")}
	p.Words = strings.TrimSpace(c.Query("q"))
	if p.Words != "" {
		p.Title = p.Words
	}
	p.Help = help(p.locale)
	if s.notModified(c, p.page) {
		return nil
	}
	query, filtered := queryOf(c.Request.URL.Query(), p.Lang)
	results, err := s.results(c, &p, query)
	if errors.Is(err, index.ErrTooBroad) {
		return bad(err)
	}
	if err != nil {
		return err
	}
	if p.Jump, err = s.proposalsNamed(p.locale, p.Words); err != nil {
		return err
	}
	s.fillResults(&p, c.Request.URL, query, results)
	if filtered && p.Related == nil {
		p.Cleared = searchHref(p.Words)
	}
	return s.render(c, http.StatusOK, "search.html", p)
}

// results answers what was typed, or what is related to the paragraph that the
// address names.
func (s *server) results(c *gin.Context, p *searchPage, q index.Query) (index.Results, error) {
	related := c.Query("related")
	if related == "" {
		return s.Index.Answer(c, q)
	}
	a, err := tracker.ParseAddress(related)
	if err != nil {
		return index.Results{}, bad(err)
	}
	results, err := s.Index.Related(c, a, q)
	if errors.Is(err, index.ErrNoProvision) {
		err = fmt.Errorf("%s: %w", a, errNotFound)
	}
	p.Related = &link{Href: textHref(a), Text: s.place(p.Lang, a)}
	p.Title = p.T("search.related") + " " + p.Related.Text
	return results, err
}

// queryOf is what was typed, narrowed by the facets that the address names.
func queryOf(values url.Values, reader tracker.Lang) (q index.Query, filtered bool) {
	q = index.Parse(values.Get("q"))
	q.Reader, q.Limit = reader, perPage
	q.Offset, _ = strconv.Atoi(values.Get("from"))
	q.Offset = max(q.Offset, 0)
	if by := index.Sort(values.Get("sort")); slices.Contains(orders[:], by) {
		q.Sort = by
	}
	q.ByInstrument, q.Explain = values.Get("group") == "1", values.Get("explain") == "1"
	for _, column := range shownFacets {
		if chosen := values[string(column)]; len(chosen) > 0 {
			q.Filters = append(q.Filters, index.Filter{Column: column, Values: chosen})
			filtered = true
		}
	}
	return q, filtered
}

func (s *server) fillResults(p *searchPage, u *url.URL, q index.Query, r index.Results) {
	for _, n := range r.Notes {
		p.Hints = append(p.Hints, p.About("note."+n.Key, n.First, n.Second))
	}
	p.Count = p.N("count.results", r.Total)
	p.None = r.Total == 0 && len(r.Jumps)+len(p.Jump) == 0
	if u.Query().Get(string(index.Standing)) == "" {
		p.InForce = toggled(u, string(index.Standing), string(tracker.InForce))
	}
	for i, column := range shownFacets {
		f := facet{Name: p.T("facet." + string(column)), Open: i < openFacets}
		chosen := u.Query()[string(column)]
		for _, count := range r.Facets[column][:min(facetValues, len(r.Facets[column]))] {
			one := link{Text: s.facetText(p.locale, column, count.Value), Count: count.Count, Href: toggled(u, string(column), count.Value)}
			for _, value := range chosen {
				one.Current = one.Current || value == count.Value
			}
			f.Values = append(f.Values, one)
		}
		f.Open = f.Open || len(chosen) > 0
		p.Facets = append(p.Facets, f)
	}
	for _, j := range r.Jumps {
		p.Jump = append(p.Jump, s.jump(p.locale, j))
	}
	for _, h := range r.Hits {
		p.Hits = append(p.Hits, s.hit(p.locale, h))
	}
	for _, h := range r.Partly {
		p.Partly = append(p.Partly, s.hit(p.locale, h))
	}
	if any := index.Parse(p.Words).AnyWord(); len(p.Partly) > 0 && any != "" {
		p.AnyWord = withQuery(onFirstPage(u), "q", any)
	}
	p.Orders = orderLinks(p.locale, u, q)
	p.Explain = switched(u, "explain", q.Explain)
	for _, e := range r.Also {
		p.Also = append(p.Also, e.Words+": "+strings.Join(e.Also, ", "))
	}
	for _, m := range r.Suggestions {
		one := link{Href: searchHref(m.Query), Text: m.Query}
		if m.Instrument != nil {
			one = link{Href: textHref(*m.Instrument), Text: s.symbol(p.Lang, *m.Instrument) + " " + m.Title}
		}
		p.Meant = append(p.Meant, one)
	}
	if q.Offset > 0 {
		p.Previous = withQuery(u, "from", strconv.Itoa(max(q.Offset-perPage, 0)))
	}
	if r.Next != "" {
		p.Next = withQuery(u, "from", strconv.Itoa(q.Offset+perPage))
	}
}

// hit is shown in the reader's language where that is held, with the words that
// matched below.
func (s *server) hit(l *locale, h index.Hit) hit {
	out := hit{
		In: l, Href: textHref(inLang(h.Address, h.Lang)), Symbol: s.symbol(h.Lang, h.Instrument), Title: h.Title,
		Session: s.adopted(h.Lang, h), Heading: h.Heading, Label: h.Label, Lang: h.Lang,
		Badges:  l.badgesOf(h.Standing, false, s.fictional(h.Instrument)),
		Passage: marked(h.Text, h.Snippet, h.Marks), Missing: strings.Join(h.Missing, " · "),
		Score: l.scoreOf(h),
	}
	if r := h.Reading; r != nil {
		out.Matched, out.MatchedLang = out.Passage, h.Lang
		out.Href, out.Symbol, out.Title = textHref(inLang(h.Address, r.Lang)), s.symbol(r.Lang, h.Instrument), r.Title
		out.Session, out.Heading, out.Lang = s.adopted(r.Lang, h), r.Heading, r.Lang
		out.Passage = marked(r.Text, r.Snippet, r.Marks)
		if len(r.Marks) > 0 { // the reader sees why it is here
			out.Matched = nil
		}
	}
	for _, other := range h.Revisions {
		if other.Address != h.Address {
			out.Revisions = append(out.Revisions, link{Href: textHref(other.Address), Text: s.sessionName(l.Lang, other.Session)})
		}
	}
	if h.Others > 0 {
		out.Others = link{Href: textHref(inLang(h.Revision, out.Lang)), Text: l.T("search.others"), Count: h.Others}
	}
	return out
}

// adopted says who adopted a hit's text, where and when.
func (s *server) adopted(l tracker.Lang, h index.Hit) string {
	return s.bodyShort(l, h.Instrument.Body) + " · " + s.sessionName(l, h.Revision.Session)
}

// jump is a place that the query names: an instrument, a revision, a provision.
func (s *server) jump(l *locale, j index.Jump) jump {
	where := s.bodyName(l.Lang, j.Instrument.Body)
	if !j.Held {
		where += " · " + l.T("texts.notheld")
	}
	if j.Text != "" {
		where = j.Heading + " " + j.Label + " " + j.Text
	}
	return jump{
		Href: textHref(j.Address), Symbol: s.symbol(l.Lang, j.Address), Title: j.Title, Where: where,
		Badges: l.badgesOf(j.Standing, false, s.fictional(j.Instrument)),
	}
}

// proposalsNamed are the proposals that a symbol names: one to each conference that
// has it.
func (s *server) proposalsNamed(l *locale, typed string) ([]jump, error) {
	named, is := tracker.ParseSymbol(strings.ToUpper(typed))
	if !is {
		return nil, nil
	}
	list, err := s.proposalDesk().List(proposal.Filter{Symbol: named.String()})
	if err != nil {
		return nil, err
	}
	var out []jump
	for _, p := range list {
		j := jump{Href: proposalHref(p, ""), Symbol: string(p.Action) + " " + p.Symbol, Where: s.conferenceName(l.Lang, p.Session)}
		if on := s.about(l, p); on != nil {
			j.Title = on.Text
		}
		out = append(out, j)
	}
	return out, nil
}

// inLang names the language beside a provision.
func inLang(a tracker.Address, lang tracker.Lang) tracker.Address {
	a.Lang = lang
	return a
}

// marked cuts the snippet of a text into what matched and what did not.
func marked(text string, snippet index.Range, marks []index.Range) []fragment {
	runes := []rune(text)
	var out []fragment
	at := snippet.Start
	add := func(end int, mark bool) {
		if end = min(end, snippet.End, len(runes)); end > at {
			out = append(out, fragment{Text: string(runes[at:end]), Mark: mark})
			at = end
		}
	}
	if snippet.Start > 0 {
		out = append(out, fragment{Text: "… "})
	}
	for _, m := range marks {
		if m.Start >= at {
			add(m.Start, false)
			add(m.End, true)
		}
	}
	add(snippet.End, false)
	if snippet.End < len(runes) {
		out = append(out, fragment{Text: " …"})
	}
	return out
}

// facetText is a column's value as people say it.
func (s *server) facetText(l *locale, column index.Column, value string) string {
	switch column {
	case index.Body:
		return s.bodyName(l.Lang, value)
	case index.Session:
		return s.sessionName(l.Lang, value)
	case index.Kind:
		return l.T("kind." + value)
	case index.Lang:
		return ownNames[tracker.Lang(value)]
	case index.Role:
		return l.T("role." + value)
	case index.Standing:
		return l.T("standing." + slug(value))
	case index.State:
		if state, known := s.Registry.State(value); known {
			return state.Name.In(l.Lang)
		}
	case index.Addressee:
		if a, known := s.Registry.Addressee(value); known {
			return a.Name.In(l.Lang)
		}
	}
	return value
}

// toggled is u with a facet's value added, or removed when it is chosen, back
// on the first page.
func toggled(u *url.URL, column, value string) string {
	q := u.Query()
	q.Del("from")
	chosen := q[column]
	q.Del(column)
	found := false
	for _, v := range chosen {
		if v == value {
			found = true
			continue
		}
		q.Add(column, v)
	}
	if !found {
		q.Add(column, value)
	}
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}

func searchHref(words string) string { return "/search?" + url.Values{"q": {words}}.Encode() }

// relatedHref leads to paragraphs of other texts that say something like one.
func relatedHref(a tracker.Address) string {
	return "/search?" + url.Values{"related": {a.String()}}.Encode()
}
