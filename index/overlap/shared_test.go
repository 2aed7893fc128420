package overlap

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// TestSharedPhrases: in six languages two content words next to each other are shown
// as common, in the words as in the reasons; another that both have in two forms is a
// reason too, and a run of function words around one is none.
func TestSharedPhrases(t *testing.T) {
	for lang, f := range map[tracker.Lang]struct {
		a, b string
		want []Phrase
	}{
		tracker.English: {
			"to mend in coordination with the harbour masters the fog signals of old lighthouses",
			"to sell in coordination with the fishermen those fog signals that no lighthouse needs",
			[]Phrase{{"fog signals", 2}, {"coordination", 3}, {"lighthouses", 3}},
		},
		tracker.French: {
			"de réparer en coordination avec les capitaines les signaux sonores des vieux phares",
			"de vendre en coordination avec les pêcheurs ces signaux sonores dont aucun phare ne se sert",
			[]Phrase{{"signaux sonores", 2}, {"coordination", 3}, {"phares", 3}},
		},
		tracker.Spanish: {
			"que repare en coordinación con los capitanes las señales acústicas de los faros viejos",
			"que venda en coordinación con los pescadores aquellas señales acústicas que ningún faro necesita",
			[]Phrase{{"señales acústicas", 2}, {"coordinación", 3}, {"faros", 3}},
		},
		tracker.Russian: {
			"чинить по согласованию с капитанами звуковые сигналы старых маяков",
			"продавать по согласованию с рыбаками те звуковые сигналы, которые не нужны ни одному маяку",
			[]Phrase{{"звуковые сигналы", 2}, {"маяков", 3}, {"согласованию", 3}},
		},
		tracker.Arabic: {
			"أن يصلح بالتنسيق مع الربابنة الإشارات الصوتية في المنارات القديمة",
			"أن يبيع بالتنسيق مع الصيادين تلك الإشارات الصوتية التي لا تحتاج إليها أي منارة",
			[]Phrase{{"الإشارات الصوتية", 2}, {"المنارات", 3}, {"بالتنسيق", 3}},
		},
		tracker.Chinese: {
			"与船长协商修理旧灯塔的雾号设备", "与渔民协商出售任何灯塔都不需要的雾号设备",
			[]Phrase{{"雾号设备", 2}, {"协商", 3}, {"灯塔", 3}},
		},
	} {
		third := f.want[1].Text + " " + f.want[2].Text
		e := refreshed(t, text(1, "plen-18", lang, "", f.a), text(2, "plen-18", lang, "", f.b), text(3, "plen-18", lang, "", third))
		x := e.shelves[lang].reader.shown(tracker.Provision{Text: f.a}, tracker.Provision{Text: f.b})
		if got := e.sharedPhrases(e.sights[lang], &x); !slices.Equal(got, f.want) {
			t.Errorf("%s: %v", lang, got)
		}
		for _, common := range f.want {
			marked := func(t tile) bool {
				return strings.Contains(f.a[x.a.spans[t.a].start:x.a.spans[t.a+t.n-1].end], common.Text)
			}
			if !slices.ContainsFunc(x.tiles, marked) {
				t.Errorf("%s: %q is not marked as common", lang, common.Text)
			}
		}
	}
}

// TestFunctionWordsAlone: what has nothing but function words in common, and a name of
// another text, has no reason to be shown.
func TestFunctionWordsAlone(t *testing.T) {
	a, b := "to see to it that there is for each of the lamps a spare", "to ask for each of the keepers whether there is a boat"
	e := refreshed(t, text(1, "plen-18", "en", "", a), text(2, "plen-18", "en", "", b))
	x := e.shelves["en"].reader.shown(tracker.Provision{Text: a}, tracker.Provision{Text: b})
	if got := e.sharedPhrases(e.sights["en"], &x); len(got) > 0 || len(x.tiles) == 0 {
		t.Errorf("%v of %v", got, x.tiles)
	}
}

// TestTold: a group told in another language has the words, runs and phrases of that
// language, and is the same group.
func TestTold(t *testing.T) {
	const french = "d'échanger avec les centres régionaux les photographies de nuages rares prises dans les stations de montagne et de les conserver dans les archives communes"
	e := refreshed(t,
		text(1, "plen-18", "en", "", exchange), text(1, "plen-18", "fr", "Archives", french),
		text(2, "plen-18", "en", "", exchange), text(2, "plen-18", "fr", "", french+" pendant dix ans"))
	g := groups(t, e, Filter{})[0]
	other := tracker.French
	if g.Lang == other {
		other = tracker.English
	}
	told, err := e.Told(t.Context(), g, other)
	if err != nil {
		t.Fatal(err)
	}
	m := told.Members[0]
	if told.ID != g.ID || told.Lang != other || m.Text == g.Members[0].Text || len(m.Spans) == 0 || m.Coverage < 0.8 || len(told.Shared) == 0 {
		t.Errorf("%+v", told)
	}
	if back, err := e.Told(t.Context(), told, g.Lang); err != nil || back.Members[0].Fingerprint != g.Members[0].Fingerprint || back.Shared[0] != g.Shared[0] {
		t.Errorf("%+v %v", back, err)
	}
	if _, err := e.Told(t.Context(), g, tracker.Chinese); err == nil {
		t.Error("told in a language in which it is not held")
	}
}
