package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"concord/tracker"
)

// offered shows what a receipt says of proposals, one a line.
func offered(r tracker.Receipt) string {
	var b strings.Builder
	for _, p := range r.Proposals {
		fmt.Fprintln(&b, p.Session, p.Symbol, p.Lang, p.Action, p.Target, p.Change)
	}
	for _, f := range r.Faults {
		fmt.Fprintln(&b, "fault", f.Rule, f.Problem)
	}
	return b.String()
}

// TestContributions holds that the sample's contributions come in whole, in six
// languages, and once.
func TestContributions(t *testing.T) {
	in := begin(t)
	if _, err := in.Sample(t.Context(), library(t)); err != nil {
		t.Fatal(err)
	}
	receipt, err := in.Contributions(t.Context(), library(t))
	if err != nil {
		t.Fatal(err)
	}
	const want = `plen-22 ARK/12/1 ar MOD icou/plen/res/2 new
plen-22 ARK/12/2 ar SUP icou/plen/res/13 new
plen-22 ARK/12/1 en MOD icou/plen/res/2 revised
plen-22 ARK/12/2 en SUP icou/plen/res/13 revised
plen-22 ARK/12/1 zh MOD icou/plen/res/2 revised
plen-22 ARK/12/2 zh SUP icou/plen/res/13 revised
plen-22 HLG/15A1/1 ar MOD icou/plen/res/2 new
plen-22 HLG/15A1/1 en MOD icou/plen/res/2 revised
plen-22 HLG/15A1/2 en ADD  new
plen-22 OVL/21/1 en MOD icou/plen/res/2 new
plen-22 OVL/21/2 en NOC icou/plen/res/11 new
plen-22 OVL/21/1 zh MOD icou/plen/res/2 revised
plen-22 OVL/21/2 zh NOC icou/plen/res/11 revised
plen-26 MST/4/1 ar SUP icou/plen/res/6 new
plen-26 MST/4/1 en SUP icou/plen/res/6 revised
plen-26 MST/4/1 es SUP icou/plen/res/6 revised
plen-26 MST/4/1 fr SUP icou/plen/res/6 revised
plen-26 MST/4/1 ru SUP icou/plen/res/6 revised
plen-26 MST/4/1 zh SUP icou/plen/res/6 revised
`
	if got := offered(receipt); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	again, err := in.Contributions(t.Context(), library(t))
	if err != nil || again.Sequence != 0 || again.Counts["unchanged"] != len(receipt.Proposals) || in.Store.Last() != 2 {
		t.Errorf("again: %v, %v", again.Counts, err)
	}
	highland, err := in.Store.Proposal("plen-22", "HLG/15A1/1")
	if err != nil || fmt.Sprint(highland.Authors) != "[HLG ALD MST]" {
		t.Errorf("authors %v, %v", highland.Authors, err)
	}
	added, err := in.Store.Proposal("plen-22", "HLG/15A1/2")
	if err != nil || added.Bracket != "HLG-1" || added.Texts[0].After == nil || len(added.Texts[0].Reasons) != 1 {
		t.Errorf("a new resolution: %+v, %v", added, err)
	}
	if faults := in.Store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}
