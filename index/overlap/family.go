package overlap

import (
	"cmp"
	"slices"
)

// familyForms is how many forms filled in twice make a family of instruments:
// Resolutions 70 and 198 share a dozen; a third that shares one paragraph with
// both is another case.
const familyForms = 2

// A duo is two instruments, by lineage, the lesser first.
type duo [2]uint32

func duoOf(a, b uint32) duo { return duo{min(a, b), max(a, b)} }

// families divides links between forms filled in twice, those with the numbers
// which, by instruments: those of one mould are one case, however many of their
// paragraphs are. Families are stars of instruments, that with the most links
// first; rest are the links of none. lineage tells whose a provision is.
func families(links []related, which []int, lineage func(provision int32) uint32) (families [][]int, rest []int) {
	between := map[duo][]int{}
	for _, i := range which {
		d := duoOf(lineage(links[i].a), lineage(links[i].b))
		between[d] = append(between[d], i)
	}
	kin, forms := map[uint32][]uint32{}, map[uint32]int{}
	var order []uint32 // instruments, as first met
	for _, i := range which {
		a, b := lineage(links[i].a), lineage(links[i].b)
		same := between[duoOf(a, b)]
		if len(same) < familyForms {
			rest = append(rest, i)
			continue
		}
		for _, x := range [2][2]uint32{{a, b}, {b, a}} {
			if forms[x[0]]++; forms[x[0]] == 1 {
				order = append(order, x[0])
			}
			if i == same[0] {
				kin[x[0]] = append(kin[x[0]], x[1])
			}
		}
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(forms[b], forms[a]) })
	for _, first := range order {
		var family []int
		members := []uint32{first}
		for _, k := range kin[first] {
			for _, m := range members {
				family = append(family, between[duoOf(k, m)]...)
				delete(between, duoOf(k, m))
			}
			members = append(members, k)
		}
		if slices.Sort(family); len(family) > 0 {
			families = append(families, family)
		}
	}
	return families, rest
}
