package store

import (
	"bytes"
	"iter"

	bolt "go.etcd.io/bbolt"
)

// A row is a key and a value, copied out of a transaction.
type row struct{ key, value []byte }

// scan gives the rows of a bucket whose keys begin with prefix, in order of
// keys. It reads them in bounded batches, a short transaction each: rows that
// are written meanwhile may or may not be seen. It stops after an error.
func (s *Store) scan(bucket, prefix []byte) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for from, more := prefix, true; more; {
			batch, next, err := s.rows(bucket, prefix, from)
			if err != nil {
				yield(row{}, err)
				return
			}
			for _, r := range batch {
				if !yield(r, nil) {
					return
				}
			}
			from, more = next, next != nil
		}
	}
}

// rows copies a batch of rows from key on, and gives the key to go on from, or
// nil at the end.
func (s *Store) rows(bucket, prefix, from []byte) (batch []row, next []byte, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		size := 0
		c := tx.Bucket(bucket).Cursor()
		for key, value := c.Seek(from); key != nil && bytes.HasPrefix(key, prefix); key, value = c.Next() {
			if size > batchBytes {
				next = bytes.Clone(key)
				return nil
			}
			batch = append(batch, row{bytes.Clone(key), bytes.Clone(value)})
			size += len(key) + len(value)
		}
		return nil
	})
	return batch, next, err
}
