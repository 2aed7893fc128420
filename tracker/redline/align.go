package redline

import (
	"cmp"
	"slices"

	"concord/tracker"
)

// none stands for a provision that is not there.
const none = -1

// A unit is a provision made ready for comparing.
type unit struct {
	provision tracker.Provision
	tokens    []token // nil until asked for: most provisions stand unchanged
	key       int32   // equal for texts that differ in typing at most
	grams     []int32
	weight    float64 // of all grams
	section   int     // index into the side's sections
}

// A side is one of the two texts.
type side struct {
	units    []unit
	sections []section
	mate     []int // the provision on the other side that each one is paired with, or none
	// partOf names, for a provision without a mate, the one on the other side
	// of which it is a further part: what was split, or what sources were
	// merged into. Its mate has that provision's place in the order.
	partOf []int
	stayed []bool // false for what moved, and for what has no mate
}

// A comparison pairs the provisions of two texts.
type comparison struct {
	lang     tracker.Lang
	lex      *lexicon
	words    wordAligner
	keys     map[string]int32 // of each distinct text
	textKeys map[string]int32
	tokens   map[string][]token // of each distinct text that was cut
	old, new side
	gramCost []float64 // weight of each gram
}

// side makes provisions ready.
func (c *comparison) side(provisions []tracker.Provision) side {
	s := side{
		units:  make([]unit, len(provisions)),
		mate:   slices.Repeat([]int{none}, len(provisions)),
		partOf: slices.Repeat([]int{none}, len(provisions)),
		stayed: make([]bool, len(provisions)),
	}
	for i, p := range provisions {
		key, ok := c.keys[p.Text]
		if !ok {
			key = c.numberText(p.Text)
			c.keys[p.Text] = key
		}
		s.units[i] = unit{provision: p, key: key}
	}
	s.findSections()
	return s
}

func (c *comparison) numberText(text string) int32 {
	k := textKey(text)
	id, ok := c.textKeys[k]
	if !ok {
		id = int32(len(c.textKeys))
		c.textKeys[k] = id
	}
	return id
}

// cut makes the tokens of a provision, once for each text.
func (c *comparison) cut(u *unit) []token {
	if u.tokens == nil {
		text := u.provision.Text
		tokens, ok := c.tokens[text]
		if !ok {
			tokens = c.lex.tokens(text)
			c.tokens[text] = tokens
		}
		u.tokens = tokens
	}
	return u.tokens
}

// free reports whether provision i has neither mate nor whole.
func (s *side) free(i int) bool { return s.mate[i] == none && s.partOf[i] == none }

// align pairs the provisions and decides what stayed.
func (c *comparison) align() {
	c.pairEqual()
	if slices.Contains(c.old.mate, none) || slices.Contains(c.new.mate, none) {
		c.weigh()
		likely := c.likely()
		c.pairAlike(likely)
		c.pairInGaps()
		for _, l := range likely {
			c.joinPart(l)
		}
	}
	c.decideStayed()
}

func (c *comparison) pair(i, j int) { c.old.mate[i], c.new.mate[j] = j, i }

// maxRepeats bounds the pairs looked at for one text that stands many times on
// both sides, so that a thousand equal lines do not give a million pairs.
const maxRepeats = 1024

// pairEqual pairs provisions with the same words: first the most that run in the
// same order, of equals those in the same section; then, as moves, what is left.
func (c *comparison) pairEqual() {
	places := map[int32][]int{} // by key, falling
	for j, u := range slices.Backward(c.new.units) {
		places[u.key] = append(places[u.key], j)
	}
	repeats := map[int32]int{}
	for _, u := range c.old.units {
		repeats[u.key] += len(places[u.key])
	}
	var links []link
	var weights []int64
	seen := map[int32]int{}
	for i, u := range c.old.units {
		at := places[u.key]
		if repeats[u.key] > maxRepeats { // the first with the first, the second with the second
			k := len(at) - 1 - seen[u.key]
			seen[u.key]++
			if k < 0 {
				continue
			}
			at = at[k : k+1]
		}
		for _, j := range at {
			links = append(links, link{i, j})
			weights = append(weights, c.stayWeight(i, j))
		}
	}
	for _, l := range heaviestRising(links, weights) {
		c.pair(l.old, l.new)
	}
	for _, same := range []func(a, b tracker.Provision) bool{
		func(a, b tracker.Provision) bool { return a.Address.Provision == b.Address.Provision },
		func(a, b tracker.Provision) bool { return a.Section == b.Section },
		func(a, b tracker.Provision) bool { return true },
	} {
		for i, u := range c.old.units {
			if c.old.mate[i] != none {
				continue
			}
			for _, j := range slices.Backward(places[u.key]) {
				if c.new.mate[j] == none && same(u.provision, c.new.units[j].provision) {
					c.pair(i, j)
					break
				}
			}
		}
	}
}

// oneProvision is the weight of one provision more that stayed, above all else
// that a stayWeight counts.
const oneProvision = int64(1) << 32

