package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// TestAPIKeepsItsDescription asks for everything that openapi.yaml describes
// and holds each answer against it.
func TestAPIKeepsItsDescription(t *testing.T) {
	_, server := openSample(t)
	doc := describedAPI(t)
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: server.URL + "/api/v1"}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	group := firstGroup(t, server.URL)
	tests := []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/openapi.yaml", "", 200},
		{"GET", "/status", "", 200},
		{"GET", "/backup", "", 200},
		{"GET", "/instruments?body=icou/plen", "", 200},
		{"GET", "/instruments", "", 200},
		{"GET", "/instruments?body=PLEN", "", 200},
		{"GET", "/instruments?body=nobody", "", 400},
		{"GET", "/instruments/icou/plen/res/2", "", 200},
		{"GET", "/instruments/icou/plen/res/999", "", 404},
		{"GET", "/instruments/nonsense", "", 400},
		{"GET", "/texts/icou/plen/res/2@plen-22?lang=ar", "", 200},
		{"GET", "/texts/icou/plen/res/2@plen-22/zh", "", 200},
		{"GET", "/citations/icou/plen/res/4", "", 200},
		{"GET", "/search?q=" + url.QueryEscape("станции"), "", 200},
		{"GET", "/search?q=stations&limit=x", "", 400},
		{"GET", "/search?q=2&limit=3", "", 200},
		{"GET", "/search?q=cloud&lang=ar&explain=1&group=1&sort=relevance&limit=2", "", 200},
		{"GET", "/search?q=cloud&sort=size", "", 400},
		{"GET", "/search?q=cloud&cursor=x", "", 400},
		{"GET", "/compare?old=icou/plen/res/2@plen-18&new=icou/plen/res/2@plen-22&lang=zh", "", 200},
		{"GET", "/compare?old=icou/plen/res/2@plen-18&new=icou/plen/res/2@plen-22&substance=1", "", 200},
		{"GET", "/compare?old=icou/plen/res/2@plen-18&new=nonsense", "", 400},
		{"POST", "/compare", "new_text=" + url.QueryEscape("that principal stations shall observe every six hours;") + "&old=" + url.QueryEscape("icou/plen/res/2@plen-18#resolves.3"), 200},
		{"POST", "/compare", "old_text=" + url.QueryEscape("每六小时观测一次。") + "&new_text=" + url.QueryEscape("每三小时观测一次。") + "&substance=1", 200},
		{"POST", "/compare", "new_text=hello", 422},
		{"POST", "/check-draft", "text=" + url.QueryEscape("RESOLUTION 90 (SANTA MIRRA, 2022)\n\nFog bells\n\nThe Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),\n\nrecalling\n\nResolution 41 (Ovelle, 2018),\n\ninstructs the Director of the Archives Bureau\n\nto transfer to the common archive, no later than 30 June 2027, the registers of observations made by eye before 1990 that are still held at the stations, and to make them available on line in the six official languages of the Union.\n"), 200},
		{"POST", "/check-draft", "text=", 400},
		{"POST", "/check-draft", "text=a&off=no-review,nosuch", 400},
		{"POST", "/check-draft", "text=a&lang=xx", 400},
		{"POST", "/compare", "old=2", 400},
		{"GET", "/overlaps?scope=all", "", 200},
		{"GET", "/overlaps?between=icou/plen/res,icou/plen/dec", "", 200},
		{"GET", "/overlaps?relation=alike", "", 400},
		{"GET", "/overlaps?class=burnt", "", 400},
		{"GET", "/overlaps?between=icou/plen,", "", 400},
		{"GET", "/overlaps?between=icou/plen,nobody", "", 400},
		{"GET", "/overlaps?address=nonsense", "", 400},
		{"GET", "/overlaps?address=icou/plen/res/999", "", 404},
		{"GET", "/overlaps?address=icou/plen/res/2@plen-22%23resolves.99", "", 404},
		{"GET", "/overlaps?id=none", "", 404},
		{"GET", "/overlaps/" + group, "", 200},
		{"GET", "/overlaps/none", "", 404},
		{"POST", "/overlaps/" + group, `{"seen":999,"act":"comment","comment":"看一看"}`, 200},
		{"POST", "/overlaps/" + group, `{"seen":0,"act":"verdict","outcome":"keep-both","reason":"two bodies"}`, 409},
		{"POST", "/overlaps/" + group, `{"seen":999,"act":"verdict","outcome":"keep-both","reason":"two bodies"}`, 200},
		{"POST", "/overlaps/" + group, `{"seen":999,"act":"verdict","outcome":"keep-both"}`, 422},
		{"POST", "/overlaps/" + group, `{"seen":999,"act":"verdict","outcome":"burn","reason":"cold"}`, 422},
		{"POST", "/overlaps/" + group, `{"act":"comment","comment":"unseen"}`, 400},
		{"POST", "/overlaps/none", `{"seen":999,"act":"comment","comment":"lost"}`, 404},
		{"GET", "/history/icou/plen/res/2?lang=ar", "", 200},
		{"GET", "/history/icou/plen/res/2?provision=resolves.1", "", 200},
		{"GET", "/history/icou/plen/res/999", "", 404},
		{"GET", "/proposals", "", 200},
		{"GET", "/proposals?conference=plen-22&instrument=icou/plen/res/2&action=MOD&lang=zh", "", 200},
		{"GET", "/proposals?fate=lost", "", 400},
		{"GET", "/proposals?conference=zz", "", 400},
		{"GET", "/proposals?author=ZZ", "", 400},
		{"GET", "/proposals?instrument=icou/plen/res/999", "", 404},
		{"GET", "/proposals?instrument=nonsense", "", 400},
		{"GET", "/proposals/ARK/12/1?lang=ar", "", 200},
		{"GET", "/proposals/HLG/15A1/2", "", 200},
		{"GET", "/proposals/ARK/12/99", "", 404},
		{"POST", "/imports?name=a.txt", "RESOLUTION 90 (SANTA MIRRA, 2022)\n\nFog bells\n\nThe Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),\n\nresolves\n\nto ring the fog bells.\n", 201},
		{"POST", "/imports?name=a.txt", "RESOLUTION 90 (SANTA MIRRA, 2022)\n\nFog bells\n\nThe Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),\n\nresolves\n\nto ring the fog bells.\n", 200},
		{"POST", "/imports", "\x00\x01", 422},
		{"POST", "/imports?session=nonsense", "a", 400},
		{"GET", "/mandates?body=icou/plen&lead=sg", "", 200},
		{"GET", "/mandates?standing=some", "", 400},
		{"GET", "/mandates?instrument=2", "", 200},
		{"GET", "/mandates?instrument=nonsense", "", 400},
		{"GET", "/mandates?instrument=icou/plen/res/999", "", 404},
		{"GET", "/mandates?frequency=rarely", "", 400},
		{"GET", "/mandates?element=none", "", 400},
		{"GET", "/mandates?session=plen-99", "", 400},
		{"GET", "/mandates?session=plen-22&frequency=annually", "", 200},
		{"GET", "/mandates/icou/plen/res/2@plen-22%23instructs-sg.1", "", 200},
		{"GET", "/mandates/icou/plen/res/2@plen-22%23nonsense", "", 404},
		{"POST", "/plan/edits", `{"edits":[{"address":"icou/plen/res/2@plen-22#instructs-sg.1","version":0,"status":{"state":"done","since":"2026-01-02","evidence":["C26/35"]}}]}`, 200},
		{"POST", "/plan/edits", `{"edits":[{"address":"icou/plen/res/2@plen-22#instructs-sg.1","version":0,"status":{"state":"recurring","since":"2026-01-02"}}]}`, 409},
		{"POST", "/plan/edits?dry=1", `{"edits":[{"address":"icou/plen/res/2@plen-22#instructs-sg.1","version":0,"status":{"state":"splendid","since":"2026-01-02"}}]}`, 422},
		{"POST", "/plan/edits", `{"edit":[]}`, 400},
		{"POST", "/plan/edits", `{"edits":null}`, 400},
		{"POST", "/plan/edits", `{"edits":[]} trailing`, 400},
		{"POST", "/plan/edits", `{"edits":[]}{"edits":[]}`, 400},
		{"POST", "/plan/edits", "{\"edits\":[]}\n", 200},
		{"GET", "/plan/due?lead=sg", "", 200},
		{"GET", "/plan/due?lead=nobody", "", 400},
		{"GET", "/plan/conference/plen-22", "", 200},
		{"GET", "/plan/conference/plen-99", "", 404},
		{"GET", "/reports?for=icou/plen&period=2026&lang=zh", "", 200},
		{"GET", "/reports?for=icou/plen&period=now", "", 400},
		{"GET", "/imports", "", 200},
		{"GET", "/imports/2", "", 200},
		{"GET", "/imports/999", "", 404},
	}
	for _, tt := range tests {
		request, err := http.NewRequestWithContext(t.Context(), tt.method, server.URL+"/api/v1"+tt.path, strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/octet-stream")
		if strings.HasPrefix(tt.path, "/plan/edits") || strings.HasPrefix(tt.path, "/overlaps/") {
			request.Header.Set("Content-Type", "application/json")
		}
		if tt.path == "/compare" || tt.path == "/check-draft" {
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != tt.status {
			t.Errorf("%s %s: status %d, want %d\n%.300s", tt.method, tt.path, response.StatusCode, tt.status, body)
			continue
		}
		path := holdAgainst(t, router, request, response, body)
		asked[tt.method+" "+path] = true
	}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			if !asked[method+" "+path] {
				t.Errorf("%s %s is described and was not asked for", method, path)
			}
		}
	}
}

