package overlap

import (
	"slices"

	"concord/tracker"
)

// A candidate is a wording that shares rare runs with the one that was probed.
type candidate struct {
	text   uint32
	shared int32 // weight
	kin    bool  // by telling words
}

// What a candidate must share: at least a run and a half that nobody else
// uses, and with them either a part of the shorter text or several runs.
const (
	leastShared  = weightOne * 3 / 2
	leastPart    = 0.06
	enoughShared = 6 * weightOne
)

// A prober finds candidates on a shelf. Each worker has its own.
type prober struct {
	shared  []int32 // by wording
	touched []uint32
	uses    []use            // of grams that a text shares
	sieve   [sieveSize]int32 // what some wordings share together, by the end of their numbers
	grams   []gram
	found   []candidate
	telling []int32  // of what is kin, by wording
	near    []uint32 // room
	stems   []token  // room
	comparer
}

// sieveSize is small enough to stay near the processor. Most wordings share one
// run with a text, by chance: where the sieve says that they share too little even
// together, none of them is looked at.
const sieveSize = 1 << 12

func newProber(s *shelf) *prober {
	return &prober{comparer: comparer{shelf: s}, shared: make([]int32, len(s.texts))}
}

// candidates gives the wordings before limit that share enough with tokens, and
// the weight of all grams of tokens. The result is good until the next call.
func (p *prober) candidates(tokens []token, limit uint32) ([]candidate, int32) {
	s := p.shelf
	if len(p.shared) < len(s.texts) {
		p.shared = append(p.shared, make([]int32, len(s.texts)-len(p.shared))...)
	}
	p.grams = gramsOf(tokens, s.size, p.grams)
	total := int32(0)
	for _, g := range p.grams {
		records, weight := s.base.find(g), int32(weightOne)
		if len(records) > 0 {
			weight = records[0].use().weight()
		}
		total += weight
		if weight == 0 {
			continue
		}
		for _, r := range records {
			text := r.use().text()
			if text >= limit {
				break
			}
			p.add(text, weight)
		}
		if len(s.delta) > 0 {
			for _, id := range s.delta[g] {
				if id < limit {
					p.add(id, weight)
				}
			}
		}
	}
	p.enough(total)
	p.relatives(tokens, limit)
	return p.found, total
}

// before gives the wordings before id that share enough with it.
func (p *prober) before(shared []*forward, id uint32) []candidate {
	p.uses = p.uses[:0]
	for _, f := range shared {
		groups := f.of(id)
		for _, group := range groups { // these wait for far memory, all at once
			p.uses = append(p.uses, f.uses[group])
		}
		for _, group := range groups {
			for _, u := range f.uses[group+1:] { // ends at id, which is in the group
				if u.text() >= id {
					break
				}
				p.uses = append(p.uses, u)
			}
		}
	}
	for _, u := range p.uses {
		p.sieve[u.text()%sieveSize] += u.weight()
	}
	for _, u := range p.uses {
		if p.sieve[u.text()%sieveSize] >= leastShared {
			p.add(u.text(), u.weight())
		}
	}
	for _, u := range p.uses {
		p.sieve[u.text()%sieveSize] = 0
	}
	p.enough(p.shelf.total[id])
	p.relatives(p.shelf.text(id), id)
	return p.found
}

// enough finds the wordings that were added up and share enough with a text
// whose grams weigh total.
func (p *prober) enough(total int32) {
	s := p.shelf
	p.found = p.found[:0]
	for _, id := range p.touched {
		shared := p.shared[id]
		p.shared[id] = 0
		if shared < leastShared || !s.alive(int(id)) {
			continue
		}
		if shared >= enoughShared || float32(shared) >= leastPart*float32(min(total, s.total[id])) {
			p.found = append(p.found, candidate{text: id, shared: shared})
		}
	}
	p.touched = p.touched[:0]
}

func (p *prober) add(id uint32, weight int32) {
	if p.shared[id] == 0 {
		p.touched = append(p.touched, id)
	}
	p.shared[id] += weight
}

// probe finds what a new provision resembles most, in each language, and makes
// it findable.
func (e *Engine) probe(id int32) (found []Found) {
	p := &e.provisions[id]
	for i, l := range tracker.Langs {
		if p.text[i] == 0 {
			continue
		}
		s, pr := e.shelves[l], e.probers[l]
		tokens := s.text(p.text[i] - 1)
		candidates, total := pr.candidates(tokens, uint32(len(s.texts)))
		best, same := Found{Address: p.address(), Lang: l}, e.otherHaving(s, p.text[i]-1, p.in)
		s.fill(&pr.a, tokens, total, p.role)
		pr.begin()
		for _, c := range candidates {
			other := e.otherHaving(s, c.text, p.in)
			if other == nobody {
				continue
			}
			s.fill(&pr.b, s.text(c.text), s.total[c.text], e.roleOf(s, c.text))
			like := e.provisions[other].address()
			prob := e.verifier.probability(pr.measure(c.shared))
			if !c.kin && prob < e.verifier.Threshold {
				continue
			}
			if same == nobody {
				e.join(id, other, l, prob)
			}
			if prob > best.Probability || prob == best.Probability && compareAddresses(like, best.Like) < 0 {
				best.Like, best.Probability = like, prob
			}
		}
		if same != nobody { // which resembles for both of them what else there is
			best.Like, best.Probability = e.provisions[same].address(), 1
			e.join(id, same, l, 1)
		}
		if best.Probability > 0 {
			found = append(found, best)
		}
		s.index(p.text[i]-1, pr.grams, total)
	}
	return found
}

// otherHaving gives the first provision, by address, of another instrument that
// has a wording, or nobody.
func (e *Engine) otherHaving(s *shelf, text uint32, than *revision) int32 {
	best := int32(nobody)
	for q := range s.having(text) {
		if e.provisions[q].in.lineage == than.lineage {
			continue
		}
		if best == nobody || e.comparePlaces(q, best) < 0 {
			best = q
		}
	}
	return best
}

// othersHaving gives of every other instrument the first provision that has a
// wording, by address.
func (e *Engine) othersHaving(s *shelf, text uint32, than *revision) (out []int32) {
	for q := range s.having(text) {
		if e.provisions[q].in.lineage != than.lineage {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, e.comparePlaces)
	return slices.CompactFunc(out, func(a, b int32) bool { return e.provisions[a].in.lineage == e.provisions[b].in.lineage })
}
