package index

import (
	"slices"
	"strings"
	"testing"
)

// A term of the glossary finds its equivalents in every language, one that is
// quoted only itself.
func TestGlossary(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-18", "en", "", say("1", "the Office of the Sky reports on a cloud"), say("2", "the office under the sky")),
		text("mu/gc/res/1@gc-18", "fr", "", say("1", "le Bureau du ciel fait rapport sur un nuage"), say("2", "un bureau")),
		text("mu/gc/res/1@gc-18", "es", "", say("1", "la Oficina del Cielo informa sobre una nube")),
		text("mu/gc/res/1@gc-18", "ru", "", say("1", "Бюро неба представляет отчёты об облаках")),
		text("mu/gc/res/1@gc-18", "ar", "", say("1", "يقدم مكتب السماء تقريرا عن السحابة")),
		text("mu/gc/res/1@gc-18", "zh", "", say("1", "天空办公室提交云的报告")),
		text("mu/gc/res/2@gc-18", "ar", "", say("1", "يقدم الأمين العام تقريرا")),
	).open(t)
	all := "1/ar 1, 1/en 1, 1/es 1, 1/fr 1, 1/ru 1, 1/zh 1"
	for query, want := range map[string]string{
		"clouds":                   all,
		"облака":                   all,
		"nuages":                   all,
		"سحابة":                    all,
		"云":                        all,
		`"cloud"`:                  "1/en 1",
		"bureau du ciel":           all,
		"OOS":                      all,
		"مكتب السماء":              all,
		"天空办公室":                    all,
		"天空办公室报告":                  all,
		"office of the sky cloud":  all,
		"office sky":               all + ", 1/en 2",
		"(cloud OR rain) -отчет":   "1/ar 1, 1/en 1, 1/es 1, 1/fr 1, 1/zh 1",
		"cloud OR report":          "1/ar 1, 1/en 1, 1/es 1, 1/fr 1, 1/ru 1, 1/zh 1, 2/ar 1",
		"Secretary-General":        "2/ar 1",
		"secretary general report": "2/ar 1",
		`"Secretary-General"`:      "",
		"le rapport sur un nuage":  all,
		"un nuage":                 all,
	} {
		got, wanted := find(t, x, query), strings.Split(want, ", ")
		slices.Sort(got)
		slices.Sort(wanted)
		if strings.Join(got, ", ") != strings.Join(wanted, ", ") {
			t.Errorf("%s\n found %q\n  want %q", query, got, wanted)
		}
	}
}

// The words that were typed come before their equivalents, and the answer says
// what was added.
func TestEquivalentsCountLess(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-18", "fr", "", say("1", "un nuage")),
		text("mu/gc/res/2@gc-18", "en", "", say("1", "a cloud")),
		text("mu/gc/res/3@gc-18", "zh", "", say("1", "云")),
	).open(t)
	for query, first := range map[string]string{"cloud": "en", "nuage": "fr", "云": "zh"} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil || len(r.Hits) != 3 || string(r.Hits[0].Lang) != first {
			t.Errorf("%s: %+v %v", query, r.Hits, err)
			continue
		}
		if len(r.Also) != 1 || r.Also[0].Words != query || !slices.Contains(r.Also[0].Also, "облако") || slices.Contains(r.Also[0].Also, query) {
			t.Errorf("%s: also %q", query, r.Also)
		}
		for _, h := range r.Hits {
			if len(h.Marks) == 0 {
				t.Errorf("%s: nothing is marked in %s", query, h.Text)
			}
		}
	}
}
