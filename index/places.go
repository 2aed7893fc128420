package index

import segment "github.com/blevesearch/scorch_segment_api/v2"

// places reads where any of several terms stand, document by document in rising
// order.
type places struct {
	iterators []segment.PostingsIterator
	next      []segment.Posting // read ahead, nil when not yet or no more
	done      []bool
	found     []uint64
}

func newPlaces(lists []segment.PostingsList) places {
	c := places{next: make([]segment.Posting, len(lists)), done: make([]bool, len(lists))}
	for _, l := range lists {
		c.iterators = append(c.iterators, l.Iterator(true, true, true, nil))
	}
	return c
}

// in gives the positions in a document of the segment and the length of the
// field. The positions are good until the next call.
func (c *places) in(doc uint64) (positions []uint64, length float32, err error) {
	c.found = c.found[:0]
	for i, it := range c.iterators {
		if !c.done[i] && (c.next[i] == nil || c.next[i].Number() < doc) {
			if c.next[i], err = it.Advance(doc); err != nil {
				return nil, 0, err
			}
			c.done[i] = c.next[i] == nil
		}
		if c.done[i] || c.next[i].Number() != doc {
			continue
		}
		for _, l := range c.next[i].Locations() {
			c.found = append(c.found, l.Pos())
		}
		norm := c.next[i].Norm()
		length = float32(1 / (norm * norm))
	}
	return c.found, length, nil
}
