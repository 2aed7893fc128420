package index

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// What has most of the words stands below what has all, says what it lacks, and
// is counted nowhere.
func TestPartly(t *testing.T) {
	texts := []tracker.Text{
		text("mu/gc/res/1@gc-14", "en", "", say("1", "to manage ammunition")),
		text("mu/gc/res/1@gc-18", "en", "", say("1", "to manage ammunition with care"), say("2", "stocks of ammunition"), say("3", "to manage the budget")),
		text("mu/gc/res/1@gc-18", "ar", "", say("1", "إدارة الذخيرة"), say("2", "مخزونات الذخيرة"), say("3", "إدارة الميزانية"), say("4", "إدارة المحطات"), say("5", "إدارة الموظفين")),
		text("mu/gc/res/2@gc-18", "zh", "", say("1", "加强弹药管理"), say("2", "弹药库存"), say("3", "管理预算"), say("4", "管理人员"), say("5", "管理信息"), say("6", "管理服务")),
	}
	for _, words := range []string{"to manage stations", "to manage people", "to manage", "the manager"} {
		texts = append(texts, text("mu/gc/res/9"+string(words[len(words)-1])+"@gc-18", "en", "", say("9", words)))
	}
	x := newShelf(texts...).open(t)
	for query, want := range map[string]struct {
		hits, partly, missing string
		total                 int
	}{
		"manage ammunition":            {"resolves.1", "resolves.2", "manage", 2},
		"manage the ammunition":        {"resolves.1", "resolves.2", "manage", 2},
		"manage ammunition stocks":     {"resolves.2", "resolves.1", "stocks manage", 3}, // relaxed: nothing has all
		"إدارة الذخيرة":                {"resolves.1", "resolves.2", "إدارة", 1},
		"弹药 管理":                        {"resolves.1", "resolves.2", "管理", 1},
		"弹药管理":                         {"resolves.1", "resolves.2", "管理", 1},
		`"manage" ammunition`:          {"resolves.1", "", "", 2},
		"manage AND ammunition -stock": {"resolves.1", "", "", 2},
		"ammunition":                   {"resolves.2", "", "", 3},
	} {
		q := Parse(query)
		q.Explain = true
		r, err := x.Search(t.Context(), q)
		if err != nil || len(r.Hits) == 0 {
			t.Fatal(query, r.Hits, err)
		}
		var partly, missing []string
		for _, h := range r.Partly {
			partly = append(partly, h.Address.Provision)
		}
		for _, h := range append(r.Hits, r.Partly...) {
			missing = append(missing, h.Missing...)
			sum := 0.0
			for _, p := range h.Explanation.Parts {
				sum += float64(p.Score)
			}
			for _, f := range h.Explanation.Factors {
				sum *= float64(f.Value)
			}
			if diff := sum - h.Score; diff > 1e-3 || diff < -1e-3 {
				t.Errorf("%s: %s has %v, explained as %v", query, h.Address, h.Score, sum)
			}
		}
		if query == "manage ammunition stocks" {
			if len(r.Notes) != 1 || r.Hits[0].Address.Provision != want.hits || !slices.Contains(r.Hits[0].Missing, "manage") {
				t.Errorf("%s: %v %+v", query, r.Notes, r.Hits[0])
			}
			continue
		}
		if r.Hits[0].Address.Provision != want.hits || strings.Join(partly, " ") != want.partly ||
			strings.Join(missing, " ") != want.missing || r.Total != want.total {
			t.Errorf("%s: first %s of %d, below %q without %q", query, r.Hits[0].Address, r.Total, partly, missing)
		}
		if counted := r.Facets[Lang]; len(counted) != 0 && counted[0].Count > r.Total {
			t.Errorf("%s: facets count %v of %d", query, counted, r.Total)
		}
	}
}

// Where nothing has all words, those of the same family count too, a little less.
func TestKin(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-18", "ru", "", say("1", "основные станции ведут наблюдения"), say("2", "станции закрыты")),
		text("mu/gc/res/2@gc-18", "ar", "", say("1", "تُجري المحطات الرصد"), say("2", "إغلاق المحطات")),
		text("mu/gc/res/3@gc-18", "en", "", say("1", "the submission of late proposals"), say("2", "late proposals are closed")),
	).open(t)
	for query, want := range map[string]string{
		"наблюдают станции часто":        "1/ru 1, 1/ru 2",
		"ترصد المحطات مرتين":             "2/ar 1, 2/ar 2",
		"late proposals submitted xyzzy": "3/en 1, 3/en 2",
	} {
		if got := strings.Join(find(t, x, query), ", "); got != want {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
	}
	r, err := x.Search(t.Context(), Parse("наблюдают станции часто"))
	if want := "основные <mark>станции</mark> ведут <mark>наблюдения</mark>"; err != nil || r.Hits[0].Highlight != want {
		t.Errorf("got %s, want %s", r.Hits[0].Highlight, want)
	}
}
