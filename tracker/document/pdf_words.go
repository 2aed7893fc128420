package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A vocabulary is the words that a document holds inside its lines, where no
// line end has touched them. It is the evidence for what a hyphen at a line's
// end means.
type vocabulary struct {
	whole    map[string]bool // words without hyphen, folded
	compound map[string]bool // "self-determination", folded
}

func vocabularyOf(sheets []pdfSheet) *vocabulary {
	v := &vocabulary{map[string]bool{}, map[string]bool{}}
	for _, s := range sheets {
		for _, l := range s.lines {
			words := strings.Fields(l.text())
			for i, w := range words {
				if i == 0 || i == len(words)-1 && endsInHyphen(w) {
					continue
				}
				w = bareWord(w)
				if strings.Contains(w, "-") {
					v.compound[w] = true
				} else {
					v.whole[w] = true
				}
			}
		}
	}
	return v
}

// bareWord is w folded, without the punctuation around it.
func bareWord(w string) string {
	return tracker.Fold(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// A soft hyphen is always one of the line's end, the others may be the word's.
const softHyphen = '\u00AD'

func endsInHyphen(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return (r == '-' || r == '\u2010' || r == '\u2011' || r == softHyphen) && (unicode.IsLetter(before) || unicode.IsDigit(before))
}

// keepsHyphen reports whether the hyphen between two halves that a line's end
// parted belongs to the word. Without evidence it does: a reader sees at once
// what "imple-mentation" is, while "selfdetermination" is found by no search.
func (v *vocabulary) keepsHyphen(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	if !unicode.IsLower(first) {
		return true
	}
	a, b := bareWord(before), bareWord(after)
	switch {
	case strings.HasSuffix(before, string(softHyphen)):
		return false
	case v.compound[a+"-"+b]:
		return true
	case v.whole[a+b]:
		return false
	case strings.Contains(a, "-"), v.whole[a] && v.whole[b]:
		return true
	}
	return !v.hyphenates(a, b)
}

// hyphenates reports whether two halves look like one word that was cut: one
// of them stands nowhere else, and the document holds other forms of the whole,
// such as "implementing" beside "imple-mentation".
func (v *vocabulary) hyphenates(a, b string) bool {
	const stem = 3 // letters beyond the cut that another form must share
	if v.whole[a] || utf8.RuneCountInString(b) < stem {
		return false
	}
	start := a + string([]rune(b)[:stem])
	for w := range v.whole {
		if strings.HasPrefix(w, start) {
			return true
		}
	}
	return false
}

// joinLines makes the runs of a paragraph from its lines.
func joinLines(lines []pdfLine, words *vocabulary) []pdfRun {
	var runs []pdfRun
	for i, l := range lines {
		if i > 0 {
			runs = joinAt(runs, lines[i-1], l, words)
		}
		runs = append(runs, l.runs...)
	}
	return runs
}

// joinAt ends runs in what belongs between the line a, which they end with,
// and the line b that follows.
func joinAt(runs []pdfRun, a, b pdfLine, words *vocabulary) []pdfRun {
	before, after := lastWord(a.text()), firstWord(b.text())
	if before == "" || after == "" {
		return append(runs, pdfRun{text: " "})
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case endsInHyphen(before):
		n := len(runs) - 1
		if runs[n].note == "" && !words.keepsHyphen(before, after) {
			runs[n].text = runs[n].text[:len(runs[n].text)-utf8.RuneLen(last)]
		}
		return runs
	case isCJK(last) || isCJK(first):
		return runs // Chinese has no spaces; one beside a number is not wanted either
	case !a.spaced && (last == '/' || last == '–' && unicode.IsDigit(first)):
		return runs // a symbol or a span of years broken at its joint
	}
	space := pdfRun{text: " "}
	if n := len(a.runs); n > 0 && len(b.runs) > 0 && a.runs[n-1].note == "" {
		space.italic = a.runs[n-1].italic && b.runs[0].italic
		space.bold = a.runs[n-1].bold && b.runs[0].bold
	}
	return append(runs, space)
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " ")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(strings.TrimLeft(s, " "), " ")
	return word
}

func runsText(runs []pdfRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return strings.TrimSpace(oneSpace(b.String()))
}
