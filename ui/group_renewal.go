package ui

import (
	"strings"

	"concord/index/overlap"
	"concord/index/queue"
)

// A renewal is what is said first of texts that take each other up from session to
// session, and the paragraphs that they say alike, each once.
type renewal struct {
	Same, Changed string // "76 paragraphs unchanged"
	Taken         []takenOver
	Compare       string // the two texts, where there are two
}

// A takenOver is a paragraph that the later text has from the earlier.
type takenOver struct {
	Places []link
	Text   string
}

// taken says how much of a renewal is taken over as it was, and how much is not.
func taken(l *locale, g overlap.Group) string {
	unchanged, changed := g.Taken()
	var says []string
	if n := len(unchanged); n > 0 {
		says = append(says, l.N("count.unchanged", n))
	}
	if n := len(changed); n > 0 {
		says = append(says, l.N("count.changed", n))
	}
	return strings.Join(says, " · ")
}

// fillRenewal tells a renewal: the paragraphs that changed side by side as of any case,
// the others in a list. It gives the rounds that are to be shown side by side.
func (s *server) fillRenewal(p *groupPage, g queue.Item) []overlap.Round {
	unchanged, changed := g.Taken()
	p.Where = p.N("count.members", len(unchanged)+len(changed))
	r := &renewal{Same: p.N("count.unchanged", len(unchanged)), Changed: p.N("count.changed", len(changed))}
	for _, round := range unchanged {
		var one takenOver
		for _, at := range round.Members() {
			m := g.Members[at]
			one.Places = append(one.Places, link{Href: textHref(inLang(m.Address, p.TextLang)), Text: s.place(p.Lang, m.Address)})
			one.Text = m.Text
		}
		r.Taken = append(r.Taken, one)
	}
	if len(s.symbolsOf(p.Lang, g)) == 2 {
		older, newer := g.Members[g.Pairs[0].A].Address.Revision(), g.Members[g.Pairs[0].B].Address.Revision()
		if g.Pairs[0].Later == "a" {
			older, newer = newer, older
		}
		r.Compare = compareHref(older.In(p.TextLang), newer.In(p.TextLang))
	}
	p.Renewal = r
	return changed
}
