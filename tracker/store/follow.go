package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"
)

const hashSize = sha256.Size

// A batch of Follow ends at so many entries, or bytes as the journal has them:
// enough for few transactions, little enough for memory.
const (
	batchEntries = 64
	batchBytes   = 1 << 20
)

// Last is the sequence of the last entry, 0 in an empty record.
func (s *Store) Last() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// Changed gives a channel that is closed when the next entry is written. Take
// it before asking for Last or following, so that nothing falls between:
//
//	for {
//		changed := s.Changed()
//		for e, err := range s.Follow(ctx, position) { … }
//		select { case <-changed: case <-ctx.Done(): return ctx.Err() }
//	}
func (s *Store) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Follow gives the entries after a sequence, in order, and ends at the last. It
// stops after an error. No transaction is open while the caller has an entry.
func (s *Store) Follow(ctx context.Context, after uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for {
			batch, err := s.batch(ctx, after)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			if len(batch) == 0 {
				return
			}
			for _, value := range batch {
				e, err := unseal(value)
				after++
				if err == nil && e.Sequence != after {
					err = fmt.Errorf("it says it is entry %d", e.Sequence)
				}
				if err != nil {
					yield(Entry{}, fmt.Errorf("%w: entry %d: %w", ErrDamaged, after, err))
					return
				}
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// batch copies the entries that come next, as the journal has them.
func (s *Store) batch(ctx context.Context, after uint64) (batch [][]byte, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err = s.view(func(tx *bolt.Tx) error {
		size := 0
		c := tx.Bucket(journalBucket).Cursor()
		for key, value := c.Seek(number(after + 1)); key != nil; key, value = c.Next() {
			if len(batch) == batchEntries || len(batch) > 0 && size+len(value) > batchBytes {
				break
			}
			batch = append(batch, append([]byte(nil), value...))
			size += len(value)
		}
		return nil
	})
	return batch, err
}

// Entry gives one entry of the journal.
func (s *Store) Entry(sequence uint64) (e Entry, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		e, err = readEntry(tx, sequence)
		return err
	})
	return e, err
}

func readEntry(tx *bolt.Tx, sequence uint64) (Entry, error) {
	value := tx.Bucket(journalBucket).Get(number(sequence))
	if value == nil {
		return Entry{}, fmt.Errorf("entry %d: %w", sequence, ErrNotFound)
	}
	e, err := unseal(value)
	if err != nil {
		return Entry{}, fmt.Errorf("%w: entry %d: %w", ErrDamaged, sequence, err)
	}
	return e, nil
}

func lastSequence(tx *bolt.Tx) uint64 {
	key, _ := tx.Bucket(journalBucket).Cursor().Last()
	if key == nil {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}
