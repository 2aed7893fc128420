package grammar

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// residue is what a page leaves behind when its text is taken: its number
// between dashes, or the running head of a text with its page, "RES25-2".
var residue = regexp.MustCompile(`(?:^|\s)(?:[–—-] \d{1,4} [–—-](?:\s+[A-Z]{3,4}\d+[A-Z]?-\d+)?|(?:RES|REC|DEC|OP)\d+[A-Z]?-\d+)(?:\s|$)`)

// lastPage is the number of the page that ends where a heading begins, after a
// whole sentence: what follows "Annex" is no page.
var lastPage = regexp.MustCompile(`[.;)»”。；）]( ?\d{1,4})$`)

// findResidue gives where page residue stands in a line.
func findResidue(l *line) (from, to int, found bool) {
	if m := residue.FindStringIndex(l.text); m != nil {
		return m[0], m[1], true
	}
	if m := lastPage.FindStringSubmatchIndex(l.text); m != nil && l.torn {
		return m[2], m[3], true
	}
	return 0, 0, false
}

// dropResidue cuts page residue out of a line and says so.
func (b *builder) dropResidue(l *line) {
	for {
		from, to, found := findResidue(l)
		if !found {
			return
		}
		b.fault(l.place, "residue", quote(strings.TrimSpace(l.text[from:to]))+" is left from the page and was taken out")
		joined := strings.TrimSpace(l.text[:from]) + " " + strings.TrimSpace(l.text[to:])
		for i := range l.notes {
			if l.notes[i].at >= to {
				l.notes[i].at -= len(l.text) - len(joined)
			}
			l.notes[i].at = min(max(l.notes[i].at, 0), len(joined))
			for l.notes[i].at > 0 && l.notes[i].at < len(joined) && !utf8.RuneStart(joined[l.notes[i].at]) {
				l.notes[i].at--
			}
		}
		l.text = strings.TrimSpace(joined)
	}
}
