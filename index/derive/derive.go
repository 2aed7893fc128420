// Package derive brings the index up to date with the record: journal entries
// flow in from the index's position on, and each becomes a change of the index.
//
// It pulls. Nothing in the record knows of the index, so a crash between the two
// loses nothing: what is missing is read again from the journal, where the index
// says that it stopped.
package derive

import (
	"context"
	"errors"
	"fmt"
	"os"

	"concord/index"
	"concord/tracker"
	"concord/tracker/store"
)

// batchProvisions is about how many provisions are written to the index at once
// when it is far behind: fewer make many small segments, more only cost memory.
const batchProvisions = 3000

// Open opens the index in dir for a record. An index that was made from another
// record, or from this one before it was restored from a backup, is deleted and
// an empty one takes its place.
func Open(dir string, s *store.Store, registry *tracker.Registry) (*index.Index, error) {
	record := index.Record{Registry: registry, Text: s.Text, Instrument: s.Instrument}
	x, err := index.Open(dir, record)
	if err != nil || x.Position() == 0 {
		return x, err
	}
	entry, err := s.Entry(x.Position())
	if err == nil && entry.Hash == x.Mark() {
		return x, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, errors.Join(err, x.Close())
	}
	if err := errors.Join(x.Close(), os.RemoveAll(dir)); err != nil {
		return nil, fmt.Errorf("index %s: of another record, and cannot be removed: %w", dir, err)
	}
	return index.Open(dir, record)
}

// Rebuild makes the index in dir anew and brings it up to date. No other process
// may have it open.
func Rebuild(ctx context.Context, dir string, s *store.Store, registry *tracker.Registry) (*index.Index, error) {
	x, err := Open(dir, s, registry) // refuses an index that is locked
	if err != nil {
		return nil, err
	}
	if err := errors.Join(x.Close(), os.RemoveAll(dir)); err != nil {
		return nil, err
	}
	if x, err = Open(dir, s, registry); err != nil {
		return nil, err
	}
	if err := Once(ctx, s, x); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// Run keeps the index up to date until ctx is done, and returns why it ended. One
// that turns out to be damaged, at the start or when a reading goes wrong, is made
// anew, while reading goes on.
func Run(ctx context.Context, s *store.Store, x *index.Index) error {
	if _, err := heal(ctx, x); err != nil {
		return err
	}
	cleared := uint64(0) // the position at which a suspicion proved false
	for {
		changed, suspect := s.Changed(), x.Suspect() // before looking, so that nothing falls between
		failed := Once(ctx, s, x)
		if failed == nil {
			select {
			case <-changed:
				continue
			case <-suspect:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		healed := false
		if x.Position() != cleared || failed != nil { // a search that always goes wrong must not have everything read each time
			var err error
			if healed, err = heal(ctx, x); err != nil {
				return errors.Join(failed, err)
			}
			cleared = x.Position()
		}
		if failed != nil && !healed {
			return failed
		}
	}
}

// During does what writes to the record while the index follows, so that both have
// work; afterwards the index is up to date.
func During(ctx context.Context, s *store.Store, x *index.Index, do func() error) error {
	following, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- Run(following, s, x) }()
	failed := do()
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		failed = errors.Join(failed, err)
	}
	if failed != nil {
		return failed
	}
	return Once(ctx, s, x)
}

// heal makes the index anew if it is damaged.
func heal(ctx context.Context, x *index.Index) (healed bool, err error) {
	if err = x.Check(ctx); errors.Is(err, index.ErrDamaged) {
		return true, x.Renew(err)
	}
	return false, err
}

// Once brings the index up to date with what the record has now. While one change
// is written, the next is read and prepared.
func Once(ctx context.Context, s *store.Store, x *index.Index) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ready, read := make(chan *index.Prepared), make(chan error, 1)
	go func() {
		read <- prepare(ctx, s, x, ready)
		close(ready)
	}()
	var failed error
	for p := range ready {
		if failed == nil {
			failed = x.ApplyPrepared(ctx, p)
		}
		if failed != nil {
			cancel() // and wait until the reading has ended
		}
	}
	if failed != nil {
		return failed
	}
	return <-read
}

// prepare reads the journal from the index's position on and sends changes in
// its order.
func prepare(ctx context.Context, s *store.Store, x *index.Index, ready chan<- *index.Prepared) error {
	send := func(c index.Change) error {
		p, err := x.Prepare(ctx, c)
		if err != nil {
			return err
		}
		select {
		case ready <- p:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var pending index.Change
	for entry, err := range s.Follow(ctx, x.Position()) {
		if err != nil {
			return err
		}
		if err := add(&pending, entry); err != nil {
			return err
		}
		if provisions(pending) >= batchProvisions {
			if err := send(pending); err != nil {
				return err
			}
			pending = index.Change{}
		}
	}
	if pending.Sequence == 0 {
		return nil
	}
	return send(pending)
}

func provisions(c index.Change) (n int) {
	for _, t := range c.Texts {
		n += len(t.Provisions)
	}
	return n
}

// add adds what an entry means to a change.
func add(c *index.Change, e store.Entry) error {
	c.Sequence, c.Mark = e.Sequence, e.Hash
	switch e.Kind {
	case store.ImportKind:
		p, err := e.Import()
		if err != nil {
			return err
		}
		c.Texts = append(c.Texts, p.Texts...)
		for _, a := range p.Abrogated {
			c.Instruments = append(c.Instruments, a.Instrument)
		}
	case store.CatalogueKind:
		p, err := e.Catalogue()
		if err != nil {
			return err
		}
		for _, row := range p.Rows {
			c.Instruments = append(c.Instruments, row.Instrument)
		}
	}
	return nil
}
