package overlap

import (
	"math"
	"slices"
)

// A gram is a hash of a run of words, of gramBits bits.
type gram uint64

const gramBits = 40

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
