package store

import (
	"errors"
	"fmt"
	"syscall"
)

// What can be asked of an error with errors.Is.
var (
	ErrNotFound = errors.New("not in the record")
	// ErrUnwritable says that the folder of a record lets nothing be written in it.
	ErrUnwritable = errors.New("its folder cannot be written in")
	// ErrLocked: another process has the record open. bbolt lets either one
	// process write or several read, never both.
	ErrLocked   = errors.New("another concord has this record open")
	ErrDamaged  = errors.New("the record is damaged")
	ErrNewer    = errors.New("the record was written by a newer concord")
	ErrReadOnly = errors.New("the record is open for reading only")
	ErrConflict = errors.New("written since it was read")
	// ErrFull: what was to be written is not in the record, which goes on as it was.
	ErrFull = errors.New("the disk is full, nothing was written")
)

// full says of a failure to write whether there was no room for it.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// An OpenError says why a record could not be opened and what to do about it.
type OpenError struct {
	Dir  string
	Err  error // wraps ErrLocked, ErrDamaged, ErrNewer, fs.ErrPermission or another of the system's errors
	Hint string
}

// Error leaves the hint out: it stands on a line of its own.
func (e *OpenError) Error() string { return fmt.Sprintf("record %s: %s", e.Dir, e.Err) }

// Unwrap gives the reason.
func (e *OpenError) Unwrap() error { return e.Err }

// A ConflictError says that something was written between a writer's reading
// and its writing. It is an ErrConflict.
type ConflictError struct {
	Subject string
	Expect  uint64 // the last entry that the writer knew
	Last    uint64 // the entry that touched Subject since
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s: entry %d was written after entry %d was read", e.Subject, e.Last, e.Expect)
}

// Is reports whether target is ErrConflict.
func (e *ConflictError) Is(target error) bool { return target == ErrConflict }
