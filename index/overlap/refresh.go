package overlap

import (
	"context"
	"errors"
	"slices"

	"concord/tracker"
)

// A result is what the last Refresh found, or a Flag after it.
type result struct {
	position uint64 // of the Refresh
	heard    uint64 // the last entry that the stars take account of
	made     uint64 // how many results with other stars there were
	links    []related
	stars    []star
}

// A Progress hears how far a Refresh is: what it does, and how much of how much
// is done.
type Progress func(stage string, done, total int)

// The stages of a Refresh.
const (
	sorting   = "sorting"
	comparing = "comparing"
	weighing  = "weighing"
)

// Refresh finds all overlaps of what the engine knows. It is the same whatever
// way the engine came to know it. Reading goes on meanwhile with what was found
// before. progress may be nil.
func (e *Engine) Refresh(ctx context.Context, progress Progress) error {
	e.changing.Lock()
	defer e.changing.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.Position() == e.known.Load() {
		return nil
	}
	defer e.looking.Store(&Looking{})
	progress = e.watched(progress)
	edges := map[tracker.Lang][]edge{}
	for i, l := range tracker.Langs {
		s := e.shelves[l]
		if len(s.texts) == 0 {
			continue
		}
		progress(sorting, i, len(tracker.Langs))
		e.sort(s)
		found, err := e.edges(ctx, s, func(done int) { progress(comparing, done, len(s.texts)) })
		if err != nil {
			return err
		}
		edges[l] = found
	}
	weighed, err := e.weigh(ctx, e.links(edges), func(done, total int) { progress(weighing, done, total) })
	if err != nil {
		return err
	}
	if err := e.regroup(ctx, weighed, e.known.Load(), newTexts(e.record)); err != nil {
		return err
	}
	e.fresh = newFresh()
	return nil
}

// watched also keeps what progress hears for [Engine.Looking].
func (e *Engine) watched(progress Progress) Progress {
	return func(stage string, done, total int) {
		if stage != sorting { // which is soon done
			e.looking.Store(&Looking{done, total})
		}
		if progress != nil {
			progress(stage, done, total)
		}
	}
}

func (e *Engine) sort(s *shelf) {
	s.build(len(e.lineages), e.lineageOf)
	e.sights[s.lang] = e.look(s.lang) // words tell otherwise now
}

// lineageOf gives the number of the instrument that a provision is of.
func (e *Engine) lineageOf(provision int32) uint32 { return e.provisions[provision].in.lineage }

// sortUnsorted makes every wording findable.
func (e *Engine) sortUnsorted() {
	for _, l := range tracker.Langs {
		if s := e.shelves[l]; s.unsorted() {
			e.sort(s)
		}
	}
}

// turn is the number of links after which a Refresh lets others ask.
const turn = 64

// weigh reads both texts of every link and says what they are to each other. It leaves
// out those of a provision that is gone.
func (e *Engine) weigh(ctx context.Context, links []link, progress func(done, total int)) ([]related, error) {
	out := make([]related, 0, len(links))
	texts := newTexts(e.record)
	for i, l := range links {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if i%turn == 0 {
			progress(i, len(links))
			e.mu.Unlock() // who waits has it next
			e.mu.Lock()
		}
		x, err := e.weighOne(l, texts)
		if gone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	e.moulds(out)
	return out, nil
}

// mouldPairs is how many forms filled in twice make a mould of two instruments:
// Resolutions 70 and 198 share a dozen, and what else they share is of it too.
const mouldPairs = 3

// moulds finds the instruments of one mould: what they restate of each other is
// the mould, no duplicate.
func (e *Engine) moulds(links []related) {
	forms := map[duo]int{}
	for _, x := range links {
		if x.relation == Template && !x.unlikely {
			forms[e.duoOf(x)]++
		}
	}
	for i, x := range links {
		if x.relation == Restated && forms[e.duoOf(x)] >= mouldPairs {
			links[i].relation = Template
		}
	}
}

func (e *Engine) weighOne(l link, texts *texts) (related, error) {
	a, b := &e.provisions[l.a], &e.provisions[l.b]
	pa, err := texts.provision(a, l.lang)
	if err != nil {
		return related{}, err
	}
	pb, err := texts.provision(b, l.lang)
	if err != nil {
		return related{}, err
	}
	x := e.shelves[l.lang].reader.compare(pa, pb)
	out := related{
		link: l, relation: e.relation(a, b, l.lang, x), class: classOf(a.class, b.class), flags: x.flags,
		coverA: x.coverA, coverB: x.coverB, measures: e.sights[l.lang].measures(a, b, x),
	}
	out.wanted = e.verifier.Reviewer.probability(out.measures)
	nothing := out.coverA == 0 && out.coverB == 0 // that could be shown
	out.unlikely = (out.wanted < e.verifier.Reviewer.Threshold || nothing) && out.relation != Identical
	if len(l.not) > 0 {
		out.flags = append(slices.Clone(out.flags), LanguageFlag)
	}
	out.weight = e.verifier.Reviewer.weight(out)
	return out, nil
}

// gone reports whether a provision is no longer in the record: a text was set right since
// the last Update. What stands on it is passed over, and the next Update, which hears of
// the text, takes it out.
func gone(err error) bool { return errors.Is(err, ErrUnknown) }

// textsKept is how many texts are kept at hand while links are weighed.
const textsKept = 512

// texts reads the record's texts, keeping the last.
type texts struct {
	record Record
	kept   map[tracker.Address]tracker.Text
	draft  *tracker.Text // stands for the record's, where it is what is asked for
}

func newTexts(r Record) *texts { return &texts{record: r, kept: map[tracker.Address]tracker.Text{}} }

func (t *texts) text(rev tracker.Address, lang tracker.Lang) (tracker.Text, error) {
	key := rev.In(lang)
	if t.draft != nil && t.draft.Revision.In(t.draft.Lang) == key {
		return *t.draft, nil
	}
	if text, ok := t.kept[key]; ok {
		return text, nil
	}
	text, err := t.record.Text(key, lang)
	if err != nil {
		return text, err
	}
	if len(t.kept) >= textsKept {
		clear(t.kept)
	}
	t.kept[key] = text
	return text, nil
}

// provision gives what the record has of p in a language; see [gone].
func (t *texts) provision(p *provision, lang tracker.Lang) (tracker.Provision, error) {
	text, err := t.text(p.in.address, lang)
	if err != nil {
		return tracker.Provision{}, err
	}
	// Places are those of the language that was read first, mostly the same.
	if p.place < len(text.Provisions) && text.Provisions[p.place].Address.Provision == p.key {
		return text.Provisions[p.place], nil
	}
	q, is := text.Provision(p.key)
	if !is {
		return q, ErrUnknown
	}
	return q, nil
}
