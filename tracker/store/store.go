package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"concord/tracker"
)

// A Store is an open record. It is safe for concurrent use.
type Store struct {
	dir      string
	registry *tracker.Registry
	db       *bolt.DB
	packer   packer // used inside an Update only, of which bbolt lets one run at a time
	cache    textCache

	mu      sync.Mutex
	last    uint64
	changed chan struct{} // closed when last grows
}

const (
	fileName   = "record.db"
	filesDir   = "files"
	tempFiles  = "new-*"
	lockWait   = 500 * time.Millisecond // a process that is just closing is done by then
	mappedSize = 1 << 30                // bytes of address space, not of memory: a file that grows within it stalls no reader
)

// Open opens the record in dir for reading and writing, and begins one where
// there is none. What it returns is an *[OpenError].
func Open(dir string, registry *tracker.Registry) (*Store, error) {
	if err := create(dir); err != nil {
		return nil, openError(dir, err)
	}
	return open(dir, registry, false)
}

// Find says whether there is a record in dir, so that nobody begins one who only
// wants to read: where there is none, the error is an *[OpenError].
func Find(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, fileName)); err != nil {
		return openError(dir, err)
	}
	return nil
}

// OpenReadOnly opens the record in dir for reading. Several processes can do so
// at once, but none while one has it open for writing: then it is [ErrLocked].
func OpenReadOnly(dir string, registry *tracker.Registry) (*Store, error) {
	return open(dir, registry, true)
}

func open(dir string, registry *tracker.Registry, readOnly bool) (*Store, error) {
	s := &Store{dir: dir, registry: registry, changed: make(chan struct{})}
	err := guard(func() (err error) {
		s.db, err = openFile(filepath.Join(dir, fileName), readOnly)
		return err
	})
	if err != nil {
		return nil, openError(dir, err)
	}
	if err := s.prepare(); err != nil {
		return nil, openError(dir, errors.Join(err, s.db.Close()))
	}
	if !readOnly {
		s.sweep()
	}
	return s, nil
}

// sweep removes originals that a process was keeping when it was killed: only
// the holder of the lock writes there. What it cannot remove does no harm.
func (s *Store) sweep() {
	left, _ := filepath.Glob(filepath.Join(s.dir, filesDir, tempFiles))
	for _, path := range left {
		os.Remove(path)
	}
}

// openFile opens a bbolt file that exists.
func openFile(path string, readOnly bool) (*bolt.DB, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err // bbolt would create it
	}
	if info.Size() < int64(2*os.Getpagesize()) { // bbolt would begin anew in an empty one
		return nil, fmt.Errorf("%w: %s has %d bytes", ErrDamaged, fileName, info.Size())
	}
	options := &bolt.Options{
		Timeout: lockWait, ReadOnly: readOnly, FreelistType: bolt.FreelistMapType, InitialMmapSize: mappedSize,
	}
	if runtime.GOOS == "windows" || strconv.IntSize == 32 {
		options.InitialMmapSize = 0 // there the file would grow to it, or not fit
	}
	return bolt.Open(path, 0o600, options)
}

// prepare checks the schema, migrates, and reads the position.
func (s *Store) prepare() error {
	var found int
	err := s.view(func(tx *bolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		if meta == nil || tx.Bucket(journalBucket) == nil || tx.Bucket(idsBucket) == nil {
			return fmt.Errorf("%w: %s has no journal", ErrDamaged, fileName)
		}
		var err error
		if found, err = strconv.Atoi(string(meta.Get(schemaKey))); err != nil {
			return fmt.Errorf("%w: schema: %w", ErrDamaged, err)
		}
		s.last = lastSequence(tx)
		return nil
	})
	switch {
	case err != nil:
		return err
	case found > schema:
		return fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, found, schema)
	case found < schema && s.db.IsReadOnly():
		return fmt.Errorf("%w: its schema %d must first be brought to %d", ErrReadOnly, found, schema)
	case found < schema:
		return s.Rebuild()
	}
	return nil
}

// Close ends the use of the record. It waits for what is being written.
func (s *Store) Close() error { return s.db.Close() }

// Dir is the folder that the record is in.
func (s *Store) Dir() string { return s.dir }

// view runs fn in a read transaction. What fn keeps it must copy.
func (s *Store) view(fn func(*bolt.Tx) error) error {
	return guard(func() error { return s.db.View(fn) })
}

// update runs fn in a write transaction; an error undoes all of it. bbolt's
// Batch would wait for company and make a lone writer wait 10 ms.
func (s *Store) update(fn func(*bolt.Tx) error) error {
	return guard(func() error {
		err := s.db.Update(fn)
		if errors.Is(err, berrors.ErrDatabaseReadOnly) {
			return ErrReadOnly
		}
		return full(err)
	})
}

// guard turns what bbolt does on a damaged file into an error: it panics, or
// reads mapped memory that has no file behind it.
func guard(fn func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	return fn()
}

// openError tells apart the reasons why a record does not open: nothing may be
// thought damaged that is only locked, or forbidden.
func openError(dir string, err error) *OpenError {
	e := &OpenError{Dir: dir, Err: err}
	damaged := errors.Is(err, berrors.ErrInvalid) || errors.Is(err, berrors.ErrChecksum) ||
		errors.Is(err, berrors.ErrVersionMismatch) || errors.Is(err, berrors.ErrInvalidMapping)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		e.Err = ErrLocked
		e.Hint = "ask the concord that is serving it, or stop that one first"
	case damaged:
		e.Err = fmt.Errorf("%w: %w", ErrDamaged, err)
		e.Hint = "keep the folder as it is and restore a backup beside it"
	case errors.Is(err, ErrDamaged):
		e.Hint = "keep the folder as it is and restore a backup beside it"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.Err = fmt.Errorf("%w: %w", ErrUnwritable, err)
		e.Hint = "the folder must belong to whoever runs concord, and be writable; --data names another"
	case errors.Is(err, ErrNewer):
		e.Hint = "use the newer concord"
	case errors.Is(err, ErrReadOnly):
		e.Hint = "open it once for writing, with any command that imports or serves"
	case errors.Is(err, fs.ErrNotExist):
		e.Err = fmt.Errorf("there is none: %w", fs.ErrNotExist)
		e.Hint = "concord import begins one, concord serve with a sample library; --data names another folder"
	}
	return e
}
