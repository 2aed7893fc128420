package review

import (
	"slices"

	"concord/tracker"
	"concord/tracker/store"
)

// A Group is provisions that overlap, as they are now.
type Group struct {
	ID      string
	Members []tracker.Compared
}

// A Board is all that reviewers said and did, at one position of the journal,
// ready to be asked group by group. It is not safe for concurrent use.
type Board struct {
	store   *store.Store
	reviews []tracker.Review
	at      map[place][]int // indices into reviews
	now     map[tracker.Address]current
}

// A place is how a provision is known again: by its words or by where it stands.
type place struct {
	instrument tracker.Address
	mark       string // "=" and a fingerprint, or "#" and a provision
}

// places are the two of a compared provision.
func places(c tracker.Compared) [2]place {
	return [2]place{{c.Address.Instrument(), "=" + c.Fingerprint}, {c.Address.Instrument(), "#" + c.Address.Provision}}
}

// Open reads the reviews of a record.
func Open(s *store.Store) (*Board, error) {
	b := &Board{store: s, at: map[place][]int{}, now: map[tracker.Address]current{}}
	for r, err := range s.Reviews() {
		if err != nil {
			return nil, err
		}
		b.reviews = append(b.reviews, r)
		for _, c := range r.Members {
			for _, p := range places(c) {
				b.at[p] = append(b.at[p], len(b.reviews)-1)
			}
		}
	}
	return b, nil
}

// Reviews is all that was said and done, the oldest first.
func (b *Board) Reviews() []tracker.Review { return b.reviews }

// about gives what was said of a group, the oldest first.
func (b *Board) about(g Group) []tracker.Review {
	shared := map[int]map[int]bool{} // review -> members of g
	for m, c := range g.Members {
		for _, p := range places(c) {
			for _, i := range b.at[p] {
				if shared[i] == nil {
					shared[i] = map[int]bool{}
				}
				shared[i][m] = true
			}
		}
	}
	var found []int
	for i, members := range shared {
		if len(members) > 1 || b.reviews[i].Group == g.ID {
			found = append(found, i)
		}
	}
	slices.Sort(found)
	out := make([]tracker.Review, len(found))
	for k, i := range found {
		out[k] = b.reviews[i]
	}
	return out
}
