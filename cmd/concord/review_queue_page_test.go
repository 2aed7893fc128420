package main

import (
	"fmt"
	"html"
	"maps"
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

// bring takes in English texts of the fictional union, one a number, each with these
// paragraphs under one heading.
func bring(t *testing.T, r *record, heading string, texts map[string][]string) {
	t.Helper()
	for _, number := range slices.Sorted(maps.Keys(texts)) {
		words := "RESOLUTION " + number + " (SANTA MIRRA, 2022)\n\nLanterns of quay " + number +
			"\n\nThe Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),\n\n" + heading + "\n"
		for i, p := range texts[number] {
			words += fmt.Sprintf("\n%d %s;\n", i+1, p)
		}
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
	bring(t, r, "instructs the Secretary-General", map[string][]string{"91": {lanterns}, "92": {lanterns + " of the day"}})
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
