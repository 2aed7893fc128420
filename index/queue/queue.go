// Package queue joins what index/overlap found with what people said of it in
// tracker/review: every group of overlapping provisions with its case. Pages, the
// JSON and the command line show the same queue.
package queue

import (
	"context"
	"maps"
	"slices"
	"sync"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/review"
	"concord/tracker/store"
)

// An Item is a group with what people said of it.
type Item struct {
	overlap.Group
	State   review.State    `json:"state"`
	Verdict *tracker.Review `json:"verdict,omitempty"` // the last that counts
	Case    review.Case     `json:"-"`
	Arrived uint64          `json:"-"` // the last entry that brought one of its texts
}

// A Found is all groups at one position of the journal, the heaviest first. It
// is shared: do not change it.
type Found struct {
	Last       uint64 // of the record
	Items      []Item
	Suppressed map[string]int
	Reviews    []tracker.Review // all of them, the oldest first
	since      uint64
	byID       map[string]int
	about      map[tracker.Address][]int
	heldBack   map[string][]Item // by an id that somebody spoke of: the group, if it is there and unlikely
}

// Find gives the place of a group among the items.
func (f *Found) Find(id string) (int, bool) {
	i, known := f.byID[id]
	return i, known
}

// About gives the groups with a member in an instrument.
func (f *Found) About(instrument tracker.Address) []Item {
	var out []Item
	for _, i := range f.about[instrument] {
		out = append(out, f.Items[i])
	}
	return out
}

// GroupsAbout is About without what people said.
func (f *Found) GroupsAbout(instrument tracker.Address) []overlap.Group {
	var out []overlap.Group
	for _, i := range f.about[instrument] {
		out = append(out, f.Items[i].Group)
	}
	return out
}

// Instruments are those that groups have members in, in order of addresses.
func (f *Found) Instruments() []tracker.Address {
	var out []tracker.Address
	for a := range f.about {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b tracker.Address) int {
		return slices.Compare([]string{a.Body, string(a.Kind), a.Number}, []string{b.Body, string(b.Kind), b.Number})
	})
	return out
}

// A Shelf keeps the queue as it was last made: to build all groups takes half a
// second with a conference's texts, and pages ask for them all the time. It is
// safe for concurrent use.
type Shelf struct {
	Store    *store.Store
	Overlaps *overlap.Engine

	mu   sync.Mutex
	kept *Found
}

// Ready reports whether overlaps have been looked for at all.
func (s *Shelf) Ready() bool { return s.Overlaps.Position() > 0 || s.Store.Last() == 0 }

// Looking says whether overlaps are being looked for that the queue lacks, and how far
// that is.
func (s *Shelf) Looking() (overlap.Looking, bool) {
	far, on := s.Overlaps.Looking()
	return far, on || !s.Ready()
}

// All gives the queue as engine and record have it now; an empty one while
// nothing has been looked for yet.
func (s *Shelf) All(ctx context.Context) (*Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	since, last := s.Overlaps.Made(), s.Store.Last()
	kept := s.kept
	if kept != nil && kept.since == since && kept.Last == last {
		return kept, nil
	}
	f := &Found{since: since, Last: last, byID: map[string]int{}, about: map[tracker.Address][]int{}, heldBack: map[string][]Item{}}
	if !s.Ready() {
		return f, nil
	}
	if kept != nil && kept.since == since {
		f.Items, f.Suppressed, f.heldBack = slices.Clone(kept.Items), kept.Suppressed, maps.Clone(kept.heldBack)
	} else {
		listing, err := s.Overlaps.Groups(ctx, overlap.Filter{Scope: overlap.AllScope})
		if err != nil {
			return nil, err
		}
		for _, g := range listing.Groups {
			f.Items = append(f.Items, Item{Group: g})
		}
		f.Suppressed = listing.Suppressed
	}
	for i := range f.Items {
		f.byID[f.Items[i].ID] = i
	}
	if err := s.spokenOf(ctx, f); err != nil {
		return nil, err
	}
	if err := s.weigh(f); err != nil {
		return nil, err
	}
	s.kept = f
	return f, nil
}

// spokenOf finds the groups that somebody spoke of though they are held back: what was
// said of them is said of no other.
func (s *Shelf) spokenOf(ctx context.Context, f *Found) error {
	for r, err := range s.Store.Reviews() {
		if err != nil {
			return err
		}
		_, shown := f.byID[r.Group]
		if _, asked := f.heldBack[r.Group]; shown || asked {
			continue
		}
		listing, err := s.Overlaps.Groups(ctx, overlap.Filter{ID: r.Group, About: r.Members[0].Address.Instrument().String()})
		if err != nil {
			return err
		}
		f.heldBack[r.Group] = nil
		for _, g := range listing.Groups {
			f.heldBack[r.Group] = []Item{{Group: g}}
		}
	}
	return nil
}

// AtHand gives the queue without waiting for an engine that is busy: then, as it
// was before.
func (s *Shelf) AtHand(ctx context.Context) (*Found, error) {
	if s.Overlaps.Position() < s.Store.Last() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.kept != nil {
			return s.kept, nil
		}
		return &Found{}, nil
	}
	return s.All(ctx)
}

