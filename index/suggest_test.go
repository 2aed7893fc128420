package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// What was found nowhere is answered with what may have been meant.
func TestSuggestions(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/130@gc-18", "en", "Security of networks", say("1", "satellite networks and satellite orbits"), say("2", "a satellites report, a network, see C22/5")),
		text("mu/gc/res/131@gc-18", "ar", "الأمن", say("1", "الاتصالات الساتلية في المناطق")),
		text("mu/gc/res/30@gc-18", "ru", "Связь", say("1", "развитие спутниковой электросвязи")),
		text("mu/gc/dec/5@gc-18", "zh", "预算", say("1", "网络安全")),
	).open(t)
	for query, want := range map[string]string{
		"sattelite":                 "satellite",
		"satelite netwroks":         "satellite networks",
		"netwroks lang:en":          "networks lang:en",
		"(sattelite OR xyzzyplugh)": "(satellite OR xyzzyplugh)",
		"элэктросвязи":              "электросвязи",
		"الاتصلات":                  "الاتصالات",
		"sat ellite":                "", // too short to be meant
		"satel lite network":        "satellite network",
		"netwerk":                   "network", // one letter of seven
		"nitwerk":                   "",        // two of seven could be any word
		"C22/6":                     "",
		"satellite budget":          "", // each word is there, not together
		"xyzzyplugh":                "",
		"网落":                        "",
		`"sattelite"`:               "",
		"satellite":                 "",
		"Res 132":                   "mu/gc/res/131, mu/gc/res/130",
		"Res 310":                   "mu/gc/res/130, mu/gc/res/30",
		"resolution 13":             "mu/gc/res/130, mu/gc/res/131",
		"GC decision 6":             "mu/gc/dec/5",
		"第6号决定":                     "mu/gc/dec/5",
		"القرار 132":                "mu/gc/res/131, mu/gc/res/130",
		"mu/gc/res/103":             "mu/gc/res/130",
		"Res 130":                   "",
	} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range r.Suggestions {
			got = append(got, s.Query)
			if s.Instrument != nil && s.Title == "" {
				t.Errorf("%s: %s has no title", query, s.Query)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// Provisions of other texts that share the rare words, not the common ones.
func TestRelated(t *testing.T) {
	texts := []tracker.Text{
		text("mu/gc/res/1@gc-14", "en", "", say("1", "to measure the albedo of stratus clouds every year")),
		text("mu/gc/res/1@gc-18", "en", "", say("1", "to measure the albedo of stratus clouds"), say("2", "to dine")),
		text("mu/gc/res/2@gc-18", "en", "", say("1", "albedo and stratus are studied"), say("2", "to measure the clouds")),
		text("mu/gc/res/3@gc-18", "en", "", say("1", "stratus only")),
		text("mu/gc/res/8@gc-18", "zh", "", say("1", "测量层云的反照率")),
		text("mu/gc/res/9@gc-18", "zh", "", say("1", "研究反照率")),
	}
	for i := range 100 {
		texts = append(texts, text(fmt.Sprintf("mu/board/res/%d@board-18", i), "en", "", say("1", "to measure the clouds")))
	}
	x := newShelf(texts...).open(t)
	for address, want := range map[string][]string{
		"mu/gc/res/1@gc-18#resolves.1":    {"2", "3"},
		"mu/gc/res/1@gc-18/en#resolves.1": {"2", "3"},
		"mu/gc/res/8@gc-18#resolves.1":    {"9"},
		"mu/gc/res/1@gc-18#resolves.2":    nil,
	} {
		a, err := tracker.ParseAddress(address)
		if err != nil {
			t.Fatal(err)
		}
		r, err := x.Related(t.Context(), a, Query{Reader: tracker.English})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range r.Hits {
			if !slices.Contains(got, h.Instrument.Number) {
				got = append(got, h.Instrument.Number)
			}
		}
		if len(got) > len(want) { // words that all share come last
			got = got[:len(want)]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: related to %q, want %q", address, got, want)
		}
	}
	a, _ := tracker.ParseAddress("mu/gc/res/1@gc-18#resolves.99")
	if _, err := x.Related(t.Context(), a, Query{}); !errors.Is(err, ErrNoProvision) {
		t.Errorf("no provision: %v", err)
	}
}
