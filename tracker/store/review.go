package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// A Looked is the payload of an entry by which somebody says that he has seen
// every review up to an entry.
type Looked struct {
	Position uint64 `json:"position"`
}

// ReviewSubject is the subject of entries about a group of overlapping
// provisions.
func ReviewSubject(group string) string { return "review/" + group }

// MergerSubject is the subject of entries about a merger.
func MergerSubject(id string) string { return "merger/" + id }

// applyReview makes the state of what reviewers do. Sequence, time and author
// are the entry's, whatever its payload says.
func applyReview(tx *bolt.Tx, e Entry) error {
	switch e.Kind {
	case LookedKind:
		var looked Looked
		if err := e.decode(LookedKind, &looked); err != nil {
			return err
		}
		return tx.Bucket(lookedBucket).Put([]byte(e.Actor), number(looked.Position))
	case MergerKind:
		var m tracker.Merger
		if err := e.decode(MergerKind, &m); err != nil {
			return err
		}
		m.Sequence, m.Time, m.Author = e.Sequence, e.Time, e.Actor
		return putJSON(tx.Bucket(mergersBucket), []byte(m.ID), m)
	default:
		var r tracker.Review
		if err := e.decode(ReviewKind, &r); err != nil {
			return err
		}
		r.Sequence, r.Time, r.Author = e.Sequence, e.Time, e.Actor
		return putJSON(tx.Bucket(reviewsBucket), number(e.Sequence), r)
	}
}

// Reviews gives all that reviewers said and did, the oldest first.
func (s *Store) Reviews() iter.Seq2[tracker.Review, error] {
	return scanJSON[tracker.Review](s, reviewsBucket)
}

// Mergers gives the drafts on the workbench as they were last left, by id.
func (s *Store) Mergers() iter.Seq2[tracker.Merger, error] {
	return scanJSON[tracker.Merger](s, mergersBucket)
}

// Merger gives one of them.
func (s *Store) Merger(id string) (m tracker.Merger, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		value := tx.Bucket(mergersBucket).Get([]byte(id))
		if value == nil {
			return fmt.Errorf("merger %q: %w", id, ErrNotFound)
		}
		return json.Unmarshal(value, &m)
	})
	return m, err
}

// scanJSON gives the values of a bucket, by key.
func scanJSON[T any](s *Store, bucket []byte) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range s.scan(bucket, nil) {
			var value T
			if err == nil {
				if err = json.Unmarshal(row.value, &value); err != nil {
					err = fmt.Errorf("%w: %s %q: %w", ErrDamaged, bucket, row.key, err)
				}
			}
			if !yield(value, err) || err != nil {
				return
			}
		}
	}
}

// LookedAt is the entry up to which an actor has seen the reviews, 0 where he
// never said so.
func (s *Store) LookedAt(actor string) (position uint64, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		if value := tx.Bucket(lookedBucket).Get([]byte(actor)); len(value) == 8 {
			position = binary.BigEndian.Uint64(value)
		}
		return nil
	})
	return position, err
}
