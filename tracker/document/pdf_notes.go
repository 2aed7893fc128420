package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// noteSize is the greatest size of footnote text, as a share of the body's.
const noteSize = 0.95

// noteMark is a footnote's mark at the start of its text, when it is not raised.
var noteMark = regexp.MustCompile(`^(\d{1,3}|\*{1,4}|[†‡§])[.)]?\s+`)

// stripNotes takes the footnotes off every page, turns their marks into Note
// runs and gives the notes by id. The id is the mark as printed; where marks
// begin anew on each page, later ones carry the page: "1 (page 3)".
func stripNotes(sheets []pdfSheet, words *vocabulary) map[string]string {
	notes := map[string]string{}
	size := bodySize(sheets)
	last := "" // the note that may go on at the foot of the next page
	for i := range sheets {
		s := &sheets[i]
		zone, ruled := noteZone(s, size)
		if zone == len(s.lines) {
			continue
		}
		text := zone
		if ruled {
			text++
		}
		marks := bodyMarks(s.lines[:zone])
		ids := map[string]string{} // by mark, of this page
		blocks := map[string][]pdfLine{}
		for _, l := range joinRows(s.lines[text:]) {
			if mark, rest, ok := splitMark(l, marks); ok && ids[mark] == "" {
				last = mark
				if _, taken := notes[mark]; taken {
					last = fmt.Sprintf("%s (page %d)", mark, s.number)
				}
				ids[mark] = last
				l = rest
			}
			if last == "" { // text at the foot without any mark: of the body after all
				zone = len(s.lines)
				break
			}
			blocks[last] = append(blocks[last], l)
		}
		if zone == len(s.lines) {
			continue
		}
		for id, lines := range blocks {
			joined := runsText(joinLines(lines, words))
			notes[id] = strings.TrimSpace(notes[id] + " " + joined)
		}
		s.lines = s.lines[:zone]
		for j := range s.lines {
			s.lines[j].runs = withNotes(s.lines[j].runs, ids)
		}
	}
	return notes
}

// noteZone is the index of the first line of the footnotes of a page, and
// whether that line is the rule above them; the number of lines when there are
// none.
func noteZone(s *pdfSheet, body int) (first int, ruled bool) {
	first = len(s.lines)
	for first > 0 {
		l := &s.lines[first-1]
		if isRule(l.text()) && first < len(s.lines) {
			return first - 1, true
		}
		if l.size > share(body, noteSize) {
			break
		}
		first--
	}
	// Without a rule, the notes begin at the first small line with a mark that
	// the text above refers to.
	marks := bodyMarks(s.lines[:first])
	for first < len(s.lines) {
		if _, _, ok := splitMark(s.lines[first], marks); ok {
			return first, false
		}
		first++
	}
	return first, false
}

// bodyMarks lists the raised signs in the text of a page.
func bodyMarks(lines []pdfLine) (marks []string) {
	for _, l := range lines {
		for _, r := range l.runs {
			if r.raised {
				marks = append(marks, marksIn(r.text)...)
			}
		}
		if text := strings.TrimSpace(l.text()); strings.HasSuffix(text, "*") {
			marks = append(marks, text[len(strings.TrimRight(text, "*")):])
		}
	}
	return marks
}

// marksIn parts "1,2" into its marks.
func marksIn(raised string) []string {
	return strings.FieldsFunc(raised, func(r rune) bool { return r == ',' || r == ' ' || r == '،' })
}

// splitMark parts a footnote's first line into mark and text. A raised mark
// speaks for itself; one on the line must be one that the page refers to.
func splitMark(l pdfLine, marks []string) (mark string, rest pdfLine, ok bool) {
	if len(l.runs) > 0 && l.runs[0].raised {
		mark, rest = strings.TrimSpace(l.runs[0].text), l
		rest.runs = l.runs[1:]
		return mark, rest, mark != "" && len(mark) <= 4
	}
	found := noteMark.FindStringSubmatch(l.text())
	if found == nil || !slices.Contains(marks, found[1]) || len(l.runs) == 0 || len(l.runs[0].text) < len(found[1]) {
		return "", l, false
	}
	rest = l
	rest.runs = slices.Clone(l.runs)
	rest.runs[0].text = strings.TrimPrefix(rest.runs[0].text, strings.TrimRight(found[0], " "))
	return found[1], rest, true
}

// withNotes makes Note runs of the raised signs that ids knows.
func withNotes(runs []pdfRun, ids map[string]string) []pdfRun {
	var out []pdfRun
	for _, r := range runs {
		star := len(strings.TrimRight(r.text, "* "))
		switch {
		case r.raised && allKnown(marksIn(r.text), ids):
			for _, mark := range marksIn(r.text) {
				out = append(out, pdfRun{note: ids[mark]})
			}
			if strings.HasSuffix(r.text, " ") {
				out = append(out, pdfRun{text: " "})
			}
		case star < len(r.text) && ids[strings.TrimSpace(r.text[star:])] != "":
			mark := strings.TrimSpace(r.text[star:])
			r.text = strings.TrimRight(r.text[:star], " ")
			out = append(out, r, pdfRun{note: ids[mark]})
		default:
			out = append(out, r)
		}
	}
	return out
}

func allKnown(marks []string, ids map[string]string) bool {
	return len(marks) > 0 && !slices.ContainsFunc(marks, func(m string) bool { return ids[m] == "" })
}

// joinRows makes one line of the pieces of each row: a note's mark may stand
// far from its text.
func joinRows(lines []pdfLine) (rows []pdfLine) {
	for _, l := range lines {
		if n := len(rows); n > 0 && rows[n-1].base == l.base && rows[n-1].page == l.page {
			rows[n-1] = besides(rows[n-1], l)
		} else {
			rows = append(rows, l)
		}
	}
	return rows
}

// besides joins two lines of one row; a stands left of b.
func besides(a, b pdfLine) pdfLine {
	if a.rtl || b.rtl {
		a, b = b, a
	}
	joined := a
	joined.left, joined.right = min(a.left, b.left), max(a.right, b.right)
	joined.spaced = b.spaced
	joined.runs = slices.Concat(a.runs, []pdfRun{{text: " "}}, b.runs)
	if b.size > a.size {
		joined.size = b.size
	}
	joined.rtl = a.rtl || b.rtl
	return joined
}
