package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"concord/data"
	"concord/index"
	"concord/index/derive"
	"concord/index/draft"
	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/advice"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/implementation"
	"concord/tracker/intake"
	"concord/tracker/mandate"
	"concord/tracker/review"
	"concord/tracker/store"
)

// A reading is what it takes to read documents: no record is needed.
type reading struct {
	registry *tracker.Registry
	grammar  *grammar.Grammar
	outcomes review.Outcomes
	advice   advice.Guidelines
	mandates *mandate.Reader
}

// loadReading reads the shipped data, once a process: the real organizations,
// then the fictional one of the sample library. Nobody changes what it gives.
var loadReading = sync.OnceValues(func() (reading, error) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return reading{}, err
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		return reading{}, err
	}
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		return reading{}, err
	}
	outcomes, err := review.ReadOutcomes(data.Files)
	if err != nil {
		return reading{}, err
	}
	guidelines, err := advice.ReadGuidelines(data.Files)
	if err != nil {
		return reading{}, err
	}
	mandates, err := mandate.Load(registry, data.Files)
	return reading{registry, g, outcomes, guidelines, mandates}, err
})

// A record is the open record with the index that is derived from it.
type record struct {
	reading
	store    *store.Store
	index    *index.Index
	overlaps *overlap.Engine
	intake   *intake.Intake
	plan     *implementation.Plan
	scratch  string // where the index is while a record is read that cannot be written beside
}

// openRecord opens the folder that --data names, and begins a record where there
// is none. The index is not brought up to date here. A folder that cannot be written
// in is read, and the index made anew elsewhere.
func (c *console) openRecord(ctx context.Context) (*record, error) {
	read, err := loadReading()
	if err != nil {
		return nil, err
	}
	r := &record{reading: read}
	folder := filepath.Join(c.dir, "index")
	r.store, err = store.Open(c.dir, read.registry)
	if errors.Is(err, store.ErrUnwritable) && store.Find(c.dir) == nil {
		c.door.reader = true
		r.store, err = store.OpenReadOnly(c.dir, read.registry)
		if err == nil {
			fmt.Fprintf(c.err, "concord: note: %s cannot be written in: it is read only, and the index made anew for as long as this runs\n", c.dir)
			r.scratch, err = os.MkdirTemp("", "concord-index-*")
			folder = filepath.Join(r.scratch, "index")
		}
	}
	if err != nil {
		return nil, err
	}
	r.intake = &intake.Intake{Store: r.store, Grammar: read.grammar, Limits: document.DefaultLimits, Clock: time.Now, Actor: c.door.operator()}
	r.plan = &implementation.Plan{
		Store: r.store, Registry: read.registry, Extract: func(t tracker.Text) []tracker.Mandate { return r.mandates.Read(t).Mandates },
	}
	if r.overlaps, err = derive.NewOverlaps(r.store, read.registry); err != nil {
		return nil, errors.Join(err, r.store.Close())
	}
	if r.index, err = derive.Open(folder, r.store, read.registry); err != nil {
		return nil, errors.Join(err, r.store.Close())
	}
	r.index.KnowStates(r.states)
	return r, nil
}

// states gives the state of every mandate, for the search.
func (r *record) states(ctx context.Context) (map[tracker.Address]string, error) {
	view, err := r.plan.View(ctx, tracker.Actor{})
	if err != nil {
		return nil, err
	}
	states := make(map[tracker.Address]string, len(view.Items))
	for _, it := range view.Items {
		states[it.Address] = it.State.Key
	}
	return states, nil
}

// loadCatalogue puts the shipped catalogue into the record, once for each
// edition of it.
func (r *record) loadCatalogue(ctx context.Context) error {
	f, err := data.Files.Open("catalogue.tsv")
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := tracker.ReadCatalogue(f)
	if err != nil {
		return err
	}
	return r.intake.As(programName).Catalogue(ctx, rows)
}

// knows refuses the address of what the record does not hold: to list nothing of it
// would look like an answer.
func (r *record) knows(ctx context.Context, a tracker.Address) error {
	if a.Number == "" {
		return nil
	}
	_, err := r.index.Selection(ctx, a.String(), "")
	return err
}

// selection gives the beginning of addresses that somebody typed a name of. What the
// record does not hold is no wrong use.
func (c *console) selection(ctx context.Context, r *record, typed string) (string, error) {
	if _, err := tracker.ParseAddress(typed); err != nil { // a name is looked up in the index
		if err := r.catchUp(ctx); err != nil {
			return "", err
		}
	}
	selection, err := r.index.Selection(ctx, typed, "")
	if err != nil && ctx.Err() == nil && !errors.Is(err, index.ErrAbsent) {
		return "", c.misused(err)
	}
	return selection, err
}

// catchUp brings the index up to the journal's end.
func (r *record) catchUp(ctx context.Context) error { return derive.Once(ctx, r.store, r.index) }

func (r *record) close() error {
	err := errors.Join(r.index.Close(), r.store.Close())
	if r.scratch != "" {
		err = errors.Join(err, os.RemoveAll(r.scratch))
	}
	return err
}

// queue is the overlaps with what people said of them.
func (r *record) queue() *queue.Shelf { return &queue.Shelf{Store: r.store, Overlaps: r.overlaps} }

// reads gives the mandates of a text.
func (r *record) reads(t tracker.Text) []tracker.Mandate { return r.mandates.Read(t).Mandates }

// checker checks drafts against the record.
func (r *record) checker() *draft.Checker {
	return &draft.Checker{
		Store: r.store, Overlaps: r.overlaps, Registry: r.registry, Mandates: r.mandates, Guidelines: r.advice, Plan: r.plan, Clock: time.Now,
	}
}

// withRecord opens the record for one command and closes it after. A folder without
// one is a slip of the hand: what is not found in it would look like an answer.
func (c *console) withRecord(ctx context.Context, do func(*record) error) error {
	if err := store.Find(c.dir); err != nil {
		return err
	}
	return c.withNewRecord(ctx, do)
}

// withNewRecord is withRecord for the commands that begin a record where there is none.
func (c *console) withNewRecord(ctx context.Context, do func(*record) error) error {
	r, err := c.openRecord(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(r), r.close())
}
