package report

import (
	"fmt"
	"io"
	"time"

	"concord/tracker"
)

// A Merged is a proposal that makes one text of several. Texts of which only
// some paragraphs matter hold only those.
type Merged struct {
	Before, After tracker.Text // what is revised
	Gone          []tracker.Text
	Reason        string            // why those go
	Amended       [][2]tracker.Text // others that cite what goes or moves, as they are and as they become
	Left          []tracker.Text    // others that a person must amend
	ByHand        string            // what stands above those
	Remarks       []tracker.Remark  // comments of the file, each at the first of its words
}

// Merger writes it: the draft under MOD, with what changes in it tracked, each
// text that goes under SUP with the reason, the texts that must follow under MOD,
// tracked too, and last those that nobody has amended yet.
func Merger(w io.Writer, m Merged, author string, at time.Time) error {
	var out []paragraph
	for i, pair := range append([][2]tracker.Text{{m.Before, m.After}}, m.Amended...) {
		before, after := pair[0], pair[1]
		if before.Lang != m.After.Lang || after.Lang != m.After.Lang {
			return fmt.Errorf("%s is in %q and the draft in %q: two languages cannot be in one proposal", before.Instrument, before.Lang, m.After.Lang)
		}
		t := tracked{old: lines(before), new: lines(after), author: author, lang: after.Lang}
		t.compare()
		if i == 0 {
			t.remarks = m.Remarks
		}
		out = append(append(out, heading("Proposal", "MOD")), t.paragraphs()...)
		if after.Instrument == m.After.Instrument {
			out = append(out, m.suppressions()...)
		}
	}
	for i, text := range m.Left {
		if i == 0 {
			out = append(out, heading("Proposal", m.ByHand))
		}
		for _, l := range lines(text) {
			out = append(out, remarked(heading(l.style, l.printed()), l, m.Remarks))
		}
	}
	return writeWord(w, m.After.Title, m.After.Lang, at, out)
}

func (m Merged) suppressions() []paragraph {
	var out []paragraph
	for _, text := range m.Gone {
		number := remarked(heading("ResNo", numberLine(text)), line{style: "ResNo", address: text.Revision}, m.Remarks)
		out = append(out, heading("Proposal", "SUP"), number, heading("Restitle", text.Title))
		if m.Reason != "" {
			out = append(out, heading("Reasons", m.Reason))
		}
	}
	return out
}

func heading(style, words string) paragraph {
	return paragraph{style: style, runs: []run{{text: words}}}
}
