package grammar

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// residue is what a page leaves behind when its text is taken: its number
// between dashes, or the running head of a text with its page, "RES25-2".
var residue = regexp.MustCompile(`(?:^|\s)(?:[–—-] \d{1,4} [–—-](?:\s+[A-Z]{3,4}\d+[A-Z]?-\d+)?|(?:RES|REC|DEC|OP)\d+[A-Z]?-\d+)(?:\s|$)`)

// dropResidue cuts page residue out of a line and says so.
func (b *builder) dropResidue(l *line) {
	for {
		m := residue.FindStringIndex(l.text)
		if m == nil {
			return
		}
		b.fault(l.place, "residue", quote(strings.TrimSpace(l.text[m[0]:m[1]]))+" is left from the page and was taken out")
		joined := strings.TrimSpace(l.text[:m[0]]) + " " + strings.TrimSpace(l.text[m[1]:])
		for i := range l.notes {
			if l.notes[i].at >= m[1] {
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
