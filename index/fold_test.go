package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// Languages and revisions of one place, and the same words at another place of
// the instrument, are one hit; the text in force leads it.
func TestFolding(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-14", "en", "", say("1", "to study clouds"), say("2", "to study rain clouds")),
		text("mu/gc/res/1@gc-18", "en", "", say("1", "to study all clouds of the sky"), say("3", "To study  rain clouds")),
		text("mu/gc/res/1@gc-18", "ar", "", say("1", "دراسة السحب clouds")),
		text("mu/gc/res/1@gc-18", "zh", "", say("1", "研究 clouds")),
		text("mu/gc/res/2@gc-18", "en", "", say("1", "to study rain clouds")),
	).open(t)
	r, err := x.Search(t.Context(), Parse("clouds"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, h := range r.Hits {
		var siblings []string
		for _, s := range h.Revisions {
			siblings = append(siblings, fmt.Sprint(s.Address.Session, "#", s.Address.Provision, s.Langs, " ", s.Standing))
		}
		got[h.Address.String()] = strings.Join(siblings, ", ")
	}
	want := map[string]string{
		"mu/gc/res/1@gc-18#resolves.1": "gc-18#resolves.1[ar en zh] in force, gc-14#resolves.1[en] superseded",
		"mu/gc/res/1@gc-18#resolves.3": "gc-18#resolves.3[en] in force, gc-14#resolves.2[en] superseded",
		"mu/gc/res/2@gc-18#resolves.1": "gc-18#resolves.1[en] in force",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || r.Total != 7 {
		t.Errorf("total %d\n got %v\nwant %v", r.Total, got, want)
	}

	q := Parse("clouds")
	q.ByInstrument = true
	if r, err = x.Search(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) != 2 || r.Hits[0].Instrument == r.Hits[1].Instrument || r.Total != 7 {
		t.Fatalf("grouped: %d hits of %d", len(r.Hits), r.Total)
	}
	for _, h := range r.Hits {
		if all := h.Others + len(h.documents()); h.Instrument.Number == "1" && all != 6 || h.Instrument.Number == "2" && all != 1 {
			t.Errorf("%s: %d others", h.Address, h.Others)
		}
	}
}

// A superseded text that matches as well comes after the one that counts.
func TestInForceFirst(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/1@gc-14", "ar", "", say("1", "تنفيذ القرار على نطاق واسع")),
		text("mu/gc/res/1@gc-18", "ar", "", say("2", "كلمات أخرى")),
		text("mu/gc/res/2@gc-18", "ar", "", say("1", "تنفيذ القرار على نطاق واسع")),
	).open(t)
	if got := find(t, x, "تنفيذ"); !slices.Equal(got, []string{"2/ar 1", "1/ar 1"}) {
		t.Errorf("found %q", got)
	}
}

func TestSorting(t *testing.T) {
	x := newShelf(
		text("mu/gc/res/10@gc-18", "en", "", say("2", "a plan"), say("1", "a plan b")),
		text("mu/gc/res/9@gc-14", "en", "", say("1", "plan")),
		text("mu/gc/res/9@gc-18", "en", "", say("7", "plan plan plan")),
		text("mu/gc/res/70/1@gc-14", "zh", "", say("1", "计划 plan")),
		text("mu/gc/res/70/12@gc-14", "en", "", say("1", "plan")),
		text("mu/board/res/1@board-18", "en", "", say("1", "plan")),
	).open(t)
	for by, want := range map[Sort]string{
		ByNumber: "9/en 7, 9/en 1, 10/en 2, 10/en 1, 70/1/zh 1, 70/12/en 1, 1/en 1",
		ByDate:   "9/en 7, 10/en 2, 10/en 1, 1/en 1, 9/en 1, 70/1/zh 1, 70/12/en 1",
	} {
		for _, typed := range []string{"plan", "lang:en,zh"} {
			q := Parse(typed)
			q.Sort = by
			r, err := x.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range r.Hits {
				got = append(got, fmt.Sprintf("%s/%s %s", h.Instrument.Number, h.Lang, h.Label))
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("%s by %s\n got %s\nwant %s", typed, by, strings.Join(got, ", "), want)
			}
		}
	}
}

// Cursors give every hit once, whatever the order, and only to their own query.
func TestCursor(t *testing.T) {
	var texts []tracker.Text
	for i := range 23 {
		texts = append(texts, text(fmt.Sprintf("mu/gc/res/%d@gc-18", i), tracker.Langs[i%6], "", say("1", strings.Repeat("plan ", 1+i%5)), say("2", "other")))
	}
	x := newShelf(texts...).open(t)
	for _, q := range []Query{Parse("plan"), Parse(""), {Sort: ByNumber}, {Sort: ByDate, ByInstrument: true}} {
		seen := map[string]bool{}
		hits, want := 0, 23
		if len(q.Clauses) == 0 && !q.ByInstrument {
			want = 46
		}
		for pages := 0; ; pages++ {
			q.Limit = 4 + pages
			r, err := x.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range r.Hits {
				seen[h.Address.String()] = true
				hits++
			}
			if q.Cursor = r.Next; q.Cursor == "" {
				break
			}
		}
		if len(seen) != want || hits != want {
			t.Errorf("%+v: %d hits, %d different, want %d", q, hits, len(seen), want)
		}
	}
	q := Parse("plan")
	q.Limit = 3
	r, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []Query{{Cursor: r.Next}, {Cursor: "?"}, {Cursor: "YQ"}} {
		if _, err := x.Search(t.Context(), other); !errors.Is(err, ErrCursor) {
			t.Errorf("%+v: %v", other, err)
		}
	}
	if err := x.Apply(t.Context(), Change{Sequence: 2, Texts: texts[:1]}); err != nil {
		t.Fatal(err)
	}
	q.Cursor = r.Next
	if r, err = x.Search(t.Context(), q); err != nil || len(r.Hits) != 3 || len(r.Notes) != 1 {
		t.Errorf("after a change: %d hits, notes %q, %v", len(r.Hits), r.Notes, err)
	}
}

func TestKey(t *testing.T) {
	for _, k := range []key{{}, {1, 2, 3, 4}, {1<<32 - 1, 1<<48 - 1, 1 << 47, 65535}} {
		if got := readKey([]byte(k.String())); got != k {
			t.Errorf("%+v reads as %+v", k, got)
		}
	}
	for _, s := range []string{"", "x", strings.Repeat("*", 24), strings.Repeat("A", 25)} {
		if got := readKey([]byte(s)); got != (key{}) {
			t.Errorf("%q reads as %+v", s, got)
		}
	}
}

// What a number names takes room on the first page; no hit is lost to it.
func TestCursorAfterJumps(t *testing.T) {
	texts := []tracker.Text{text("mu/gc/res/130@gc-18", "en", "Security", say("1", "to act")), text("mu/board/res/130@board-18", "zh", "安全", say("1", "行动"))}
	for i := range 9 {
		texts = append(texts, text(fmt.Sprintf("mu/gc/res/%d@gc-18", i+1), "en", "", say("1", "see Resolution 130")))
	}
	x := newShelf(texts...).open(t)
	for limit := range 12 {
		q := Parse("130")
		q.Limit = limit + 1
		var hits, named int
		for {
			r, err := x.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			r = r.Listed(q)
			for _, h := range r.Hits {
				hits++
				if h.Named {
					named++
				}
			}
			if q.Cursor = r.Next; q.Cursor == "" || hits > 20 {
				break
			}
		}
		if hits-named != 9 || named != min(limit+1, 2) {
			t.Errorf("%d a page: %d hits, %d named", limit+1, hits-named, named)
		}
	}
}
