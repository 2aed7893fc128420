package index

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/index/words"
	"concord/tracker"
)

// mostWords is the share of a query, by the rarity of its words, that a provision
// must have to stand below those with every word: of two words the rarer is
// always enough, and the other only when it is nearly as rare. Measured on half of
// the needs of index/bench: a share of 0.5 loses a fiftieth of recall, and less than
// 0.4 gains nothing.
const mostWords = 0.4

// relax looks for any of the words when no provision has all of them: people
// remember words that no text needs. Who used an operator meant it.
func (f *found) relax(ctx context.Context, q Query, r *Results) error {
	relaxed, ok, err := f.relaxed(q, r)
	if err != nil || !ok {
		return err
	}
	relaxed.least = math.SmallestNonzeroFloat32
	relaxed.best.size = f.best.size
	if err := relaxed.find(ctx, q, r); err != nil || relaxed.passed.IsEmpty() && !f.all.IsEmpty() {
		return err
	}
	*f = relaxed
	return nil
}

// partly adds, where the page has room, what has most of the words.
func (f *found) partly(ctx context.Context, q Query, r *Results) error {
	limit := q.last() - q.first()
	if len(r.Hits) == 0 || len(r.Hits) >= limit || q.first() > 0 || len(r.Jumps) > 0 || q.inOrder() || f.least > 0 {
		return nil
	}
	relaxed, ok, err := f.relaxed(q, r)
	if err != nil || !ok {
		return err
	}
	relaxed.least = mostWords
	relaxed.best.size = limit - len(r.Hits)
	relaxed.before = seen{}
	for _, m := range f.best.matches {
		relaxed.before.add(f.columns.key(m.doc), q.ByInstrument)
	}
	var below Results
	if err := relaxed.find(ctx, q, &below); errors.Is(err, ErrTooBroad) {
		return nil // the hits are what was asked for
	} else if err != nil {
		return err
	}
	err = relaxed.page(ctx, q, &below)
	r.Partly = below.Hits
	return err
}

// relaxed is a search for some of the words of q. It is not ok when there is only
// one, or operators.
func (f *found) relaxed(q Query, r *Results) (found, bool, error) {
	if _, names := readReference(f.index.record.Registry, q.Reference); q.Reference == "" || names {
		return found{}, false, nil // a text that is not here is no question about its words
	}
	asked, err := shippedQuestions()
	if err != nil {
		return found{}, false, err
	}
	out := found{
		index: f.index, view: f.view, columns: f.columns, plans: f.plans, kept: f.kept, factors: f.factors,
		all: roaring.New(), best: top{columns: f.columns, whole: q.ByInstrument}, spent: f.spent, scratch: f.scratch,
		shares: f.scratch.cover(f.view.size),
	}
	if parted := asked.chinese.parted(q.Clauses); len(parted) != len(q.Clauses) {
		q.Clauses = parted
		if out.plans, err = f.index.plans(f.view, f.columns, q, f.spent, r); err != nil {
			return found{}, false, err
		}
	}
	out.plans = slices.Clone(out.plans)
	for i, p := range out.plans {
		if out.plans[i], err = p.kin(f.view, f.index.analyzers[p.lang]); err != nil {
			return found{}, false, err
		}
	}
	return out, len(q.Clauses) > 1, nil
}

// asked finds what the search asks of one language: all words, or some.
func (f *found) asked(m *matcher) (finding, *cover, error) {
	if f.least == 0 {
		all, err := m.matches()
		return all, nil, err
	}
	return m.some(f.least, f.shares)
}

// A cover tells which words of a query the provisions of a language have.
type cover struct {
	parts  []covered // the rarest first
	total  float32
	shares []float32 // of each document
}

// covered is a word, or several that count as one, and where it stands.
type covered struct {
	typed  string
	weight float32
	docs   *roaring.Bitmap
}

