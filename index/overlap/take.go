package overlap

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"concord/tracker"
)

// A Found is a provision of a revision that was just stored, and the provision
// of another instrument that it resembles most.
type Found struct {
	Address     tracker.Address `json:"address"`
	Lang        tracker.Lang    `json:"lang"`
	Like        tracker.Address `json:"like"`
	Probability float64         `json:"probability"`
}

// bulk is the number of instruments from which on a change is read without
// telling what each provision resembles: Refresh will.
const bulk = 64

// Update brings the engine to a change: the instruments that it names are read
// again from the record. It gives what the provisions that are new resemble
// among all that stands, unless the change is of more than some sixty
// instruments. Groups lose the provisions that are no longer; those that are new
// come among them with the next [Engine.Flag] or [Engine.Refresh].
func (e *Engine) Update(ctx context.Context, c Change) ([]Found, error) {
	e.changing.Lock()
	defer e.changing.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	defer e.forget()
	instruments := slices.Clone(c.Instruments)
	slices.SortFunc(instruments, compareAddresses)
	instruments = slices.Compact(instruments)
	telling := len(instruments) < bulk
	if telling {
		e.sortUnsorted()
	}
	e.fresh.bulk = e.fresh.bulk || !telling
	var found []Found
	next := e.begin(ctx, instruments[:min(bulk*workers, len(instruments))])
	defer func() { _, _ = next() }() // nobody reads on when the lock is free
	for len(instruments) > 0 {
		read, err := next()
		if err != nil {
			return nil, err
		}
		batch := instruments[:len(read)]
		instruments = instruments[len(read):]
		next = e.begin(ctx, instruments[:min(bulk*workers, len(instruments))])
		for i, a := range batch {
			e.remove(a)
			if read[i] == nil {
				continue
			}
			provisions, err := e.put(read[i])
			if err != nil {
				return nil, err
			}
			for _, p := range provisions {
				if telling {
					found = append(found, e.probe(p)...)
				}
			}
		}
	}
	if c.Sequence > e.known.Load() {
		if len(c.Instruments) == 0 {
			e.unchanged(c.Sequence)
		}
		e.known.Store(c.Sequence)
	}
	return found, nil
}

// unchanged notes that no text changed up to an entry: there is nothing to find.
func (e *Engine) unchanged(sequence uint64) {
	next, known := *e.result.Load(), e.known.Load()
	if next.position == known {
		next.position = sequence
	}
	if next.heard == known {
		next.heard = sequence
	}
	e.give(next)
}

// A readRevision is a revision whose texts were read and not yet put on the
// shelves.
type readRevision struct {
	*revision
	texts []readText
}

type readText struct {
	lang       tracker.Lang
	provisions []readProvision
}

type readProvision struct {
	provision
	wording wording
}

// begin reads instruments while others are put on the shelves. What it gives waits
// for them.
func (e *Engine) begin(ctx context.Context, instruments []tracker.Address) (wait func() ([]*readRevision, error)) {
	var read []*readRevision
	var err error
	var reading sync.WaitGroup
	reading.Go(func() { read, err = e.read(ctx, instruments) })
	return func() ([]*readRevision, error) {
		reading.Wait()
		return read, err
	}
}

// read reads the revisions of instruments that take part, several at once; nil
// for an instrument of which none does.
func (e *Engine) read(ctx context.Context, instruments []tracker.Address) ([]*readRevision, error) {
	out := make([]*readRevision, len(instruments))
	failed := make([]error, len(instruments))
	var next atomic.Int64
	var mu sync.Mutex
	work := func(readers func(tracker.Lang) *reader) {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(instruments) {
				return
			}
			out[i], failed[i] = e.readInstrument(instruments[i], readers)
		}
	}
	if len(instruments) < bulk {
		work(func(l tracker.Lang) *reader { return e.shelves[l].reader })
	} else {
		parallel(func(worker int) {
			work(func(l tracker.Lang) *reader { return e.reader(&mu, worker, l) })
		})
		e.joinStems()
	}
	return out, errors.Join(append(failed, ctx.Err())...)
}

// reader gives a worker's own reader of a language.
func (e *Engine) reader(mu *sync.Mutex, worker int, l tracker.Lang) *reader {
	mu.Lock()
	defer mu.Unlock()
	key := readerKey{worker, l}
	if e.readers[key] == nil {
		e.readers[key] = e.shelves[l].reader.another()
	}
	return e.readers[key]
}

type readerKey struct {
	worker int
	lang   tracker.Lang
}

// joinStems tells the shelves what the workers' readers have learned.
func (e *Engine) joinStems() {
	for key, r := range e.readers {
		for _, t := range r.learned {
			stem, _ := r.stems.get(t)
			e.shelves[key.lang].reader.learn(t, stem)
		}
		r.learned = r.learned[:0]
	}
}

