package index

import (
	"context"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// States gives the state of each mandate that is known: the key of a state of the
// registry by the address of revision and provision.
type States func(context.Context) (map[tracker.Address]string, error)

// stated is where states are kept. What was done about a mandate is written beside
// its text and read far less often, so it is no part of the segments: it is asked
// for when somebody filters by it, once an entry of the journal.
type stated struct {
	mu     sync.Mutex
	states States // nil when nobody keeps any
}

// KnowStates says where the states of mandates are kept. Without it state: finds
// nothing, and says so.
func (x *Index) KnowStates(s States) {
	x.stated.mu.Lock()
	defer x.stated.mu.Unlock()
	x.stated.states = s
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

// bringStates brings the states of a snapshot up to date with the journal.
func (x *Index) bringStates(ctx context.Context, c *columns) error {
	x.stated.mu.Lock()
	defer x.stated.mu.Unlock()
	position := x.Position()
	if x.stated.states == nil || c.statedAt(position) {
		return nil
	}
	states, err := x.stated.states(ctx)
	if err != nil {
		return err
	}
	docs := c.stated(states)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.states, c.position = docs, position
	return nil
}

func (c *columns) statedAt(position uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.states != nil && c.position == position
}

// inState gives what is in a state; it is not known when nobody keeps states.
func (c *columns) inState(state string) (docs *roaring.Bitmap, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if docs = c.states[state]; docs == nil {
		docs = roaring.New()
	}
	return docs, c.states != nil
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
	i := slices.IndexFunc(x.record.Registry.States, func(s tracker.State) bool {
		return tracker.SameName(s.Key, typed) || slices.ContainsFunc(tracker.Langs[:], func(l tracker.Lang) bool {
			return s.Name[l] != "" && tracker.SameName(s.Name[l], typed)
		})
	})
	if i < 0 {
		return ""
	}
	return x.record.Registry.States[i].Key
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
