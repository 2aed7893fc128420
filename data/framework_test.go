package data_test

import (
	"slices"
	"testing"

	"concord/tracker"
)

func TestFramework(t *testing.T) {
	r := registry(t)
	periods := map[string]bool{}
	for _, f := range r.Framework {
		if periods[f.Period] || f.To <= f.From {
			t.Errorf("period %s: twice, or %s is not before %s", f.Period, f.From, f.To)
		}
		periods[f.Period] = true
		seen := map[string]bool{}
		for _, e := range f.Elements {
			id := f.Period + "/" + e.Key
			if seen[e.Key] {
				t.Errorf("%s: twice", id)
			}
			seen[e.Key] = true
			if got, known := r.Element(id); !known || got.Key != e.Key {
				t.Errorf("%s: not found by its id", id)
			}
			if !slices.Contains(tracker.ElementKinds[:], e.Kind) {
				t.Errorf("%s: unknown kind %q", id, e.Kind)
			}
			for _, l := range tracker.Langs {
				if e.Name[l] == "" {
					t.Errorf("%s: no name in %s", id, l)
				}
			}
			for _, key := range e.Concepts {
				if _, known := r.Concept(key); !known {
					t.Errorf("%s: the glossary has no %q", id, key)
				}
			}
		}
	}
}
