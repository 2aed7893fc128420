package index

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// Results answer a query.
type Results struct {
	Total int   `json:"total"` // provisions that match, in all languages, all filters applied
	Took  int64 `json:"took_us"`
	// Jumps are what a number or address means, best first; they stand before the
	// hits, on the first page.
	Jumps  []Jump             `json:"jumps,omitempty"`
	Hits   []Hit              `json:"hits"`
	Facets map[Column][]Count `json:"facets"`
	Notes  []string           `json:"notes,omitempty"` // what was ignored or cut short, and why
	Also   []Equivalent       `json:"also,omitempty"`  // what the glossary added
	// Position is the journal entry up to which the answer is complete.
	Position uint64 `json:"position"`
}

// A Hit is a provision in the language in which it matched.
type Hit struct {
	Address    tracker.Address  `json:"address"` // revision and provision
	Instrument tracker.Address  `json:"instrument"`
	Revision   tracker.Address  `json:"revision"`
	Lang       tracker.Lang     `json:"lang"`
	Title      string           `json:"title"`
	Heading    string           `json:"heading"`
	Label      string           `json:"label"`
	Text       string           `json:"text"`
	Highlight  string           `json:"highlight"` // HTML: the snippet, escaped, with <mark>
	Marks      []Range          `json:"marks"`     // in Text
	Snippet    Range            `json:"snippet"`   // of Text, around the best passage
	Score      float64          `json:"score"`
	Standing   tracker.Standing `json:"standing"`
	// Named is true for what the query names by number or address: see [Results.Listed].
	Named bool `json:"named,omitempty"`
	// Reading is the same provision in the reader's language, when that is another
	// one and held.
	Reading *Reading `json:"reading,omitempty"`
}

// A Reading is a hit's words in the reader's language.
type Reading struct {
	Lang    tracker.Lang `json:"lang"`
	Title   string       `json:"title"`
	Heading string       `json:"heading"`
	Text    string       `json:"text"`
}

// The bounds of an answer.
const (
	defaultLimit = 10
	maxLimit     = 100
	// maxDepth is how far one can page: nobody reads the thousandth hit, and
	// ranking all of them is what costs.
	maxDepth = 1000
	// timeLimit ends a search that no bound above has kept short.
	timeLimit = 2 * time.Second
)

// oldWeight lowers texts that are superseded or abrogated, so that of two
// revisions that say the same the one that counts comes first.
const oldWeight = 0.75

// ErrTooBroad says that a search ran out of time.
var ErrTooBroad = errors.New("the search took too long: add a word or a filter")

// Search answers a query from one snapshot: it sees each journal entry whole or
// not at all.
func (x *Index) Search(ctx context.Context, q Query) (r Results, err error) {
	began := time.Now()
	ctx, cancel := context.WithTimeoutCause(ctx, timeLimit, ErrTooBroad)
	defer cancel()
	select {
	case x.slots <- struct{}{}:
		defer func() { <-x.slots }()
	case <-ctx.Done():
		return r, context.Cause(ctx)
	}
	defer recovered(&err)
	r, err = x.search(ctx, q)
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	r.Took = time.Since(began).Microseconds()
	return r, err
}

func (x *Index) search(ctx context.Context, q Query) (Results, error) {
	r := Results{Notes: slices.Clone(q.Notes), Position: x.Position(), Hits: []Hit{}}
	v, err := x.view()
	if err != nil {
		return r, err
	}
	defer v.Close()
	c, err := x.columnsOf(v)
	if err != nil {
		return r, err
	}
	kept, notes, err := x.filters(c, q.Filters)
	if err != nil {
		return r, err
	}
	r.Notes = append(r.Notes, notes...)
	f := found{kept: kept, all: roaring.New(), best: top{size: q.last()}, old: c.old()}
	r.Jumps, q.Clauses = x.jumps(c, q)
	if q.first() > 0 {
		r.Jumps = nil
	}
	plans, err := x.plans(v, c, q, &r)
	if err != nil {
		return r, err
	}
	if len(q.Clauses) == 0 {
		err = f.everything(ctx, v, c, plans)
	} else {
		err = f.matching(ctx, v, c, plans, &r)
	}
	if err != nil {
		return r, err
	}
	r.Total = int(f.total)
	r.Facets = c.count(f.all, kept)
	best := f.best.sorted()
	for _, m := range best[min(q.first(), len(best)):] {
		h, ok, err := x.hit(v, m, plans, q.Reader)
		if err != nil {
			return r, err
		}
		if ok {
			r.Hits = append(r.Hits, h)
		}
	}
	return r, nil
}

// first and last bound the hits of the page.
func (q Query) first() int { return min(max(q.Offset, 0), maxDepth) }

func (q Query) last() int {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	return q.first() + min(limit, maxLimit)
}

