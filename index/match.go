package index

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// A match is a document and what its words are worth.
type match struct {
	doc   uint32
	score float32
}

// A weighed field says how much a word in it counts, and how long it usually is,
// in terms. A fixed length in place of the average keeps scores the same from
// one snapshot to the next, and the same in every language.
type weighed struct {
	name    string
	weight  float32
	typical float32
}

// weighedFields orders the fields as readers do: what a paragraph says counts
// more than the heading above it, and that more than the title of the whole.
var weighedFields = [...]weighed{
	{textField, 1, 120}, {headingField, 0.5, 10}, {titleField, 0.4, 24}, {notesField, 0.4, 60},
}

// The constants of BM25, as Lucene and Bleve have them.
const (
	saturation = 1.2  // k1
	lengthness = 0.75 // b
)

// exactWeight is what the very form that was typed adds to a match of its stem.
const exactWeight = 0.4

// inOrderWeight is what a paragraph gains that has the words just as they were
// typed, common ones included. People paste; "by the study groups of" then finds
// its paragraph, although each word is in hundreds. It is high because a phrase
// of several words in their order is better evidence than any one of them often.
const inOrderWeight = 3

// maxExpansion bounds the words that a prefix stands for. "tele*" has some 150
// in six conferences' texts.
const maxExpansion = 400

const broadNote = "a word ending in * stands for more than 400 others, and the rest were not looked for: type more of it"

// A matcher finds and scores the documents of one language.
type matcher struct {
	*view
	ctx   context.Context
	plan  plan
	docs  *roaring.Bitmap // of the language
	broad bool            // a prefix stood for more words than were looked at
	trace trace           // nil unless scores are to be explained
}

// matches lists the documents that satisfy the plan, in order.
func (m *matcher) matches() ([]match, error) {
	all, err := m.branch(m.plan.branch)
	if err != nil || len(all) == 0 || m.plan.inOrder.empty() {
		return all, err
	}
	verbatim, err := m.inField(weighedFields[0], m.plan.inOrder)
	reward(all, verbatim)
	return all, err
}

// branch lists the documents that match every clause and nothing of not.
func (m *matcher) branch(b branch) ([]match, error) {
	before := m.trace.lengths()
	all, err := m.every(b.clauses)
	if err != nil || len(all) == 0 {
		m.trace.forget(before, nil)
		return nil, err
	}
	if len(b.not) > 0 {
		without, err := m.any(b.not)
		if err != nil {
			return nil, err
		}
		unwanted := roaring.New()
		for _, w := range without {
			unwanted.Add(w.doc)
		}
		all = slices.DeleteFunc(all, func(a match) bool { return unwanted.Contains(a.doc) })
	}
	m.trace.forget(before, all)
	return all, nil
}

func (m *matcher) every(clauses [][]leaf) (all []match, err error) {
	for i, clause := range clauses {
		any, err := m.any(clause)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			all = any
		} else {
			all = both(all, any)
		}
		if len(all) == 0 {
			return nil, nil
		}
	}
	return all, nil
}

// any lists the documents that have one of the leaves.
func (m *matcher) any(leaves []leaf) ([]match, error) {
	var out []match
	for _, f := range leaves {
		found, err := m.leaf(f)
		if err != nil {
			return nil, err
		}
		out = either(out, found)
	}
	return out, nil
}

// leaf lists the documents that have a leaf in one of their fields.
func (m *matcher) leaf(f leaf) ([]match, error) {
	switch {
	case f.group != nil:
		return m.branch(*f.group)
	case f.docs != nil:
		var out []match
		for it := roaring.And(f.docs, m.docs).Iterator(); it.HasNext(); {
			out = append(out, match{doc: it.Next()})
		}
		return out, nil
	case f.loose:
		return m.loose(f)
	}
	var out []match
	for _, field := range weighedFields {
		found, err := m.inField(field, f)
		if err != nil {
			return nil, err
		}
		out = either(out, found)
	}
	return out, nil
}

