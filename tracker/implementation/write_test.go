package implementation_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/implementation"
)

// edit is a status on the version that stands.
func (d *desk) edit(address, state, note string) implementation.Edit {
	it := d.item(address)
	return implementation.Edit{Address: it.Address, Version: it.Version, Status: &tracker.Status{State: state, Since: "2026-04-01", Note: note}}
}

func (d *desk) write(actor tracker.Actor, dry bool, edits ...implementation.Edit) []implementation.Outcome {
	d.t.Helper()
	outcomes, err := d.Write(d.t.Context(), actor, today, edits, dry)
	if err != nil {
		d.t.Fatal(err)
	}
	return outcomes
}

func TestWrite(t *testing.T) {
	d := begin(t)
	d.session("plen-22")
	const one, two = "icou/plen/res/4@plen-22#instructs-dir-arc.1", "icou/plen/res/4@plen-22#instructs-dir-arc.2"
	last := d.Store.Last()
	if o := d.write(anna, true, d.edit(one, "done", "dry")); o[0].Result != implementation.Written || d.Store.Last() != last {
		t.Errorf("dry: %s, and %d entries were written", o[0].Result, d.Store.Last()-last)
	}
	stale := d.edit(one, "recurring", "of another")
	mine, other := d.edit(one, "done", "first"), d.edit(two, "in-progress", "second")
	if o := d.write(anna, false, mine, other); o[0].Result != implementation.Written || o[1].Result != implementation.Written || d.Store.Last() != last+1 {
		t.Errorf("two edits: %s, %s, in %d entries; want one", o[0].Result, o[1].Result, d.Store.Last()-last)
	}
	if o := d.write(anna, false, mine, other); o[0].Result != implementation.Unchanged || d.Store.Last() != last+1 {
		t.Errorf("sent twice: %s, %d entries", o[0].Result, d.Store.Last()-last)
	}
	o := d.write(anna, false, stale, d.edit(two, "done", "third"))
	if o[0].Result != implementation.Conflict || o[1].Result != implementation.Written {
		t.Errorf("a stale row among others: %s, %s", o[0].Result, o[1].Result)
	}
	both := map[string]implementation.Change{}
	for _, c := range o[0].Changes {
		both[c.Field] = c
	}
	if c := both["state"]; c.Was != "done" || c.Is != "recurring" || both["note"].Was != "first" || both["note"].Is != "of another" {
		t.Errorf("the conflict does not show both sides: %+v", o[0].Changes)
	}
	// The same words again, after others stood: a later writing, not a retry.
	d.write(anna, false, d.edit(one, "recurring", "x"))
	if o := d.write(anna, false, d.edit(one, "done", "first")); o[0].Result != implementation.Written || d.item(one).Status.Note != "first" || len(d.item(one).Statuses) != 3 {
		t.Errorf("back to what it was: %s, %+v", o[0].Result, d.item(one).Status)
	}
	if _, err := d.Write(t.Context(), omar, today, []implementation.Edit{mine}, true); !errors.Is(err, tracker.ErrMayNotWrite) {
		t.Errorf("a reader writes: %v", err)
	}
}

func TestRefusedEdits(t *testing.T) {
	d := begin(t)
	d.session("plen-22")
	const at = "icou/plen/res/4@plen-22#instructs-dir-arc.1"
	for want, change := range map[string]func(*implementation.Edit){
		"no mandate":       func(e *implementation.Edit) { e.Address.Provision = "resolves.99" },
		"want one of":      func(e *implementation.Edit) { e.Status.State = "splendid" },
		"want a day":       func(e *implementation.Edit) { e.Status.Since = "yesterday" },
		"has not come":     func(e *implementation.Edit) { e.Status.Since = "2026-05-01" },
		"10000 characters": func(e *implementation.Edit) { e.Status.Note = strings.Repeat("云", 10_001) },
		"one line":         func(e *implementation.Edit) { e.Status.Evidence = []string{"C26/35\nC26/36"} },
		"is not known": func(e *implementation.Edit) {
			e.Corrections = []tracker.Correction{{Field: "lead", Values: []string{"nobody"}}}
		},
		"one value only": func(e *implementation.Edit) {
			e.Corrections = []tracker.Correction{{Field: "due", Values: []string{"2026", "2027"}}}
		},
		"no element": func(e *implementation.Edit) { e.Links = []tracker.Link{{Element: "2024-2027/goal-9"}} },
	} {
		e := d.edit(at, "done", "")
		change(&e)
		if o := d.write(anna, false, e); o[0].Result != implementation.Refused || !strings.Contains(o[0].Problem, want) {
			t.Errorf("%s: %s %q", want, o[0].Result, o[0].Problem)
		}
	}
}