// weigh adds to the groups what people said of them.
func (s *Shelf) weigh(f *Found) error {
	groups := make([]review.Group, 0, len(f.Items))
	for _, item := range f.Items {
		groups = append(groups, asReviewed(item))
	}
	for _, items := range f.heldBack {
		for _, item := range items {
			groups = append(groups, asReviewed(item))
		}
	}
	board, err := review.Open(s.Store, groups)
	if err != nil {
		return err
	}
	f.Reviews = board.Reviews()
	for i := range f.Items {
		item := &f.Items[i]
		if err := item.weigh(board); err != nil {
			return err
		}
		for _, m := range item.Members {
			at := m.Address.Instrument()
			if n := len(f.about[at]); n == 0 || f.about[at][n-1] != i {
				f.about[at] = append(f.about[at], i)
			}
			arrived, err := s.Store.Arrived(m.Address, item.Lang)
			if err != nil {
				return err
			}
			item.Arrived = max(item.Arrived, arrived)
		}
	}
	for id, items := range f.heldBack {
		f.heldBack[id] = slices.Clone(items) // that of a queue before this one is not changed
		for i := range items {
			if err := f.heldBack[id][i].weigh(board); err != nil {
				return err
			}
		}
	}
	return nil
}

func asReviewed(i Item) review.Group { return review.Group{ID: i.ID, Members: Compared(i.Group)} }

// weigh adds to a group what people said of it.
func (i *Item) weigh(board *review.Board) (err error) {
	i.Case, err = board.Case(asReviewed(*i))
	i.State, i.Verdict = i.Case.State, nil
	if last, decided := i.Case.Last(); decided {
		i.Verdict = &last
	}
	return err
}

// with gives a group that the engine found with what people said of it.
func (f *Found) with(g overlap.Group) Item {
	if i, known := f.byID[g.ID]; known {
		return f.Items[i]
	}
	if held := f.heldBack[g.ID]; len(held) > 0 {
		return held[0]
	}
	return Item{Group: g, State: review.Undecided, Case: review.NewCase()}
}

// A Listing is [overlap.Listing] with what people said of its groups.
type Listing struct {
	overlap.Listing
	Groups  []Item `json:"groups"`
	Pending bool   `json:"pending"` // some are still being looked for
}

// Listing gives the groups that a filter admits.
func (s *Shelf) Listing(ctx context.Context, filter overlap.Filter) (Listing, error) {
	_, looking := s.Looking() // before, so that nothing falls between
	found, err := s.Overlaps.Groups(ctx, filter)
	if err != nil {
		return Listing{}, err
	}
	all, err := s.All(ctx)
	if err != nil {
		return Listing{}, err
	}
	out := Listing{Listing: found, Groups: make([]Item, len(found.Groups)), Pending: looking}
	for i, g := range found.Groups {
		out.Groups[i] = all.with(g)
	}
	return out, nil
}

// Alike are the pairs of provisions of which the first, of an instrument, says
// in the same or nearly the same words what the second, of another, says, and asks
// for the same: with another number, deadline, frequency, obligation or negation
// neither can stand for the other.
func Alike(instrument tracker.Address, groups []overlap.Group) [][2]tracker.Address {
	var out [][2]tracker.Address
	for _, g := range groups {
		for _, round := range g.Rounds() {
			if r := round.Relation(); r != overlap.Identical && r != overlap.NearIdentical {
				continue
			}
			members := asking(g, round)
			for _, a := range members {
				for _, b := range members {
					if a.Instrument() == instrument && b.Instrument() != instrument && !slices.Contains(out, [2]tracker.Address{a, b}) {
						out = append(out, [2]tracker.Address{a, b})
					}
				}
			}
		}
	}
	return out
}

// terms are the flags of two provisions that ask for different things.
var terms = []overlap.Flag{overlap.NumberFlag, overlap.DeadlineFlag, overlap.FrequencyFlag, overlap.ModalFlag, overlap.NegationFlag}

// asking gives the first member of a round with those that ask for the same as it,
// and so as each other, in the order of the group.
func asking(g overlap.Group, round overlap.Round) []tracker.Address {
	places := []int{round[0].A}
	for _, p := range round {
		if !slices.ContainsFunc(p.Flags, func(f overlap.Flag) bool { return slices.Contains(terms, f) }) {
			places = append(places, p.B)
		}
	}
	slices.Sort(places)
	var out []tracker.Address
	for _, i := range places {
		out = append(out, g.Members[i].Address)
	}
	return out
}

// Compared are the members of a group as a verdict keeps them.
func Compared(g overlap.Group) []tracker.Compared {
	var out []tracker.Compared
	for _, m := range g.Members {
		a := m.Address
		a.Lang = g.Lang
		out = append(out, tracker.Compared{Address: a, Fingerprint: m.Fingerprint, Text: m.Text})
	}
	return out
}
