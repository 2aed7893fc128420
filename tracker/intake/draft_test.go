package intake_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/intake"
)

// TestSides: a draft finds the text that it would revise, or is held against the
// part of one that is named; nothing is stored, and what cannot be compared says
// why.
func TestSides(t *testing.T) {
	in := begin(t)
	if _, err := in.Sample(t.Context(), library(t)); err != nil {
		t.Fatal(err)
	}
	last := in.Store.Last()
	at := func(s string) intake.Side {
		a, err := tracker.ParseAddress(s)
		if err != nil {
			t.Fatal(err)
		}
		return intake.Side{Address: a}
	}
	draft := func(s string) intake.Side { return intake.Side{Draft: []byte(s)} }
	for name, c := range map[string]struct {
		old, new intake.Side
		lang     tracker.Lang
		older    string // address of the older text
		lengths  [2]int // provisions; -1 is any
		rule     string // of the fault
	}{
		"a draft names its text":      {new: draft(resolution(2, "REV. SANTA MIRRA, 2022", "to observe fog")), older: "icou/plen/res/2@plen-22/en", lengths: [2]int{-1, 1}},
		"words against a provision":   {old: at("icou/plen/res/2@plen-18#resolves.3"), new: draft("that principal stations shall observe every six hours;"), older: "icou/plen/res/2@plen-18/en", lengths: [2]int{1, 1}},
		"in Chinese":                  {old: at("icou/plen/res/2@plen-18#resolves.3"), new: draft("主要观测站每六小时观测一次；"), older: "icou/plen/res/2@plen-18/zh", lengths: [2]int{1, 1}},
		"two drafts":                  {old: draft("to observe every cloud"), new: draft("to observe every fog"), lengths: [2]int{1, 1}},
		"two texts":                   {old: at("icou/plen/res/2"), new: at("icou/plen/res/3"), lang: "ar", older: "icou/plen/res/2@plen-22/ar", lengths: [2]int{-1, -1}},
		"a draft that names nothing":  {new: draft("to observe fog"), rule: "identity"},
		"several texts":               {new: draft(resolution(2, "REV. OVELLE, 2018", "to see") + "\n\n" + resolution(3, "REV. OVELLE, 2018", "to hear")), rule: "several"},
		"two languages":               {old: draft("наблюдать за каждым облаком и каждым туманом"), new: draft("to observe every cloud and every fog"), rule: "language"},
		"a file that is none":         {new: draft("\x89PNG\r\n\x1a\n"), rule: "unknown-format"},
		"too many paragraphs":         {new: draft("to observe fog\n\n" + strings.Repeat("fog\n\n", intake.MaxDraftParagraphs)), rule: "too-large"},
		"a paragraph without end":     {new: draft("to observe fog\n\n" + strings.Repeat("fog ", intake.MaxDraftParagraph/4+1)), rule: "too-large"},
		"paragraphs that add up":      {new: draft(strings.Repeat(strings.Repeat("fog ", 20_000)+"\n\n", 26)), rule: "too-large"},
		"a file that is far too long": {new: intake.Side{Draft: bytes.Repeat([]byte("fog "), intake.MaxDraft/4+1)}, rule: "too-large"},
	} {
		older, newer, _, err := in.Sides(t.Context(), c.old, c.new, c.lang, "")
		fault, _ := errors.AsType[tracker.Fault](err)
		if fault.Rule != c.rule || err != nil && c.rule == "" {
			t.Errorf("%s: %v, want the fault %q", name, err, c.rule)
		}
		if c.rule == "too-large" && fault.Place == "" {
			t.Errorf("%s: %v says no place", name, err)
		}
		if err != nil {
			continue
		}
		if c.older != "" && older.Revision.In(older.Lang).String() != c.older {
			t.Errorf("%s: held against %s, want %s", name, older.Revision.In(older.Lang), c.older)
		}
		for i, text := range []tracker.Text{older, newer} {
			if n := len(text.Provisions); c.lengths[i] >= 0 && n != c.lengths[i] || n == 0 {
				t.Errorf("%s: side %d has %d provisions, want %d", name, i, n, c.lengths[i])
			}
		}
	}
	if in.Store.Last() != last {
		t.Error("a comparison wrote to the record")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, _, err := in.Sides(gone, intake.Side{}, draft("to observe fog"), "", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader who left: %v", err)
	}
}
