package redline

import (
	"strings"
	"testing"

	"concord/tracker"
)

// checkPromise holds what a redline promises of any two texts: applying it to
// the old one gives the new one exactly, and each change's words give both its
// texts.
func checkPromise(t *testing.T, old, new []tracker.Provision) Redline {
	t.Helper()
	r := Compare(old, new, tracker.English)
	made, err := r.Apply(old)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	if len(made) != len(new) {
		t.Fatalf("apply gives %d provisions, want %d", len(made), len(new))
	}
	for i, p := range made {
		want := new[i]
		if p.Text != want.Text || p.Label != want.Label || p.Section != want.Section || p.Heading != want.Heading || p.Address != want.Address || p.Role != want.Role {
			t.Fatalf("provision %d is %+v, want %+v", i+1, p, want)
		}
	}
	told := 0
	seen := map[int]bool{}
	for _, ch := range r.Changes {
		var o, n strings.Builder
		for _, e := range ch.Words {
			if e.Op != "+" {
				o.WriteString(e.Text)
			}
			if e.Op != "-" {
				n.WriteString(e.Text)
			}
		}
		if o.String() != ch.OldText || n.String() != ch.NewText {
			t.Fatalf("%s: words give %q and %q, want %q and %q", ch.Class, o.String(), n.String(), ch.OldText, ch.NewText)
		}
		if ch.OldPlace > 0 && !seen[ch.OldPlace] {
			seen[ch.OldPlace] = true
			told++
		}
	}
	if told != len(old) {
		t.Fatalf("the redline tells of %d old provisions, want %d", told, len(old))
	}
	return r
}
