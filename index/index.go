package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"concord/index/words"
	"concord/tracker"
)

// layout is the version of what an index holds. Whatever changes a term, a field
// or a facet raises it, and an index of another layout is built anew.
const layout = "3"

// The keys of what is written beside the documents.
const (
	positionKey = "concord/position"
	markKey     = "concord/mark"
	layoutKey   = "concord/layout"
)

// lockPatience is how long opening waits for another process to let go.
const lockPatience = "1s"

// closePatience is how long closing waits for the disk. What has not reached it
// then is read again from the journal.
const closePatience = 5 * time.Second

// Why an index is left alone.
var (
	ErrLocked     = errors.New("another process has this index open")
	ErrUnreadable = errors.New("the index may not be read or written")
)

// Why an index is made anew: its layout is not this program's, or it cannot be
// read although it may.
var (
	errOutdated = errors.New("the index has another layout")
)

// A Record is what the index reads from the record. Both functions return an
// error for what is not there.
type Record struct {
	Registry *tracker.Registry
	// Text gives a text by its address, which names a language.
	Text func(tracker.Address, ...tracker.Lang) (tracker.Text, error)
	// Instrument says what is known of an instrument, whether or not a text of it
	// is held.
	Instrument func(tracker.Address) (tracker.InstrumentRecord, error)
}

// An Index finds provisions. It is safe for concurrent use; one process may have
// it open.
type Index struct {
	record    Record
	bleve     bleve.Index
	analyzers map[tracker.Lang]*words.Analyzer
	glossary  *glossary
	actions   []string // see asksForAction
	dir       string
	rebuilt   atomic.Pointer[string]
	position  atomic.Uint64
	mark      atomic.Pointer[string]

	writing sync.Mutex    // one Apply at a time
	using   sync.RWMutex  // held by whoever reads bleve's snapshots; see Renew
	saved   chan struct{} // closed when the last change has reached the disk
	slots   chan struct{}
	recent  *recent[listKey, []posting] // of frequent terms
	answers *recent[answerKey, Results] // see [Index.Answer]
	room    sync.Pool                   // of scratch
	stated  stated

	mu          sync.Mutex                  // guards what follows
	standings   map[string]tracker.Standing // by revision
	instruments map[tracker.Address]tracker.InstrumentRecord
	places      map[string]place // by revision
	judged      uint64           // counts changes of standings
	columns     *columns
	suspect     chan struct{}       // see Suspect
	holdings    map[uint64]*holding // by segment
}

// Open opens the index in dir or begins an empty one. One that is damaged is
// moved aside to dir.damaged, one of another layout is removed; an empty one takes
// its place, [Index.Rebuilt] says so, and the position is 0: whoever follows the
// journal fills it again while reading goes on. An index that is locked or may
// not be read is left alone, and is an error.
func Open(dir string, record Record) (*Index, error) {
	x := &Index{
		dir: dir, suspect: make(chan struct{}), record: record, analyzers: map[tracker.Lang]*words.Analyzer{},
		slots:   make(chan struct{}, runtime.NumCPU()),
		recent:  newRecent[listKey, []posting](recentPostings),
		answers: newRecent[answerKey, Results](recentAnswers),
		room:    sync.Pool{New: func() any { return new(scratch) }},
	}
	for _, l := range tracker.Langs {
		x.analyzers[l] = words.New(l)
	}
	x.glossary, x.actions = newGlossary(record.Registry, x.analyzers), actionWords(record.Registry)
	err := x.open(dir)
	switch {
	case err == nil:
		return x, nil
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("index %s: %w: %w", dir, ErrUnreadable, err)
	case errors.Is(err, ErrLocked):
		return nil, fmt.Errorf("index %s: %w", dir, ErrLocked)
	case errors.Is(err, errOutdated):
		x.rebuilt.Store(new(err.Error()))
		if err := os.RemoveAll(dir); err != nil {
			return nil, fmt.Errorf("index %s: outdated, and cannot be removed: %w", dir, err)
		}
	default:
		x.rebuilt.Store(new(err.Error()))
		if err := moveAside(dir); err != nil {
			return nil, fmt.Errorf("index %s: damaged, and cannot be moved aside: %w", dir, err)
		}
	}
	if err := x.create(dir); err != nil {
		return nil, fmt.Errorf("index %s: cannot be created: %w", dir, err)
	}
	return x, nil
}

