package redline

import (
	"iter"
	"math"
	"slices"
)

// A likeness is how much the words of an old and a new provision agree. Words
// and pairs of neighbouring words count by how rare they are in the two texts,
// so that the formulas every paragraph has decide nothing.
type likeness struct {
	old, new int
	ofOld    float64 // share of the old provision found in the new, 0 to 1
	ofNew    float64 // share of the new provision found in the old
	both     float64 // harmonic mean of the two
	score    float64 // both, less the distance from where the old one is expected, more for its address
}

// Thresholds of likeness, chosen on planted edits (planted_test.go): a third of
// the words of a paragraph may be replaced and a sentence added before it falls
// under alike; two unrelated paragraphs of one resolution stay below a tenth.
const (
	alike          = 0.27 // pairs anywhere
	alikeThere     = 0.18 // pairs in one gap with the same address
	alikeAlone     = 0.12 // pairs alone in their gap
	containedAlone = 0.10 // the same of a few words
	containedThere = 0.04 // the same, with the same address
	contained      = 0.50 // worth looking at for a split or merge
)

// fewTokens is the length, words and the spaces between, of a formula such as
// "The Security Council,".
const fewTokens = 12

const (
	distancePrior = 0.10 // score lost when a provision stands at the other end of the text
	addressPrior  = 0.03 // score won when the address is the same
	partPrior     = 0.85 // score of a provision found whole in one that stands where it is expected
)

// fewProvisions is the number of provisions below which frequencies say little.
// A word that both sides of a short text have is not therefore common.
const fewProvisions = 50

// maxPostings is the number of new provisions beyond which a gram is too common
// to find likely pairs by. It bounds the work for texts of thousands of
// paragraphs.
const maxPostings = 400

// A gramTable numbers the grams that a comparison looks at: word w is gram w,
// pairs of words follow.
type gramTable struct {
	lex   *lexicon
	pairs map[uint64]int32
	df    []int32 // provisions that have each gram
	seen  []int32 // the last provision counted for each gram
}

