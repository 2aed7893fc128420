package document

import (
	"fmt"
	"regexp"
	"strings"

	"concord/tracker"
)

var (
	bookmarkDebris = regexp.MustCompile(`\[bookmark: [^\]]*\]`)
	// "[footnoteRef:1]1" where the mark stood, "[1: 1 the note]" after it.
	noteRefDebris = regexp.MustCompile(`\[footnoteRef:(\d+)\]\d*`)
)

// stripDebris takes out what converters of Word files leave in the text:
// bookmarks, and footnotes written in brackets, which become notes again.
func (d *Document) stripDebris() {
	used := map[string]int{}
	for id := range d.Notes {
		used[NoteMark(id)]++
	}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		text := p.Text()
		if !strings.Contains(text, "[footnoteRef:") && !strings.Contains(text, "[bookmark:") {
			continue
		}
		var runs []Run
		for _, r := range p.Runs {
			r.Text = bookmarkDebris.ReplaceAllString(r.Text, "")
			runs = append(runs, d.bracketedNotes(r, used)...)
		}
		p.Runs = runs
	}
}

// bracketedNotes cuts a run at the footnotes written in it.
func (d *Document) bracketedNotes(r Run, used map[string]int) []Run {
	var runs []Run
	for {
		at := noteRefDebris.FindStringSubmatchIndex(r.Text)
		if at == nil || len(runs) > 2*maxTextNotes {
			return append(runs, r)
		}
		mark, rest := r.Text[at[2]:at[3]], r.Text[at[1]:]
		id := noteID(mark, used)
		if open := strings.Index(rest, "["+mark+":"); open >= 0 {
			note := rest[open+len(mark)+2:]
			end := closingBracket(note)
			body := strings.TrimPrefix(strings.TrimSpace(note[:end]), mark+" ")
			d.Notes[id] = strings.TrimSpace(body)
			rest = strings.TrimRight(rest[:open], " ") + strings.TrimPrefix(note[end:], "]")
		} else {
			d.Notes[id] = ""
		}
		before, note := r, Run{Op: r.Op, Note: id, Author: r.Author, Date: r.Date}
		before.Text = r.Text[:at[0]]
		if before.Text != "" {
			runs = append(runs, before)
		}
		runs = append(runs, note)
		r.Text = rest
	}
}

// closingBracket is where the bracket that is open before s closes.
func closingBracket(s string) int {
	depth := 1
	for i, r := range s {
		switch r {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// flattened are the traces of a tracked change whose two texts were run
// together: a year with the next place or the next year against it.
var flattened = []*regexp.Regexp{
	regexp.MustCompile(`(?:19|20)\d\d\p{Lu}\p{L}{2,}[^()（）]{0,40}?[,،，]\s*(?:19|20)\d\d`),
	regexp.MustCompile(`(?:19|20)\d\d\p{Arabic}{3,}[^()（）]{0,40}?[,،]\s*(?:19|20)\d\d`),
	regexp.MustCompile(`[(（][^()（）]{0,60}\b(?:19|20)\d\d(?:19|20)\d\d\b[^()（）]{0,60}[)）]`),
	regexp.MustCompile(`(?:19|20)\d\d年?(?:19|20)\d\d年`),
}

// tidy reports paragraphs where two texts seem to be run together.
func (d *Document) tidy() {
	for _, p := range d.Paragraphs {
		text := p.Text()
		for _, trace := range flattened {
			if found := trace.FindString(text); found != "" {
				d.Faults = append(d.Faults, tracker.Fault{Place: p.Place, Rule: "flattened-change",
					Problem: fmt.Sprintf("%q looks like deleted and inserted text run together; get the file with its tracked changes", found)})
				break
			}
		}
	}
}
