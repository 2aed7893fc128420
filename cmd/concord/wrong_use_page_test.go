package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// An address that the program prints, or what people call the text, finds the same
// overlaps as its shortest form, and nothing is listed as if there were none.
func TestOverlapsOfWhatIsNamed(t *testing.T) {
	_, server := openSample(t)
	var all struct {
		Groups []struct {
			ID, Lang string
			Members  []struct{ Address string }
		}
	}
	getJSON(t, server.URL+"/api/v1/overlaps", &all)
	id, member := all.Groups[0].ID, all.Groups[0].Members[0].Address
	revision, paragraph, _ := strings.Cut(member, "#")
	instrument, _, _ := strings.Cut(revision, "@")
	number := instrument[strings.LastIndex(instrument, "/")+1:]
	for _, typed := range []string{instrument, revision, member, revision + "/" + all.Groups[0].Lang + "#" + paragraph, "Resolution " + number, "PLEN"} {
		if status, body := get(t, server, "/api/v1/overlaps?address="+url.QueryEscape(typed)); status != http.StatusOK || !strings.Contains(body, id) {
			t.Errorf("api, %s: %d without %s", typed, status, id)
		}
		for _, path := range []string{"/review", "/cases/csv", "/review/" + id} {
			status, body := get(t, server, path+"?about="+url.QueryEscape(typed))
			if status != http.StatusOK || !strings.Contains(body, id) && path == "/review" || strings.Contains(body, `role="alert"`) {
				t.Errorf("%s, %s: %d", path, typed, status)
			}
		}
	}
}

// The queue says what of its filter nobody could mean, in the reader's language, and
// keeps what was typed.
func TestQueueOfAnUnknownFilter(t *testing.T) {
	_, server := openSample(t)
	for _, query := range []string{
		"about=icou/plen/res/999", "about=nonsense", "with=icou/plen/res/2%23resolves.99", "about=icou/plen/res/2@plen-99",
		"state=zz", "relation=zz", "flag=zz", "scope=zz", "class=zz",
	} {
		status, body := get(t, server, "/review?ui=ar&"+query)
		_, typed, _ := strings.Cut(query, "=")
		typed, _ = url.QueryUnescape(typed)
		if status != http.StatusBadRequest || !strings.Contains(body, "لا معنى لهذه التصفية هنا") || strings.Contains(body, `class="hits cases">`+"\n<li>") || !strings.Contains(body, `value="`+typed+`"`) {
			t.Errorf("/review?%s: %d, or it does not say why", query, status)
		}
		if status, _ := get(t, server, "/cases/csv?"+query); status != http.StatusBadRequest {
			t.Errorf("/cases/csv?%s: %d", query, status)
		}
	}
}