// found gathers what matches.
type found struct {
	kept  filtered
	old   *roaring.Bitmap // documents of texts that no longer count
	all   *roaring.Bitmap // matches before filters, for the facets
	total uint64          // matches after filters
	best  top
}

// matching finds what satisfies the plans, one language after another.
func (f *found) matching(ctx context.Context, v *view, c *columns, plans []plan, r *Results) error {
	pass := f.kept.pass(c)
	for _, p := range plans {
		docs := c.of(Lang, []string{string(p.lang)})
		if docs.IsEmpty() {
			continue
		}
		m := matcher{view: v, ctx: ctx, plan: p, docs: docs}
		matches, err := m.matches()
		if err != nil {
			return err
		}
		if m.broad {
			r.Notes = append(r.Notes, broadNote)
		}
		numbers := make([]uint32, len(matches))
		for i, a := range matches {
			numbers[i] = a.doc
			if pass != nil && !pass.Contains(a.doc) {
				continue
			}
			f.total++
			if f.old.Contains(a.doc) {
				a.score *= oldWeight
			}
			f.best.add(a)
		}
		f.all.AddMany(numbers)
	}
	return nil
}

// everything takes all documents, less those that Not excludes: what a query of
// filters alone asks for.
func (f *found) everything(ctx context.Context, v *view, c *columns, plans []plan) error {
	f.all = c.live.Clone()
	for _, p := range plans {
		m := matcher{view: v, ctx: ctx, plan: p, docs: c.of(Lang, []string{string(p.lang)})}
		without, err := m.any(m.plan.not)
		if err != nil {
			return err
		}
		for _, w := range without {
			f.all.Remove(w.doc)
		}
	}
	pass := f.all
	if p := f.kept.pass(c); p != nil {
		pass = roaring.And(f.all, p)
	}
	f.total = pass.GetCardinality()
	// In force first; within that, in the order of the documents.
	for _, docs := range []*roaring.Bitmap{roaring.AndNot(pass, f.old), roaring.And(pass, f.old)} {
		for it := docs.Iterator(); it.HasNext() && len(f.best.matches) < f.best.size; {
			f.best.matches = append(f.best.matches, match{doc: it.Next()})
		}
	}
	return nil
}

// top keeps the best matches.
type top struct {
	size    int
	matches []match
}

// add keeps m if it may be among the best. The list grows to twice its size
// before it is cut, so that sorting is rare.
func (t *top) add(m match) {
	t.matches = append(t.matches, m)
	if len(t.matches) >= 2*t.size+64 {
		t.cut()
	}
}

func (t *top) cut() {
	slices.SortFunc(t.matches, better)
	t.matches = t.matches[:min(t.size, len(t.matches))]
}

func (t *top) sorted() []match {
	t.cut()
	return t.matches
}

// better orders by score, then as indexed.
func better(a, b match) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return int(int64(a.doc) - int64(b.doc))
}

// hit reads a hit's words from the record. It is not ok when the record no
// longer has them: the index is behind for a moment.
func (x *Index) hit(v *view, m match, plans []plan, reader tracker.Lang) (h Hit, ok bool, err error) {
	name, err := v.name(m.doc)
	if err != nil {
		return h, false, err
	}
	a, err := tracker.ParseAddress(name)
	if err != nil {
		return h, false, err
	}
	t, p, ok := x.read(a)
	if !ok {
		return h, false, nil
	}
	h = Hit{
		Address: a.Revision().At(a.Provision), Instrument: a.Instrument(), Revision: a.Revision(), Lang: a.Lang,
		Title: t.Title, Heading: p.Heading, Label: p.Label, Text: p.Text, Score: float64(m.score), Marks: []Range{},
		Standing: x.standingOf(a),
	}
	for _, plan := range plans {
		if plan.lang == a.Lang {
			h.Marks = marks(x.analyzers[a.Lang], plan, p.Text)
		}
	}
	h.Snippet = snippet(p.Text, h.Marks)
	h.Highlight = highlight(p.Text, h.Snippet, h.Marks)
	if reader != "" && reader != a.Lang {
		in := a
		in.Lang = reader
		if t, p, ok := x.read(in); ok {
			h.Reading = &Reading{Lang: reader, Title: t.Title, Heading: p.Heading, Text: p.Text}
		}
	}
	return h, true, nil
}

// read gives a provision, by an address that names a language, and its text.
func (x *Index) read(a tracker.Address) (tracker.Text, tracker.Provision, bool) {
	t, err := x.record.Text(a.In(a.Lang), a.Lang)
	if err != nil || t.Lang != a.Lang {
		return t, tracker.Provision{}, false
	}
	i := slices.IndexFunc(t.Provisions, func(p tracker.Provision) bool { return p.Address.Provision == a.Provision })
	if i < 0 {
		return t, tracker.Provision{}, false
	}
	return t, t.Provisions[i], true
}

func (x *Index) standingOf(a tracker.Address) tracker.Standing {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.standing(a.Revision().String())
}
