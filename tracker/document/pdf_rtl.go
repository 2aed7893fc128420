package document

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// A PDF shows Arabic as it looks: the first letter furthest to the right, each
// letter perhaps as the glyph that fits its neighbours. This file puts a line
// back into the order in which it is read.

// isRTL reports whether most letters of a line are of a script written from
// right to left.
func isRTL(inks []ink) bool {
	right, left := 0, 0
	for _, k := range inks {
		switch bidiClass(k.r) {
		case bidi.R, bidi.AL:
			right++
		case bidi.L:
			left++
		}
	}
	return right > left
}

func bidiClass(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// rightToLeft gives inks that stand from left to right in the order in which a
// right-to-left line is read: turned round, with numbers and words of
// left-to-right scripts turned back.
func rightToLeft(inks []ink) []ink {
	inks = slices.Clone(inks)
	slices.Reverse(inks)
	for i := 0; i < len(inks); i++ {
		end := leftToRightEnd(inks, i)
		if end > i {
			slices.Reverse(inks[i:end])
			i = end - 1
		}
	}
	joinLamAlef(inks)
	return inks
}

// leftToRightEnd is the end of the number or left-to-right phrase that begins
// at i, or i where none does. Words hold together over spaces; two numbers do
// not, for they stand in the order of the line.
func leftToRightEnd(inks []ink, i int) int {
	if !isLTR(inks[i].r) {
		return i
	}
	end, letters := i+1, bidiClass(inks[i].r) == bidi.L
	for j := end; j < len(inks); j++ {
		switch c := bidiClass(inks[j].r); {
		case isLTR(inks[j].r):
			spaced := slices.ContainsFunc(inks[end:j], ink.blank)
			if spaced && !letters && c != bidi.L {
				return end
			}
			letters = letters || c == bidi.L
			end = j + 1
		case c == bidi.R || c == bidi.AL || strings.ContainsRune("()[]«»", inks[j].r):
			return end
		case j-end >= 3: // a number's separators: more than a few neutrals part it
			return end
		}
	}
	return end
}

func isLTR(r rune) bool {
	c := bidiClass(r)
	return c == bidi.L || c == bidi.EN || c == bidi.AN
}

// joinLamAlef puts the two letters of a lam-alef ligature in order. Readers
// take the pair from one glyph, so both letters have its place, and their order
// within it is not that of the line.
func joinLamAlef(inks []ink) {
	const lam, alefs = 'ل', "اأإآ"
	for i := 1; i < len(inks); i++ {
		a, b := &inks[i-1], &inks[i]
		oneGlyph := a.left == b.left && a.right == b.right || a.left == a.right || b.left == b.right
		if oneGlyph && b.r == lam && strings.ContainsRune(alefs, a.r) {
			a.r, b.r = b.r, a.r
		}
	}
}

// plainForms writes Arabic presentation forms as the letters that they show.
func plainForms(s string) string {
	if !strings.ContainsFunc(s, isPresentation) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isPresentation(r) {
			b.WriteString(norm.NFKC.String(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPresentation reports whether r is a form or ligature that Unicode keeps
// only for old fonts: Arabic forms, and Latin ligatures such as ﬁ.
func isPresentation(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Latin) && (0xFB00 <= r && r <= 0xFDFF || 0xFE70 <= r && r <= 0xFEFC)
}

// mirrorBrackets turns round the brackets of right-to-left paragraphs when the
// document's own pairs say that it holds them as they look. Writers differ.
func mirrorBrackets(paragraphs []Paragraph) {
	asRead, turned := 0, 0
	for _, p := range paragraphs {
		if p.RTL {
			open, closing := strings.IndexAny(p.Text(), "([«"), strings.IndexAny(p.Text(), ")]»")
			switch {
			case open >= 0 && closing > open:
				asRead++
			case closing >= 0 && open > closing:
				turned++
			}
		}
	}
	if turned <= asRead {
		return
	}
	mirror := strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[", "«", "»", "»", "«")
	for i, p := range paragraphs {
		if p.RTL {
			for j := range p.Runs {
				paragraphs[i].Runs[j].Text = mirror.Replace(p.Runs[j].Text)
			}
		}
	}
}
