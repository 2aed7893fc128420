// Package queue joins what index/overlap found with what people said of it in
// tracker/review: every group of overlapping provisions with its case. Pages, the
// JSON and the command line show the same queue.
package queue

import (
	"context"
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

// All gives the queue as engine and record have it now; an empty one while
// nothing has been looked for yet.
func (s *Shelf) All(ctx context.Context) (*Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	since, last := s.Overlaps.Since(), s.Store.Last()
	kept := s.kept
	if kept != nil && kept.since == since && kept.Last == last {
		return kept, nil
	}
	f := &Found{since: since, Last: last, byID: map[string]int{}, about: map[tracker.Address][]int{}}
	if !s.Ready() {
		return f, nil
	}
	if kept != nil && kept.since == since {
		f.Items, f.Suppressed = slices.Clone(kept.Items), kept.Suppressed
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
	if err := s.weigh(f); err != nil {
		return nil, err
	}
	s.kept = f
	return f, nil
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
	board, err := review.Open(s.Store)
	if err != nil {
		return err
	}
	f.Reviews = board.Reviews()
	for i := range f.Items {
		item := &f.Items[i]
		if item.Case, err = board.Case(review.Group{ID: item.ID, Members: Compared(item.Group)}); err != nil {
			return err
		}
		item.State, item.Verdict = item.Case.State, nil
		if last, decided := item.Case.Last(); decided {
			item.Verdict = &last
		}
		f.byID[item.ID] = i
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
	return nil
}

// A Listing is [overlap.Listing] with what people said of its groups.
type Listing struct {
	overlap.Listing
	Groups []Item `json:"groups"`
}

// Listing gives the groups that a filter admits.
func (s *Shelf) Listing(ctx context.Context, filter overlap.Filter) (Listing, error) {
	found, err := s.Overlaps.Groups(ctx, filter)
	if err != nil {
		return Listing{}, err
	}
	f := &Found{byID: map[string]int{}, about: map[tracker.Address][]int{}}
	for _, g := range found.Groups {
		f.Items = append(f.Items, Item{Group: g})
	}
	err = s.weigh(f)
	return Listing{found, append([]Item{}, f.Items...)}, err
}

// Alike are the pairs of provisions of which the first, of an instrument, says
// in the same or nearly the same words what the second, of another, says.
func Alike(instrument tracker.Address, groups []overlap.Group) [][2]tracker.Address {
	var out [][2]tracker.Address
	for _, g := range groups {
		if g.Relation != overlap.Identical && g.Relation != overlap.NearIdentical {
			continue
		}
		for _, a := range g.Members {
			for _, b := range g.Members {
				if a.Address.Instrument() == instrument && b.Address.Instrument() != instrument {
					out = append(out, [2]tracker.Address{a.Address, b.Address})
				}
			}
		}
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