// TestCorrections: a person's correction wins over the rule, follows the words,
// and can be taken back.
func TestCorrections(t *testing.T) {
	d := begin(t)
	d.session("plen-18")
	const old, now = "icou/plen/res/2@plen-18#instructs-sg.2", "icou/plen/res/2@plen-22#instructs-sg.3"
	it := d.item(old)
	read := it.Lead
	d.write(anna, false, implementation.Edit{Address: it.Address, Version: it.Version, Corrections: []tracker.Correction{
		{Field: "lead", Values: []string{"dir-obs", "sg"}}, {Field: "due", Values: []string{"2027-06"}}, {Field: "frequency", Values: []string{"biennial"}},
	}})
	d.session("plen-22")
	for _, a := range []string{old, now} {
		if it := d.item(a); strings.Join(it.Lead, " ") != "dir-obs sg" || it.Due.Value != "2027-06" || it.Frequency != "biennial" || len(it.Corrections) != 3 {
			t.Errorf("%s: lead %v, due %v, %s, %d corrections", a, it.Lead, it.Due, it.Frequency, len(it.Corrections))
		}
	}
	it = d.item(now)
	d.write(anna, false, implementation.Edit{Address: it.Address, Version: it.Version, Corrections: []tracker.Correction{{Field: "lead", Withdrawn: true}}})
	if got := d.item(now).Lead; strings.Join(got, " ") != strings.Join(read, " ") {
		t.Errorf("taken back: lead %v, want %v", got, read)
	}
}

// TestReadersSeeNoInternalNote looks for the words of internal notes in
// everything that is made for a reader.
func TestReadersSeeNoInternalNote(t *testing.T) {
	d := begin(t)
	d.session("plen-18")
	d.set("icou/plen/res/2@plen-18#instructs-sg.1", "done", "2021-01-01", "a")
	d.session("plen-22")
	it := d.item("icou/plen/res/2@plen-22#instructs-sg.1")
	d.write(anna, false, implementation.Edit{Address: it.Address, Version: it.Version,
		Corrections: []tracker.Correction{{Field: "lead", Values: []string{"dir-obs"}, Note: "ask the bureau: it is theirs"}}})
	if raw, _ := json.Marshal(d.view(anna)); !strings.Contains(string(raw), "ask the bureau") {
		t.Fatal("the secretariat does not see its own notes: the test would find nothing")
	}
	v := d.view(omar)
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range v.Items {
		more, _ := json.Marshal(implementation.HistoryOf(it))
		raw = append(raw, more...)
	}
	if strings.Contains(string(raw), "ask the bureau") {
		t.Error("a reader's view holds an internal note")
	}
	// Who may write and not read them changes none.
	visitor := tracker.Actor{Name: "anyone", Writes: true}
	d.write(visitor, false, d.edit("icou/plen/res/2@plen-22#instructs-sg.1", "recurring", "b"))
	if s := d.item("icou/plen/res/2@plen-22#instructs-sg.1").Status; s.Internal != "ask the bureau about a" || s.Actor != "anyone" {
		t.Errorf("after a visitor wrote: %+v", s)
	}
	for _, o := range d.write(visitor, true, d.edit("icou/plen/res/2@plen-22#instructs-sg.1", "done", "c")) {
		if text, _ := json.Marshal(o); strings.Contains(string(text), "ask the bureau") {
			t.Error("an outcome shows an internal note")
		}
	}
}
