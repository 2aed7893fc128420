package store_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// TestPlan: what was written about mandates is read per instrument, in the
// order of writing, and the journal makes the same of it again.
func TestPlan(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	at := func(a string) tracker.Address { return address(t, a) }
	plan := func(id string, p store.Plan) store.Entry {
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		return write(t, s, id, store.Entry{
			Time: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), Actor: "ليلى", Kind: store.PlanKind, Subjects: p.Subjects(), Payload: raw,
		})
	}
	first := plan("plan/1", store.Plan{Statuses: []tracker.Status{
		{Address: at("icou/pp/res/2@va-18#resolves.1"), State: "in-progress", Since: "2026-01-31", Evidence: []string{"C26/35"}, Note: "云图", Internal: "سري"},
		{Address: at("icou/pp/res/10@pa-14#resolves.1"), State: "done", Since: "2026-01-30"},
	}, Corrections: []tracker.Correction{{Address: at("icou/pp/res/2@va-18#resolves.1"), Field: "lead", Values: []string{"sg"}}}})
	second := plan("plan/2", store.Plan{
		Statuses: []tracker.Status{{Address: at("icou/pp/res/2@va-18#resolves.1"), State: "done", Since: "2026-02-01"}},
		Links:    []tracker.Link{{Address: at("icou/pp/res/2"), Element: "2024-2027/goal-1"}},
	})
	if want := []string{"icou/pp/res/10", "icou/pp/res/2"}; !slices.Equal(first.Subjects, want) {
		t.Errorf("subjects %v, want %v", first.Subjects, want)
	}
	check := func(s *store.Store) {
		t.Helper()
		var states []string
		for record, err := range s.Statuses(at("icou/pp/res/2")) {
			if err != nil {
				t.Fatal(err)
			}
			if record.Actor != "ليلى" || record.Sequence == 0 || record.Time.IsZero() {
				t.Errorf("written by nobody: %+v", record)
			}
			states = append(states, record.State)
		}
		all, corrections, links := 0, 0, 0
		for range s.Statuses(tracker.Address{}) {
			all++
		}
		for c, err := range s.Corrections(at("icou/pp/res/2")) {
			if err != nil || c.Field != "lead" {
				t.Errorf("correction %+v, %v", c, err)
			}
			corrections++
		}
		for range s.Links(at("icou/pp/res/2")) {
			links++
		}
		if !slices.Equal(states, []string{"in-progress", "done"}) || all != 3 || corrections != 1 || links != 1 {
			t.Errorf("states %v, %d statuses, %d corrections, %d links", states, all, corrections, links)
		}
		if n, err := s.Touched("icou/pp/res/2"); err != nil || n != second.Sequence {
			t.Errorf("touched %d, %v, want %d", n, err, second.Sequence)
		}
	}
	check(s)
	if faults := s.Verify(t.Context(), nil); len(faults) > 0 {
		t.Errorf("faults %v", faults)
	}
	if err := s.Rebuild(); err != nil {
		t.Fatal(err)
	}
	check(s)
}
