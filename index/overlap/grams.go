package overlap

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// A gram is a hash of a run of words, of gramBits bits.
type gram uint64

const (
	gramBits = 40
	// partBits are the bits of a gram that choose its part of the index.
	partBits = 8
	parts    = 1 << partBits
)

// weightOne is the weight 1. Weights are whole numbers so that sums do not
// depend on their order.
const weightOne = 1024

// widestUse is the number of instruments from which on a run of words is
// boilerplate everywhere: it weighs nothing and generates no candidates, which
// is what keeps the work for a text the same however many texts there are.
// Measured as the generation cap in the prototypes: at 100, a million
// provisions took 289 comparisons each.
const widestUse = 100

// narrowestUse is the least that the cap may be: in a library of ten
// instruments a phrase in six of them still tells something.
const narrowestUse = 16

// A postings holds, for every gram, the texts that it stands in, sorted by
// gram, and what it weighs. It never changes once built.
type postings struct {
	part    [parts]part
	weights []int32 // by number of instruments
}

// A part holds the grams of one prefix. A record is the gram's other 32 bits,
// then the text.
type part struct {
	records []uint64
	weight  []uint16 // of each record's gram
	starts  []uint32 // where the records of each prefix of shift..32 bits begin
	shift   uint
}

// weightTable gives the weight of a run by the number of instruments that use
// it: 1 for one or two, falling by its logarithm to 0 for cap.
func weightTable(instruments int) []int32 {
	limit := min(widestUse, max(narrowestUse, instruments/2))
	table := make([]int32, limit+1)
	for n := range table {
		w := 1.0
		if n > 2 {
			w = math.Log(float64(limit)/float64(n)) / math.Log(float64(limit)/2)
		}
		table[n] = int32(math.Round(w * weightOne))
	}
	return table
}

func weightFor(table []int32, uses int) int32 {
	if uses >= len(table) {
		return 0
	}
	return table[uses]
}

// gramsOf appends the distinct grams of tokens, in order. size is how many
// words a gram has. A run with an entity, or with two numbers, is none.
func gramsOf(tokens []token, size int, out []gram) []gram {
	out = out[:0]
	for i := range gramStarts(tokens, size) {
		out = append(out, gramAt(tokens, i, size))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// gramStarts yields where the grams of tokens begin.
func gramStarts(tokens []token, size int) func(func(int) bool) {
	return func(yield func(int) bool) {
		clear := 0 // tokens since the last entity
		for i, t := range tokens {
			if clear++; t == entity {
				clear = 0
			}
			if clear < size {
				continue
			}
			numbers := 0
			for _, u := range tokens[i+1-size : i+1] {
				if u == number {
					numbers++
				}
			}
			if numbers < 2 && !yield(i+1-size) {
				return
			}
		}
	}
}

func gramAt(tokens []token, i, size int) gram {
	var h uint64
	for _, t := range tokens[i : i+size] {
		h = mix(h*primeFNV ^ uint64(t))
	}
	return gram(h >> (64 - gramBits))
}

// buildPostings sorts the grams of n texts, those that alive admits, and adds up
// the weight of each text's grams. newCounter gives every worker a function that
// counts the instruments which the texts of some records belong to.
func buildPostings(n int, size int, alive func(int) bool, tokens func(int) []token, table []int32, newCounter func() func([]uint64) int) (p *postings, total []int32) {
	p = &postings{weights: table}
	totals := make([][]int32, workers)
	buffers := make([][parts][]uint64, workers)
	parallel(func(w int) {
		var grams []gram
		for i := n * w / workers; i < n*(w+1)/workers; i++ {
			if !alive(i) {
				continue
			}
			grams = gramsOf(tokens(i), size, grams)
			for _, g := range grams {
				at := g >> (gramBits - partBits)
				buffers[w][at] = append(buffers[w][at], uint64(g)<<32|uint64(i))
			}
		}
	})
	var next int
	var mu sync.Mutex
	parallel(func(worker int) {
		uses := newCounter()
		totals[worker] = make([]int32, n)
		var scratch []uint64
		for {
			mu.Lock()
			at := next
			next++
			mu.Unlock()
			if at >= parts {
				return
			}
			total := 0
			for w := range buffers {
				total += len(buffers[w][at])
			}
			scratch = slices.Grow(scratch[:0], total)
			for w := range buffers {
				scratch = append(scratch, buffers[w][at]...)
				buffers[w][at] = nil
			}
			records := make([]uint64, total)
			radixSort(scratch, records)
			p.part[at] = newPart(records, table, uses)
			for i, r := range records {
				totals[worker][uint32(r)] += int32(p.part[at].weight[i])
			}
		}
	})
	for _, t := range totals[1:] {
		for i, w := range t {
			totals[0][i] += w
		}
	}
	return p, totals[0]
}

// newPart makes the directory and the weights of sorted records.
func newPart(records []uint64, table []int32, uses func([]uint64) int) part {
	prefix := max(1, bits.Len(uint(len(records)/4))) // about four records each
	p := part{records: records, weight: make([]uint16, len(records)), shift: 32 - uint(min(prefix, 24))}
	p.starts = make([]uint32, 1<<(32-p.shift)+1)
	for i := 0; i < len(records); {
		end := i + 1
		for end < len(records) && records[end]>>32 == records[i]>>32 {
			end++
		}
		w := uint16(weightFor(table, uses(records[i:end])))
		for j := i; j < end; j++ {
			p.weight[j] = w
		}
		p.starts[uint32(records[i]>>32)>>p.shift+1] += uint32(end - i)
		i = end
	}
	for i := 1; i < len(p.starts); i++ {
		p.starts[i] += p.starts[i-1]
	}
	return p
}

// find gives the records of a gram and its weight.
func (p *postings) find(g gram) (records []uint64, weight uint16) {
	at := &p.part[g>>(gramBits-partBits)]
	if len(at.records) == 0 {
		return nil, 0
	}
	rest := uint32(g)
	from, to := at.starts[rest>>at.shift], at.starts[rest>>at.shift+1]
	for from < to && uint32(at.records[from]>>32) < rest {
		from++
	}
	end := from
	for end < to && uint32(at.records[end]>>32) == rest {
		end++
	}
	if from == end {
		return nil, 0
	}
	return at.records[from:end], at.weight[from]
}

// radixSort sorts a by the upper 32 bits, keeping the order of equal ones. out,
// of the same length, holds the result; a is overwritten.
func radixSort(a, out []uint64) {
	const digit, passes = 11, 3 // odd, so that the last pass fills out
	for pass := range passes {
		shift := 32 + uint(digit*pass)
		var starts [1<<digit + 1]int
		for _, x := range a {
			starts[x>>shift&(1<<digit-1)+1]++
		}
		for i := 1; i < len(starts); i++ {
			starts[i] += starts[i-1]
		}
		for _, x := range a {
			d := x >> shift & (1<<digit - 1)
			out[starts[d]] = x
			starts[d]++
		}
		a, out = out, a
	}
}
