package overlap

import (
	"cmp"
	"errors"
	"sync"
	"sync/atomic"

	"concord/tracker"
)

// A Record is what the engine asks of the record.
type Record struct {
	Registry *tracker.Registry
	// Text gives the text that an address with session and language names.
	Text func(a tracker.Address, langs ...tracker.Lang) (tracker.Text, error)
	// Instrument gives all that is known of an instrument.
	Instrument func(tracker.Address) (tracker.InstrumentRecord, error)
}

// A Change is what journal entries mean to the engine.
type Change struct {
	Sequence    uint64            // of the last entry
	Instruments []tracker.Address // whose texts or standing may have changed
}

// An Engine finds overlaps. It is safe for concurrent use.
type Engine struct {
	record   Record
	phrases  map[tracker.Lang]*phrases
	verifier *verifier
	known    atomic.Uint64          // the last entry that Update heard of
	result   atomic.Pointer[result] // of the last Refresh or Flag
	looking  atomic.Pointer[Looking]

	changing   sync.Mutex    // held by who changes what follows; a Refresh lets others ask meanwhile
	mu         sync.Mutex    // guards what follows
	told       chan struct{} // closed when groups change
	fresh      fresh
	shelves    map[tracker.Lang]*shelf
	probers    map[tracker.Lang]*prober
	sights     map[tracker.Lang]*sight
	provisions []provision
	free       []int32 // provisions no longer used
	revisions  map[tracker.Address]*revision
	lineages   map[tracker.Address]uint32
	readers    map[readerKey]*reader // of workers that read many texts at once
}

// A revision is the one of an instrument that takes part.
type revision struct {
	address    tracker.Address
	lineage    uint32
	order      string // sorts by adoption
	standing   tracker.Standing
	from, to   string                   // sort keys of the sessions between which it stands; to is "" while it does
	langs      map[tracker.Lang]string  // of the texts held, and their titles
	provisions []int32                  // in reading order
	cites      map[tracker.Address]bool // instruments
	topics     map[tracker.Lang]map[token]int
	items      map[tracker.Lang]token // what the titles say, but for years and sessions
}

// A provision is one of a revision that takes part.
type provision struct {
	in         *revision
	key        string // after "#"
	role       tracker.Role
	addressees []string
	place      int
	class      Class
	text       [len(tracker.Langs)]uint32 // wording in each language, plus one; 0 where it is not held
}

func (p *provision) address() tracker.Address { return p.in.address.At(p.key) }

// New gives an engine that knows nothing yet: its position is 0.
func New(record Record) (*Engine, error) {
	v, err := loadVerifier()
	if err != nil {
		return nil, err
	}
	return newEngine(record, v)
}

func newEngine(record Record, v *verifier) (*Engine, error) {
	e := &Engine{record: record, verifier: v, told: make(chan struct{})}
	var err error
	if e.phrases, err = readPhrases(record.Registry); err != nil {
		return nil, err
	}
	e.reset()
	return e, nil
}

func (e *Engine) reset() {
	e.shelves, e.probers, e.sights = map[tracker.Lang]*shelf{}, map[tracker.Lang]*prober{}, map[tracker.Lang]*sight{}
	for _, l := range tracker.Langs {
		e.shelves[l] = newShelf(l, e.phrases[l])
		e.probers[l], e.sights[l] = newProber(e.shelves[l]), e.look(l)
	}
	e.provisions, e.free = nil, nil
	e.revisions, e.lineages = map[tracker.Address]*revision{}, map[tracker.Address]uint32{}
	e.readers = map[readerKey]*reader{}
	e.fresh = newFresh()
	e.result.Store(&result{})
	e.looking.Store(&Looking{})
}

// Position is the journal entry up to which groups are what the record says.
// Updates after it may be repeated.
func (e *Engine) Position() uint64 { return e.result.Load().position }

// Made counts how often groups were made: they are the same as long as it is. What
// people write about them moves only Position.
func (e *Engine) Made() uint64 { return e.result.Load().made }

// Looking says how far a Refresh that goes on is; without one, both are 0.
type Looking struct{ Done, Total int }

// Looking says whether texts have come in that groups do not take full account of, and
// how far the Refresh is that will.
func (e *Engine) Looking() (l Looking, on bool) {
	return *e.looking.Load(), e.Position() < e.known.Load()
}

// compareAddresses orders addresses as people do: body, kind, number by value,
// session, provision.
func compareAddresses(a, b tracker.Address) int {
	number := func(a tracker.Address) (n int) {
		for _, r := range a.Number {
			if r < '0' || r > '9' || n > 1e9 {
				break
			}
			n = n*10 + int(r-'0')
		}
		return n
	}
	if c := cmp.Or(cmp.Compare(a.Body, b.Body), cmp.Compare(a.Kind, b.Kind)); c != 0 {
		return c
	}
	if a.Number != b.Number {
		return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a.Number, b.Number))
	}
	return cmp.Or(cmp.Compare(a.Session, b.Session), cmp.Compare(a.Provision, b.Provision))
}

// comparePlaces orders provisions by address.
func (e *Engine) comparePlaces(p, q int32) int {
	a, b := &e.provisions[p], &e.provisions[q]
	if a.in == b.in {
		return cmp.Compare(a.key, b.key)
	}
	return cmp.Or(compareAddresses(a.in.address, b.in.address), cmp.Compare(a.key, b.key))
}

// ErrUnknown is asked of an address that takes no part: not held, or not the
// revision that stands.
var ErrUnknown = errors.New("takes no part in overlaps")
