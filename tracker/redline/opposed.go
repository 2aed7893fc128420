package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// partReach is how many numbers and short words may stand between the word for a part
// of a text and a number that names one: "resolves 1, 2 and 3".
const partReach = 6

// quantityReach is how many words may stand between a number and a unit of physics.
const quantityReach = 4

// Opposed gives what one text commits to instead of the other: another number, date or
// period, another obligation or verb in the same place ("within one month", "within
// three months"), or that it forbids what the other asks. What only one of them says,
// numbers that name a part of a text ("Annex 2") and those that measure something
// physical (MHz, dB) are no such thing. ch is the change that turns old into new.
func (ch Change) Opposed(old, new *tracker.Provision, lang tracker.Lang) []Flag {
	list := allTerms()[lang]
	a, b := newFlagSide(ch.Words, "-", old, list, lang), newFlagSide(ch.Words, "+", new, list, lang)
	raised := map[Flag]bool{NegationFlag: negationDiffers(a, b)}
	for k := range a.changed {
		numbers := opposed(a.commitments(k), b.commitments(k))
		raised[NumberFlag] = raised[NumberFlag] || numbers
		due, other := a.deadlines(k), b.deadlines(k)
		dated := len(a.numbers(k))+len(b.numbers(k)) > 0
		raised[DeadlineFlag] = raised[DeadlineFlag] || numbers && (a.nearDeadline(k) || b.nearDeadline(k)) || dated && opposed(due, other)
		if inClause(a, b, k, maxInserted) {
			raised[ModalFlag] = raised[ModalFlag] || opposed(a.ranks(k, "modal"), b.ranks(k, "modal"))
			raised[VerbFlag] = raised[VerbFlag] || opposed(a.ranks(k, "verb"), b.ranks(k, "verb"))
		}
	}
	return inOrder(raised)
}

// opposed reports whether both lists have something, and not the same.
func opposed[T comparable](a, b []T) bool {
	return len(a) > 0 && len(b) > 0 && !slices.Equal(a, b)
}

// commitments gives the numbers in hunk k that a text may bind somebody to.
func (s flagSide) commitments(k int) []string {
	return s.numbersWhere(s.changed[k][0], s.changed[k][1], func(p piece) bool { return !s.namesPart(p) && !s.isPhysical(p) })
}

// numbersWhere gives the numbers in a stretch, in digits or words, that are no part of
// a citation and of which something holds.
func (s flagSide) numbersWhere(from, to int, holds func(piece) bool) []string {
	var out []string
	if from == to {
		return nil
	}
	for _, t := range s.termsIn(from, to) {
		if p := (piece{t.word, t.start, t.end, false}); t.kind == "number" && !s.isCited(t.start, t.end) && holds(p) {
			out = append(out, t.word)
		}
	}
	for _, p := range s.piecesBetween(from, to) {
		if p.hasDigit && !s.isCited(p.start, p.end) && holds(p) {
			out = append(out, p.word)
		}
	}
	slices.Sort(out)
	return out
}

// namesPart reports whether a number names a part of a text, as in "Annex 2" and 附件2,
// or is part of a name, as in "Connect 2030 Agenda".
func (s flagSide) namesPart(p piece) bool {
	if slices.ContainsFunc(s.termsIn(p.start, p.end), func(t found) bool { return t.kind == "part" }) {
		return true
	}
	at := s.placeOf(p.start)
	if s.inName(at) {
		return true
	}
	for i := at - 1; i >= max(0, at-partReach); i-- {
		q := s.pieces[i]
		if slices.ContainsFunc(s.termsIn(q.start, q.end), func(t found) bool { return t.kind == "part" }) {
			return true
		}
		if !q.hasDigit && utf8.RuneCountInString(q.word) > 3 {
			return false
		}
	}
	return false
}

// inName reports whether the number at a place stands beside a word with a capital
// that is neither the first of the text nor a month: behind it, or, where it may be a
// year, before it.
func (s flagSide) inName(at int) bool {
	if at >= len(s.pieces) || !s.pieces[at].hasDigit {
		return false
	}
	capital := func(i int) bool {
		if i < 1 || i >= len(s.pieces) {
			return false
		}
		q := s.pieces[i]
		r, _ := utf8.DecodeRuneInString(s.text[q.start:])
		return unicode.IsUpper(r) && !slices.ContainsFunc(s.termsIn(q.start, q.end), func(t found) bool { return t.kind == "number" })
	}
	return capital(at-1) || len(s.pieces[at].word) == 4 && capital(at+1) && !strings.ContainsAny(s.text[s.pieces[at].end:s.pieces[at+1].start], ".,;")
}

// isPhysical reports whether a number is followed or preceded by a unit of physics.
func (s flagSide) isPhysical(p piece) bool {
	at := s.placeOf(p.start)
	from, to := max(0, at-quantityReach), min(len(s.pieces)-1, at+quantityReach)
	return from <= to && slices.ContainsFunc(s.termsIn(s.pieces[from].start, s.pieces[to].end), func(t found) bool { return t.kind == "quantity" })
}

// whole is the side of a text by itself.
func whole(p *tracker.Provision, lang tracker.Lang) flagSide {
	return newFlagSide([]Edit{{Op: "=", Text: p.Text}}, "+", p, allTerms()[lang], lang)
}

// Numbers gives the numbers in digits in a text, sorted: all but those in citations, those
// that name a part of a text, and those in names.
func Numbers(p tracker.Provision, lang tracker.Lang) []string {
	s := whole(&p, lang)
	return s.numbersWhere(0, len(s.text), func(q piece) bool { return q.hasDigit && !s.namesPart(q) })
}

// Deadlines gives the phrases by which a text says until when, or how often, something is to be
// done, each with the numbers that go with it, sorted.
func Deadlines(p tracker.Provision, lang tracker.Lang) []string {
	s := whole(&p, lang)
	var out []string
	for _, t := range s.terms {
		if t.kind != "deadline" || !s.setsDeadline(t) {
			continue
		}
		from, to := s.placeOf(t.end), s.placeOf(t.end)+setsReach
		if s.isIdeographic(t) {
			from, to = max(0, s.placeOf(t.start)-setsReach), s.placeOf(t.start)
		}
		phrase := t.word
		if to = min(to, len(s.pieces)); from < to {
			numbers := s.numbersWhere(s.pieces[from].start, s.pieces[to-1].end, func(piece) bool { return true })
			phrase = strings.Join(append([]string{phrase}, numbers...), " ")
		}
		out = append(out, phrase)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Strength is how strong a provision is on the ladder of operative verbs of its language:
// that of the last verb of its heading ("resolves to instruct"), or, without a heading, of the
// first of its text; -1 where there is none. Decisive is the highest.
func Strength(p tracker.Provision, lang tracker.Lang) int {
	rank := -1
	for _, t := range allTerms()[lang].find(piecesOf(p.Heading, lang)) {
		if t.kind == "verb" {
			rank = t.rank
		}
	}
	if rank >= 0 || p.Heading != "" {
		return rank
	}
	for _, t := range allTerms()[lang].find(piecesOf(p.Text, lang)) {
		if t.kind == "verb" {
			return t.rank
		}
	}
	return -1
}

// Decisive is the strength of what a body decides itself.
const Decisive = 7
