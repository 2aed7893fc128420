package report

import (
	"slices"
	"strings"

	"concord/tracker"
	"concord/tracker/redline"
)

// A consolidation is the rows of a draft on their way to paragraphs.
type consolidation struct {
	base     []tracker.Provision
	left     []line // of the base, not yet in a block
	placed   int    // base provisions in blocks
	headings []redline.Row
	names    []string
	blocks   []block
}

// A block is what stands under one heading: one of the base with the lines that
// print it, or without lines one that comes.
type block struct {
	mark  redline.Mark
	heads []line
	rows  []lineRow
}

// A lineRow is a row and the line it is printed as, less its text.
type lineRow struct {
	redline.Row
	line line
}

// front takes what heads the text whole.
func (d *consolidation) front() {
	n := slices.IndexFunc(d.left, func(l line) bool { return !slices.Contains([]string{"number", "title", "enacting"}, l.section) })
	if n < 0 {
		n = len(d.left)
	}
	d.blocks, d.left = []block{{heads: d.left[:n]}}, d.left[n:]
}

// add puts a row into the last block or opens one for it. What comes into the
// section ahead goes below the heading of that.
func (d *consolidation) add(row redline.Row) {
	mark, last := row.BaseMark, d.blocks[len(d.blocks)-1].mark
	if row.BasePlace == 0 {
		mark = row.Cells[0].Mark
	}
	var heads []line
	if row.BasePlace > 0 || !last.SameSection(mark) && d.ahead().SameSection(mark) {
		n := slices.IndexFunc(d.left, func(l line) bool { return l.provision })
		heads, d.left = d.left[:max(n, 0)], d.left[max(n, 0):]
	}
	if len(heads) > 0 || !last.SameSection(mark) {
		d.blocks = append(d.blocks, block{mark: mark, heads: heads})
	}
	r := lineRow{row, line{label: row.Cells[0].Mark.Label}}
	if row.BasePlace > 0 {
		d.placed++
		if strings.TrimSpace(row.BaseMark.Label+row.BaseText) == "" { // not printed
			return
		}
		r.line, d.left = d.left[0], d.left[1:]
	}
	b := &d.blocks[len(d.blocks)-1]
	b.rows = append(b.rows, r)
}

// ahead is the mark of the next provision of the base.
func (d *consolidation) ahead() redline.Mark {
	if d.placed == len(d.base) {
		return redline.Mark{}
	}
	return redline.MarkOf(d.base[d.placed])
}

// stands reports whether anything is left under the heading when all is accepted.
func (b block) stands() bool {
	return slices.ContainsFunc(b.rows, func(r lineRow) bool { return len(r.Draft) != 1 || r.Draft[0].Op != "-" })
}

// heads is the head of the i-th block. The number and title of an annex stay,
// even above nothing.
func (d *consolidation) heads(i int, shown redline.Mark) []paragraph {
	b := d.blocks[i]
	if len(b.heads) == 0 && b.stands() && b.mark.Heading != "" && !shown.SameSection(b.mark) {
		who := d.authors(b)
		if b.rows[0].BasePlace > 0 { // the base goes on behind a section that came into it
			who = d.authors(d.blocks[i-1])
		}
		return []paragraph{whole(line{style: "Call", text: d.headed(b.mark)}, inserted, who)}
	}
	var out []paragraph
	for _, l := range b.heads {
		row, changed := d.heading(b.mark)
		switch {
		case l.style == "Call" && !b.stands():
			out = append(out, whole(l, deleted, d.authors(b)))
		case l.style == "Call" && changed:
			out = append(out, rowParagraph(row, l, d.called))
			if row.Conflict {
				out = append(out, alternatives(row, d.called)...)
			}
		default:
			out = append(out, paragraph{style: l.style, runs: []run{{text: l.printed()}}})
		}
	}
	return out
}

// whole is a heading that comes or goes.
func whole(l line, o op, who string) paragraph {
	return paragraph{style: l.style, mark: o, author: who, runs: []run{{op: o, text: l.printed(), author: who}}}
}

// heading is what the proposals make of a heading of the base, if anything.
func (d *consolidation) heading(m redline.Mark) (redline.Row, bool) {
	i := slices.IndexFunc(d.headings, func(r redline.Row) bool { return r.BaseMark.SameSection(m) })
	if i < 0 {
		return redline.Row{}, false
	}
	return d.headings[i], true
}

// headed is the heading as the draft has it.
func (d *consolidation) headed(m redline.Mark) string {
	row, changed := d.heading(m)
	if !changed {
		return m.Heading
	}
	var text strings.Builder
	for _, e := range row.Draft {
		if e.Op != "-" {
			text.WriteString(e.Text)
		}
	}
	return text.String()
}

// authors are those who change anything in a block.
func (d *consolidation) authors(b block) string {
	var proposals []int
	for _, r := range b.rows {
		for _, cell := range r.Cells {
			if cell.Class != redline.Unchanged {
				proposals = append(proposals, cell.Proposals...)
			}
		}
	}
	slices.Sort(proposals)
	return d.called(slices.Compact(proposals))
}

func (d *consolidation) called(proposals []int) string {
	who := make([]string, len(proposals))
	for i, k := range proposals {
		who[i] = d.names[k-1]
	}
	return strings.Join(who, ", ")
}
