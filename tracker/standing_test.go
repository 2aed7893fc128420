package tracker_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/tracker"
)

func conferences() *tracker.Registry {
	return &tracker.Registry{Sessions: []tracker.Session{
		{ID: "pa-14", Year: 2014, Start: "2014-10-20", End: "2014-11-07"}, {ID: "va-18", Year: 2018, Start: "2018-10-29"}, {ID: "sm-22", Year: 2022},
	}}
}

func TestYear(t *testing.T) {
	for session, want := range map[string]int{
		"va-18": 2018, "ga-79": 2024, "ga-1": 1946, "ga-60": 2005, "sc-1994": 1994, "c-24": 2024, "c-85": 1985, "cgpm-2018": 2018,
		"": 0, "x": 0, "c-": 0, "c-1": 0, "c-x4": 0, "c--4": 0, "c-20240": 0,
	} {
		got, known := conferences().Year(session)
		if got != want || known != (want != 0) {
			t.Errorf("Year(%q) = %d, %v, want %d", session, got, known, want)
		}
	}
}

// TestStanding: each revision as "session standing", with ? where it rests on
// an unverified fact.
func TestStanding(t *testing.T) {
	held := func(sessions ...string) map[string]map[tracker.Lang]string {
		h := map[string]map[tracker.Lang]string{}
		for _, s := range sessions {
			h[s] = map[tracker.Lang]string{tracker.Chinese: "云 " + s, tracker.Arabic: "سحب " + s}
		}
		return h
	}
	list := func(session string) []tracker.Abrogation { return []tracker.Abrogation{{Session: session}} }
	for _, c := range []struct {
		name  string
		known tracker.Known
		want  string // of the instrument
		each  string // of its revisions
	}{
		{"nothing", tracker.Known{}, "unknown?", ""},
		{"one text", tracker.Known{Held: held("va-18")}, "in force", "va-18 in force"},
		{"three texts", tracker.Known{Held: held("sm-22", "pa-14", "va-18")}, "in force", "pa-14 superseded, va-18 superseded, sm-22 in force"},
		{"a later revision only in the catalogue",
			tracker.Known{Held: held("pa-14"), Catalogue: &tracker.CatalogueRow{Adopted: "pa-14", Revised: []string{"va-18"}}},
			"in force", "pa-14 superseded, va-18 in force"},
		{"a later revision that nobody has seen",
			tracker.Known{Held: held("pa-14"), Catalogue: &tracker.CatalogueRow{Adopted: "pa-14", Revised: []string{"va-18"}, Unverified: []string{"revised"}}},
			"in force?", "pa-14 in force?, va-18 unknown?"},
		{"a first adoption that nobody has seen",
			tracker.Known{Held: held("va-18"), Catalogue: &tracker.CatalogueRow{Adopted: "pa-14", Revised: []string{"va-18"}, Unverified: []string{"adopted"}}},
			"in force", "pa-14 superseded?, va-18 in force"},
		{"nothing seen at all",
			tracker.Known{Catalogue: &tracker.CatalogueRow{Adopted: "pa-14", Unverified: []string{"adopted", "standing"}}},
			"unknown?", "pa-14 unknown?"},
		{"adopted, standing not known",
			tracker.Known{Catalogue: &tracker.CatalogueRow{Adopted: "pa-14", Unverified: []string{"standing"}}},
			"in force?", "pa-14 in force"},
		{"in the list of abrogated texts", tracker.Known{Held: held("pa-14"), Abrogations: list("va-18")}, "abrogated", "pa-14 abrogated"},
		{"only in the list", tracker.Known{Abrogations: list("va-18")}, "abrogated", ""},
		{"abrogated by the conference that had revised it", tracker.Known{Held: held("pa-14", "va-18"), Abrogations: list("va-18")},
			"abrogated", "pa-14 superseded, va-18 abrogated"},
		{"adopted again after", tracker.Known{Held: held("pa-14", "sm-22"), Abrogations: list("va-18")}, "in force", "pa-14 superseded, sm-22 in force"},
		{"abrogated by the catalogue", tracker.Known{Catalogue: &tracker.CatalogueRow{Adopted: "pa-14", Abrogated: "va-18"}}, "abrogated", "pa-14 abrogated"},
		{"abrogated, they say",
			tracker.Known{Held: held("pa-14"), Catalogue: &tracker.CatalogueRow{Abrogated: "va-18", Unverified: []string{"abrogated"}}},
			"in force?", "pa-14 in force"},
		{"a session of no known year", tracker.Known{Held: held("somewhere", "pa-14")}, "in force", "somewhere superseded, pa-14 in force"},
	} {
		rec := conferences().Record(c.known)
		var each []string
		for _, r := range rec.Revisions {
			each = append(each, r.Session+" "+shown(r.Standing, r.Unverified))
		}
		if got := shown(rec.Standing, rec.Unverified); got != c.want || strings.Join(each, ", ") != c.each {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, got, strings.Join(each, ", "), c.want, c.each)
		}
	}
	rec := conferences().Record(tracker.Known{Held: held("pa-14", "va-18"), Catalogue: &tracker.CatalogueRow{Title: "Clouds"}})
	if rec.Title[tracker.Chinese] != "云 va-18" || rec.Title[tracker.English] != "Clouds" || !slices.Equal(rec.Revisions[0].Langs, []tracker.Lang{"ar", "zh"}) {
		t.Errorf("titles %v, languages %v", rec.Title, rec.Revisions[0].Langs)
	}
}

func shown(s tracker.Standing, unverified bool) string {
	if unverified {
		return string(s) + "?"
	}
	return string(s)
}

func TestInForceAt(t *testing.T) {
	held := map[string]map[tracker.Lang]string{"pa-14": {"ar": "سحب"}, "va-18": {"ar": "سحب"}}
	for _, c := range []struct {
		name  string
		known tracker.Known
		want  map[string]string // day -> session, with ? where unverified; "" for none
	}{
		{"revised", tracker.Known{Held: held}, map[string]string{
			"2014-11-06": "", "2014-11-07": "pa-14", "2018-10-28": "pa-14", "2018-10-29": "va-18", "2030-01-01": "va-18",
		}},
		{"abrogated", tracker.Known{Held: held, Abrogations: []tracker.Abrogation{{Session: "sm-22"}}}, map[string]string{
			"2015-01-01": "pa-14", "2022-12-30": "va-18", "2022-12-31": "", // the days of sm-22 are not known
		}},
		{"revised and abrogated, they say", tracker.Known{Held: held, Catalogue: &tracker.CatalogueRow{
			Revised: []string{"sm-22"}, Abrogated: "ga-80", Unverified: []string{"revised", "abrogated"},
		}}, map[string]string{"2020-01-01": "va-18", "2023-01-01": "va-18?", "2026-01-01": "va-18?"}},
	} {
		rec := conferences().Record(c.known)
		for day, want := range c.want {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			r, ok := conferences().InForceAt(rec, at)
			got := r.Session
			if r.Unverified {
				got += "?"
			}
			if got != want || ok != (want != "") {
				t.Errorf("%s, %s: %s, want %s", c.name, day, fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
			}
		}
	}
}
