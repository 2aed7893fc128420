package derive

import (
	"context"
	"fmt"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/store"
)

// NewOverlaps gives an engine for a record. It knows nothing yet: it is kept in
// memory, and [Overlaps] fills it from the journal.
func NewOverlaps(s *store.Store, registry *tracker.Registry) (*overlap.Engine, error) {
	return overlap.New(overlap.Record{Registry: registry, Text: s.Text, Instrument: s.Instrument})
}

// Overlaps brings the engine up to date with what the record has now: what has come
// in is flagged at once, then all overlaps are found anew where anything changed.
// progress may be nil.
func Overlaps(ctx context.Context, s *store.Store, e *overlap.Engine, progress overlap.Progress) error {
	change := overlap.Change{Sequence: e.Position()}
	for entry, err := range s.Follow(ctx, e.Position()) {
		if err != nil {
			return err
		}
		if err := addOverlaps(&change, entry); err != nil {
			return fmt.Errorf("overlaps: entry %d: %w", entry.Sequence, err)
		}
	}
	if _, err := e.Update(ctx, change); err != nil {
		return err
	}
	if err := e.Flag(ctx); err != nil {
		return err
	}
	return e.Refresh(ctx, progress)
}

// RunOverlaps keeps the engine up to date until ctx is done, and returns why it
// ended.
func RunOverlaps(ctx context.Context, s *store.Store, e *overlap.Engine, progress overlap.Progress) error {
	for {
		changed := s.Changed() // before looking, so that nothing falls between
		if err := Overlaps(ctx, s, e, progress); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// addOverlaps adds the instruments that an entry touches to a change.
func addOverlaps(c *overlap.Change, e store.Entry) error {
	c.Sequence = e.Sequence
	switch e.Kind {
	case store.ImportKind:
		p, err := e.Import()
		if err != nil {
			return err
		}
		for _, t := range p.Texts {
			c.Instruments = append(c.Instruments, t.Instrument)
		}
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