// open opens what is in dir. A panic on the way is damage: segments are mapped
// into memory and trusted by their reader.
func (x *Index) open(dir string) (err error) {
	if err := readable(dir); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	opened, err := bleve.OpenUsing(dir, settings())
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrPermission):
		return err
	case strings.HasSuffix(err.Error(), "timeout"):
		// The lock file's own reader says only this word.
		return ErrLocked
	default:
		return ErrDamaged
	}
	if err := x.resume(opened); err != nil {
		return errors.Join(err, opened.Close())
	}
	x.bleve = opened
	return nil
}

// resume takes up the position of an index that was opened. One without position
// has been begun and holds nothing.
func (x *Index) resume(opened bleve.Index) error {
	var values [3][]byte
	for i, key := range []string{positionKey, markKey, layoutKey} {
		var err error
		if values[i], err = opened.GetInternal([]byte(key)); err != nil {
			return err
		}
	}
	position, mark, have := values[0], string(values[1]), string(values[2])
	if len(position) != 8 {
		return nil
	}
	if have != layout {
		return errOutdated
	}
	x.mark.Store(&mark)
	x.position.Store(binary.BigEndian.Uint64(position))
	return nil
}

// readable reports why dir holds no index that can be opened: not there, empty
// (never begun), or not permitted. Bleve's own errors do not tell these apart.
func readable(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fs.ErrNotExist
	}
	for _, name := range []string{"/index_meta.json", "/store/root.bolt"} {
		f, err := os.OpenFile(dir+name, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) {
			return err
		}
		if err == nil {
			f.Close()
		}
	}
	return nil
}

// settings are how segments are written.
func settings() map[string]any {
	return map[string]any{
		"bolt_timeout": lockPatience,
		// A batch need not reach the disk before Apply returns: what a crash loses is
		// read again from the journal.
		"unsafe_batch": true,
		// A search opens each term in each segment, so few are better; merging more
		// often costs a tenth of the time that indexing takes. Segments below the floor
		// count as that large, and are merged again and again while single texts come in.
		"scorchMergePlanOptions": map[string]any{
			"maxSegmentsPerTier": 3, "segmentsPerMergeTask": 6, "tierGrowth": 6.0,
			"maxSegmentSize": 5_000_000, "floorSegmentSize": 2_000, "reclaimDeletesWeight": 2.0,
		},
	}
}

// create begins an empty index.
func (x *Index) create(dir string) error {
	created, err := bleve.NewUsing(dir, bleve.NewIndexMapping(), scorch.Name, scorch.Name, settings())
	if err != nil {
		return err
	}
	x.bleve = created
	return nil
}

// moveAside renames dir, replacing what an earlier accident left there.
func moveAside(dir string) error {
	aside := dir + ".damaged"
	if err := os.RemoveAll(aside); err != nil {
		return err
	}
	return os.Rename(dir, aside)
}

// Rebuilt says why an empty index was begun in place of the one that was found; it
// is empty when none was.
func (x *Index) Rebuilt() string { return loaded(&x.rebuilt) }

// Position is the sequence of the last journal entry that can be found.
func (x *Index) Position() uint64 { return x.position.Load() }

// Mark is what identified the entry at the position when it was applied. If the
// record has another entry there, the index was made from another record.
func (x *Index) Mark() string { return loaded(&x.mark) }

func loaded(p *atomic.Pointer[string]) string {
	if s := p.Load(); s != nil {
		return *s
	}
	return ""
}

// Close closes the index, when what was applied has reached the disk. No other
// method may be called at the same time or after it.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.saved != nil {
		select {
		case <-x.saved:
		case <-time.After(closePatience):
		}
	}
	if x.bleve == nil {
		return nil
	}
	return x.bleve.Close()
}
