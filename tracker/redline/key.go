package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// key is the text under which two typings of the same words are equal: NFC, one
// form of each quote and dash, no tatweel, bare alef for its hamza forms,
// Western digits, ordinary letters for Arabic presentation forms, Latin
// ligatures and full-width signs, one space for a run of them and none beside a
// Chinese character. Case is kept: a capital may carry meaning. The key is for
// comparing, never for showing.
func key(s string) string {
	if isPlain(s) {
		return s
	}
	s = foldTyping(s)
	var b strings.Builder
	b.Grow(len(s))
	space := false
	last := rune(-1)
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && last >= 0 && !isIdeograph(last) && !isIdeograph(r) {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// textKey is the key of a provision's text. The sign that closes it is left out:
// it changes with the provision's place in a list, from "," to ";" when another
// follows and to "." at the end.
func textKey(s string) string {
	k := strings.TrimRight(key(s), " ")
	if r, n := utf8.DecodeLastRuneInString(k); isListSign(r) {
		k = strings.TrimRight(k[:len(k)-n], " ")
	}
	return k
}

func isListSign(r rune) bool { return strings.ContainsRune(",;.،؛。；，：:", r) }

// withoutNumbers is the key with every digit the same.
func withoutNumbers(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, textKey(s))
}

// isPlain reports whether s is its own key without looking further: ASCII
// without runs of spaces, as most English paragraphs are.
func isPlain(s string) bool {
	space := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c < ' ' || c >= 0x7f || c == '`':
			return false
		default:
			space = false
		}
	}
	return !space || s == ""
}

// foldTyping replaces each sign by the one that stands for it in a key.
func foldTyping(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFC.String(s) {
		switch {
		case r < 0x7f && r != '`':
			b.WriteRune(r)
		case r == 'ـ' || unicode.Is(unicode.Cf, r):
			// Tatweel stretches a line; soft hyphens, direction marks and
			// zero-width joiners are invisible.
		case isCompatible(r):
			b.WriteString(norm.NFKC.String(string(r)))
		default:
			b.WriteRune(foldSign(r))
		}
	}
	return b.String()
}

// isCompatible reports whether r is a typographic form of other letters that
// readers do not tell apart. The rest of Unicode's compatibility forms, such as
// superscript two, do carry meaning.
func isCompatible(r rune) bool {
	return 0xFB00 <= r && r <= 0xFB06 || // Latin ligatures, as in a PDF
		0xFB50 <= r && r <= 0xFDFF || 0xFE70 <= r && r <= 0xFEFC || // Arabic presentation forms
		0xFF01 <= r && r <= 0xFF5E // full-width ASCII
}

func foldSign(r rune) rune {
	switch r {
	case '«', '»', '„', '“', '”', '‟', '″', '「', '」', '『', '』':
		return '"'
	case '‘', '’', '‚', '‛', 'ʼ', '′', '`', '‹', '›':
		return '\''
	case '−', '⁃':
		return '-'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	}
	switch {
	case unicode.Is(unicode.Pd, r):
		return '-'
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	}
	return r
}

// isIdeograph reports whether r belongs to a script written without spaces
// whose characters stand as words of their own.
func isIdeograph(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || 0x3000 <= r && r <= 0x303F)
}
