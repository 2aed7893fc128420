package index

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// recentAnswers bounds the answers that are kept, in bytes: some two thousand
// pages.
const recentAnswers = 32 << 20

// An answerKey names an answer: the same question has the same one for as long as
// nothing is written.
type answerKey struct {
	position, states uint64
	asked            string
}

// Answer is Search for those who ask what others have just asked: when a number is
// called out in a room, two hundred phones look it up. The answer may be shared,
// and is not to be changed.
func (x *Index) Answer(ctx context.Context, q Query) (Results, error) {
	began := time.Now()
	asked, err := json.Marshal(q)
	if err != nil {
		return x.Search(ctx, q)
	}
	k := answerKey{x.Position(), x.StatesPosition(), string(asked) + q.typed}
	if r, ok := x.answers.get(k); ok {
		r.Took = time.Since(began).Microseconds()
		return r, nil
	}
	r, err := x.Search(ctx, q)
	if err == nil && r.Position == k.position {
		x.answers.put(k, r, r.size()+len(k.asked))
	}
	return r, err
}

// What parts of an answer take in memory beside their text, about, in bytes.
const (
	hitSize   = 1000
	countSize = 64
	rangeSize = 16
)

// size is about how much room an answer takes.
func (r Results) size() int {
	n := hitSize * (1 + len(r.Jumps) + len(r.Suggestions))
	for _, counts := range r.Facets {
		n += countSize * len(counts)
	}
	for _, h := range slices.Concat(r.Hits, r.Partly) {
		n += hitSize*(1+len(h.Revisions)) + len(h.Title) + len(h.Text) + len(h.Highlight) + rangeSize*len(h.Marks)
		if h.Reading != nil {
			n += hitSize + len(h.Reading.Title) + len(h.Reading.Text) + rangeSize*len(h.Reading.Marks)
		}
	}
	return n
}
