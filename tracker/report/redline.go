// Package report writes documents: what was compared goes out as a file that a
// delegation can work on, and what was done as tables for a governing body. It
// takes texts and what tracker/redline says of them and writes Word (Office Open
// XML); it takes the action plan of tracker/implementation and writes reports as
// Word, spreadsheet, CSV and Markdown (plan.go), a sheet that comes back filled in
// (sheet.go), and reminders as iCalendar and Atom (remind.go).
//
// # Promise
//
// Accepting every change of the file that [Redline] writes gives exactly the
// new text, rejecting every one exactly the old: the same paragraphs, in the
// same order, with the same words, labels and styles. Labels are typed, with a
// tab behind, so that a changed number is a tracked change too.
//
// # Caveats
//
// A paragraph whose words changed while it moved is deleted at one place and
// inserted at the other; one that moved as it was is a move. Footnotes of the
// number, title and enacting phrase all stand behind the title, and remarks above
// the body are not printed (lines.go). Runs of italic or bold type and tables are
// not kept by the record and so not written.
package report

import (
	"fmt"
	"io"
	"slices"
	"time"

	"concord/tracker"
	"concord/tracker/redline"
)

// Redline writes a Word file with what changed between two texts of one
// language as tracked changes, by this author at this time.
func Redline(w io.Writer, before, after tracker.Text, author string, at time.Time) error {
	if before.Lang != after.Lang {
		return fmt.Errorf("the old text is in %q and the new one in %q: two languages cannot be compared word by word", before.Lang, after.Lang)
	}
	t := tracked{old: lines(before), new: lines(after), author: author, lang: after.Lang}
	t.compare()
	return writeWord(w, after.Title, after.Lang, at, t.paragraphs())
}

// A tracked is two printed texts on their way to one list of paragraphs.
type tracked struct {
	old, new []line
	author   string
	lang     tracker.Lang
	remarks  []tracker.Remark // of the new text
	mate     map[int]pair     // by new line: what stayed, with its words
	moves    map[int]string   // by new line: the name of its move
	moved    map[int]string   // by old line
}

// A pair is an old line that stayed as a new one.
type pair struct {
	old   int
	words []redline.Edit
}

// compare pairs lines. What stayed keeps its order; of what was split or merged
// the part with the most words kept is the one that stayed.
func (t *tracked) compare() {
	t.mate, t.moves, t.moved = map[int]pair{}, map[int]string{}, map[int]string{}
	var stayed []redline.Change
	for _, ch := range redline.Compare(provisions(t.old), provisions(t.new), t.lang).Changes {
		i, j := ch.OldPlace-1, ch.NewPlace-1
		switch {
		case i < 0 || j < 0:
		case ch.Class == redline.Moved && ch.OldText == ch.NewText:
			name := fmt.Sprintf("move%d", len(t.moves)+1)
			t.moves[j], t.moved[i] = name, name
		case t.old[i].style == t.new[j].style:
			stayed = append(stayed, ch)
		}
	}
	slices.SortStableFunc(stayed, func(a, b redline.Change) int { return kept(b) - kept(a) })
	taken := map[int]int{} // new by old
	for _, ch := range stayed {
		i, j := ch.OldPlace-1, ch.NewPlace-1
		_, usedNew := t.mate[j]
		_, usedOld := taken[i]
		if !usedNew && !usedOld && t.inOrder(i, j) {
			t.mate[j], taken[i] = pair{i, ch.Words}, j
		}
	}
}

// inOrder reports whether old i and new j cross none of the pairs there are.
func (t *tracked) inOrder(i, j int) bool {
	for at, p := range t.mate {
		if (p.old < i) != (at < j) {
			return false
		}
	}
	return true
}

// kept is how many bytes of a change stayed.
func kept(ch redline.Change) int {
	n := 0
	for _, e := range ch.Words {
		if e.Op == "=" {
			n += len(e.Text)
		}
	}
	return n
}

// paragraphs merges the two texts: between two lines that stayed, first what
// went, then what came.
func (t *tracked) paragraphs() []paragraph {
	var out []paragraph
	i := 0
	gone := func(to int) {
		for ; i < to; i++ {
			out = append(out, t.whole(t.old[i], deleted, movedFrom, t.moved[i]))
		}
	}
	var came []paragraph
	for j, l := range t.new {
		p, ok := t.mate[j]
		if !ok {
			came = append(came, remarked(t.whole(l, inserted, movedTo, t.moves[j]), l, t.remarks))
			continue
		}
		gone(p.old)
		out = append(append(out, came...), remarked(t.changed(t.old[i], l, p.words), l, t.remarks))
		came = nil
		i++
	}
	gone(len(t.old))
	return append(out, came...)
}

// whole is a line that came or went, or moved when its move has a name.
func (t *tracked) whole(l line, o, moving op, move string) paragraph {
	if move != "" {
		o = moving
	}
	p := paragraph{style: l.style, mark: o, author: t.author, move: move}
	p.runs = append(p.runs, run{op: o, text: l.lead(), author: t.author})
	words, before, after := []redline.Edit{{Op: "+", Text: l.text}}, []tracker.Note(nil), l.notes
	if o == deleted || o == movedFrom {
		words[0].Op, before, after = "-", l.notes, nil
	}
	for _, r := range t.words(words, before, after) {
		r.op = o
		p.runs = append(p.runs, r)
	}
	return p
}

// changed is a line that stayed, with its changed words and label.
func (t *tracked) changed(before, after line, words []redline.Edit) paragraph {
	p := paragraph{style: after.style}
	if a, b := before.lead(), after.lead(); a == b {
		p.runs = append(p.runs, run{text: a})
	} else {
		p.runs = append(p.runs, run{op: deleted, text: a, author: t.author}, run{op: inserted, text: b, author: t.author})
	}
	p.runs = append(p.runs, t.words(words, before.notes, after.notes)...)
	return p
}
