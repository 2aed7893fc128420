package implementation_test

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker/implementation"
)

// TestCarry: what was written about a mandate follows its words from one
// conference to the next.
func TestCarry(t *testing.T) {
	d := begin(t)
	d.session("plen-18")
	for _, it := range d.view(anna).Select(implementation.Filter{Instrument: address(t, "icou/plen/res/2")}) {
		d.set(it.Address.String(), "in-progress", "2021-03-01", it.Address.Provision)
	}
	d.session("plen-22")
	for _, tt := range []struct {
		now, was string // provisions of 2022 and 2018
		why      []implementation.Cause
	}{
		{"instructs-sg.1", "instructs-sg.1", nil},
		{"instructs-sg.3", "instructs-sg.2", nil},                                                      // renumbered
		{"instructs-sg.2", "instructs-dir-obs.3", []implementation.Cause{implementation.AsksAnother}},  // moved to another's section
		{"instructs-council", "invites-council", []implementation.Cause{implementation.AsksOtherwise}}, // invited before
		{"instructs-dir-obs.2", "instructs-dir-obs.1", nil},                                            // one came before it
		{"invites-ms.3", "invites-ms.1", nil},                                                          // moved to the end
	} {
		it := d.item("icou/plen/res/2@plen-22#" + tt.now)
		if it.State.Key != "in-progress" || it.Status == nil || it.Status.Note != tt.was {
			t.Errorf("%s: %s, resting on %+v, want what was said of %s", tt.now, it.State.Key, it.Status, tt.was)
		}
		if !slices.Equal(it.Confirm, tt.why) {
			t.Errorf("%s: to confirm: %v, want %v", tt.now, it.Confirm, tt.why)
		}
		if it.Came != "plen-18" || len(it.From) != 1 || it.From[0].Address.Provision != tt.was {
			t.Errorf("%s: came %s from %v", tt.now, it.Came, it.From)
		}
	}
	if it := d.item("icou/plen/res/2@plen-22#instructs-dir-obs.1"); it.State.Key != "no-indication" || it.Came != "plen-22" || it.Since != "2022-10-28" {
		t.Errorf("a new instruction: %s since %s, came %s", it.State.Key, it.Since, it.Came)
	}
	// A person confirms: the doubt ends, the history goes on.
	d.set("icou/plen/res/2@plen-22#instructs-sg.2", "done", "2023-05-01", "confirmed")
	if it := d.item("icou/plen/res/2@plen-22#instructs-sg.2"); len(it.Confirm) != 0 || it.State.Key != "done" || len(it.Statuses) != 2 {
		t.Errorf("confirmed: %v, %s, %d statuses", it.Confirm, it.State.Key, len(it.Statuses))
	}
	if it := d.item("icou/plen/res/2@plen-18#instructs-dir-obs.3"); it.State.Key != "in-progress" || it.Current {
		t.Errorf("the earlier revision now says %s", it.State.Key)
	}
}

// TestAbrogated: a mandate whose instrument was abrogated is closed, by whom,
// and keeps what was said of it.
func TestAbrogated(t *testing.T) {
	d := begin(t)
	d.session("plen-18")
	items := d.view(anna).Select(implementation.Filter{Instrument: address(t, "icou/plen/res/13")})
	if len(items) == 0 {
		t.Fatal("Resolution 13 asks nobody: the test needs another text")
	}
	d.set(items[0].Address.String(), "done", "2021-03-01", "said")
	d.session("plen-22")
	it := d.item(items[0].Address.String())
	if it.Current || it.Closed == nil || *it.Closed != (implementation.Closing{Session: "plen-22", Why: implementation.Abrogated}) || len(it.Statuses) != 1 {
		t.Errorf("closed %v, current %v, %d statuses", it.Closed, it.Current, len(it.Statuses))
	}
	closed := d.view(anna).Select(implementation.Filter{Standing: "closed"})
	if !slices.ContainsFunc(closed, func(c *implementation.Item) bool { return c.Address == it.Address }) {
		t.Error("it is not among the closed")
	}
}

// resolution is a text of the fictional union, in two revisions of which the
// cases below say how they differ.
func resolution(place string, items ...string) string {
	return "RESOLUTION 40 (" + place + ")\n\nFog bells\n\nThe Plenary Conference of the International Cloud Observation Union (" +
		strings.TrimPrefix(place, "REV. ") + "),\n\ninstructs the Secretary-General\n\n" + strings.Join(items, "\n\n") + "\n"
}

