package tracker

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold gives the key under which two spellings of one name are the same: lower
// case, without accents, Arabic vowel marks and tatweel, with the forms of alef,
// yeh and teh marbuta joined, yo as ye, every dash a hyphen and every run of
// spaces one space. The key is for comparing, never for showing.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == 'ـ' {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(foldRune(unicode.ToLower(r)))
	}
	return b.String()
}

// SameName reports whether a and b are spellings of one name.
func SameName(a, b string) bool { return Fold(a) == Fold(b) }

func foldRune(r rune) rune {
	if unicode.Is(unicode.Pd, r) {
		return '-'
	}
	for _, class := range foldClasses {
		if strings.ContainsRune(class, r) {
			first, _ := utf8.DecodeRuneInString(class)
			return first
		}
	}
	return r
}

// foldClasses lists letters that stand for the first of their class.
var foldClasses = []string{
	"aàáâãäåā", "cçč", "eèéêëē", "iìíîïī", "nñ", "oòóôõöø", "uùúûüū", "yýÿ",
	"её", "иѝ",
	"اأإآٱ", "يىئ", "هة", "وؤ",
	"'’‘ʼ",
}
