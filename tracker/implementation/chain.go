package implementation

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"concord/tracker"
)

// A chain is an instrument through its revisions: the mandates of each, tied to
// those of the one before.
type chain struct {
	touched   uint64 // the last entry about the instrument that it was made from
	record    tracker.InstrumentRecord
	revisions []*revision
	strays    []tracker.StatusRecord
	elements  []string // of the strategic framework, that the instrument as a whole serves
	linked    uint64   // the last entry that tied or untied one of them
}

// A revision is what one session made of the instrument.
type revision struct {
	text   tracker.Text
	name   string // of the instrument: what its mandates are grouped by
	langs  []tracker.Lang
	items  []*Item
	byName map[string]*Item                   // by the provision
	words  map[tracker.Lang]map[string]string // by language and provision, where they were asked for
	// mentions are the concepts that the words of a provision name, or of the
	// title, whose provision is "", where they were asked for.
	mentions map[string][]Mention
}

// chain makes the chain of an instrument from what the record holds.
func (p *Plan) chain(record tracker.InstrumentRecord, touched uint64) (*chain, error) {
	c := &chain{touched: touched, record: record}
	written, err := p.written(record.Instrument)
	if err != nil {
		return nil, err
	}
	for _, r := range record.Revisions {
		if len(r.Langs) == 0 {
			continue
		}
		rev, err := p.revision(r, written)
		if err != nil {
			return nil, err
		}
		c.adopt(rev, written)
		if n := len(c.revisions); n > 0 {
			if err := p.carry(c.revisions[n-1], rev); err != nil {
				return nil, err
			}
		}
		for _, it := range rev.items {
			p.settle(it, written, c.items(it.From))
		}
		c.revisions = append(c.revisions, rev)
	}
	c.strayElsewhere(written)
	c.stand()
	for _, l := range written.links {
		if l.Address == record.Instrument {
			c.elements, c.linked = tied(c.elements, l), max(c.linked, l.Sequence)
		}
	}
	return c, nil
}

// A writing is what people wrote about an instrument.
type writing struct {
	statuses    map[tracker.Address][]tracker.StatusRecord
	corrections map[tracker.Address][]tracker.CorrectionRecord
	links       []tracker.LinkRecord
}

func (p *Plan) written(instrument tracker.Address) (writing, error) {
	w := writing{map[tracker.Address][]tracker.StatusRecord{}, map[tracker.Address][]tracker.CorrectionRecord{}, nil}
	var faults []error
	for s, err := range p.Store.Statuses(instrument) {
		w.statuses[s.Address] = append(w.statuses[s.Address], s)
		faults = append(faults, err)
	}
	for c, err := range p.Store.Corrections(instrument) {
		w.corrections[c.Address] = append(w.corrections[c.Address], c)
		faults = append(faults, err)
	}
	for l, err := range p.Store.Links(instrument) {
		w.links = append(w.links, l)
		faults = append(faults, err)
	}
	return w, errors.Join(faults...)
}

// revision reads the mandates of one revision. A provision that somebody wrote
// about is among them, whatever the rules say of it: nothing that was written
// is lost.
func (p *Plan) revision(r tracker.RevisionRecord, w writing) (*revision, error) {
	text, err := p.Store.Text(r.Revision, tracker.English)
	if err != nil {
		return nil, fmt.Errorf("mandates of %s: %w", r.Revision, err)
	}
	rev := &revision{text: text, name: text.Revision.Instrument().String(), langs: r.Langs, byName: map[string]*Item{}, words: map[tracker.Lang]map[string]string{}, mentions: map[string][]Mention{}}
	extracted := map[tracker.Address]tracker.Mandate{}
	for _, m := range p.Extract(text) {
		extracted[m.Address] = m
	}
	for i, provision := range text.Provisions {
		m, is := extracted[provision.Address]
		if !is {
			if len(w.statuses[provision.Address])+len(w.corrections[provision.Address]) == 0 {
				continue
			}
			m = tracker.Mandate{Address: provision.Address, Instrument: text.Instrument, Lang: text.Lang, Text: provision.Text}
		}
		it := &Item{
			Mandate: m, Section: provision.Section, Place: i + 1, Session: r.Session, Came: r.Session, words: tracker.Fingerprint(provision.Text), rev: rev,
		}
		p.index(it)
		it.correct(w.corrections[it.Address])
		rev.items = append(rev.items, it)
		rev.byName[provision.Address.Provision] = it
	}
	return rev, nil
}

