package grammar

import (
	"testing"

	"concord/tracker/document"
)

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

// TestSectorHeadings: a resolution that its heading ascribes to a sector is its
// assembly's, and the years below the title say which session's.
func TestSectorHeadings(t *testing.T) {
	g := newGrammar(t)
	d := &document.Document{}
	for _, l := range []string{
		"RESOLUTION ITU-R 99-2", "Lamps of the assembly", "(2015-2019-2023)", "The ITU Radiocommunication Assembly,",
		"considering", "that lamps are needed,", "resolves", "to light them.",
	} {
		d.Paragraphs = append(d.Paragraphs, document.Paragraph{Runs: []document.Run{{Text: l}}})
	}
	text := g.Parse(d, Options{}).Texts[0]
	if got := text.Revision.String(); got != "itu/ra/res/99@ra-23" || text.Number != "99" || !text.Revised {
		t.Errorf("%s, number %s, revised %v", got, text.Number, text.Revised)
	}
}
