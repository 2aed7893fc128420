package overlap

import (
	"context"
	"slices"

	"concord/tracker"
)

// A fresh is what the last Updates found and no Refresh has weighed yet.
type fresh struct {
	gone  map[int32]bool // provisions that are no longer, or another by now
	pairs []pair
	edges map[tracker.Lang]map[[2]uint32]edge // for the votes of the languages
	bulk  bool                                // a change was too large to tell
}

func newFresh() fresh {
	return fresh{gone: map[int32]bool{}, edges: map[tracker.Lang]map[[2]uint32]edge{}}
}

// join notes that a new provision resembles another in a language.
func (e *Engine) join(id, other int32, lang tracker.Lang, probability float64) {
	a, b := e.provisions[id].text[languageIndex(lang)]-1, e.provisions[other].text[languageIndex(lang)]-1
	if e.fresh.edges[lang] == nil {
		e.fresh.edges[lang] = map[[2]uint32]edge{}
	}
	e.fresh.edges[lang][[2]uint32{max(a, b), min(a, b)}] = edge{max(a, b), min(a, b), probability}
	e.fresh.pairs = append(e.fresh.pairs, e.pairOf(id, other))
}

// forget takes out of what was found the provisions that are gone, whose places
// others may have taken.
func (e *Engine) forget() {
	gone := e.fresh.gone
	if len(gone) == 0 {
		return
	}
	e.fresh.gone = map[int32]bool{}
	dead := func(x related) bool { return gone[x.a] || gone[x.b] }
	next := *e.result.Load()
	next.links = slices.DeleteFunc(slices.Clone(next.links), dead)
	var stars []star
	for _, s := range next.stars {
		s.rays = slices.DeleteFunc(slices.Clone(s.rays), dead)
		if len(s.rays) > 0 {
			stars = append(stars, s)
		}
	}
	next.stars = stars
	e.publish(next)
}

// Flag puts what the last Updates found among the groups, for the time being: it
// weighs the new pairs, takes all others as they were, and so needs hardly longer
// than the Update did. The next [Engine.Refresh] weighs all of them anew, by how rare
// words are with the new texts. A change that was too large to tell waits for it.
func (e *Engine) Flag(ctx context.Context) error {
	e.changing.Lock()
	defer e.changing.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	last := e.result.Load()
	if last.position == 0 || e.fresh.bulk || last.heard == e.known.Load() {
		return nil
	}
	texts, links := newTexts(e.record), slices.Clone(last.links)
	for _, p := range e.inOrder(e.fresh.pairs) {
		x, err := e.weighOne(e.vote(p.a, p.b, e.fresh.edges), texts)
		if gone(err) {
			continue
		}
		if err != nil {
			return err
		}
		links = append(links, x)
	}
	slices.SortFunc(links, func(x, y related) int { return e.comparePairs(pair{x.a, x.b}, pair{y.a, y.b}) })
	e.moulds(links)
	if err := e.regroup(ctx, links, last.position, texts); err != nil {
		return err
	}
	e.fresh = newFresh()
	return nil
}

// regroup makes groups of links, which are in order of address.
func (e *Engine) regroup(ctx context.Context, links []related, position uint64, texts *texts) error {
	others := slices.DeleteFunc(slices.Clone(links), func(x related) bool { return x.renewing })
	likely, rest := stars(others, false, e.lineageOf), stars(others, true, e.lineageOf)
	if err := e.withTwins(ctx, likely, texts); err != nil {
		return err
	}
	likely, rest = e.withRenewals(likely, links, false), e.withRenewals(rest, links, true)
	e.publish(result{position: position, heard: e.known.Load(), links: links, stars: append(likely, rest...)})
	return nil
}

// publish gives out other groups than before.
func (e *Engine) publish(r result) {
	r.made = e.result.Load().made + 1
	e.give(r)
}

// give gives out a result and wakes who awaits one.
func (e *Engine) give(r result) {
	e.result.Store(&r)
	close(e.told)
	e.told = make(chan struct{})
}

// Await waits until the groups take account of an entry of the journal, be it for
// the time being, or ctx is done, and reports whether they do.
func (e *Engine) Await(ctx context.Context, entry uint64) bool {
	for {
		e.mu.Lock()
		told, heard := e.told, e.result.Load().heard
		e.mu.Unlock()
		if heard >= entry {
			return true
		}
		select {
		case <-told:
		case <-ctx.Done():
			return false
		}
	}
}
