package ui

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/tracker"
)

type textPage struct {
	page
	Name      string // the text's title
	Symbol    string // "Resolution 130 (Dubai, 2018)"
	TextLang  tracker.Lang
	Badges    badges
	Enacting  string
	Missing   bool // the revision is known, its text is not held
	Sections  []section
	Notes     []footnote
	Contents  []section // the sections that have a heading
	Texts     []link    // the same revision in other languages
	Revisions []revisionLink
	History   string // of the instrument, when more than one revision is held
	Proposals *link
	CitedBy   []citing
	Shapes    []string // marks of states that the page uses
	Terms     []glossaryTerm
	Serves    *textElements
	Original  string
	Source    string
}

// A section is a heading with its provisions.
type section struct {
	Anchor     string
	Heading    string
	Provisions []provision
}

type provision struct {
	Anchor    string // the address after #, also the element's id
	Address   string
	Label     string
	Depth     int
	Fragments []fragment
	CitedBy   []link
	Mandate   *provisionState
	Overlaps  []link // cases: provisions of other texts that say the same
	Related   string // the search for paragraphs like it
}

type footnote struct {
	ID     string
	Number int
	Text   string
}

type revisionLink struct {
	Href, Text, Compare string
	Current             bool
	Badges              badges
}

type citing struct{ Href, Text string }

// maxCiting is how many citing provisions a page lists; a text that everything
// cites would otherwise bury its own words. The rest are found by search.
const maxCiting = 60

func (s *server) text(c *gin.Context) error {
	address, err := tracker.ParseAddress(strings.TrimPrefix(c.Param("address"), "/"))
	if err != nil {
		return bad(err)
	}
	p := textPage{page: s.frame(c, "texts", " ")}
	record, err := s.Store.Instrument(address)
	if err != nil {
		return err
	}
	text, err := s.Store.Text(address, p.Lang)
	switch {
	case errors.Is(err, errNotFound):
		p.Missing, p.TextLang = true, p.Lang
		text.Instrument, text.Revision = address.Instrument(), address.Revision()
		text.Title = record.Title.In(p.Lang)
		if text.Title == "" && record.Catalogue != nil {
			text.Title = record.Catalogue.Title
		}
	case err != nil:
		return err
	}
	if !p.Missing {
		p.TextLang = text.Lang
	}
	if s.notModified(c, p.page, p.TextLang) {
		return nil
	}
	if err := s.fillText(c, &p, record, text); err != nil {
		return err
	}
	if err := s.fillPlanOf(c, &p, text); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "text.html", p)
}

func (s *server) fillText(ctx context.Context, p *textPage, record tracker.InstrumentRecord, text tracker.Text) error {
	p.Fictional = s.fictional(record.Instrument)
	p.Name, p.Enacting = text.Title, text.Enacting
	text.Lang = p.TextLang // of a text that is not held: the reader's
	p.Symbol = s.citation(text)
	p.Title = s.symbol(p.Lang, text.Instrument) + " " + text.Title
	p.Badges = p.badgesOf(record.Standing, record.Unverified, p.Fictional)
	for _, r := range record.Revisions {
		if r.Revision == text.Revision {
			p.Badges = p.badgesOf(r.Standing, r.Unverified, p.Fictional)
			for _, lang := range r.Langs {
				p.Texts = append(p.Texts, link{Href: textHref(r.Revision.In(lang)), Text: ownNames[lang], Lang: lang, Current: lang == p.TextLang})
			}
		}
	}
	if row := record.Catalogue; row != nil {
		p.Source = row.Source
	}
	if receipt, err := s.Store.Source(text.Revision, text.Lang); err == nil && receipt.Hash != "" {
		p.Original = "/original/" + receipt.Hash
	}
	p.Revisions = s.revisionLinks(p.locale, record, text)
	if held := slices.DeleteFunc(slices.Clone(record.Revisions), func(r tracker.RevisionRecord) bool { return !slices.Contains(r.Langs, text.Lang) }); len(held) > 1 {
		p.History = historyHref(record.Instrument, text.Lang)
	}
	var err error
	if p.Proposals, err = s.proposalsOn(p.locale, record.Instrument); err != nil {
		return err
	}
	p.Sections, p.Notes = s.sectionsOf(text)
	for _, sec := range p.Sections {
		if sec.Heading != "" {
			p.Contents = append(p.Contents, sec)
		}
	}
	if err := s.fillMargin(ctx, p, text); err != nil {
		return err
	}
	return s.fillCiting(p, record, text)
}

// fillMargin puts beside each provision the cases that it belongs to, of those
// that a queue shows.
func (s *server) fillMargin(ctx context.Context, p *textPage, text tracker.Text) error {
	all, err := s.queue.AtHand(ctx)
	if err != nil {
		return err
	}
	cases := map[string][]link{}
	for _, g := range all.About(text.Instrument) {
		if !(queueFilter{Scope: overlap.AllScope, State: "all"}).admits(g, reviewer{}) {
			continue
		}
		for i, m := range g.Members {
			if m.Address.Revision() != text.Revision {
				continue
			}
			var others []string
			for _, j := range g.Beside(i) {
				o := g.Members[j].Address.Instrument()
				if symbol := s.symbol(p.Lang, o); o != text.Instrument && !slices.Contains(others, symbol) {
					others = append(others, symbol)
				}
			}
			words := fmt.Sprintf("%s (%s; %s)", strings.Join(others, " · "), p.T("relation."+relationKey(g.Relation)), s.stands(p.locale, g.Case))
			cases[m.Address.Provision] = append(cases[m.Address.Provision], link{Href: "/review/" + g.ID, Text: words})
		}
	}
	for i := range p.Sections {
		for j := range p.Sections[i].Provisions {
			at := &p.Sections[i].Provisions[j]
			at.Overlaps = cases[at.Anchor]
		}
	}
	return nil
}

