package draft

import (
	"testing"

	"concord/index/overlap"
	"concord/tracker"
)

// TestOnlyWhatWasCompared: a paragraph resembles the first of its group and not
// what only resembles that one too; what one group knows to be carried out is no
// repetition in another.
func TestOnlyWhatWasCompared(t *testing.T) {
	at := func(s string) overlap.Member {
		a, err := tracker.ParseAddress(s)
		if err != nil {
			t.Fatal(err)
		}
		return overlap.Member{Address: a}
	}
	mine, hub, third := at("icou/wtc/res/7@wtc-18#resolves.1"), at("icou/plen/res/2@plen-18#resolves.1"), at("icou/plen/res/3@plen-18#resolves.1")
	text := tracker.Text{Instrument: mine.Address.Instrument(), Revision: mine.Address.Revision()}
	group := func(relation overlap.Relation, members ...overlap.Member) overlap.Group {
		g := overlap.Group{Relation: relation, Class: overlap.Operative, Members: members}
		for i := range members[1:] {
			g.Pairs = append(g.Pairs, overlap.Pair{A: 0, B: i + 1, Relation: relation})
		}
		return g
	}
	found := likenesses(text, []overlap.Group{group(overlap.NearIdentical, hub, mine, third)})
	if len(found) != 1 || found[0].At != mine.Address || found[0].Other != hub.Address || found[0].Integrates {
		t.Errorf("beside the first of its group: %+v", found)
	}
	found = likenesses(text, []overlap.Group{group(overlap.NearIdentical, mine, hub, third), group(overlap.Integrates, third, mine)})
	for _, l := range found {
		if l.Integrates != (l.Other == third.Address) {
			t.Errorf("carried out %t: %+v", l.Integrates, l)
		}
	}
	if len(found) != 3 {
		t.Errorf("%d pairs", len(found))
	}
}
