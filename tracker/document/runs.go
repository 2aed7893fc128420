package document

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// squeezeRuns makes every run of spaces one, across runs as well, trims the
// ends and joins runs of one kind: for formats whose spaces and line breaks
// mean nothing. A line separator (U+2028) stands for a break that is meant.
func squeezeRuns(runs []Run) []Run {
	var out []Run
	owed, begun := false, false // a space is owed to the next letter; the line has a letter
	for _, r := range runs {
		var b strings.Builder
		for _, c := range r.Text {
			if c == '\u2028' {
				b.WriteByte('\n')
				owed, begun = false, false
				continue
			}
			if c = cleanRune(c); c == ' ' || c == '\t' || c == '\n' {
				owed = begun
				continue
			}
			if c < 0 {
				continue
			}
			if owed {
				b.WriteByte(' ')
			}
			b.WriteRune(c)
			owed, begun = false, true
		}
		r.Text = norm.NFC.String(b.String())
		out = appendRun(out, r)
	}
	for n := len(out) - 1; n >= 0 && out[n].Note == ""; n-- {
		out[n].Text = strings.TrimRight(out[n].Text, "\n")
		if out[n].Text != "" {
			break
		}
		out = out[:n]
	}
	return out
}

// appendRun adds r, joined to the last run where they are of one kind.
func appendRun(runs []Run, r Run) []Run {
	if r.Text == "" && r.Note == "" {
		return runs
	}
	if n := len(runs) - 1; n >= 0 && r.Note == "" && runs[n].Note == "" && r.Op == runs[n].Op &&
		r.Italic == runs[n].Italic && r.Bold == runs[n].Bold && r.Author == runs[n].Author && r.Date == runs[n].Date {
		runs[n].Text += r.Text
		return runs
	}
	return append(runs, r)
}
