package harmonize_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/store"
)

var anna = tracker.Actor{Name: "Anna", Writes: true}

// A bench is a record with two texts in a language and a merger of them.
type bench struct {
	*testing.T
	desk   harmonize.Desk
	merger tracker.Merger
	wrote  int
}

func newBench(t *testing.T, lang tracker.Lang) *bench {
	t.Helper()
	registry := &tracker.Registry{
		Bodies: []tracker.Body{{ID: "icou/plen", Fictional: true}, {ID: "icou/council", Fictional: true}},
		Sessions: []tracker.Session{
			{ID: "plen-18", Body: "icou/plen", Year: 2018}, {ID: "plen-22", Body: "icou/plen", Year: 2022}, {ID: "plen-26", Body: "icou/plen", Year: 2026},
			{ID: "c-25", Body: "icou/council", Year: 2025},
		},
		Proposers: []tracker.Proposer{{Code: "ARK"}, {Code: "MST"}},
	}
	s, err := store.Open(t.TempDir(), registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	clock := func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
	b := &bench{T: t, desk: harmonize.Desk{Store: s, Registry: registry, Reads: reads, Clock: clock}}
	words := map[tracker.Lang][2]string{
		tracker.English: {"to count the clouds", "to ring the bells"},
		tracker.Arabic:  {"أن يحصي السحب", "أن يقرع الأجراس"},
		tracker.Chinese: {"统计云的数量", "每天敲钟"},
	}[lang]
	texts := []tracker.Text{
		text("icou/plen/res/2@plen-22/"+string(lang), "resolves 1 "+words[0]),
		text("icou/plen/res/3@plen-22/"+string(lang), "resolves 1 "+words[0], "instructs-sg 1 "+words[1]),
	}
	b.bring(store.Import{Texts: texts})
	if b.merger, err = harmonize.Begin("m1", texts, nil); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) bring(payload store.Import) {
	b.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		b.Fatal(err)
	}
	b.wrote++
	var subjects []string
	for _, t := range payload.Texts {
		subjects = append(subjects, t.Instrument.String())
	}
	_, err = b.desk.Store.Append(b.Context(), fmt.Sprint("import/", b.wrote), store.Any, store.Entry{
		Time: b.desk.Clock(), Actor: "test", Kind: store.ImportKind, Payload: raw, Subjects: subjects,
	})
	if err != nil {
		b.Fatal(err)
	}
}

func offer(symbol string) harmonize.Offer {
	return harmonize.Offer{Session: "plen-26", Symbol: symbol, Authors: []string{" mst", "ARK"}, Reasons: []string{"one is enough\n\nsaid twice"}, Gone: []string{"taken into Resolution 2"}}
}

// TestPropose: a merger becomes a revision and suppressions, with who proposes
// and why; the same offer again is the same proposals.
func TestPropose(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		b := newBench(t, lang)
		seen := b.desk.Store.Last()
		for range 2 {
			if _, err := b.desk.Propose(t.Context(), anna, seen, b.merger, offer("ARK/12/4#2006")); err != nil {
				t.Fatal(err)
			}
		}
		if n := b.desk.Store.Last(); n != seen+1 {
			t.Errorf("%s: %d entries for one offer", lang, n-seen)
		}
		mod, err := b.desk.Store.Proposal("plen-26", "ARK/12/4")
		if err != nil {
			t.Fatal(err)
		}
		said := mod.Texts[0]
		if mod.Action != tracker.Modify || mod.Target.Number != "2" || mod.Base.Session != "plen-22" || !slices.Equal(mod.Authors, []string{"ARK", "MST"}) ||
			said.Lang != lang || said.Merger != "m1" || !slices.Equal(said.Reasons, []string{"one is enough", "said twice"}) ||
			len(said.Before.Provisions) != 1 || len(said.After.Provisions) != 2 {
			t.Errorf("%s: revision %+v", lang, mod)
		}
		sup, err := b.desk.Store.Proposal("plen-26", "ARK/12/5")
		if err != nil {
			t.Fatal(err)
		}
		if sup.Action != tracker.Suppress || sup.Target.Number != "3" || sup.Texts[0].After != nil || !slices.Equal(sup.Texts[0].Reasons, []string{"taken into Resolution 2"}) {
			t.Errorf("%s: suppression %+v", lang, sup)
		}
		if _, err := b.desk.Store.Receipt(seen + 1); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: no file came, and there is a receipt: %v", lang, err)
		}
	}
}

