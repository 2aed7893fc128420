package document

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readNotes reads the footnotes or the endnotes.
func (w *wordFile) readNotes(part string) error {
	story := w.story(part)
	if err := w.walkPart(part, story.visitor()); err != nil {
		return err
	}
	for _, p := range story.done {
		if p.noteOf != "" {
			w.doc.noteTexts[p.noteOf] = append(w.doc.noteTexts[p.noteOf], p)
		}
	}
	return nil
}

// nameNotes gives each note that the text refers to the mark that a reader
// sees: one typed by hand, else its number, counted anew in sections that say so.
func (d *Document) nameNotes(sections []section) {
	texts := map[string][]Paragraph{}
	ids := map[string]string{} // by key
	used := map[string]int{}
	next, at := 1, 0
	for i := range d.Paragraphs {
		for at < len(sections) && i >= sections[at].end {
			at++
			if at < len(sections) && sections[at].restarts {
				next = 1
			}
		}
		for j := range d.Paragraphs[i].Runs {
			run := &d.Paragraphs[i].Runs[j]
			if run.Note == "" {
				continue
			}
			key := run.Note
			if ids[key] == "" {
				mark := run.mark
				if mark == "" {
					mark = strconv.Itoa(next)
					next++
				} else {
					dropTypedMark(d.noteTexts[key], mark)
				}
				mark += run.branch
				ids[key] = noteID(mark, used)
				texts[ids[key]] = d.noteTexts[key]
			}
			run.Note = ids[key]
		}
	}
	d.noteTexts = texts
}

// dropTypedMark takes the mark, which its author typed at its place, from before
// the note's own words.
func dropTypedMark(note []Paragraph, mark string) {
	if len(note) == 0 || len(note[0].Runs) == 0 {
		return
	}
	first := &note[0].Runs[0]
	if rest, ok := strings.CutPrefix(strings.TrimLeft(first.Text, " "), mark); ok {
		if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			first.Text = rest
		}
	}
}

// noteID makes of a note's mark an id that no other note of the file has.
func noteID(mark string, used map[string]int) string {
	used[mark]++
	if used[mark] == 1 {
		return mark
	}
	return fmt.Sprintf("%s#%d", mark, used[mark])
}

// NoteMark is the mark of the note with this id, as a reader sees it: "1",
// "*". A file may use a mark more than once; from the second time on the id has
// "#" and a number behind it.
func NoteMark(id string) string {
	mark, _, _ := strings.Cut(id, "#")
	if mark == "" {
		return id
	}
	return mark
}
