package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var seenField = regexp.MustCompile(`name="seen" value="(\d+)"`)

// TestFateByForm records what became of a proposal from its page: the page then
// says who did, a second form that had not seen it is refused with what was
// typed kept, and a fate that is none changes nothing.
func TestFateByForm(t *testing.T) {
	_, server := openSample(t)
	const path = "/proposal/ARK/12/1?conference=plen-22&ui=en"
	_, body := get(t, server, path)
	seen := seenField.FindStringSubmatch(body)
	if seen == nil {
		t.Fatalf("no form on\n%s", body)
	}
	say := func(fate, note string) (int, string) {
		status, body, _ := post(t, server, path, url.Values{"seen": {seen[1]}, "fate": {fate}, "note": {note}})
		return status, body
	}
	if status, body := say("lost", ""); status != http.StatusUnprocessableEntity || !strings.Contains(body, `role="alert"`) {
		t.Errorf("a fate that is none: %d", status)
	}
	if status, _ := say("adopted-changed", "Committee <5>"); status != http.StatusSeeOther {
		t.Errorf("recorded: %d", status)
	}
	if _, body := get(t, server, path); !strings.Contains(body, "Committee &lt;5&gt;") || !strings.Contains(body, "adopted with changes") {
		t.Errorf("the page does not say what was recorded:\n%s", body)
	}
	if status, body := say("withdrawn", "by mail"); status != http.StatusConflict || !strings.Contains(body, ">by mail</textarea>") {
		t.Errorf("a second writer: %d", status)
	}
	if status, _ := get(t, server, "/proposal/ARK/12/99"); status != http.StatusNotFound {
		t.Errorf("no such proposal: %d", status)
	}
}

// TestSearchNamesProposal: a proposal's symbol, typed where one searches, leads to it.
func TestSearchNamesProposal(t *testing.T) {
	_, server := openSample(t)
	if _, body := get(t, server, "/search?ui=en&q="+url.QueryEscape("ark/12/1")); !strings.Contains(body, `href="/proposal/ARK/12/1?conference=plen-22"`) {
		t.Errorf("no way to the proposal:\n%s", body)
	}
	if _, body := get(t, server, "/search?ui=en&q="+url.QueryEscape("ark/12/99")); strings.Contains(body, "/proposal/") {
		t.Error("a way to a proposal that there is not")
	}
}

// TestSideBySide holds what the page of several proposals says of the sample's:
// what they agree on, where they contradict each other, and who asks for what.
func TestSideBySide(t *testing.T) {
	_, server := openSample(t)
	for _, c := range []struct {
		query string
		has   []string
	}{
		{"base=icou/plen/res/2&lang=en&ui=en", []string{"<b>1</b> in conflict", "<b>2</b> agreed", `colspan="2"`, "badge conflict", "Nothing is merged"}},
		{"base=icou/plen/res/2&lang=ar&ui=ar", []string{`dir="rtl"`, "OVL/21/1", "badge conflict"}},
		{"base=icou/plen/res/2&lang=zh&ui=zh", []string{"<b>0</b> 处冲突"}},
		{"base=icou/plen/res/2@plen-18&p=ARK/12/1&p=OVL/21/1&ui=en", []string{"<b>0</b> in conflict", `value="HLG/15A1/1">`}},
	} {
		status, body := get(t, server, "/consolidate?"+c.query)
		if status != http.StatusOK {
			t.Errorf("%s: %d", c.query, status)
		}
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s: lacks %q", c.query, want)
			}
		}
	}
	for _, wrong := range []string{"base=nonsense", "base=icou/plen/res/999", "base=icou/plen/res/2@plen-14&conference=plen-26"} {
		if status, _ := get(t, server, "/consolidate?"+wrong); status != http.StatusNotFound && status != http.StatusBadRequest {
			t.Errorf("%s: %d", wrong, status)
		}
	}
}
