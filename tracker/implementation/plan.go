package implementation

import (
	"context"
	"slices"
	"strings"
	"sync"

	"concord/tracker"
	"concord/tracker/store"
)

// A Plan is the action plan of one record. It is safe for concurrent use.
type Plan struct {
	Store    *store.Store      // required
	Registry *tracker.Registry // required
	// Extract gives the mandates of a text. Required.
	Extract func(tracker.Text) []tracker.Mandate

	mu     sync.Mutex
	view   *View // the last one made, with internal notes
	open   *View // the same without
	chains map[tracker.Address]*chain

	once  sync.Once
	terms *Terms
}

// A View is the action plan as it stood after one entry of the journal.
type View struct {
	Position uint64
	Items    []*Item // of every revision held, by instrument, revision and place
	// Strays were written about provisions that no text has any more. They are
	// in no Item.
	Strays []tracker.StatusRecord
	// Links tie instruments as a whole to the strategic framework.
	Links map[tracker.Address][]string

	byAddress map[tracker.Address]*Item
	records   map[tracker.Address]tracker.InstrumentRecord
	linked    map[tracker.Address]uint64 // the last entry about an instrument's Links
	kept      *kept
}

// View gives the plan as it stands, for this actor. Only what was written about
// since the last View is made anew.
func (p *Plan) View(ctx context.Context, actor tracker.Actor) (*View, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.view == nil || p.view.Position != p.Store.Last() {
		view, err := p.make(ctx)
		if err != nil {
			return nil, err
		}
		p.view, p.open = view, nil
	}
	if actor.Internal {
		return p.view, nil
	}
	if p.open == nil {
		p.open = p.view.public()
	}
	return p.open, nil
}

func (p *Plan) make(ctx context.Context) (*View, error) {
	v := &View{
		Position: p.Store.Last(), Links: map[tracker.Address][]string{},
		byAddress: map[tracker.Address]*Item{}, records: map[tracker.Address]tracker.InstrumentRecord{},
		linked: map[tracker.Address]uint64{}, kept: newKept(),
	}
	chains := map[tracker.Address]*chain{}
	for record, err := range p.Store.Instruments() {
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !record.Held {
			continue
		}
		touched, err := p.Store.Touched(record.Instrument.String())
		if err != nil {
			return nil, err
		}
		c := p.chains[record.Instrument]
		if c == nil || c.touched != touched || touched > v.Position {
			if c, err = p.chain(record, touched); err != nil {
				return nil, err
			}
		}
		chains[record.Instrument] = c
		v.add(c)
	}
	p.chains = chains
	return v, nil
}

func (v *View) add(c *chain) {
	for _, r := range c.revisions {
		for _, it := range r.items {
			v.Items = append(v.Items, it)
			v.byAddress[it.Address] = it
		}
	}
	v.Strays = append(v.Strays, c.strays...)
	v.records[c.record.Instrument] = c.record
	v.linked[c.record.Instrument] = c.linked
	if len(c.elements) > 0 {
		v.Links[c.record.Instrument] = c.elements
	}
}

// public is the view without what only the secretariat may read.
func (v *View) public() *View {
	open := &View{
		Position: v.Position, Items: make([]*Item, len(v.Items)), Links: v.Links,
		byAddress: make(map[tracker.Address]*Item, len(v.Items)), records: v.records,
		linked: v.linked, kept: newKept(),
	}
	for i, it := range v.Items {
		open.Items[i] = it.public()
		open.byAddress[it.Address] = open.Items[i]
	}
	for _, s := range v.Strays {
		s.Internal = ""
		open.Strays = append(open.Strays, s)
	}
	return open
}

// Item gives the mandate at an address, whose language does not matter. Where
// it names no session, it is of the latest revision held.
func (v *View) Item(a tracker.Address) (*Item, bool) {
	if a.Session == "" {
		if record, known := v.records[a.Instrument()]; known {
			for _, r := range record.Revisions {
				if len(r.Langs) > 0 {
					a.Session = r.Session
				}
			}
		}
	}
	it, known := v.byAddress[a.At(a.Provision)]
	return it, known
}

// Record is what is known of an instrument that mandates are held of.
func (v *View) Record(instrument tracker.Address) tracker.InstrumentRecord {
	return v.records[instrument.Instrument()]
}

// Next are the mandates that a's item became, followed to the latest revision.
func (v *View) Next(it *Item) []*Item {
	if len(it.Into) == 0 {
		return []*Item{it}
	}
	var next []*Item
	for _, tie := range it.Into {
		if to, known := v.byAddress[tie.Address]; known {
			next = append(next, v.Next(to)...)
		}
	}
	return next
}

// index makes what an item is found by.
func (p *Plan) index(it *Item) {
	it.folded = tracker.Fold(strings.Join([]string{it.Address.String(), it.Text}, " "))
	it.leads = it.Lead
	for _, key := range it.Lead {
		if a, _ := p.Registry.Addressee(key); len(a.Parts) > 0 {
			it.leads = slices.Concat(it.leads, a.Parts)
		}
	}
}

// Wording gives the words of a mandate in a language, where its revision is
// held in it, and else in the language they were read in.
func (p *Plan) Wording(it *Item, lang tracker.Lang) (string, tracker.Lang) {
	if lang == it.Lang || !slices.Contains(it.rev.langs, lang) {
		return it.Text, it.Lang
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	words, known := it.rev.words[lang]
	if !known {
		words = map[string]string{}
		if text, err := p.Store.Text(it.rev.text.Revision.In(lang)); err == nil {
			for _, provision := range text.Provisions {
				words[provision.Address.Provision] = provision.Text
			}
		}
		it.rev.words[lang] = words
	}
	if text := words[it.Address.Provision]; text != "" {
		return text, lang
	}
	return it.Text, it.Lang
}
