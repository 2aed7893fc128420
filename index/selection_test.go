package index

import (
	"errors"
	"testing"
)

// What people call a text is the beginning of its addresses; what the record does not
// hold is no selection.
func TestSelection(t *testing.T) {
	s := newShelf(
		text("mu/gc/res/130@gc-14", "en", "Security", say("1", "to study"), say("9", "to end")),
		text("mu/gc/res/130@gc-18", "en", "Security", say("1", "to act")),
		text("mu/gc/res/130@gc-18", "ar", "الأمن", say("1", "العمل"), say("2", "مواصلة الدراسة")),
	)
	x := s.open(t)
	for typed, want := range map[string]string{
		"mu": "mu", "GC": "mu/gc", "大会": "mu/gc", "المجلس": "mu/board", "mu/gc/res": "mu/gc/res",
		"mu/gc/res/130": "mu/gc/res/130", " 130 ": "mu/gc/res/130", "Res. 130 (Birch, 2018)": "mu/gc/res/130@gc-18",
		"mu/gc/res/130@gc-18/ar": "mu/gc/res/130@gc-18", "mu/gc/res/130@gc-18/zh#resolves.1": "mu/gc/res/130@gc-18#resolves.1",
		"mu/gc/res/130#resolves": "mu/gc/res/130#resolves", "mu/gc/res/130@gc-18#resolves.2": "mu/gc/res/130@gc-18#resolves.2",
		"mu/gc/res/130#resolves.9": "mu/gc/res/130#resolves.9", "mu/gc/res/130@gc-14": "mu/gc/res/130@gc-14",
	} {
		if got, err := x.Selection(t.Context(), typed, "en"); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
	for typed, absent := range map[string]bool{
		"mu/gc/res/999": true, "mu/gc/res/130@gc-99": true, "mu/gc/res/130#resolves.99": true, "mu/gc/res/130@gc-18#resolves.9": true,
		"mu/gc/res/130#resolve": true, "mu/nobody": true, "mu/gc#12": true, "": false, "somebody": false, "999": false, "mu/gc/foo": false,
	} {
		if got, err := x.Selection(t.Context(), typed, "en"); err == nil || errors.Is(err, ErrAbsent) != absent {
			t.Errorf("%q: %q, %v; want a fault, absent: %v", typed, got, err, absent)
		}
	}
}
