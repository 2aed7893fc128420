package overlap

import (
	"slices"
)

// Texts that say the same in other words may share no rare run: they share
// telling words. On a shelf of up to kinShelf wordings, those that have kinPart of
// their telling words in common are candidates too. On a larger one that would
// cost more than the runs do.
const (
	kinShelf = 50_000
	// kinUse is how many wordings may have a word that is still telling.
	kinUse = 200
	// kinPart was set by labelled pairs and planted ones: at 0.4 eight of nine
	// wanted pairs that share no rare run are found, at 0.35 planted look-alikes come too.
	kinPart = 0.4
	// kinLeast is about two words that one text in a hundred has.
	kinLeast = 7_000
)

// A kin finds wordings by their telling words.
type kin struct {
	having map[token][]uint32 // wordings with a word, in order
	weight []int32            // of each wording's telling words, in thousandths of their rarity
}

// tell gives a word's weight, 0 where it is not telling.
func (s *shelf) tell(stem token) int32 {
	w := s.rareness(stem)
	if w < s.leastRare {
		return 0
	}
	return int32(w * 1000)
}

// findKin makes all wordings findable by their telling words.
func (s *shelf) findKin(texts int) {
	s.kin = kin{}
	if len(s.texts) > kinShelf {
		return
	}
	s.kin.having, s.leastRare = map[token][]uint32{}, rarity(texts, kinUse)
	for id := range s.texts {
		s.addKin(uint32(id))
	}
}

// addKin makes a wording findable, the next one after those that are.
func (s *shelf) addKin(id uint32) {
	if s.kin.having == nil || int(id) != len(s.kin.weight) {
		return
	}
	weight := int32(0)
	if s.alive(int(id)) {
		for _, stem := range s.distinct(id) {
			if w := s.tell(stem); w > 0 {
				weight += w
				s.kin.having[stem] = append(s.kin.having[stem], id)
			}
		}
	}
	s.kin.weight = append(s.kin.weight, weight)
}

func (s *shelf) distinct(id uint32) []token {
	stems := s.contents(id, nil)
	slices.Sort(stems)
	return slices.Compact(stems)
}

// relatives adds to what was found the wordings before limit that are kin to
// tokens and were not found by their runs.
func (p *prober) relatives(tokens []token, limit uint32) {
	s := p.shelf
	if s.kin.having == nil {
		return
	}
	if len(p.telling) < len(s.texts) {
		p.telling = append(p.telling, make([]int32, len(s.texts)-len(p.telling))...)
	}
	p.stems = s.reader.contents(tokens, p.stems[:0])
	slices.Sort(p.stems)
	p.stems = slices.Compact(p.stems)
	mine, touched := int32(0), p.near[:0]
	for _, stem := range p.stems {
		w := s.tell(stem)
		if w == 0 {
			continue
		}
		mine += w
		for _, id := range s.kin.having[stem] {
			if id >= limit {
				break
			}
			if p.telling[id] == 0 {
				touched = append(touched, id)
			}
			p.telling[id] += w
		}
	}
	runs := len(p.found)
	for _, id := range touched {
		w := p.telling[id]
		p.telling[id] = 0
		if w < kinLeast || float32(2*w) < kinPart*float32(mine+s.kin.weight[id]) || !s.alive(int(id)) {
			continue
		}
		if !slices.ContainsFunc(p.found[:runs], func(c candidate) bool { return c.text == id }) {
			p.found = append(p.found, candidate{text: id, kin: true})
		}
	}
	p.near = touched
}
