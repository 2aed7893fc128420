package implementation

import (
	"sync"
	"time"

	"concord/tracker"
)

// kept is what was computed of a View and is asked for again with every page. A
// View never changes, so neither does it.
type kept struct {
	mu     sync.Mutex
	facets map[string]Facets // by standing
	day    string            // of tasks
	tasks  []Task
	covers map[string]cover                    // by period
	cited  map[tracker.Address]map[string]bool // bodies whose texts cite an instrument
}

type cover struct {
	elements []Coverage
	without  []*Item
}

func newKept() *kept {
	return &kept{facets: map[string]Facets{}, covers: map[string]cover{}, cited: map[tracker.Address]map[string]bool{}}
}

// Facets count the mandates of one standing by what they can be chosen by. They
// are shared between readers: do not change them.
type Facets struct {
	States, Leads, Sessions   Tally
	ByInstrument, ByFrequency []Group
}

// Facets counts the mandates of a standing, which is one of Standings.
func (v *View) Facets(standing string) Facets {
	v.kept.mu.Lock()
	defer v.kept.mu.Unlock()
	f, known := v.kept.facets[standing]
	if !known {
		items := v.Select(Filter{Standing: standing})
		f.States, f.Leads, f.Sessions, _ = Count(items)
		f.ByInstrument, f.ByFrequency = v.GroupBy(items, "instrument"), v.GroupBy(items, "frequency")
		v.kept.facets[standing] = f
	}
	return f
}

// Tasks lists the mandates that somebody should write about on a day, the most
// pressing first, and within a need the oldest. The list is shared between
// readers: do not change it.
func (p *Plan) Tasks(v *View, now time.Time) []Task {
	v.kept.mu.Lock()
	defer v.kept.mu.Unlock()
	if day := now.Format(time.DateOnly); v.kept.day != day {
		v.kept.day, v.kept.tasks = day, p.tasks(v, now)
	}
	return v.kept.tasks
}

// Cover says, for a period, which current mandates serve each element, and
// which serve none: neither tied by hand nor by their instrument. Both are
// shared between readers: do not change them.
func (p *Plan) Cover(v *View, period string) (elements []Coverage, without []*Item) {
	v.kept.mu.Lock()
	defer v.kept.mu.Unlock()
	c, known := v.kept.covers[period]
	if !known {
		c.elements, c.without = p.cover(v, period)
		if len(c.elements) > 0 { // anybody may ask for a period that nobody knows
			v.kept.covers[period] = c
		}
	}
	return c.elements, c.without
}

// citing are the bodies whose texts cite an instrument.
func (p *Plan) citing(v *View, instrument tracker.Address) (map[string]bool, error) {
	v.kept.mu.Lock()
	defer v.kept.mu.Unlock()
	bodies, known := v.kept.cited[instrument]
	if known {
		return bodies, nil
	}
	bodies = map[string]bool{}
	for ref, err := range p.Store.CitedBy(instrument) {
		if err != nil {
			return nil, err
		}
		bodies[ref.From.Body] = true
	}
	v.kept.cited[instrument] = bodies
	return bodies, nil
}
