package tracker_test

import (
	"testing"

	"concord/tracker"
)

// TestEnumerator: labels are written as their sequence has them, in every script.
func TestEnumerator(t *testing.T) {
	for _, c := range []struct {
		like string
		n    int
		want string
	}{
		{"a)", 3, "c)"}, {"b)", 27, "aa)"}, {"(a)", 2, "(b)"}, {"1", 12, "12"}, {"1.", 2, "2."}, {"1)", 3, "3)"}, {"", 4, "4"}, {"–", 2, "2"},
		{"أ )", 2, "ب)"}, {"ب)", 1, "أ )"}, {"ب)", 4, "د )"}, {"а)", 3, "в)"},
	} {
		if got := tracker.Enumerator(c.like, c.n); got != c.want {
			t.Errorf("the %dth like %q: %q, want %q", c.n, c.like, got, c.want)
		}
	}
}
