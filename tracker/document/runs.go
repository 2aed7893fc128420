package document

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// lineBreak is a line break that is part of the text, where line breaks in the
// file are not. It is private to the readers: no text has it.
const lineBreak = '\uFDD0'

// squeezeRuns makes every run of spaces one, across runs as well, trims the
// ends and joins runs of one kind: for formats whose spaces and line breaks
// mean nothing. lineBreak stands for a break that is meant.
func squeezeRuns(runs []Run) []Run {
	var out []Run
	spaced := true // a space stands before, or the line begins
	for _, r := range runs {
		var b strings.Builder
		for _, c := range r.Text {
			switch c = cleanRune(c); {
			case c == lineBreak:
				b.WriteByte('\n')
				spaced = true
			case c == ' ' || c == '\t' || c == '\n':
				if !spaced {
					b.WriteByte(' ')
				}
				spaced = true
			case c >= 0:
				b.WriteRune(c)
				spaced = false
			}
		}
		r.Text = strings.ReplaceAll(norm.NFC.String(b.String()), " \n", "\n")
		out = appendRun(out, r)
	}
	for n := len(out) - 1; n >= 0 && out[n].Note == ""; n-- {
		out[n].Text = strings.TrimRight(out[n].Text, " \n")
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
