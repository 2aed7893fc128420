package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/data"
	"concord/index/derive"
	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
)

// follow lets the engine follow the record, as serve does.
func follow(t *testing.T, r *record) {
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- derive.RunOverlaps(ctx, r.store, r.overlaps, nil) }()
	t.Cleanup(func() {
		stop()
		<-ended
	})
}

// copied is Resolution 4 of the sample library under another number.
func copied(t *testing.T, lang tracker.Lang, number string) []byte {
	t.Helper()
	words, err := fs.ReadFile(data.Files, "sample/texts/plen-22/res-4."+string(lang)+".txt")
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Replace(words, []byte("4"), []byte(number), 1)
}

func received(t *testing.T, url string, header ...string) (int, string, http.Header) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body), response.Header
}

// TestReceiptNamesOverlaps: a text that repeats another is told with its receipt, to
// programs and on the page, with the way to the case; in three scripts.
func TestReceiptNamesOverlaps(t *testing.T) {
	r, server := openSample(t)
	follow(t, r)
	for i, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		number := fmt.Sprint(94 + i)
		response, err := http.Post(server.URL+"/api/v1/imports?name=copy.txt", "application/octet-stream", bytes.NewReader(copied(t, lang, number)))
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			tracker.Receipt
			Overlaps queue.Flagged `json:"overlaps"`
		}
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		at := "icou/plen/res/" + number + "@plen-22#resolves.2"
		found := slices.IndexFunc(answer.Overlaps.Provisions, func(p queue.FlaggedProvision) bool { return p.Address.String() == at })
		if found < 0 || answer.Overlaps.Compared != 1 {
			t.Fatalf("%s: status %d, %s is not among %+v", lang, response.StatusCode, at, answer.Overlaps)
		}
		p := answer.Overlaps.Provisions[found]
		if p.Like[0].Lang != lang || p.Class != overlap.Operative || p.Like[0].Coverage < 0.9 || p.Like[0].Members < 2 {
			t.Errorf("%s: %+v", lang, p)
		}
		_, page, _ := received(t, fmt.Sprintf("%s/intake/%d?ui=%s", server.URL, answer.Sequence, lang))
		for _, want := range []string{
			`id="overlaps"`, `href="/text/icou/plen/res/` + number + `@plen-22/` + string(lang) + `#resolves.2"`, `lang="` + string(lang) + `" dir="` + lang.Dir() + `">` + p.Text,
			`href="/text/` + p.Like[0].Address.At(p.Like[0].Address.Provision).Revision().In(lang).String() + `#` + p.Like[0].Address.Provision + `"`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page of the receipt lacks %q", lang, want)
			}
		}
		for position := uint64(0); position < answer.Sequence; position = r.overlaps.Position() {
			time.Sleep(5 * time.Millisecond)
		}
		_, page, _ = received(t, fmt.Sprintf("%s/api/v1/imports/%d", server.URL, answer.Sequence))
		if err := json.Unmarshal([]byte(page), &answer); err != nil {
			t.Fatal(err)
		}
		if answer.Overlaps.Pending || len(answer.Overlaps.Provisions) == 0 {
			t.Errorf("%s: when everything was looked for: %+v", lang, answer.Overlaps)
		}
		if status, _, _ := received(t, server.URL+"/review/"+answer.Overlaps.Provisions[0].Like[0].Group); status != http.StatusOK {
			all, _ := r.queue().All(t.Context())
			i, known := all.Find(answer.Overlaps.Provisions[0].Like[0].Group)
			t.Errorf("%s: the case of the receipt answers %d: %d %v %+v", lang, status, i, known, answer.Overlaps.Provisions[0])
		}
	}
}

