package tracker

import (
	"unicode"
	"unicode/utf8"
)

// Fold gives the key under which two spellings of one name are the same: lower
// case, without accents, Arabic vowel marks and tatweel, with the forms of alef,
// yeh and teh marbuta joined, yo as ye, digits and punctuation of every script
// and width as in ASCII, every dash a hyphen and every run of spaces one space.
// The key is for comparing, never for showing.
func Fold(s string) string {
	folded, _ := FoldAt(s)
	return folded
}

// FoldAt is Fold with the way back: at[i] is the offset in s, in code points,
// of the rune that byte i of the folded text came from. at has one more entry,
// the length of s in code points.
func FoldAt(s string) (folded string, at []int) {
	b := make([]byte, 0, len(s))
	at = make([]int, 0, len(s)+1)
	put := func(r rune, from int) {
		b = utf8.AppendRune(b, r)
		for len(at) < len(b) {
			at = append(at, from)
		}
	}
	offset, space := -1, -1
	for _, r := range s {
		offset++
		if unicode.IsSpace(r) {
			if len(b) > 0 && space < 0 {
				space = offset
			}
			continue
		}
		if isMark(r) {
			continue
		}
		if space >= 0 {
			put(' ', space)
			space = -1
		}
		put(foldRune(r), offset)
	}
	return string(b), append(at, offset+1)
}

// SameName reports whether a and b are spellings of one name.
func SameName(a, b string) bool { return Fold(a) == Fold(b) }

// isMark reports whether r only dresses the letters around it: a combining
// accent, a vowel mark, tatweel, a direction mark or a soft hyphen.
func isMark(r rune) bool {
	return r >= 0xAD && (r == 'ـ' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r))
}

// foldRune gives the one rune that stands for r and its like.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if 0xFF01 <= r && r <= 0xFF5E { // full-width ASCII
		return foldRune(r - 0xFEE0)
	}
	switch r = unicode.ToLower(r); r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å', 'ā':
		return 'a'
	case 'ç', 'č':
		return 'c'
	case 'è', 'é', 'ê', 'ë', 'ē':
		return 'e'
	case 'ì', 'í', 'î', 'ï', 'ī', 'ı':
		return 'i'
	case 'ñ':
		return 'n'
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø':
		return 'o'
	case 'ù', 'ú', 'û', 'ü', 'ū':
		return 'u'
	case 'ý', 'ÿ':
		return 'y'
	case 'ё':
		return 'е'
	case 'ѝ', 'й': // a decomposed й loses its breve as a mark
		return 'и'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ئ':
		return 'ي'
	case 'ة':
		return 'ه'
	case 'ؤ':
		return 'و'
	case '’', '‘', 'ʼ':
		return '\''
	case '“', '”', '«', '»', '„', '《', '》', '「', '」':
		return '"'
	case '،', '、':
		return ','
	case '؛':
		return ';'
	case '。':
		return '.'
	case '−': // minus
		return '-'
	}
	switch {
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	case unicode.Is(unicode.Pd, r):
		return '-'
	}
	return r
}

// WordBreak reports whether a word of folded may begin or end at byte i: not
// where letters or digits stand on both sides. Chinese has no spaces, so either
// side of a Chinese character will do.
func WordBreak(folded string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(folded[:i])
	after, _ := utf8.DecodeRuneInString(folded[i:])
	return !inWord(before) || !inWord(after)
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
}
