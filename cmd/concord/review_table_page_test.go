package main

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/review"
	"concord/tracker/store"
)

// TestTextLinksAreHeld: a guideline and a citation link the texts that there are alone.
func TestTextLinksAreHeld(t *testing.T) {
	_, server := openSample(t)
	links := regexp.MustCompile(`href="(/text/[^"#]+)`)
	for _, path := range []string{"/guidelines?ui=en", "/text/icou/plen/res/2?ui=en", "/text/icou/plen/res/16?ui=ar"} {
		_, body := get(t, server, path)
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			if status, _ := get(t, server, m[1]); status != http.StatusOK {
				t.Errorf("%s links %s: %d", path, m[1], status)
			}
		}
	}
}

// TestMineIsWhoAsks: the cases of who asks, as the address had it once.
func TestMineIsWhoAsks(t *testing.T) {
	_, server := openSample(t)
	_, all := get(t, server, "/cases/csv")
	_, mine := get(t, server, "/cases/csv?mine=1")
	if strings.Count(all, "\n") < 3 || strings.Count(mine, "\n") > 1 {
		t.Errorf("nothing is assigned, and of %d lines %d are mine", strings.Count(all, "\n"), strings.Count(mine, "\n"))
	}
}

// TestTableOfCases reads the table as streamlining groups would: a case has a number,
// each row the words of its paragraph, and every verdict that stands is there with
// who gave it, not the dissent alone.
func TestTableOfCases(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) < 2 {
		t.Fatalf("%d overlaps, %v", len(listing.Groups), err)
	}
	g := listing.Groups[0]
	desk := review.Desk{Store: r.store, Outcomes: r.outcomes, Clock: func() time.Time { return time.Date(2026, 11, 26, 5, 0, 0, 0, time.UTC) }}
	for _, said := range []tracker.Review{
		{Author: "Anna", Outcome: "shorten", Reason: "the first thought"},
		{Author: "Bob", Outcome: "keep-both", Reason: "another view", Dissent: true},
	} {
		who := tracker.Actor{Name: said.Author, Writes: true}
		said.Act, said.Group, said.Members = tracker.VerdictAct, g.ID, queue.Compared(g)
		if _, err := desk.Write(t.Context(), who, store.Any, said); err != nil {
			t.Fatal(err)
		}
	}
	status, body := get(t, server, "/cases/csv?state=all&scope=all&ui=en")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if status != http.StatusOK || err != nil || len(rows) < 1+len(g.Members) {
		t.Fatalf("%d, %d rows, %v", status, len(rows), err)
	}
	row := rows[1]
	for _, want := range []string{"1\n" + g.ID, "common archive", "the first thought", "another view", "keep both", "shorten", "Anna, 2026-11-26 05:00 UTC", "Bob, 2026-11-26 05:00 UTC"} {
		if !strings.Contains(strings.Join(row, "|"), want) {
			t.Errorf("no %.60q in %q", want, row)
		}
	}
	at := g.Members[0].Address
	at.Provision = ""
	status, body = get(t, server, "/text/"+at.In("en").String()+"?ui=en")
	if want := "(conflicting; dissent: shorten · keep both)"; status != http.StatusOK || !strings.Contains(body, want) {
		t.Errorf("%d: the margin of %s has no %q", status, at, want)
	}
}

// TestTableOfACaseNotHeldWhole: a case of which a text in the reader's language lacks a
// paragraph is in the table in its own language, and the others are there too.
func TestTableOfACaseNotHeldWhole(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.Arabic, tracker.French, tracker.Chinese} {
		r, server := openSample(t)
		listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
		i := slices.IndexFunc(listing.Groups, func(g overlap.Group) bool {
			_, err := r.overlaps.Told(t.Context(), g, lang)
			return err == nil && g.Lang != lang
		})
		if err != nil || i < 0 {
			t.Fatalf("%s: no case of %d is held in two languages, %v", lang, len(listing.Groups), err)
		}
		path := "/cases/csv?state=all&scope=all&ui=" + string(lang)
		_, before := get(t, server, path)
		m := listing.Groups[i].Members[0]
		if strings.Contains(before, m.Text) {
			t.Fatalf("%s: the case is told in its own language", lang)
		}
		readAnew(t, r, m.Address.Revision().In(lang).String(), func(text *tracker.Text) {
			text.Provisions = slices.DeleteFunc(text.Provisions, func(p tracker.Provision) bool { return p.Address.Provision == m.Address.Provision })
		})
		status, after := get(t, server, path)
		if status != http.StatusOK || !strings.Contains(after, m.Text) || strings.Count(after, "\r\n") < strings.Count(before, "\r\n") {
			t.Errorf("%s: %d, the paragraph %q is not there: %.200s", lang, status, m.Text, after)
		}
	}
}
