package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"concord/tracker"
)

// A Jump is what a reference means: an instrument, one of its revisions, or a
// provision.
type Jump struct {
	Address    tracker.Address  `json:"address"`
	Instrument tracker.Address  `json:"instrument"`
	Revision   tracker.Address  `json:"revision"`       // the one named, or the newest known
	Lang       tracker.Lang     `json:"lang,omitempty"` // of Title and Text
	Title      string           `json:"title"`
	Heading    string           `json:"heading,omitempty"`
	Label      string           `json:"label,omitempty"`
	Text       string           `json:"text,omitempty"` // of a provision
	Standing   tracker.Standing `json:"standing"`
	Held       bool             `json:"held"` // false when only the catalogue knows the instrument
}

// maxJumps bounds the instruments that a bare number may mean.
const maxJumps = 12

// Listed gives r as programs list it: what a number or address names leads the
// hits of the first page, with a score above theirs, and is counted in Total.
// Hits that it leaves no room for open the next page: see [Results.Next].
func (r Results) Listed(q Query) Results {
	best := 0.0
	for _, h := range r.Hits {
		best = max(best, h.Score)
	}
	hits := make([]Hit, 0, len(r.Jumps)+len(r.Hits))
	for _, j := range r.Jumps {
		h := j.hit()
		h.Score = best + 1
		hits = append(hits, h)
	}
	hits = append(hits, r.Hits...)
	r.Total += len(r.Jumps)
	r.Hits = hits[:min(len(hits), cmp.Or(q.Limit, defaultLimit))]
	if cut := len(hits) - len(r.Hits); cut > 0 && len(r.Jumps) > 0 { // they open the next page
		r.Next = cursor{r.Position, q.identity(), q.first() + max(len(hits)-len(r.Jumps)-cut, 0)}.String()
	}
	return r
}

// hit is the jump as a hit: its text is the provision's, or else the title.
func (j Jump) hit() Hit {
	h := Hit{
		Address: j.Address, Instrument: j.Instrument, Revision: j.Revision, Lang: j.Lang, Title: j.Title,
		Heading: j.Heading, Label: j.Label, Text: j.Text, Marks: []Range{}, Standing: j.Standing, Named: true,
	}
	if h.Text == "" {
		h.Text = j.Title
	}
	h.Snippet = snippet(h.Text, nil)
	h.Highlight = highlight(h.Text, h.Snippet, nil)
	return h
}

// jumps lists what the query means as a reference: texts in force first, then in
// the order of the registry's bodies. It also gives the words to look for, which
// are those of the query when it is no reference.
func (x *Index) jumps(c *columns, q Query) ([]Jump, []Clause) {
	if q.Reference == "" {
		return nil, q.Clauses
	}
	ref, ok := readReference(x.record.Registry, q.Reference)
	if !ok {
		return nil, q.Clauses
	}
	var out []Jump
	for _, a := range x.candidates(c, ref) {
		rec, err := x.record.Instrument(a)
		if err != nil || !x.allows(q.Filters, a) {
			continue
		}
		out = append(out, x.jumpsTo(rec, ref, q.Reader)...)
	}
	slices.SortStableFunc(out, func(a, b Jump) int { return rank(a) - rank(b) })
	if ref.number != "" && (len(out) > 0 || ref.symbol) {
		return out[:min(len(out), maxJumps)], ref.mentions()
	}
	return out, q.Clauses
}

// allows reports whether the filters on body and kind let an instrument pass: a
// reference that is narrowed to one body means that body's text only.
func (x *Index) allows(filters []Filter, a tracker.Address) bool {
	for _, f := range filters {
		var value string
		switch f.Column {
		case Body:
			value = a.Body
		case Kind:
			value = string(a.Kind)
		default:
			continue
		}
		is := slices.ContainsFunc(f.Values, func(typed string) bool {
			return typed == value || x.means(f.Column, value, typed)
		})
		if is == f.Not {
			return false
		}
	}
	return true
}

func rank(j Jump) int {
	switch {
	case j.Held && j.Standing == tracker.InForce:
		return 0
	case j.Standing == tracker.InForce:
		return 1
	case j.Held:
		return 2
	}
	return 3
}