// TestPagesSayThatOverlapsAreLookedFor: while the queue lacks some, no page says that
// there are none; in three languages.
func TestPagesSayThatOverlapsAreLookedFor(t *testing.T) {
	r, server := openSample(t)
	notice := func(path string, lang tracker.Lang) bool {
		_, page, _ := received(t, server.URL+path+"?ui="+string(lang))
		return strings.Contains(page, map[tracker.Lang]string{"en": "still being looked for", "ar": "لا يزال البحث عن التداخلات جارياً", "zh": "仍在查找重叠"}[lang])
	}
	for _, lang := range []tracker.Lang{"en", "ar", "zh"} {
		if notice("/review", lang) {
			t.Errorf("%s: a notice though everything was looked for", lang)
		}
	}
	// As if a text had come in whose overlaps nobody has weighed yet.
	if _, err := r.overlaps.Update(t.Context(), overlap.Change{Sequence: r.store.Last() + 1, Instruments: []tracker.Address{{Body: "icou/plen", Kind: tracker.Resolution, Number: "4"}}}); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []tracker.Lang{"en", "ar", "zh"} {
		for _, path := range []string{"/review", "/matrix", "/workbench", "/guidelines", "/check-draft"} {
			if !notice(path, lang) {
				t.Errorf("%s?ui=%s does not say that overlaps are still being looked for", path, lang)
			}
		}
	}
	_, page, _ := received(t, server.URL+"/review?relation=integrates&state=decided")
	if strings.Contains(page, "Nothing here wants a decision") || strings.Contains(page, "0 cases") || strings.Contains(page, "I have seen everything") {
		t.Error("the queue says that there is nothing while overlaps are being looked for")
	}
}

// TestTagsKnowTheDay: what a client keeps is good for the day, the program and the
// person that it was made for.
func TestTagsKnowTheDay(t *testing.T) {
	r, server := openSample(t)
	day := time.Date(2026, 11, 26, 23, 0, 0, 0, time.UTC)
	r.intake.Clock = func() time.Time { return day }
	for _, path := range []string{"/api/v1/plan/due", "/api/v1/mandates", "/text/icou/plen/res/2@plen-22", "/", "/search?q=cloud", "/history/icou/plen/res/2"} {
		tag := func(header ...string) string {
			_, _, h := received(t, server.URL+path, header...)
			if h.Get("ETag") == "" || !strings.Contains(h.Get("Cache-Control"), "private") {
				t.Errorf("%s: ETag %s, Cache-Control %s", path, h.Get("ETag"), h.Get("Cache-Control"))
			}
			return h.Get("ETag")
		}
		day = time.Date(2026, 11, 26, 23, 0, 0, 0, time.UTC)
		first := tag()
		if again := tag(); again != first {
			t.Errorf("%s: another tag for the same", path)
		}
		if reader := tag("X-Forwarded-For", "192.0.2.7"); reader == first {
			t.Errorf("%s: one tag for who may write and who may not", path)
		}
		if status, _, _ := received(t, server.URL+path, "If-None-Match", first); status != http.StatusNotModified {
			t.Errorf("%s: status %d for what the client has", path, status)
		}
		day = day.Add(2 * time.Hour)
		if status, _, _ := received(t, server.URL+path, "If-None-Match", first); status != http.StatusOK || tag() == first {
			t.Errorf("%s: status %d for the answer of yesterday", path, status)
		}
	}
	if r.mark("one")() == r.mark("another")() {
		t.Error("one mark for two programs")
	}
	if thisProgram() == "" {
		t.Error("this program has no mark")
	}
}

// TestSearchTagKnowsTheStates: an answer that counts no states yet is not kept for one
// that does.
func TestSearchTagKnowsTheStates(t *testing.T) {
	r, server := openSample(t)
	for _, path := range []string{"/api/v1/search?q=cloud", "/search?q=cloud"} {
		r.index.KnowStates(func(context.Context) (map[tracker.Address]string, error) { return map[tracker.Address]string{}, nil })
		_, _, h := received(t, server.URL+path)
		if err := r.index.ReadStates(t.Context()); err != nil {
			t.Fatal(err)
		}
		if status, _, _ := received(t, server.URL+path, "If-None-Match", h.Get("ETag")); status != http.StatusOK {
			t.Errorf("%s: status %d for an answer without the states", path, status)
		}
	}
}
