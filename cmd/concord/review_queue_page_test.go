package main

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concord/index/derive"
	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/grammar"
)

// TestCaseInReadersLanguage: a case whose texts are held in the reader's language is
// explained in it, whatever language it was found in: why it is there, how much each
// has in common, and the words of the list.
func TestCaseInReadersLanguage(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile(`<q lang="(\w+)"`)
	for _, g := range listing.Groups {
		for _, lang := range tracker.Langs {
			told, err := r.overlaps.Told(t.Context(), g, lang)
			if err != nil {
				continue // not held in it
			}
			_, body := get(t, server, fmt.Sprintf("/review/%s?ui=%s", g.ID, lang))
			for _, m := range told.Members {
				if share := fmt.Sprintf("%.0f\u00a0%%", 100*m.Coverage); !strings.Contains(body, share) {
					t.Errorf("%s in %s: %s of %s is not said", g.ID, lang, share, m.Address)
				}
			}
			shared := body[strings.Index(body, `<p class="shared">`):]
			for _, in := range quoted.FindAllStringSubmatch(shared[:strings.Index(shared, "</p>")], -1) {
				if in[1] != string(lang) {
					t.Errorf("%s: a reader of %s is given a reason in %s", g.ID, lang, in[1])
				}
			}
			_, body = get(t, server, "/review?ui="+string(lang))
			if words := []rune(told.Members[0].Text); !strings.Contains(body, html.EscapeString(string(words[:12]))) {
				t.Errorf("the list of a reader of %s lacks %q", lang, string(words[:12]))
			}
		}
	}
}

