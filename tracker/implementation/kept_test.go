package implementation_test

import (
	"maps"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/implementation"
)

// What a view keeps is what it would count, and a later view, or another day,
// does not take it over.
func TestKept(t *testing.T) {
	d := begin(t)
	d.session("plen-22")
	const one = "icou/plen/res/4@plen-22#instructs-dir-arc.1"
	d.view(anna).Facets("") // kept before somebody writes
	before := len(d.Tasks(d.view(anna), today))
	d.write(anna, false, d.edit(one, "done", ""))
	v := d.view(anna)
	for range 2 {
		for _, standing := range implementation.Standings {
			items := v.Select(implementation.Filter{Standing: standing})
			states, leads, sessions, _ := implementation.Count(items)
			f := v.Facets(standing)
			if !maps.Equal(f.States, states) || !maps.Equal(f.Leads, leads) || !maps.Equal(f.Sessions, sessions) {
				t.Errorf("%q: kept %v, counted %v", standing, f.States, states)
			}
		}
	}
	if v.Facets("").States["done"] != 1 {
		t.Errorf("states after a write: %v", v.Facets("").States)
	}
	if now := len(d.Tasks(v, today)); now != before-1 {
		t.Errorf("%d tasks after one was done, %d before", now, before)
	}
	adopted := time.Date(2022, 12, 1, 0, 0, 0, 0, time.UTC)
	if then := len(d.Tasks(v, adopted)); then >= before-1 {
		t.Errorf("%d tasks when the texts were new, %d today", then, before-1)
	}
}

// A whole text is suggested the elements that its title and its mandates name,
// each with the words, and tied, untied and tied again by one person.
func TestTextServes(t *testing.T) {
	d := begin(t)
	d.session("plen-22")
	instrument, _ := tracker.ParseAddress("icou/plen/res/3")
	suggested := d.SuggestText(d.view(anna), instrument, "2024-2027")
	if len(suggested) == 0 {
		t.Fatal("nothing is suggested")
	}
	for _, s := range suggested {
		if len(s.Words) == 0 || !s.Title && s.Mandates == 0 || !s.Lang.Valid() {
			t.Errorf("no reason is shown: %+v", s)
		}
	}
	element := suggested[0].Element
	for i, removed := range []bool{false, true, false} {
		o := d.write(anna, false, implementation.Edit{Address: instrument, Links: []tracker.Link{{Element: element, Removed: removed}}})
		if tied := len(d.view(anna).Links[instrument]) == 1; o[0].Result != implementation.Written || tied == removed {
			t.Errorf("step %d: %s, tied %t", i, o[0].Result, tied)
		}
	}
}
