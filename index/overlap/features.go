package overlap

import (
	"math"
	"math/bits"
	"slices"

	"concord/tracker"
)

// featureNames names what is measured of a candidate pair, in the order of
// [features]; the verifier's file repeats them, so that a model made for others
// is refused.
var featureNames = [...]string{
	"rare runs, part of the shorter", "rare runs, part of the longer", "rare runs, log weight",
	"telling words, part of the shorter", "telling words, part of the longer", "telling words, log weight",
	"common order, part of the shorter", "common order, part of the longer",
	"longest run, log", "longest run, part of the shorter",
	"neighbours, part of the shorter", "neighbours, part of the longer", "lengths", "shorter length, log", "rare runs of the poorer, log",
	"in common runs, part of the more covered", "in common runs, part of the less covered", "in common runs, log weight",
	"longest common run, log weight", "common runs, log", "same role",
}

type features [len(featureNames)]float32

// A profile is a text prepared for comparing.
type profile struct {
	tokens  []token
	stems   []token   // content, distinct, sorted
	weights []float32 // of stems
	weight  float32   // their sum
	pairs   []gram    // of neighbouring content words, distinct, sorted
	total   int32     // weight of its grams
	grams   []gram    // distinct, sorted
	role    tracker.Role
	order   []token // room
}

// longestCompared is the number of words of a text that order and runs are
// looked for in. Longer paragraphs are lists or annexes that a reader of files
// did not divide.
const longestCompared = 1500

func (s *shelf) fill(p *profile, tokens []token, total int32, role tracker.Role) {
	p.tokens, p.total, p.role = tokens, total, role
	p.grams = gramsOf(tokens, s.size, p.grams)
	p.order = s.reader.contents(tokens, p.order[:0])
	p.pairs = p.pairs[:0]
	for i := 1; i < len(p.order); i++ {
		a, b := p.order[i-1], p.order[i]
		p.pairs = append(p.pairs, gram(mix(uint64(min(a, b))<<32|uint64(max(a, b)))))
	}
	slices.Sort(p.pairs)
	p.pairs = slices.Compact(p.pairs)
	p.stems = append(p.stems[:0], p.order...)
	slices.Sort(p.stems)
	p.stems = slices.Compact(p.stems)
	p.weights, p.weight = p.weights[:0], 0
	for _, stem := range p.stems {
		w := s.rareness(stem)
		p.weights = append(p.weights, w)
		p.weight += w
	}
}

// A comparer measures pairs. Each worker has its own; a is filled once for all
// pairs with it.
type comparer struct {
	*shelf
	a, b profile

	slots []slot // hash table of a's words
	masks []uint64
	row   []uint64
	runs  [2][]int32
	spots []int32 // next place of the same word in a, by place
}

// A slot is a distinct word of a.
type slot struct {
	word  token
	first int32 // place in a, -1 for none
	mask  int32 // where its places begin in masks
}

// begin prepares the words of a.
func (c *comparer) begin() {
	words := clip(c.a.tokens)
	size := 1 << bits.Len(uint(2*len(words)))
	c.slots = slices.Grow(c.slots[:0], size)[:size]
	clear(c.slots)
	width := (len(words) + 63) / 64
	c.masks = c.masks[:0]
	c.spots = slices.Grow(c.spots[:0], len(words))[:len(words)]
	for i := len(words) - 1; i >= 0; i-- {
		s := c.slot(words[i])
		if s.word == 0 {
			*s = slot{words[i], -1, int32(len(c.masks))}
			for range width {
				c.masks = append(c.masks, 0)
			}
		}
		c.spots[i], s.first = s.first, int32(i)
		c.masks[int(s.mask)+i/64] |= 1 << (i % 64)
	}
}

func clip(tokens []token) []token { return tokens[:min(len(tokens), longestCompared)] }

// slot finds the slot of a word, an empty one where a has not the word.
func (c *comparer) slot(word token) *slot {
	mask := uint32(len(c.slots) - 1)
	for i := uint32(word) * 2654435761 >> 7 & mask; ; i = (i + 1) & mask {
		if s := &c.slots[i]; s.word == word || s.word == 0 {
			return s
		}
	}
}

