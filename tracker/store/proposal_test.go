package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// contribution is the entry that brings one proposal in some languages.
func contribution(t testing.TB, symbol string, langs ...tracker.Lang) store.Entry {
	t.Helper()
	p := tracker.Proposal{Symbol: symbol, Session: "sm-22", Action: tracker.Modify, Authors: []string{"EUR"}, Target: address(t, "icou/pp/res/2")}
	for _, lang := range langs {
		after := text(t, "icou/pp/res/2@sm-22", lang, "")
		p.Texts = append(p.Texts, tracker.ProposalTexts{Lang: lang, Title: words[lang], After: &after, Reasons: []string{words[lang]}})
	}
	raw, err := json.Marshal(store.Contribution{Proposals: []tracker.Proposal{p}})
	if err != nil {
		t.Fatal(err)
	}
	return store.Entry{
		Time: time.Unix(1e9, 0), Actor: "delegate", Kind: store.ContributionKind, Payload: raw,
		Subjects: []string{"icou/pp/res/2", store.ProposalSubject("sm-22", symbol)},
	}
}

func fateOf(t testing.TB, symbol, fate string) store.Entry {
	t.Helper()
	raw, err := json.Marshal(store.FateEntry{Session: "sm-22", Symbol: symbol, Fate: fate, Note: "COM 5"})
	if err != nil {
		t.Fatal(err)
	}
	return store.Entry{
		Time: time.Unix(2e9, 0), Actor: "secretary", Kind: store.FateKind, Payload: raw,
		Subjects: []string{store.ProposalSubject("sm-22", symbol)},
	}
}

// TestProposals holds that languages of a proposal join, that its fates are
// kept with who recorded them, that a second writer is told, and that the
// journal makes all of it again.
func TestProposals(t *testing.T) {
	s := open(t, t.TempDir())
	put := func(id string, expect uint64, e store.Entry) error {
		_, err := s.Append(t.Context(), id, expect, e)
		return err
	}
	for i, langs := range [][]tracker.Lang{{tracker.English, tracker.Chinese}, {tracker.Arabic}, {tracker.English}} {
		if err := put(fmt.Sprint(i), store.Any, contribution(t, "EUR/44A7/2", langs...)); err != nil {
			t.Fatal(err)
		}
	}
	if err := put("another", store.Any, contribution(t, "EUR/44A7/10", tracker.English)); err != nil {
		t.Fatal(err)
	}
	held, err := s.Proposal("sm-22", "EUR/44A7/2")
	if err != nil || len(held.Texts) != 3 || held.Texts[0].Lang != tracker.Arabic || held.Sequence != 3 || held.Fate() != tracker.Pending {
		t.Fatalf("held %+v, %v", held, err)
	}
	for _, text := range held.Texts {
		if text.After == nil || text.After.Provisions[0].Text != words[text.Lang] || text.Reasons[0] != words[text.Lang] {
			t.Errorf("%s: %+v", text.Lang, text)
		}
	}
	if held.Texts[1].Sequence != 3 || held.Texts[2].Sequence != 1 {
		t.Errorf("texts came by %d and %d, want 3 and 1", held.Texts[1].Sequence, held.Texts[2].Sequence)
	}
	seen := held.Sequence
	if err := put("fate/1", seen, fateOf(t, "EUR/44A7/2", "withdrawn")); err != nil {
		t.Fatal(err)
	}
	if err := put("fate/2", seen, fateOf(t, "EUR/44A7/2", "adopted")); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a fate recorded over one not seen: %v", err)
	}
	if err := put("fate/3", store.Any, fateOf(t, "EUR/44A7/9", "adopted")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a fate of a proposal not held: %v", err)
	}
	if err := put("again", store.Any, contribution(t, "EUR/44A7/2", tracker.Russian)); err != nil {
		t.Fatal(err)
	}
	var list []string
	for p, err := range s.Proposals("sm-22") {
		if err != nil {
			t.Fatal(err)
		}
		if p.Texts[0].After != nil {
			t.Errorf("%s: the list carries texts", p.Symbol)
		}
		list = append(list, fmt.Sprint(p.Symbol, " ", len(p.Texts), " ", p.Fate()))
	}
	if got, want := fmt.Sprint(list), "[EUR/44A7/2 4 withdrawn EUR/44A7/10 1 pending]"; got != want {
		t.Errorf("proposals %s, want %s", got, want)
	}
	if p, err := s.Proposal("sm-22", "EUR/44A7/2"); err != nil || p.Fates[0].Actor != "secretary" || p.Fates[0].Note != "COM 5" || p.Fates[0].Sequence != 5 {
		t.Errorf("fates %+v, %v", p.Fates, err)
	}
	if faults := s.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}
