package store_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

func entryOf(t *testing.T, actor string, kind store.Kind, subject string, payload any) store.Entry {
	t.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	return store.Entry{
		Time: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC), Actor: actor, Kind: kind, Subjects: []string{subject}, Payload: raw,
	}
}

// TestReviewsAreState: what reviewers write is read back with the time and the
// author of its entry, survives a rebuild, and is seen by whoever did not know.
func TestReviewsAreState(t *testing.T) {
	s := open(t, t.TempDir())
	said := tracker.Review{Author: "forged", Act: tracker.VerdictAct, Group: "g1", Outcome: "shorten", Reason: "تكرار"}
	write(t, s, "review/1", entryOf(t, "李", store.ReviewKind, store.ReviewSubject("g1"), said))
	write(t, s, "looked/1", entryOf(t, "李", store.LookedKind, "looked/李", store.Looked{Position: 1}))
	merger := tracker.Merger{ID: "m1", Title: "Clouds", Texts: []tracker.Address{address(t, "icou/pp/res/2@va-18/en")}}
	write(t, s, "merger/1", entryOf(t, "Anna", store.MergerKind, store.MergerSubject("m1"), merger))
	merger.Title = "云"
	write(t, s, "merger/2", entryOf(t, "Anna", store.MergerKind, store.MergerSubject("m1"), merger))

	check := func() {
		t.Helper()
		var reviews []tracker.Review
		for r, err := range s.Reviews() {
			if err != nil {
				t.Fatal(err)
			}
			reviews = append(reviews, r)
		}
		if len(reviews) != 1 || reviews[0].Author != "李" || reviews[0].Sequence != 1 || reviews[0].Reason != said.Reason {
			t.Errorf("reviews: %+v", reviews)
		}
		if at, err := s.LookedAt("李"); at != 1 || err != nil {
			t.Errorf("looked at %d, %v", at, err)
		}
		if at, err := s.LookedAt("Anna"); at != 0 || err != nil {
			t.Errorf("somebody who never looked: %d, %v", at, err)
		}
		m, err := s.Merger("m1")
		if err != nil || m.Title != "云" || m.Sequence != 4 || m.Author != "Anna" {
			t.Errorf("merger: %+v, %v", m, err)
		}
	}
	check()
	if err := s.Rebuild(); err != nil {
		t.Fatal(err)
	}
	check()
	if faults := s.Verify(t.Context(), nil); len(faults) > 0 {
		t.Errorf("verify: %v", faults)
	}

	_, err := s.Append(t.Context(), "review/2", 0, entryOf(t, "Anna", store.ReviewKind, store.ReviewSubject("g1"), said))
	var conflict *store.ConflictError
	if !errors.As(err, &conflict) || conflict.Last != 1 {
		t.Errorf("a verdict about what somebody else decided meanwhile: %v", err)
	}
	if _, err := s.Merger("none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a merger that is not there: %v", err)
	}
	ids := []string{}
	for m, err := range s.Mergers() {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, m.ID)
	}
	if !slices.Equal(ids, []string{"m1"}) {
		t.Errorf("mergers: %v", ids)
	}
}
