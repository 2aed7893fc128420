package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"concord/tracker"
)

// Fold gives the form under which two spellings of a word meet: lower case,
// compatibility forms resolved (full width, ligatures, Arabic presentation
// forms), no accents on Latin letters, no vowel marks and no tatweel, the forms
// of alef, yeh, waw and teh marbuta joined, yo as ye, digits as 0 to 9, no comma
// between thousands. Cyrillic short i keeps its breve: it is another letter.
func Fold(s string) string {
	if ascii(s) {
		return strings.ReplaceAll(strings.ToLower(s), ",", "")
	}
	var b strings.Builder
	for _, r := range norm.NFKC.String(s) {
		r = unicode.ToLower(r)
		switch {
		case r < utf8.RuneSelf:
			if r != ',' {
				b.WriteRune(r)
			}
		case silent(r) || r == 'ـ':
		case apostrophe(r):
			b.WriteByte('\'')
		case hyphen(r):
			b.WriteByte('-')
		default:
			b.WriteString(foldRune(r))
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func foldRune(r rune) string {
	switch r {
	case 'ё':
		return "е"
	case 'ѝ':
		return "и"
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا"
	case 'ى', 'ئ', 'ی':
		return "ي"
	case 'ؤ':
		return "و"
	case 'ة':
		return "ه"
	case 'ک':
		return "ك"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ':
		return "d"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ı':
		return "i"
	}
	switch {
	case r >= '٠' && r <= '٩':
		return string('0' + r - '٠')
	case r >= '۰' && r <= '۹':
		return string('0' + r - '۰')
	case unicode.Is(unicode.Latin, r):
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		return string(base)
	}
	return string(r)
}

// foldSymbol folds a document symbol. Cyrillic letters that look like Latin ones
// are taken for them: Russian texts write both "C26/32" and "С26/32".
func foldSymbol(s string) string {
	s = Fold(s)
	if ascii(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(cyrillicLookalikes, r); i >= 0 {
			return rune(latinLookalikes[i/2])
		}
		return r
	}, s)
}

// The n-th letter of one looks like the n-th of the other; a Cyrillic letter
// takes two bytes.
const (
	cyrillicLookalikes = "авекмнорстух"
	latinLookalikes    = "abekmhopctyx"
)

// A Script is a way of writing that some of the six languages share.
type Script string

// The scripts. Digits and symbols belong to none: every language writes them.
const (
	NoScript Script = ""
	Latin    Script = "latin"
	Cyrillic Script = "cyrillic"
	Arabic   Script = "arabic"
	Han      Script = "han"
)

// ScriptOf gives the script of the first letter of s that has one of ours.
func ScriptOf(s string) Script {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Latin, r):
			return Latin
		case unicode.Is(unicode.Han, r):
			return Han
		case unicode.Is(unicode.Cyrillic, r):
			return Cyrillic
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
			return Arabic
		}
	}
	return NoScript
}

// ScriptFor is the script in which a language is written.
func ScriptFor(l tracker.Lang) Script {
	switch l {
	case tracker.Arabic:
		return Arabic
	case tracker.Russian:
		return Cyrillic
	case tracker.Chinese:
		return Han
	}
	return Latin
}

// written reports whether an exact form is a word in the language's own script,
// without digits: only such words inflect.
func written(l tracker.Lang, exact string) bool {
	return ScriptOf(exact) == ScriptFor(l) && !strings.ContainsFunc(exact, unicode.IsDigit)
}
