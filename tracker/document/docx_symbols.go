package document

import (
	"fmt"
	"strings"
)

// symbols reads text set in a font of signs, whose codes say nothing without
// the font. Codes stand in a private area, at F000 and above, or as Latin letters.
func (s *story) symbols(font, text string) string {
	table := symbolFont
	if strings.HasPrefix(font, "Wingdings") {
		table = wingdings
	}
	known := font == "Wingdings" || strings.HasPrefix(font, "Symbol") // Wingdings 2 and 3 have other signs
	return strings.Map(func(r rune) rune {
		private := r >= 0xF000 && r <= 0xF0FF
		if !private && (r > 0xFF || !known) {
			return r
		}
		code := r & 0xFF
		if sign := table[code]; known && sign != 0 {
			return sign
		}
		if known && code == ' ' {
			return ' '
		}
		if !private {
			return r
		}
		s.fault("symbol", fmt.Sprintf("the sign %04X of the font %q has no equivalent here; look at the original", r, font))
		return '\uFFFD'
	}, text)
}

// symbolFont is Adobe's Symbol encoding.
var symbolFont = signTable(map[rune]string{
	0x21: "!∀#∃%&∋()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
	0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
	0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
	0xE6: "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
	0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
})

// wingdings has the signs that documents use it for: boxes, ticks, arrows, bullets.
var wingdings = signTable(map[rune]string{
	0x28: "☎", 0x2A: "✉", 0x6C: "●■□", 0x71: "❑❒", 0x75: "◆❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻",
	0xD8: "➢", 0xDF: "←→↑↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗✓☒☑",
})

// signTable lays rows of signs out by code.
func signTable(rows map[rune]string) (table [256]rune) {
	for first, signs := range rows {
		for i, sign := range []rune(signs) {
			table[int(first)+i] = sign
		}
	}
	return table
}
