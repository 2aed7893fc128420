package report

import (
	"io"
	"strings"
	"time"

	"concord/tracker"
	"concord/tracker/redline"
)

// Consolidation writes the draft that several proposals to one base make
// together: a Word file in which every change is tracked under the names of
// those who ask for it. Where they contradict each other the base stands, and
// behind it each wording as an inserted paragraph in square brackets.
func Consolidation(w io.Writer, base tracker.Text, c redline.Consolidation, names []string, at time.Time) error {
	called := func(proposals []int) string {
		who := make([]string, len(proposals))
		for i, k := range proposals {
			who[i] = names[k-1]
		}
		return strings.Join(who, ", ")
	}
	all := lines(base)
	var out []paragraph
	next := 0
	for _, row := range c.Rows {
		if row.BasePlace > 0 { // headings stand before the provision they head
			for ; next < len(all) && !all[next].provision; next++ {
				out = append(out, paragraph{style: all[next].style, runs: []run{{text: all[next].printed()}}})
			}
			if next < len(all) {
				out = append(out, rowParagraph(row, all[next], called))
				next++
			}
		} else if !row.Conflict {
			out = append(out, rowParagraph(row, line{label: row.Cells[0].Mark.Label}, called))
		}
		if row.Conflict {
			out = append(out, alternatives(row, called)...)
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
		if cell.Class == redline.Removed {
			text = "–"
		}
		out = append(out, paragraph{mark: inserted, author: who, runs: []run{{op: inserted, text: "[" + who + ": " + text + "]", author: who}}})
	}
	return out
}