// candidates lists the instruments that a reference may mean, whether they exist
// or not.
func (x *Index) candidates(c *columns, ref reference) []tracker.Address {
	if !ref.address.IsZero() {
		return []tracker.Address{ref.address.Instrument()}
	}
	bodies := []string{ref.body}
	if ref.body == "" {
		bodies = bodies[:0]
		for _, b := range x.record.Registry.Bodies {
			bodies = append(bodies, b.ID)
		}
		for _, b := range c.sortedValues(Body) {
			if !slices.Contains(bodies, b) {
				bodies = append(bodies, b)
			}
		}
	}
	kinds := []tracker.Kind{ref.kind}
	if ref.kind == "" {
		kinds = []tracker.Kind{tracker.Resolution, tracker.Decision, tracker.Recommendation, tracker.Opinion}
	}
	var out []tracker.Address
	for _, b := range bodies {
		for _, k := range kinds {
			out = append(out, tracker.Address{Body: b, Kind: k, Number: ref.number})
		}
	}
	return out
}

// jumpsTo gives the places of an instrument that a reference names.
func (x *Index) jumpsTo(rec tracker.InstrumentRecord, ref reference, reader tracker.Lang) []Jump {
	j := Jump{
		Address: rec.Instrument, Instrument: rec.Instrument,
		Standing: rec.Standing, Held: rec.Held,
	}
	for _, l := range preferred(reader) {
		if title := rec.Title[l]; title != "" {
			j.Title, j.Lang = title, l
			break
		}
	}
	for _, r := range rec.Revisions {
		if len(r.Langs) > 0 || !rec.Held {
			j.Revision = r.Revision
		}
	}
	sessions, provision := ref.sessions, ref.address.Provision
	if ref.address.Session != "" {
		sessions = []string{ref.address.Session}
	}
	if sessions != nil {
		i := slices.IndexFunc(rec.Revisions, func(r tracker.RevisionRecord) bool { return slices.Contains(sessions, r.Session) })
		if i < 0 {
			return nil
		}
		named := rec.Revisions[i]
		j.Address, j.Revision, j.Standing, j.Held = named.Revision, named.Revision, named.Standing, len(named.Langs) > 0
	}
	if provision == "" && ref.heading == "" && ref.annex == "" {
		return []Jump{j}
	}
	t, err := x.record.Text(j.Address.In(ref.address.Lang), preferred(reader)...)
	if err != nil {
		return nil
	}
	var out []Jump
	for _, p := range t.Provisions {
		if ref.annex != "" {
			if key, _, _ := strings.Cut(p.Address.Provision, "."); key != ref.annex || len(out) > 0 {
				continue // an annex is where its first paragraph is
			}
		}
		if provision != "" && p.Address.Provision != provision || ref.heading != "" && !x.names(ref, p) {
			continue
		}
		at := j
		at.Address, at.Revision, at.Lang, at.Heading, at.Label, at.Text = p.Address, t.Revision, t.Lang, p.Heading, p.Label, p.Text
		out = append(out, at)
	}
	return out
}

// preferred lists the languages to read in: the reader's first.
func preferred(reader tracker.Lang) []tracker.Lang {
	langs := []tracker.Lang{tracker.English}
	if reader != "" {
		langs = []tracker.Lang{reader, tracker.English}
	}
	for _, l := range tracker.Langs {
		if !slices.Contains(langs, l) {
			langs = append(langs, l)
		}
	}
	return langs
}

// names reports whether a reference's heading, addressee and labels are those of
// a provision.
func (x *Index) names(ref reference, p tracker.Provision) bool {
	if p.Section != ref.heading && !strings.HasPrefix(p.Section, ref.heading+"-") {
		return false
	}
	if len(ref.words) > 0 {
		asked := strings.Join(ref.words, " ")
		if !strings.Contains(tracker.Fold(p.Heading), asked) && !slices.ContainsFunc(p.Addressees, func(key string) bool {
			return key == asked || x.means(Addressee, key, asked)
		}) {
			return false
		}
	}
	labels := make([]string, len(p.Path))
	for i, l := range p.Path {
		labels[i] = strings.ToLower(strings.Trim(l, ".)( "))
	}
	return slices.Equal(labels, ref.labels) || slices.Equal(labels, []string{strings.Join(ref.labels, ".")})
}

// Named gives the text or provision that an address or a reference means, such
// as "Res. 130 (Rev. Dubai, 2018)": of several, the likeliest.
func (x *Index) Named(ctx context.Context, typed string, reader tracker.Lang) (tracker.Address, error) {
	a, err := tracker.ParseAddress(typed)
	if err == nil {
		return a, nil
	}
	q := Parse(typed)
	q.Reader, q.Limit = reader, 1
	r, searching := x.Search(ctx, q)
	if searching != nil {
		return a, searching
	}
	if len(r.Jumps) == 0 {
		return a, err
	}
	return r.Jumps[0].Address, nil
}
