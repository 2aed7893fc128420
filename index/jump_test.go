package index

import (
	"slices"
	"testing"

	"concord/tracker"
)

func TestJumps(t *testing.T) {
	instruct := func(label, words string) tracker.Provision {
		return tracker.Provision{
			Address: tracker.Address{Provision: "instructs-sg." + label}, Role: tracker.Operative, Section: "instructs-sg",
			Heading: "instructs the Secretary-General", Label: label + ")", Path: []string{label + ")"},
			Addressees: []string{"sg"}, Text: words,
		}
	}
	nested := say("3", "to report")
	nested.Address.Provision, nested.Path = "resolves.3.a", []string{"3", "a)"}
	annexed := func(at string) tracker.Provision {
		return tracker.Provision{Address: tracker.Address{Provision: at}, Role: "annex", Text: "a table"}
	}
	s := newShelf(
		text("mu/gc/res/71@gc-18", "en", "Plan", say("1", "to plan"), annexed("annex-1.1"), annexed("annex-2.1"), annexed("annex-2.2")),
		text("mu/gc/dec/6@gc-18", "en", "Fees", say("1", "to pay"), annexed("annex.a")),
		text("mu/gc/res/130@gc-14", "en", "Security", say("3", "to study")),
		text("mu/gc/res/130@gc-18", "en", "Security", say("1", "to act"), say("3", "to study more"), nested, instruct("1", "to help")),
		text("mu/gc/res/130@gc-18", "ar", "الأمن", say("3", "مواصلة الدراسة")),
		text("mu/gc/dec/5@gc-18", "en", "Budget", say("1", "to spend, see Resolution 130")),
		text("mu/board/res/130@board-18", "en", "Staff", say("1", "to hire")),
		text("mu/gc/res/70/1@gc-18", "en", "Agenda", say("1", "to agree")),
		text("mu/gc/res/70@gc-18", "en", "Equality", say("1", "to include")),
	)
	x := s.open(t)
	tests := []struct {
		query string
		want  []string
	}{
		{"130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"#130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"Res 130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"GC resolution 130", []string{"mu/gc/res/130"}},
		{"130 body:mu/board", []string{"mu/board/res/130"}},
		{"130 -body:mu/board", []string{"mu/gc/res/130"}},
		{"القرار 130 body:gc", []string{"mu/gc/res/130"}},
		{"Board Resolution 130", []string{"mu/board/res/130"}},
		{"Res. 130 (Rev. Alder, 2014)", []string{"mu/gc/res/130@gc-14"}},
		{"Resolution 130 (Rev. Birch, 2018)", []string{"mu/gc/res/130@gc-18", "mu/board/res/130@board-18"}},
		{"130 gc-18", []string{"mu/gc/res/130@gc-18"}},
		{"130 2014", []string{"mu/gc/res/130@gc-14"}},
		{"résolution n° 130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"la Resolución 130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"Резолюция 130 (Пересм. Бёрч, 2018 г.)", []string{"mu/gc/res/130@gc-18"}},
		{"в резолюции 130", nil},
		{"第130号决议", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"第130号决议（2018年，伯奇，修订版）", []string{"mu/gc/res/130@gc-18"}},
		{"القرار 130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"القرار ١٣٠", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"القرار 130 (المراجَع في بيرش، 2018)", []string{"mu/gc/res/130@gc-18"}},
		{"decision 5", []string{"mu/gc/dec/5"}},
		{"第5号决定", []string{"mu/gc/dec/5"}},
		{"المقرر 5", []string{"mu/gc/dec/5"}},
		{"A/RES/70/1", []string{"mu/gc/res/70/1"}},
		{"resolution 70/1", []string{"mu/gc/res/70/1"}},
		{"resolves 3 of 130", []string{"mu/gc/res/130@gc-18#resolves.3"}},
		{"resolves 3 of GC Resolution 130 (Alder, 2014)", []string{"mu/gc/res/130@gc-14#resolves.3"}},
		{"resolves 3 a) of Res. 130", []string{"mu/gc/res/130@gc-18#resolves.3.a"}},
		{"130 resolves 3.a", []string{"mu/gc/res/130@gc-18#resolves.3.a"}},
		{"instructs the Secretary-General 1 of 130", []string{"mu/gc/res/130@gc-18#instructs-sg.1"}},
		{"يقرر 3 من القرار 130", []string{"mu/gc/res/130@gc-18#resolves.3"}},
		{"res130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"RES-130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"Res.130", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"dec5", []string{"mu/gc/dec/5"}},
		{"5号决定", []string{"mu/gc/dec/5"}},
		{"130号决议", []string{"mu/gc/res/130", "mu/board/res/130"}},
		{"gc18 130", []string{"mu/gc/res/130@gc-18"}},
		{"130#resolves.3", []string{"mu/gc/res/130@gc-18#resolves.3"}},
		{"resolves 3 130", []string{"mu/gc/res/130@gc-18#resolves.3"}},
		{"resolves 3 a) 130", []string{"mu/gc/res/130@gc-18#resolves.3.a"}},
		{"res 130 instructs sg 1", []string{"mu/gc/res/130@gc-18#instructs-sg.1"}},
		{"covid19", nil},
		{"annex 2 to resolution 71", []string{"mu/gc/res/71@gc-18#annex-2.1"}},
		{"Resolution 71 (Birch, 2018), annex 1", []string{"mu/gc/res/71@gc-18#annex-1.1"}},
		{"第71号决议附件2", []string{"mu/gc/res/71@gc-18#annex-2.1"}},
		{"Приложение 2 к Резолюции 71", []string{"mu/gc/res/71@gc-18#annex-2.1"}},
		{"annexe de la décision 6", []string{"mu/gc/dec/6@gc-18#annex.a"}},
		{"mu/gc/res/130@gc-14", []string{"mu/gc/res/130@gc-14"}},
		{"mu/gc/res/130#resolves.3", []string{"mu/gc/res/130@gc-18#resolves.3"}},
		{"security 130", nil},
		{"999", nil},
		{"Res. 130 (Rev. Alder, 2018)", nil},
		{"2018", nil},
	}
	for _, tt := range tests {
		r, err := x.Search(t.Context(), Parse(tt.query))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, j := range r.Jumps {
			got = append(got, j.Address.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: jumps to %q, want %q", tt.query, got, tt.want)
		}
	}
}

// The texts that cite an instrument follow the jump to it.
func TestCitingTextsFollow(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/130@gc-18", "en", "Security", say("1", "to act")),
		text("mu/gc/res/131@gc-18", "en", "", say("1", "Resolution 130 (Rev. Birch, 2018) of this conference")),
		text("mu/gc/res/131@gc-18", "ar", "", say("1", "القرار 130 (المراجَع في بيرش، 2018) لهذا المؤتمر")),
		text("mu/gc/res/131@gc-18", "zh", "", say("1", "本届大会第130号决议（2018年，伯奇，修订版）")),
		text("mu/gc/res/132@gc-18", "en", "", say("1", "Resolution 131, 13 Members, resolution 70/1")),
	).open(t)
	for query, want := range map[string][]string{
		"res 130":                     {"131/ar 1", "131/en 1", "131/zh 1"},
		"第130号决议":                     {"131/ar 1", "131/en 1", "131/zh 1"},
		"Res. 130 (Rev. Birch, 2018)": {"131/ar 1", "131/en 1", "131/zh 1"},
		"第130号决议（2018年，伯奇，修订版）":              {"131/ar 1", "131/en 1", "131/zh 1"},
		"القرار 130 (المراجع في بيرش، 2018)": {"131/ar 1", "131/en 1", "131/zh 1"},
		"resolves 1 of Resolution 130":       {"131/ar 1", "131/en 1", "131/zh 1"},
		"A/RES/70/1":                         {"132/en 1"},
		"Res 999":                            nil,
	} {
		got := find(t, x, query)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
	}
}

// A jump to a provision shows its words in the reader's language.
func TestJumpReadsInTheReadersLanguage(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/130@gc-18", "en", "Security", say("3", "to study")),
		text("mu/gc/res/130@gc-18", "ar", "الأمن", say("3", "مواصلة الدراسة")),
	).open(t)
	q := Parse("resolves 3 of 130")
	q.Reader = tracker.Arabic
	r, err := x.Search(t.Context(), q)
	if err != nil || len(r.Jumps) != 1 {
		t.Fatal(r.Jumps, err)
	}
	if j := r.Jumps[0]; j.Text != "مواصلة الدراسة" || j.Title != "الأمن" || j.Lang != tracker.Arabic {
		t.Errorf("got %+v", j)
	}
}

// What a number names leads the list, with words to show, and pages as it did.
func TestListed(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/130@gc-18", "ar", "الأمن", say("3", "مواصلة الدراسة")),
		text("mu/gc/res/131@gc-18", "zh", "网络", say("1", "按照第130号决议")),
	).open(t)
	r, err := x.Search(t.Context(), Parse("130"))
	if err != nil {
		t.Fatal(err)
	}
	listed := r.Listed(Query{})
	hits := listed.Hits
	if len(hits) != 2 || listed.Total != 2 || r.Total != 1 || len(r.Hits) != 1 {
		t.Fatalf("%d listed of %d, %d hits of %d", len(hits), listed.Total, len(r.Hits), r.Total)
	}
	if hits[0].Score <= hits[1].Score || hits[0].Revision.String() != "mu/gc/res/130@gc-18" {
		t.Errorf("first is %s with score %f, then %f", hits[0].Revision, hits[0].Score, hits[1].Score)
	}
	if one := r.Listed(Query{Limit: 1}).Hits; len(one) != 1 || !one[0].Named {
		t.Errorf("a list of one is %+v", one)
	}
	first := hits[0]
	if !first.Named || first.Instrument.String() != "mu/gc/res/130" || first.Text != "الأمن" || first.Lang != tracker.Arabic {
		t.Errorf("first is %+v", first)
	}
	if hits[1].Named || hits[1].Lang != tracker.Chinese {
		t.Errorf("second is %+v", hits[1])
	}
}

// A number that no text has is said to be none.
func TestNoTextIsCalledSo(t *testing.T) {
	x := newShelf(text("mu/gc/res/130@gc-18", "en", "Security", say("1", "to act"))).open(t)
	for query, want := range map[string]bool{"Res 999": true, "第999号决议": true, "mu/gc/res/999": true, "999": false, "Res 130": false, "security 999": false} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(r.Notes, newNote("no-text", query)); got != want {
			t.Errorf("%s: noted %v, want %v: %v", query, got, want, r.Notes)
		}
	}
}
