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
		out = append(out, r)
	}
	out = mergeRuns(out)
	for n := len(out) - 1; n >= 0 && out[n].Note == ""; n-- {
		out[n].Text = strings.TrimRight(out[n].Text, " \n")
		if out[n].Text != "" {
			break
		}
		out = out[:n]
	}
	return out
}

// mergeRuns joins neighbours of one kind and drops empty runs.
func mergeRuns(runs []Run) []Run {
	var out []Run
	for i := 0; i < len(runs); {
		first, n := runs[i], 1
		for i+n < len(runs) && first.like(runs[i+n]) {
			n++
		}
		if n > 1 {
			var b strings.Builder
			for _, r := range runs[i : i+n] {
				b.WriteString(r.Text)
			}
			first.Text = b.String()
		}
		if first.Text != "" || first.Note != "" {
			out = append(out, first)
		}
		i += n
	}
	return out
}

// like reports whether r and s differ in nothing but their text.
func (r Run) like(s Run) bool {
	r.Text, s.Text = "", ""
	return r == s && r.Note == ""
}
