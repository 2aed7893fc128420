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
// dealt to the groups that there are. It is not safe for concurrent use.
type Board struct {
	store   *store.Store
	reviews []tracker.Review
	about   map[string][]tracker.Review // by the id of a group, the oldest first
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

// Open reads the reviews of a record and deals them to the groups that there are.
// What was said of a group that is still there is said of that one alone, whatever
// members others share with it. When its words have changed, it goes to its heirs.
func Open(s *store.Store, groups []Group) (*Board, error) {
	b := &Board{store: s, about: map[string][]tracker.Review{}, now: map[tracker.Address]current{}}
	there := map[string]bool{}
	at := map[place][][2]int{} // group and member
	for i, g := range groups {
		there[g.ID] = true
		for m, c := range g.Members {
			for _, p := range places(c) {
				at[p] = append(at[p], [2]int{i, m})
			}
		}
	}
	for r, err := range s.Reviews() {
		if err != nil {
			return nil, err
		}
		b.reviews = append(b.reviews, r)
		if there[r.Group] {
			b.about[r.Group] = append(b.about[r.Group], r)
			continue
		}
		for _, i := range heirs(r, groups, at) {
			b.about[groups[i].ID] = append(b.about[groups[i].ID], r)
		}
	}
	return b, nil
}

// heirs are the groups that a review is about whose own is gone: those that share the
// most members with it, two at least, and those of which it compared every member.
func heirs(r tracker.Review, groups []Group, at map[place][][2]int) []int {
	shared := map[int]map[int]bool{} // members, by group
	for _, c := range r.Members {
		for _, p := range places(c) {
			for _, found := range at[p] {
				if shared[found[0]] == nil {
					shared[found[0]] = map[int]bool{}
				}
				shared[found[0]][found[1]] = true
			}
		}
	}
	most := 2
	for _, members := range shared {
		most = max(most, len(members))
	}
	var out []int
	for i, members := range shared {
		if n := len(members); n == most || n > 1 && n == len(groups[i].Members) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// Reviews is all that was said and done, the oldest first.
func (b *Board) Reviews() []tracker.Review { return b.reviews }
