package report

import (
	"io"
	"time"

	"concord/tracker"
	"concord/tracker/redline"
)

// Consolidation writes the draft that several proposals to one base make
// together: a Word file in which every change is tracked under the names of
// those who ask for it. Where they contradict each other the base stands, and
// behind it each wording as an inserted paragraph in square brackets. What comes
// under a heading that is not there brings it along, and a heading under which
// nothing is left goes.
func Consolidation(w io.Writer, base tracker.Text, c redline.Consolidation, names []string, at time.Time) error {
	d := consolidation{base: base.Provisions, left: lines(base), headings: c.Headings, names: names}
	d.front()
	for _, row := range c.Rows {
		d.add(row)
	}
	var out []paragraph
	var shown redline.Mark // the heading above when all is accepted
	for i, b := range d.blocks {
		out = append(out, d.heads(i, shown)...)
		if b.stands() {
			shown = b.mark
		}
		for _, r := range b.rows {
			if r.BasePlace > 0 || !r.Conflict {
				out = append(out, rowParagraph(r.Row, r.line, d.called))
			}
			if r.Conflict {
				out = append(out, alternatives(r.Row, d.called)...)
			}
		}
	}
	return writeWord(w, base.Title, base.Lang, at, out)
}

// rowParagraph is the draft of a row. One that only came or only went has its
// end tracked as well.
func rowParagraph(row redline.Row, l line, called func([]int) string) paragraph {
	p := paragraph{style: l.style}
	ops := map[string]op{"=": same, "-": deleted, "+": inserted}
	label := run{text: l.lead()}
	if len(row.Draft) == 1 && row.Draft[0].Op != "=" {
		only := row.Draft[0]
		p.mark, p.author = ops[only.Op], called(only.Sources)
		label.op, label.author = p.mark, p.author
	}
	p.runs = append(p.runs, label)
	for _, s := range row.Draft {
		p.runs = append(p.runs, run{op: ops[s.Op], text: s.Text, author: called(s.Sources)})
	}
	return p
}

// alternatives are the wordings of a conflict, each with who proposes it.
func alternatives(row redline.Row, called func([]int) string) []paragraph {
	var out []paragraph
	for _, cell := range row.Cells {
		if cell.Class == redline.Unchanged {
			continue
		}
		text, who := cell.Text, called(cell.Proposals)
		if cell.Class == redline.Removed || cell.Away {
			text = "–"
		}
		out = append(out, paragraph{mark: inserted, author: who, runs: []run{{op: inserted, text: "[" + who + ": " + text + "]", author: who}}})
	}
	return out
}
