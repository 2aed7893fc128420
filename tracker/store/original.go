package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// A File is an original file that texts were read from.
type File struct {
	Name     string `json:"name"` // as given, without folders
	Hash     string `json:"hash"` // SHA-256 in hexadecimal
	Size     int64  `json:"size"` // bytes
	Format   string `json:"format"`
	Sequence uint64 `json:"sequence,omitempty"` // the entry that brought it; not set in a payload
}

// Keep puts a copy of an original file in its place and gives its hash. It is
// on disk when Keep returns, so that the entry written next can rest on it; a
// file whose entry was never written does no harm.
func (s *Store) Keep(r io.Reader) (hash string, err error) {
	if s.db.IsReadOnly() {
		return "", ErrReadOnly
	}
	defer func() { err = full(err) }()
	dir := filepath.Join(s.dir, filesDir)
	temp, err := os.CreateTemp(dir, tempFiles)
	if err != nil {
		return "", err
	}
	defer os.Remove(temp.Name())
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(temp, sum), r)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return "", err
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	path := s.originalPath(hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return "", err
	}
	return hash, errors.Join(syncDir(filepath.Dir(path)), syncDir(dir))
}

func (s *Store) originalPath(hash string) string {
	return filepath.Join(s.dir, filesDir, hash[:2], hash)
}

// Original opens an original file by its hash. Whoever reads it to the end may
// compare the hash; Verify does.
func (s *Store) Original(hash string) (io.ReadCloser, error) {
	if _, err := s.File(hash); err != nil {
		return nil, err
	}
	f, err := os.Open(s.originalPath(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("file %s: %w: its original is missing", hash, ErrDamaged)
	}
	return f, err
}

// File gives what is known of an original file.
func (s *Store) File(hash string) (file File, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		value := tx.Bucket(filesBucket).Get([]byte(hash))
		if value == nil || len(hash) != 2*hashSize {
			return fmt.Errorf("file %q: %w", hash, ErrNotFound)
		}
		return json.Unmarshal(value, &file)
	})
	return file, err
}