// bring takes in English texts of a conference of the fictional union, one a number,
// each with these instructions.
func bring(t *testing.T, r *record, conference string, texts map[string][]string) {
	t.Helper()
	for _, number := range slices.Sorted(maps.Keys(texts)) {
		paragraphs := []string{
			"RESOLUTION " + number + " (" + strings.ToUpper(conference) + ")", "Lanterns of quay " + number,
			"The Plenary Conference of the International Cloud Observation Union (" + conference + "),", "instructs the Secretary-General",
		}
		for i, p := range texts[number] {
			paragraphs = append(paragraphs, fmt.Sprintf("%d %s;", i+1, p))
		}
		words := strings.Join(paragraphs, "\n\n")
		if _, err := r.intake.File(t.Context(), number+".txt", strings.NewReader(words), int64(len(words)), grammar.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := derive.Overlaps(t.Context(), r.store, r.overlaps, nil); err != nil {
		t.Fatal(err)
	}
}

// lanterns is a paragraph that no text of the sample library is like.
const lanterns = "to light the lanterns of the northern quay at dusk, to feed the gulls that nest in its cranes and to count both before the first ferry"

// TestCaseInAnotherLanguage: where the texts are not held in the reader's language,
// the page says so, and in which they are shown.
func TestCaseInAnotherLanguage(t *testing.T) {
	r, server := openSample(t)
	bring(t, r, "Santa Mirra, 2022", map[string][]string{"91": {lanterns}, "92": {lanterns + " of the day"}})
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{About: "icou/plen/res/91"})
	if err != nil || len(listing.Groups) != 1 {
		t.Fatalf("%d cases, %v", len(listing.Groups), err)
	}
	_, body := get(t, server, "/review/"+listing.Groups[0].ID+"?ui=zh")
	if !strings.Contains(body, "这些段落并非都有中文文本；此处显示的是English文本。") || !strings.Contains(body, "%相同") {
		t.Error("a reader of Chinese is not told that the case is shown in English, or not how much is in common")
	}
	if _, body = get(t, server, "/review/"+listing.Groups[0].ID+"?ui=en"); strings.Contains(body, "Not all of these") {
		t.Error("a reader of English is told that there is no English")
	}
}

// shownCount is how many cases a page of the queue says that there are.
var shownCount = regexp.MustCompile(`<p class="soft" role="status">(\d+) case`)

// TestFacetsCountWhatTheyShow: a value that is chosen has the count of what is shown
// with it, and leads to what is shown without it.
func TestFacetsCountWhatTheyShow(t *testing.T) {
	_, server := openSample(t)
	chosen := regexp.MustCompile(`<a href="([^"]+)" aria-current="true"><span>[^<]+</span><span class="count">(\d+)</span>`)
	for _, query := range []string{"relation=identical", "relation=restated", "flag=number", "about=icou/plen", "new=1", "flag=number&relation=conflicting"} {
		_, body := get(t, server, "/review?ui=en&"+query)
		n := shownCount.FindStringSubmatch(body)
		values := chosen.FindAllStringSubmatch(body, -1)
		if n == nil || len(values) < 3 { // the part, the state and what is asked for
			t.Errorf("%s: %d values are chosen", query, len(values))
			continue
		}
		for _, v := range values[2:] {
			if v[2] != n[1] {
				t.Errorf("%s: a chosen value counts %s of %s", query, v[2], n[1])
			}
			if strings.Count(v[1], "=") != strings.Count(query, "=")-1 {
				t.Errorf("%s: a chosen value leads to %s", query, v[1])
			}
		}
	}
}

// TestAssignmentIsTakenBack: cases are listed by who has them, those of nobody too, and
// what is taken back is nobody's.
func TestAssignmentIsTakenBack(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) < 3 {
		t.Fatalf("%d overlaps, %v", len(listing.Groups), err)
	}
	counts := func(when string, want map[string]int) {
		t.Helper()
		for query, n := range want {
			if _, body := get(t, server, "/review?ui=en&"+query); shownCount.FindStringSubmatch(body)[1] != fmt.Sprint(n) {
				t.Errorf("%s: %s lists %s, want %d", when, query, shownCount.FindStringSubmatch(body)[1], n)
			}
		}
	}
	all := len(listing.Groups)
	assign := func(who string) {
		t.Helper()
		form := url.Values{"act": {"assignment"}, "assignee": {who}, "seen": {fmt.Sprint(r.store.Last())}, "lang": {"en"}}
		if status, _, _ := post(t, server, "/review/"+listing.Groups[1].ID+"/remark", form); status != http.StatusSeeOther {
			t.Fatalf("assigned to %q: %d", who, status)
		}
	}
	assign("李")
	counts("assigned", map[string]int{"assignee=李": 1, "free=1": all - 1, "assignee=Bob": 0})
	_, body := get(t, server, "/review?ui=en")
	if !strings.Contains(body, `<span>李</span><span class="count">1</span>`) || !strings.Contains(body, fmt.Sprintf(`<span>nobody</span><span class="count">%d</span>`, all-1)) {
		t.Error("the queue cannot be narrowed to whom cases are assigned")
	}
	if _, body = get(t, server, "/review/"+listing.Groups[1].ID+"?ui=en"); !strings.Contains(body, `Take back from <bdi>李</bdi>`) {
		t.Error("an assignment cannot be taken back")
	}
	assign("")
	counts("taken back", map[string]int{"assignee=李": 0, "free=1": all})
	if _, body = get(t, server, "/review/"+listing.Groups[1].ID+"?ui=ar"); !strings.Contains(body, "<b>لم يعد مُسنداً إلى أحد</b>") || strings.Contains(body, "<q dir=\"auto\"></q>") {
		t.Error("what was taken back reads like an assignment")
	}
}

// TestQueuePages: a page of a long queue says which cases it shows and leads to the
// others, forward and back; a page that there is not is the last.
func TestQueuePages(t *testing.T) {
	r, server := openSample(t)
	var yards []string
	for i := range 60 {
		yards = append(yards, strings.ReplaceAll("to sweep the @lane, to paint the @gate and to oil the @bell of the @yard by @tide", "@", "q"+string(rune('a'+i/26))+string(rune('a'+i%26))))
	}
	bring(t, r, "Santa Mirra, 2022", map[string][]string{"91": yards, "92": yards})
	for _, tt := range []struct {
		page, shown string
		cases       int
	}{{"", "1–50 / 60", 50}, {"2", "51–60 / 60", 10}, {"5000", "51–60 / 60", 10}, {"-3", "1–50 / 60", 50}} {
		_, body := get(t, server, "/review?about=icou/plen/res/91&ui=en&page="+tt.page)
		if n := strings.Count(body, `name="case"`); n != tt.cases || !strings.Contains(body, "60 cases") || !strings.Contains(body, "<bdi>"+tt.shown+"</bdi>") {
			t.Errorf("page %q: %d cases", tt.page, n)
		}
		for _, to := range []string{"1", "2"} {
			if !strings.Contains(body, `href="/review?about=icou%2Fplen%2Fres%2F91&amp;page=`+to+`"`) {
				t.Errorf("page %q does not lead to page %s", tt.page, to)
			}
		}
	}
}

