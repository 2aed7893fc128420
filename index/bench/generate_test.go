package bench

import (
	"slices"
	"testing"

	"concord/tracker"
)

// TestGenerate holds what the measurements rest on: the same texts every time, a
// larger record that begins with a smaller, and all languages and fields.
func TestGenerate(t *testing.T) {
	small, large := slices.Collect(Generate(3000)), slices.Collect(Generate(9000))
	if len(small) != 100 || len(large) != 300 {
		t.Fatalf("%d and %d texts, want 100 and 300", len(small), len(large))
	}
	for i := range small {
		if !same(small[i], large[i]) {
			t.Fatalf("text %d of 3,000 provisions is another than of 9,000", i)
		}
	}
	seen := map[tracker.Address]bool{}
	langs, sessions, kinds := map[tracker.Lang]int{}, map[string]int{}, map[tracker.Kind]int{}
	for _, text := range large {
		a := text.Revision.In(text.Lang)
		if seen[a] {
			t.Errorf("%s is given twice", a)
		}
		seen[a] = true
		langs[text.Lang]++
		sessions[text.Revision.Session]++
		kinds[text.Revision.Kind]++
		if _, err := tracker.ParseAddress(a.String()); err != nil {
			t.Error(err)
		}
	}
	if len(langs) != 6 || len(sessions) != 6 || len(kinds) != 2 {
		t.Errorf("%d languages, %d sessions, %d kinds; want 6, 6, 2", len(langs), len(sessions), len(kinds))
	}
}

func same(a, b tracker.Text) bool {
	return a.Title == b.Title && a.Revision == b.Revision && slices.EqualFunc(a.Provisions, b.Provisions,
		func(p, q tracker.Provision) bool { return p.Address == q.Address && p.Text == q.Text })
}
