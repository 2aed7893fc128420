package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"concord/index/overlap"
)

// fetch gives the status and the body of an answer, redirects not followed.
func fetch(t *testing.T, r *http.Request) (int, string, http.Header) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body), answer.Header
}

func get(t *testing.T, server *httptest.Server, path string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	status, body, _ := fetch(t, r)
	return status, body
}

func post(t *testing.T, server *httptest.Server, path string, form url.Values) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return fetch(t, r)
}

// TestReviewWithoutScript goes through a case as a form without any script: what
// is missing is said, what somebody else wrote meanwhile is seen, what is typed
// is kept, and the next case follows.
func TestReviewWithoutScript(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) < 2 {
		t.Fatalf("%d overlaps, %v", len(listing.Groups), err)
	}
	path := "/review/" + listing.Groups[0].ID
	status, body := get(t, server, path+"?ui=en")
	if status != http.StatusOK || !strings.Contains(body, `name="outcome" value="suppress"`) {
		t.Fatalf("%d: no form", status)
	}
	form := url.Values{"seen": {"0"}, "lang": {"en"}, "outcome": {"suppress"}, "reason": {""}}
	if status, body, _ = post(t, server, path+"?ui=en", form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Say why") {
		t.Errorf("without a reason: %d", status)
	}
	form.Set("reason", "<b>said twice</b>")
	status, _, header := post(t, server, path+"?scope=operative", form)
	if want := "/review/" + listing.Groups[1].ID + "?scope=operative&did=" + listing.Groups[0].ID; status != http.StatusSeeOther || header.Get("Location") != want {
		t.Errorf("recorded: %d to %s, want %s", status, header.Get("Location"), want)
	}
	form.Set("reason", "another thought")
	status, body, _ = post(t, server, path+"?ui=en", form)
	if status != http.StatusConflict || !strings.Contains(body, `value="another thought"`) || !strings.Contains(body, "&lt;b&gt;said twice") {
		t.Errorf("decided meanwhile: %d", status)
	}
	for where, want := range map[string]string{
		"/review?state=decided&ui=en": listing.Groups[0].ID, "/review?ui=en": listing.Groups[1].ID,
	} {
		if _, body := get(t, server, where); !strings.Contains(body, want) {
			t.Errorf("%s does not list %s", where, want)
		}
	}
	if _, body := get(t, server, "/review?ui=en"); strings.Contains(body, listing.Groups[0].ID) {
		t.Error("the queue still has what was decided")
	}
	if status, _ := get(t, server, "/review/000000000000"); status != http.StatusNotFound {
		t.Errorf("a case that never was: %d", status)
	}
	text := listing.Groups[0].Members[0].Address
	if _, body := get(t, server, "/text/"+text.Revision().String()+"/"+string(listing.Groups[0].Lang)+"?ui=en"); !strings.Contains(body, path) {
		t.Error("the margin of the text does not lead to the case")
	}
}