// revisionLinks lists an instrument's revisions, newest first, each with the
// way to compare it with the one before.
func (s *server) revisionLinks(l *locale, record tracker.InstrumentRecord, text tracker.Text) []revisionLink {
	var links []revisionLink
	var before *tracker.RevisionRecord
	for i, r := range record.Revisions {
		one := revisionLink{
			Text: s.sessionName(l.Lang, r.Session), Current: r.Revision == text.Revision,
			Badges: l.badgesOf(r.Standing, r.Unverified, false),
		}
		if len(r.Langs) > 0 {
			one.Href = textHref(r.Revision)
			if slices.Contains(r.Langs, text.Lang) {
				one.Href = textHref(r.Revision.In(text.Lang))
			}
			if before != nil {
				one.Compare = compareHref(before.Revision, r.Revision)
			}
			before = &record.Revisions[i]
		}
		links = append(links, one)
	}
	slices.Reverse(links)
	return links
}

// sectionsOf groups provisions under the headings they stand under and numbers
// the footnotes of the page.
func (s *server) sectionsOf(text tracker.Text) ([]section, []footnote) {
	var sections []section
	var notes []footnote
	add := func(n tracker.Note) string {
		note := footnote{ID: fmt.Sprint(len(notes) + 1), Number: len(notes) + 1, Text: n.Text}
		notes = append(notes, note)
		return note.ID
	}
	for _, n := range text.Notes {
		add(n)
	}
	annexes := text.Annexes
	key := ""
	for i, p := range text.Provisions {
		fragment := p.Address.Provision
		for len(annexes) > 0 && (fragment == annexes[0].Key || strings.HasPrefix(fragment, annexes[0].Key+".")) {
			heading := strings.TrimSpace(annexes[0].Heading + " " + annexes[0].Title)
			sections = append(sections, section{Anchor: annexes[0].Key + "-head", Heading: heading})
			annexes = annexes[1:]
		}
		if at := sectionOf(p); i == 0 || at != key {
			heading := p.Heading
			if p.Section == "preamble" || p.Section == "operative" {
				heading = "" // UN style: the opening verb stands in the text itself
			}
			if heading != "" || len(sections) == 0 || p.Role != tracker.Annexed {
				sections = append(sections, section{Anchor: "section-" + at, Heading: heading})
			}
			key = at
		}
		last := &sections[len(sections)-1]
		last.Provisions = append(last.Provisions, provision{
			Anchor: fragment, Address: p.Address.String(), Label: p.Label, Depth: min(max(len(p.Path)-1, 0), 3),
			Related:   relatedHref(inLang(p.Address, text.Lang)),
			Fragments: provisionFragments(p, func(n int) string { return add(p.Notes[n]) }, s.targetHref),
		})
	}
	return sections, notes
}

// sectionOf is the first element of a provision's address, or the first two
// within an annex: what stays the same under one heading.
func sectionOf(p tracker.Provision) string {
	first, _, _ := strings.Cut(p.Address.Provision, ".")
	return first + "/" + p.Section + "/" + p.Heading
}

func (s *server) fillCiting(p *textPage, record tracker.InstrumentRecord, text tracker.Text) error {
	byProvision := map[string][]link{}
	for ref, err := range s.Store.CitedBy(record.Instrument) {
		if err != nil {
			return err
		}
		if ref.From.Instrument() == record.Instrument {
			continue
		}
		if len(p.CitedBy) < maxCiting {
			p.CitedBy = append(p.CitedBy, citing{Href: textHref(ref.From), Text: s.place(p.Lang, ref.From)})
		}
		if at := ref.Target.Provision; at != "" {
			byProvision[at] = append(byProvision[at], link{Href: textHref(ref.From), Text: s.place(p.Lang, ref.From)})
		}
	}
	for i := range p.Sections {
		for j := range p.Sections[i].Provisions {
			at := &p.Sections[i].Provisions[j]
			at.CitedBy = byProvision[at.Anchor]
		}
	}
	return nil
}

// notModified answers 304 when the reader already has this page, as what is behind it
// stands and for who asks: the page of who may write is none for others. also is what
// it depends on that its address does not say.
func (s *server) notModified(c *gin.Context, p page, also ...any) bool {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %+v %q %v", s.Mark(), p.Lang, p.Who, p.Notices, also))
	etag := fmt.Sprintf(`"%x"`, sum[:9])
	c.Header("ETag", etag)
	c.Header("Cache-Control", "private, no-cache")
	if c.GetHeader("If-None-Match") == etag {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return true
	}
	return false
}
