package implementation

import (
	"slices"
	"strings"

	"concord/tracker"
)

// A Suggestion is an element of the strategic framework that a text may serve,
// with the words that say so. Nobody has confirmed it.
type Suggestion struct {
	Element string   `json:"element"`
	Words   []string `json:"words"`
}

// Suggest gives the elements of a period whose concepts a mandate names, those
// with most words first.
func (p *Plan) Suggest(it *Item, period string) []Suggestion {
	var all []Suggestion
	mentions := p.mentions(it)
	if len(mentions) == 0 {
		return nil
	}
	for _, f := range p.Registry.Framework {
		if f.Period != period {
			continue
		}
		for _, e := range f.Elements {
			s := Suggestion{Element: f.Period + "/" + e.Key}
			for _, m := range mentions {
				if slices.Contains(e.Concepts, m.Concept) {
					s.Words = append(s.Words, m.Text)
				}
			}
			if len(s.Words) > 0 {
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Suggestion) int { return len(b.Words) - len(a.Words) })
	return all
}

// mentions are the concepts that a mandate's words name.
func (p *Plan) mentions(it *Item) []Mention {
	return p.Terms().Find(it.Text, it.Lang)
}

// Terms is the finder of the registry's glossary.
func (p *Plan) Terms() *Terms {
	p.once.Do(func() { p.terms = NewTerms(p.Registry.Glossary) })
	return p.terms
}

// A Coverage says which mandates serve an element.
type Coverage struct {
	ID          string
	Element     tracker.Element
	Tied        []*Item           // by hand
	Instruments []tracker.Address // tied by hand as a whole
	Suggested   []*Item           // by their words, and not tied
}

// Cover says, for a period, which current mandates serve each element, and
// which serve none: neither tied by hand nor by their instrument.
func (p *Plan) Cover(v *View, period string) (elements []Coverage, without []*Item) {
	at := map[string]int{}
	for _, f := range p.Registry.Framework {
		for _, e := range f.Elements {
			if f.Period == period {
				at[period+"/"+e.Key] = len(elements)
				elements = append(elements, Coverage{ID: period + "/" + e.Key, Element: e})
			}
		}
	}
	for instrument, ids := range v.Links {
		for _, id := range ids {
			if i, known := at[id]; known {
				elements[i].Instruments = append(elements[i].Instruments, instrument)
			}
		}
	}
	for i := range elements {
		slices.SortFunc(elements[i].Instruments, func(a, b tracker.Address) int { return strings.Compare(a.String(), b.String()) })
	}
	for _, it := range v.Items {
		if !it.Current {
			continue
		}
		tied := slices.ContainsFunc(v.Links[it.Address.Instrument()], func(id string) bool { _, is := at[id]; return is })
		for _, id := range it.Elements {
			if i, known := at[id]; known {
				elements[i].Tied, tied = append(elements[i].Tied, it), true
			}
		}
		for _, s := range p.Suggest(it, period) {
			if !slices.Contains(it.Elements, s.Element) {
				i := at[s.Element]
				elements[i].Suggested = append(elements[i].Suggested, it)
			}
		}
		if !tied {
			without = append(without, it)
		}
	}
	return elements, without
}
