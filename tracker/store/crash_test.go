//go:build unix

package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// childEnv marks a process of this test binary that does one of children.
const childEnv = "CONCORD_TEST_CHILD"

func serveChild() bool {
	what, dir, ok := strings.Cut(os.Getenv(childEnv), ":")
	if !ok {
		return false
	}
	switch what {
	case "write":
		writeForEver(dir)
	case "fill the disk":
		// The system's limit on the size of a file fails as a full disk does,
		// in the middle of a write.
		signal.Ignore(syscall.SIGXFSZ)
		limit := syscall.Rlimit{Cur: 300 << 10, Max: 300 << 10}
		fmt.Println(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit), writeForEver(dir))
	case "be forbidden":
		// Root may write everywhere; nobody may not.
		if os.Getuid() == 0 {
			fmt.Println(syscall.Setuid(65534))
		}
		_, err := store.Open(dir, registry())
		var fault *store.OpenError
		fmt.Println(errors.Is(err, fs.ErrPermission), errors.As(err, &fault) && fault.Hint != "", errors.Is(err, store.ErrDamaged), err)
	}
	return true
}

func child(ctx context.Context, t *testing.T, what, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(ctx, self)
	c.Env = append(os.Environ(), childEnv+"="+what+":"+dir)
	c.Stderr = os.Stderr
	return c
}

// writeForEver imports file after file, and says what was acknowledged.
func writeForEver(dir string) error {
	s, err := store.Open(dir, registry())
	if err != nil {
		return err
	}
	for i := s.Last(); ; i++ {
		words := fmt.Sprintf("RESOLUTION %d (VELL, 2018) 第%d号决议", i, i)
		hash, err := s.Keep(strings.NewReader(words))
		if err != nil {
			return err
		}
		a := tracker.Address{Body: "icou/pp", Kind: tracker.Resolution, Number: fmt.Sprint(i % 500), Session: "va-18"}
		payload, err := json.Marshal(store.Import{
			Files: []store.File{{Name: "a.txt", Hash: hash, Size: int64(len(words))}},
			Texts: []tracker.Text{{Instrument: a.Instrument(), Revision: a, Lang: tracker.Chinese, Title: words,
				Provisions: []tracker.Provision{{Address: a.At("resolves"), Text: strings.Repeat(words, 50)}}}},
		})
		if err != nil {
			return err
		}
		e, err := s.Append(context.Background(), fmt.Sprint("import/", i), store.Any, store.Entry{
			Time: time.Unix(1e9, 0), Kind: store.ImportKind, Subjects: []string{a.Instrument().String()}, Payload: payload,
		})
		if err != nil {
			return err
		}
		fmt.Println("acknowledged", e.Sequence, e.Hash, hash)
	}
}

// TestKill kills a writing process sixty times, twelve times on each of five
// records, often while the record is being made.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills sixty processes")
	}
	for record := range 5 {
		dir := filepath.Join(t.TempDir(), fmt.Sprint("record-", record))
		acknowledged := map[uint64][2]string{} // the entry's hash and its file's
		for range 12 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rand.IntN(90))*time.Millisecond)
			c := child(ctx, t, "write", dir)
			out, err := c.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Start(); err != nil {
				if ctx.Err() != nil {
					cancel()
					continue // too late even to be started
				}
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			for lines.Scan() {
				var n uint64
				var hash, file string
				if found, _ := fmt.Sscanf(lines.Text(), "acknowledged %d %s %s", &n, &hash, &file); found == 3 && len(file) == 64 {
					acknowledged[n] = [2]string{hash, file}
				}
			}
			if err := c.Wait(); err == nil {
				t.Fatal("the writer ended by itself")
			}
			cancel()
			afterKill(t, dir, acknowledged)
		}
		s := open(t, dir)
		if faults := s.Verify(t.Context(), nil); len(faults) > 0 {
			t.Errorf("record %d: %v", record, faults)
		}
		t.Logf("record %d: %d acknowledged, %d entries", record, len(acknowledged), s.Last())
	}
}

func afterKill(t *testing.T, dir string, acknowledged map[uint64][2]string) {
	t.Helper()
	s, err := store.Open(dir, registry())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if left, err := filepath.Glob(filepath.Join(dir, "files", "new-*")); err != nil || len(left) > 0 {
		t.Errorf("half a file is left behind: %v, %v", left, err)
	}
	found, previous := 0, ""
	for e, err := range s.Follow(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Previous != previous {
			t.Fatalf("entry %d: the chain is broken", e.Sequence)
		}
		previous = e.Hash
		if want, ok := acknowledged[e.Sequence]; ok {
			found++
			if e.Hash != want[0] {
				t.Fatalf("entry %d is not the one that was acknowledged", e.Sequence)
			}
			f, err := s.Original(want[1])
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	if found != len(acknowledged) {
		t.Fatalf("%d entries acknowledged, %d found", len(acknowledged), found)
	}
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	out, err := child(t.Context(), t, "fill the disk", dir).Output()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := lines[len(lines)-1]
	if err != nil || !strings.Contains(last, syscall.EFBIG.Error()) || strings.Contains(last, store.ErrDamaged.Error()) {
		t.Errorf("the writer said %q, %v", last, err)
	}
	s := open(t, dir)
	if s.Last() != uint64(len(lines)-1) || s.Last() == 0 {
		t.Errorf("%d entries, %d acknowledged", s.Last(), len(lines)-1)
	}
	if faults := s.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestForbidden(t *testing.T) {
	dir := t.TempDir()
	open(t, dir).Close()
	for _, forbidden := range []func() error{
		func() error { return os.Chmod(filepath.Join(dir, "record.db"), 0o400) },
		func() error { return errors.Join(os.Remove(filepath.Join(dir, "record.db")), os.Chmod(dir, 0o500)) },
	} {
		if err := forbidden(); err != nil {
			t.Fatal(err)
		}
		out, err := child(t.Context(), t, "be forbidden", dir).Output()
		if err != nil || !strings.Contains(string(out), "true true false") {
			t.Errorf("the forbidden one said %q, %v", out, err)
		}
	}
}