// standing gives the texts of the revision of an instrument that takes part,
// by language, or none.
func (e *Engine) standing(a tracker.Address) ([]tracker.Text, *revision, error) {
	known, err := e.record.Instrument(a)
	if err != nil {
		return nil, nil, fmt.Errorf("overlaps of %s: %w", a, err)
	}
	if known.Standing == tracker.Abrogated {
		return nil, nil, nil
	}
	rev := &revision{langs: map[tracker.Lang]string{}, cites: map[tracker.Address]bool{}, topics: map[tracker.Lang]map[token]int{}, items: map[tracker.Lang]token{}}
	var texts []tracker.Text
	for i := len(known.Revisions) - 1; i >= 0 && len(texts) == 0; i-- {
		r := known.Revisions[i]
		rev.address, rev.standing = r.Revision.Revision(), r.Standing
		rev.from, rev.to = e.record.Registry.SessionOrder(r.Session), ""
		rev.order = rev.from
		if i+1 < len(known.Revisions) {
			rev.to = e.record.Registry.SessionOrder(known.Revisions[i+1].Session)
		}
		for _, l := range r.Langs {
			t, err := e.record.Text(r.Revision.In(l), l)
			if err != nil {
				return nil, nil, fmt.Errorf("overlaps of %s: %w", a, err)
			}
			texts = append(texts, t)
		}
	}
	slices.SortFunc(texts, func(a, b tracker.Text) int { return cmp.Compare(a.Lang, b.Lang) })
	return texts, rev, nil
}

// readInstrument reads the revision of an instrument that takes part, or nil.
func (e *Engine) readInstrument(a tracker.Address, readers func(tracker.Lang) *reader) (*readRevision, error) {
	texts, rev, err := e.standing(a)
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	out := &readRevision{revision: rev}
	for _, t := range texts {
		r := readers(t.Lang)
		rev.langs[t.Lang] = t.Title
		read := readText{lang: t.Lang, provisions: make([]readProvision, 0, len(t.Provisions))}
		r.stock = r.stock[:0]
		for place, p := range t.Provisions {
			for _, c := range p.Citations {
				if target, err := tracker.ParseAddress(c.Target); err == nil {
					rev.cites[target.Instrument()] = true
				}
			}
			w := r.wordingOf(p.Text, citedSpans(p))
			w.tokens = r.keep(w.tokens)
			before := len(r.stock)
			r.stock = r.contentsRead(r.stock)
			read.provisions = append(read.provisions, readProvision{provision{
				in: rev, key: p.Address.Provision, role: p.Role, addressees: p.Addressees, place: place, class: r.classify(p, len(r.stock)-before),
			}, w})
		}
		rev.topics[t.Lang], rev.items[t.Lang] = r.topics(t.Title), r.item(t.Title)
		out.texts = append(out.texts, read)
	}
	return out, nil
}

// put puts a revision on the shelves and gives its provisions. English decides
// the class of a provision where languages differ: its lists are the longest.
func (e *Engine) put(read *readRevision) ([]int32, error) {
	rev := read.revision
	a := rev.address.Instrument()
	lineage, known := e.lineages[a]
	if !known {
		lineage = uint32(len(e.lineages))
		e.lineages[a] = lineage
	}
	rev.lineage = lineage
	e.revisions[a] = rev
	byKey := map[string]int32{}
	for _, t := range read.texts {
		lang := languageIndex(t.lang)
		if s := e.shelves[t.lang]; len(s.texts)+len(t.provisions) > mostWordings {
			return nil, fmt.Errorf("overlaps of %s: more than %d wordings in %s", a, mostWordings, t.lang)
		}
		for _, p := range t.provisions {
			id, known := byKey[p.key]
			if !known {
				id = e.newProvision(p.provision)
				byKey[p.key] = id
				rev.provisions = append(rev.provisions, id)
			}
			if t.lang == tracker.English {
				e.provisions[id].class = p.class
			}
			e.provisions[id].text[lang] = e.shelves[t.lang].put(p.wording, id) + 1
		}
	}
	return rev.provisions, nil
}

// remove takes an instrument out.
func (e *Engine) remove(a tracker.Address) {
	rev := e.revisions[a]
	if rev == nil {
		return
	}
	delete(e.revisions, a)
	for _, id := range rev.provisions {
		p := &e.provisions[id]
		for i, l := range tracker.Langs {
			if p.text[i] != 0 {
				e.shelves[l].take(p.text[i]-1, id)
			}
		}
		*p = provision{}
		e.free = append(e.free, id)
		e.fresh.gone[id] = true
	}
	e.fresh.pairs = slices.DeleteFunc(e.fresh.pairs, func(p pair) bool {
		return slices.Contains(rev.provisions, p.a) || slices.Contains(rev.provisions, p.b)
	})
}

func (e *Engine) newProvision(p provision) int32 {
	if n := len(e.free); n > 0 {
		id := e.free[n-1]
		e.free = e.free[:n-1]
		e.provisions[id] = p
		return id
	}
	if n := len(e.provisions); n == cap(e.provisions) { // by more than append would
		e.provisions = slices.Grow(e.provisions, max(n, bulk))
	}
	e.provisions = append(e.provisions, p)
	return int32(len(e.provisions) - 1)
}

// citedSpans gives the stretches of a provision that name other texts, in bytes
// and in order.
func citedSpans(p tracker.Provision) []span {
	if len(p.Citations) == 0 {
		return nil
	}
	at := make([]int32, 0, len(p.Text)+1) // byte of each code point
	for i := range p.Text {
		at = append(at, int32(i))
	}
	at = append(at, int32(len(p.Text)))
	var out []span
	for _, c := range p.Citations {
		if 0 <= c.Start && c.Start < c.End && c.End < len(at) {
			out = append(out, span{at[c.Start], at[c.End]})
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	return out
}
