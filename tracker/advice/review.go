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
	lang := c.Text.Lang
	itself, ends := foldedAll(g.Itself[lang]), foldedAll(slices.Concat(g.Words[lang], g.Next[lang]))
	operative := false
	for _, p := range c.Text.Provisions {
		if p.Role != tracker.Operative {
			continue
		}
		operative = true
		words := tracker.Fold(p.Heading + " " + p.Text)
		if !beginsAny(words, itself) {
			continue
		}
		reported := slices.ContainsFunc(c.Mandates, func(m tracker.Mandate) bool {
			return m.Address == p.Address && m.Reporting && !m.Due.IsZero()
		})
		if reported || beginsAny(words, ends) {
			return nil
		}
	}
	if !operative {
		return nil
	}
	return []Finding{{}}
}

func foldedAll(forms []string) []string {
	out := make([]string, len(forms))
	for i, form := range forms {
		out[i] = tracker.Fold(form)
	}
	return out
}

// beginsAny reports whether a word of a folded text begins with one of folded forms: of
// Chinese, which has no spaces, wherever it stands.
func beginsAny(words string, forms []string) bool {
	return slices.ContainsFunc(forms, func(form string) bool {
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
