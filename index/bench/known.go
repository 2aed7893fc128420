package bench

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"concord/tracker"
)

// An Item is a provision somebody has seen and remembers a few words of.
type Item struct {
	Row   Row
	Typed string
}

// How much is remembered: words, or characters of Chinese.
const (
	leastWords, mostWords           = 3, 5
	leastCharacters, mostCharacters = 6, 10
)

// KnownItems draws up to n different passages from rows of a language, the same
// ones for the same rows and seed.
func KnownItems(rows []Row, lang tracker.Lang, n int, seed uint64) []Item {
	rows = slices.Clone(rows)
	rows = slices.DeleteFunc(rows, func(r Row) bool { return r.Address.Lang != lang })
	// The order of import is that of files on a disk; items must not depend on it.
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.Address.String(), b.Address.String()) })
	rng := rand.New(rand.NewPCG(seed, uint64(len(lang))))
	var out []Item
	seen := map[string]bool{}
	// Short records have fewer passages than asked for: give up at some point.
	for tries := 0; len(rows) > 0 && len(out) < n && tries < 50*n; tries++ {
		r := rows[rng.IntN(len(rows))]
		typed := words(rng, r.Text)
		if lang == tracker.Chinese {
			typed = characters(rng, r.Text)
		}
		if typed != "" && !seen[typed] {
			seen[typed] = true
			out = append(out, Item{r, typed})
		}
	}
	return out
}

// words takes some words in a row, or nothing from a text with fewer.
func words(rng *rand.Rand, text string) string {
	all := strings.Fields(text)
	n := leastWords + rng.IntN(mostWords-leastWords+1)
	if len(all) < n {
		return ""
	}
	at := rng.IntN(len(all) - n + 1)
	return strings.TrimFunc(strings.Join(all[at:at+n], " "), unicode.IsPunct)
}

// characters takes a run of Chinese characters without punctuation.
func characters(rng *rand.Rand, text string) string {
	var runs []string
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		if len([]rune(run)) >= leastCharacters {
			runs = append(runs, run)
		}
	}
	if len(runs) == 0 {
		return ""
	}
	run := []rune(runs[rng.IntN(len(runs))])
	n := min(leastCharacters+rng.IntN(mostCharacters-leastCharacters+1), len(run))
	at := rng.IntN(len(run) - n + 1)
	return string(run[at : at+n])
}

// Carries reports whether a text has the passage: the same words in a row, however
// they are capitalized or accented. Another revision that carries them is the
// same item, since nobody could tell from these words which was meant.
func Carries(text, passage string) bool {
	return strings.Contains(onlyWords(text), onlyWords(passage))
}

// onlyWords is the folded letters and digits of s, each word between spaces.
func onlyWords(s string) string {
	han := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	fields := strings.FieldsFunc(tracker.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if han {
		return strings.Join(fields, "")
	}
	return " " + strings.Join(fields, " ") + " "
}
