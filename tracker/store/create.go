package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	bolt "go.etcd.io/bbolt"
)

// create begins an empty record in dir where there is none. The file comes into
// being whole, under its name, or not at all: bbolt's own first writes, cut
// short by a loss of power, can leave a file that never opens again.
func create(dir string) error {
	path := filepath.Join(dir, fileName)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, filesDir), 0o700); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(dir, tempFiles)
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	fresh := filepath.Join(temp, fileName)
	if err := writeEmpty(fresh); err != nil {
		return err
	}
	// A link fails where another process was quicker; a rename would put this
	// file in the place of the one that it has open already.
	if err := os.Link(fresh, path); err != nil && !errors.Is(err, fs.ErrExist) {
		if !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
		if err := os.Rename(fresh, path); err != nil {
			return err
		}
	}
	return errors.Join(syncDir(dir), syncDir(filepath.Dir(dir)))
}

func writeEmpty(path string) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{metaBucket, journalBucket, idsBucket} {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		return emptyState(tx)
	})
	return errors.Join(err, db.Close())
}

// emptyState drops the state, makes its buckets anew and marks the schema.
func emptyState(tx *bolt.Tx) error {
	for _, name := range stateBuckets {
		if tx.Bucket(name) != nil {
			if err := tx.DeleteBucket(name); err != nil {
				return err
			}
		}
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	return tx.Bucket(metaBucket).Put(schemaKey, []byte(strconv.Itoa(schema)))
}

// syncDir makes the names in a folder survive a loss of power.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
