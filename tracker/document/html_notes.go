package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// A noteRef is a link that looks like the mark of a footnote.
type noteRef struct {
	target    string // id it leads to
	paragraph int
	mark      string
}

// A span is a half-open range of paragraphs.
type span struct{ first, end int }

// noteMarkRunes is the length of the longest mark of a footnote: "[123]".
const noteMarkRunes = 5

// noteParagraphs is the most paragraphs a footnote has; a link to more leads to
// a part of the page.
const noteParagraphs = 5

// isNoteRef reports whether a link's text is a footnote's mark: short, raised.
func (h *htmlReader) isNoteRef(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && utf8.RuneCountInString(s) <= noteMarkRunes && h.inside(atom.Sup)
}

// takeNotes moves footnotes from the text to the notes: those that a raised
// link leads to further down. Links that lead elsewhere become text again.
func (h *htmlReader) takeNotes() {
	used := map[string]int{}
	ids := map[string]string{}
	taken := map[int]bool{}
	note := func(ref noteRef) string {
		if id, ok := ids[ref.target]; ok {
			return id
		}
		s, ok := h.spans[ref.target]
		s.end = min(s.end, len(h.doc.Paragraphs))
		if !ok || s.first <= ref.paragraph || s.end-s.first > noteParagraphs || s.first >= s.end ||
			strings.HasPrefix(h.doc.Paragraphs[s.first].Style, "h") || taken[s.first] || taken[s.end-1] {
			return ""
		}
		id := noteID(ref.mark, used)
		ids[ref.target] = id
		var lines []string
		for i := s.first; i < s.end; i++ {
			taken[i] = true
			lines = append(lines, h.doc.Paragraphs[i].Text())
		}
		text := strings.TrimSpace(strings.Trim(strings.Join(lines, "\n"), "↩↑^︎ "))
		if rest, found := strings.CutPrefix(text, ref.mark); found {
			text = strings.TrimLeft(rest, ".)] ")
		}
		h.doc.Notes[id] = text
		return id
	}
	for i := range h.doc.Paragraphs {
		var runs []Run
		for _, r := range h.doc.Paragraphs[i].Runs {
			if r.Note != "" {
				n, _ := strconv.Atoi(r.Note)
				if r.Note = note(h.refs[n]); r.Note != "" {
					r.Text = ""
				}
			}
			runs = append(runs, r)
		}
		h.doc.Paragraphs[i].Runs = mergeRuns(runs)
	}
	var kept []Paragraph
	for i, p := range h.doc.Paragraphs {
		if !taken[i] {
			kept = append(kept, p)
		}
	}
	h.doc.Paragraphs = slices.Clip(kept)
}
