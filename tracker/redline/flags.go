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

// The number of words up to which a run that came or went without replacing
// anything is a change within a clause, as "be invited to" is. An exception, which
// turns what the clause says, may be longer.
const (
	maxInserted = 5
	maxExcepted = 12
)

// flags gives those of the change that turned the text old into new. The
// provisions say what else is known of them; either may be nil.
func flags(words []Edit, old, new *tracker.Provision, lang tracker.Lang) []Flag {
	list := allTerms()[lang]
	a, b := newFlagSide(words, "-", old, list, lang), newFlagSide(words, "+", new, list, lang)
	raised := map[Flag]bool{}
	raised[ModalFlag] = strengthDiffers(a, b, "modal")
	raised[VerbFlag] = strengthDiffers(a, b, "verb")
	raised[NegationFlag] = negationDiffers(a, b)
	for k := range a.changed {
		number := !slices.Equal(a.numbers(k), b.numbers(k))
		raised[NumberFlag] = raised[NumberFlag] || number
		raised[DeadlineFlag] = raised[DeadlineFlag] || !slices.Equal(a.deadlines(k), b.deadlines(k)) ||
			number && (a.nearDeadline(k) || b.nearDeadline(k))
	}
	if old != nil && new != nil {
		raised[CitationFlag] = !slices.EqualFunc(old.Citations, new.Citations, func(x, y tracker.Citation) bool { return citedBy(old, x) == citedBy(new, y) })
		raised[AddresseeFlag] = !slices.Equal(slices.Sorted(slices.Values(old.Addressees)), slices.Sorted(slices.Values(new.Addressees)))
	}
	return inOrder(raised)
}

func inOrder(raised map[Flag]bool) []Flag {
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
	text    string
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
	s.text = text.String()
	s.pieces = piecesOf(s.text, lang)
	s.terms = list.find(s.pieces)
	if p != nil {
		for _, r := range citedRanges(p) {
			s.cited = append(s.cited, [2]int{r[0], s.dateAfter(r[1])})
		}
	}
	return s
}

// strengthDiffers reports whether the terms of a kind that changed within clauses
// rank otherwise: where one hunk replaces some by others, or over all of them. A
// word that only moved within its paragraph does neither.
func strengthDiffers(a, b flagSide, kind string) bool {
	var went, came []int
	for k := range a.changed {
		if !inClause(a, b, k, maxInserted) {
			continue
		}
		x, y := a.ranks(k, kind), b.ranks(k, kind)
		if len(x) > 0 && len(y) > 0 && !slices.Equal(x, y) {
			return true
		}
		went, came = append(went, x...), append(came, y...)
	}
	slices.Sort(went)
	slices.Sort(came)
	return !slices.Equal(went, came)
}

// negationDiffers reports whether there is more or less of negation in what
// changed within clauses.
func negationDiffers(a, b flagSide) bool {
	more := 0
	for k := range a.changed {
		if inClause(a, b, k, maxExcepted) {
			more += len(b.ofKind(k, "negation")) - len(a.ofKind(k, "negation"))
		}
	}
	return more != 0
}

// inClause reports whether hunk k is a change within a clause: it replaces words, or
// is no more than so many that are no sentence of their own.
func inClause(a, b flagSide, k, most int) bool {
	n, m := a.inside(k), b.inside(k)
	return n > 0 && m > 0 || max(n, m) <= most && !a.hasSentence(k) && !b.hasSentence(k)
}

// hasSentence reports whether hunk k has the end of a sentence in it, and more
// than that.
func (s flagSide) hasSentence(k int) bool {
	return s.inside(k) > 1 && strings.ContainsAny(s.text[s.changed[k][0]:s.changed[k][1]], ".。؟!?")
}

// inside is the number of words in hunk k.
func (s flagSide) inside(k int) int { return len(s.piecesIn(k)) }

// piecesIn gives the words that hunk k touches.
func (s flagSide) piecesIn(k int) []piece { return s.piecesBetween(s.changed[k][0], s.changed[k][1]) }

// piecesBetween gives the words that touch the text from start to end.
func (s flagSide) piecesBetween(start, end int) []piece {
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

// numbers gives the numbers in hunk k, in digits or words, that are no part of a
// citation.
func (s flagSide) numbers(k int) []string {
	return s.numbersWhere(s.changed[k][0], s.changed[k][1], func(piece) bool { return true })
}

func (s flagSide) isCited(start, end int) bool {
	return slices.ContainsFunc(s.cited, func(r [2]int) bool { return r[0] <= start && end <= r[1] })
}
