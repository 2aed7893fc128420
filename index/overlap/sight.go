package overlap

import (
	"math"
	"slices"
	"strings"

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
	return &sight{shelf: e.shelves[lang], e: e, lang: slices.Index(tracker.Langs[:], lang), bags: map[uint32]bag{}}
}

func (s *sight) telling(stem token) float64 {
	w, known := s.rare.get(stem)
	if !known {
		w = rarity(len(s.ends), 1)
	}
	return float64(w)
}

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
	stemsA, stemsB := x.a.contents(), x.b.contents()
	bagA, bagB := s.bagOf(slices.Clone(stemsA)), s.bagOf(slices.Clone(stemsB))
	least, most := min(x.coverA, x.coverB), max(x.coverA, x.coverB)
	lighter := min(s.weigh(stemsA), s.weigh(stemsB)) + 1
	order := s.commonOrder(stemsA, stemsB)
	offA, offB := s.offSubject(a, b, bagA), s.offSubject(b, a, bagB)
	rival := max(s.rival(bagA, a, b), s.rival(bagB, b, a))
	return measures{
		least, least * most, s.part(bagA, bagB), math.Log1p(float64(min(len(x.a.words), len(x.b.words)))),
		s.heaviestRun(x) / lighter, math.Log1p(order), order / lighter, s.part(offA, offB),
		s.alike(s.bagOf(head(stemsA)), s.bagOf(head(stemsB))), one(x.a.first() == x.b.first()),
		one(s.alike(bagA, bagB) >= rival), rival, s.neighbours(a, b),
		one(a.role == tracker.Operative && b.role == tracker.Operative), one(slices.Contains(x.flags, AddresseeFlag)), one(slices.Contains(x.flags, DeadlineFlag)),
		one(leads(x.a.text) || leads(x.b.text)),
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// contents gives the content words outside entities, in order.
func (p *passage) contents() (out []token) {
	for i, stem := range p.stems[:min(len(p.stems), longestCompared)] {
		if stem != 0 && !p.entities[i] {
			out = append(out, stem)
		}
	}
	return out
}

func (p *passage) first() token {
	if len(p.words) == 0 {
		return 0
	}
	return p.words[0]
}

func head(stems []token) []token { return slices.Clone(stems[:min(len(stems), headWords)]) }

// leads reports whether a text is nothing without the list that follows.
func leads(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
}

func (s *sight) weigh(stems []token) (w float64) {
	for _, stem := range stems {
		w += s.telling(stem)
	}
	return w
}

// heaviestRun says how telling the most telling of the shared runs is.
func (s *sight) heaviestRun(x evidence) (most float64) {
	for _, t := range x.tiles {
		w := 0.0
		for i := t.a; i < t.a+t.n; i++ {
			if x.a.stems[i] != 0 && !x.a.entities[i] {
				w += s.telling(x.a.stems[i])
			}
		}
		most = max(most, w)
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
