package store

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"concord/tracker"
)

// checkEnv marks the process that checks a record; its value is a checkOrder.
const checkEnv = "CONCORD_CHECK_RECORD"

// checkPatience is how long the checking process may be silent. Its longest
// step without a word is bbolt's own check, seconds for a gigabyte; on some
// damaged files that never ends.
const checkPatience = 2 * time.Minute

// checkMemory is far above what a sound record needs, and below what would harm
// the machine.
const checkMemory = 2 << 30

// A checkOrder says what to check.
type checkOrder struct {
	Snapshot string // a copy of the bbolt file, which nobody else has open
	Files    string // the folder of original files
	Memory   uint64 // of the heap at which the checking process gives up, in bytes
}

// A checkWord is a line that the checking process writes.
type checkWord struct {
	Stage string         `json:"stage,omitempty"`
	Done  uint64         `json:"done,omitempty"`
	Total uint64         `json:"total,omitempty"`
	Fault *tracker.Fault `json:"fault,omitempty"`
	End   bool           `json:"end,omitempty"`
}

// Verify checks all that the record holds, as it stands when Verify begins:
// the hash of every entry and the chain of them, that the state is what the
// journal makes, every original file, and last bbolt's pages. progress, which
// may be nil, hears how far each stage is. No fault means that all is well.
//
// A damaged file can make bbolt loop for ever or exhaust the stack, so the work
// is done on a copy, in a process of its own, which is ended when it falls
// silent: see [ServeCheck].
func (s *Store) Verify(ctx context.Context, progress func(stage string, done, total uint64)) []tracker.Fault {
	if progress == nil {
		progress = func(string, uint64, uint64) {}
	}
	fault := func(err error) []tracker.Fault {
		return []tracker.Fault{{Place: fileName, Rule: "verify", Problem: err.Error()}}
	}
	temp, err := os.MkdirTemp("", "concord-verify-*")
	if err != nil {
		return fault(err)
	}
	defer os.RemoveAll(temp)
	order := checkOrder{
		Snapshot: filepath.Join(temp, fileName), Files: filepath.Join(s.dir, filesDir), Memory: checkMemory,
	}
	if err := s.snapshot(order.Snapshot); err != nil {
		return fault(err)
	}
	return order.run(ctx, checkPatience, progress)
}

// run starts the checking process and listens to it.
func (o checkOrder) run(ctx context.Context, patience time.Duration, progress func(string, uint64, uint64)) []tracker.Fault {
	var faults []tracker.Fault
	fault := func(format string, args ...any) []tracker.Fault {
		return append(faults, tracker.Fault{Place: fileName, Rule: "verify", Problem: fmt.Sprintf(format, args...)})
	}
	if os.Getenv(checkEnv) != "" {
		return fault("the checking process was started and main did not call ServeCheck")
	}
	spec, err := json.Marshal(o)
	if err != nil {
		return fault("%v", err)
	}
	program, err := os.Executable()
	if err != nil {
		return fault("the program does not find itself: %v", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	child := exec.CommandContext(ctx, program)
	child.Env = append(os.Environ(), checkEnv+"="+string(spec))
	out, err := child.StdoutPipe()
	if err != nil {
		return fault("%v", err)
	}
	if err := child.Start(); err != nil {
		return fault("the checking process does not start: %v", err)
	}
	silence := time.AfterFunc(patience, func() {
		cancel(fmt.Errorf("the check said nothing for %s and was ended: the file may be damaged", patience))
	})
	defer silence.Stop()

	stage, ended := "start", false
	words := bufio.NewScanner(out)
	words.Buffer(nil, 1<<20)
	for words.Scan() {
		var word checkWord
		if json.Unmarshal(words.Bytes(), &word) != nil {
			break // a program that is not checking, or is falling over
		}
		silence.Reset(patience)
		switch {
		case word.Fault != nil:
			faults = append(faults, *word.Fault)
		case word.End:
			ended = true
		default:
			stage = word.Stage
			progress(word.Stage, word.Done, word.Total)
		}
	}
	silence.Stop()
	why := context.Cause(ctx)
	cancel(nil)
	if err := child.Wait(); !ended {
		broken := fmt.Errorf("the check broke off (%v): the file is damaged beyond reading", err)
		return fault("check of %s: %v", stage, cmp.Or(why, broken))
	}
	return faults
}
