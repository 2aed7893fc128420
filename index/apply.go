package index

import (
	"context"
	"encoding/binary"
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
func (x *Index) Apply(ctx context.Context, c Change) (err error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	if c.Sequence <= x.Position() {
		return nil
	}
	defer recovered(&err)
	batch := x.bleve.NewBatch()
	touched := slices.Clone(c.Instruments)
	for _, t := range lastReadings(c.Texts) {
		if err := ctx.Err(); err != nil {
			return err
		}
		touched = append(touched, t.Instrument)
		if err := x.addText(batch, t); err != nil {
			return fmt.Errorf("text %s: %w", t.Revision.In(t.Lang), err)
		}
	}
	batch.SetInternal([]byte(positionKey), binary.BigEndian.AppendUint64(nil, c.Sequence))
	batch.SetInternal([]byte(markKey), []byte(c.Mark))
	batch.SetInternal([]byte(layoutKey), []byte(layout))
	saved := make(chan struct{})
	batch.SetPersistedCallback(func(error) { close(saved) })
	x.judge(touched)
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("index: entry %d: %w", c.Sequence, err)
	}
	x.saved = saved
	x.mark.Store(&c.Mark)
	x.position.Store(c.Sequence)
	return nil
}

// recovered turns a panic of the segments' reader into an error.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the index is damaged, rebuild it: %v", p)
	}
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

// addText adds a text's provisions to batch and removes those that it no longer has.
func (x *Index) addText(batch *bleve.Batch, t tracker.Text) error {
	kept, docs := map[string]bool{}, x.documents(t)
	for n, p := range t.Provisions {
		id := documentID(t, p.Address.Provision)
		kept[id] = true
		if err := batch.IndexAdvanced(docs.document(id, p, n)); err != nil {
			return err
		}
	}
	old, err := x.documentsOf(t)
	for _, id := range old {
		if !kept[id] {
			batch.Delete(id)
		}
	}
	return err
}

// documentID names the document of a provision in the language of t.
func documentID(t tracker.Text, provision string) string {
	a := t.Revision.In(t.Lang)
	a.Provision = provision
	return a.String()
}

// documentsOf lists the documents that the index holds of a text.
func (x *Index) documentsOf(t tracker.Text) (ids []string, err error) {
	reader, err := x.reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	prefix := t.Revision.In(t.Lang).String() + "#"
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
