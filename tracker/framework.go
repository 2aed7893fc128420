package tracker

import "strings"

// A Framework is the strategic plan of one period.
type Framework struct {
	Period   string    `json:"period"` // "2024-2027"
	From     string    `json:"from"`   // ISO date
	To       string    `json:"to"`
	Draft    bool      `json:"draft"`    // not adopted yet: all of it may change
	Verified bool      `json:"verified"` // somebody has seen it in a document
	Note     string    `json:"note,omitempty"`
	Elements []Element `json:"elements"`
}

// An Element is a goal, a target, a priority, an output or an enabler of a
// strategic plan.
type Element struct {
	Key      string `json:"key"` // "goal-1", within its period
	Kind     string `json:"kind"`
	Name     Names  `json:"name"`
	Verified bool   `json:"verified"`
	// Concepts are keys of the glossary: a text that has one of their names may
	// serve the element.
	Concepts []string `json:"concepts,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// ElementKinds are what an element can be, from the most general.
var ElementKinds = [...]string{"goal", "target", "priority", "output", "enabler"}

// Element gives the element with an id such as "2024-2027/goal-1".
func (r *Registry) Element(id string) (Element, bool) {
	period, key, _ := strings.Cut(id, "/")
	for _, f := range r.Framework {
		for _, e := range f.Elements {
			if f.Period == period && e.Key == key {
				return e, true
			}
		}
	}
	return Element{}, false
}

// Concept gives the concept of the glossary with this key.
func (r *Registry) Concept(key string) (Concept, bool) {
	for _, c := range r.Glossary {
		if c.Key == key {
			return c, true
		}
	}
	return Concept{}, false
}