// TestSplitAndMerged: both ends are linked, and a person confirms.
func TestSplitAndMerged(t *testing.T) {
	d := begin(t)
	const (
		bells  = "to ring every fog bell of the common network at noon on the first day of each month,"
		report = "and to publish in the six official languages a register of the bells that did not answer"
		lamps  = "to keep the lamps of the northern stations lit through the winter months of the year"
		oil    = "to send to each northern station the oil that its lamps need before the first snow falls"
		boats  = "to paint the boats of the Union white"
	)
	d.bring("res-40.txt", resolution("OVELLE, 2018", "1 "+bells+" "+report+";", "2 "+lamps+";", "3 "+oil+";", "4 "+boats+"."))
	for _, n := range []string{"1", "2", "3", "4"} {
		state := map[string]string{"1": "in-progress", "2": "done", "3": "not-started", "4": "done"}[n]
		d.set("icou/plen/res/40@plen-18#instructs-sg."+n, state, "2020-01-01", "item "+n)
	}
	d.bring("res-40r.txt", resolution("REV. SANTA MIRRA, 2022", "1 "+strings.TrimSuffix(bells, ",")+";", "2 "+strings.TrimPrefix(report, "and ")+";", "3 "+lamps+" and "+oil+"."))
	for _, n := range []string{"1", "2"} {
		it := d.item("icou/plen/res/40@plen-22#instructs-sg." + n)
		if len(it.From) != 1 || it.From[0].Address.Provision != "instructs-sg.1" || !slices.Contains(it.Confirm, implementation.WasSplit) || it.State.Key != "in-progress" {
			t.Errorf("part %s: from %v, confirm %v, %s", n, it.From, it.Confirm, it.State.Key)
		}
	}
	if it := d.item("icou/plen/res/40@plen-18#instructs-sg.1"); len(it.Into) != 2 || it.Closed != nil {
		t.Errorf("the whole: into %v, closed %v", it.Into, it.Closed)
	}
	merged := d.item("icou/plen/res/40@plen-22#instructs-sg.3")
	if len(merged.From) != 2 || !slices.Contains(merged.Confirm, implementation.WasMerged) || merged.State.Key != "not-started" || len(merged.Statuses) != 2 {
		t.Errorf("merged: from %v, confirm %v, %s (want the least done), %d statuses", merged.From, merged.Confirm, merged.State.Key, len(merged.Statuses))
	}
	gone := d.item("icou/plen/res/40@plen-18#instructs-sg.4")
	if gone.Closed == nil || gone.Closed.Why != implementation.Removed || gone.Closed.Session != "plen-22" {
		t.Errorf("removed: %v", gone.Closed)
	}
	fates := map[implementation.Fate]int{}
	for _, e := range d.view(anna).Conference("plen-22") {
		fates[e.Fate]++
	}
	if fates[implementation.ToConfirm] != 3 || fates[implementation.WentRemoved] != 1 {
		t.Errorf("what the conference did: %v", fates)
	}
}

// TestReadAgain: a text that is read again, and gives other words or other
// addresses, loses nothing that was written about it.
func TestReadAgain(t *testing.T) {
	d := begin(t)
	d.bring("a.txt", resolution("OVELLE, 2018", "1 to count the fog bells;", "2 to oil the fog bells;", "3 to paint the boats."))
	for _, n := range []string{"1", "2", "3"} {
		d.set("icou/plen/res/40@plen-18#instructs-sg."+n, "done", "2020-01-01", "item "+n)
	}
	d.bring("b.txt", resolution("OVELLE, 2018", "1 to count and to name the fog bells;", "2 to paint the boats."))
	first := d.item("icou/plen/res/40@plen-18#instructs-sg.1")
	if first.State.Key != "done" || !slices.Equal(first.Confirm, []implementation.Cause{implementation.ReadAgain}) {
		t.Errorf("other words: %s, confirm %v", first.State.Key, first.Confirm)
	}
	second := d.item("icou/plen/res/40@plen-18#instructs-sg.2")
	if len(second.Statuses) != 2 || second.Status.Note != "item 3" || len(second.Confirm) != 0 {
		t.Errorf("the same words at another address: %d statuses, resting on %+v, confirm %v", len(second.Statuses), second.Status, second.Confirm)
	}
	if strays := d.view(anna).Strays; len(strays) != 0 {
		t.Errorf("strays %v", strays)
	}
	d.bring("c.txt", resolution("OVELLE, 2018", "1 to count and to name the fog bells."))
	if strays := d.view(anna).Strays; len(strays) != 2 || strays[0].Note != "item 2" || strays[1].Note != "item 3" {
		t.Errorf("strays %v, want both statuses of what is no more", strays)
	}
}