// firstGroup gives the id of the heaviest group of the operative queue.
func firstGroup(t *testing.T, url string) string {
	t.Helper()
	var queue struct{ Groups []struct{ ID string } }
	getJSON(t, url+"/api/v1/overlaps", &queue)
	if len(queue.Groups) == 0 {
		t.Fatal("no overlaps")
	}
	return queue.Groups[0].ID
}

func getJSON(t *testing.T, url string, into any) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// holdAgainst checks an answer and gives the path as the description has it.
// An address has slashes, which the description's router cannot know, so they
// are hidden from it.
func holdAgainst(t *testing.T, router routers.Router, request *http.Request, response *http.Response, body []byte) string {
	t.Helper()
	plain := request.Clone(t.Context())
	for _, prefix := range []string{"/api/v1/instruments/", "/api/v1/texts/", "/api/v1/citations/", "/api/v1/history/", "/api/v1/proposals/", "/api/v1/mandates/"} {
		if rest, ok := strings.CutPrefix(plain.URL.Path, prefix); ok {
			plain.URL.Path = prefix + strings.ReplaceAll(rest, "/", "_")
		}
	}
	route, params, err := router.FindRoute(plain)
	if err != nil {
		t.Errorf("%s: not described: %v", request.URL, err)
		return ""
	}
	if media := request.Header.Get("Content-Type"); route.Operation.RequestBody != nil && media == "application/json" && response.StatusCode == http.StatusOK {
		sent, err := request.GetBody()
		if err != nil {
			t.Fatal(err)
		}
		plain.Body = sent
		asked := &openapi3filter.RequestValidationInput{Request: plain, PathParams: params, Route: route}
		if err := openapi3filter.ValidateRequestBody(t.Context(), asked, route.Operation.RequestBody.Value); err != nil {
			t.Errorf("%s %s was accepted against its description: %v", request.Method, request.URL, err)
		}
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: plain, PathParams: params, Route: route},
		Status:                 response.StatusCode, Header: response.Header,
		Options: &openapi3filter.Options{ExcludeResponseBody: slices.Contains([]string{"application/yaml; charset=utf-8", "application/zip"}, response.Header.Get("Content-Type"))},
	}
	input.SetBodyBytes(body)
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.JSONBodyDecoder)
	if err := openapi3filter.ValidateResponse(t.Context(), input); err != nil {
		t.Errorf("%s %s: %v", request.Method, request.URL, err)
	}
	return route.Path
}

