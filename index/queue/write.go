package queue

import (
	"context"
	"errors"
	"fmt"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/review"
)

// ErrUnknown says that there is no group with an id: its words have changed, or
// there never was one.
var ErrUnknown = errors.New("no overlap has this id")

// Group gives one group, of whatever class and held back or not, and the last entry of
// the record that what people said of it goes up to.
func (s *Shelf) Group(ctx context.Context, id string) (Item, uint64, error) {
	all, err := s.All(ctx)
	if err != nil {
		return Item{}, 0, err
	}
	if i, known := all.Find(id); known {
		return all.Items[i], all.Last, nil
	}
	listing, err := s.Overlaps.Groups(ctx, overlap.Filter{ID: id})
	if err != nil {
		return Item{}, 0, err
	}
	if len(listing.Groups) == 0 {
		return Item{}, 0, fmt.Errorf("group %s: %w", id, ErrUnknown)
	}
	return all.with(listing.Groups[0]), all.Last, nil
}

// Write records at a desk what somebody says of the group that r names, in the
// words in which the group is shown. seen, and the faults, are those of
// [review.Desk.Write].
func (s *Shelf) Write(ctx context.Context, desk review.Desk, who tracker.Actor, seen uint64, r tracker.Review) error {
	g, _, err := s.Group(ctx, r.Group)
	if err != nil {
		return err
	}
	r.Members = Compared(g.Group)
	if !r.Target.IsZero() {
		r.Target.Lang = g.Lang
	}
	_, err = desk.Write(ctx, who, seen, r)
	return err
}
