package index

import (
	"context"
	"slices"

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
}

// find fills f with what q asks for.
func (f *found) find(ctx context.Context, q Query, r *Results) error {
	words := len(q.Clauses) > 0
	var err error
	if words {
		err = f.matching(ctx, r)
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
	if !words || q.Sort != "" && q.Sort != ByRelevance {
		f.best.matches = nil
		f.best.matches = f.columns.inOrder(f.passed, f.index.revisionsBy(f.columns, q.Sort), f.best, q.Reader)
		return nil
	}
	f.best.cut()
	return nil
}

// relax looks for any of the words when no provision has all of them: a question
// typed as a sentence has words that no text needs. Who used an operator meant it.
func (f *found) relax(ctx context.Context, q Query, r *Results) error {
	if q.Reference == "" || len(q.Clauses) < 2 {
		return nil
	}
	for i, p := range f.plans {
		if any := slices.Concat(p.clauses...); len(any) > 0 {
			f.plans[i].clauses = [][]leaf{any}
		}
	}
	f.all = roaring.New()
	err := f.find(ctx, q, r)
	if err == nil && !f.passed.IsEmpty() {
		r.note([]string{"no provision has every word; these have some of them"})
	}
	return err
}

// matching finds what satisfies the plans, one language after another.
func (f *found) matching(ctx context.Context, r *Results) error {
	pass := f.kept.pass(f.columns)
	for _, p := range f.plans {
		m := f.matcher(ctx, p)
		if m.docs.IsEmpty() {
			continue
		}
		matches, err := m.matches()
		if err != nil {
			return err
		}
		if m.broad {
			r.note([]string{broadNote})
		}
		numbers := make([]uint32, len(matches))
		for i, a := range matches {
			numbers[i] = a.doc
			if pass != nil && !pass.Contains(a.doc) {
				continue
			}
			for _, by := range f.factors {
				if by.docs.Contains(a.doc) {
					a.score *= by.Value
				}
			}
			f.best.add(a)
		}
		f.all.AddMany(numbers)
	}
	return nil
}

func (f *found) matcher(ctx context.Context, p plan) *matcher {
	return &matcher{view: f.view, ctx: ctx, plan: p, docs: f.columns.of(Lang, []string{string(p.lang)})}
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
		for _, w := range without {
			f.all.Remove(w.doc)
		}
	}
	return nil
}

// page reads the hits that the query's page shows.
func (f *found) page(ctx context.Context, q Query, r *Results) error {
	best := f.best.matches
	best = best[min(q.first(), len(best)):min(q.last(), len(best))]
	explained, err := f.explain(ctx, best, q.Explain)
	if err != nil {
		return err
	}
	for _, m := range best {
		h, ok, err := f.hit(m, q.Reader)
		if err != nil {
			return err
		}
		h.Explanation = explained[m.doc]
		if ok {
			r.Hits = append(r.Hits, h)
		}
	}
	return nil
}

// explain finds the parts of the scores of hits by matching once more, with
// somebody taking notes.
func (f *found) explain(ctx context.Context, hits []match, asked bool) (trace, error) {
	if !asked {
		return nil, nil
	}
	t := trace{}
	for _, m := range hits {
		t[m.doc] = &Explanation{Parts: []Part{}}
		for _, by := range f.factors {
			if by.docs.Contains(m.doc) {
				t[m.doc].Factors = append(t[m.doc].Factors, by.Factor)
			}
		}
	}
	for _, p := range f.plans {
		m := f.matcher(ctx, p)
		m.trace = t.only(m.docs)
		if _, err := m.matches(); err != nil {
			return nil, err
		}
	}
	return t, nil
}
