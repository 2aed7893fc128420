package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A posting is a document in which a term or phrase occurs.
type posting struct {
	doc    uint32
	count  uint16 // occurrences
	length uint16 // of the field, in terms
}

// newPosting makes a posting of a segment's own.
func newPosting(p segment.Posting) posting {
	length := uint64(0)
	if exact, ok := p.(interface{ NormUint64() uint64 }); ok {
		length = exact.NormUint64()
	} else {
		norm := p.Norm() // 1/√length
		length = uint64(1/(norm*norm) + 0.5)
	}
	return posting{uint32(p.Number()), uint16(min(p.Frequency(), 1<<16-1)), uint16(min(length, 1<<16-1))}
}

const (
	// frequentFrom is the number of postings from which a term's are kept decoded:
	// shorter lists are read as fast as they are found.
	frequentFrom = 1 << 7
	// recentPostings bounds the postings kept, which take eight bytes each: 64 MB.
	recentPostings = 8 << 20
	// recentSets bounds the sets of documents kept for terms, in bytes.
	recentSets = 32 << 20
	// sparse is the share of a decoded list below which its documents are looked up
	// one by one: each look-up costs about as much as passing so many postings by.
	sparse = 16
	// farApart is the same of a list that is not decoded.
	farApart = 4
)

// listKey names a posting list. Segments never change, so what was decoded of
// one is good for as long as it lives.
type listKey struct {
	segment     uint64
	field, term string
}

// having gives the documents that have a term in a field. The set is shared.
func (m *matcher) having(field, term string) (*roaring.Bitmap, error) {
	k := listKey{field: field, term: term}
	if docs, ok := m.columns.terms.get(k); ok {
		return docs, nil
	}
	docs := roaring.New()
	for _, p := range m.parts {
		lists, err := p.lists(field, term)
		if err != nil {
			return nil, err
		}
		for _, list := range lists {
			if list.Count() > 0 {
				docs.Or(p.set(list))
			}
		}
	}
	m.columns.terms.put(k, docs, int(docs.GetSizeInBytes())+len(term))
	return docs, nil
}

// postings yields the postings of a term in a field that are in docs, in order.
func (m *matcher) postings(field, term string, docs *roaring.Bitmap, yield func(posting)) error {
	var wanted dense
	for _, p := range m.parts {
		n := p.count(docs)
		if n == 0 {
			continue
		}
		k := listKey{p.id, field, term}
		list, ok := m.recent.get(k)
		if !ok {
			stored, err := p.lists(field, term)
			if err != nil {
				return err
			}
			count := 0
			for _, l := range stored {
				count += int(l.Count())
			}
			if n*farApart < count {
				if err := p.lookUp(stored, docs, yield); err != nil {
					return err
				}
				continue
			}
			if list, err = decode(stored); err != nil {
				return err
			}
			if count >= frequentFrom {
				m.recent.put(k, list, len(list))
			}
		}
		if n*sparse < len(list) {
			p.search(list, docs, yield)
			continue
		}
		if wanted == nil {
			wanted = m.scratch.dense(docs, m.size)
		}
		for _, q := range list {
			if q.doc += p.offset; wanted.has(q.doc) {
				yield(q)
			}
		}
	}
	return nil
}

// decode reads whole posting lists, one or two, and joins them.
func decode(stored []segment.PostingsList) ([]posting, error) {
	var lists [2][]posting
	for i, l := range stored {
		list := make([]posting, 0, l.Count())
		for it := l.Iterator(true, true, false, nil); ; {
			next, err := it.Next()
			if err != nil {
				return nil, err
			}
			if next == nil {
				break
			}
			list = append(list, newPosting(next))
		}
		lists[i] = list
	}
	return joined(lists[0], lists[1]), nil
}

// joined merges two lists in the order of documents, and adds up what both have.
func joined(a, b []posting) []posting {
	if len(a) == 0 || len(b) == 0 {
		return append(a, b...)
	}
	out := make([]posting, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch p, q := a[0], b[0]; {
		case p.doc < q.doc:
			out, a = append(out, p), a[1:]
		case q.doc < p.doc:
			out, b = append(out, q), b[1:]
		default:
			p.count += q.count
			out, a, b = append(out, p), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// lookUp yields the postings of stored lists that are in docs.
func (p part) lookUp(stored []segment.PostingsList, docs *roaring.Bitmap, yield func(posting)) error {
	cursors := make([]walk, len(stored))
	for i, l := range stored {
		cursors[i].it = l.Iterator(true, true, false, nil)
	}
	for doc := range p.own(docs) {
		sum := posting{doc: doc}
		for i := range cursors {
			at, err := cursors[i].at(uint64(doc - p.offset))
			if err != nil {
				return err
			}
			if at != nil {
				q := newPosting(at)
				sum.count += q.count
				sum.length = q.length
			}
		}
		if sum.count > 0 {
			yield(sum)
		}
	}
	return nil
}

// A walk passes over a stored posting list, document by document in rising
// order. It reads one ahead, because an iterator does not give a posting twice.
type walk struct {
	it   segment.PostingsIterator
	next segment.Posting
	done bool
}

// at gives the posting of a document of the segment, or nil.
func (c *walk) at(doc uint64) (segment.Posting, error) {
	if !c.done && (c.next == nil || c.next.Number() < doc) {
		var err error
		if c.next, err = c.it.Advance(doc); err != nil {
			return nil, err
		}
		c.done = c.next == nil
	}
	if c.done || c.next.Number() != doc {
		return nil, nil
	}
	return c.next, nil
}

// search yields the postings of a decoded list that are in docs.
func (p part) search(list []posting, docs *roaring.Bitmap, yield func(posting)) {
	for doc := range p.own(docs) {
		i, found := slices.BinarySearchFunc(list, doc-p.offset, func(q posting, d uint32) int { return int(q.doc) - int(d) })
		if list = list[i:]; found {
			q := list[0]
			q.doc = doc
			yield(q)
		}
	}
}

// count says how many documents of a set are in the part.
func (p part) count(docs *roaring.Bitmap) int {
	if p.Count() == 0 {
		return 0
	}
	n := docs.Rank(p.offset + uint32(p.Count()-1))
	if p.offset > 0 {
		n -= docs.Rank(p.offset - 1)
	}
	return int(n)
}

// own yields the documents of a set that are in the part.
func (p part) own(docs *roaring.Bitmap) func(func(uint32) bool) {
	return func(yield func(uint32) bool) {
		it := docs.Iterator()
		it.AdvanceIfNeeded(p.offset)
		for it.HasNext() {
			doc := it.Next()
			if uint64(doc) >= uint64(p.offset)+p.Count() || !yield(doc) {
				return
			}
		}
	}
}
