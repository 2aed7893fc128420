package ui

import (
	"context"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A provisionState is the state of the mandate that a provision is.
type provisionState struct {
	Href    string
	State   stateMark
	Confirm bool
}

// A glossaryTerm is a concept of the glossary that a text names, with its names
// in all languages.
type glossaryTerm struct {
	Term  string
	At    string // the first provision that has it
	Names []link // in the other languages
}

// maxTerms is how many terms of the glossary a page lists.
const maxTerms = 24

// fillPlanOf marks the provisions that are mandates with their states, and lists
// the terms of the glossary that the text names and what it serves.
func (s *server) fillPlanOf(ctx context.Context, p *textPage, text tracker.Text) error {
	v, err := s.Plan.View(ctx, p.Who)
	if err != nil {
		return err
	}
	for i := range p.Sections {
		for j := range p.Sections[i].Provisions {
			at := &p.Sections[i].Provisions[j]
			if it, known := v.Item(text.Revision.At(at.Anchor)); known {
				at.Mandate = &provisionState{Href: mandateHref(it.Address), State: s.stateMark(p.Lang, it.State), Confirm: len(it.Confirm) > 0}
				p.Shapes = tracker.Shapes[:]
			}
		}
	}
	p.Terms = s.glossaryTerms(text)
	if !p.Missing && len(s.Registry.Framework) > 0 {
		p.Serves = s.textElements(p.locale, v, text.Instrument, textHref(text.Revision.In(text.Lang)))
	}
	return nil
}

func (s *server) glossaryTerms(text tracker.Text) []glossaryTerm {
	var terms []glossaryTerm
	seen := map[string]bool{}
	for _, provision := range text.Provisions {
		for _, m := range s.Plan.Terms().Find(provision.Text, text.Lang) {
			concept, known := s.Registry.Concept(m.Concept)
			if seen[m.Concept] || !known || len(terms) == maxTerms {
				continue
			}
			seen[m.Concept] = true
			terms = append(terms, termOf(concept, m, provision.Address, text.Lang))
		}
	}
	return terms
}

func termOf(c tracker.Concept, m implementation.Mention, at tracker.Address, lang tracker.Lang) glossaryTerm {
	t := glossaryTerm{Term: m.Text, At: at.Provision}
	for _, l := range tracker.Langs {
		if names := c.Terms[l]; l != lang && len(names) > 0 {
			t.Names = append(t.Names, link{Text: names[0], Lang: l})
		}
	}
	return t
}
