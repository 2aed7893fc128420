package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// TestConcurrent lets writers, followers and readers at one record together.
func TestConcurrent(t *testing.T) {
	s := open(t, t.TempDir())
	const writers, each = 4, 25
	var work sync.WaitGroup
	for w := range writers {
		work.Go(func() {
			for i := range each {
				e := importOf(t, store.Import{Texts: []tracker.Text{text(t, fmt.Sprintf("icou/pp/res/%d@va-18", i), tracker.Arabic, "icou/pp/res/1")}})
				if _, err := s.Append(t.Context(), fmt.Sprint(w, "/", i), store.Any, e); err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Go(func() {
		for position := uint64(0); position < writers*each; {
			changed := s.Changed()
			for e, err := range s.Follow(t.Context(), position) {
				if err != nil {
					t.Error(err)
					return
				}
				position = e.Sequence
			}
			if position == writers*each {
				return
			}
			select {
			case <-changed:
			case <-time.After(30 * time.Second):
				t.Errorf("nobody told of what came after entry %d", position)
				return
			}
		}
	})
	work.Go(func() {
		for s.Last() < writers*each {
			for rec, err := range s.Instruments() {
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := s.Text(rec.Instrument); err != nil {
					t.Error(err)
				}
			}
			for _, err := range s.CitedBy(address(t, "icou/pp/res/1")) {
				if err != nil {
					t.Error(err)
				}
			}
		}
	})
	work.Wait()
	if s.Last() != writers*each {
		t.Errorf("%d entries", s.Last())
	}
}

// TestOptimistic lets writers race for one subject: each that reads and then
// writes without another between wins once, and none overwrites unseen.
func TestOptimistic(t *testing.T) {
	s := open(t, t.TempDir())
	const writers = 8
	var work sync.WaitGroup
	for w := range writers {
		work.Go(func() {
			for {
				seen := s.Last()
				e := importOf(t, store.Import{Texts: []tracker.Text{text(t, "icou/pp/res/1@va-18", tracker.Chinese, "")}})
				_, err := s.Append(t.Context(), fmt.Sprint(w), seen, e)
				if err == nil {
					return
				}
				if !errors.Is(err, store.ErrConflict) {
					t.Error(err)
					return
				}
			}
		})
	}
	work.Wait()
	if s.Last() != writers {
		t.Errorf("%d entries of %d writers", s.Last(), writers)
	}
}
