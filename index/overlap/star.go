package overlap

import (
	"cmp"
	"maps"
	"slices"

	"concord/tracker"
)

// A related is a link with its evidence weighed.
type related struct {
	link
	relation       Relation
	class          Class
	flags          []Flag
	weight         float64
	coverA, coverB float64
	measures       measures
	wanted         float64 // the probability that a reviewer wants to see it
	unlikely       bool
}

// kinship keeps apart what may not stand in one group: the same paragraph in
// four texts is one group, and a shorter one that it contains is another case; a
// form filled in twice is no duplicate, what carries out a text no repetition.
func (x related) kinship() string {
	switch x.relation {
	case Identical, Conflicting, NearIdentical:
		return string(x.class)
	}
	return string(x.class) + " " + string(x.relation)
}

// A star is a provision and those that resemble it. Groups are stars, so that
// nothing is in a group because it resembles something that resembles
// something: the centre is shown, and every member resembles it. The stars of one
// family of templates are told as one, one after the other.
type star struct {
	rays     []related
	unlikely bool // the reviewer would not want it
	renewal  bool // of texts of one item, a round for each paragraph
}

// stars divides the links: the provision with the greatest weight of links is
// the first centre, then that of what is left. Links between members of a star
// are told by it. links are in order of address, which settles all ties.
// Forms filled in twice are one star a family; lineage tells whose a provision is.
func stars(links []related, unlikely bool, lineage func(provision int32) uint32) []star {
	links = slices.Clone(links)
	links = slices.DeleteFunc(links, func(x related) bool { return x.unlikely != unlikely })
	var out []star
	byKin := map[string][]int{}
	var kins []string
	for i, x := range links {
		kin := x.kinship()
		if byKin[kin] == nil {
			kins = append(kins, kin)
		}
		byKin[kin] = append(byKin[kin], i)
	}
	slices.Sort(kins)
	for _, kin := range kins {
		which := byKin[kin]
		if links[which[0]].relation != Template {
			out = append(out, starsOf(links, which)...)
			continue
		}
		moulded, rest := families(links, which, lineage)
		for _, family := range moulded {
			var whole star
			for _, s := range starsOf(links, family) {
				whole.rays = append(whole.rays, s.rays...)
			}
			out = append(out, whole)
		}
		out = append(out, starsOf(links, rest)...)
	}
	for i := range out {
		out[i].unlikely = unlikely
	}
	return out
}

// starsAround divides links that all have the same a.
func starsAround(rays []related) []star {
	byKin := map[string][]related{}
	for _, x := range rays {
		byKin[x.kinship()] = append(byKin[x.kinship()], x)
	}
	var out []star
	for _, kin := range slices.Sorted(maps.Keys(byKin)) {
		slices.SortStableFunc(byKin[kin], func(a, b related) int { return cmp.Compare(b.weight, a.weight) })
		out = append(out, star{rays: byKin[kin]})
	}
	return out
}

// starsOf divides the links with the numbers which.
func starsOf(links []related, which []int) []star {
	at := map[int32][]int{} // links of a provision
	var order []int32       // provisions, as first met
	sum := map[int32]float64{}
	for _, i := range which {
		for _, p := range []int32{links[i].a, links[i].b} {
			if at[p] == nil {
				order = append(order, p)
			}
			at[p] = append(at[p], i)
			sum[p] += links[i].weight
		}
	}
	place := map[int32]int{}
	for i, p := range order {
		place[p] = i
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(sum[b], sum[a]), cmp.Compare(place[a], place[b])) })
	told := map[int]bool{}
	var out []star
	for _, centre := range order {
		var s star
		member := map[int32]bool{centre: true}
		for _, i := range at[centre] {
			if told[i] {
				continue
			}
			told[i] = true
			x := links[i]
			if x.b == centre {
				x.a, x.b, x.coverA, x.coverB = x.b, x.a, x.coverB, x.coverA
			}
			member[x.b] = true
			s.rays = append(s.rays, x)
		}
		if len(s.rays) == 0 {
			continue
		}
		for p := range member {
			for _, i := range at[p] {
				if member[links[i].a] && member[links[i].b] {
					told[i] = true
				}
			}
		}
		slices.SortStableFunc(s.rays, func(a, b related) int { return cmp.Compare(b.weight, a.weight) })
		out = append(out, s)
	}
	return out
}

// relation is the weakest that ties a member to the centre; a conflict is never
// hidden by it.
func (s star) relation() Relation {
	weakest := 0
	for _, x := range s.rays {
		if x.relation == Conflicting {
			return Conflicting
		}
		weakest = max(weakest, slices.Index(Relations[:], x.relation))
	}
	return Relations[weakest]
}

func (s star) flags() []Flag {
	out := []Flag{}
	for _, f := range Flags {
		if slices.ContainsFunc(s.rays, func(x related) bool { return slices.Contains(x.flags, f) }) {
			out = append(out, f)
		}
	}
	return out
}

// weight is that of the heaviest pair: many light ones are no heavy case.
func (s star) weight() (w float64) {
	for _, x := range s.rays {
		w = max(w, x.weight)
	}
	return w
}

// langOf is the language in which most of a star is told, of those in which all of it
// is held, if there are any; the first of those by code.
func (e *Engine) langOf(s star) tracker.Lang {
	counts, everywhere := map[tracker.Lang]int{}, [len(tracker.Langs)]int{}
	for _, x := range s.rays {
		counts[x.lang]++
		a, b := &e.provisions[x.a], &e.provisions[x.b]
		for i := range tracker.Langs {
			if a.text[i] != 0 && b.text[i] != 0 {
				everywhere[i]++
			}
		}
	}
	told := func(i int) [2]int { // the better, the greater
		whole := 0
		if everywhere[i] == len(s.rays) {
			whole = 1
		}
		return [2]int{whole, counts[tracker.Langs[i]]}
	}
	best := 0
	for i := range tracker.Langs {
		if a, b := told(i), told(best); a[0] > b[0] || a[0] == b[0] && a[1] > b[1] {
			best = i
		}
	}
	return tracker.Langs[best]
}
