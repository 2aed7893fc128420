package overlap

import (
	"math"
	"math/bits"
	"slices"
	"sync/atomic"
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
// depend on their order, and small enough to stand in a record.
const weightOne = 1000

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
	records []record
	part    [parts]part
}

// A record is a gram in a text: 32 bits of the gram, the others being those of
// its part; ten of its weight; twenty-two of the text.
type record uint64

const (
	textBits = 22
	// mostWordings is how many wordings of one language there can be.
	mostWordings = 1 << textBits
)

func (r record) gram() uint32  { return uint32(r >> 32) }
func (r record) weight() int32 { return int32(uint32(r) >> textBits) }
func (r record) text() uint32  { return uint32(r) & (mostWordings - 1) }

// A part holds the grams of one prefix.
type part struct {
	records []record
	starts  []uint32 // where the records of each prefix of 32-shift bits begin
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
func buildPostings(n int, size int, alive func(int) bool, tokens func(int) []token, table []int32, newCounter func() func([]record) int) (p *postings, total []int32) {
	buffers := make([][parts][]record, workers)
	parallel(func(w int) {
		var grams []gram
		for i := n * w / workers; i < n*(w+1)/workers; i++ {
			if !alive(i) {
				continue
			}
			grams = gramsOf(tokens(i), size, grams)
			for _, g := range grams {
				at := g >> (gramBits - partBits)
				buffers[w][at] = append(buffers[w][at], record(g)<<32|record(i))
			}
		}
	})
	p = &postings{}
	var from [parts + 1]int
	for at := range parts {
		from[at+1] = from[at]
		for w := range buffers {
			from[at+1] += len(buffers[w][at])
		}
	}
	p.records = make([]record, from[parts])
	totals := make([][]int32, workers)
	var next atomic.Int64
	parallel(func(worker int) {
		uses, mine := newCounter(), make([]int32, n)
		totals[worker] = mine
		var scratch []record
		for at := int(next.Add(1)) - 1; at < parts; at = int(next.Add(1)) - 1 {
			scratch = scratch[:0]
			for w := range buffers {
				scratch = append(scratch, buffers[w][at]...)
				buffers[w][at] = nil
			}
			records := p.records[from[at]:from[at+1]]
			radixSort(scratch, records)
			p.part[at] = newPart(records, table, uses)
			for _, r := range records {
				mine[r.text()] += r.weight()
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

// newPart makes the directory of sorted records and writes their weights.
func newPart(records []record, table []int32, uses func([]record) int) part {
	prefix := max(1, bits.Len(uint(len(records)/4))) // about four records each
	p := part{records: records, shift: 32 - uint(min(prefix, 24))}
	p.starts = make([]uint32, 1<<(32-p.shift)+1)
	for i := 0; i < len(records); {
		end := groupEnd(records, i)
		w := record(weightFor(table, uses(records[i:end]))) << textBits
		for j := i; j < end; j++ {
			records[j] |= w
		}
		p.starts[records[i].gram()>>p.shift+1] += uint32(end - i)
		i = end
	}
	for i := 1; i < len(p.starts); i++ {
		p.starts[i] += p.starts[i-1]
	}
	return p
}

// groupEnd gives the end of the records of the gram that begins at i.
func groupEnd(records []record, i int) int {
	end := i + 1
	for end < len(records) && records[end].gram() == records[i].gram() {
		end++
	}
	return end
}

// find gives the records of a gram.
func (p *postings) find(g gram) []record {
	at := &p.part[g>>(gramBits-partBits)]
	if len(at.records) == 0 {
		return nil
	}
	rest := uint32(g)
	from, to := at.starts[rest>>at.shift], at.starts[rest>>at.shift+1]
	for from < to && at.records[from].gram() < rest {
		from++
	}
	end := from
	for end < to && at.records[end].gram() == rest {
		end++
	}
	return at.records[from:end]
}

// radixSort sorts a by the upper 32 bits, keeping the order of equal ones. out,
// of the same length, holds the result; a is overwritten.
func radixSort(a, out []record) {
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

// A forward lists for each text the grams that it shares with others: for all
// pairs this spares looking up every gram, most of which stand in one text only.
type forward struct {
	records []record
	ends    []uint32 // of each text's groups
	groups  []uint32 // where the records of a shared gram begin
}

// forward turns the postings of n texts round.
func (p *postings) forward(n int) *forward {
	f := &forward{records: p.records, ends: make([]uint32, n)}
	each := func(do func(text, group uint32)) {
		for at := range p.part {
			base := uint32(len(p.records) - cap(p.part[at].records))
			records := p.part[at].records
			for i := 0; i < len(records); {
				end := groupEnd(records, i)
				if end > i+1 && records[i].weight() > 0 {
					for _, r := range records[i+1 : end] { // the first has none before it
						do(r.text(), base+uint32(i))
					}
				}
				i = end
			}
		}
	}
	each(func(text, _ uint32) { f.ends[text]++ })
	sum := uint32(0)
	for i, count := range f.ends {
		f.ends[i] = sum
		sum += count
	}
	f.groups = make([]uint32, sum)
	each(func(text, group uint32) {
		f.groups[f.ends[text]] = group
		f.ends[text]++
	})
	return f
}

// of gives the groups of a text.
func (f *forward) of(text uint32) []uint32 {
	from := uint32(0)
	if text > 0 {
		from = f.ends[text-1]
	}
	return f.groups[from:f.ends[text]]
}
