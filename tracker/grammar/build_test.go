package grammar

import "testing"

func TestRemarks(t *testing.T) {
	for text, want := range map[string]bool{
		"20 December 1993":          true,
		"1er décembre 2021":         true,
		"14 de noviembre de 2018":   true,
		"20 декабря 1993 г.":        true,
		"2018年11月16日":               true,
		"16 نوفمبر 2018":            true,
		"of 29 November 1989":       true,
		"20 lamps for the harbours": false,
		"Lamps of 1993":             false,
		"港口的灯":                      false,
	} {
		if got := remark(text); got != want {
			t.Errorf("%q: a remark is %v, want %v", text, got, want)
		}
	}
}

func TestDashesAreLabels(t *testing.T) {
	for _, dash := range []string{"–", "—", "−", "‒", "-", "•"} {
		l, rest, ok := readLabel(dash + " إلى كل ميناء")
		if !ok || l.sig != "d" || rest != "إلى كل ميناء" {
			t.Errorf("%q: label %+v, rest %q", dash, l, rest)
		}
	}
}
