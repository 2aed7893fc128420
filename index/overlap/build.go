package overlap

import (
	"cmp"
	"math/bits"
	"slices"
	"sync/atomic"
)

// A source is what postings are made of.
type source struct {
	n, size int
	tokens  func(int) []token // of each text; none of one that takes no part
	usage   *usage
	weights []int32 // of a gram, by the number of instruments that use it
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
			used := min(s.usage.of(text), widestUse) // stands for the weight until it is known
			records[mine[g.part()]] = newRecord(g.rest(), newUse(uint32(text), int32(used)))
			mine[g.part()]++
		}
	})
	p = &postings{}
	var next atomic.Int64
	lost := make([][]int32, workers) // by each text, of a weight of one a gram
	parallel(func(worker int) {
		uses, room := s.usage.counter(), []record{}
		lost[worker] = make([]int32, s.n)
		for at := int(next.Add(1)) - 1; at < parts; at = int(next.Add(1)) - 1 {
			begin := 0
			if at > 0 {
				begin = ends[at-1]
			}
			mine := records[begin:ends[at]]
			room = slices.Grow(room, len(mine))
			sortGrams(mine, room[:len(mine)])
			p.part[at] = s.newPart(mine, uses, lost[worker])
		}
	})
	for _, of := range lost {
		for i, w := range of {
			total[i] -= w
		}
	}
	return p, total
}

// newPart weighs sorted records, leaves out what stands twice, and makes their
// directory. lost is told what of a weight of one a gram their texts lose.
func (s *source) newPart(records []record, uses func([]record) int, lost []int32) part {
	kept, shared := records[:0], 0
	for i := 0; i < len(records); {
		end := groupEnd(records, i)
		group := records[i:end]
		i = end
		if len(group) > 1 {
			group = distinct(group, lost)
		}
		weight := s.weigh(group, uses)
		if len(group) > 1 && weight > 0 {
			shared += len(group)
		}
		for _, r := range group {
			text := r.use().text()
			kept = append(kept, newRecord(r.gram(), newUse(text, weight)))
			if weight < weightOne {
				lost[text] += weightOne - weight
			}
		}
	}
	prefix := max(1, bits.Len(uint(len(kept)/4))) // about four records each
	p := part{records: kept, shift: restBits - uint(min(prefix, 24)), shared: shared}
	p.starts = make([]uint32, 1<<(restBits-p.shift)+1)
	for _, r := range kept {
		p.starts[r.gram()>>p.shift+1]++
	}
	for i := 1; i < len(p.starts); i++ {
		p.starts[i] += p.starts[i-1]
	}
	return p
}

// weigh gives the weight of a gram by its records, each of which still says in how
// many instruments its text stands.
func (s *source) weigh(group []record, uses func([]record) int) int32 {
	most := 0
	for _, r := range group {
		most += int(r.use().weight())
	}
	if len(group) > 1 && most > 2 { // the same instruments may be counted twice
		most = uses(group)
	}
	return weightFor(s.weights, most)
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

// radixSort sorts a by the sortedBits above shift, keeping the order of equal ones.
// room is of the same length.
func radixSort(a, room []record, shift int) {
	const digit = sortedBits / 2
	var starts [2][1<<digit + 1]uint32
	for _, x := range a {
		x >>= shift
		starts[0][x&(1<<digit-1)+1]++
		starts[1][x>>digit&(1<<digit-1)+1]++
	}
	for pass := range starts {
		at := &starts[pass]
		for i := 1; i < len(at); i++ {
			at[i] += at[i-1]
		}
		for _, x := range a {
			d := x >> (shift + digit*pass) & (1<<digit - 1)
			room[at[d]] = x
			at[d]++
		}
		a, room = room, a
	}
}

// sortedBits are sorted by radix, half of them at a time: a text's number, or nearly
// all of a gram.
const sortedBits = textBits

// sortGrams sorts records by their grams, keeping the order of equal ones. By
// their upper bits they are sorted at once; few then still stand in disorder.
func sortGrams(records, room []record) {
	const shift = 32 + restBits - sortedBits
	radixSort(records, room, shift)
	for i := 0; i < len(records); {
		end, sorted := i+1, true
		for end < len(records) && records[end]>>shift == records[i]>>shift {
			sorted = sorted && records[end-1].gram() <= records[end].gram()
			end++
		}
		if !sorted {
			slices.SortStableFunc(records[i:end], func(a, b record) int { return cmp.Compare(a.gram(), b.gram()) })
		}
		i = end
	}
}
