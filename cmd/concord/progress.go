package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// A progress shows how far a command is: a bar on a terminal, nothing elsewhere.
type progress struct {
	w     io.Writer // nil when standard error is no terminal
	name  string
	total int
	at    int
}

// barWidth is the length of the bar in characters; with the name, the count and
// a file name it fits a terminal of 80.
const barWidth = 24

func newProgress(w io.Writer, name string, total int) *progress {
	p := &progress{name: name, total: total}
	w = below(w)
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.w = w
		}
	}
	return p
}

// step says that one more is done.
func (p *progress) step(what string) { p.set(what, p.at+1, p.total) }

// set says how much of how much is done.
func (p *progress) set(what string, at, total int) {
	p.at, p.total = at, total
	if p.w == nil || p.total == 0 {
		return
	}
	full := barWidth * p.at / p.total
	if runes := []rune(what); len(runes) > 30 {
		what = "…" + string(runes[len(runes)-29:])
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s %s%s %d/%d %s", p.name, strings.Repeat("█", full), strings.Repeat("░", barWidth-full), p.at, p.total, oneLine(what))
}

// clear removes the bar so that a line can be printed in its place.
func (p *progress) clear() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

func (p *progress) done() { p.clear() }
