package index

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// States gives the state of each mandate that is known: the key of a state of the
// registry by the address of revision and provision.
type States func(context.Context) (map[tracker.Address]string, error)

// stated is where states are kept. What was done about a mandate is written beside
// its text and read far less often, so it is no part of the segments: it is asked
// for when somebody filters by it, once an entry of the journal. Who has read it
// once has it counted as a facet too, and it is then read again behind the searches.
type stated struct {
	mu      sync.Mutex
	states  States // nil when nobody keeps any
	known   map[tracker.Address]string
	at      uint64        // position of the journal that known is of, or later
	err     error         // why known could not be read
	reading chan struct{} // closed when known has been read; nil when nobody reads
}

// statePatience is how long a search waits for the states. To read all of them for
// the first time takes seconds; it goes on when the search has given up.
const statePatience = 30 * time.Second

// errStates says that the states are not yet there.
var errStates = fmt.Errorf("%w: what was done about the mandates is being read for the first time; ask again in a minute", ErrTooBroad)

// KnowStates says where the states of mandates are kept. Without it state: finds
// nothing, and says so.
func (x *Index) KnowStates(s States) {
	x.stated.mu.Lock()
	defer x.stated.mu.Unlock()
	x.stated.states, x.stated.known = s, nil
}

// asksForState reports whether a query filters by state.
func (q Query) asksForState() bool {
	return slices.ContainsFunc(q.Filters, func(f Filter) bool { return f.Column == State || f.Column == Status }) || q.Group.asksForState()
}

func (g Group) asksForState() bool {
	asks := func(t Term) bool {
		return t.Filter != nil && (t.Filter.Column == State || t.Filter.Column == Status) || t.Group != nil && t.Group.asksForState()
	}
	return slices.ContainsFunc(g.Clauses, func(c Clause) bool { return slices.ContainsFunc(c, asks) }) || slices.ContainsFunc(g.Not, asks)
}

// readStates waits until the states are as new as the index.
func (x *Index) readStates(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, statePatience, errStates)
	defer cancel()
	for {
		wait, err := x.stated.read(context.WithoutCancel(ctx), x.Position())
		if wait == nil || err != nil {
			return err
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// ReadStates reads the states before anybody asks for them, which the first time
// takes seconds.
func (x *Index) ReadStates(ctx context.Context) error { return x.readStates(ctx) }

// StatesPosition is the position of the journal that the states counted in answers
// are of; 0 when there are none yet.
func (x *Index) StatesPosition() uint64 {
	x.stated.mu.Lock()
	defer x.stated.mu.Unlock()
	if x.stated.known == nil {
		return 0
	}
	return x.stated.at
}

// countsStates reports whether the states are those of a position, and otherwise
// has them read behind this search if they were read before.
func (x *Index) countsStates(ctx context.Context, position uint64) bool {
	at := x.StatesPosition()
	if at > 0 && at < position {
		x.stated.read(context.WithoutCancel(ctx), position) // who asks next has them; why they cannot be read is said to who filters by them
	}
	return at >= position && at > 0
}

// read begins to read the states, unless they are as new as position or somebody
// reads them already. It gives what is closed then, or nil when they are there.
func (s *stated) read(ctx context.Context, position uint64) (<-chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.reading != nil:
		return s.reading, nil
	case s.err != nil:
		err := s.err
		s.err = nil // the next search tries again
		return nil, err
	case s.states == nil || s.known != nil && s.at >= position:
		return nil, nil
	}
	done, states := make(chan struct{}), s.states
	s.reading = done
	go func() {
		known, err := states(ctx)
		if known == nil && err == nil {
			known = map[tracker.Address]string{}
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.known, s.at, s.err, s.reading = known, position, err, nil
		close(done)
	}()
	return done, nil
}

// bringStates gives a snapshot the states that were read.
func (x *Index) bringStates(c *columns) {
	x.stated.mu.Lock()
	known, at := x.stated.known, x.stated.at
	x.stated.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if known != nil && (c.states == nil || c.position != at) {
		c.states, c.position = c.stated(known), at
	}
}

// stateSets gives the documents of each state; nil when they are not known.
func (c *columns) stateSets() map[string]*roaring.Bitmap {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.states
}

// inState gives what is in a state; it is not known when nobody keeps states.
func (c *columns) inState(state string) (docs *roaring.Bitmap, known bool) {
	states := c.stateSets()
	if docs = states[state]; docs == nil {
		docs = roaring.New()
	}
	return docs, states != nil
}

// stated finds the documents of provisions, in every language.
func (c *columns) stated(states map[tracker.Address]string) map[string]*roaring.Bitmap {
	places := map[string]map[uint64]string{} // state by place, by revision
	for a, state := range states {
		r := a.Revision().String()
		if places[r] == nil {
			places[r] = map[uint64]string{}
		}
		places[r][placeOf(a.Instrument().String(), a.Provision)] = state
	}
	out := map[string]*roaring.Bitmap{}
	for r, byPlace := range places {
		docs := c.values[revision][r]
		if docs == nil {
			continue
		}
		for it := docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			state, known := byPlace[c.key(doc).place]
			if !known {
				continue
			}
			if out[state] == nil {
				out[state] = roaring.New()
			}
			out[state].Add(doc)
		}
	}
	return out
}

// stateOf gives the key of the state that somebody means, or "".
func (x *Index) stateOf(typed string) string {
	key, _ := x.record.Registry.StateNamed(typed)
	return key
}

// statedAs finds what has one of the values of state: or status:. What is one
// word for a text and another for a mandate, such as "superseded", is the text's
// behind status: and the mandate's behind state:.
func (x *Index) statedAs(c *columns, f Filter) (docs *roaring.Bitmap, notes []Note) {
	docs = roaring.New()
	for _, typed := range f.Values {
		state, standings := x.stateOf(typed), x.resolve(c, Standing, typed)
		switch {
		case len(standings) > 0 && (f.Column == Status || state == ""):
			docs.Or(c.of(Standing, standings))
		case state == "":
			notes = append(notes, newNote("no-state", f.Column, typed))
		default:
			in, known := c.inState(state)
			if docs.Or(in); !known {
				notes = append(notes, newNote("no-states", f.Column))
			}
		}
	}
	return docs, notes
}
