package index

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// A Column is a property of provisions that can be filtered by and counted.
type Column string

// The columns. Values are those of the record: "itu/pp", "pp-18", "res", "130",
// "2018", "ar", "instructs-sg", "operative", "sg", "in force".
const (
	Body      Column = "body"
	Session   Column = "session"
	Kind      Column = "kind"
	Number    Column = "number"
	Year      Column = "year"
	Lang      Column = "lang"
	Role      Column = "role"
	Section   Column = "section"
	Addressee Column = "addressee"
	Standing  Column = "standing"
	// Cites holds what a provision names: instruments, revisions, and documents
	// after "doc:".
	Cites Column = "cites"
	// InForceOn has no values of its own: a filter gives a day.
	InForceOn Column = "in-force"
	// State is how far a mandate is carried out, and Status that or the standing of
	// its text: see statedAs. No segment holds either.
	State  Column = "state"
	Status Column = "status"

	revision Column = "revision" // kept to compute Standing
)

// Facets lists the columns that are counted in every answer, State when it is known.
// Numbers are not: they say little without their body.
var facets = [...]Column{Body, Session, Kind, Year, Lang, Role, Section, Addressee, Standing, State}

// columns holds, for one snapshot, which documents have which value.
type columns struct {
	snapshot string // what it was built from
	live     *roaring.Bitmap
	values   map[Column]map[string]*roaring.Bitmap

	keys      []keyed             // segment after segment
	revisions map[string][]string // of each instrument that is held

	terms *recent[listKey, *roaring.Bitmap] // documents of terms that were asked for

	mu     sync.Mutex // guards what follows
	days   map[string]standingOn
	orders map[Sort][]string // see [Index.ordered]

	states   map[string]*roaring.Bitmap // what is in each state of implementation; nil before they were asked for
	position uint64                     // of the journal that states are of
}

// order gives all revisions in an order, if somebody has put them in it.
func (c *columns) order(by Sort) (revisions []string, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	revisions, known = c.orders[by]
	return revisions, known
}

func (c *columns) keepOrder(by Sort, revisions []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders[by] = revisions
}

// maxDays bounds the days remembered: somebody compares two or three.
const maxDays = 16

// onDay gives what counted on a day, computing it once a snapshot.
func (c *columns) onDay(day string, compute func() standingOn) standingOn {
	c.mu.Lock()
	defer c.mu.Unlock()
	on, known := c.days[day]
	if !known {
		if on = compute(); c.days == nil || len(c.days) >= maxDays {
			c.days = map[string]standingOn{}
		}
		c.days[day] = on
	}
	return on
}

// columnsOf gives the columns of a view, joining them when the snapshot or a
// standing has changed since the last search. What a segment holds is read once:
// after a write only the new one is.
func (x *Index) columnsOf(v *view) (*columns, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	key := v.key() + fmt.Sprint(x.judged)
	if x.columns != nil && x.columns.snapshot == key {
		return x.columns, nil
	}
	c := &columns{
		snapshot: key, live: roaring.New(), values: map[Column]map[string]*roaring.Bitmap{}, orders: map[Sort][]string{},
		terms: newRecent[listKey, *roaring.Bitmap](recentSets),
	}
	kept, sets := map[uint64]*holding{}, map[Column]map[string][]*roaring.Bitmap{}
	for _, p := range v.parts {
		s, known := x.holdings[p.id]
		if !known || uint64(len(s.keys)) != p.Count() {
			var err error
			if s, err = p.holding(); err != nil {
				return nil, err
			}
		}
		kept[p.id] = s
		c.keys = append(c.keys, keyed{p.offset, s.keys})
		c.live.AddRange(uint64(p.offset), uint64(p.offset)+p.Count())
		if p.deleted != nil {
			c.live.AndNot(roaring.AddOffset64(p.deleted, int64(p.offset)))
		}
		s.number(p)
		for column, values := range s.numbered {
			gather(sets, column, values)
		}
	}
	x.holdings = kept
	for column, values := range sets {
		c.values[column] = join(values)
	}
	c.revisions = map[string][]string{}
	standings := map[string][]*roaring.Bitmap{}
	for r, docs := range c.values[revision] {
		instrument, _, _ := strings.Cut(r, "@")
		c.revisions[instrument] = append(c.revisions[instrument], r)
		standing := string(x.standing(r))
		standings[standing] = append(standings[standing], docs)
	}
	for _, revisions := range c.revisions {
		slices.Sort(revisions)
	}
	c.values[Standing] = join(standings)
	x.columns = c
	return c, nil
}

