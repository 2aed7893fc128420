package index

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// What the language promises, one query after another over one shelf.
func TestQueryLanguage(t *testing.T) {
	citing := func(label, words string, targets ...string) tracker.Provision {
		p := say(label, words)
		for _, target := range targets {
			p.Citations = append(p.Citations, tracker.Citation{Target: target})
		}
		return p
	}
	x := newShelf(
		text("mu/gc/res/1@gc-14", "en", "", say("1", "satellite access for islands")),
		text("mu/gc/res/1@gc-18", "en", "", say("1", "satellite access for deserts"), say("2", "cyber-security of harbours")),
		text("mu/gc/res/2@gc-18", "en", "", say("1", "broadband access for islands"), citing("2", "as decided", "mu/gc/res/1@gc-14#resolves.1", "doc:C26/32")),
		text("mu/gc/res/20@gc-18", "ar", "", say("1", "النفاذ عبر الساتل للجزر"), citing("2", "كما تقرر", "mu/gc/res/1")),
		text("mu/gc/res/3@gc-18", "zh", "", say("1", "卫星接入和岛屿"), say("2", "宽带接入和沙漠")),
		text("mu/gc/res/5@gc-18", "ru", "", say("1", "спутниковый доступ для островов")),
	).open(t)
	tests := map[string]string{
		"(satellite OR broadband) access":              "1/en 1, 1/en 1, 2/en 1",
		"access (satellite islands OR deserts)":        "1/en 1, 1/en 1",
		"(satellite islands) OR (broadband islands)":   "1/en 1, 2/en 1",
		"access -(satellite islands)":                  "1/en 1, 2/en 1",
		"access -(satellite OR broadband)":             "",
		"（卫星 OR 宽带） -（沙漠）":                             "3/zh 1",
		"الجزر (الساتل OR القمر)":                      "20/ar 1",
		"(الساتل OR 卫星 OR спутниковый)":                "20/ar 1, 3/zh 1, 5/ru 1",
		"sattelite~ islands":                           "1/en 1",
		"satelite~1 islands":                           "1/en 1",
		"satelit islands -xyz":                         "",
		"спутниковий~":                                 "5/ru 1",
		"الساتول~":                                     "20/ar 1",
		"cyber-sec*":                                   "1/en 2",
		"cybersec*":                                    "1/en 2",
		`"access for isl*"`:                            "1/en 1, 2/en 1",
		"access number:2..4":                           "2/en 1",
		"access year:..2014":                           "1/en 1",
		"access year:>=2015":                           "1/en 1, 2/en 1",
		"access year:>2014":                            "1/en 1, 2/en 1",
		"access year:<=2014":                           "1/en 1",
		"access year:<2018":                            "1/en 1",
		"access year:2015-2018":                        "1/en 1, 2/en 1",
		"access year:2015..":                           "1/en 1, 2/en 1",
		"access in-force:2016-01-01":                   "1/en 1",
		"access status:in-force":                       "1/en 1, 2/en 1",
		"access in-force:2010-01-01":                   "",
		"access in-force:2019-01-01":                   "1/en 1, 2/en 1",
		"access -in-force:2016-01-01":                  "1/en 1, 2/en 1",
		"cites:mu/gc/res/1":                            "2/en 2, 20/ar 2",
		"cites:1":                                      "2/en 2, 20/ar 2",
		`cites:"Resolution 1"`:                         "2/en 2, 20/ar 2",
		"cites:mu/gc/res/1@gc-14":                      "2/en 2",
		"cites:mu/gc/res/1@gc-14#resolves.1":           "2/en 2",
		"cites:c26/32":                                 "2/en 2",
		"cites:99":                                     "",
		"(session:gc-14 OR lang:zh) (satellite OR 卫星)": "1/en 1, 3/zh 1",
		"(session:gc-14 OR -lang:en) (1 OR access OR 卫星 OR الساتل)": "1/en 1, 20/ar 1, 3/zh 1",
		"access -(year:2014)":    "1/en 1, 2/en 1",
		"year:2014 OR number:20": "1/en 1, 20/ar 1, 20/ar 2",
	}
	for query, want := range tests {
		got := find(t, x, query)
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("%s\n found %q\n  want %q", query, strings.Join(got, ", "), want)
		}
	}
}

// What a near spelling or a beginning in a compound matched is marked.
func TestMarksOfNearAndCompoundWords(t *testing.T) {
	x := newShelf(text("mu/gc/res/1@gc-18", "en", "", say("1", "on cyber-security by satellite"))).open(t)
	for query, want := range map[string]string{
		"sattelite~":                 "on cyber-security by <mark>satellite</mark>",
		"cyber-sec*":                 "on <mark>cyber-security</mark> by satellite",
		"(satellite OR x) (y OR on)": "<mark>on</mark> cyber-security by <mark>satellite</mark>",
	} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil || len(r.Hits) != 1 {
			t.Fatalf("%s: %+v %v", query, r.Hits, err)
		}
		if r.Hits[0].Highlight != want {
			t.Errorf("%s: %s", query, r.Hits[0].Highlight)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"сеть", "сети", 1}, {"acess", "access", 1}, {"abcd", "abdc", 1}, {"abcd", "badc", 2},
		{"网络", "网路", 1}, {"kitten", "sitting", 3}, {"الاتحاد", "اتحاد", 2},
	} {
		if got := distance(tt.a, tt.b, 2); got != tt.want {
			t.Errorf("%s %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// A question that no provision answers word for word gets those with some of its
// words, and is told so; an operator is taken at its word.
func TestRelaxed(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-18", "en", "", say("1", "stations measure rain twice a day"), say("2", "rain")),
		text("mu/gc/res/2@gc-18", "ar", "", say("1", "ترصد المحطات المطر مرتين")),
	).open(t)
	for query, want := range map[string]string{
		"how often do stations measure rain hourly": "1/en 1, 1/en 2",
		"كم مرة ترصد المحطات":                       "2/ar 1",
		"stations rain":                             "1/en 1",
		"stations rain hourly -snow":                "",
		"stations AND (rain hourly)":                "1/en 1, 1/en 2",
	} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(find(t, x, query), ", "); got != want {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
		if relaxed := len(r.Notes) > 0; relaxed != (strings.Contains(query, "hourly") && want != "") {
			t.Errorf("%s: notes %q", query, r.Notes)
		}
	}
}
