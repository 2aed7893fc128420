package ui

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// typedMost is how many pieces of what was typed a page of a failure gives back.
const typedMost = 50

// typed gives the words that somebody typed into a form which could not be taken: what
// has more than one word, or letters beyond those of keys and addresses.
func typed(form url.Values) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			value = strings.TrimSpace(value)
			if value == "" || strings.HasPrefix(value, "{") || strings.HasPrefix(value, "[{") { // what a page of ours had in hand
				continue
			}
			if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r > unicode.MaxASCII }) && len(out) < typedMost {
				out = append(out, value)
			}
		}
	}
	return out
}
