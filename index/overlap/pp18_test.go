package overlap

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// TestPP18 holds the queue of a real conference to what its reviewer expects.
func TestPP18(t *testing.T) {
	e := corpusEngine(t, corporaStore(t), "itu/pp")
	if err := e.Refresh(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	queue, err := e.Groups(context.Background(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	first := queue.Groups[0]
	var members []string
	for _, m := range first.Members {
		members = append(members, m.Address.String())
		if len(m.Spans) == 0 || m.Coverage < 0.9 {
			t.Errorf("%s: spans %v, coverage %v", m.Address, m.Spans, m.Coverage)
		}
	}
	slices.Sort(members)
	want := "itu/pp/res/101@pp-18#resolves.1 itu/pp/res/102@pp-18#resolves.1 itu/pp/res/133@pp-18#resolves itu/pp/res/180@pp-18#resolves.1"
	if got := strings.Join(members, " "); got != want {
		t.Errorf("first group: %s", got)
	}
	families := 0
	for _, g := range queue.Groups {
		of := map[string]bool{}
		for _, m := range g.Members {
			of[m.Address.Number] = true
		}
		if of["70"] && of["198"] && g.Relation != Template {
			t.Errorf("70 and 198: %s %s", g.ID, g.Relation)
		}
		if of["70"] && of["198"] && len(of) == 2 {
			families++
		}
		if g.Class != Operative {
			t.Errorf("%s: %s in the operative queue", g.ID, g.Class)
		}
	}
	if families != 1 {
		t.Errorf("70 and 198 by themselves are shown %d times", families)
	}
	if queue.Preamble == 0 || queue.Suppressed["reporting"] == 0 || queue.Suppressed["citation"] == 0 {
		t.Errorf("behind the queue: %d of preamble, %v", queue.Preamble, queue.Suppressed)
	}
	t.Logf("%d groups, %d unlikely, %d of preamble, %v", len(queue.Groups), queue.Unlikely, queue.Preamble, queue.Suppressed)
}

// TestSampleFour finds the conflicting deadlines and the group of four that the sample
// library documents.
func TestSampleFour(t *testing.T) {
	e := corpusEngine(t, corporaStore(t), "icou/plen")
	if err := e.Refresh(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	queue, err := e.Groups(context.Background(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		relation Relation
		members  string
	}{
		{Conflicting, "icou/plen/res/4@plen-22#instructs-dir-arc.2 icou/plen/res/6@plen-22#instructs-dir-arc.2"},
		{NearIdentical, "icou/plen/res/16@plen-22#resolves.2 icou/plen/res/2@plen-22#resolves.2 icou/plen/res/3@plen-22#resolves.2 icou/plen/res/4@plen-22#resolves.2"},
	} {
		g := queue.Groups[i]
		var members []string
		for _, m := range g.Members {
			members = append(members, m.Address.At(m.Address.Provision).String())
		}
		slices.Sort(members)
		if got := strings.Join(members, " "); got != want.members || g.Relation != want.relation {
			t.Errorf("place %d: %s %s", i+1, g.Relation, got)
		}
	}
}
