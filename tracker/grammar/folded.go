package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A folded is a text under [tracker.Fold], with full-width and Arabic
// punctuation as ASCII, that still knows where each of its bytes came from.
// Words are looked for in s; what is printed is cut from the original.
type folded struct {
	s  string
	at []int // at[i] is the offset in the original of the rune that gave s[i]; at[len(s)] is where the text ends
}

// wide and narrow are full-width or Arabic signs and the ASCII ones that stand
// for them when words are compared, rune by rune.
const (
	wide   = "（），：；。．、【】［］،؛٠١٢٣٤٥٦٧٨٩０１２３４５６７８９“”«»„　–—‑−－"
	narrow = "(),:;..,[][],;01234567890123456789\"\"\"\"\" -----"
)

func foldRune(r rune) string {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return string(r)
	case unicode.Is(unicode.Han, r):
		return string(r)
	}
	if i := strings.IndexRune(wide, r); i >= 0 {
		n := utf8.RuneCountInString(wide[:i])
		return narrow[n : n+1]
	}
	return tracker.Fold(string(r))
}

// fold folds text, keeping offsets. Runs of space become one space; spaces at
// the beginning go.
func fold(text string) folded {
	var b strings.Builder
	at := make([]int, 0, len(text)+1)
	space := false
	for i, r := range text {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		out := foldRune(r)
		if out == "" {
			continue
		}
		if space {
			b.WriteByte(' ')
			at = append(at, i)
			space = false
		}
		b.WriteString(out)
		for range len(out) {
			at = append(at, i)
		}
	}
	return folded{s: b.String(), at: append(at, len(strings.TrimRightFunc(text, unicode.IsSpace)))}
}

// foldWord folds a word of the data files as texts are folded.
func foldWord(s string) string { return fold(s).s }

// foldPattern folds the letters of a regular expression and leaves its syntax.
func foldPattern(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteString(foldRune(r))
		}
	}
	return b.String()
}

// hasWord reports whether s begins with word and the word ends there. Chinese
// has no spaces, so any end is the end of a word.
func hasWord(s, word string) bool {
	if !strings.HasPrefix(s, word) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(word)
	next, _ := utf8.DecodeRuneInString(s[len(word):])
	return len(s) == len(word) || unicode.Is(unicode.Han, last) || !unicode.IsLetter(last) || !(unicode.IsLetter(next) || unicode.IsDigit(next))
}

// longestWord gives the length of the longest of words that s begins with, or
// 0. Words are sorted longest first.
func longestWord(s string, words []string) int {
	for _, w := range words {
		if hasWord(s, w) {
			return len(w)
		}
	}
	return 0
}