// TestProposeRefused: what is wrong is said with its place, and nothing written.
func TestProposeRefused(t *testing.T) {
	b := newBench(t, tracker.English)
	for place, spoil := range map[string]func(*harmonize.Offer){
		"symbol":  func(o *harmonize.Offer) { o.Symbol = "no symbol" },
		"session": func(o *harmonize.Offer) { o.Session = "plen-22" },
		"author":  func(o *harmonize.Offer) { o.Authors = []string{"XYZ"} },
		"reasons": func(o *harmonize.Offer) { o.Reasons = []string{fmt.Sprintf("%020000d", 1)} },
	} {
		o := offer("ARK/12/4")
		spoil(&o)
		_, err := b.desk.Propose(t.Context(), anna, store.Any, b.merger, o)
		if f, is := errors.AsType[tracker.Fault](err); !is || f.Place != place {
			t.Errorf("%s: %v", place, err)
		}
	}
	o := offer("ARK/12/4")
	o.Session = "c-25"
	if _, err := b.desk.Propose(t.Context(), anna, store.Any, b.merger, o); err == nil {
		t.Error("a session of another body was taken")
	}
	if _, err := b.desk.Propose(t.Context(), tracker.Actor{Name: "reader"}, store.Any, b.merger, offer("ARK/12/4")); !errors.Is(err, tracker.ErrMayNotWrite) {
		t.Errorf("a reader: %v", err)
	}
	if n := b.desk.Store.Last(); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// TestProposeLosesNothing: what would lose an instruction is refused with the
// instruction, until it goes for a reason.
func TestProposeLosesNothing(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		b := newBench(t, lang)
		set(&b.merger, "icou/plen/res/3@plen-22#instructs-sg.1", func(c *tracker.Choice) { c.Handling = tracker.Dropped })
		_, err := b.desk.Propose(t.Context(), anna, store.Any, b.merger, offer("ARK/12/4"))
		e, is := errors.AsType[*harmonize.LossError](err)
		if !is || len(e.Losses) != 1 || e.Losses[0].Why != harmonize.NoReason || e.Losses[0].Mandate.Number != "3" || b.desk.Store.Last() != 1 {
			t.Errorf("%s: dropped without a reason: %v", lang, err)
		}
		set(&b.merger, "icou/plen/res/3@plen-22#instructs-sg.1", func(c *tracker.Choice) { c.Reason = "the bells are gone" })
		if _, err := b.desk.Propose(t.Context(), anna, store.Any, b.merger, offer("ARK/12/4")); err != nil {
			t.Errorf("%s: dropped for a reason: %v", lang, err)
		}
	}
}

// TestProposeConflicts: a symbol that is another's, a text that was revised, read
// anew or abrogated since: both are told, whether it came before or meanwhile.
func TestProposeConflicts(t *testing.T) {
	b := newBench(t, tracker.English)
	seen := b.desk.Store.Last()
	if _, err := b.desk.Propose(t.Context(), anna, seen, b.merger, offer("ARK/12/4")); err != nil {
		t.Fatal(err)
	}
	for _, at := range []uint64{seen, b.desk.Store.Last()} {
		_, err := b.desk.Propose(t.Context(), anna, at, b.merger, offer("ARK/12/5")) // a revision where a suppression is
		if e, is := errors.AsType[*harmonize.TakenError](err); !is || e.Held.Action != tracker.Suppress || e.Ours.Action != tracker.Modify {
			t.Errorf("a symbol that is taken: %v", err)
		}
	}
	stale := map[string]struct {
		payload store.Import
		want    harmonize.StaleError
	}{
		"revised": {
			store.Import{Texts: []tracker.Text{text("icou/plen/res/3@plen-26/en", "resolves 1 to rest")}}, harmonize.StaleError{}, // adopted by the conference itself
		},
		"read anew": {
			store.Import{Texts: []tracker.Text{text("icou/plen/res/3@plen-22/en", "resolves 1 to rest", "instructs-sg 1 to ring the bells")}},
			harmonize.StaleError{Base: address("icou/plen/res/3@plen-22"), InForce: address("icou/plen/res/3@plen-22"), Changed: address("icou/plen/res/3@plen-22/en#resolves.1")},
		},
		"abrogated": {
			store.Import{Abrogated: []tracker.Abrogation{{Instrument: address("icou/plen/res/3"), Session: "plen-22"}}},
			harmonize.StaleError{Base: address("icou/plen/res/3@plen-22")},
		},
	}
	for name, c := range stale {
		b := newBench(t, tracker.English)
		b.bring(c.payload)
		_, err := b.desk.Propose(t.Context(), anna, b.desk.Store.Last(), b.merger, offer("ARK/12/4"))
		e, is := errors.AsType[*harmonize.StaleError](err)
		if is != (c.want != harmonize.StaleError{}) || is && *e != c.want {
			t.Errorf("%s: %v, want %+v", name, err, c.want)
		}
	}
	b = newBench(t, tracker.English)
	b.merger.Texts[0].Session = "plen-22"
	seen = b.desk.Store.Last()
	b.bring(store.Import{Texts: []tracker.Text{text("icou/plen/res/2@plen-18/en", "resolves 1 to begin")}})
	if _, err := b.desk.Propose(t.Context(), anna, seen, b.merger, offer("ARK/12/4")); !errors.Is(err, store.ErrConflict) {
		t.Errorf("somebody wrote about the text meanwhile: %v", err)
	}
	old := newBench(t, tracker.English)
	old.bring(store.Import{Texts: []tracker.Text{text("icou/plen/res/2@plen-18/en", "resolves 1 to begin")}})
	old.merger.Texts[0].Session = "plen-18"
	_, err := old.desk.Propose(t.Context(), anna, store.Any, old.merger, offer("ARK/12/4"))
	if e, is := errors.AsType[*harmonize.StaleError](err); !is || e.Base.Session != "plen-18" || e.InForce.Session != "plen-22" {
		t.Errorf("an older revision: %v", err)
	}
}
