package overlap

import (
	"math/bits"
	"sync/atomic"
)

// A source is what postings are made of.
type source struct {
	n, size int
	tokens  func(int) []token // of each text; none of one that takes no part
	several func(int) bool    // whether a text stands in several instruments
	weights []int32           // of a gram, by the number of instruments that use it
	// counter gives each worker a function that counts the instruments of the
	// texts of some records.
	counter func() func([]record) int
}

// grams yields the grams of the texts that are a worker's share, some of them
// more than once for a text.
func (s *source) grams(worker int) func(func(text int, g gram) bool) {
	return func(yield func(int, gram) bool) {
		for i := s.n * worker / workers; i < s.n*(worker+1)/workers; i++ {
			tokens := s.tokens(i)
			for at := range gramStarts(tokens, s.size) {
				if !yield(i, gramAt(tokens, at, s.size)) {
					return
				}
			}
		}
	}
}

// buildPostings sorts the grams of texts, and adds up the weight of each text's
// grams.
func buildPostings(s *source) (p *postings, total []int32) {
	total = make([]int32, s.n)
	places := make([][parts]int, workers) // of each worker's next record of a part
	parallel(func(worker int) {
		mine := &places[worker]
		for text, g := range s.grams(worker) {
			mine[g.part()]++
			total[text] += weightOne
		}
	})
	var ends [parts]int
	sum := 0
	for at := range parts {
		for w := range places {
			places[w][at], sum = sum, sum+places[w][at]
		}
		ends[at] = sum
	}
	records := make([]record, sum)
	parallel(func(worker int) {
		mine := &places[worker]
		for text, g := range s.grams(worker) {
			r := record(g.rest())<<32 | record(text)
			if s.several(text) {
				r |= inSeveral
			}
			records[mine[g.part()]] = r
			mine[g.part()]++
		}
	})
	p = &postings{}
	var next atomic.Int64
	lost := make([][]int32, workers) // by each text, of a weight of one a gram
	parallel(func(worker int) {
		uses, scratch := s.counter(), []record{}
		lost[worker] = make([]int32, s.n)
		for at := int(next.Add(1)) - 1; at < parts; at = int(next.Add(1)) - 1 {
			begin := 0
			if at > 0 {
				begin = ends[at-1]
			}
			mine := records[begin:ends[at]]
			scratch = append(scratch[:0], mine...)
			radixSort(scratch, mine)
			p.part[at] = newPart(s.weigh(mine, uses, lost[worker]))
		}
	})
	for _, of := range lost {
		for i, w := range of {
			total[i] -= w
		}
	}
	return p, total
}

// inSeveral marks, until it is weighed, the record of a text that stands in
// several instruments.
const inSeveral record = 1 << textBits

// weigh writes the weights of sorted records, and what of a weight of one a gram
// their texts lose. It leaves out what stands twice.
func (s *source) weigh(records []record, uses func([]record) int, lost []int32) []record {
	kept := records[:0]
	for i := 0; i < len(records); {
		end := groupEnd(records, i)
		group, weight := records[i:end], int32(weightOne)
		i = end
		several := false
		for _, r := range group {
			several = several || r&inSeveral != 0
		}
		if len(group) > 1 {
			group = distinct(group, lost)
		}
		if several || len(group) > 2 { // one that two instruments use weighs no less
			for j := range group {
				group[j] &^= inSeveral
			}
			weight = weightFor(s.weights, uses(group))
		}
		for _, r := range group {
			kept = append(kept, r|record(weight)<<textBits)
			if weight < weightOne {
				lost[r.use().text()] += weightOne - weight
			}
		}
	}
	return kept
}

// distinct takes out of a group what stands in it twice: a gram that a text uses
// twice weighs once.
func distinct(group []record, lost []int32) []record {
	kept := group[:1]
	for _, r := range group[1:] {
		if r == kept[len(kept)-1] {
			lost[r.use().text()] += weightOne
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

// newPart makes the directory of sorted records.
func newPart(records []record) part {
	prefix := max(1, bits.Len(uint(len(records)/4))) // about four records each
	p := part{records: records, shift: restBits - uint(min(prefix, 24))}
	p.starts = make([]uint32, 1<<(restBits-p.shift)+1)
	for _, r := range records {
		p.starts[r.gram()>>p.shift+1]++
	}
	for i := 1; i < len(p.starts); i++ {
		p.starts[i] += p.starts[i-1]
	}
	return p
}

// radixSort sorts a by its grams, keeping the order of equal ones. out, of the
// same length, holds the result; a is overwritten.
func radixSort(a, out []record) {
	const passes, digit = 3, restBits / 3 // odd, so that the last pass fills out
	var starts [passes][1<<digit + 1]uint32
	for _, x := range a {
		for pass := range passes {
			starts[pass][x>>(32+digit*pass)&(1<<digit-1)+1]++
		}
	}
	for pass := range passes {
		at := &starts[pass]
		for i := 1; i < len(at); i++ {
			at[i] += at[i-1]
		}
		for _, x := range a {
			d := x >> (32 + digit*pass) & (1<<digit - 1)
			out[at[d]] = x
			at[d]++
		}
		a, out = out, a
	}
}
