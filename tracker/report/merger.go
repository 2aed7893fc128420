package report

import (
	"fmt"
	"io"
	"time"

	"concord/tracker"
)

// Merger writes a proposal that revises one text and suppresses others: the
// draft under MOD, with what changes in it tracked, then each text that goes
// under SUP, with its reason.
func Merger(w io.Writer, before, after tracker.Text, gone []tracker.Text, reason, author string, at time.Time) error {
	if before.Lang != after.Lang {
		return fmt.Errorf("the old text is in %q and the new one in %q: two languages cannot be compared word by word", before.Lang, after.Lang)
	}
	t := tracked{old: lines(before), new: lines(after), author: author, lang: after.Lang}
	t.compare()
	out := append([]paragraph{heading("Proposal", "MOD")}, t.paragraphs()...)
	for _, text := range gone {
		out = append(out, heading("Proposal", "SUP"), heading("ResNo", numberLine(text)), heading("Restitle", text.Title))
		if reason != "" {
			out = append(out, heading("Reasons", reason))
		}
	}
	return writeWord(w, after.Title, after.Lang, at, out)
}

func heading(style, words string) paragraph {
	return paragraph{style: style, runs: []run{{text: words}}}
}
