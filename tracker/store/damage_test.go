package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"concord/tracker"
)

// FuzzUnseal holds that bytes from a damaged journal are refused and do no harm.
func FuzzUnseal(f *testing.F) {
	var p packer
	sealed, _, err := p.seal(Entry{Sequence: 1, ID: "import/1", Kind: "note", Payload: json.RawMessage(`"云 سحب"`)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add(sealed[:40])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, value []byte) {
		e, err := unseal(value)
		if err != nil {
			return
		}
		again, _, err := p.seal(e)
		if err != nil {
			t.Fatal(err)
		}
		// Accepted means that the hash is right: then it is an entry, whole.
		if _, err := unseal(again); err != nil {
			t.Errorf("%q is accepted once only: %v", value, err)
		}
	})
}

// TestCheckCannotHang gives the checking process files on which bbolt never
// comes to an end: pages that lead back to themselves.
func TestCheckCannotHang(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, &tracker.Registry{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 { // enough entries for the journal to have a branch page
		payload, err := json.Marshal(fmt.Sprint("云", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Append(t.Context(), fmt.Sprint(i), Any, Entry{Time: time.Unix(1, 0), Kind: "note", Payload: payload}); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	path := filepath.Join(dir, fileName)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	circles := 0
	for at := 0; at < len(file); at += os.Getpagesize() {
		const branch, header, child = 1, 16, 8
		if binary.LittleEndian.Uint16(file[at+8:]) != branch {
			continue
		}
		circles++
		copy(file[at+header+child:], file[at:at+8]) // its first child is itself
	}
	if circles == 0 {
		t.Fatal("no branch page to damage")
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, order := range []struct {
		memory   uint64
		patience time.Duration
	}{{64 << 20, time.Minute}, {checkMemory, time.Millisecond}} {
		o := checkOrder{Snapshot: path, Files: dir, Memory: order.memory}
		faults := o.run(t.Context(), order.patience, func(string, uint64, uint64) {})
		if len(faults) == 0 || faults[len(faults)-1].Rule != "verify" {
			t.Errorf("faults %v", faults)
		}
		t.Log(faults)
	}
}
