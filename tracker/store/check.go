package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// maxFaults is how many faults of one rule are told one by one.
const maxFaults = 20

// ServeCheck must be called first in main, and in TestMain of every package
// whose tests call [Store.Verify]. In the process that Verify starts it checks
// the record, writes what it finds to standard output, and reports true: the
// caller then returns. Everywhere else it does nothing and reports false.
func ServeCheck() (handled bool) {
	spec := os.Getenv(checkEnv)
	if spec == "" {
		return false
	}
	var order checkOrder
	if json.Unmarshal([]byte(spec), &order) != nil {
		return true
	}
	go watchMemory(order.Memory)
	out := bufio.NewWriter(os.Stdout)
	c := checker{order: order, out: out, words: json.NewEncoder(out), faults: map[string]int{}}
	c.say(checkWord{Stage: "start"})
	if err := guard(c.check); err != nil {
		c.fault(fileName, "damaged", "%v", err)
	}
	c.say(checkWord{End: true})
	return true
}

// watchMemory ends the process before it harms the machine.
func watchMemory(most uint64) {
	for range time.Tick(50 * time.Millisecond) {
		var m runtime.MemStats
		if runtime.ReadMemStats(&m); m.HeapAlloc > most {
			fmt.Fprintln(os.Stderr, "more memory than a sound record needs")
			os.Exit(1)
		}
	}
}

// A checker is the work of one checking process.
type checker struct {
	order  checkOrder
	out    *bufio.Writer
	words  *json.Encoder
	faults map[string]int // by rule
}

func (c *checker) say(word checkWord) {
	// The parent may be gone; then there is nobody to tell.
	if c.words.Encode(word) != nil || c.out.Flush() != nil {
		os.Exit(1)
	}
}

// progress is said now and then: often enough to see, too seldom to cost.
func (c *checker) progress(stage string, done, total uint64) {
	if done%64 == 0 || done == total {
		c.say(checkWord{Stage: stage, Done: done, Total: total})
	}
}

func (c *checker) fault(place, rule, format string, args ...any) {
	c.faults[rule]++
	switch n := c.faults[rule]; {
	case n < maxFaults:
		c.say(checkWord{Fault: &tracker.Fault{Place: place, Rule: rule, Problem: fmt.Sprintf(format, args...)}})
	case n == maxFaults:
		c.say(checkWord{Fault: &tracker.Fault{Place: place, Rule: rule, Problem: "this and perhaps more of the same kind"}})
	}
}

func (c *checker) check() error {
	db, err := openFile(c.order.Snapshot, true)
	if err != nil {
		return err
	}
	return db.View(func(tx *bolt.Tx) error {
		if err := c.checkJournal(tx); err != nil {
			return err
		}
		if len(c.faults) == 0 { // else the replay would only say the same again
			if err := c.checkState(tx); err != nil {
				return err
			}
		}
		if err := c.checkOriginals(tx); err != nil {
			return err
		}
		c.say(checkWord{Stage: "pages"})
		for err := range tx.Check() {
			c.fault(fileName, "pages", "%v", err)
		}
		return nil
	})
}

// checkJournal checks numbers, hashes, the chain and the ids.
func (c *checker) checkJournal(tx *bolt.Tx) error {
	ids, previous, n := tx.Bucket(idsBucket), "", uint64(0)
	total := lastSequence(tx)
	err := tx.Bucket(journalBucket).ForEach(func(key, value []byte) error {
		n++
		c.progress("journal", n, total)
		place := fmt.Sprintf("entry %d", n)
		if !bytes.Equal(key, number(n)) {
			return fmt.Errorf("%s: its key is %x", place, key)
		}
		e, err := unseal(value)
		if err != nil {
			c.fault(place, "hash", "%v", err)
			previous = hex.EncodeToString(value[:min(hashSize, len(value))])
			return nil
		}
		if e.Sequence != n || e.Previous != previous {
			c.fault(place, "chain", "it says that it is entry %d after %.12s; before it is %.12s", e.Sequence, e.Previous, previous)
		}
		if !bytes.Equal(ids.Get([]byte(e.ID)), number(n)) {
			c.fault(place, "id", "%q leads to %x", e.ID, ids.Get([]byte(e.ID)))
		}
		previous = e.Hash
		return nil
	})
	if err != nil {
		return err
	}
	known := uint64(0)
	err = ids.ForEach(func([]byte, []byte) error { known++; return nil })
	if known != n {
		c.fault(fileName, "id", "%d ids for %d entries", known, n)
	}
	return err
}

