package overlap

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"concord/tracker"
)

// An edge joins two wordings of a shelf that the verifier believes in.
type edge struct {
	a, b        uint32 // a > b
	probability float64
}

// chunk is how many wordings a worker takes at a time.
const chunk = 512

// edges compares every wording of a shelf with those before it. progress hears
// how many are done.
func (e *Engine) edges(ctx context.Context, s *shelf, progress func(done int)) ([]edge, error) {
	n := len(s.texts)
	shared := s.base.forward(n)
	var next, done atomic.Int64
	var mu sync.Mutex
	var all []edge
	parallel(func(int) {
		p := newProber(s)
		var mine []edge
		for ctx.Err() == nil {
			from := int(next.Add(chunk)) - chunk
			if from >= n {
				break
			}
			to := min(from+chunk, n)
			for i := from; i < to; i++ {
				if s.alive(i) {
					mine = e.edgesOf(p, shared, uint32(i), mine)
				}
			}
			progress(int(done.Add(int64(to - from))))
		}
		mu.Lock()
		all = append(all, mine...)
		mu.Unlock()
	})
	slices.SortFunc(all, func(x, y edge) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return all, ctx.Err()
}

// edgesOf appends the edges of wording id to those before it.
func (e *Engine) edgesOf(p *prober, shared []*forward, id uint32, out []edge) []edge {
	s := p.shelf
	candidates := p.before(shared, id)
	filled := false
	for _, c := range candidates {
		if !e.apart(s, id, c.text) {
			continue
		}
		if !filled {
			s.fill(&p.a, s.text(id), s.total[id], e.roleOf(s, id))
			p.begin()
			filled = true
		}
		s.fill(&p.b, s.text(c.text), s.total[c.text], e.roleOf(s, c.text))
		if prob := e.verifier.probability(p.measure(c.shared)); c.kin || prob >= e.verifier.Threshold {
			out = append(out, edge{id, c.text, prob})
		}
	}
	return out
}

// roleOf gives the role of the first provision that has a wording.
func (e *Engine) roleOf(s *shelf, text uint32) tracker.Role {
	return e.provisions[e.firstHaving(s, text)].role
}

// apart reports whether two wordings stand in different instruments.
func (e *Engine) apart(s *shelf, a, b uint32) bool {
	return e.otherHaving(s, b, e.provisions[s.first[a]].in) != nobody ||
		len(s.more[a]) > 0 && e.otherHaving(s, a, e.provisions[s.first[b]].in) != nobody
}

// A link joins provisions of two instruments, in all languages at once.
type link struct {
	a, b        int32 // a before b by address
	lang        tracker.Lang
	probability float64 // the mean of the languages
	langs, not  []tracker.Lang
	renewing    bool // told only of texts that renew each other
}

// links joins the languages: a pair found in any of them is a link, and every
// language in which both provisions are held has a vote.
func (e *Engine) links(edges map[tracker.Lang][]edge) []link {
	found := map[tracker.Lang]map[[2]uint32]edge{}
	for l, list := range edges {
		found[l] = make(map[[2]uint32]edge, len(list))
		for _, x := range list {
			found[l][[2]uint32{x.a, x.b}] = x
		}
	}
	pairs, renewing := e.pairs(edges)
	n := len(pairs)
	pairs = append(pairs, renewing...)
	out := make([]link, len(pairs))
	parallel(func(worker int) {
		for i := worker; i < len(pairs); i += workers {
			out[i] = e.vote(pairs[i].a, pairs[i].b, found)
			out[i].renewing = i >= n
		}
	})
	if len(renewing) > 0 {
		slices.SortFunc(out, func(x, y link) int { return e.comparePairs(pair{x.a, x.b}, pair{y.a, y.b}) })
	}
	return out
}

// A pair is two provisions of different instruments, a before b by address.
type pair struct{ a, b int32 }

// pairs gives the provisions that edges and equal wordings join, each wording through the
// first that has it; apart from them, those of texts that renew each other, each with each. Both
// are in order.
func (e *Engine) pairs(edges map[tracker.Lang][]edge) (out, renewing []pair) {
	add := func(a, b int32) {
		if a != nobody && b != nobody {
			out = append(out, e.pairOf(a, b))
		}
	}
	also := func(a, b int32) { renewing = append(renewing, e.pairOf(a, b)) }
	for _, l := range tracker.Langs {
		s := e.shelves[l]
		for _, x := range edges[l] {
			a := e.firstHaving(s, x.a)
			b := e.otherHaving(s, x.b, e.provisions[a].in)
			if b == nobody {
				b = e.firstHaving(s, x.b)
				a = e.otherHaving(s, x.a, e.provisions[b].in)
			}
			add(a, b)
			e.renewing(s, x.a, x.b, also)
		}
		for id := range s.more {
			first := e.firstHaving(s, id)
			for p := range s.having(id) {
				if e.provisions[p].in.lineage != e.provisions[first].in.lineage {
					add(first, p)
				}
			}
			e.renewing(s, id, id, also)
		}
	}
	out, renewing = e.inOrder(out), e.inOrder(renewing)
	return out, slices.DeleteFunc(renewing, func(x pair) bool {
		_, is := slices.BinarySearchFunc(out, x, e.comparePairs)
		return is
	})
}

func (e *Engine) pairOf(a, b int32) pair {
	if e.comparePlaces(a, b) > 0 {
		a, b = b, a
	}
	return pair{a, b}
}

// inOrder sorts pairs by address, each once.
func (e *Engine) inOrder(pairs []pair) []pair {
	slices.SortFunc(pairs, e.comparePairs)
	return slices.Compact(pairs)
}

func (e *Engine) comparePairs(x, y pair) int {
	if x.a != y.a {
		return e.comparePlaces(x.a, y.a)
	}
	return e.comparePlaces(x.b, y.b)
}

// firstHaving gives the first provision, by address, that has a wording.
func (e *Engine) firstHaving(s *shelf, text uint32) int32 {
	best := s.first[text]
	for q := range s.having(text) {
		if e.comparePlaces(q, best) < 0 {
			best = q
		}
	}
	return best
}

// vote asks every language in which both provisions are held. The one that is
// surest shows them.
func (e *Engine) vote(a, b int32, found map[tracker.Lang]map[[2]uint32]edge) link {
	out := link{a: a, b: b}
	p, q := &e.provisions[a], &e.provisions[b]
	sum, best := 0.0, -1.0
	for i, l := range tracker.Langs {
		if p.text[i] == 0 || q.text[i] == 0 {
			continue
		}
		x, y := p.text[i]-1, q.text[i]-1
		vote, is := found[l][[2]uint32{max(x, y), min(x, y)}]
		if x == y {
			vote, is = edge{probability: 1}, true
		}
		if !is {
			out.not = append(out.not, l)
			continue
		}
		out.langs = append(out.langs, l)
		sum += vote.probability
		if vote.probability > best {
			best, out.lang = vote.probability, l
		}
	}
	out.probability = sum / float64(len(out.langs)+len(out.not))
	return out
}
