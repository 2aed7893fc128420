package index

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// The first of each case comes before the second.
func TestRanking(t *testing.T) {
	under := func(heading, words string) tracker.Provision {
		p := say("1", words)
		p.Heading = heading
		return p
	}
	noted := say("1", "unrelated words about other things")
	noted.Notes = []tracker.Note{{Text: "satellite"}}
	tests := []struct {
		name, query   string
		first, second tracker.Text
	}{
		{"text above title", "satellite",
			text("mu/gc/res/1@gc-18", "en", "Other", say("1", "to launch a satellite")),
			text("mu/gc/res/2@gc-18", "en", "Satellite", say("1", "to launch a rocket"))},
		{"text above heading", "satellite",
			text("mu/gc/res/1@gc-18", "en", "", under("resolves", "to launch a satellite")),
			text("mu/gc/res/2@gc-18", "en", "", under("on a satellite", "to launch a rocket"))},
		{"text above notes", "satellite",
			text("mu/gc/res/1@gc-18", "en", "", say("1", "to launch a satellite soon, with words")),
			text("mu/gc/res/2@gc-18", "en", "", noted)},
		{"exact above stemmed", "networking",
			text("mu/gc/res/1@gc-18", "en", "", say("1", "to support networking widely")),
			text("mu/gc/res/2@gc-18", "en", "", say("1", "to support networks widely"))},
		{"characters together above apart", "网络安全技术",
			text("mu/gc/res/1@gc-18", "zh", "", say("1", "加强网络安全技术")),
			text("mu/gc/res/2@gc-18", "zh", "", say("1", "加强网络技术的安全技能网络"))},
		{"words in order above the same words apart", "report of the study group",
			text("mu/gc/res/1@gc-18", "en", "", say("1", "on the basis of the findings and of what the Members have said, to consider the report of the study group with care")),
			text("mu/gc/res/2@gc-18", "en", "", say("1", "the group to report its study, study and report of the group"))},
		{"both words above one word often", "rural OR satellite",
			text("mu/gc/res/1@gc-18", "en", "", say("1", "rural areas by satellite")),
			text("mu/gc/res/2@gc-18", "en", "", say("1", "rural rural rural areas"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, texts := range [][]tracker.Text{{tt.first, tt.second}, {tt.second, tt.first}} {
				x := newShelf(texts...).open(t)
				r, err := x.Search(t.Context(), Parse(tt.query))
				if err != nil || len(r.Hits) != 2 {
					t.Fatalf("%+v %v", r.Hits, err)
				}
				if r.Hits[0].Revision != tt.first.Revision || r.Hits[0].Score <= r.Hits[1].Score {
					t.Errorf("%s %v before %s %v", r.Hits[0].Address, r.Hits[0].Score, r.Hits[1].Address, r.Hits[1].Score)
				}
			}
		})
	}
}

// Who asks for an action gets the paragraph that acts before the one that says
// why; who does not, does not.
func TestActionFirst(t *testing.T) {
	why := func(words string) tracker.Provision {
		p := say("1", words)
		p.Role, p.Section, p.Heading, p.Address.Provision = tracker.Preamble, "noting", "noting", "noting.1"
		return p
	}
	for lang, tt := range map[tracker.Lang]struct{ words, asks, plain string }{
		"en": {"the Secretary-General resolves a cloud dispute", "resolves dispute", "dispute"},
		"ar": {"الأمين العام يدرس السحب", "الأمين العام السحب", "السحب"},
		"zh": {"秘书长研究云层", "责成 OR 秘书长研究", "云层"},
	} {
		x := newShelf(
			text("mu/gc/res/1@gc-18", lang, "", why(tt.words)),
			text("mu/gc/res/2@gc-18", lang, "", say("1", tt.words+" x")),
		).open(t)
		for _, query := range []string{tt.asks, tt.plain} {
			q := Parse(query)
			q.Explain = true
			r, err := x.Search(t.Context(), q)
			if err != nil || len(r.Hits) != 2 {
				t.Fatal(query, r.Hits, err)
			}
			acts := r.Hits[0].Instrument.Number == "2"
			if acts != (query == tt.asks) {
				t.Errorf("%s: first is %s of %v", query, r.Hits[0].Address, r.Hits[0].Score)
			}
		}
	}
}

// Every score is what its explanation says: the sum of the parts times the
// factors.
func TestExplained(t *testing.T) {
	old := say("2", "report on networking clouds and rain")
	x := newShelf(
		text("mu/gc/res/1@gc-14", "en", "Clouds", old, say("3", "cyber-security of clouds, cyber-security")),
		text("mu/gc/res/1@gc-18", "en", "Clouds", say("1", "the report on networks of clouds"), say("4", "a nuage")),
		text("mu/gc/res/1@gc-18", "zh", "云", say("1", "秘书长提交网络安全技术报告和云")),
		text("mu/gc/res/2@gc-18", "ar", "", say("1", "تقرير الأمين العام عن السحابة")),
	).open(t)
	for _, query := range []string{
		"clouds", "networking", "report on clouds", `"networks of clouds" report`, "cyber-security", "cyber-sec*", "clouds~",
		"net* OR rain", "(clouds rain) OR report", "(networks (rain OR clouds)) OR (report -rain)", "网络安全技术", "秘书长 云",
		"الأمين العام", "report -rain", "(rain snow) OR clouds",
	} {
		q := Parse(query)
		q.Explain = true
		r, err := x.Search(t.Context(), q)
		if err != nil || len(r.Hits) == 0 {
			t.Fatal(query, r.Hits, err)
		}
		for _, h := range r.Hits {
			if h.Explanation == nil {
				t.Errorf("%s: %s is not explained", query, h.Address)
				continue
			}
			score := float64(0)
			for _, p := range h.Explanation.Parts {
				score += float64(p.Score)
				length := 1 - lengthness + lengthness*p.Length/typicalOf(p.Field)
				if want := p.Weight * p.Rarity * p.Count * (saturation + 1) / (p.Count + saturation*length); math.Abs(float64(want-p.Score)) > 1e-4 {
					t.Errorf("%s: %+v is %v", query, p, want)
				}
			}
			for _, f := range h.Explanation.Factors {
				score *= float64(f.Value)
			}
			if math.Abs(score-h.Score) > 1e-3 {
				t.Errorf("%s: %s has %v, explained as %v: %+v", query, h.Address, h.Score, score, h.Explanation)
			}
		}
	}
}

func typicalOf(field string) float32 {
	i := slices.IndexFunc(weighedFields[:], func(f weighed) bool { return f.name == field })
	return weighedFields[i].typical
}

// One query asks every language that can write its words, and pages run through
// all hits once.
func TestPages(t *testing.T) {
	var texts []tracker.Text
	for i := range 30 {
		for l, words := range map[tracker.Lang]string{"en": "international plan", "fr": "plan international", "es": "plan internacional", "ar": "خطة plan", "zh": "计划plan"} {
			texts = append(texts, text(fmt.Sprintf("mu/gc/res/%d%s@gc-18", i, l), l, "", say("1", words)))
		}
	}
	x := newShelf(texts...).open(t)
	seen := map[string]bool{}
	var langs []tracker.Lang
	for offset := 0; ; offset += 40 {
		q := Parse("plan")
		q.Offset, q.Limit = offset, 40
		r, err := x.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != 150 {
			t.Fatalf("total %d", r.Total)
		}
		for _, h := range r.Hits {
			seen[h.Address.String()+string(h.Lang)] = true
			langs = append(langs, h.Lang)
		}
		if len(r.Hits) < 40 {
			break
		}
	}
	if len(seen) != 150 || len(langs) != 150 {
		t.Errorf("%d different of %d hits", len(seen), len(langs))
	}
	if slices.Index(langs, "zh") < 90 {
		t.Error("an acronym in Chinese text stands above the word's own languages")
	}
	for _, q := range []Query{{Offset: -5, Limit: -1}, {Offset: 1 << 40, Limit: 1 << 40}} {
		r, err := x.Search(t.Context(), q)
		if err != nil || len(r.Hits) > maxLimit {
			t.Errorf("%+v: %d hits, %v", q, len(r.Hits), err)
		}
	}
}

// A hit in one language is also shown in the reader's.
func TestReading(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/5@gc-18", "en", "Clouds", say("1", "to study clouds")),
		text("mu/gc/res/5@gc-18", "ar", "السحب", say("1", "دراسة السحب")),
	).open(t)
	q := Parse("clouds")
	q.Reader = tracker.Arabic
	r, err := x.Search(t.Context(), q)
	if err != nil || len(r.Hits) != 1 {
		t.Fatal(r, err)
	}
	h := r.Hits[0]
	if h.Lang != tracker.English || h.Reading == nil || h.Reading.Text != "دراسة السحب" || h.Reading.Title != "السحب" {
		t.Errorf("got %+v, reading %+v", h, h.Reading)
	}
}

// Common words are not insisted on, unless nothing else is asked for.
func TestCommonWords(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-18", "en", "", say("1", "to report on clouds"), say("2", "the end")),
		text("mu/gc/res/1@gc-18", "ru", "", say("1", "доклад об облаках")),
	).open(t)
	for query, want := range map[string]string{
		"what is the report of clouds": "1/en 1",
		"the":                          "1/en 2",
		`"report on"`:                  "1/en 1",
		`"report of"`:                  "",
		"доклад и облака":              "1/ru 1",
	} {
		if got := strings.Join(find(t, x, query), ","); got != want {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
	}
}
