package index

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// phrase lists the documents in which the steps stand one after another in a
// field, of those within unless it is nil; count is how often.
func (m *matcher) phrase(field string, steps []step, within *roaring.Bitmap) ([]posting, error) {
	var out []posting
	for _, p := range m.parts {
		candidates, lists, err := p.having(field, steps)
		if err != nil {
			return nil, err
		}
		if within != nil {
			candidates.And(within)
		}
		if candidates.IsEmpty() {
			continue
		}
		if err := m.spent.inOrder(places(candidates, lists)); err != nil {
			return nil, err
		}
		found, err := p.phrase(m.ctx, steps, candidates, lists)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// places is about what it costs to read where the steps stand in candidates.
func places(candidates *roaring.Bitmap, lists [][]segment.PostingsList) (n int) {
	docs := int(candidates.GetCardinality())
	for _, step := range lists {
		for _, list := range step {
			// To find that a word does not stand in a document costs a little too.
			n += min(docs, int(list.Count())) + docs/32
		}
	}
	return n
}

func (p part) phrase(ctx context.Context, steps []step, candidates *roaring.Bitmap, lists [][]segment.PostingsList) ([]posting, error) {
	cursors := make([]placesReader, len(lists))
	for i, l := range lists {
		cursors[i] = newReader(l)
	}
	var out []posting
	for it := candidates.Iterator(); it.HasNext(); {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		doc := it.Next()
		starts, length, err := cursors[0].in(uint64(doc - p.offset))
		if err != nil {
			return nil, err
		}
		for i := 1; i < len(cursors) && len(starts) > 0; i++ {
			here, _, err := cursors[i].in(uint64(doc - p.offset))
			if err != nil {
				return nil, err
			}
			distance := uint64(steps[i].offset - steps[0].offset)
			starts = slices.DeleteFunc(starts, func(at uint64) bool { return !slices.Contains(here, at+distance) })
		}
		if len(starts) > 0 {
			out = append(out, posting{doc, uint16(min(len(starts), 1<<16-1)), length})
		}
	}
	return out, nil
}

// having finds the documents of the segment that have every step somewhere in a
// field, and the posting lists of each step. There are no lists when there are
// no documents.
func (p part) having(field string, steps []step) (*roaring.Bitmap, [][]segment.PostingsList, error) {
	var all *roaring.Bitmap
	lists := make([][]segment.PostingsList, len(steps))
	for i, s := range steps {
		docs := roaring.New()
		for _, term := range s.terms {
			list, err := p.list(field, term)
			if err != nil {
				return nil, nil, err
			}
			lists[i] = append(lists[i], list)
			docs.Or(p.set(list))
		}
		if all == nil {
			all = docs
		} else {
			all.And(docs)
		}
		if all.IsEmpty() {
			return all, nil, nil
		}
	}
	return all, lists, nil
}

// A placesReader reads where any of several terms stand, document by document in rising
// order.
type placesReader struct {
	walks []walk
	found []uint64
}

func newReader(lists []segment.PostingsList) placesReader {
	c := placesReader{}
	for _, l := range lists {
		c.walks = append(c.walks, walk{it: l.Iterator(true, true, true, nil)})
	}
	return c
}

// in gives the positions in a document of the segment and the length of the
// field. The positions are good until the next call, and the caller's to change.
func (c *placesReader) in(doc uint64) (positions []uint64, length uint16, err error) {
	c.found = c.found[:0]
	for i := range c.walks {
		at, err := c.walks[i].at(doc)
		if err != nil {
			return nil, 0, err
		}
		if at == nil {
			continue
		}
		for _, l := range at.Locations() {
			c.found = append(c.found, l.Pos())
		}
		length = newPosting(at).length
	}
	return c.found, length, nil
}
