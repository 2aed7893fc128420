package data_test

import (
	"strings"
	"testing"

	"concord/tracker"
)

// Every concept has names in six languages, written in the language's script,
// and no name in one language leads to two concepts.
func TestGlossary(t *testing.T) {
	glossary := registry(t).Glossary
	if len(glossary) < 80 {
		t.Errorf("%d concepts, want at least 80", len(glossary))
	}
	keys := map[string]bool{}
	for _, c := range glossary {
		if keys[c.Key] || c.Key == "" || c.Key != strings.ToLower(c.Key) {
			t.Errorf("concept %q: want a key of its own, in lower case", c.Key)
		}
		keys[c.Key] = true
	}
	for _, l := range tracker.Langs {
		owner := map[string]string{}
		for _, c := range glossary {
			if len(c.Terms[l]) == 0 {
				t.Errorf("%s: no name in %s", c.Key, l)
			}
			for _, term := range c.Terms[l] {
				folded := tracker.Fold(term)
				if folded == "" || strings.TrimSpace(term) != term || strings.ContainsAny(term, `"«»“”*~()`) {
					t.Errorf("%s: %s name %q is empty, has spaces around it or a mark of the query language", c.Key, l, term)
				}
				if owner[folded] != "" {
					t.Errorf("%s and %s: both have the %s name %q", owner[folded], c.Key, l, term)
				}
				owner[folded] = c.Key
			}
		}
	}
}

// Each language has words of its own script under nearly every concept: a column
// pasted into the wrong language would not.
func TestGlossaryScripts(t *testing.T) {
	in := map[tracker.Lang]func(r rune) bool{
		tracker.Arabic:  func(r rune) bool { return 'ء' <= r && r <= 'ي' },
		tracker.Russian: func(r rune) bool { return 'а' <= r && r <= 'я' },
		tracker.Chinese: func(r rune) bool { return '一' <= r && r <= '鿿' },
	}
	for _, c := range registry(t).Glossary {
		for l, letter := range in {
			for i, term := range c.Terms[l] {
				if i == 0 && c.Key != "ipv6" && c.Key != "over-the-top" && !strings.ContainsFunc(strings.ToLower(term), letter) {
					t.Errorf("%s: the first %s name %q is in another script", c.Key, l, term)
				}
			}
		}
		for _, l := range []tracker.Lang{tracker.English, tracker.French, tracker.Spanish} {
			for _, term := range c.Terms[l] {
				for _, letter := range in {
					if strings.ContainsFunc(term, letter) {
						t.Errorf("%s: %s name %q is in another script", c.Key, l, term)
					}
				}
			}
		}
	}
}
