package redline

import (
	"cmp"
	"slices"
	"strings"

	"concord/tracker"
)

// A Flag names something in a change that a delegate must not miss.
type Flag string

// The flags. A clause that came or went whole brings its own modals and verbs:
// that is no change of strength. Deadlines are dates, frequencies and the words
// that set them.
const (
	CitationFlag  Flag = "citation"  // a cited text or its revision is another
	NumberFlag    Flag = "number"    // a number, date or amount outside citations
	ModalFlag     Flag = "modal"     // "shall" became "may"
	VerbFlag      Flag = "verb"      // "invites" became "instructs"
	NegationFlag  Flag = "negation"  // "not" came or went
	AddresseeFlag Flag = "addressee" // who is asked
	DeadlineFlag  Flag = "deadline"  // until when, or how often
)

// Substantive reports whether a change may alter what a text asks for: not when
// it is one of typing, of labels, or of the revisions of texts cited.
func (ch Change) Substantive() bool {
	return !slices.Contains([]Class{Unchanged, Cosmetic, CitationUpdate, Renumbered}, ch.Class)
}

// OnlySubstance is r without the changes that are not substantive. The summary
// still counts them.
func (r Redline) OnlySubstance() Redline {
	r.Changes = slices.DeleteFunc(slices.Clone(r.Changes), func(ch Change) bool { return !ch.Substantive() })
	return r
}

// maxInserted is the number of words up to which a run that came or went without
// replacing anything is a change within a clause, as "be invited to" is.
const maxInserted = 5

// deadlineReach is how many words may stand between a changed number and the
// word that makes it a deadline, as in "by the end of June 2031".
const deadlineReach = 6

// flags gives those of the change that turned the text old into new. The
// provisions say what else is known of them; either may be nil.
func flags(words []Edit, old, new *tracker.Provision, lang tracker.Lang) []Flag {
	list := allTerms()[lang]
	a, b := newFlagSide(words, "-", old, list, lang), newFlagSide(words, "+", new, list, lang)
	raised := map[Flag]bool{}
	for k := range a.changed {
		for _, f := range hunkFlags(a, b, k) {
			raised[f] = true
		}
	}
	if old != nil && new != nil {
		raised[CitationFlag] = !slices.EqualFunc(old.Citations, new.Citations, func(x, y tracker.Citation) bool { return x.Target == y.Target })
		raised[AddresseeFlag] = !slices.Equal(slices.Sorted(slices.Values(old.Addressees)), slices.Sorted(slices.Values(new.Addressees)))
	}
	out := []Flag{}
	for _, f := range []Flag{CitationFlag, NumberFlag, ModalFlag, VerbFlag, NegationFlag, AddresseeFlag, DeadlineFlag} {
		if raised[f] {
			out = append(out, f)
		}
	}
	return out
}

// A flagSide is one side of a change.
type flagSide struct {
	pieces  []piece
	terms   []found
	changed [][2]int // byte ranges, one a hunk, empty where this side has nothing
	cited   [][2]int
}

// newFlagSide puts together the text of one side, op being the edits that only
// it has.
func newFlagSide(words []Edit, op string, p *tracker.Provision, list termList, lang tracker.Lang) flagSide {
	var s flagSide
	var text strings.Builder
	open := false
	for _, e := range words {
		mine := e.Op == op
		if e.Op == "=" || e.Elsewhere {
			open = false
		} else {
			if !open {
				s.changed = append(s.changed, [2]int{text.Len(), text.Len()})
			}
			open = true
			if mine {
				s.changed[len(s.changed)-1][1] += len(e.Text)
			}
		}
		if mine || e.Op == "=" {
			text.WriteString(e.Text)
		}
	}
	s.pieces = piecesOf(text.String(), lang)
	s.terms = list.find(s.pieces)
	if p != nil {
		s.cited = citedRanges(p)
	}
	return s
}

