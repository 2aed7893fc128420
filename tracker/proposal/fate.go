package proposal

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/store"
)

// maxNote is the longest note of a fate, in runes: a few sentences.
const maxNote = 2000

// ErrFate answers a fate that is not in the list, or a note that is too long.
var ErrFate = errors.New("not a fate that can be recorded")

// Record writes what a person says became of a proposal. expect is the last
// entry about the proposal that they have seen; where another came since, it
// writes nothing and the error is a [store.ConflictError].
func (d *Desk) Record(ctx context.Context, who tracker.Actor, at time.Time, fate store.FateEntry, expect uint64) error {
	if err := who.Writing(); err != nil {
		return err
	}
	fate.Note = strings.TrimSpace(fate.Note)
	key, err := d.Registry.FateNamed(fate.Fate)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFate, err)
	}
	fate.Fate = key
	if utf8.RuneCountInString(fate.Note) > maxNote {
		return fmt.Errorf("%w: the note has more than %d characters", ErrFate, maxNote)
	}
	if err := tracker.CheckReadable(fate.Note); err != nil {
		return fmt.Errorf("%w: %w", ErrFate, err)
	}
	if _, err := d.Store.Proposal(fate.Session, fate.Symbol); err != nil {
		return err
	}
	raw, err := json.Marshal(fate)
	if err != nil {
		return err
	}
	id := fmt.Sprintf("fate/%d/%x", expect, sha256.Sum256(append(raw, who.Name...)))
	_, err = d.Store.Append(ctx, id, expect, store.Entry{
		Time: at, Actor: who.Name, Kind: store.FateKind, Payload: raw,
		Subjects: []string{store.ProposalSubject(fate.Session, fate.Symbol)},
	})
	return err
}

// ignoreMissing is nil for what the record does not hold.
func ignoreMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
