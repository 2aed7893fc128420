package data_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"unicode"

	"concord/data"
	"concord/tracker"
)

var scripts = map[tracker.Lang]*unicode.RangeTable{
	"ar": unicode.Arabic, "en": unicode.Latin, "es": unicode.Latin, "fr": unicode.Latin, "ru": unicode.Cyrillic, "zh": unicode.Han,
}

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
			Asks  string                    `json:"asks"`
			Forms map[tracker.Lang][]string `json:"forms"`
		} `json:"frames"`
	}
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		t.Fatal(err)
	}
	if list.Verified == nil || len(list.Frames) < 10 {
		t.Errorf("%d frames, verified %v: want ten at least, and whether somebody has checked them", len(list.Frames), list.Verified)
	}
	for _, l := range tracker.Langs {
		owner := map[string]string{}
		for _, f := range list.Frames {
			if f.Asks != "" && f.Asks != "action" && f.Asks != "actor" {
				t.Errorf("%s asks %q", f.Key, f.Asks)
			}
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

// Fields and their values have names in six languages, and no name means two.
func TestFields(t *testing.T) {
	file, err := data.Files.ReadFile("search/fields.json")
	if err != nil {
		t.Fatal(err)
	}
	type names = map[tracker.Lang][]string
	var list struct {
		Verified *bool                       `json:"verified"`
		Fields   map[string]names            `json:"fields"`
		Values   map[string]map[string]names `json:"values"`
	}
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		t.Fatal(err)
	}
	if list.Verified == nil || len(list.Fields) != 14 || len(list.Values) != 4 {
		t.Errorf("%d fields, %d with values, verified %v", len(list.Fields), len(list.Values), list.Verified)
	}
	sets := map[string]map[string]names{"": list.Fields}
	maps.Copy(sets, list.Values)
	for of, set := range sets {
		owner := map[string]string{}
		for key, in := range set {
			for _, l := range tracker.Langs {
				if len(in[l]) == 0 {
					t.Errorf("%s %s: no name in %s", of, key, l)
				}
				for _, name := range in[l] {
					folded := tracker.Fold(name)
					if owner[folded] != "" && owner[folded] != key || strings.TrimSpace(name) != name || strings.ContainsAny(name, `:"()*~,`) {
						t.Errorf("%s %s: %s name %q is also %q, or has a mark of the query language", of, key, l, name, owner[folded])
					}
					owner[folded] = key
				}
			}
		}
	}
}
