package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// describedAPI reads the description.
func describedAPI(t *testing.T) *openapi3.T {
	t.Helper()
	described, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(described)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestAPIRefusesWhatIsNotDescribed gives every parameter that has a list of values, or
// numbers, one beyond them, and every address a parameter that it does not have.
func TestAPIRefusesWhatIsNotDescribed(t *testing.T) {
	_, server := openSample(t)
	concrete := strings.NewReplacer("{address}", "icou/plen/res/2", "{symbol}", "ARK/12/1", "{id}", "none", "{session}", "plen-22", "{sequence}", "2")
	refused := func(method, path, query, name string) {
		r, err := http.NewRequestWithContext(t.Context(), method, server.URL+"/api/v1"+concrete.Replace(path)+"?"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		status, body, header := fetch(t, r)
		if status != http.StatusBadRequest || header.Get("Content-Type") != "application/problem+json" || !strings.Contains(body, `"detail":"`+name) {
			t.Errorf("%s %s?%s: %d %.200s", method, path, query, status, body)
		}
	}
	lists := 0
	for path, item := range describedAPI(t).Paths.Map() {
		for method, op := range item.Operations() {
			if op.Responses.Default() == nil {
				t.Errorf("%s %s: no word of faults", method, path)
			}
			refused(method, path, "nosuch=1", "nosuch")
			for _, p := range op.Parameters {
				wrong := map[bool]string{true: "zz"}[len(p.Value.Schema.Value.Enum) > 0 || p.Value.Schema.Value.Type.Is("integer")]
				if p.Value.In != "query" || wrong == "" {
					continue
				}
				lists++
				refused(method, path, p.Value.Name+"="+wrong, p.Value.Name)
				if most := p.Value.Schema.Value.Max; most != nil {
					refused(method, path, fmt.Sprintf("%s=%v", p.Value.Name, *most+1), p.Value.Name)
					refused(method, path, fmt.Sprintf("%s=%v", p.Value.Name, *p.Value.Schema.Value.Min-1), p.Value.Name)
				}
			}
		}
	}
	refused("GET", "/search", "q=a&q=b", "q")
	if lists < 20 {
		t.Errorf("%d parameters with a list: the test looks in the wrong places", lists)
	}
}

// TestAPIRefusesOtherSites: what a page of another site sends is a problem like any other.
func TestAPIRefusesOtherSites(t *testing.T) {
	_, server := openSample(t)
	for path, media := range map[string]string{"/api/v1/plan/edits": "application/problem+json", "/review": "text/plain; charset=utf-8"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader(`{"edits":[]}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		status, body, header := fetch(t, r)
		if status != http.StatusForbidden || header.Get("Content-Type") != media || !strings.Contains(body, "another site") {
			t.Errorf("%s: %d %s %s", path, status, header.Get("Content-Type"), body)
		}
	}
}
