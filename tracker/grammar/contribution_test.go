package grammar

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/document"
)

// TestMarks holds which lines begin a proposal, and what they say.
func TestMarks(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{"MOD\tEUR/44A7/1", "MOD EUR/44A7/1 1"},
		{"MOD EUR/44A7/1", "MOD EUR/44A7/1 1"},
		{"ADD* : EUR/44/1", "ADD* EUR/44/1 1"},
		{"(MOD) — RСС/62А1/5", "(MOD) RCC/62A1/5 1"}, // Cyrillic letters
		{"ACP／67A1／1 MOD", "MOD ACP/67A1/1 1"},
		{"NOC | RCC/12A1/4#49839", "NOC RCC/12A1/4 1"},
		{"[MOD] EUR/44/2", "MOD EUR/44/2 1"},
		{"SUP EUR/44/3 RESOLUTION 8 (PORT ALDER, 2014)", "SUP EUR/44/3 1 RESOLUTION 8 (PORT ALDER, 2014)"},
		{"SUP\nEUR/44/3", "SUP EUR/44/3 2"},
		{"EUR/44/3\nSUP*", "SUP* EUR/44/3 2"},
		{"NOC\nRESOLUTION 8", "NOC  1"},
		{"MODIFIED EUR/44A7/1", ""},
		{"mod EUR/44A7/1", ""},
		{"see MOD EUR/44A7/1", ""},
		{"(MOD EUR/44A7/1", ""},
		{"MOD A/RES/79/100", ""},
		{"EUR/44A7/1", ""},
		{"MOD EUR/44A7", ""},
	} {
		var lines []line
		for text := range strings.SplitSeq(c.lines, "\n") {
			lines = append(lines, line{text: text})
		}
		m, n := readMark(lines, 0)
		got := ""
		if n > 0 {
			got = strings.TrimSpace(m.printed + " " + m.symbol + " " + string(rune('0'+n)) + " " + m.rest)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.lines, got, c.want)
		}
	}
}

// TestProposersIn holds that names of proposers are found in six languages, with
// the share of the line that they are.
func TestProposersIn(t *testing.T) {
	g := newGrammar(t)
	for _, c := range []struct {
		lang   tracker.Lang
		text   string
		want   string
		source bool // the line holds little else
	}{
		{tracker.English, "Argentina (Argentine Republic), Brazil (Federative Republic of) and Niger", "ARG B NGR", true},
		{tracker.English, "Member States of the European Conference of Postal and Telecommunications Administrations (CEPT)", "EUR", true},
		{tracker.English, "Resolution 130 was first proposed by Mexico at the conference in Guadalajara", "MEX", false},
		{tracker.English, "Democratic Republic of the Congo", "COD", true},
		{tracker.English, "Nigeria", "NIG", true},
		{tracker.French, "États-Unis d'Amérique, République de Corée", "USA KOR", true},
		{tracker.Spanish, "España y Países Bajos", "E HOL", true},
		{tracker.Russian, "Бразилия (Федеративная Республика), Кения", "B KEN", true},
		{tracker.Arabic, "المكسيك، البرازيل", "MEX B", true},
		{tracker.Chinese, "墨西哥、巴西（联邦共和国）", "MEX B", true},
	} {
		codes, share := g.words.langs[c.lang].proposersIn(c.text)
		if got := strings.Join(codes, " "); got != c.want || (share >= covered) != c.source {
			t.Errorf("%s: %s, %.2f of the line, want %s", c.text, got, share, c.want)
		}
	}
}

func FuzzContribution(f *testing.F) {
	f.Add("PLEN-26\nMOD EUR/44A7/1\nRESOLUTION 2 (REV. OVELLE, 2018)\nresolves\nto go on.\nReasons: none", "RESOLUTION 2 (REV. SANTA MIRRA, 2022)")
	f.Add("SUP\nMEX/1/1\nالقرار 2 (المراجَع في أوفيل، 2018)\nالأسباب:", "第2号决议")
	f.Add("ADD EUR/1/1 LIST OF RESOLUTIONS ABROGATED\nRESOLUTION 1", "ADD EUR/1/2 DRAFT NEW RESOLUTION [EUR-1]")
	g := newGrammar(f)
	f.Fuzz(func(t *testing.T, in, inserted string) {
		d := plainDocument(in)
		d.Paragraphs = append(d.Paragraphs, document.Paragraph{Place: "x", Mark: document.Inserted, Runs: []document.Run{
			{Op: document.Inserted, Text: inserted}, {Op: document.Deleted, Text: in}}})
		c := g.Contribution(d, Options{})
		for _, p := range c.Proposals {
			y, ok := tracker.ParseSymbol(p.Symbol)
			if !ok || y.String() != p.Symbol || !slices.Contains(tracker.Actions[:], p.Action) || len(p.Texts) != 1 || len(p.Authors) == 0 {
				t.Errorf("proposal %+v", p)
			}
			for _, text := range []*tracker.Text{p.Texts[0].Before, p.Texts[0].After} {
				if text != nil {
					checkText(t, text)
				}
			}
		}
	})
}
