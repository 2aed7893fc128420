package tracker

import (
	"testing"
	"unicode/utf8"
)

func TestFoldJoinsSpellings(t *testing.T) {
	for _, same := range [][]string{
		{"Dubái", "DUBAI", "dubaï"},                                    // Spanish, French
		{"Résolution", "RÉSOLUTION", "Re\u0301solution", "resolution"}, // composed or not
		{"Пересмотренный счёт", "ПЕРЕСМОТРЕННЫЙ  СЧЕТ"},
		{"Государства – Члены", "государства - члены"},
		{"المراجَعة في دبي", "المراجعة في دبي", "المراجعـة في دبى"},
		{"أنطاليا", "انطاليا"},
		{"（2018年，迪拜）", "(2018年,迪拜)"},
		{"第１３０号", "第130号"}, {"القرار ١٣٠", "القرار 130"},
		{"l’Union", "l'Union"}, {" New\u00a0Delhi ", "new delhi"},
	} {
		for _, s := range same[1:] {
			if !SameName(same[0], s) {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", same[0], Fold(same[0]), s, Fold(s))
			}
		}
	}
	for _, other := range [][2]string{{"Doha", "Dubai"}, {"决议", "决定"}, {"القرار", "المقرر"}, {"решение", "решения"}} {
		if SameName(other[0], other[1]) {
			t.Errorf("%q and %q fold to one key", other[0], other[1])
		}
	}
}

// The way back leads every byte to a rune of the text, never backwards, and
// folding twice is folding once.
func FuzzFoldAt(f *testing.F) {
	for _, seed := range []string{"  Re\u0301s.\u00a0130 ", "المراجَعة ١٣٠", "第１３０号（2018年）", "é\u00ad—ё"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded, at := FoldAt(text)
		if len(at) != len(folded)+1 || at[len(folded)] != utf8.RuneCountInString(text) {
			t.Fatalf("%q: %d offsets for %d bytes, the last is %d", text, len(at), len(folded), at[len(at)-1])
		}
		for i := 1; i < len(at); i++ {
			if at[i] < at[i-1] {
				t.Fatalf("%q: offsets %v go backwards", text, at)
			}
		}
		if again := Fold(folded); utf8.ValidString(text) && again != folded {
			t.Fatalf("%q folds to %q and that to %q", text, folded, again)
		}
	})
}
