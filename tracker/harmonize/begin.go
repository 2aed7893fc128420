package harmonize

import (
	"errors"
	"fmt"
	"slices"

	"concord/tracker"
)

// MaxTexts is how many texts can be merged at once.
const MaxTexts = 12

// Compared gives a provision as the workbench sees it.
func Compared(p tracker.Provision, lang tracker.Lang) tracker.Compared {
	a := p.Address
	a.Lang = lang
	return tracker.Compared{Address: a, Fingerprint: tracker.Fingerprint(p.Text)}
}

// Begin is a merger of these texts, the first being the base, before anybody
// chose: every provision is kept, but one whose words a text before it has too is
// carried by that text's. alike gives further pairs: provisions of which the first
// may be carried by the second. What an annex says twice, as the cells of a table,
// it says in two places: nothing of it is carried, nor carries.
func Begin(id string, texts []tracker.Text, alike [][2]tracker.Address) (tracker.Merger, error) {
	if len(texts) < 2 || len(texts) > MaxTexts {
		return tracker.Merger{}, fmt.Errorf("%d texts: want 2 to %d to merge", len(texts), MaxTexts)
	}
	m := tracker.Merger{ID: id, Title: texts[0].Title}
	for i, t := range texts {
		if t.Lang != texts[0].Lang {
			return m, errors.New("texts of two languages cannot be merged")
		}
		if slices.ContainsFunc(texts[:i], func(o tracker.Text) bool { return o.Instrument == t.Instrument }) {
			return m, fmt.Errorf("%s: named twice", t.Instrument)
		}
		m.Texts = append(m.Texts, t.Revision.In(t.Lang))
	}
	kept := map[string]tracker.Address{} // by fingerprint
	annexed := map[tracker.Address]bool{}
	for i, t := range texts {
		for _, p := range t.Provisions {
			c := tracker.Choice{Compared: Compared(p, t.Lang), Handling: tracker.Kept}
			if p.Role == tracker.Annexed {
				annexed[plain(c.Address)] = true
				m.Choices = append(m.Choices, c)
				continue
			}
			into, same := kept[c.Fingerprint]
			if !same {
				into, same = partner(m, c.Address, alike, annexed)
			}
			if i > 0 && same && into.Instrument() != t.Instrument {
				c.Handling, c.Into = tracker.Carried, into
			} else if !same {
				kept[c.Fingerprint] = c.Address
			}
			m.Choices = append(m.Choices, c)
		}
	}
	return m, nil
}

// partner finds a kept provision of another text that may carry a.
func partner(m tracker.Merger, a tracker.Address, alike [][2]tracker.Address, annexed map[tracker.Address]bool) (tracker.Address, bool) {
	for _, pair := range alike {
		if plain(pair[0]) != plain(a) || annexed[plain(pair[1])] {
			continue
		}
		i := slices.IndexFunc(m.Choices, func(c tracker.Choice) bool {
			return c.Handling == tracker.Kept && plain(c.Address) == plain(pair[1]) && c.Address.Instrument() != a.Instrument()
		})
		if i >= 0 {
			return m.Choices[i].Address, true
		}
	}
	return tracker.Address{}, false
}
