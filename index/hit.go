package index

import (
	"slices"

	"concord/tracker"
)

// hit reads a hit's words from the record. It is not ok when the record no
// longer has them: the index is behind for a moment.
func (f *found) hit(m match, reader tracker.Lang) (h Hit, ok bool, err error) {
	x := f.index
	name, err := f.view.name(m.doc)
	if err != nil {
		return h, false, err
	}
	a, err := tracker.ParseAddress(name)
	if err != nil {
		return h, false, err
	}
	t, p, ok := x.read(a)
	if !ok {
		return h, false, nil
	}
	h = Hit{
		Address: a.Revision().At(a.Provision), Instrument: a.Instrument(), Revision: a.Revision(), Lang: a.Lang,
		Title: t.Title, Heading: p.Heading, Label: p.Label, Text: p.Text, Score: float64(m.score), Marks: []Range{},
		Standing: x.standingOf(a),
	}
	h.Marks = f.marks(a.Lang, p.Text)
	h.Snippet = snippet(p.Text, h.Marks)
	h.Highlight = highlight(p.Text, h.Snippet, h.Marks)
	if reader != "" && reader != a.Lang {
		in := a
		in.Lang = reader
		if t, p, ok := x.read(in); ok {
			h.Reading = &Reading{Lang: reader, Title: t.Title, Heading: p.Heading, Text: p.Text, Marks: f.marks(reader, p.Text)}
			h.Reading.Snippet = snippet(p.Text, h.Reading.Marks)
		}
	}
	h.Revisions, h.Others, err = x.siblings(f.view, f.columns, f.passed, m.doc, a)
	if !f.best.whole {
		h.Others = 0
	} else {
		for _, s := range h.Revisions {
			h.Others -= len(s.Langs)
		}
	}
	return h, true, err
}

// marks lists what the query matches in a text of language l.
func (f *found) marks(l tracker.Lang, text string) []Range {
	i := slices.IndexFunc(f.plans, func(p plan) bool { return p.lang == l })
	if i < 0 || len(f.plans[i].clauses) == 0 {
		return []Range{}
	}
	return marks(f.index.analyzers[l], f.plans[i], text)
}

// read gives a provision, by an address that names a language, and its text.
func (x *Index) read(a tracker.Address) (tracker.Text, tracker.Provision, bool) {
	t, err := x.record.Text(a.In(a.Lang), a.Lang)
	if err != nil || t.Lang != a.Lang {
		return t, tracker.Provision{}, false
	}
	p, is := t.Provision(a.Provision)
	return t, p, is
}

func (x *Index) standingOf(a tracker.Address) tracker.Standing {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.standing(a.Revision().String())
}
