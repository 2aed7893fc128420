package overlap

import "slices"

// A usage says in which instruments the wordings of a shelf stand.
type usage struct {
	lineages int                 // the instruments are numbered from 0 to this
	only     []uint32            // the one of each wording
	several  map[uint32][]uint32 // those of a wording that stands in several
}

// Not the number of an instrument: a wording has several, or none.
const (
	severalLineages = ^uint32(0)
	noLineage       = severalLineages - 1
)

// usage looks up the instruments of all wordings. lineage numbers that of a
// provision.
func (s *shelf) usage(lineages int, lineage func(int32) uint32) *usage {
	u := &usage{lineages: lineages, only: make([]uint32, len(s.texts)), several: map[uint32][]uint32{}}
	for id, first := range s.first {
		u.only[id] = noLineage
		if first != nobody {
			u.only[id] = lineage(first)
		}
	}
	for id, rest := range s.more {
		all := []uint32{u.only[id]}
		for _, p := range rest {
			all = append(all, lineage(p))
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) > 1 {
			u.only[id], u.several[id] = severalLineages, all
		}
	}
	return u
}

// of says in how many instruments a wording stands.
func (u *usage) of(id int) int {
	switch u.only[id] {
	case noLineage:
		return 0
	case severalLineages:
		return len(u.several[uint32(id)])
	}
	return 1
}

// instruments counts those that have a wording to themselves: all, but for one
// that is made of others' words altogether.
func (u *usage) instruments() (n int) {
	seen := make([]bool, u.lineages)
	for _, l := range u.only {
		if l < noLineage && !seen[l] {
			seen[l] = true
			n++
		}
	}
	return n
}

// counter gives a function that counts the instruments of the wordings of some
// records; beyond widestUse it may stop.
func (u *usage) counter() func([]record) int {
	marks, serial := make([]uint32, u.lineages), uint32(0)
	return func(records []record) (n int) {
		serial++
		mark := func(l uint32) {
			if marks[l] != serial {
				marks[l] = serial
				n++
			}
		}
		for _, r := range records {
			id := r.use().text()
			if l := u.only[id]; l != severalLineages {
				mark(l)
			} else {
				for _, l := range u.several[id] {
					mark(l)
				}
			}
			if n > widestUse {
				break
			}
		}
		return n
	}
}
