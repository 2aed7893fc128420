package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker/document"
)

// A line is a paragraph of the document as the grammar looks at it: one run of
// text with single spaces, footnote marks taken out, its style as a meaning.
type line struct {
	place string
	style string // meaning from styles.json: "call", "item-1", "annex"; "" for the rest
	label string // given by the file apart from the text
	text  string
	notes []noteMark
	cell  *document.Cell
	torn  bool // a heading that was glued to its end was cut off
}

// A noteMark is where a footnote is referred to.
type noteMark struct {
	id string // in Document.Notes, or the printed mark
	at int    // offset in bytes of the line's text
}

// depth is the depth of list that the style gives: 1 to 3, or 0.
func (l *line) depth() int {
	if rest, ok := strings.CutPrefix(l.style, "item-"); ok {
		return int(rest[0] - '0')
	}
	return 0
}

// lines takes a plain document apart. Paragraphs without text or label go.
func (g *Grammar) lines(d *document.Document) []line {
	out := make([]line, 0, len(d.Paragraphs))
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		l := line{place: p.Place, style: g.words.styles[styleKey(p.Style)], label: strings.TrimSpace(p.Label), cell: p.Cell}
		if l.style == "nothing" {
			continue
		}
		l.text, l.notes = plain(p.Runs)
		if l.text == "" && l.label == "" {
			continue
		}
		out = append(out, l)
	}
	return out
}

// plain joins runs to one text. Spaces of every kind become one space, but a
// tab after a label at the beginning stays a tab, for it tells a label from a
// number.
func plain(runs []document.Run) (string, []noteMark) {
	var b strings.Builder
	var notes []noteMark
	space, tab := false, false
	for _, run := range runs {
		if run.Note != "" {
			notes = append(notes, noteMark{run.Note, b.Len()})
			continue
		}
		for _, r := range run.Text {
			switch {
			case r == '\t':
				space, tab = true, true
			case unicode.IsSpace(r):
				space = true
			case r == '\u00ad' || r == '\ufeff' || r == '\u200b' || r == utf8.RuneError || unicode.IsControl(r):
			default:
				if space && b.Len() > 0 {
					if tab && b.Len() < longestLabel {
						b.WriteByte('\t')
					} else {
						b.WriteByte(' ')
					}
				}
				space, tab = false, false
				b.WriteRune(r)
			}
		}
	}
	return b.String(), notes
}

// longestLabel bounds, in bytes, what may stand before a tab and still be a
// label such as "1bis.1.2".
const longestLabel = 16

// cut gives the part of l from one byte offset to another, with its notes.
func (l *line) cut(from, to int) line {
	part := *l
	raw := l.text[from:to]
	part.text = strings.TrimSpace(raw)
	lead := from + len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
	part.notes = nil
	for _, n := range l.notes {
		if n.at >= from && (n.at < to || n.at == to && to == len(l.text)) {
			part.notes = append(part.notes, noteMark{n.id, min(max(n.at-lead, 0), len(part.text))})
		}
	}
	if from > 0 {
		part.label = ""
	}
	return part
}
