package implementation

import (
	"cmp"
	"slices"

	"concord/tracker"
)

// A TextSuggestion is an element that a whole instrument may serve.
type TextSuggestion struct {
	Element string `json:"element"`
	Because
	Title    bool `json:"title"`    // the title of the text says so
	Mandates int  `json:"mandates"` // how many of its mandates do
}

// SuggestText gives the elements of a period whose concepts the title of an
// instrument or its mandates of today name: first those of the title, then those
// of most mandates.
func (p *Plan) SuggestText(v *View, instrument tracker.Address, period string) []TextSuggestion {
	order, serves := p.places(period), p.serving(period)
	all := make([]TextSuggestion, len(order))
	say := func(element string, m Mention, lang tracker.Lang) *TextSuggestion {
		s := &all[order[element]]
		s.Element = element
		s.add(m, lang)
		return s
	}
	var titled *revision
	for _, it := range v.Items {
		if !it.Current || it.Address.Instrument() != instrument.Instrument() {
			continue
		}
		if titled == nil {
			titled = it.rev
			for _, m := range p.mentioned(titled, "", titled.text.Title) {
				for _, element := range serves[m.Concept] {
					say(element, m, titled.text.Lang).Title = true
				}
			}
		}
		counted := map[string]bool{}
		p.suggest(it, serves, func(element string, m Mention) {
			if s := say(element, m, it.Lang); !counted[element] {
				counted[element] = true
				s.Mandates++
			}
		})
	}
	all = slices.DeleteFunc(all, func(s TextSuggestion) bool { return s.Element == "" })
	slices.SortStableFunc(all, func(a, b TextSuggestion) int {
		if a.Title != b.Title {
			return map[bool]int{true: -1, false: 1}[a.Title]
		}
		return cmp.Compare(b.Mandates, a.Mandates)
	})
	return all
}
