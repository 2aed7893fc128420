//go:build unix

package derive_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"concord/index/derive"
	"concord/tracker"
	"concord/tracker/store"
)

// childEnv makes a process of this test binary write in the folder it names.
const childEnv = "CONCORD_TEST_WRITE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		fmt.Fprintln(os.Stderr, writeForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForEver imports texts, some of them again with fewer provisions, while
// the index follows.
func writeForEver(dir string) error {
	s, err := store.Open(filepath.Join(dir, "record"), registry())
	if err != nil {
		return err
	}
	x, err := derive.Open(filepath.Join(dir, "index"), s, registry())
	if err != nil {
		return err
	}
	ended := make(chan error)
	go func() { ended <- derive.Run(context.Background(), s, x) }()
	for i := int(s.Last()); ; i++ {
		lang := []tracker.Lang{tracker.Arabic, tracker.Chinese}[i%2]
		if err := appendImport(s, fmt.Sprint(i), nil, resolution(i%20, "gc-18", lang, 1+i%5)); err != nil {
			return err
		}
		select {
		case err := <-ended:
			return err
		default:
		}
	}
}

// TestKill kills a process that writes the record and the index, again and again.
// Afterwards the index catches up to what an index made anew holds.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills twenty processes")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for round := range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(20+rand.IntN(200))*time.Millisecond)
		c := exec.CommandContext(ctx, self)
		c.Env = append(os.Environ(), childEnv+"="+dir)
		if out, err := c.CombinedOutput(); len(out) > 0 {
			t.Fatalf("round %d: %v\n%s", round, err, out)
		}
		cancel()
	}
	s := openStore(t, dir)
	x := openIndex(t, dir, s)
	defer x.Close()
	at := x.Position()
	if err := derive.Once(t.Context(), s, x); err != nil {
		t.Fatal(err)
	}
	anew, err := derive.Open(filepath.Join(t.TempDir(), "index"), s, registry())
	if err != nil {
		t.Fatal(err)
	}
	defer anew.Close()
	if err := derive.Once(t.Context(), s, anew); err != nil {
		t.Fatal(err)
	}
	followed, made := found(t, x, ""), found(t, anew, "")
	if len(made) == 0 || !slices.Equal(followed, made) {
		t.Errorf("killed: %d provisions; made anew: %d", len(followed), len(made))
	}
	t.Logf("%d entries, %d indexed when last killed, rebuilt for %q, %d provisions", s.Last(), at, x.Rebuilt(), len(made))
}