// checkState replays the journal and compares.
func (c *checker) checkState(tx *bolt.Tx) error {
	path := filepath.Join(filepath.Dir(c.order.Snapshot), "replayed.db")
	if err := writeEmpty(path); err != nil {
		return err
	}
	fresh, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	defer fresh.Close()
	var p packer
	total := lastSequence(tx)
	err = tx.Bucket(journalBucket).ForEach(func(_, value []byte) error {
		e, err := unseal(value)
		if err != nil {
			return err
		}
		c.progress("state", e.Sequence, total)
		return fresh.Update(func(to *bolt.Tx) error { return p.apply(to, e) })
	})
	if err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	return fresh.View(func(replayed *bolt.Tx) error {
		for _, name := range stateBuckets {
			c.compare(string(name), tx.Bucket(name), replayed.Bucket(name))
		}
		return nil
	})
}

// compare walks two buckets side by side.
func (c *checker) compare(name string, have, want *bolt.Bucket) {
	if have == nil {
		c.fault(name, "state", "the bucket is missing")
		return
	}
	a, b := have.Cursor(), want.Cursor()
	ka, va := a.First()
	kb, vb := b.First()
	for ka != nil || kb != nil {
		switch order := bytes.Compare(ka, kb); {
		case kb == nil || ka != nil && order < 0:
			c.fault(fmt.Sprintf("%s %q", name, ka), "state", "no entry makes it")
			ka, va = a.Next()
		case ka == nil || order > 0:
			c.fault(fmt.Sprintf("%s %q", name, kb), "state", "it is missing")
			kb, vb = b.Next()
		default:
			if !sameValue(name, va, vb) {
				c.fault(fmt.Sprintf("%s %q", name, ka), "state", "it is not what the journal makes")
			}
			ka, va = a.Next()
			kb, vb = b.Next()
		}
	}
}

// sameValue compares two values. Packed ones are compared unpacked: another
// version of the compressor may write the same in other bytes.
func sameValue(bucket string, a, b []byte) bool {
	if bytes.Equal(a, b) || bucket != string(textsBucket) && bucket != string(proposedBucket) || len(a) < 8 || len(b) < 8 {
		return bytes.Equal(a, b)
	}
	pa, errA := unpack(a[8:])
	pb, errB := unpack(b[8:])
	return errA == nil && errB == nil && bytes.Equal(a[:8], b[:8]) && bytes.Equal(pa, pb)
}

// checkOriginals reads every original file and compares its hash.
func (c *checker) checkOriginals(tx *bolt.Tx) error {
	files := tx.Bucket(filesBucket)
	if files == nil {
		return errors.New("the files bucket is missing")
	}
	n, total := uint64(0), uint64(files.Stats().KeyN)
	return files.ForEach(func(key, _ []byte) error {
		n++
		c.progress("originals", n, total)
		hash := string(key)
		place := "file " + hash
		if len(hash) != 2*hashSize {
			c.fault(place, "original", "its name is no hash")
			return nil
		}
		f, err := os.Open(filepath.Join(c.order.Files, hash[:2], hash))
		if err != nil {
			c.fault(place, "original", "%v", err)
			return nil
		}
		defer f.Close()
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			c.fault(place, "original", "%v", err)
		} else if got := hex.EncodeToString(sum.Sum(nil)); got != hash {
			c.fault(place, "original", "its bytes have the hash %s", got)
		}
		return nil
	})
}
