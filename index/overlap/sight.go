package overlap

import (
	"math"
	"slices"

	"concord/tracker"
)

// A sight sees a pair as a reviewer does: what the texts share, where they
// begin, and whether the one is the other's counterpart among all provisions of
// its instrument.
type sight struct {
	*shelf
	e    *Engine
	lang int
	bags map[uint32]bag // of wordings, the last seen
}

// bagsKept bounds the bags at hand while links are weighed.
const bagsKept = 1 << 15

// A bag is the distinct content words of a text, sorted, and how telling all of
// them are.
type bag struct {
	stems  []token
	weight float64
}

// look gives the sight of a language.
func (e *Engine) look(lang tracker.Lang) *sight {
	return &sight{shelf: e.shelves[lang], e: e, lang: languageIndex(lang), bags: map[uint32]bag{}}
}

func (s *sight) telling(stem token) float64 { return float64(s.rareness(stem)) }

func (s *sight) bagOf(stems []token) bag {
	slices.Sort(stems)
	b := bag{stems: slices.Compact(stems)}
	for _, stem := range b.stems {
		b.weight += s.telling(stem)
	}
	return b
}

// wordingBag gives the bag of a wording.
func (s *sight) wordingBag(id uint32) bag {
	b, kept := s.bags[id]
	if !kept {
		if len(s.bags) >= bagsKept {
			clear(s.bags)
		}
		b = s.bagOf(s.contents(id, nil))
		s.bags[id] = b
	}
	return b
}

// shared is how telling the words of both bags are.
func (s *sight) shared(a, b bag) (w float64) {
	for i, j := 0, 0; i < len(a.stems) && j < len(b.stems); {
		switch x, y := a.stems[i], b.stems[j]; {
		case x == y:
			w += s.telling(x)
			i, j = i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
	}
	return w
}

// alike is the part that two bags have in common (Dice's coefficient).
func (s *sight) alike(a, b bag) float64 { return 2 * s.shared(a, b) / (a.weight + b.weight + 1) }

// part is what two bags have in common of the lighter.
func (s *sight) part(a, b bag) float64 { return s.shared(a, b) / (min(a.weight, b.weight) + 1) }

// headWords is how many content words the beginning of a text has: the act and
// what it is about.
const headWords = 4

// measures gives what the reviewer looks at.
func (s *sight) measures(a, b *provision, x evidence) measures {
	tellingA, tellingB := s.contentOf(x.a), s.contentOf(x.b)
	stemsA, stemsB := withoutZeros(tellingA), withoutZeros(tellingB)
	bagA, bagB := s.bagOf(slices.Clone(stemsA)), s.bagOf(slices.Clone(stemsB))
	heaviest := s.heaviestRun(x.tiles, tellingA)
	offA, offB := s.offSubject(a, b, bagA), s.offSubject(b, a, bagB)
	return measures{
		x.coverA * x.coverB, math.Log1p(s.shared(bagA, bagB)),
		heaviest / (min(s.weigh(stemsA), s.weigh(stemsB)) + 1), math.Log1p(heaviest), math.Log1p(s.commonOrder(stemsA, stemsB)),
		min(s.saidClause(x.a, tellingA, stemsB), s.saidClause(x.b, tellingB, stemsA)), s.part(offA, offB),
		s.alike(s.bagOf(head(stemsA)), s.bagOf(head(stemsB))),
		one(s.alike(bagA, bagB) >= max(s.rival(bagA, a, b), s.rival(bagB, b, a))), s.neighbours(a, b),
		one(a.role == tracker.Operative && b.role == tracker.Operative), one(slices.Contains(x.flags, AddresseeFlag)), one(x.otherDeadline),
		one(x.otherCited), one(slices.Equal(x.a.numbers(), x.b.numbers())),
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// contentOf gives the content word at each place of a text, 0 where there is none
// outside entities; in Chinese the pair of characters that begins there.
func (s *sight) contentOf(p passage) []token {
	out := make([]token, min(len(p.stems), longestCompared))
	for i := range out {
		switch {
		case p.entities[i] || p.stems[i] == 0:
		case s.shelf.lang != tracker.Chinese:
			out[i] = p.stems[i]
		case i+1 < len(p.words) && !p.entities[i+1] && !p.digits[i+1]:
			out[i] = pairOf(p.words[i], p.words[i+1])
		}
	}
	return out
}

func withoutZeros(stems []token) []token {
	return slices.DeleteFunc(slices.Clone(stems), func(t token) bool { return t == 0 })
}

func head(stems []token) []token { return slices.Clone(stems[:min(len(stems), headWords)]) }

func (s *sight) weigh(stems []token) (w float64) {
	for _, stem := range stems {
		w += s.telling(stem)
	}
	return w
}

// heaviestRun says how telling the most telling of the shared runs is, of a text
// with these content words.
func (s *sight) heaviestRun(tiles []tile, contents []token) (most float64) {
	for _, t := range tiles {
		most = max(most, s.weigh(withoutZeros(contents[t.a:t.a+t.n])))
	}
	return most
}

// commonOrder is how telling the words are that both have in the same order.
func (s *sight) commonOrder(a, b []token) float64 {
	row := make([]float64, len(b)+1)
	for _, x := range a {
		w, before := s.telling(x), 0.0
		for j, y := range b {
			last := row[j+1]
			if x == y {
				row[j+1] = max(row[j+1], before+w)
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			before = last
		}
	}
	return row[len(b)]
}

// offSubject leaves out of a bag what both instruments are about.
func (s *sight) offSubject(mine, other *provision, b bag) bag {
	topics, theirs := mine.in.topics[s.shelf.lang], other.in.topics[s.shelf.lang]
	return s.bagOf(slices.DeleteFunc(slices.Clone(b.stems), func(t token) bool { return topics[t] > 0 && theirs[t] > 0 }))
}

// rival says how much the text of mine is like another provision of the
// instrument that partner stands in.
func (s *sight) rival(b bag, mine, partner *provision) (most float64) {
	for _, id := range partner.in.provisions {
		p := &s.e.provisions[id]
		if p != partner && p != mine && p.text[s.lang] != 0 {
			most = max(most, s.alike(b, s.wordingBag(p.text[s.lang]-1)))
		}
	}
	return most
}

// neighbours says how much what stands before the one is like what stands
// before the other, or what stands after them.
func (s *sight) neighbours(a, b *provision) (most float64) {
	for _, step := range []int{-1, 1} {
		p, q := s.e.beside(a, step), s.e.beside(b, step)
		if p != nil && q != nil && p.text[s.lang] != 0 && q.text[s.lang] != 0 {
			most = max(most, s.alike(s.wordingBag(p.text[s.lang]-1), s.wordingBag(q.text[s.lang]-1)))
		}
	}
	return most
}

// beside gives the provision so many places further in the same text, or nil.
func (e *Engine) beside(p *provision, step int) *provision {
	i := slices.IndexFunc(p.in.provisions, func(id int32) bool { return &e.provisions[id] == p })
	if i < 0 || i+step < 0 || i+step >= len(p.in.provisions) {
		return nil
	}
	return &e.provisions[p.in.provisions[i+step]]
}
