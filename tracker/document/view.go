package document

import (
	"maps"
	"slices"
	"strings"
)

// A form is what a paragraph is apart from its words.
type form struct {
	style string
	level int
	rtl   bool
	item  *listItem
}

// reshape makes p a paragraph of form f.
func (p *Paragraph) reshape(f form) {
	p.Style, p.Level, p.RTL, p.item = f.style, f.level, f.rtl, f.item
}

// As gives one of the two texts that d holds: its runs without tracked
// changes, its paragraphs joined where an end of paragraph is not part of it,
// its labels counted over the paragraphs it has. d itself stays as it is.
func (d *Document) As(v View) *Document {
	view := *d
	view.Paragraphs = label(viewed(d.Paragraphs, v))
	view.Notes = maps.Clone(d.Notes)
	if view.Notes == nil {
		view.Notes = map[string]string{}
	}
	for id, paragraphs := range d.noteTexts {
		view.Notes[id] = noteText(viewed(paragraphs, v))
	}
	view.Faults = slices.Clone(d.Faults)
	view.noteTexts = nil
	view.tidy()
	return &view
}

// lost is the op whose runs are not part of the view.
func (v View) lost() Op {
	if v == Base {
		return Inserted
	}
	return Deleted
}

// viewed is the paragraphs of one view. A paragraph whose end is lost goes on
// in the next of the same stretch of text, and takes its form unless nothing
// is left of that one.
func viewed(all []Paragraph, v View) []Paragraph {
	var out []Paragraph
	waiting := map[int]Paragraph{} // by container: paragraphs whose end is lost
	last := map[int]int{}
	for i, p := range all {
		last[p.container] = i
	}
	for i, p := range all {
		p = p.as(v)
		ends := p.Mark != v.lost() && !p.gone
		if before, ok := waiting[p.container]; ok {
			delete(waiting, p.container)
			p = before.joined(p)
		}
		if !ends && last[p.container] != i {
			waiting[p.container] = p
			continue
		}
		p.Mark, p.gone, p.before = Same, false, nil
		if strings.TrimSpace(p.Text()) != "" || slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Note != "" }) {
			out = append(out, p)
		}
	}
	return out
}

// as is p with the runs of one view, joined where nothing but a change kept them apart.
func (p Paragraph) as(v View) Paragraph {
	if p.item != nil || p.before != nil {
		p.Label = "" // label counts it anew
	}
	if v == Base && p.before != nil {
		p.reshape(*p.before)
	}
	var runs []Run
	for _, r := range p.Runs {
		if r.Op != v.lost() {
			r.Op, r.Author, r.Date = Same, "", ""
			runs = append(runs, r)
		}
	}
	p.Runs = mergeRuns(runs)
	return p
}

// joined is p and what follows it as one paragraph.
func (p Paragraph) joined(next Paragraph) Paragraph {
	if len(p.Runs) == 0 {
		return next
	}
	whole := next
	if len(next.Runs) == 0 {
		whole = p
		whole.Mark, whole.gone = next.Mark, next.gone
	}
	whole.Place = p.Place
	whole.Runs = append(p.Runs, next.Runs...) // p is of as's making and not used again
	return whole
}

// label computes the automatic labels in reading order.
func label(paragraphs []Paragraph) []Paragraph {
	c := newCounter()
	for i, p := range paragraphs {
		if p.item != nil {
			paragraphs[i].Label = c.next(*p.item)
		}
	}
	return paragraphs
}

// labelTracked labels a document that still has both texts in it: as the
// proposed text has it, and what only the base has as the base has it.
func (d *Document) labelTracked() {
	for _, v := range []View{Base, Proposed} {
		c := newCounter()
		for i, p := range d.Paragraphs {
			if p = p.as(v); p.item != nil && len(p.Runs) > 0 {
				d.Paragraphs[i].Label = c.next(*p.item)
			}
		}
	}
	for id, paragraphs := range d.noteTexts {
		d.Notes[id] = noteText(viewed(paragraphs, Proposed))
	}
}

func noteText(paragraphs []Paragraph) string {
	lines := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		lines[i] = strings.TrimSpace(p.Text())
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
