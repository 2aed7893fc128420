package index

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
)

// A Range is a stretch of a text in Unicode code points; End is exclusive.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// snippetLength is how many code points of a long text are shown: about four
// lines on a desk and eight on a phone.
const snippetLength = 320

// marks lists the stretches of a text that a plan's leaves match, in order and
// apart from each other.
func marks(a *words.Analyzer, p plan, text string) []Range {
	read := a.Words(text)
	at := map[int][]words.Word{} // by position
	for _, w := range read {
		at[w.Position] = append(at[w.Position], w)
	}
	return inCodePoints(text, joinRanges(p.marks(read, at)))
}

// marks lists, in bytes, what a group's leaves match.
func (b branch) marks(read []words.Word, at map[int][]words.Word) (found []Range) {
	for _, clause := range b.clauses {
		for _, f := range clause {
			switch {
			case f.group != nil:
				found = append(found, f.group.marks(read, at)...)
				continue
			case f.docs != nil:
				continue
			}
			for _, w := range read {
				if r, ok := f.mark(at, w); ok {
					found = append(found, r)
				}
			}
		}
	}
	return found
}

// mark gives the stretch, in bytes, that the leaf matches from w on.
func (f leaf) mark(at map[int][]words.Word, w words.Word) (Range, bool) {
	r := Range{w.Start, w.End}
	switch {
	case f.prefix != "":
		return r, strings.HasPrefix(w.Exact, f.prefix)
	case f.loose:
		return r, slices.Contains(f.pairs, w.Exact) || len(w.Stems) > 0 && f.hasStep(w)
	case slices.ContainsFunc(f.joined, func(t string) bool { return isTerm(w, t) }):
		return r, true
	case !f.steps[0].matches(w):
		return r, false
	}
	for _, s := range f.steps[1:] {
		next := at[w.Position+s.offset-f.steps[0].offset]
		i := slices.IndexFunc(next, s.matches)
		if i < 0 {
			return r, false
		}
		r.End = max(r.End, next[i].End)
	}
	return r, true
}

func (f leaf) hasStep(w words.Word) bool {
	return slices.ContainsFunc(f.steps, func(s step) bool { return s.matches(w) })
}

func (s step) matches(w words.Word) bool {
	return slices.ContainsFunc(s.terms, func(t string) bool { return isTerm(w, t) })
}

// isTerm reports whether a term of the index is one of w's.
func isTerm(w words.Word, term string) bool {
	if stem, ok := cutStem(term); ok {
		return slices.Contains(w.Stems, stem)
	}
	return w.Exact == term
}

// joinRanges sorts ranges and joins those that touch: pairs of characters do.
func joinRanges(found []Range) []Range {
	slices.SortFunc(found, func(a, b Range) int { return a.Start - b.Start })
	var out []Range
	for _, r := range found {
		last := len(out) - 1
		if last >= 0 && r.Start <= out[last].End {
			out[last].End = max(out[last].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// inCodePoints turns offsets in bytes, in order, into offsets in code points.
func inCodePoints(text string, ranges []Range) []Range {
	out := make([]Range, len(ranges))
	bytes, points := 0, 0
	upTo := func(b int) int {
		points += utf8.RuneCountInString(text[bytes:b])
		bytes = b
		return points
	}
	for i, r := range ranges {
		out[i] = Range{upTo(r.Start), upTo(r.End)}
	}
	return out
}

// snippet chooses the part of a text to show: all of a short one, else the
// stretch with the most marks.
func snippet(text string, marks []Range) Range {
	runes := []rune(text)
	if len(runes) <= snippetLength {
		return Range{0, len(runes)}
	}
	best, most := 0, 0
	for i, m := range marks {
		n := 0
		for _, other := range marks[i:] {
			if other.End <= m.Start+snippetLength*3/4 {
				n++
			}
		}
		if n > most {
			best, most = m.Start, n
		}
	}
	start := max(0, min(best-snippetLength/4, len(runes)-snippetLength))
	end := start + snippetLength
	// Begin and end at a space where the script has them near.
	for back := 0; start > 0 && back < 20 && !unicode.IsSpace(runes[start-1]); back++ {
		start--
	}
	for back := 0; end < len(runes) && back < 20 && !unicode.IsSpace(runes[end]); back++ {
		end--
	}
	return Range{start, end}
}

// highlight renders the snippet as HTML, with its marks.
func highlight(text string, shown Range, marks []Range) string {
	runes := []rune(text)
	var b strings.Builder
	if shown.Start > 0 {
		b.WriteString("… ")
	}
	at := shown.Start
	for _, m := range marks {
		m.Start, m.End = max(m.Start, at), min(m.End, shown.End)
		if m.Start >= m.End {
			continue
		}
		b.WriteString(html.EscapeString(string(runes[at:m.Start])))
		b.WriteString("<mark>" + html.EscapeString(string(runes[m.Start:m.End])) + "</mark>")
		at = m.End
	}
	b.WriteString(html.EscapeString(string(runes[at:shown.End])))
	if shown.End < len(runes) {
		b.WriteString(" …")
	}
	return b.String()
}
