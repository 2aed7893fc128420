package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"

	"concord/tracker"
)

// A Change is what one journal entry, or several in a row, mean to the index.
type Change struct {
	Sequence uint64         // of the last entry
	Mark     string         // what identifies that entry, such as its hash; see [Index.Mark]
	Texts    []tracker.Text // in the order of the journal; the last of a text counts
	// Instruments are those whose standing may have changed, beside those of Texts.
	Instruments []tracker.Address
}

// The fields of a document, beside its key; each but facet is followed by "_" and
// a language.
const (
	textField    = "text"
	headingField = "heading"
	titleField   = "title"
	notesField   = "notes"
	facetField   = "facet"
)

// facetSeparator stands between column and value in a term of the field facet.
const facetSeparator = "\x1f"

// Apply writes a change: its texts' provisions and its sequence in one batch.
// Provisions of an earlier reading of a text are removed. A change at or before
// the position has been applied, and is not applied again.
func (x *Index) Apply(ctx context.Context, c Change) error {
	p, err := x.Prepare(ctx, c)
	if err != nil {
		return err
	}
	return x.ApplyPrepared(ctx, p)
}

// A Prepared change has its words counted. That takes nothing from the index, so
// that it goes on while the change before is written.
type Prepared struct {
	change Change
	of     bleve.Index
	batch  *bleve.Batch
	ids    map[tracker.Address]map[string]bool // of the documents of each text
}

// errRenewed says that what a change was prepared for is no more.
var errRenewed = errors.New("the index has been made anew meanwhile")

// Prepare makes a change ready for [Index.ApplyPrepared].
func (x *Index) Prepare(ctx context.Context, c Change) (*Prepared, error) {
	x.using.RLock()
	of := x.bleve
	x.using.RUnlock()
	if of == nil {
		return nil, ErrDamaged
	}
	p := &Prepared{change: c, of: of, batch: of.NewBatch(), ids: map[tracker.Address]map[string]bool{}}
	for _, t := range lastReadings(c.Texts) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ids, docs := map[string]bool{}, x.documents(t)
		for n, provision := range t.Provisions {
			id := documentID(t, provision.Address.Provision)
			ids[id] = true
			if err := p.batch.IndexAdvanced(docs.document(id, provision, n)); err != nil {
				return nil, fmt.Errorf("text %s: %w", t.Revision.In(t.Lang), err)
			}
		}
		p.ids[t.Revision.In(t.Lang)] = ids
	}
	p.batch.SetInternal([]byte(positionKey), binary.BigEndian.AppendUint64(nil, c.Sequence))
	p.batch.SetInternal([]byte(markKey), []byte(c.Mark))
	p.batch.SetInternal([]byte(layoutKey), []byte(layout))
	return p, nil
}

// ApplyPrepared writes a change that was prepared; see [Index.Apply].
func (x *Index) ApplyPrepared(ctx context.Context, p *Prepared) (err error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	c := p.change
	if p.of != x.bleve {
		return errRenewed
	}
	if c.Sequence <= x.Position() {
		return nil
	}
	defer x.recovered(&err)
	touched := slices.Clone(c.Instruments)
	for text, ids := range p.ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		touched = append(touched, text.Instrument())
		old, err := x.documentsOf(text)
		if err != nil {
			return fmt.Errorf("text %s: %w", text, err)
		}
		for _, id := range old {
			if !ids[id] {
				p.batch.Delete(id)
			}
		}
	}
	saved := make(chan struct{})
	p.batch.SetPersistedCallback(func(error) { close(saved) })
	x.judge(touched)
	if err := x.bleve.Batch(p.batch); err != nil {
		return fmt.Errorf("index: entry %d: %w", c.Sequence, err)
	}
	x.saved = saved
	x.mark.Store(&c.Mark)
	x.position.Store(c.Sequence)
	return nil
}

// lastReadings keeps the last of each text, in order.
func lastReadings(texts []tracker.Text) []tracker.Text {
	last := map[tracker.Address]int{}
	for i, t := range texts {
		last[t.Revision.In(t.Lang)] = i
	}
	var out []tracker.Text
	for i, t := range texts {
		if last[t.Revision.In(t.Lang)] == i && !t.Revision.IsZero() {
			out = append(out, t)
		}
	}
	return out
}

// documentID names the document of a provision in the language of t.
func documentID(t tracker.Text, provision string) string {
	a := t.Revision.In(t.Lang)
	a.Provision = provision
	return a.String()
}

// documentsOf lists the documents that the index holds of a text.
func (x *Index) documentsOf(text tracker.Address) (ids []string, err error) {
	reader, err := x.reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	prefix := text.String() + "#"
	dict, err := reader.FieldDictPrefix("_id", []byte(prefix))
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return ids, err
		}
		ids = append(ids, entry.Term)
	}
}

func fieldName(name string, l tracker.Lang) string { return name + "_" + string(l) }

func noteText(notes []tracker.Note) string {
	var texts []string
	for _, n := range notes {
		texts = append(texts, n.Text)
	}
	return strings.Join(texts, "\n")
}

// facetTerms lists what can be filtered and counted.
func (x *Index) facetTerms(t tracker.Text, p tracker.Provision) []string {
	var terms []string
	add := func(c Column, value string) {
		if value != "" {
			terms = append(terms, string(c)+facetSeparator+value)
		}
	}
	add(Body, t.Instrument.Body)
	add(Kind, string(t.Instrument.Kind))
	add(Number, t.Instrument.Number)
	add(Session, t.Revision.Session)
	if year, known := x.record.Registry.Year(t.Revision.Session); known {
		add(Year, strconv.Itoa(year))
	}
	add(Lang, string(t.Lang))
	add(Role, string(p.Role))
	add(Section, p.Section)
	for _, key := range p.Addressees {
		add(Addressee, key)
	}
	for _, target := range cites(p.Citations) {
		add(Cites, target)
	}
	add(revision, t.Revision.Revision().String())
	return terms
}

// cites lists what citations name, each once: the target itself, and the
// instrument and revision that it belongs to.
func cites(citations []tracker.Citation) []string {
	var out []string
	for _, c := range citations {
		targets := []string{c.Target}
		if a, err := tracker.ParseAddress(c.Target); err == nil {
			a.Lang = ""
			targets = []string{a.Instrument().String(), a.Revision().String(), a.String()}
		}
		for _, t := range targets {
			if t != "" && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}
