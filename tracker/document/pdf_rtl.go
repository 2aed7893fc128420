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
// at i, or i where none does. A phrase with letters holds together over spaces
// and signs. Numbers alone hold together over "." and "," and the like, but not
// over a hyphen or a space: among Arabic letters the span 2019-2025 is set with
// 2019 to the right.
func leftToRightEnd(inks []ink, i int) int {
	if !isLTR(inks[i].r) {
		return i
	}
	const signs = 3 // more neutral signs than that part a phrase
	end, letters := i+1, bidiClass(inks[i].r) == bidi.L
	for j := end; j < len(inks) && j-end <= signs; j++ {
		c := bidiClass(inks[j].r)
		switch {
		case isLTR(inks[j].r):
			between := inks[end:j]
			joined := len(between) == 0 || len(between) == 1 && bidiClass(between[0].r) == bidi.CS
			if !joined && !letters && c != bidi.L {
				return end
			}
			letters = letters || c == bidi.L
			end = j + 1
		case c == bidi.R || c == bidi.AL || strings.ContainsRune(pairedSigns, inks[j].r):
			return end
		}
	}
	return end
}

func isLTR(r rune) bool {
	c := bidiClass(r)
	return c == bidi.L || c == bidi.EN || c == bidi.AN
}

// sameSpot is how far apart two letters stand, as a share of their size, that
// come from one glyph.
const sameSpot = 0.03

// joinLamAlef puts the two letters of a lam-alef ligature in order. Readers
// take the pair from one glyph, so both letters have its place, and their order
// within it is not that of the line.
func joinLamAlef(inks []ink) {
	const lam, alefs = 'ل', "اأإآ"
	for i := 1; i < len(inks); i++ {
		a, b := &inks[i-1], &inks[i]
		oneGlyph := max(a.left-b.left, b.left-a.left) <= share(a.size, sameSpot)
		if oneGlyph && b.r == lam && strings.ContainsRune(alefs, a.r) {
			a.r, b.r = b.r, a.r
		}
	}
}

// leastSpace is the width, as a share of the size, below which a space in a
// right-to-left line is not believed: some writers give it none, and then its
// place is wrong as well. The gaps between the letters say where it belongs.
const leastSpace = 0.05

func withoutFalseSpaces(inks []ink, size int) []ink {
	without := slices.DeleteFunc(slices.Clone(inks), func(k ink) bool { return k.blank() && k.right-k.left < share(k.size, leastSpace) })
	right := 0
	for i, k := range without {
		if i > 0 && needsSpace(without[i-1], k, right, size) {
			return without
		}
		right = max(right, k.right)
	}
	return inks // slanted letters overlap and leave no gaps
}

// takeMarks parts the chunks that are vowel marks drawn on a baseline of their
// own from all others.
func takeMarks(chunks []pdfChunk) (marks, others []pdfChunk) {
	const most = 3 // inks of such a chunk
	for _, c := range chunks {
		if len(c.inks) <= most && slices.ContainsFunc(c.inks, func(k ink) bool { return unicode.Is(unicode.Mn, k.r) }) {
			marks = append(marks, c)
		} else {
			others = append(others, c)
		}
	}
	if len(others) == 0 {
		return nil, marks
	}
	return marks, others
}

// anchorMarks gives each mark to the line whose letter it stands over or under,
// right behind that letter; one far from any letter to the nearest line.
func anchorMarks(bands []pdfBand, marks []pdfChunk) {
	const reach = 0.5 // of the size, from the baseline
	for _, c := range marks {
		nearest, anchored := 0, false
		for i := range bands {
			b := &bands[i]
			distance := max(b.base-c.base, c.base-b.base)
			letter, ok := b.letterAt((c.left + c.right) / 2)
			if ok && !anchored && distance <= share(b.size, reach) {
				for n := range c.inks {
					if distance > 0 {
						c.inks[n].left, c.inks[n].right = letter.left-1-n, letter.left-1-n
					}
				}
				nearest, anchored = i, true
			} else if !anchored && distance < max(bands[nearest].base-c.base, c.base-bands[nearest].base) {
				nearest = i
			}
		}
		bands[nearest].chunks = append(bands[nearest].chunks, c)
	}
}

// letterAt gives the letter of the band at x, or the nearest one beside it.
func (b *pdfBand) letterAt(x int) (letter ink, ok bool) {
	nearest := b.size / 2
	for _, c := range b.chunks {
		for _, k := range c.inks {
			if distance := max(k.left-x, x-k.right, 0); unicode.IsLetter(k.r) && distance < nearest {
				letter, ok, nearest = k, true, distance
			}
		}
	}
	return letter, ok
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

// pairedSigns are the brackets that a right-to-left line shows mirrored.
const pairedSigns = "()[]«»"

// pairBrackets sets the brackets of right-to-left paragraphs by their pairs.
// Whether a file holds such a bracket as it looks or as it is read differs from
// writer to writer, and within one line: only the order of a pair is certain.
func pairBrackets(paragraphs []Paragraph) {
	for i := range paragraphs {
		if !paragraphs[i].RTL {
			continue
		}
		open := map[int]bool{} // by the place of the opening sign in pairedSigns
		read := 0              // characters so far
		for j := range paragraphs[i].Runs {
			run := &paragraphs[i].Runs[j]
			run.Text = strings.Map(func(r rune) rune {
				read++
				signs := []rune(pairedSigns)
				at := slices.Index(signs, r)
				if at < 0 {
					return r
				}
				first := at &^ 1
				const label = 4 // "ب) ": a lone closing bracket near the start
				if open[first] || first == 0 && 1 < read && read <= label {
					open[first] = false
					return signs[first+1]
				}
				open[first] = true
				return signs[first]
			}, run.Text)
		}
	}
}