// grams lists those of a text in rising order, numbering new ones.
func (g *gramTable) grams(tokens []token) []int32 {
	out := make([]int32, 0, len(tokens))
	for this, pair := range g.walk(tokens) {
		out = append(out, this)
		if pair == 0 {
			continue
		}
		id, ok := g.pairs[pair]
		if !ok {
			id = int32(len(g.df))
			g.pairs[pair] = id
			g.df = append(g.df, 0)
		}
		out = append(out, id)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	for _, id := range out {
		g.df[id]++
	}
	return out
}

// count adds a text that both sides have to the frequencies of known grams.
func (g *gramTable) count(tokens []token, provision int32) {
	once := func(id int32) {
		if g.seen[id] != provision {
			g.seen[id] = provision
			g.df[id] += 2
		}
	}
	for this, pair := range g.walk(tokens) {
		once(this)
		if id, ok := g.pairs[pair]; ok {
			once(id)
		}
	}
}

// walk gives each word and, from the second on, the pair it ends. In a text of a
// few words it also gives the pair with the word before that: one word changed
// in "The Security Council," breaks both its pairs.
func (g *gramTable) walk(tokens []token) iter.Seq2[int32, uint64] {
	return func(yield func(int32, uint64) bool) {
		before, further := uint64(0), uint64(0)
		for _, t := range tokens {
			x := &g.lex.words[t.word]
			if x.kind != word && x.kind != ideograph {
				continue
			}
			this := uint64(x.fold) + 1
			pair := uint64(0)
			if before != 0 {
				pair = before<<32 | this
			}
			if !yield(x.fold, pair) {
				return
			}
			if further != 0 && len(tokens) <= fewTokens && !yield(x.fold, further<<32|this) {
				return
			}
			before, further = this, before
		}
	}
}

// weigh finds the grams of every provision without a mate, and their weights.
func (c *comparison) weigh() {
	for i := range c.old.units {
		c.cut(&c.old.units[i])
	}
	for j := range c.new.units {
		if c.new.mate[j] == none {
			c.cut(&c.new.units[j])
		}
	}
	words := len(c.lex.words)
	g := gramTable{lex: c.lex, pairs: make(map[uint64]int32), df: make([]int32, words)}
	for _, s := range []*side{&c.old, &c.new} {
		for i := range s.units {
			if s.mate[i] == none {
				s.units[i].grams = g.grams(s.units[i].tokens)
			}
		}
	}
	g.seen = slices.Repeat([]int32{none}, len(g.df))
	for i := range c.old.units {
		if c.old.mate[i] != none {
			g.count(c.old.units[i].tokens, int32(i))
		}
	}
	c.gramCost = make([]float64, len(g.df))
	all := 2 * max(fewProvisions, float64(len(c.old.units)+len(c.new.units)))
	for id, n := range g.df {
		c.gramCost[id] = math.Log(all/float64(max(n, 1))) / math.Log(all)
		if id >= words {
			c.gramCost[id] *= 2
		}
	}
	for _, s := range []*side{&c.old, &c.new} {
		for i := range s.units {
			u := &s.units[i]
			for _, g := range u.grams {
				u.weight += c.gramCost[g]
			}
		}
	}
}

// likely gives the pairs of provisions without a mate that have enough in
// common, the likeliest first.
func (c *comparison) likely() []likeness {
	having := make([][]int32, len(c.gramCost))
	for j, u := range c.new.units {
		if c.new.mate[j] == none {
			for _, g := range u.grams {
				having[g] = append(having[g], int32(j))
			}
		}
	}
	var found []likeness
	shared := make([]float64, len(c.new.units))
	var touched []int32
	expected := c.expectedPlaces()
	for i, u := range c.old.units {
		if c.old.mate[i] != none {
			continue
		}
		for _, g := range u.grams {
			if len(having[g]) > maxPostings {
				continue
			}
			for _, j := range having[g] {
				if shared[j] == 0 {
					touched = append(touched, j)
				}
				shared[j] += c.gramCost[g]
			}
		}
		for _, j := range touched {
			l := c.likeness(i, int(j), shared[j])
			shared[j] = 0
			if l.both < alike && max(l.ofOld, l.ofNew) < contained {
				continue
			}
			distance := math.Abs(float64(j) - expected[i])
			if distance <= maxPartDistance+1 {
				l.score = max(l.score, partPrior*max(l.ofOld, l.ofNew))
			}
			l.score -= distancePrior * min(1, distance/(float64(len(c.old.units)+len(c.new.units))/2+1))
			found = append(found, l)
		}
		touched = touched[:0]
	}
	slices.SortFunc(found, byScore)
	return found
}

// likeness is that of old i and new j, which share grams of this weight.
func (c *comparison) likeness(i, j int, shared float64) likeness {
	a, b := &c.old.units[i], &c.new.units[j]
	l := likeness{old: i, new: j}
	if shared > 0 {
		l.ofOld, l.ofNew = shared/a.weight, shared/b.weight
		l.both = 2 * shared / (a.weight + b.weight)
	}
	l.score = l.both
	if p := a.provision.Address.Provision; p != "" && p == b.provision.Address.Provision {
		l.score += addressPrior
	}
	return l
}

func (c *comparison) compareGrams(i, j int) likeness {
	return c.likeness(i, j, c.sharedWeight(c.old.units[i].grams, c.new.units[j].grams))
}

// sharedWeight is the weight of the grams that are in both sorted lists.
func (c *comparison) sharedWeight(a, b []int32) float64 {
	sum := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			sum += c.gramCost[a[0]]
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// expectedPlaces gives where in the new text each old provision would stand
// if it kept its place between the paired ones around it.
func (c *comparison) expectedPlaces() []float64 {
	places := make([]float64, len(c.old.units))
	lo, at := -1, -1.0
	fill := func(hi int, to float64) {
		for k := lo + 1; k < hi; k++ {
			places[k] = at + (to-at)*float64(k-lo)/float64(hi-lo)
		}
		lo, at = hi, to
	}
	for i, j := range c.old.mate {
		if j != none {
			places[i] = float64(j)
			fill(i, float64(j))
		}
	}
	fill(len(c.old.units), float64(len(c.new.units)))
	return places
}
