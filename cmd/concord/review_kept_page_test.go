package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"concord/index/overlap"
)

// TestReviewKeepsWhatWasTyped refuses forms in every way and looks for what was
// typed in the answer, with the fault in the language of the reader.
func TestReviewKeepsWhatWasTyped(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) < 2 {
		t.Fatalf("%d overlaps, %v", len(listing.Groups), err)
	}
	g := listing.Groups[0]
	path := "/review/" + g.ID
	if _, body := get(t, server, path); strings.Count(body, `name="member"`) != 3*len(g.Members) {
		t.Errorf("the forms of a case do not name its %d members", len(g.Members))
	}
	verdict := url.Values{"seen": {"0"}, "lang": {"en"}, "outcome": {"suppress"}, "reason": {"first"}}
	if status, _, _ := post(t, server, path, verdict); status != http.StatusSeeOther {
		t.Fatalf("verdict: %d", status)
	}
	members := url.Values{}
	for _, m := range g.Members {
		members.Add("member", m.Address.String())
	}
	for _, c := range []struct {
		name, path string
		form       url.Values
		status     int
		want       string
	}{
		{"comment", path + "/remark?ui=en", url.Values{"act": {"comment"}, "comment": {"my <long> thought"}}, 409, `value="my &lt;long&gt; thought"`},
		{"assignment", path + "/remark?ui=en", url.Values{"act": {"assignment"}, "assignee": {"Carolina"}}, 409, `value="Carolina"`},
		{"long comment", path + "/remark?ui=en", url.Values{"act": {"comment"}, "comment": {strings.Repeat("四", 4001)}}, 422, strings.Repeat("四", 4001)},
		{"what is wrong with it", path + "/remark?ui=zh", url.Values{"act": {"comment"}, "comment": {strings.Repeat("四", 4001)}}, 422, "<p class=\"notice\" role=\"alert\">最多4000个字符</p>"},
		{"no outcome", path + "?ui=ar", url.Values{"outcome": {"nonsense"}, "reason": {"لماذا"}}, 422, `value="لماذا"`},
		{"new words", "/review/000000000000?ui=en", url.Values{"outcome": {"suppress"}, "reason": {"typed before"}, "member": members["member"]}, 409, `value="typed before"`},
		{"new words, comment", "/review/000000000000/remark?ui=en", url.Values{"act": {"comment"}, "comment": {"said before"}, "member": members["member"]}, 409, `value="said before"`},
		{"the case it became", "/review/000000000000?ui=en", url.Values{"outcome": {"suppress"}, "reason": {"typed before"}, "member": members["member"]}, 409, `action="` + path},
		{"no heir", "/review/000000000000?ui=en", url.Values{"outcome": {"suppress"}, "reason": {"typed before"}}, 409, "typed before"},
	} {
		c.form.Set("seen", "0")
		c.form.Set("lang", "en")
		status, body, _ := post(t, server, c.path, c.form)
		if status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d, want %d with %.60q", c.name, status, c.status, c.want)
		}
		if strings.Contains(body, "no such outcome") || strings.Contains(body, "at most 4000 characters") {
			t.Errorf("%s: words of the program itself", c.name)
		}
	}
}
