package index

import (
	"context"
	"errors"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// A match is a document and what its words are worth.
type match struct {
	doc   uint32
	score float32
}

var broadNote = Note{Key: "broad"}

// A matcher finds and scores the documents of one language: first which match,
// by sets alone, then what those are worth that pass the filters.
type matcher struct {
	*view
	ctx     context.Context
	plan    plan
	docs    *roaring.Bitmap // of the language
	total   float64         // how many they are
	spent   *spending
	columns *columns
	scratch *scratch
	recent  *recent[listKey, []posting]
	broad   bool  // a prefix stood for more words than were looked at
	trace   trace // nil unless scores are to be explained
}

// A finding is the documents that match something, and the signs by which they
// are scored, which may stand in others too. Its sets are shared, and not to be
// changed.
type finding struct {
	docs  *roaring.Bitmap
	signs []sign
}

func (f finding) empty() bool { return f.docs == nil || f.docs.IsEmpty() }

// within keeps of a finding what is in docs.
func (f finding) within(docs *roaring.Bitmap) finding {
	out := finding{docs: docs}
	for _, s := range f.signs {
		if s.docs = roaring.And(s.docs, docs); !s.docs.IsEmpty() {
			out.signs = append(out.signs, s)
		}
	}
	return out
}

// either is what one of several findings has.
func either(all ...finding) finding {
	var out finding
	var sets []*roaring.Bitmap
	for _, f := range all {
		if !f.empty() {
			sets = append(sets, f.docs)
			out.signs = append(out.signs, f.signs...)
		}
	}
	out.docs = union(sets)
	return out
}

// union joins sets; it may be one of them.
func union(sets []*roaring.Bitmap) *roaring.Bitmap {
	if len(sets) == 1 {
		return sets[0]
	}
	return roaring.FastOr(sets...)
}

// matches finds the documents that satisfy the plan.
func (m *matcher) matches() (finding, error) {
	all, err := m.branch(m.plan.branch)
	if err != nil || all.empty() || m.plan.inOrder.empty() {
		return all, err
	}
	verbatim, err := m.inOrder(weighedFields[0], m.plan.inOrder, all.docs)
	if errors.Is(err, ErrTooBroad) {
		return all, nil // the words match; that they stand in order is only a reward
	}
	all.signs = append(all.signs, verbatim.signs...)
	return all, err
}

// branch finds what matches every clause and nothing of not.
func (m *matcher) branch(b branch) (finding, error) {
	all, err := m.every(b.clauses)
	if err != nil || all.empty() {
		return finding{}, err
	}
	docs := all.docs
	if len(b.not) > 0 {
		without, err := m.any(b.not)
		if err != nil {
			return finding{}, err
		}
		docs = roaring.AndNot(docs, without.docs)
	}
	return finding{docs, all.signs}, nil
}

func (m *matcher) every(clauses [][]leaf) (all finding, err error) {
	for i, clause := range clauses {
		found, err := m.any(clause)
		if err != nil || found.empty() {
			return finding{}, err
		}
		if i == 0 {
			all = found
			continue
		}
		all.docs = roaring.And(all.docs, found.docs)
		all.signs = append(all.signs, found.signs...)
	}
	return all, nil
}

// any finds what has one of the leaves.
func (m *matcher) any(leaves []leaf) (finding, error) {
	var all []finding
	for _, f := range leaves {
		found, err := m.leaf(f)
		if err != nil {
			return finding{}, err
		}
		all = append(all, found)
	}
	return either(all...), nil
}

// leaf finds what has a leaf in one of its fields.
func (m *matcher) leaf(f leaf) (finding, error) {
	switch {
	case f.group != nil:
		return m.branch(*f.group)
	case f.docs != nil:
		return finding{docs: roaring.And(f.docs, m.docs)}, nil
	case f.loose:
		return m.loose(f)
	}
	var all []finding
	for _, field := range weighedFields {
		found, err := m.inField(field, f)
		if err != nil {
			return finding{}, err
		}
		all = append(all, found)
	}
	return either(all...), nil
}

func (m *matcher) inField(field weighed, f leaf) (finding, error) {
	if f.prefix != "" {
		name := fieldName(field.name, m.plan.lang)
		terms, more, err := m.terms(name, f.prefix, m.spent.expansion())
		if err != nil {
			return finding{}, err
		}
		m.broad = m.broad || more
		if err := m.spent.list(m.ctx, len(terms)); err != nil {
			return finding{}, err
		}
		docs, cut, err := m.havingAny(name, terms, m.spent)
		m.broad = m.broad || cut
		return m.sign(sign{field: field, typed: f.typed, weight: f.weight, terms: terms}, docs), err
	}
	if len(f.steps) > 1 {
		phrase, err := m.inOrder(field, f, nil)
		if err != nil || len(f.joined) == 0 {
			return phrase, err
		}
		joined, err := m.group(field, f, f.weight, f.joined)
		return either(phrase, joined), err
	}
	s := f.steps[0]
	found, err := m.group(field, f, f.weight, s.terms)
	if err != nil || found.empty() || f.weight == 0 || len(s.terms) == 1 && s.terms[0] == s.exact {
		return found, err
	}
	f.typed = s.exact
	exact, err := m.group(field, f, f.weight*exactWeight, []string{s.exact})
	found.signs = append(found.signs, exact.signs...)
	return found, err
}

// group finds what has one of several terms, which count as one: stems of one
// word, words of one prefix.
func (m *matcher) group(field weighed, f leaf, weight float32, terms []string) (finding, error) {
	var sets []*roaring.Bitmap
	for _, t := range terms {
		if err := m.spent.list(m.ctx, 1); err != nil {
			return finding{}, err
		}
		docs, err := m.having(fieldName(field.name, m.plan.lang), t)
		if err != nil {
			return finding{}, err
		}
		sets = append(sets, docs)
	}
	return m.sign(sign{field: field, typed: f.typed, weight: weight, terms: terms}, union(sets)), nil
}

// inOrder finds where the steps of a leaf stand one after another in a field; of
// documents within only, unless it is nil.
func (m *matcher) inOrder(field weighed, f leaf, within *roaring.Bitmap) (finding, error) {
	found, err := m.phrase(fieldName(field.name, m.plan.lang), f.steps, within)
	if err != nil {
		return finding{}, err
	}
	docs := roaring.New()
	for _, p := range found {
		docs.Add(p.doc)
	}
	return m.sign(sign{field: field, typed: f.typed, weight: f.weight, phrase: found}, docs), nil
}

// loose finds what has every step and half of the pairs, wherever they stand.
// Single characters only decide; pairs are worth something.
func (m *matcher) loose(f leaf) (finding, error) {
	var out finding
	for i, s := range f.steps {
		found, err := m.leaf(leaf{steps: []step{s}})
		if err != nil || found.empty() {
			return finding{}, err
		}
		if i == 0 {
			out = found
		} else {
			out.docs = roaring.And(out.docs, found.docs)
		}
	}
	have := make([]uint8, m.size)
	for _, pair := range f.pairs {
		found, err := m.leaf(leaf{typed: pair, weight: f.weight, steps: []step{{terms: []string{pair}, exact: pair}}})
		if err != nil {
			return finding{}, err
		}
		if found.empty() {
			continue
		}
		eachOf(found.docs, func(doc uint32) { have[doc]++ })
		out.signs = append(out.signs, found.signs...)
	}
	need := (len(f.pairs) + 1) / 2
	enough := slices.DeleteFunc(out.docs.ToArray(), func(d uint32) bool { return int(have[d]) < need })
	out.docs = roaring.BitmapOf(enough...)
	return out, nil
}
