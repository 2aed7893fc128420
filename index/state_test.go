package index

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// state: finds mandates by what was done about them, in any language's words, and
// sees what was written a moment ago; status: is what somebody means by it.
func TestStates(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-14", "en", "", say("1", "clouds are studied")),
		text("mu/gc/res/1@gc-18", "en", "", say("1", "clouds are studied"), say("2", "rain is measured")),
		text("mu/gc/res/1@gc-18", "zh", "", say("1", "研究云"), say("2", "测量雨")),
	).open(t)
	q := func(typed string) (string, int) {
		r, err := x.Search(t.Context(), Parse(typed))
		if err != nil {
			t.Fatal(typed, err)
		}
		got := find(t, x, typed)
		slices.Sort(got)
		return strings.Join(got, ", "), len(r.Notes)
	}
	if got, notes := q("state:in-progress"); got != "" || notes != 1 {
		t.Errorf("without states: %q, %d notes", got, notes)
	}
	at := func(s string) tracker.Address {
		a, err := tracker.ParseAddress(s)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	kept := map[tracker.Address]string{
		at("mu/gc/res/1@gc-18#resolves.1"): "in-progress", at("mu/gc/res/1@gc-18#resolves.2"): "superseded",
		at("mu/gc/res/1@gc-14#resolves.1"): "no-indication", at("mu/gc/res/7@gc-18#resolves.1"): "in-progress",
	}
	asked := 0
	x.KnowStates(func(context.Context) (map[tracker.Address]string, error) {
		asked++
		return maps.Clone(kept), nil
	})
	for typed, want := range map[string]string{
		"state:in-progress":                     "1/en 1, 1/zh 1",
		`state:"in progress" studied`:           "1/en 1",
		`état:"en cours"`:                       "1/en 1, 1/zh 1",
		"状态：进行中 lang:zh":                        "1/zh 1",
		`حالة:"قيد التنفيذ"`:                    "1/en 1, 1/zh 1",
		"status:выполняется":                    "1/en 1, 1/zh 1",
		"state:superseded":                      "1/en 2, 1/zh 2", // of the mandate
		"status:superseded":                     "1/en 1",         // of the text
		`status:"in force" lang:en`:             "1/en 1, 1/en 2",
		`state:"en vigueur" lang:en`:            "1/en 1, 1/en 2",
		"-state:no-indication lang:en":          "1/en 1, 1/en 2",
		"(state:superseded OR clouds)":          "1/en 1, 1/en 1, 1/en 2, 1/zh 1, 1/zh 2",
		"clouds -(state:in-progress)":           "1/en 1",
		"state:in-progress,superseded -lang:zh": "1/en 1, 1/en 2",
	} {
		if got, notes := q(typed); got != want || notes != 0 {
			t.Errorf("%s: found %q, %d notes, want %q", typed, got, notes, want)
		}
	}
	if asked != 1 {
		t.Errorf("asked for the states %d times between two entries", asked)
	}
	if got, notes := q("state:nonsense"); got != "" || notes != 1 {
		t.Errorf("unknown state: %q, %d notes", got, notes)
	}
	// A status is written: an entry of the journal without a text.
	kept[at("mu/gc/res/1@gc-18#resolves.2")] = "in-progress"
	if err := x.Apply(t.Context(), Change{Sequence: 2}); err != nil {
		t.Fatal(err)
	}
	if got, _ := q("state:in-progress lang:en"); got != "1/en 1, 1/en 2" {
		t.Errorf("after the entry: %q", got)
	}
	broken := errors.New("the record cannot be read")
	x.KnowStates(func(context.Context) (map[tracker.Address]string, error) { return nil, broken })
	if err := x.Apply(t.Context(), Change{Sequence: 3}); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Search(t.Context(), Parse("state:in-progress")); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if _, err := x.Search(t.Context(), Parse("clouds")); err != nil {
		t.Errorf("who does not ask for states: %v", err)
	}
}

// State is counted as a facet as soon as the states have been read, without its own
// filter, and never as of an earlier entry than the answer.
func TestStateFacet(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-18", "en", "", say("1", "clouds are studied"), say("2", "rain is measured")),
		text("mu/gc/res/1@gc-18", "ar", "", say("1", "دراسة السحب"), say("2", "قياس المطر")),
		text("mu/gc/res/1@gc-18", "zh", "", say("1", "研究云"), say("2", "测量雨")),
	).open(t)
	kept := map[tracker.Address]string{}
	set := func(a, state string) {
		at, err := tracker.ParseAddress(a)
		if err != nil {
			t.Fatal(err)
		}
		kept[at] = state
	}
	set("mu/gc/res/1@gc-18#resolves.1", "in-progress")
	set("mu/gc/res/1@gc-18#resolves.2", "no-indication")
	counted := func(typed string) (string, bool) {
		t.Helper()
		r, err := x.Answer(t.Context(), Parse(typed))
		if err != nil {
			t.Fatal(err)
		}
		counts, known := r.Facets[State]
		return strings.Trim(fmt.Sprint(counts), "[]"), known
	}
	x.KnowStates(func(context.Context) (map[tracker.Address]string, error) { return maps.Clone(kept), nil })
	if got, known := counted(""); known {
		t.Errorf("counted before anybody read them: %s", got)
	}
	if err := x.ReadStates(t.Context()); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"":                          "{in-progress 3} {no-indication 3}",
		"state:in-progress":         "{in-progress 3} {no-indication 3}",
		"研究":                        "{in-progress 1}",
		"السحب":                     "{in-progress 1}",
		"lang:zh state:in-progress": "{in-progress 1} {no-indication 1}",
	} {
		if got, _ := counted(typed); got != want {
			t.Errorf("%q: counted %s, want %s", typed, got, want)
		}
	}
	set("mu/gc/res/1@gc-18#resolves.2", "in-progress")
	if err := x.Apply(t.Context(), Change{Sequence: 2}); err != nil {
		t.Fatal(err)
	}
	if got, known := counted(""); known && got != "{in-progress 6}" {
		t.Errorf("after an entry: %s", got)
	}
	if err := x.ReadStates(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, _ := counted(""); got != "{in-progress 6}" {
		t.Errorf("read again: %s", got)
	}
}
