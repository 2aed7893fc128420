package index

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// scratch is room with a place for each document of a snapshot. Searches take it
// from each other, so that none has to make it.
type scratch struct {
	values []float32
	shares []float32
	sums   []posting
	bits   dense
	docs   *roaring.Bitmap // that bits have
}

// giveBack leaves the scratch to the next search.
func (s *scratch) giveBack(to *sync.Pool) {
	s.docs = nil
	to.Put(s)
}

// scores gives a zero for each document.
func (s *scratch) scores(size int) []float32 {
	s.values = sized(s.values, size)
	clear(s.values)
	return s.values
}

// cover gives a zero for each document, beside scores.
func (s *scratch) cover(size int) []float32 {
	s.shares = sized(s.shares, size)
	clear(s.shares)
	return s.shares
}

// postings gives an empty posting for each document, to be left as it was.
func (s *scratch) postings(size int) []posting {
	s.sums = sized(s.sums, size)
	return s.sums
}

// dense gives a set as bits, which are good until the next call. It must not
// have been changed since the last one.
func (s *scratch) dense(docs *roaring.Bitmap, size int) dense {
	if s.docs == docs {
		return s.bits
	}
	s.docs, s.bits = docs, sized(s.bits, size/64+1)
	clear(s.bits)
	eachOf(docs, s.bits.add)
	return s.bits
}

// eachOf calls do for each document of a set; that is quicker than to iterate.
func eachOf(docs *roaring.Bitmap, do func(uint32)) {
	var some [512]uint32
	for it := docs.ManyIterator(); ; {
		n := it.NextMany(some[:])
		if n == 0 {
			return
		}
		for _, doc := range some[:n] {
			do(doc)
		}
	}
}

func sized[T any](room []T, size int) []T {
	if cap(room) < size {
		return make([]T, size)
	}
	return room[:size]
}

// dense is a set with one bit a document: to ask it costs a nanosecond.
type dense []uint64

func (d dense) has(doc uint32) bool { return d[doc/64]&(1<<(doc%64)) != 0 }

func (d dense) add(doc uint32) { d[doc/64] |= 1 << (doc % 64) }
