package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"concord/index/words"
	"concord/tracker"
)

// What makes two provisions related: rare words that both have. Words in more
// than one of rareShare provisions of the language say little, and relatedTerms
// of the rarest are enough to tell a subject.
const (
	rareShare    = 20
	relatedTerms = maxTerms
)

// relatedShare is the part of those words, by their rarity, that makes a provision
// related: three of twelve. One alone is chance.
const relatedShare = 0.25

// ErrNoProvision says that the record has no such provision.
var ErrNoProvision = errors.New("no such provision is held")

// Related finds provisions of other instruments that share rare words with the
// one that a names, best first. The address may name a language; without one the
// provision is read in q's Reader's, or in the first that is held. Of q
// the words do not count, the filters and the page do.
func (x *Index) Related(ctx context.Context, a tracker.Address, q Query) (Results, error) {
	t, err := x.record.Text(a.In(a.Lang), preferred(q.Reader)...)
	if err != nil {
		return Results{}, fmt.Errorf("%s: %w", a, ErrNoProvision)
	}
	p, is := t.Provision(a.Provision)
	if !is {
		return Results{}, fmt.Errorf("%s: %w", a, ErrNoProvision)
	}
	rare, own, err := x.rareWords(t, p.Text)
	if err != nil {
		return Results{}, err
	}
	if len(rare) == 0 {
		return Results{Hits: []Hit{}, Facets: map[Column][]Count{}, Notes: []Note{newNote("no-rare-word")}, Position: x.Position()}, nil
	}
	q.Group, q.Reference, q.share = Group{}, "", relatedShare
	for _, t := range rare {
		q.Clauses = append(q.Clauses, Clause{t})
	}
	q.Filters = append(slices.Clone(q.Filters), Filter{Column: revision, Values: own, Not: true})
	r, err := x.Search(ctx, q)
	for i := range r.Hits {
		r.Hits[i].Missing = nil // nobody asked for these words
	}
	return r, err
}

// rareWords gives the rarest words of a text of t's language that other
// provisions have too, and the revisions of t's instrument.
func (x *Index) rareWords(t tracker.Text, text string) (rare []Term, own []string, err error) {
	v, err := x.view()
	if err != nil {
		return nil, nil, err
	}
	defer v.Close()
	c, err := x.columnsOf(v)
	if err != nil {
		return nil, nil, err
	}
	type weighed struct {
		term Term
		n    uint64
	}
	var all []weighed
	most := max(c.of(Lang, []string{string(t.Lang)}).GetCardinality()/rareShare, 3)
	for _, w := range x.analyzers[t.Lang].Words(text) {
		han := words.ScriptOf(w.Exact) == words.Han
		term := Term{Text: w.Exact, Phrase: han, bare: true}
		if han != (w.Span > 1) || x.analyzers[t.Lang].Common(w.Exact) || slices.ContainsFunc(all, func(o weighed) bool { return o.term == term }) {
			continue // pairs of characters, single words
		}
		n, err := v.frequency(fieldName(textField, t.Lang), alternatives(w)[0])
		if err != nil {
			return nil, nil, err
		}
		if n > 1 && n <= most {
			all = append(all, weighed{term, n})
		}
	}
	slices.SortStableFunc(all, func(a, b weighed) int { return cmp.Compare(a.n, b.n) })
	for _, w := range all[:min(len(all), relatedTerms)] {
		rare = append(rare, w.term)
	}
	return rare, c.revisions[t.Instrument.String()], nil
}
