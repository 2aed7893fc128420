package implementation

import (
	"cmp"
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
	at := map[string]int{}
	p.suggest(it, p.serving(period), func(element string, m Mention) {
		i, known := at[element]
		if !known {
			i = len(all)
			at[element] = i
			all = append(all, Suggestion{Element: element})
		}
		all[i].Words = append(all[i].Words, m.Text)
	})
	order := p.places(period)
	slices.SortStableFunc(all, func(a, b Suggestion) int {
		return cmp.Or(len(b.Words)-len(a.Words), order[a.Element]-order[b.Element])
	})
	return all
}

// suggest tells of every element that a mention of the mandate's words
// suggests, with the mention.
func (p *Plan) suggest(it *Item, serves map[string][]string, tell func(element string, m Mention)) {
	for _, m := range p.mentions(it) {
		for _, element := range serves[m.Concept] {
			tell(element, m)
		}
	}
}

// serving gives the elements of a period by the concepts that name them.
func (p *Plan) serving(period string) map[string][]string {
	by := map[string][]string{}
	for _, f := range p.Registry.Framework {
		for _, e := range f.Elements {
			if f.Period == period {
				for _, concept := range e.Concepts {
					by[concept] = append(by[concept], f.Period+"/"+e.Key)
				}
			}
		}
	}
	return by
}

// places numbers the elements of a period in the order of the data.
func (p *Plan) places(period string) map[string]int {
	at := map[string]int{}
	for _, f := range p.Registry.Framework {
		for _, e := range f.Elements {
			if f.Period == period {
				at[f.Period+"/"+e.Key] = len(at)
			}
		}
	}
	return at
}

// mentions are the concepts that a mandate's words name. They are looked for
// once: the words of a revision never change.
func (p *Plan) mentions(it *Item) []Mention {
	return p.mentioned(it.rev, it.Address.Provision, it.Text)
}

func (p *Plan) mentioned(rev *revision, provision, text string) []Mention {
	terms := p.Terms()
	p.mu.Lock()
	defer p.mu.Unlock()
	found, known := rev.mentions[provision]
	if !known {
		found = terms.Find(text, rev.text.Lang)
		rev.mentions[provision] = found
	}
	return found
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
	Texts       []Serving         // that Suggested stand in, those with most first
}

// A Serving is a text whose words suggest an element.
type Serving struct {
	Instrument tracker.Address
	Mandates   int
	Because
}

// Because are the words that suggest an element, one for each concept that they
// name.
type Because struct {
	Words    []string     `json:"words"`
	Lang     tracker.Lang `json:"lang"` // that they are in
	concepts []string
}

func (b *Because) add(m Mention, lang tracker.Lang) {
	if b.Lang = lang; !slices.Contains(b.concepts, m.Concept) {
		b.Words, b.concepts = append(b.Words, m.Text), append(b.concepts, m.Concept)
	}
}

func (p *Plan) cover(v *View, period string) (elements []Coverage, without []*Item) {
	at, serves := p.places(period), p.serving(period)
	elements = make([]Coverage, len(at))
	for id, i := range at {
		elements[i].ID = id
		elements[i].Element, _ = p.Registry.Element(id)
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
		p.suggest(it, serves, func(element string, m Mention) {
			if !slices.Contains(it.Elements, element) {
				elements[at[element]].suggested(it, m)
			}
		})
		if !tied {
			without = append(without, it)
		}
	}
	for i := range elements {
		slices.SortStableFunc(elements[i].Texts, func(a, b Serving) int { return b.Mandates - a.Mandates })
	}
	return elements, without
}

// suggested adds a mandate one of whose words suggests the element. Mandates come in
// the order of the plan: those of a text together.
func (c *Coverage) suggested(it *Item, m Mention) {
	instrument := it.Address.Instrument()
	if n := len(c.Texts); n == 0 || c.Texts[n-1].Instrument != instrument {
		c.Texts = append(c.Texts, Serving{Instrument: instrument})
	}
	text := &c.Texts[len(c.Texts)-1]
	if n := len(c.Suggested); n == 0 || c.Suggested[n-1] != it {
		c.Suggested = append(c.Suggested, it)
		text.Mandates++
	}
	text.add(m, it.Lang)
}
