package main

import (
	"bytes"
	"encoding/csv"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"concord/tracker"
)

// TestTextIsTiedByForm ties a whole text to an element of the strategic framework
// from its page and from the framework's, takes it back and ties it again; what is
// none is refused, and the form leads nowhere but to our own pages.
func TestTextIsTiedByForm(t *testing.T) {
	r, server := openSample(t)
	const text, instrument, element = "/text/icou/plen/res/3@plen-22/en?ui=en", "icou/plen/res/3", "2024-2027/goal-1"
	if _, body := get(t, server, text); !strings.Contains(body, "Tied to no element") || !strings.Contains(body, "because of") {
		t.Error("the text's page has no suggestion with its reason")
	}
	tie := func(element, removed, back string) (int, string) {
		status, _, header := post(t, server, "/framework", url.Values{"instrument": {instrument}, "element": {element}, "removed": {removed}, "back": {back}})
		return status, header.Get("Location")
	}
	for i, step := range []struct{ removed, back, goes string }{
		{"", "/framework?period=2024-2027", "/framework?period=2024-2027"}, {"1", "//elsewhere.example", "/text/" + instrument}, {"", "/text/" + instrument, "/text/" + instrument},
	} {
		if status, goes := tie(element, step.removed, step.back); status != http.StatusSeeOther || goes != step.goes {
			t.Errorf("step %d: %d to %s", i, status, goes)
		}
		view, err := r.plan.View(t.Context(), tracker.Actor{})
		if err != nil {
			t.Fatal(err)
		}
		a, _ := tracker.ParseAddress(instrument)
		if tied := len(view.Links[a]) == 1; tied != (step.removed == "") {
			t.Errorf("step %d: tied to %v", i, view.Links[a])
		}
	}
	for _, page := range []string{text, "/framework?ui=en"} {
		if _, body := get(t, server, page); !strings.Contains(body, "Untie") {
			t.Errorf("%s does not show the tie", page)
		}
	}
	if status, _ := tie("2024-2027/goal-99", "", ""); status != http.StatusUnprocessableEntity {
		t.Errorf("no such element: %d", status)
	}
}

// TestLongSheetTellsHowFarItIs brings in a sheet of many rows: the page begins
// while it is read, and every part of the work has its bar.
func TestLongSheetTellsHowFarItIs(t *testing.T) {
	_, server := openSample(t)
	_, sheet := get(t, server, "/plan/export.csv?ui=en")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; len(rows) < 700; i++ { // the same mandates again: refused, and judged like others
		rows = append(rows, rows[i])
	}
	for _, row := range rows[1:] {
		row[4], row[5] = "in progress", "2026-01-31"
	}
	status, body := postSheet(t, server.URL+"/plan/import?ui=en", rows)
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	for _, part := range []string{"Reading the sheet", "Comparing with the record"} {
		if n := strings.Count(body, part+" <progress"); n < 10 || n > 21 {
			t.Errorf("%q is told %d times", part, n)
		}
	}
	if strings.Index(body, "<progress") > strings.Index(body, "/plan/apply") || strings.Count(body, "<h1>") != 1 || !strings.HasSuffix(strings.TrimSpace(body), "</html>") {
		t.Error("the bars do not come before what was found, in one page")
	}
}

func postSheet(t *testing.T, to string, rows [][]string) (int, string) {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	file, err := w.CreateFormFile("file", "plan.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := csv.NewWriter(file).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to, &form)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	status, body, _ := fetch(t, r)
	return status, body
}