// measure gives the features of a and b, which share runs of a weight.
func (c *comparer) measure(shared int32) (f features) {
	const half = weightOne / 2 // keeps the ratios of very short texts small
	a, b := &c.a, &c.b
	la, lb := float32(max(1, len(a.tokens))), float32(max(1, len(b.tokens)))
	short, long := min(la, lb), max(la, lb)
	stems := sharedWeight(a, b)
	run, order := c.longestRun(), c.commonOrder()
	pairs := float32(common(a.pairs, b.pairs))
	pa, pb := float32(len(a.pairs))+1, float32(len(b.pairs))+1
	runsA, runsB := c.commonRuns(a, b), c.commonRuns(b, a)
	sameRole := float32(0)
	if a.role == b.role {
		sameRole = 1
	}
	return features{
		float32(shared) / float32(min(a.total, b.total)+half), float32(shared) / float32(max(a.total, b.total)+half), log(float32(shared) / weightOne),
		stems / (min(a.weight, b.weight) + 1), stems / (max(a.weight, b.weight) + 1), log(stems),
		order / short, order / long,
		log(run), run / short,
		pairs / min(pa, pb), pairs / max(pa, pb), short / long, log(short), log(float32(min(a.total, b.total)) / weightOne),
		max(runsA.part, runsB.part), min(runsA.part, runsB.part), log(min(runsA.weight, runsB.weight)),
		log(min(runsA.longest, runsB.longest)), log(float32(runsA.count)), sameRole,
	}
}

// runs are the stretches of a text that are made of grams of another.
type runs struct {
	count   int
	weight  float32 // of the content words in them, by rarity
	longest float32 // weight of the heaviest
	part    float32 // of the weight of all content words
}

// commonRuns finds the stretches of a whose grams b has too.
func (c *comparer) commonRuns(a, b *profile) (r runs) {
	all, run := float32(0), float32(0)
	until := 0 // the stretch reaches to here
	end := func() {
		if run > 0 {
			r.count++
			r.weight += run
			r.longest = max(r.longest, run)
		}
		run = 0
	}
	for i, t := range a.tokens {
		if i >= until {
			end()
		}
		if i+c.size <= len(a.tokens) && c.has(b.grams, a.tokens[i:i+c.size]) {
			until = max(until, i+c.size)
		}
		w := c.weigh(t)
		all += w
		if i < until {
			run += w
		}
	}
	end()
	r.part = r.weight / (all + 1)
	return r
}

// has reports whether a run of words without entities is among grams.
func (c *comparer) has(grams []gram, words []token) bool {
	if slices.Contains(words, entity) {
		return false
	}
	_, found := slices.BinarySearch(grams, gramAt(words, 0, len(words)))
	return found
}

// weigh gives the rarity of a content word; of Chinese characters, all alike.
func (c *comparer) weigh(t token) float32 {
	if t < firstWord {
		return 0
	}
	if c.lang == tracker.Chinese {
		return 1
	}
	stem, known := c.reader.stems.get(t)
	if known && stem == 0 {
		return 0
	}
	return c.rareness(stem)
}

func log(x float32) float32 { return float32(math.Log1p(float64(x))) }

// sharedWeight adds up the weights of the content words of both.
func sharedWeight(a, b *profile) (w float32) {
	for i, j := 0, 0; i < len(a.stems) && j < len(b.stems); {
		switch x, y := a.stems[i], b.stems[j]; {
		case x == y:
			w += a.weights[i]
			i, j = i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
	}
	return w
}

func common(a, b []gram) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// commonOrder is the length of the longest common subsequence, 64 words at a
// time (Hyyrö 2004).
func (c *comparer) commonOrder() float32 {
	words := len(clip(c.a.tokens))
	width := (words + 63) / 64
	c.row = slices.Grow(c.row[:0], width)[:width]
	for i := range c.row {
		c.row[i] = ^uint64(0)
	}
	for _, t := range clip(c.b.tokens) {
		s := c.slot(t)
		if s.word == 0 {
			continue
		}
		var carry uint64
		for i, v := range c.row {
			u := v & c.masks[int(s.mask)+i]
			sum, over := bits.Add64(v, u, carry)
			carry = over
			c.row[i] = sum | v&^u
		}
	}
	n := 0
	for i, v := range c.row {
		if i == width-1 && words%64 != 0 {
			v |= ^uint64(0) << (words % 64)
		}
		n += bits.OnesCount64(^v)
	}
	return float32(n)
}

// longestRun is the length of the longest run of words that both have, entities
// not counted.
func (c *comparer) longestRun() float32 {
	words := len(clip(c.a.tokens))
	for i := range c.runs {
		c.runs[i] = slices.Grow(c.runs[i][:0], words+1)[:words+1]
		clear(c.runs[i])
	}
	best := int32(0)
	before, now := c.runs[0], c.runs[1] // by place in a, plus one
	var last token
	for _, t := range clip(c.b.tokens) {
		if s := c.slot(t); s.word != 0 && t != entity {
			for i := s.first; i >= 0; i = c.spots[i] {
				now[i+1] = before[i] + 1
				best = max(best, now[i+1])
			}
		}
		if s := c.slot(last); last != 0 && s.word != 0 { // before becomes the next row
			for i := s.first; i >= 0; i = c.spots[i] {
				before[i+1] = 0
			}
		}
		before, now, last = now, before, t
	}
	return float32(best)
}
