package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker/redline"
)

// A renewal is what is said first of texts that take each other up from session to
// session, and the paragraphs that they say alike, each once.
type renewal struct {
	Same, Changed string // "76 paragraphs unchanged"
	Taken         []takenOver
	Parts         []string // of the texts of which the case does not tell all
	Compare       string   // the two texts, where there are two
	Between       []link   // what changed between them, in counts
}

// A takenOver is a paragraph that the later text has from the earlier.
type takenOver struct {
	Places []takenPlace
	Text   string
}

type takenPlace struct{ Href, Symbol, Place string }

// taken says how much of a renewal is taken over as it was, how much is not, and of which
// texts there is more.
func (s *server) taken(l *locale, g overlap.Group) string {
	unchanged, changed := g.Taken()
	var says []string
	if n := len(unchanged); n > 0 {
		says = append(says, l.N("count.unchanged", n))
	}
	if n := len(changed); n > 0 {
		says = append(says, l.N("count.changed", n))
	}
	return strings.Join(append(says, s.parts(l, g)...), " · ")
}

// parts says of the texts of which a renewal does not tell all how much it tells.
func (s *server) parts(l *locale, g overlap.Group) []string {
	var says []string
	for _, x := range g.Texts {
		if !x.Whole() {
			says = append(says, fmt.Sprintf("\u2068%s\u2069: %s", s.symbol(l.Lang, x.Revision.Instrument()), partOf(l, x)))
		}
	}
	return says
}

func partOf(l *locale, x overlap.Extent) string {
	return fmt.Sprintf(l.N("count.part", x.Paragraphs), x.Told)
}

// renewed says of how many paragraphs a renewal is: of the text of which it leaves out the most,
// how many of all, so that nobody takes the case for the whole.
func renewed(l *locale, g overlap.Group) string {
	least := slices.MaxFunc(g.Texts, func(a, b overlap.Extent) int {
		return cmp.Compare(a.Paragraphs-a.Told, b.Paragraphs-b.Told)
	})
	if least.Whole() {
		return l.N("count.members", len(g.Rounds()))
	}
	return partOf(l, least)
}

// fillRenewal tells a renewal: the paragraphs that changed side by side as of any case,
// the others in a list. It gives the rounds that are to be shown side by side.
func (s *server) fillRenewal(p *groupPage, g queue.Item) ([]overlap.Round, error) {
	unchanged, changed := g.Taken()
	p.Where = renewed(p.locale, g.Group)
	p.Title = p.Relation + ": " + p.Where
	r := &renewal{Same: p.N("count.unchanged", len(unchanged)), Changed: p.N("count.changed", len(changed)), Parts: s.parts(p.locale, g.Group)}
	for _, round := range unchanged {
		var one takenOver
		for _, at := range round.Members() {
			m := g.Members[at]
			one.Places = append(one.Places, takenPlace{textHref(inLang(m.Address, p.TextLang)), s.symbol(p.Lang, m.Address.Revision()), "#" + m.Address.Provision})
			one.Text = m.Text
		}
		r.Taken = append(r.Taken, one)
	}
	p.Renewal = r
	if len(g.Texts) != 2 {
		return changed, nil
	}
	older, newer := g.Texts[0].Revision.In(p.TextLang), g.Texts[1].Revision.In(p.TextLang)
	r.Compare = compareHref(older, newer)
	was, err := s.Store.Text(older, p.TextLang)
	if err != nil {
		return nil, err
	}
	is, err := s.Store.Text(newer, p.TextLang)
	if err != nil {
		return nil, err
	}
	r.Between = rowsOf(p.locale, view{}, redline.Compare(was.Provisions, is.Provisions, p.TextLang)).Summary
	return changed, nil
}
