package redline

import (
	"cmp"
	"slices"
	"strings"
)

// deadlineReach is how many words may stand between a changed number and the
// word that makes it a deadline, as in "by the end of June 2031".
const deadlineReach = 6

// setsReach is how far behind "by" or "before" the date or the word of time is
// looked for that makes it set a deadline; in Chinese, which has it the other way
// round, before it.
const setsReach = 4

// deadlines gives the words by which hunk k sets deadlines.
func (s flagSide) deadlines(k int) []string {
	var out []string
	for _, t := range s.ofKind(k, "deadline") {
		if s.setsDeadline(t) {
			out = append(out, t.word)
		}
	}
	slices.Sort(out)
	return out
}

// setsDeadline reports whether a term of that kind is about time: most are, those
// of rank 0 only beside a date or a word of time.
func (s flagSide) setsDeadline(t found) bool {
	if t.rank > 0 {
		return true
	}
	return s.hasTime(s.placeOf(t.end), setsReach) || s.isIdeographic(t) && s.hasTime(s.placeOf(t.start)-setsReach, setsReach)
}

func (s flagSide) isIdeographic(t found) bool {
	for _, r := range s.text[t.start:t.end] {
		return isIdeograph(r)
	}
	return false
}

// hasTime reports whether a number or a word of time is among so many words.
func (s flagSide) hasTime(from, n int) bool {
	from = max(0, from)
	to := min(from+n, len(s.pieces))
	if from >= to {
		return false
	}
	for i := from; i < to; i++ {
		if s.pieces[i].hasDigit && !s.isAmount(i) {
			return true
		}
	}
	return slices.ContainsFunc(s.termsIn(s.pieces[from].start, s.pieces[to-1].end), func(t found) bool { return t.kind == "time" || t.kind == "number" })
}

// isAmount reports whether the number at place i is too great for a day or a year,
// or one of those that are written in groups, as in "up to 200 000 francs".
func (s flagSide) isAmount(i int) bool {
	group := func(i int) bool {
		return i >= 0 && i < len(s.pieces) && s.pieces[i].hasDigit && len(s.pieces[i].word) == len("000") && s.pieces[i].word[0] <= '9'
	}
	return len(s.pieces[i].word) > len("2030-12-31") || len(s.pieces[i].word) > len("2030") && !strings.ContainsAny(s.pieces[i].word, "-/.") ||
		group(i+1) && len(s.pieces[i].word) <= len("000") || group(i) && s.pieces[max(0, i-1)].hasDigit && i > 0
}

// placeOf gives the first word that begins at or behind a byte.
func (s flagSide) placeOf(at int) int {
	i, _ := slices.BinarySearchFunc(s.pieces, at, func(p piece, at int) int { return cmp.Compare(p.start, at) })
	return i
}

// nearDeadline reports whether a word that sets a deadline stands within reach
// of hunk k.
func (s flagSide) nearDeadline(k int) bool {
	if len(s.pieces) == 0 {
		return false
	}
	last := len(s.pieces) - 1
	from := s.pieces[min(last, max(0, s.placeOf(s.changed[k][0])-deadlineReach))].start
	to := s.pieces[min(last, s.placeOf(s.changed[k][1])+deadlineReach)].end
	return slices.ContainsFunc(s.termsIn(from, to), func(t found) bool { return t.kind == "deadline" && s.setsDeadline(t) })
}

// dateAfter gives where the date ends that belongs to a citation which ends at a
// byte, as in "resolution 78/218 of 19 December 2023"; without one, the same byte.
func (s flagSide) dateAfter(at int) int {
	i := s.placeOf(at)
	numeric := func(i int) (isMonth, ok bool) {
		if i >= len(s.pieces) {
			return false, false
		}
		isMonth = slices.ContainsFunc(s.termsIn(s.pieces[i].start, s.pieces[i].end), func(t found) bool { return t.kind == "number" })
		return isMonth, isMonth || s.pieces[i].hasDigit
	}
	end, month, between := at, false, 0
	for n := 0; n < 3 && i < len(s.pieces); i++ {
		isMonth, ok := numeric(i)
		if !ok {
			if between++; between > 1 { // "of", and "de" of "de diciembre de"
				break
			}
			continue
		}
		if n == 0 && isMonth {
			break
		}
		month, end, between = month || isMonth, s.pieces[i].end, 0
		n++
	}
	if !month {
		return at
	}
	return end
}
