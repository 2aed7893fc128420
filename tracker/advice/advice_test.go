package advice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/advice"
)

func guidelines(t *testing.T) advice.Guidelines {
	t.Helper()
	all, err := advice.ReadGuidelines(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func address(s string) tracker.Address {
	a, err := tracker.ParseAddress(s)
	if err != nil {
		panic(err)
	}
	return a
}

var (
	revision = address("icou/wtc/res/7@wtc-18")
	above    = address("icou/plen/res/2@plen-18#resolves.1")
	silent   = tracker.State{Initial: true, Open: true}
)

// text has a preamble of n words and one operative paragraph.
func text(lang tracker.Lang, n int, operative string) tracker.Text {
	return tracker.Text{Instrument: revision.Instrument(), Revision: revision, Lang: lang, Provisions: []tracker.Provision{
		{Address: revision.At("considering"), Role: tracker.Preamble, Text: strings.TrimSpace(strings.Repeat(map[tracker.Lang]string{"zh": "云 "}[lang]+map[bool]string{true: "cloud "}[lang != "zh"], n))},
		{Address: revision.At("instructs-sg"), Role: tracker.Operative, Text: operative, Addressees: []string{"sg"}},
	}}
}

// sound is a case that no guideline has anything to say of.
func sound() advice.Case {
	return advice.Case{
		Text: text("en", 10, "to review this resolution at the next conference"), Changes: 3,
		Mandates: []tracker.Mandate{{Address: revision.At("instructs-sg"), Lead: []string{"sg"}}},
		State:    func(tracker.Address) tracker.State { return silent },
	}
}

// TestGuidelines: nothing is said of a sound text, and each guideline of what it
// is about.
func TestGuidelines(t *testing.T) {
	all := guidelines(t)
	if found := all.Check(sound()); len(found) > 0 {
		t.Errorf("of a sound text: %+v", found)
	}
	report := func(at string, lead, to []string) tracker.Mandate {
		return tracker.Mandate{Address: revision.At(at), Lead: lead, Reporting: true, ReportTo: to}
	}
	spoil := map[string]func(*advice.Case){
		"repeats-above": func(c *advice.Case) {
			c.Like = []advice.Likeness{{At: revision.At("instructs-sg"), Other: above}}
		},
		"no-review":     func(c *advice.Case) { c.Text = text("en", 10, "to count the clouds") },
		"long-preamble": func(c *advice.Case) { c.Text = text("en", 601, "to review this resolution") },
		"no-addressee":  func(c *advice.Case) { c.Mandates[0].Lead = nil },
		"report-to-nobody": func(c *advice.Case) {
			c.Mandates = []tracker.Mandate{report("instructs-sg", []string{"sg"}, nil)}
		},
		"reports-twice": func(c *advice.Case) {
			c.Mandates = []tracker.Mandate{report("instructs-sg.1", []string{"sg"}, []string{"council"}), report("instructs-sg.2", []string{"sg", "dirs"}, []string{"council"})}
		},
		"no-action":     func(c *advice.Case) { c.Passed = 2 },
		"ask-again":     func(c *advice.Case) { c.Adopted = make([]tracker.RevisionRecord, 3) },
		"ask-editorial": func(c *advice.Case) { c.Changes = 0 },
		"ask-done": func(c *advice.Case) {
			c.State = func(tracker.Address) tracker.State { return tracker.State{Key: "done"} }
		},
		"ask-above": func(c *advice.Case) {
			c.Text.Provisions[0].Citations = []tracker.Citation{{Target: "icou/plen/res/2"}}
		},
	}
	for _, g := range all {
		c := sound()
		spoil[g.Key](&c)
		found := all.Check(c)
		if !slices.ContainsFunc(found, func(f advice.Finding) bool { return f.Guideline == g.Key }) {
			t.Errorf("%s says nothing: %+v", g.Key, found)
		}
		if found := all.Switch([]string{g.Key}).Check(c); slices.ContainsFunc(found, func(f advice.Finding) bool { return f.Guideline == g.Key }) {
			t.Errorf("%s is not switched off", g.Key)
		}
	}
	c := sound()
	c.Like = []advice.Likeness{{At: revision.At("instructs-sg"), Other: above, Integrates: true}}
	if found := all.Check(c); slices.ContainsFunc(found, func(f advice.Finding) bool { return f.Guideline == "repeats-above" }) {
		t.Error("a text that carries out another is told to repeat it")
	}
	c.Like[0].Integrates, c.Text.Instrument = false, tracker.Address{}
	c.Text.Provisions[0].Citations = []tracker.Citation{{Target: "icou/plen/res/2"}}
	if found := all.Check(c); len(found) > 0 {
		t.Errorf("a text of which nobody knows the body is told what stands above it: %+v", found)
	}
}

// TestCitations: what is odd, and what is no error though it looks so.
func TestCitations(t *testing.T) {
	known := map[string]tracker.InstrumentRecord{
		"icou/plen/res/2": {Held: true, Standing: tracker.InForce, Revisions: []tracker.RevisionRecord{
			{Revision: address("icou/plen/res/2@plen-14"), Session: "plen-14"}, {Revision: address("icou/plen/res/2@plen-18"), Session: "plen-18"},
		}},
		"icou/plen/res/8": {Held: true, Standing: tracker.Abrogated, Abrogated: "plen-18", Revisions: []tracker.RevisionRecord{{Session: "plen-14"}}},
	}
	lib := advice.Library{
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, bool, error) {
			r, is := known[a.Instrument().String()]
			return r, is, nil
		},
		Complete: func(body string) bool { return body == "icou/plen" },
		Has: func(a tracker.Address) (bool, bool, error) {
			return a.Provision != "resolves.9", a.Provision != "resolves.8", nil
		},
		Compare: strings.Compare,
	}
	tests := []struct {
		target, doubt string
		role          tracker.Role
		want          string
	}{
		{"icou/plen/res/2@plen-18", "", tracker.Operative, ""},
		{"icou/plen/res/2", "", tracker.Operative, ""},
		{"icou/plen/res/2@plen-14", "", tracker.Operative, "outdated"},
		{"icou/plen/res/2@plen-14", "", tracker.Preamble, "outdated, history"},
		{"icou/plen/res/2@plen-16", "", tracker.Operative, "no revision"},
		{"icou/plen/res/2@plen-18#resolves.9", "", tracker.Operative, "no paragraph"},
		{"icou/plen/res/2@plen-18#resolves.1", "", tracker.Operative, ""},
		{"icou/plen/res/8@plen-14", "", tracker.Operative, "abrogated"},
		{"icou/plen/res/41@plen-14", "", tracker.Operative, "dangling"},
		{"icou/wtc/res/41@wtc-14", "", tracker.Operative, "unheld"}, // of a body whose texts are not known
		{"icou/plen/res/2@plen-18#resolves.8", "", tracker.Operative, "unheld"},
		{"icou/plen/res/2@plen-14", "two sessions", tracker.Operative, "ambiguous"},
		{"doc:C26/35", "", tracker.Operative, "document"},
		{"icou/cs#196", "", tracker.Operative, "document"},
	}
	for _, tt := range tests {
		text := tracker.Text{Instrument: revision.Instrument(), Revision: revision, Provisions: []tracker.Provision{
			{Address: revision.At("resolves"), Role: tt.role, Citations: []tracker.Citation{{Target: tt.target, Doubt: tt.doubt}}},
		}}
		found, tally, err := advice.Citations(text, lib)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, f := range found {
			if f.Oddity == advice.Abrogated && (!f.Latest.IsZero() || f.AbrogatedBy != "plen-18") {
				t.Errorf("%s: ended by %q, later revision %s", tt.target, f.AbrogatedBy, f.Latest)
			}
			got.WriteString(string(f.Oddity) + map[bool]string{true: ", history"}[f.History && f.Oddity == advice.Outdated])
		}
		got.WriteString(strings.Repeat("unheld", tally.Unheld) + strings.Repeat("document", tally.Documents))
		if tally.Judged+tally.Unheld+tally.Documents != 1 || len(found) > tally.Judged {
			t.Errorf("%s: counted %+v", tt.target, tally)
		}
		if got.String() != tt.want {
			t.Errorf("%s: %q, want %q", fmt.Sprint(tt.target, " ", tt.role), got.String(), tt.want)
		}
	}
}

// A draft that nobody knows yet may speak of itself.
func TestDraftCitesItself(t *testing.T) {
	draft := address("icou/plen/res/99@plen-26")
	text := tracker.Text{Instrument: draft.Instrument(), Revision: draft, Provisions: []tracker.Provision{
		{Address: draft.At("resolves"), Role: tracker.Operative, Citations: []tracker.Citation{{Text: "this resolution", Target: draft.String()}}},
	}}
	found, _, err := advice.Citations(text, advice.Library{
		Instrument: func(tracker.Address) (tracker.InstrumentRecord, bool, error) {
			return tracker.InstrumentRecord{}, false, nil
		},
		Complete: func(string) bool { return true },
	})
	if err != nil || len(found) > 0 {
		t.Errorf("found %+v, %v", found, err)
	}
}
