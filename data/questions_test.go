package data_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"concord/data"
	"concord/tracker"
)

// The words of questions are there in six languages, each in its own script, none
// of them twice in one language, and none is a mark of the query language.
func TestQuestions(t *testing.T) {
	file, err := data.Files.ReadFile("search/questions.json")
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Verified *bool `json:"verified"`
		Frames   []struct {
			Key   string                    `json:"key"`
			Acts  bool                      `json:"acts"`
			Forms map[tracker.Lang][]string `json:"forms"`
		} `json:"frames"`
	}
	decoder := json.NewDecoder(strings.NewReader(string(file)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		t.Fatal(err)
	}
	if list.Verified == nil || len(list.Frames) < 10 {
		t.Errorf("%d frames, verified %v: want ten at least, and whether somebody has checked them", len(list.Frames), list.Verified)
	}
	scripts := map[tracker.Lang]*unicode.RangeTable{
		"ar": unicode.Arabic, "en": unicode.Latin, "es": unicode.Latin, "fr": unicode.Latin, "ru": unicode.Cyrillic, "zh": unicode.Han,
	}
	for _, l := range tracker.Langs {
		owner := map[string]string{}
		for _, f := range list.Frames {
			if len(f.Forms[l]) == 0 {
				t.Errorf("%s: no form in %s", f.Key, l)
			}
			for _, form := range f.Forms[l] {
				if !strings.ContainsFunc(form, func(r rune) bool { return unicode.Is(scripts[l], r) }) || strings.TrimSpace(form) != form || strings.ContainsAny(form, `"«»“”*~()`) {
					t.Errorf("%s: %s form %q is of another script, has spaces around it or a mark of the query language", f.Key, l, form)
				}
				if folded := tracker.Fold(form); owner[folded] != "" {
					t.Errorf("%s and %s: both have the %s form %q", owner[folded], f.Key, l, form)
				} else {
					owner[folded] = f.Key
				}
			}
		}
	}
}
