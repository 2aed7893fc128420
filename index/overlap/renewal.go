package overlap

import (
	"cmp"
	"maps"
	"slices"

	"concord/tracker"
)

// sittingReach is how many words may stand between a number and the word for what it
// counts: "seventy-ninth regular session".
const sittingReach = 4

// item tells texts of one subject by their title, whatever the year or the session that it
// names: two have the same item when their titles say the same; 0 where there is no title.
func (r *reader) item(title string) (item token) {
	r.cut(title)
	for i, w := range r.words {
		switch {
		case w.year || r.countsSitting(i):
		case w.digit:
			item = pairOf(item, w.token)
		case w.stem != 0:
			item = pairOf(item, w.stem)
		}
	}
	return item
}

// countsSitting reports whether word i of the text just cut is a number, in digits or
// words, beside the word for a session.
func (r *reader) countsSitting(i int) bool {
	words := r.words
	if !words[i].digit && !r.phrases.begins(words[i:], ordinalTerm) {
		return false
	}
	for at := max(0, i-sittingReach); at < min(len(words), i+sittingReach+1); at++ {
		if r.phrases.begins(words[at:], sittingTerm) {
			return true
		}
	}
	return false
}

// sameItem reports whether two texts of one body have the same title, but for years and
// numbers of sessions.
func sameItem(a, b *revision) bool {
	if a.address.Body != b.address.Body {
		return false
	}
	for l, item := range a.items {
		if item != 0 && item == b.items[l] {
			return true
		}
	}
	return false
}

// renews reports whether one of two texts takes up the other at another session, as those of
// an annual item do: what it repeats is no coincidence.
func renews(a, b *revision) bool {
	return sameItem(a, b) && a.address.Session != b.address.Session
}

// renewing gives what texts that renew each other have in common and pairs leave out:
// where many texts have a wording, those pair each with the first that has it.
func (e *Engine) renewing(s *shelf, a, b uint32, add func(p, q int32)) {
	if len(s.more[a]) == 0 && len(s.more[b]) == 0 {
		return
	}
	ofItem := map[token][]int32{}
	for q := range s.having(b) {
		if item := e.provisions[q].in.items[s.lang]; item != 0 {
			ofItem[item] = append(ofItem[item], q)
		}
	}
	for p := range s.having(a) {
		in := e.provisions[p].in
		for _, q := range ofItem[in.items[s.lang]] {
			if renews(in, e.provisions[q].in) {
				add(p, q)
			}
		}
	}
}

// withRenewals tells as one star what texts that renew each other have in common, a
// round for each paragraph in the order of the later. A star that is of nothing else is told by it; one
// with a third text stays. What conflicts is a case of its own. links are all that was weighed.
func (e *Engine) withRenewals(found []star, links []related, unlikely bool) []star {
	byClass := map[Class][]int{}
	for i, x := range links {
		if x.unlikely == unlikely && e.isRenewal(x) {
			byClass[x.class] = append(byClass[x.class], i)
		}
	}
	var out []star
	told := map[Class]map[duo]bool{}
	for _, class := range slices.Sorted(maps.Keys(byClass)) {
		told[class] = map[duo]bool{}
		lines, _ := families(links, byClass[class], e.lineageOf)
		for _, line := range lines {
			for _, i := range line {
				told[class][e.duoOf(links[i])] = true
			}
			out = append(out, e.renewal(starsOf(links, e.nearest(links, line)), unlikely))
		}
	}
	for _, s := range found {
		if slices.ContainsFunc(s.rays, func(x related) bool { return !e.isRenewal(x) || !told[x.class][e.duoOf(x)] }) {
			out = append(out, s)
		}
	}
	return out
}

// nearest leaves out of the links with the numbers which those whose two ends each have a
// stronger one between the same texts: a paragraph is told by what became of it, and not by
// another that resembles it.
func (e *Engine) nearest(links []related, which []int) []int {
	type end struct {
		provision int32
		with      duo
	}
	strongest := map[end]int{} // place in Relations
	of := func(x related) (a, b end, place int) {
		d := e.duoOf(x)
		return end{x.a, d}, end{x.b, d}, slices.Index(Relations[:], x.relation)
	}
	for _, i := range which {
		a, b, place := of(links[i])
		for _, at := range []end{a, b} {
			if best, known := strongest[at]; !known || place < best {
				strongest[at] = place
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(which), func(i int) bool {
		a, b, place := of(links[i])
		return strongest[a] < place && strongest[b] < place
	})
}

func (e *Engine) isRenewal(x related) bool {
	return x.relation != Conflicting && renews(e.provisions[x.a].in, e.provisions[x.b].in)
}

func (e *Engine) duoOf(x related) duo { return duoOf(e.lineageOf(x.a), e.lineageOf(x.b)) }

// renewal makes one star of rounds.
func (e *Engine) renewal(rounds []star, unlikely bool) star {
	slices.SortStableFunc(rounds, func(a, b star) int {
		p, q := e.latest(a), e.latest(b)
		return cmp.Or(cmp.Compare(p.place, q.place), cmp.Compare(q.in.order, p.in.order))
	})
	out := star{renewal: true, unlikely: unlikely}
	for _, s := range rounds {
		out.rays = append(out.rays, s.rays...)
	}
	return out
}

// extents says how much of each of their texts the provisions with the ids are.
func (e *Engine) extents(ids []int32) []Extent {
	told := map[*revision]int{}
	roles := map[*revision][]tracker.Role{}
	for _, id := range ids {
		p := &e.provisions[id]
		told[p.in]++
		roles[p.in] = append(roles[p.in], p.role)
	}
	var out []Extent
	for _, rev := range slices.SortedFunc(maps.Keys(told), func(a, b *revision) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.address.String(), b.address.String()))
	}) {
		one := Extent{Revision: rev.address, Told: told[rev]}
		for _, id := range rev.provisions {
			if slices.Contains(roles[rev], e.provisions[id].role) {
				one.Paragraphs++
			}
		}
		out = append(out, one)
	}
	return out
}

// latest gives the provision of a round that was adopted last, the first in its text.
func (e *Engine) latest(s star) *provision {
	best := &e.provisions[s.rays[0].a]
	for _, x := range s.rays {
		p := &e.provisions[x.b]
		if c := cmp.Compare(p.in.order, best.in.order); c > 0 || c == 0 && p.place < best.place {
			best = p
		}
	}
	return best
}
