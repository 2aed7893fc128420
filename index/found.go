package index

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"
)

// found gathers what matches a query.
type found struct {
	index   *Index
	view    *view
	columns *columns
	plans   []plan
	kept    filtered
	factors []factor
	all     *roaring.Bitmap // matches before filters, for the facets
	passed  *roaring.Bitmap // matches after filters
	best    top
	matches []scored
	spent   *spending
	scratch *scratch

	least  float32   // the share of the words that is enough; 0 is all of them: see relax
	shares []float32 // of the words, that documents have
	before seen      // hits that stand above, and are not shown again
}

// scored is what the matches of one language were scored by.
type scored struct {
	*matcher
	signs []sign
	cover *cover // nil when all have every word
}

// find fills f with what q asks for.
func (f *found) find(ctx context.Context, q Query, r *Results) error {
	words := len(q.Clauses) > 0
	var err error
	if words {
		err = f.matching(ctx, q, r)
	} else {
		err = f.everything(ctx)
	}
	if err != nil {
		return err
	}
	f.passed = f.all
	if pass := f.kept.pass(f.columns); pass != nil {
		f.passed = roaring.And(f.all, pass)
	}
	if !words || q.inOrder() {
		f.best.matches = nil
		revisions := f.index.ordered(f.columns, q.Sort, f.passed)
		f.best.matches = f.columns.inOrder(f.passed, revisions, f.best, q.Reader)
		return nil
	}
	f.best.cut()
	return nil
}

// matching finds what satisfies the plans, one language after another, and scores
// what passes the filters.
func (f *found) matching(ctx context.Context, q Query, r *Results) error {
	pass := f.kept.pass(f.columns)
	values := f.scratch.scores(f.view.size)
	for _, p := range f.plans {
		m := f.matcher(ctx, p)
		if m.docs.IsEmpty() {
			continue
		}
		matches, cover, err := f.asked(m)
		if err != nil {
			return err
		}
		if m.broad {
			r.note(broadNote)
		}
		if matches.empty() {
			continue
		}
		f.all.Or(matches.docs)
		if pass != nil {
			matches = matches.within(roaring.And(matches.docs, pass))
		}
		if q.inOrder() {
			continue
		}
		m.afford(matches.signs)
		if err := m.add(values, matches.signs); err != nil {
			return err
		}
		if cover != nil {
			cover.weigh(matches.docs, values)
		}
		f.rank(matches.docs, values)
		f.matches = append(f.matches, scored{m, matches.signs, cover})
	}
	return nil
}

// rank takes the best of docs, which have values of their own.
func (f *found) rank(docs *roaring.Bitmap, values []float32) {
	for _, by := range f.factors {
		for it := roaring.And(docs, by.docs).Iterator(); it.HasNext(); {
			values[it.Next()] *= by.Value
		}
	}
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		if f.before == nil || !f.before.has(f.columns.key(doc)) {
			f.best.add(match{doc, values[doc]})
		}
	}
}

func (f *found) matcher(ctx context.Context, p plan) *matcher {
	docs := f.columns.of(Lang, []string{string(p.lang)})
	return &matcher{
		view: f.view, ctx: ctx, plan: p, docs: docs, total: float64(docs.GetCardinality()),
		spent: f.spent, recent: f.index.recent, columns: f.columns, scratch: f.scratch,
	}
}

// everything takes all documents, less those that Not excludes: what a query of
// filters alone asks for.
func (f *found) everything(ctx context.Context) error {
	f.all = f.columns.live.Clone()
	for _, p := range f.plans {
		m := f.matcher(ctx, p)
		without, err := m.any(m.plan.not)
		if err != nil {
			return err
		}
		f.all.AndNot(without.docs)
	}
	return nil
}

// page reads the hits that the query's page shows.
func (f *found) page(ctx context.Context, q Query, r *Results) error {
	best := f.best.matches
	best = best[min(q.first(), len(best)):min(q.last(), len(best))]
	explained, err := f.explain(best, q.Explain)
	if err != nil {
		return err
	}
	for _, m := range best {
		h, ok, err := f.hit(m, q.Reader)
		if err != nil {
			return err
		}
		h.Explanation, h.Missing = explained[m.doc], f.missing(m.doc)
		if ok {
			r.Hits = append(r.Hits, h)
		}
	}
	return nil
}

// explain finds the parts of the scores of hits by scoring them once more, with
// somebody taking notes.
func (f *found) explain(hits []match, asked bool) (trace, error) {
	if !asked {
		return nil, nil
	}
	t, docs := trace{}, roaring.New()
	for _, m := range hits {
		docs.Add(m.doc)
		t[m.doc] = &Explanation{Parts: []Part{}}
		for _, by := range f.factors {
			if by.docs.Contains(m.doc) {
				t[m.doc].Factors = append(t[m.doc].Factors, by.Factor)
			}
		}
	}
	for _, s := range f.matches {
		if s.cover != nil {
			s.cover.explain(t)
		}
		s.trace = t
		if err := s.add(s.scratch.scores(s.size), finding{signs: s.signs}.within(docs).signs); err != nil {
			return nil, err
		}
	}
	return t, nil
}