// key tells snapshots apart: segments never change, their deletions do.
func (v *view) key() string {
	var b strings.Builder
	for _, p := range v.parts {
		fmt.Fprintf(&b, "%d-%d ", p.id, p.gone())
	}
	return b.String()
}

// gather adds the sets of a segment's values to those of the segments before it.
func gather(sets map[Column]map[string][]*roaring.Bitmap, column Column, values map[string]*roaring.Bitmap) {
	if sets[column] == nil {
		sets[column] = make(map[string][]*roaring.Bitmap, len(values))
	}
	for value, docs := range values {
		sets[column][value] = append(sets[column][value], docs)
	}
}

// join makes one set for each value. One that only one segment has is shared with
// it.
func join(sets map[string][]*roaring.Bitmap) map[string]*roaring.Bitmap {
	joined := make(map[string]*roaring.Bitmap, len(sets))
	for value, parts := range sets {
		if joined[value] = parts[0]; len(parts) > 1 {
			joined[value] = roaring.FastOr(parts...)
		}
	}
	return joined
}

// of gives the documents that have any of the values in a column.
func (c *columns) of(column Column, values []string) *roaring.Bitmap {
	set := roaring.New()
	for _, v := range values {
		if docs := c.values[column][v]; docs != nil {
			set.Or(docs)
		}
	}
	return set
}

// standing says what the record thinks of a revision, remembering it. The caller
// holds x.mu.
func (x *Index) standing(revision string) tracker.Standing {
	if s, ok := x.standings[revision]; ok {
		return s
	}
	if x.standings == nil {
		x.standings, x.instruments = map[string]tracker.Standing{}, map[tracker.Address]tracker.InstrumentRecord{}
	}
	a, err := tracker.ParseAddress(revision)
	if err != nil {
		return tracker.Unknown
	}
	s := tracker.Unknown
	if rec, err := x.record.Instrument(a.Instrument()); err == nil {
		x.instruments[rec.Instrument] = rec
		for _, r := range rec.Revisions {
			if r.Session == a.Session {
				s = r.Standing
			}
			x.standings[r.Revision.String()] = r.Standing
		}
	}
	x.standings[revision] = s
	return s
}

// instrument says what the record knows of an instrument, remembering it: a day
// asks for all of them.
func (x *Index) instrument(a tracker.Address) (tracker.InstrumentRecord, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if rec, known := x.instruments[a]; known {
		return rec, nil
	}
	return x.record.Instrument(a)
}

// judge forgets the standings of instruments, so that the record is asked again.
func (x *Index) judge(instruments []tracker.Address) {
	if len(instruments) == 0 {
		return
	}
	touched := map[tracker.Address]bool{}
	for _, a := range instruments {
		touched[a.Instrument()] = true
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.judged++
	for a := range touched {
		delete(x.instruments, a)
	}
	maps.DeleteFunc(x.standings, func(r string, _ tracker.Standing) bool {
		a, err := tracker.ParseAddress(r)
		return err != nil || touched[a.Instrument()]
	})
}

// sortedValues lists a column's values in order.
func (c *columns) sortedValues(column Column) []string {
	return slices.Sorted(maps.Keys(c.values[column]))
}
