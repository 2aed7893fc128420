package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean brings text to the characters that every later stage expects: NFC,
// every kind of space a plain one, nothing that cannot be seen. Tabs and line
// breaks stay.
func clean(s string) string {
	if isPlain(s) {
		return s
	}
	return norm.NFC.String(strings.Map(cleanRune, s))
}

// isPlain reports whether s is printable ASCII, which needs no cleaning.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7F || c < ' ' && c != '\t' && c != '\n' {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch r {
	case '\t', '\n':
		return r
	case '\r', '\u0085', '\u2028', '\u2029':
		return '\n'
	case '\f', '\v':
		return '\n'
	case '\u00AD', '\u200B', '\u2060', '\uFEFF': // soft hyphen, zero width space, word joiner, byte order mark
		return -1
	case '\u200E', '\u200F', '\u061C': // marks of direction
		return -1
	}
	switch {
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069': // embeddings and isolates
		return -1
	case unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.IsControl(r):
		return -1
	}
	return r
}

// squeeze makes every run of spaces and line breaks one space and trims the
// ends: for formats whose line breaks mean nothing.
func squeeze(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