// some finds what has at least a share of the words. A word that stands nowhere
// cannot be had, and does not count.
func (m *matcher) some(least float32, shares []float32) (finding, *cover, error) {
	c := &cover{shares: shares}
	var all []finding
	for _, clause := range m.plan.clauses {
		found, err := m.any(clause)
		if err != nil {
			return finding{}, nil, err
		}
		part := covered{typed: clause[0].words(), docs: found.docs}
		if !found.empty() {
			all = append(all, found)
			df := float64(found.docs.GetCardinality())
			part.weight = float32(math.Log(1 + m.total/df))
		}
		c.parts = append(c.parts, part)
		c.total += part.weight
	}
	slices.SortStableFunc(c.parts, func(a, b covered) int { return cmp.Compare(b.weight, a.weight) })
	// What has only the words from some rank on cannot have enough of them, and
	// those are the words that stand in most documents.
	var sets []*roaring.Bitmap
	for rest, i := c.total, 0; i < len(c.parts) && rest >= least*c.total && c.parts[i].weight > 0; i++ {
		sets = append(sets, c.parts[i].docs)
		rest -= c.parts[i].weight
	}
	if len(sets) == 0 {
		return finding{}, c, nil
	}
	docs := union(sets)
	for _, p := range c.parts {
		if p.weight == 0 {
			continue
		}
		for it := roaring.And(docs, p.docs).Iterator(); it.HasNext(); {
			c.shares[it.Next()] += p.weight / c.total
		}
	}
	// Sums of floats may miss the whole by a little.
	enough := slices.DeleteFunc(docs.ToArray(), func(d uint32) bool { return c.shares[d] < least-1e-5 })
	return either(all...).within(roaring.BitmapOf(enough...)), c, nil
}

// kinWeight lowers words that only begin like the one that was typed.
const kinWeight = 0.5

// kinLetters is the shortest beginning that makes words a family.
const kinLetters = 5

// kinStems is how many stems of a family are looked for, of each of the first
// kinWords words: who types more has said enough.
const (
	kinStems = 8
	kinWords = 6
)

// kin gives p with the words of the same family as those that were typed, which a
// stem does not reach: "submission" for "submitted", наблюдение for наблюдают,
// الرصد for ترصد.
func (p plan) kin(v *view, a *words.Analyzer) (plan, error) {
	p.clauses = slices.Clone(p.clauses)
	for i, clause := range p.clauses[:min(len(p.clauses), kinWords)] {
		for _, f := range clause {
			more, err := f.kin(v, a, p.lang)
			if err != nil {
				return p, err
			}
			p.clauses[i] = append(slices.Clip(p.clauses[i]), more...)
		}
	}
	return p, nil
}

func (f leaf) kin(v *view, a *words.Analyzer, l tracker.Lang) (out []leaf, err error) {
	if len(f.steps) != 1 || f.loose || f.group != nil {
		return nil, nil
	}
	f.weight *= kinWeight
	if l == tracker.Arabic {
		rest, ok := words.CutPerson(f.steps[0].exact)
		if !ok {
			return nil, nil
		}
		for _, w := range a.Words(rest) {
			f.steps = []step{{terms: alternatives(w), exact: w.Exact}}
			out = append(out, f)
		}
		return out, nil
	}
	stem, ok := cutStem(f.steps[0].terms[0])
	letters := []rune(stem)
	if !ok || len(letters) < kinLetters {
		return nil, nil
	}
	beginning := string(letters[:max(len(letters)-1, kinLetters)])
	stems, _, err := v.terms(fieldName(textField, l), words.StemMark+beginning, kinStems)
	if err != nil || len(stems) == 0 {
		return nil, err
	}
	f.steps = []step{{terms: stems}}
	return []leaf{f}, nil
}

// weigh lowers the values of documents that lack words.
func (c *cover) weigh(docs *roaring.Bitmap, values []float32) {
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		values[doc] *= c.shares[doc]
	}
}

// explain adds to a trace what weigh did.
func (c *cover) explain(t trace) {
	for doc, e := range t {
		if missing := c.missing(doc); len(missing) > 0 {
			e.Factors = append(e.Factors, Factor{newNote("why-without", strings.Join(missing, ", ")), c.shares[doc]})
		}
	}
}

// missing lists the words of the query that a document has not.
func (f *found) missing(doc uint32) []string {
	for _, s := range f.matches {
		if s.cover != nil && s.matcher.docs.Contains(doc) {
			return s.cover.missing(doc)
		}
	}
	return nil
}

func (c *cover) missing(doc uint32) (out []string) {
	for _, p := range c.parts {
		if p.weight == 0 || !p.docs.Contains(doc) {
			out = append(out, p.typed)
		}
	}
	return out
}

// words is what was typed for a leaf.
func (f leaf) words() string {
	if f.group == nil {
		return f.typed
	}
	var typed []string
	for _, c := range f.group.clauses {
		typed = append(typed, c[0].words())
	}
	return strings.Join(typed, " ")
}
