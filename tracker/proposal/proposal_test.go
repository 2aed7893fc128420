package proposal_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/intake"
	"concord/tracker/proposal"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if document.ServePDF() || store.ServeCheck() {
		return
	}
	os.Exit(m.Run())
}

// begin is a record with the sample library and its contributions.
func begin(t testing.TB) *proposal.Desk {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.TempDir(), registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	in := &intake.Intake{Store: s, Grammar: g, Clock: func() time.Time { return time.Unix(1e9, 0) }, Actor: "test"}
	if _, err := in.Sample(t.Context(), sample); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Contributions(t.Context(), sample); err != nil {
		t.Fatal(err)
	}
	return &proposal.Desk{Store: s, Registry: registry}
}

// TestSuggest holds what the texts of a conference say of the sample's
// proposals.
func TestSuggest(t *testing.T) {
	d := begin(t)
	list, err := d.List(proposal.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range list {
		s, err := d.Suggest(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(&b, p.Session, " ", p.Symbol, " ")
		if s == nil {
			fmt.Fprintln(&b, "nothing")
			continue
		}
		fmt.Fprintln(&b, s.Fate, s.Because, s.Adopted, s.Asked, s.Taken, s.Other)
	}
	const want = `plen-26 MST/4/1 nothing
plen-22 ARK/12/1 merged words icou/plen/res/2@plen-22/ar 25 25 121
plen-22 ARK/12/2 adopted abrogated  0 0 0
plen-22 HLG/15A1/1 merged words icou/plen/res/2@plen-22/ar 16 14 132
plen-22 HLG/15A1/2 adopted words icou/plen/res/14@plen-22/en 199 199 10
plen-22 OVL/21/1 not-adopted words icou/plen/res/2@plen-22/en 13 1 177
plen-22 OVL/21/2 kept not-revised  0 0 0
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestFate holds that a person's word is kept with who said it, that a second
// person is told, and that only fates of the list are recorded.
func TestFate(t *testing.T) {
	d := begin(t)
	who := tracker.Actor{Name: "secretary", Writes: true}
	p, others, err := d.Find("", "ARK/12/1")
	if err != nil || p.Session != "plen-22" || len(others) > 0 {
		t.Fatalf("found %s, %v, %v", p.Session, others, err)
	}
	say := func(who tracker.Actor, fate string, expect uint64) error {
		return d.Record(t.Context(), who, time.Unix(2e9, 0), store.FateEntry{Session: p.Session, Symbol: p.Symbol, Fate: fate, Note: " COM 5 "}, expect)
	}
	if err := say(tracker.Actor{Name: "reader"}, "adopted", p.Sequence); !errors.Is(err, tracker.ErrMayNotWrite) {
		t.Errorf("a reader: %v", err)
	}
	if err := say(who, "lost", p.Sequence); !errors.Is(err, proposal.ErrFate) {
		t.Errorf("an unknown fate: %v", err)
	}
	for range 2 { // a retry is harmless
		if err := say(who, "adopted-changed", p.Sequence); err != nil {
			t.Fatal(err)
		}
	}
	if err := say(tracker.Actor{Name: "another", Writes: true}, "adopted-changed", p.Sequence); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a second person: %v", err)
	}
	p, _, err = d.Find("plen-22", "ARK/12/1")
	if err != nil || len(p.Fates) != 1 || p.Fates[0].Actor != "secretary" || p.Fates[0].Note != "COM 5" {
		t.Errorf("fates %+v, %v", p.Fates, err)
	}
	list, err := d.List(proposal.Filter{Fate: "adopted-changed"})
	if err != nil || len(list) != 1 {
		t.Errorf("%d proposals adopted with changes, %v", len(list), err)
	}
}

// TestStale holds that a proposal which starts from other words than those in
// force is told from one that does not.
func TestStale(t *testing.T) {
	d := begin(t)
	current, err := d.Store.Text(tracker.Address{Body: "icou/plen", Kind: tracker.Resolution, Number: "12", Session: "plen-22", Lang: tracker.English})
	if err != nil {
		t.Fatal(err)
	}
	proposing := func(symbol string, change func(*tracker.Text)) tracker.Proposal {
		before, after := current, current
		before.Provisions = append([]tracker.Provision{}, current.Provisions...)
		after.Provisions = append([]tracker.Provision{}, current.Provisions...)
		change(&before)
		after.Provisions[0].Text += " and of fog"
		return tracker.Proposal{
			Symbol: symbol, Session: "plen-26", Action: tracker.Modify, Authors: []string{"MST"}, Target: current.Instrument, Base: before.Revision,
			Texts: []tracker.ProposalTexts{{Lang: tracker.English, Before: &before, After: &after}},
		}
	}
	fresh, err := d.Weigh(proposing("MST/5/1", func(*tracker.Text) {}), tracker.English)
	if err != nil || fresh.Stale != nil || fresh.Older || !fresh.Own || fresh.InForce.Session != "plen-22" || fresh.Redline == nil {
		t.Errorf("the words in force: %+v, %v", fresh, err)
	}
	stale, err := d.Weigh(proposing("MST/5/2", func(b *tracker.Text) {
		b.Provisions[0].Text, b.Revision.Session = "once upon a time", "plen-18"
	}), tracker.English)
	if err != nil || stale.Stale == nil || !stale.Older {
		t.Errorf("other words: %+v, %v", stale, err)
	}
	typed, err := d.Weigh(proposing("MST/5/3", func(b *tracker.Text) { b.Provisions[0].Text += " " }), tracker.English)
	if err != nil || typed.Stale != nil {
		t.Errorf("a difference of typing: %+v, %v", typed.Stale, err)
	}
}
