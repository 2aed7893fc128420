package words

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a piece of text that is one word, a hyphenated compound, or a symbol.
type span struct {
	start, end int
	symbol     bool
}

// wordRune reports whether r can begin and continue a word. Characters of
// Chinese are words of their own.
func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
}

// silent reports whether r stands inside a word without being part of it:
// vowel marks, joiners, soft hyphens.
func silent(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) }

// runEnd gives the end of the run of words that begins at start: word runes and
// the marks that connect them.
func runEnd(text string, start int) int {
	end := start // after the last word rune
	var last, before rune
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case wordRune(r):
			before, last = last, r
			end = i + size
		case silent(r):
			if end == i {
				end = i + size
			}
		case connects(r, before, last, text[i+size:]):
			before, last = last, r
		default:
			return end
		}
		i += size
	}
	return end
}

// connects reports whether mark joins what stands before it (last, preceded by
// before) to rest.
func connects(mark, before, last rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	if !wordRune(last) || !wordRune(next) {
		return false
	}
	switch {
	case apostrophe(mark):
		return unicode.IsLetter(last) && unicode.IsLetter(next)
	case hyphen(mark), mark == '/', mark == '／':
		return true
	case mark == '.', mark == '．':
		// 1.1 and E.164, but not "Rev.1" nor "No.5".
		return unicode.IsDigit(next) && (unicode.IsDigit(last) || !wordRune(before))
	case mark == ',':
		return unicode.IsDigit(last) && thousands(rest)
	}
	return false
}

// thousands reports whether rest begins with exactly three digits.
func thousands(rest string) bool {
	digits := 0
	for _, r := range rest {
		if !unicode.IsDigit(r) || digits > 3 {
			break
		}
		digits++
	}
	return digits == 3
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '＇' }

// hyphen reports whether r is a hyphen: the plain, the true, the non-breaking
// and the full-width one. A dash is not.
func hyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' || r == '－' }

func slash(r rune) bool { return r == '/' || r == '／' }

// chunks divides a run at its slashes, unless a digit makes it a symbol.
func chunks(text string, start, end int) []span {
	run := text[start:end]
	if strings.ContainsFunc(run, slash) && strings.ContainsFunc(run, unicode.IsDigit) {
		return []span{{start, end, true}}
	}
	var out []span
	for from := start; from < end; {
		to := end
		if i := strings.IndexFunc(text[from:end], slash); i >= 0 {
			to = from + i
		}
		out = append(out, span{from, to, false})
		_, size := utf8.DecodeRuneInString(text[to:])
		from = to + size
	}
	return out
}

// parts yields the parts of a chunk between its hyphens.
func parts(text string, start, end int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for from := start; from < end; {
			to := end
			if i := strings.IndexFunc(text[from:end], hyphen); i >= 0 {
				to = from + i
			}
			if to > from && !yield(from, to) {
				return
			}
			_, size := utf8.DecodeRuneInString(text[to:])
			from = to + max(size, 1)
		}
	}
}
