package tracker

import "errors"

// An Actor is whoever a request or a command comes from, and what it may do.
// The program decides it in one place (cmd/concord, door.go); everybody else
// asks the Actor that was handed over.
type Actor struct {
	Name     string // as journal entries name it; never empty for one who writes
	Writes   bool   // may write to the record
	Internal bool   // may read internal notes
}

// ErrMayNotWrite answers an actor who may not write.
var ErrMayNotWrite = errors.New("only the operator of this machine may write")

// Writing is nil for an actor who may write, and else ErrMayNotWrite.
func (a Actor) Writing() error {
	if !a.Writes || a.Name == "" {
		return ErrMayNotWrite
	}
	return nil
}
