package tracker

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The alphabets of enumerators, in their order. The Arabic one is abjad, which
// is how the conferences letter their paragraphs; the Russian one leaves out
// the letters that are not used as enumerators.
const (
	Abjad    = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
	Cyrillic = "абвгдежзиклмнопрстуфхцчшщэюя"
	latin    = "abcdefghijklmnopqrstuvwxyz"
)

// unjoined are the letters of [Abjad] that no sign joins: Arabic texts print a
// space between them and the bracket.
const unjoined = "أدهوزرذ"

// Letters writes 1 as a, 26 as z, 27 as aa: how addresses letter paragraphs.
func Letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// EnumeratorCore is a label without its brackets, points and spaces: "b" of
// "b)", "أ" of "أ )", "1.2" of "1.2".
func EnumeratorCore(label string) string {
	return strings.Trim(label, " \u00a0()（）.、\u0640\u200d")
}

// Enumerator writes the n-th label in the manner of another of its sequence: as
// "a)" the third is "c)", as "أ )" it is "ج)", as "1." it is "3.".
func Enumerator(like string, n int) string {
	core := EnumeratorCore(like)
	if core == "" {
		return strconv.Itoa(n)
	}
	first, _ := utf8.DecodeRuneInString(core)
	before, after, _ := strings.Cut(like, core)
	for _, alphabet := range []string{Abjad, Cyrillic} {
		letters := []rune(alphabet)
		if !strings.ContainsRune(alphabet, first) || n > len(letters) {
			continue
		}
		letter := string(letters[n-1])
		if alphabet == Abjad {
			if after = strings.TrimLeft(after, " \u00a0\u0640\u200d"); strings.Contains(unjoined, letter) && after != "" {
				after = " " + after
			}
		}
		return before + letter + after
	}
	if strings.ContainsRune(latin, first) {
		return before + Letters(n) + after
	}
	return before + strconv.Itoa(n) + after
}
