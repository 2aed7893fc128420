package store

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"

	bolt "go.etcd.io/bbolt"
)

// Any lets Append write whatever was written before.
const Any uint64 = math.MaxUint64

// errAlready ends a transaction that found its entry written.
var errAlready = errors.New("already written")

// Append writes an entry and the state that it makes, in one transaction that
// is on disk when Append returns. Of e it takes Time, Actor, Kind, Subjects and
// Payload.
//
// Where id was written before, the stored entry is returned and nothing
// changes, so a writer that does not know how its last try ended may repeat it.
//
// expect is the last entry that the writer has seen, as [Store.Last] gave it.
// If any of the subjects was touched after it, nothing is written and the error
// is a *[ConflictError]. [Any] never conflicts.
func (s *Store) Append(ctx context.Context, id string, expect uint64, e Entry) (Entry, error) {
	if id == "" || e.Kind == "" || e.Time.IsZero() {
		return Entry{}, fmt.Errorf("entry %q: an id, a kind and a time are needed", id)
	}
	e.ID, e.Time = id, e.Time.UTC().Round(0)
	var stored Entry
	err := s.update(func(tx *bolt.Tx) (err error) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n := tx.Bucket(idsBucket).Get([]byte(id)); n != nil {
			stored, err = readEntry(tx, binary.BigEndian.Uint64(n))
			return cmp.Or(err, errAlready)
		}
		if err := unchanged(tx, e.Subjects, expect); err != nil {
			return err
		}
		stored, err = s.write(tx, e)
		return err
	})
	if errors.Is(err, errAlready) {
		return stored, nil
	}
	if err != nil {
		return Entry{}, err
	}
	s.announce(stored.Sequence)
	return stored, nil
}

// unchanged is a ConflictError where a subject was touched after expect.
func unchanged(tx *bolt.Tx, subjects []string, expect uint64) error {
	touched := tx.Bucket(subjectsBucket)
	for _, subject := range subjects {
		if n := touched.Get([]byte(subject)); n != nil {
			if last := binary.BigEndian.Uint64(n); last > expect {
				return &ConflictError{Subject: subject, Expect: expect, Last: last}
			}
		}
	}
	return nil
}

// write puts e at the end of the journal and makes its state.
func (s *Store) write(tx *bolt.Tx, e Entry) (Entry, error) {
	journal := tx.Bucket(journalBucket)
	last, value := journal.Cursor().Last()
	e.Sequence, e.Previous = 1, ""
	if last != nil {
		e.Sequence = binary.BigEndian.Uint64(last) + 1
		e.Previous = hex.EncodeToString(value[:min(hashSize, len(value))])
	}
	value, e, err := s.packer.seal(e)
	if err != nil {
		return e, fmt.Errorf("entry %q: %w", e.ID, err)
	}
	// The payload is what was sealed: JSON without spaces, whoever wrote it.
	if e, err = unseal(value); err != nil {
		return e, err
	}
	if err := journal.Put(number(e.Sequence), value); err != nil {
		return e, err
	}
	if err := tx.Bucket(idsBucket).Put([]byte(e.ID), number(e.Sequence)); err != nil {
		return e, err
	}
	return e, s.packer.apply(tx, e)
}

// announce tells those who wait on Changed.
func (s *Store) announce(sequence uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sequence > s.last {
		s.last = sequence
		close(s.changed)
		s.changed = make(chan struct{})
	}
}
