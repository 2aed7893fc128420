package advice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// noReview looks in the operative part for a provision that speaks of the text
// itself, and says that it is reviewed or ends, or reports on it to the next
// conference or by a day.
func noReview(g Guideline, c Case) []Finding {
	operative := false
	for _, p := range c.Text.Provisions {
		if p.Role != tracker.Operative {
			continue
		}
		operative = true
		words, lang := tracker.Fold(p.Heading+" "+p.Text), c.Text.Lang
		if !beginsAny(words, g.Itself[lang]) {
			continue
		}
		reported := slices.ContainsFunc(c.Mandates, func(m tracker.Mandate) bool {
			return m.Address == p.Address && m.Reporting && !m.Due.IsZero()
		})
		if reported || beginsAny(words, g.Words[lang]) || beginsAny(words, g.Next[lang]) {
			return nil
		}
	}
	if !operative {
		return nil
	}
	return []Finding{{}}
}

// beginsAny reports whether a word of a folded text begins with one of forms: of
// Chinese, which has no spaces, wherever it stands.
func beginsAny(words string, forms []string) bool {
	return slices.ContainsFunc(forms, func(form string) bool {
		form = tracker.Fold(form)
		for from := 0; ; {
			i := strings.Index(words[from:], form)
			if i < 0 {
				return false
			}
			i += from
			before, _ := utf8.DecodeLastRuneInString(words[:i])
			first, size := utf8.DecodeRuneInString(form)
			if i == 0 || !unicode.IsLetter(before) || unicode.Is(unicode.Han, first) {
				return true
			}
			from = i + size
		}
	})
}