// hunkFlags gives the flags of hunk k.
func hunkFlags(a, b flagSide, k int) []Flag {
	var out []Flag
	within := a.inside(k) > 0 && b.inside(k) > 0 || max(a.inside(k), b.inside(k)) <= maxInserted
	if within && !slices.Equal(a.ranks(k, "modal"), b.ranks(k, "modal")) {
		out = append(out, ModalFlag)
	}
	if within && !slices.Equal(a.ranks(k, "verb"), b.ranks(k, "verb")) {
		out = append(out, VerbFlag)
	}
	if len(a.ranks(k, "negation")) != len(b.ranks(k, "negation")) {
		out = append(out, NegationFlag)
	}
	number := !slices.Equal(a.numbers(k), b.numbers(k))
	if number {
		out = append(out, NumberFlag)
	}
	if !slices.Equal(a.named(k, "deadline"), b.named(k, "deadline")) || number && (a.nearDeadline(k) || b.nearDeadline(k)) {
		out = append(out, DeadlineFlag)
	}
	return out
}

// inside is the number of words in hunk k.
func (s flagSide) inside(k int) int { return len(s.piecesIn(k)) }

// piecesIn gives the words that hunk k touches.
func (s flagSide) piecesIn(k int) []piece {
	start, end := s.changed[k][0], s.changed[k][1]
	if start == end {
		return nil
	}
	from, _ := slices.BinarySearchFunc(s.pieces, start, func(p piece, at int) int { return cmp.Compare(p.end, at+1) })
	to, _ := slices.BinarySearchFunc(s.pieces, end, func(p piece, at int) int { return cmp.Compare(p.start, at) })
	return s.pieces[from:max(from, to)]
}

// termsIn gives the terms that touch the text from start to end.
func (s flagSide) termsIn(start, end int) []found {
	from, _ := slices.BinarySearchFunc(s.terms, start, func(t found, at int) int { return cmp.Compare(t.end, at+1) })
	to, _ := slices.BinarySearchFunc(s.terms, end, func(t found, at int) int { return cmp.Compare(t.start, at) })
	return s.terms[from:max(from, to)]
}

// ofKind gives the terms of a kind that hunk k touches.
func (s flagSide) ofKind(k int, kind string) []found {
	if s.changed[k][0] == s.changed[k][1] {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.termsIn(s.changed[k][0], s.changed[k][1])), func(t found) bool { return t.kind != kind })
}

// ranks gives those of the terms of a kind that hunk k touches.
func (s flagSide) ranks(k int, kind string) []int {
	var out []int
	for _, t := range s.ofKind(k, kind) {
		out = append(out, t.rank)
	}
	slices.Sort(out)
	return out
}

// named gives the words of the terms of a kind that hunk k touches.
func (s flagSide) named(k int, kind string) []string {
	var out []string
	for _, t := range s.ofKind(k, kind) {
		out = append(out, t.word)
	}
	slices.Sort(out)
	return out
}

// numbers gives the numbers in hunk k, in digits or words, that are no part of a
// citation.
func (s flagSide) numbers(k int) []string {
	out := s.named(k, "number")
	for _, p := range s.piecesIn(k) {
		if p.hasDigit && !s.isCited(p) {
			out = append(out, p.word)
		}
	}
	slices.Sort(out)
	return out
}

func (s flagSide) isCited(p piece) bool {
	return slices.ContainsFunc(s.cited, func(r [2]int) bool { return r[0] <= p.start && p.end <= r[1] })
}

// nearDeadline reports whether a word that sets a deadline stands within reach
// of hunk k.
func (s flagSide) nearDeadline(k int) bool {
	if len(s.pieces) == 0 {
		return false
	}
	place := func(at int) int {
		i, _ := slices.BinarySearchFunc(s.pieces, at, func(p piece, at int) int { return cmp.Compare(p.start, at) })
		return i
	}
	last := len(s.pieces) - 1
	from := s.pieces[min(last, max(0, place(s.changed[k][0])-deadlineReach))].start
	to := s.pieces[min(last, place(s.changed[k][1])+deadlineReach)].end
	return slices.ContainsFunc(s.termsIn(from, to), func(t found) bool { return t.kind == "deadline" })
}
