package report

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/redline"
)

// words are the runs of changed words, with the marks of footnotes where they
// stand. A note at one place of both texts stays, and its own words are compared;
// any other came or went.
func (t *tracked) words(words []redline.Edit, before, after []tracker.Note) []run {
	if len(words) == 0 {
		words = []redline.Edit{{Op: "="}}
	}
	var out []run
	old, new := queue(before), queue(after)
	for _, e := range words {
		o := map[string]op{"-": deleted, "+": inserted}[e.Op]
		size := utf8.RuneCountInString(e.Text)
		var gone, came []tracker.Note
		if o != inserted {
			gone = old.upTo(size)
		}
		if o != deleted {
			came = new.upTo(size)
		}
		out = append(out, t.marked(e.Text, o, gone, came)...)
	}
	return out
}

// A noteQueue hands out the notes of one text as its words are passed.
type noteQueue struct {
	notes []tracker.Note
	at    int // in code points
}

func queue(notes []tracker.Note) noteQueue {
	return noteQueue{notes: slices.SortedStableFunc(slices.Values(notes), func(a, b tracker.Note) int { return a.At - b.At })}
}

// upTo takes the notes whose marks stand in the next so many code points, or
// right behind. Their places are then counted from the first of these.
func (q *noteQueue) upTo(size int) []tracker.Note {
	var out []tracker.Note
	for len(q.notes) > 0 && q.notes[0].At <= q.at+size {
		n := q.notes[0]
		n.At = max(0, n.At-q.at)
		out = append(out, n)
		q.notes = q.notes[1:]
	}
	q.at += size
	return out
}

// marked is text with the marks of its notes. Gone and came are notes by their
// place in the text.
func (t *tracked) marked(text string, o op, gone, came []tracker.Note) []run {
	var out []run
	rest, at := []rune(text), 0
	words := func(to int) {
		if to > at {
			out = append(out, run{op: o, text: string(rest[:to-at]), author: t.author})
			rest, at = rest[to-at:], to
		}
	}
	for len(gone) > 0 || len(came) > 0 {
		switch {
		case len(gone) > 0 && len(came) > 0 && gone[0].At == came[0].At && gone[0].Mark == came[0].Mark:
			words(gone[0].At)
			out = append(out, run{note: t.note(gone[0], came[0])})
			gone, came = gone[1:], came[1:]
		case len(came) == 0 || len(gone) > 0 && gone[0].At <= came[0].At:
			words(gone[0].At)
			out = append(out, run{op: deleted, author: t.author, note: wholeNote(gone[0])})
			gone = gone[1:]
		default:
			words(came[0].At)
			out = append(out, run{op: inserted, author: t.author, note: wholeNote(came[0])})
			came = came[1:]
		}
	}
	words(utf8.RuneCountInString(text))
	return out
}

// A footnote is what a run refers to that is the mark of one.
type footnote struct {
	mark string
	runs []run
}

func wholeNote(n tracker.Note) *footnote { return &footnote{n.Mark, []run{{text: n.Text}}} }

// note is a note that stayed, with its changed words.
func (t *tracked) note(before, after tracker.Note) *footnote {
	f := footnote{mark: after.Mark}
	for _, ch := range redline.Compare([]tracker.Provision{{Text: before.Text}}, []tracker.Provision{{Text: after.Text}}, t.lang).Changes {
		for _, e := range ch.Words {
			r := run{op: map[string]op{"-": deleted, "+": inserted}[e.Op], text: e.Text}
			if r.op != same {
				r.author = t.author
			}
			f.runs = append(f.runs, r)
		}
	}
	return &f
}

// countsNotes reports whether Word may count the footnotes of a file itself:
// none came, went or moved, and they are marked 1, 2, 3. Else each has the mark
// typed that its text gives it.
func countsNotes(paragraphs []paragraph) bool {
	n := 0
	for _, p := range paragraphs {
		for _, r := range p.runs {
			if r.note == nil {
				continue
			}
			if n++; r.op != same || r.note.mark != strconv.Itoa(n) {
				return false
			}
		}
	}
	return true
}