func (m *matcher) inField(field weighed, f leaf) ([]match, error) {
	name := fieldName(field.name, m.plan.lang)
	if f.prefix != "" {
		terms, more, err := m.terms(name, f.prefix, maxExpansion)
		if err != nil {
			return nil, err
		}
		m.broad = m.broad || more
		return m.group(field, f, terms)
	}
	if len(f.steps) > 1 {
		found, err := m.phrase(m.ctx, name, f.steps)
		if err != nil {
			return nil, err
		}
		phrase := m.scores(field, f.typed, f.weight, found)
		joined, err := m.group(field, f, f.joined)
		return either(phrase, joined), err
	}
	s := f.steps[0]
	found, err := m.group(field, f, s.terms)
	if err != nil || len(found) == 0 || len(s.terms) == 1 && s.terms[0] == s.exact {
		return found, err
	}
	exact, err := m.postings(m.ctx, name, s.exact)
	reward(found, m.scores(field, s.exact, f.weight*exactWeight, exact))
	return found, err
}

// group scores several terms as one: stems of one word, words of one prefix.
func (m *matcher) group(field weighed, f leaf, terms []string) ([]match, error) {
	var all []posting
	for _, t := range terms {
		found, err := m.postings(m.ctx, fieldName(field.name, m.plan.lang), t)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if len(terms) > 1 {
		slices.SortFunc(all, func(a, b posting) int { return cmp.Compare(a.doc, b.doc) })
		all = addUp(all)
	}
	return m.scores(field, f.typed, f.weight, all), nil
}

// addUp makes one posting of those of one document, which stand together.
func addUp(all []posting) []posting {
	out := all[:0]
	for _, p := range all {
		if last := len(out) - 1; last >= 0 && out[last].doc == p.doc {
			out[last].count += p.count
			continue
		}
		out = append(out, p)
	}
	return out
}

// scores gives BM25 of the occurrences of something in a field. typed is what
// explanations call it.
func (m *matcher) scores(field weighed, typed string, weight float32, found []posting) []match {
	df, total := float64(len(found)), float64(m.docs.GetCardinality())
	rarity := float32(math.Log(1 + (max(total-df, 0)+0.5)/(df+0.5)))
	weight *= field.weight
	out := make([]match, len(found))
	for i, p := range found {
		length := 1 - lengthness + lengthness*p.length/field.typical
		out[i] = match{p.doc, weight * rarity * p.count * (saturation + 1) / (p.count + saturation*length)}
	}
	if m.trace != nil && weight != 0 {
		for i, p := range found {
			m.trace.add(p.doc, Part{
				Words: typed, Field: field.name, Weight: weight, Rarity: rarity, Count: p.count, Length: p.length, Score: out[i].score,
			})
		}
	}
	return out
}

// loose lists the documents that have every step and half of the pairs, wherever
// they stand. Single characters only decide; pairs are worth something.
func (m *matcher) loose(f leaf) ([]match, error) {
	before := m.trace.lengths()
	var out []match
	for i, s := range f.steps {
		found, err := m.leaf(leaf{steps: []step{s}})
		if err != nil {
			return nil, err
		}
		if i == 0 {
			out = found
		} else {
			out = both(out, found)
		}
	}
	have := map[uint32]int{}
	for _, pair := range f.pairs {
		found, err := m.leaf(leaf{typed: pair, weight: f.weight, steps: []step{{terms: []string{pair}, exact: pair}}})
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			have[d.doc]++
		}
		reward(out, found)
	}
	need := (len(f.pairs) + 1) / 2
	out = slices.DeleteFunc(out, func(d match) bool { return have[d.doc] < need })
	m.trace.forget(before, out)
	return out, nil
}

// reward adds to the scores of all what the same documents have in extra.
func reward(all, extra []match) {
	for i, j := 0, 0; i < len(all) && j < len(extra); {
		switch {
		case all[i].doc < extra[j].doc:
			i++
		case all[i].doc > extra[j].doc:
			j++
		default:
			all[i].score += extra[j].score
			i, j = i+1, j+1
		}
	}
}

// both keeps the documents of a that b has too, adding the scores.
func both(a, b []match) []match {
	out := make([]match, 0, min(len(a), len(b)))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].doc < b[j].doc:
			i++
		case a[i].doc > b[j].doc:
			j++
		default:
			out = append(out, match{a[i].doc, a[i].score + b[j].score})
			i, j = i+1, j+1
		}
	}
	return out
}

// either joins a and b, adding the scores of documents in both.
func either(a, b []match) []match {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]match, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].doc < b[j].doc:
			out = append(out, a[i])
			i++
		case a[i].doc > b[j].doc:
			out = append(out, b[j])
			j++
		default:
			out = append(out, match{a[i].doc, a[i].score + b[j].score})
			i, j = i+1, j+1
		}
	}
	return append(append(out, a[i:]...), b[j:]...)
}