// TestConditionalRequests: a client that has the answer already pays nothing.
func TestConditionalRequests(t *testing.T) {
	_, server := openSample(t)
	for _, path := range []string{"/api/v1/instruments", "/api/v1/search?q=cloud", "/search?q=cloud", "/text/icou/plen/res/2@plen-22", "/"} {
		first, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		first.Body.Close()
		again, _ := http.NewRequestWithContext(t.Context(), "GET", server.URL+path, nil)
		again.Header.Set("If-None-Match", first.Header.Get("ETag"))
		second, err := http.DefaultClient.Do(again)
		if err != nil {
			t.Fatal(err)
		}
		second.Body.Close()
		if first.StatusCode != 200 || second.StatusCode != 304 {
			t.Errorf("%s: %d, then %d; want 200, then 304", path, first.StatusCode, second.StatusCode)
		}
	}
}

// TestUntrustedTextIsEscaped brings in a text full of markup and looks at every
// page that shows it.
func TestUntrustedTextIsEscaped(t *testing.T) {
	r, server := openSample(t)
	const attack = `<script>alert(1)</script><img src=x onerror=alert(2)>`
	text := "RESOLUTION 91 (SANTA MIRRA, 2022)\n\n" + attack + " bells\n\nThe Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),\n\nresolves\n\n1 to ring " + attack + " bells;\n\n2 to be heard.\n"
	response, err := http.Post(server.URL+"/api/v1/imports?name="+url.QueryEscape(attack), "application/octet-stream", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		t.Fatalf("status %d", response.StatusCode)
	}
	if err := r.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, path := range []string{"/", "/text/icou/plen/res/91", "/search?q=ring+bells", "/search?q=" + url.QueryEscape(attack), "/intake", "/intake/2",
		"/texts?body=icou/plen", "/history/icou/plen/res/91?all=1", "/compare?old=icou/plen/res/91&new=icou/plen/res/2@plen-22", "/compare?old=" + url.QueryEscape(attack) + "&new=b", "/text/" + url.PathEscape(attack)} {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(page, []byte("<script>alert")) || bytes.Contains(page, []byte("<img src=x")) {
			t.Errorf("%s: markup of a document became markup of ours", path)
		}
		if bytes.Contains(page, []byte("&lt;script&gt;")) {
			shown++
		}
	}
	if shown < 5 {
		t.Errorf("the text was shown on %d pages: the test looks in the wrong places", shown)
	}
	var results struct {
		Hits []struct{ Highlight string }
	}
	getJSON(t, server.URL+"/api/v1/search?q=ring+bells", &results)
	if len(results.Hits) == 0 || strings.Contains(results.Hits[0].Highlight, "<script>") || !strings.Contains(results.Hits[0].Highlight, "<mark>") {
		t.Errorf("highlight: %+v", results.Hits)
	}
}

// What no route matches is a problem like any other.
func TestAPIRefusesUnknownAddresses(t *testing.T) {
	_, server := openSample(t)
	tests := []struct {
		method, path, media string
		status              int
	}{
		{"GET", "/api/v1/nonsense", "application/problem+json", 404},
		{"GET", "/api/v9/search", "application/problem+json", 404},
		{"POST", "/api/v1/search", "application/problem+json", 405},
		{"DELETE", "/api/v1/texts/icou/plen/res/2", "application/problem+json", 405},
		{"GET", "/nonsense", "text/html; charset=utf-8", 404},
	}
	for _, test := range tests {
		r, err := http.NewRequestWithContext(t.Context(), test.method, server.URL+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if media := answer.Header.Get("Content-Type"); answer.StatusCode != test.status || media != test.media {
			t.Errorf("%s %s: %d %s", test.method, test.path, answer.StatusCode, media)
		}
	}
}
