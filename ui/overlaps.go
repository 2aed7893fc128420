package ui

import (
	"context"
	"slices"
	"sync"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/review"
)

// A queued is a group with what people said of it.
type queued struct {
	overlap.Group
	Case  review.Case
	Place int    // in the order of all groups
	New   uint64 // the last entry that brought one of its texts
}

// A found is all groups at one position of the journal.
type found struct {
	since, last uint64 // of the engine's groups, of the record
	groups      []queued
	byID        map[string]int
	about       map[tracker.Address][]int // by instrument
	suppressed  map[string]int
	reviews     []tracker.Review
}

// overlapShelf keeps the last found: to build all groups takes half a second
// with a conference's texts, and pages ask for them all the time.
type overlapShelf struct {
	mu   sync.Mutex
	kept *found
}

// overlaps gives all groups, as the engine and the record have them now.
func (s *server) overlaps(ctx context.Context) (*found, error) {
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	since, last := s.Overlaps.Since(), s.Store.Last()
	kept := s.shelf.kept
	if kept != nil && kept.since == since && kept.last == last {
		return kept, nil
	}
	if s.Overlaps.Position() == 0 {
		return &found{last: last}, nil // nothing has been looked for yet
	}
	f := &found{since: since, last: last, byID: map[string]int{}, about: map[tracker.Address][]int{}}
	if kept != nil && kept.since == since {
		f.groups, f.suppressed = slices.Clone(kept.groups), kept.suppressed
	} else {
		listing, err := s.Overlaps.Groups(ctx, overlap.Filter{Scope: overlap.AllScope})
		if err != nil {
			return nil, err
		}
		for i, g := range listing.Groups {
			f.groups = append(f.groups, queued{Group: g, Place: i})
		}
	}
	if err := s.weigh(f); err != nil {
		return nil, err
	}
	s.shelf.kept = f
	return f, nil
}

// overlapsAbout gives the groups of an instrument for the margin of its page,
// without waiting for an engine that is busy: then, as they were before.
func (s *server) overlapsAbout(ctx context.Context, a tracker.Address) ([]queued, error) {
	var all *found
	if s.Overlaps.Position() < s.Store.Last() {
		s.shelf.mu.Lock()
		all = s.shelf.kept
		s.shelf.mu.Unlock()
	} else {
		var err error
		if all, err = s.overlaps(ctx); err != nil {
			return nil, err
		}
	}
	var out []queued
	if all != nil {
		for _, i := range all.about[a.Instrument()] {
			out = append(out, all.groups[i])
		}
	}
	return out, nil
}

// weigh adds to the groups what people said of them.
func (s *server) weigh(f *found) error {
	board, err := review.Open(s.Store)
	if err != nil {
		return err
	}
	f.reviews = board.Reviews()
	for i := range f.groups {
		g := &f.groups[i]
		if g.Case, err = board.Case(review.Group{ID: g.ID, Members: compared(g.Group)}); err != nil {
			return err
		}
		f.byID[g.ID] = i
		for _, m := range g.Members {
			at := m.Address.Instrument()
			if n := len(f.about[at]); n == 0 || f.about[at][n-1] != i {
				f.about[at] = append(f.about[at], i)
			}
			arrived, err := s.Store.Arrived(m.Address, g.Lang)
			if err != nil {
				return err
			}
			g.New = max(g.New, arrived)
		}
	}
	return nil
}

// compared are the members of a group as a verdict keeps them.
func compared(g overlap.Group) []tracker.Compared {
	var out []tracker.Compared
	for _, m := range g.Members {
		a := m.Address
		a.Lang = g.Lang
		out = append(out, tracker.Compared{Address: a, Fingerprint: m.Fingerprint, Text: m.Text})
	}
	return out
}