// stayWeight is what it is worth that old i and new j stayed. First of all the
// fewest provisions move; among as many, those whose section, heading and label differ,
// then those with the least text.
func (c *comparison) stayWeight(i, j int) int64 {
	const sameSection, sameHeading, sameLabel, maxText = 1 << 22, 1 << 21, 1 << 20, 1<<20 - 1
	a, b := c.old.units[i].provision, c.new.units[j].provision
	w := oneProvision + int64(min(len(a.Text)+len(b.Text), maxText))
	if a.Section == b.Section {
		w += sameSection
	}
	if a.Heading == b.Heading {
		w += sameHeading
	}
	if a.Label == b.Label {
		w += sameLabel
	}
	return w
}

// decideStayed marks the pairs that run in the same order on both sides. What was
// split or merged weighs as many provisions as it has parts.
func (c *comparison) decideStayed() {
	further := make([]int64, len(c.old.units))
	for _, whole := range c.new.partOf {
		if whole != none {
			further[whole]++
		}
	}
	for _, whole := range c.old.partOf {
		if whole != none {
			further[c.new.mate[whole]]++
		}
	}
	var links []link
	var weights []int64
	for i, j := range c.old.mate {
		if j != none {
			links = append(links, link{i, j})
			weights = append(weights, c.stayWeight(i, j)+further[i]*oneProvision)
		}
	}
	for _, l := range heaviestRising(links, weights) {
		c.old.stayed[l.old], c.new.stayed[l.new] = true, true
	}
}

// pairAlike pairs the likeliest first, one to one, and joins to a pair the parts
// that are likelier a part than anything else.
func (c *comparison) pairAlike(likely []likeness) {
	for _, l := range likely {
		switch {
		case !c.old.free(l.old) || !c.new.free(l.new):
			c.joinPart(l)
		case l.both >= alike:
			c.pair(l.old, l.new)
		}
	}
}

// pairInGaps pairs what is left over within one gap between provisions that
// stayed, where less in common is enough to be one thought reworded: other
// numbers only, the same address, or nothing else there that it could be.
func (c *comparison) pairInGaps() {
	c.decideStayed()
	for _, g := range c.gaps() {
		c.pairInGap(g, 0, func(p tracker.Provision) string { return withoutNumbers(p.Text) })
		c.pairInGap(g, alikeThere, func(p tracker.Provision) string { return p.Address.Provision })
		paired := func(s *side) func(int) bool { return func(i int) bool { return s.mate[i] != none } }
		g.old, g.new = slices.DeleteFunc(g.old, paired(&c.old)), slices.DeleteFunc(g.new, paired(&c.new))
		if len(g.old) == 1 && len(g.new) == 1 {
			if i, j := g.old[0], g.new[0]; c.alikeAlone(i, j) {
				c.pair(i, j)
			}
		}
	}
}

// alikeAlone reports whether two provisions, alone in their gap, are one thought
// reworded. Of one that is a few words, such as a formula, any of them will do.
func (c *comparison) alikeAlone(i, j int) bool {
	l := c.compareGrams(i, j)
	a, b := &c.old.units[i], &c.new.units[j]
	least := containedAlone
	if at := a.provision.Address.Provision; at != "" && at == b.provision.Address.Provision {
		least = containedThere
	}
	short := min(len(a.tokens), len(b.tokens)) <= fewTokens
	return l.both >= alikeAlone || short && max(l.ofOld, l.ofNew) >= least
}

// pairInGap pairs, in order, provisions that name gives one name and that are at
// least this much alike.
func (c *comparison) pairInGap(g gap, least float64, name func(tracker.Provision) string) {
	named := map[string][]int{}
	for _, j := range g.new {
		if n := name(c.new.units[j].provision); n != "" && c.new.mate[j] == none {
			named[n] = append(named[n], j)
		}
	}
	for _, i := range g.old {
		n := name(c.old.units[i].provision)
		if at := named[n]; len(at) > 0 && c.old.mate[i] == none && c.compareGrams(i, at[0]).both >= least {
			c.pair(i, at[0])
			named[n] = at[1:]
		}
	}
}

// A gap holds the provisions without a mate between two that stayed.
type gap struct{ old, new []int }

func (c *comparison) gaps() []gap {
	var gaps []gap
	i, j := 0, 0
	end := func(toOld, toNew int) {
		var g gap
		for ; i < toOld; i++ {
			if c.old.free(i) {
				g.old = append(g.old, i)
			}
		}
		for ; j < toNew; j++ {
			if c.new.free(j) {
				g.new = append(g.new, j)
			}
		}
		if len(g.old) > 0 && len(g.new) > 0 {
			gaps = append(gaps, g)
		}
	}
	for k, stayed := range c.old.stayed {
		if stayed {
			end(k, c.old.mate[k])
		}
	}
	end(len(c.old.units), len(c.new.units))
	clear(c.old.stayed)
	clear(c.new.stayed)
	return gaps
}

func byScore(a, b likeness) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
}
