package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"concord/index/overlap"
	"concord/tracker"
)

// TestSeveralByForm decides several cases with one form without script: each has
// its own entry; what somebody else wrote meanwhile, and what changed, hold back
// their own case only, with what was typed kept.
func TestSeveralByForm(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{Scope: overlap.AllScope})
	if err != nil || len(listing.Groups) < 4 {
		t.Fatalf("%d overlaps, %v", len(listing.Groups), err)
	}
	id := func(i int) string { return listing.Groups[i].ID }
	_, body := get(t, server, "/review?scope=all&ui=en")
	for _, want := range []string{`name="case" value="` + id(0) + `" form="several"`, `id="several" method="post" action="/cases?scope=all"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the queue lacks %s", want)
		}
	}
	if strings.Contains(body, `value="merge-into"`) {
		t.Error("an outcome that names a member is offered for several cases")
	}
	seen := r.store.Last()
	form := url.Values{"seen": {seenField.FindStringSubmatch(body)[1]}, "case": {id(0), id(1)}, "outcome": {"shorten"}, "reason": {""}}
	refused := func(what string, status int) {
		t.Helper()
		got, body, _ := post(t, server, "/cases?scope=all&ui=en", form)
		if got != status || r.store.Last() != seen || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%s: %d, want %d; %d entries", what, got, status, r.store.Last()-seen)
		}
	}
	refused("without a reason", http.StatusUnprocessableEntity)
	form.Set("reason", "<b>one form</b>")
	form.Set("outcome", "merge-into")
	refused("an outcome that names a member", http.StatusUnprocessableEntity)
	form.Set("outcome", "shorten")
	form["case"] = nil
	refused("no case", http.StatusUnprocessableEntity)

	form["case"] = []string{id(0), id(1), id(0)}
	status, _, header := post(t, server, "/cases?scope=all", form)
	if want := "/review?scope=all&decided=2"; status != http.StatusSeeOther || header.Get("Location") != want || r.store.Last() != seen+2 {
		t.Fatalf("recorded: %d to %s, want %s; %d entries", status, header.Get("Location"), want, r.store.Last()-seen)
	}
	if _, body = get(t, server, "/review?scope=all&state=decided&decided=2&ui=en"); !strings.Contains(body, id(0)) || !strings.Contains(body, id(1)) || !strings.Contains(body, "2 cases") {
		t.Error("the queue does not say what was decided")
	}
	form.Set("reason", "<b>a second</b>")
	form["case"] = []string{id(1), id(2), "0000deadbeef"} // with what was seen before the first verdicts
	status, body, _ = post(t, server, "/cases?scope=all&state=all&ui=en", form)
	if status != http.StatusConflict || !strings.Contains(body, "0000deadbeef") || !strings.Contains(body, `value="&lt;b&gt;a second&lt;/b&gt;"`) {
		t.Errorf("one of three can be recorded: %d", status)
	}
	alerts := body[strings.Index(body, `role="alert"`):]
	if alerts = alerts[:strings.Index(alerts, "</div>")]; !strings.Contains(alerts, id(1)) || strings.Contains(alerts, id(2)) {
		t.Errorf("the faults are not those of their cases: %s", alerts)
	}
	if !strings.Contains(body, `value="`+id(1)+`" form="several" aria-labelledby="pick case-`+id(1)+`" checked`) {
		t.Error("what was not recorded is not chosen any more")
	}
	var decided []string
	for review, err := range r.store.Reviews() {
		if err != nil {
			t.Fatal(err)
		}
		if review.Outcome != "shorten" || !strings.HasPrefix(review.Reason, "<b>") || len(review.Members) < 2 {
			t.Errorf("recorded: %+v", review)
		}
		decided = append(decided, review.Group)
	}
	want := []string{id(0), id(1)}
	slices.Sort(want)
	if want = append(want, id(2)); !slices.Equal(decided, want) {
		t.Errorf("recorded %v, want %v", decided, want)
	}
	_, body = get(t, server, "/review?scope=all&state=all&choose=all&ui=en")
	if boxes, checked := strings.Count(body, `name="case"`), strings.Count(body, `" checked>`); boxes < 4 || boxes != checked {
		t.Errorf("choose all: %d of %d", checked, boxes)
	}
	for _, lang := range []tracker.Lang{tracker.Arabic, tracker.Chinese} {
		if status, body = get(t, server, "/cases?ui="+string(lang)); status != http.StatusOK || !strings.Contains(body, `id="several"`) {
			t.Errorf("%s, where the form was sent: %d", lang, status)
		}
	}
}