// items gives the items that ties lead to.
func (c *chain) items(ties []Tie) []*Item {
	var items []*Item
	for _, tie := range ties {
		if it := c.item(tie.Address); it != nil {
			items = append(items, it)
		}
	}
	return items
}

func (c *chain) item(a tracker.Address) *Item {
	for i := range c.revisions {
		if c.revisions[i].text.Revision.Session == a.Session {
			return c.revisions[i].byName[a.Provision]
		}
	}
	return nil
}

// adopt finds a place for what was written about provisions that the revision
// has no more: a text that is read again by a better grammar can give other
// addresses. Where one item alone has the very words, it goes there; the rest
// are strays.
func (c *chain) adopt(rev *revision, w writing) {
	at := map[string]bool{}
	for _, p := range rev.text.Provisions {
		at[p.Address.Provision] = true
	}
	var lost []tracker.StatusRecord
	for address, statuses := range w.statuses {
		if address.Session == rev.text.Revision.Session && !at[address.Provision] {
			lost = append(lost, statuses...)
		}
	}
	bySequence(lost)
	for _, s := range lost {
		if it := rev.withWords(s); it != nil {
			w.statuses[it.Address] = append(w.statuses[it.Address], s)
			bySequence(w.statuses[it.Address])
		} else {
			c.strays = append(c.strays, s)
		}
	}
}

func bySequence(statuses []tracker.StatusRecord) {
	slices.SortStableFunc(statuses, func(a, b tracker.StatusRecord) int {
		return cmp.Or(cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.Address.String(), b.Address.String()))
	})
}

// withWords is the item that has the words that a status was written about, if
// one alone has.
func (rev *revision) withWords(s tracker.StatusRecord) *Item {
	var found *Item
	for _, it := range rev.items {
		if it.Lang == s.Lang && it.words == s.Words {
			if found != nil {
				return nil
			}
			found = it
		}
	}
	return found
}

// strayElsewhere adds what was written about revisions that are not held.
func (c *chain) strayElsewhere(w writing) {
	held := map[string]bool{}
	for _, r := range c.revisions {
		held[r.text.Revision.Session] = true
	}
	for address, statuses := range w.statuses {
		if !held[address.Session] {
			c.strays = append(c.strays, statuses...)
		}
	}
	bySequence(c.strays)
}

// stand says which items ask for something today.
func (c *chain) stand() {
	if len(c.revisions) == 0 {
		return
	}
	last := c.revisions[len(c.revisions)-1]
	ended := c.record.Standing == tracker.Abrogated
	later := ""
	if n := len(c.record.Revisions); n > 0 && c.record.Revisions[n-1].Revision != last.text.Revision {
		later = c.record.Revisions[n-1].Session
	}
	for _, it := range last.items {
		it.Current, it.Later = !ended, later
		if ended {
			it.Closed = &Closing{Session: c.record.Abrogated, Why: Abrogated}
		}
	}
}

// texts gives the provisions of two revisions in one language that both are
// held in; English where it is one.
func (p *Plan) texts(old, new *revision) (before, after tracker.Text, common bool, err error) {
	for _, lang := range slices.Concat([]tracker.Lang{tracker.English}, tracker.Langs[:]) {
		if !slices.Contains(old.langs, lang) || !slices.Contains(new.langs, lang) {
			continue
		}
		if before, err = p.Store.Text(old.text.Revision.In(lang)); err != nil {
			return before, after, false, err
		}
		after, err = p.Store.Text(new.text.Revision.In(lang))
		return before, after, err == nil, err
	}
	return before, after, false, nil
}