// TestTargetIsAsked: no paragraph is chosen for the reviewer to keep the words; an
// outcome that needs one is not recorded without.
func TestTargetIsAsked(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) == 0 {
		t.Fatalf("%d overlaps, %v", len(listing.Groups), err)
	}
	path, seen := "/review/"+listing.Groups[0].ID, r.store.Last()
	if _, body := get(t, server, path); regexp.MustCompile(`name="target"[^>]* checked`).MatchString(body) {
		t.Error("a paragraph is chosen for the reviewer")
	}
	form := url.Values{"outcome": {"merge-into"}, "reason": {"one is enough"}, "seen": {fmt.Sprint(seen)}, "lang": {"en"}}
	status, body, _ := post(t, server, path+"?ui=zh", form)
	if status != http.StatusUnprocessableEntity || r.store.Last() != seen || !strings.Contains(body, "请指明保留文字的段落") || !strings.Contains(body, `value="one is enough"`) ||
		!regexp.MustCompile(`value="merge-into"[^>]* checked`).MatchString(body) {
		t.Errorf("without a paragraph that keeps the words: %d, %d entries", status, r.store.Last()-seen)
	}
	targets := regexp.MustCompile(`name="target" value="([^"]+)"`).FindAllStringSubmatch(body, -1)
	last := targets[len(targets)-1][1]
	form.Set("target", last)
	if status, _, _ = post(t, server, path, form); status != http.StatusSeeOther {
		t.Fatalf("with one: %d", status)
	}
	text, _, _ := strings.Cut(last, "#") // the merger begun from the case revises the text that keeps the words
	if _, body = get(t, server, path); !strings.Contains(body, `href="/workbench/new?text=`+url.QueryEscape(text)) {
		t.Errorf("the merger does not begin with %s: %s", text, regexp.MustCompile(`/workbench/new[^"]*`).FindString(body))
	}
}

// TestManyDirections: what of many texts came later and which cites which is one line
// before the evidence, and the rest is there for who asks.
func TestManyDirections(t *testing.T) {
	r, server := openSample(t)
	before := map[string][]string{}
	words := strings.Fields(lanterns)
	for i := range 8 { // each lacks other words of the text that came later
		before[fmt.Sprint(81+i)] = []string{strings.Join(slices.Delete(slices.Clone(words), 3*i, 3*i+2), " ")}
	}
	bring(t, r, "Port Alder, 2014", before)
	bring(t, r, "Santa Mirra, 2022", map[string][]string{"91": {lanterns}})
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{About: "icou/plen/res/91"})
	if err != nil || len(listing.Groups) != 1 || len(listing.Groups[0].Members) != 9 {
		t.Fatalf("%+v, %v", listing.Groups, err)
	}
	later := 0
	for _, p := range listing.Groups[0].Pairs {
		if p.Later != "" {
			later++
		}
	}
	_, body := get(t, server, "/review/"+listing.Groups[0].ID+"?ui=en")
	line := regexp.MustCompile(`<details class="direction"><summary>[^<]*was adopted later than[^<]*<bdi class="soft">\+(\d+)</bdi></summary><ul>`).FindStringSubmatch(body)
	if later < 3 || line == nil || line[1] != fmt.Sprint(later-1) || strings.Count(body, "was adopted later than") != later {
		t.Errorf("%d directions: %v", later, line)
	}
}

// TestQueueBeforeOverlaps: while overlaps are looked for, no page says that there is
// nothing to decide, or that the reader asked for something wrong.
func TestQueueBeforeOverlaps(t *testing.T) {
	_, server := openUnsearched(t, closedSample(t))
	status, body := get(t, server, "/review?ui=en")
	if status != http.StatusOK || !strings.Contains(body, "still being looked for") || strings.Contains(body, "wants a decision") || strings.Contains(body, "I have seen everything") {
		t.Errorf("the queue: %d", status)
	}
	status, body = get(t, server, "/review/0123456789ab?ui=ar")
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "<h1>ليس جاهزاً بعد</h1>") {
		t.Errorf("a case: %d", status)
	}
}
