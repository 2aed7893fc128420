package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"concord/index"
	"concord/tracker"
	"concord/tracker/store"
)

// A plain writer shows words, of documents and of people, without what a terminal
// would obey: only lines and tabs are left of the control characters.
type plain struct{ w io.Writer }

func (p plain) Write(b []byte) (int, error) {
	shown := bytes.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, b)
	if _, err := p.w.Write(shown); err != nil {
		return 0, err
	}
	return len(b), nil
}

// below is the writer under a plain one, for bars and files.
func below(w io.Writer) io.Writer {
	if p, is := w.(plain); is {
		return p.w
	}
	return w
}

// printJSON writes one value, indented, with the letters of every script as
// they are.
func (c *console) printJSON(v any) error { return writeJSON(c.out, v) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// printFaults says each fault with its place, on standard error.
func (c *console) printFaults(file string, faults []tracker.Fault) {
	for _, f := range faults {
		fmt.Fprintf(c.err, "concord: %s: %s (%s)\n", file, f.Error(), f.Rule)
	}
}

// hint says on a line of its own what to do about some failures.
func (c *console) hint(err error) {
	var hint string
	if open, is := errors.AsType[*store.OpenError](err); is {
		hint = open.Hint
	}
	switch {
	case errors.Is(err, store.ErrLocked):
		hint = "another concord has this record open: use its pages, stop it, or name another folder with --data"
	case errors.Is(err, store.ErrNotFound), errors.Is(err, index.ErrAbsent):
		hint = "concord list names the texts that the record holds, concord proposals the proposals; concord import brings in a document"
	}
	if hint != "" {
		fmt.Fprintln(c.err, "concord: hint:", hint)
	}
}

// printText writes a text as a person reads it: headings, then labelled
// paragraphs, each with its address.
func printText(w io.Writer, t tracker.Text) {
	fmt.Fprintf(w, "%s\n%s\n\n%s\n", t.Revision.In(t.Lang), t.Title, t.Enacting)
	heading := ""
	for _, p := range t.Provisions {
		if p.Heading != heading {
			heading = p.Heading
			fmt.Fprintf(w, "\n%s\n", heading)
		}
		indent := strings.Repeat("  ", max(len(p.Path), 1))
		fmt.Fprintf(w, "%s%s  [#%s]\n", indent, strings.TrimSpace(p.Label+" "+p.Text), p.Address.Provision)
		for _, n := range p.Notes {
			fmt.Fprintf(w, "%s    (%s) %s\n", indent, n.Mark, n.Text)
		}
	}
}
