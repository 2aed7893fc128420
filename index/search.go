package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// Results answer a query.
type Results struct {
	// Total counts the provisions that match, all filters applied: each language and
	// each revision on its own, as the facets count them. Hits fold those that are
	// one to a reader, so there are fewer of them.
	Total int   `json:"total"`
	Took  int64 `json:"took_us"`
	// Jumps are what a number or address means, best first; they stand before the
	// hits, on the first page.
	Jumps []Jump `json:"jumps,omitempty"`
	Hits  []Hit  `json:"hits"`
	// Partly are provisions with most of the words, where fewer than a page have all
	// of them. They stand below the hits, and neither Total nor Facets count them.
	Partly []Hit `json:"partly,omitempty"`
	// Facets count the values of each column. State is missing while what was done
	// about the mandates is not read up to Position.
	Facets map[Column][]Count `json:"facets"`
	Notes  []Note             `json:"notes,omitempty"` // what was ignored or cut short, and why
	Also   []Equivalent       `json:"also,omitempty"`  // what the glossary added
	// Suggestions say what may have been meant, when nothing was found.
	Suggestions []Suggestion `json:"suggestions,omitempty"`
	Next        string       `json:"next,omitempty"` // cursor of the page that follows; see [Query.Cursor]
	// Position is the journal entry up to which the answer is complete.
	Position uint64 `json:"position"`
}

// A Hit is a provision in the language in which it matched best.
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
	// Revisions are those in which this place, or these very words, match; the
	// newest first. There is at least one.
	Revisions []Sibling `json:"revisions,omitempty"`
	// Others counts further provisions of the instrument that match, in all
	// languages and revisions, when hits are grouped by instrument.
	Others      int          `json:"others,omitempty"`
	Explanation *Explanation `json:"explanation,omitempty"`
	// Missing lists the words of the query that the provision has not.
	Missing []string `json:"missing,omitempty"`
	// Named is true for what the query names by number or address: see [Results.Listed].
	Named bool `json:"named,omitempty"`
	// Reading is the same provision in the reader's language, when that is another
	// one and held.
	Reading *Reading `json:"reading,omitempty"`
}

// A Reading is a hit's words in the reader's language. Marks show where they
// match too: words typed in that language, or those of the glossary.
type Reading struct {
	Lang    tracker.Lang `json:"lang"`
	Title   string       `json:"title"`
	Heading string       `json:"heading"`
	Text    string       `json:"text"`
	Marks   []Range      `json:"marks"`
	Snippet Range        `json:"snippet"`
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

// errTooLong says that a search ran out of time.
var errTooLong = fmt.Errorf("%w: it took too long; add a word or a filter", ErrTooBroad)

// Search answers a query from one snapshot: it sees each journal entry whole or
// not at all.
func (x *Index) Search(ctx context.Context, q Query) (r Results, err error) {
	if q.asksForState() { // before the clock runs
		if err := x.readStates(ctx); err != nil {
			return r, err
		}
	}
	began := time.Now()
	ctx, cancel := context.WithTimeoutCause(ctx, timeLimit, errTooLong)
	defer cancel()
	select {
	case x.slots <- struct{}{}:
		defer func() { <-x.slots }()
	case <-ctx.Done():
		return r, context.Cause(ctx)
	}
	defer x.recovered(&err)
	r, err = x.search(ctx, q)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case !errors.Is(err, ErrTooBroad) && !errors.Is(err, ErrCursor):
		x.suspected()
	}
	r.Took = time.Since(began).Microseconds()
	return r, err
}

func (x *Index) search(ctx context.Context, q Query) (Results, error) {
	r := Results{Notes: slices.Clone(q.Notes), Position: x.Position(), Hits: []Hit{}}
	identity := q.identity()
	q, notes, err := x.turn(q)
	if err != nil {
		return r, err
	}
	r.note(notes...)
	v, err := x.view()
	if err != nil {
		return r, err
	}
	defer v.Close()
	c, err := x.columnsOf(v)
	if err != nil {
		return r, err
	}
	states := x.countsStates(ctx, r.Position)
	if states || q.asksForState() {
		x.bringStates(c)
	}
	spent := &spending{provisions: v.size}
	kept, notes, err := x.filters(c, q.Filters, spent)
	if err != nil {
		return r, err
	}
	r.note(notes...)
	if r.Jumps, q, err = x.meant(c, q); err != nil {
		return r, err
	}
	room := x.room.Get().(*scratch)
	defer room.giveBack(&x.room)
	f := found{
		spent: spent, scratch: room,
		index: x, view: v, columns: c, kept: kept, all: roaring.New(), factors: x.factors(c, q),
		// One more than is shown tells whether there is another page.
		best:  top{size: q.last() + 1, columns: c, whole: q.ByInstrument},
		least: q.share,
	}
	if q.first() > 0 || q.Cursor != "" {
		r.Jumps = nil
	}
	if f.plans, err = x.plans(v, c, q, f.spent, &r); err != nil {
		return r, err
	}
	if f.least > 0 {
		f.shares = room.cover(v.size)
	}
	if err := f.find(ctx, q, &r); err != nil {
		return r, err
	}
	if f.passed.IsEmpty() && len(r.Jumps) == 0 {
		if ref, ok := readReference(x.record.Registry, q.Reference); ok && (ref.kind != "" || ref.symbol || !ref.address.IsZero()) {
			r.note(newNote("no-text", q.Reference))
		}
		if r.Suggestions, err = f.suggestWords(q); err != nil {
			return r, err
		}
		r.Suggestions = append(r.Suggestions, x.suggestInstruments(c, q)...)
		if err := f.relax(ctx, q, &r); err != nil {
			return r, err
		}
	}
	r.Total = int(f.passed.GetCardinality())
	r.Facets = c.count(f.all, kept, states)
	if err := f.page(ctx, q, &r); err != nil {
		return r, err
	}
	if len(r.Hits) > 0 && len(r.Hits[0].Missing) > 0 {
		r.note(newNote("some-words"))
	}
	if len(f.best.matches) > q.last() && q.last() < maxDepth {
		r.Next = cursor{x.Position(), identity, q.last()}.String()
	}
	return r, f.partly(ctx, q, &r)
}

// meant gives what a query names, and the query as it is looked for: what names
// nothing may be a question.
func (x *Index) meant(c *columns, q Query) ([]Jump, Query, error) {
	jumps, clauses := x.jumps(c, q)
	if q.Reference == "" || len(jumps) > 0 || len(clauses) == 0 {
		q.Clauses = clauses
		return jumps, q, nil
	}
	asked, err := shippedQuestions()
	if err == nil {
		q.Clauses, q.asks = asked.strip(clauses)
	}
	return nil, q, err
}

// note adds notes, each once.
func (r *Results) note(notes ...Note) {
	for _, n := range notes {
		if !slices.Contains(r.Notes, n) {
			r.Notes = append(r.Notes, n)
		}
	}
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
