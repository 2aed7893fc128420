package index

import (
	"cmp"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

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

// A sign is something of a query that stands in one field of some documents.
type sign struct {
	field  weighed
	typed  string // what explanations call it
	weight float32
	rarity float32
	terms  []string        // any of them; none of a phrase
	phrase []posting       // where a phrase stands
	docs   *roaring.Bitmap // in which it counts
	all    int             // documents that it stands in
	rough  bool            // that it stands there counts, how often does not
}

// sign makes a finding of what stands in docs. Something without weight finds
// and is no sign.
func (m *matcher) sign(s sign, docs *roaring.Bitmap) finding {
	if s.weight == 0 || docs.IsEmpty() {
		return finding{docs: docs}
	}
	s.all = int(docs.GetCardinality())
	df := float64(s.all)
	s.rarity = float32(math.Log(1 + (max(m.total-df, 0)+0.5)/(df+0.5)))
	s.weight *= s.field.weight
	s.docs = docs
	return finding{docs, []sign{s}}
}

// score gives BM25 of so many occurrences in a field of so many terms.
func (s sign) score(count, length float32) float32 {
	longer := 1 - lengthness + lengthness*length/s.field.typical
	return s.weight * s.rarity * count * (saturation + 1) / (count + saturation*longer)
}

// afford marks the signs that are in so many documents that reading how often
// would take too long. The rarest are read first: they say most.
func (m *matcher) afford(signs []sign) {
	slices.SortStableFunc(signs, func(a, b sign) int { return cmp.Compare(b.rarity, a.rarity) })
	for i, s := range signs {
		if s.phrase == nil {
			read := min(s.all, farApart*int(s.docs.GetCardinality()))
			signs[i].rough = !m.spent.postings(read + (len(s.terms)-1)*listCost)
		}
	}
}

// add adds to values, which has a place for each document of the snapshot, what
// the signs are worth.
func (m *matcher) add(values []float32, signs []sign) error {
	for _, s := range signs {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		if s.rough && m.trace == nil {
			addRough(values, s)
			continue
		}
		each := func(p posting) {
			score := s.score(float32(p.count), float32(p.length))
			values[p.doc] += score
			if m.trace != nil {
				m.trace.add(p.doc, Part{
					Words: s.typed, Field: s.field.name, Weight: s.weight, Rarity: s.rarity,
					Count: float32(p.count), Length: float32(p.length), Score: score,
				})
			}
		}
		if err := m.occurrences(s, each); err != nil {
			return err
		}
	}
	return nil
}

// addRough adds what a rough sign is worth, which is the same everywhere.
func addRough(values []float32, s sign) {
	score := s.score(1, s.field.typical)
	eachOf(s.docs, func(doc uint32) { values[doc] += score })
}

// occurrences yields how often a sign stands in each of its documents.
func (m *matcher) occurrences(s sign, yield func(posting)) error {
	name := fieldName(s.field.name, m.plan.lang)
	switch {
	case s.rough:
		for it := s.docs.Iterator(); it.HasNext(); {
			yield(posting{it.Next(), 1, uint16(s.field.typical)})
		}
	case s.phrase != nil:
		for _, p := range s.phrase {
			if s.docs.Contains(p.doc) {
				yield(p)
			}
		}
	case len(s.terms) == 1:
		return m.postings(name, s.terms[0], s.docs, yield)
	default:
		sum := m.scratch.postings(m.size)
		for _, t := range s.terms {
			err := m.postings(name, t, s.docs, func(p posting) {
				p.count += sum[p.doc].count
				sum[p.doc] = p
			})
			if err != nil {
				clear(sum)
				return err
			}
		}
		for it := s.docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			yield(sum[doc])
			sum[doc] = posting{}
		}
	}
	return nil
}
