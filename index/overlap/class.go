package overlap

import (
	"strings"

	"concord/tracker"
)

// Thresholds of the classes, each with the example it was set by.
const (
	// namedEarly: a recital that only names a text does so at once, after at
	// most "bearing in mind the relevant provisions of".
	namedEarly = 8
	// fewContents: "to contribute to the implementation of this resolution" has
	// three content words beside the formula; what has more asks for more.
	fewContents = 6
	// reportsEarly: "to continue to submit to each session of the Council a
	// report" has reached its report by the twelfth word.
	reportsEarly = 14
	// otherAct: "requests the Secretary-General to continue his mission of good
	// offices, to keep the Council informed" asks for something before it asks for
	// a report; "requests the Secretary-General, in good time, to report" does not.
	otherAct = 5
	// notedContents: "takes note with appreciation of the special report of the
	// Committee established in pursuance of" has nine, and says no more; the name
	// of a force has four.
	notedContents = 12
	// openingReach is how many words an opening may have.
	openingReach = 12
)

// classify says what sort of provision p is; its text was just read, and has so
// many content words.
func (r *reader) classify(p tracker.Provision, contents int) Class {
	switch p.Role {
	case tracker.Annexed:
		return Annexed
	case tracker.Preamble:
		switch {
		case r.phrases.has(r.words, purposeTerm):
			return Purposes
		case r.onlyCites(contents):
			return Citation
		case r.opens(openingTerm), r.phrases.has(r.words, stockTerm):
			return Formula
		}
		return Preamble
	}
	if r.opens(agendaTerm) {
		return Formula
	}
	if r.named(1.0 / 2) {
		return Citation
	}
	for at := range min(reportsEarly, len(r.words)) {
		if !r.phrases.begins(r.words[at:], reportTerm) {
			continue
		}
		if acts := r.firstClause(p.Text); at < acts.words || acts.contents < otherAct {
			return Reporting
		}
	}
	if contents <= 2 || contents <= fewContents && r.phrases.has(r.words, formulaTerm) || contents <= notedContents && r.opens(openingTerm) {
		return Formula
	}
	return Operative
}

// named reports whether more than a part of the words just read name texts and
// dates: "reaffirms its resolutions" and forty numbers, "recalling its resolutions
// on the question, in particular resolution 415 of" a day.
func (r *reader) named(part float64) bool {
	n := 0
	for _, is := range r.entities {
		if is {
			n++
		}
	}
	return float64(n) > part*float64(len(r.entities))
}

// A clause is the first of a text: how many words it has, and how many of content.
type clause struct{ words, contents int }

// firstClause measures the text just read up to its first comma.
func (r *reader) firstClause(text string) (c clause) {
	end := strings.IndexAny(text, ",;،؛，；、")
	for i, w := range r.words {
		if end >= 0 && int(r.spans[i].start) > end {
			break
		}
		c.words++
		if w.stem != 0 {
			c.contents++
		}
	}
	return c
}

// opens reports whether the text just read begins with a phrase of a kind, one
// word such as "also" apart.
func (r *reader) opens(kind string) bool {
	for at := range r.phrases.find(r.words[:min(len(r.words), openingReach)], kind) {
		return at <= 1
	}
	return false
}

// onlyCites reports whether the recital just read names a text and goes on to
// say no more than what that text is called.
func (r *reader) onlyCites(contents int) bool {
	if contents <= 2 {
		return true
	}
	named := r.named(1.0 / 3)
	for _, is := range r.entities[:min(namedEarly, len(r.entities))] {
		named = named || is
	}
	return named && !r.phrases.has(r.words, whichTerm)
}

// oftenWithin is how often a text must use a word that its title lacks before
// the word belongs to its subject.
const oftenWithin = 6

// topics gives the stems that say what a text is about, and how much: those of
// its title, and those that it uses again and again.
func (r *reader) topics(title string) map[token]int {
	r.uses.clear()
	out := map[token]int{}
	for _, stem := range r.stock {
		n := r.uses.at(stem)
		if *n++; *n == oftenWithin {
			out[stem] = often
		}
	}
	for _, stem := range r.contents(r.read(title, nil), nil) {
		out[stem] = titled
	}
	return out
}

// classOf gives the class of a pair: it is as little as the lesser of the two.
func classOf(a, b Class) Class {
	for _, c := range []Class{Formula, Citation, Purposes, Reporting, Annexed, Preamble} {
		if a == c || b == c {
			return c
		}
	}
	return Operative
}
