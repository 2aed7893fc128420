package ui

import (
	"slices"

	"github.com/gin-gonic/gin"

	"concord/tracker"
)

// A nearby is a paragraph of another text of a merger that overlaps with one.
type nearby struct {
	at    tracker.Address
	group string
	said  string // how, in the reader's language
}

// near finds for each provision of texts what of the others overlaps with it, in the
// order of the queue.
func (s *server) near(c *gin.Context, l *locale, texts []tracker.Text) (map[tracker.Address][]nearby, error) {
	all, err := s.queue.All(c)
	if err != nil {
		return nil, err
	}
	merged := func(a tracker.Address) bool {
		return slices.ContainsFunc(texts, func(t tracker.Text) bool { return t.Revision == a.Revision() })
	}
	out, seen := map[tracker.Address][]nearby{}, map[string]bool{}
	for _, t := range texts {
		for _, g := range all.GroupsAbout(t.Instrument) {
			if seen[g.ID] {
				continue
			}
			seen[g.ID] = true
			for _, pair := range g.Pairs {
				a, b := g.Members[pair.A].Address, g.Members[pair.B].Address
				if a.Instrument() == b.Instrument() || !merged(a) || !merged(b) {
					continue
				}
				a, b = a.At(a.Provision), b.At(b.Provision)
				said := l.T("relation." + relationKey(pair.Relation))
				out[a] = append(out[a], nearby{b, g.ID, said})
				out[b] = append(out[b], nearby{a, g.ID, said})
			}
		}
	}
	return out, nil
}

// suggest names for each kept provision of a draft that begins the first of a text
// before its own that overlaps with it: it would carry it, if somebody chose so.
func (s *server) suggest(c *gin.Context, m *tracker.Merger, texts []tracker.Text) error {
	near, err := s.near(c, s.locales.of(c), texts)
	if err != nil {
		return err
	}
	order := func(a tracker.Address) int {
		return slices.IndexFunc(texts, func(t tracker.Text) bool { return t.Revision == a.Revision() })
	}
	for i, choice := range m.Choices {
		at := choice.Address.At(choice.Address.Provision)
		for _, n := range near[at] {
			if choice.Handling == tracker.Kept && order(n.at) < order(at) {
				m.Choices[i].Into = n.at
				m.Choices[i].Into.Lang = choice.Address.Lang
				break
			}
		}
	}
	return nil
}
