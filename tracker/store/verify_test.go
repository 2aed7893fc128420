package store_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if store.ServeCheck() || serveChild() {
		return
	}
	os.Exit(m.Run())
}

// edit changes the closed bbolt file of a record behind the store's back.
func edit(t *testing.T, dir string, change func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "record.db"), 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// flip flips one bit of a value.
func flip(bucket string, key []byte, at int) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		value := bytes.Clone(tx.Bucket([]byte(bucket)).Get(key))
		value[(at+len(value))%len(value)] ^= 4
		return tx.Bucket([]byte(bucket)).Put(key, value)
	}
}

func TestVerify(t *testing.T) {
	entry := func(n byte) []byte { return []byte{0, 0, 0, 0, 0, 0, 0, n} }
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, dir string)
		rules  []string
	}{
		{"nothing", func(*testing.T, string) {}, nil},
		{"a bit in a payload", func(t *testing.T, dir string) { edit(t, dir, flip("journal", entry(2), -9)) }, []string{"hash"}},
		{"a bit in a hash", func(t *testing.T, dir string) { edit(t, dir, flip("journal", entry(2), 3)) }, []string{"chain", "hash"}},
		{"two entries exchanged", func(t *testing.T, dir string) {
			edit(t, dir, func(tx *bolt.Tx) error {
				b := tx.Bucket([]byte("journal"))
				two, three := bytes.Clone(b.Get(entry(2))), bytes.Clone(b.Get(entry(3)))
				return errors.Join(b.Put(entry(2), three), b.Put(entry(3), two))
			})
		}, []string{"chain", "id"}},
		{"the last entry gone", func(t *testing.T, dir string) {
			edit(t, dir, func(tx *bolt.Tx) error { return tx.Bucket([]byte("journal")).Delete(entry(5)) })
		}, []string{"id"}},
		{"a bit in a text", func(t *testing.T, dir string) {
			edit(t, dir, flip("texts", []byte("icou/pp/res/2@va-18/zh"), -9))
		}, []string{"state"}},
		{"a title that nobody wrote", func(t *testing.T, dir string) {
			edit(t, dir, func(tx *bolt.Tx) error {
				return tx.Bucket([]byte("instruments")).Put([]byte("icou/pp 2 00000011 11"), []byte("{}"))
			})
		}, []string{"state"}},
		{"a receipt gone", func(t *testing.T, dir string) {
			edit(t, dir, func(tx *bolt.Tx) error { return tx.Bucket([]byte("receipts")).Delete(entry(1)) })
		}, []string{"state"}},
		{"a bit in an original file", func(t *testing.T, dir string) {
			if err := os.WriteFile(original(t, dir), []byte("RESOLUTION 3 (REV. VELL, 2018)\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{"original"}},
		{"an original file gone", func(t *testing.T, dir string) {
			if err := os.Remove(original(t, dir)); err != nil {
				t.Fatal(err)
			}
		}, []string{"original"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := open(t, dir)
			fill(t, s)
			s.Close()
			c.damage(t, dir)
			s = open(t, dir)
			var stages []string
			faults := s.Verify(t.Context(), func(stage string, done, total uint64) {
				if !slices.Contains(stages, stage) {
					stages = append(stages, stage)
				}
			})
			var rules []string
			for _, f := range faults {
				if !slices.Contains(rules, f.Rule) {
					rules = append(rules, f.Rule)
				}
			}
			if slices.Sort(rules); !slices.Equal(rules, c.rules) {
				t.Errorf("rules %q, want %q: %v", rules, c.rules, faults)
			}
			if stages[len(stages)-1] != "pages" {
				t.Errorf("stages %q", stages)
			}
		})
	}
}

// TestBitFlips flips single bits anywhere in the file: each must be noticed, or
// change nothing that can be read. bbolt alone notices few.
func TestBitFlips(t *testing.T) {
	if testing.Short() {
		t.Skip("starts sixty processes")
	}
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	s.Close()
	before := dump(t, dir)
	whole, err := os.ReadFile(filepath.Join(dir, "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	used := len(bytes.TrimRight(whole, "\x00")) // the file grows ahead of what is written
	random := rand.New(rand.NewPCG(1, 2))
	refused, found, harmless := 0, 0, 0
	for range 60 {
		at, bit := random.IntN(used), byte(1)<<random.IntN(8)
		damaged := bytes.Clone(whole)
		damaged[at] ^= bit
		if err := os.WriteFile(filepath.Join(dir, "record.db"), damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(dir, registry())
		if err != nil {
			refused++
			continue
		}
		faults := s.Verify(t.Context(), nil)
		s.Close()
		if len(faults) > 0 {
			found++
			continue
		}
		harmless++
		if dump(t, dir) != before {
			t.Errorf("bit %#x of byte %d: what is read is other, and Verify found no fault", bit, at)
		}
	}
	t.Logf("%d refused at opening, %d found by Verify, %d without effect", refused, found, harmless)
}

// original is the path of the only original file of a record.
func original(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "files", "*", "*"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	return found[0]
}

func TestBackup(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	var archive bytes.Buffer
	if err := s.Backup(t.Context(), &archive); err != nil {
		t.Fatal(err)
	}
	write(t, s, "later", store.Entry{Time: time.Unix(1, 0), Kind: "note", Payload: json.RawMessage(`1`)})

	unpacked, err := zip.NewReader(bytes.NewReader(archive.Bytes()), int64(archive.Len()))
	if err != nil {
		t.Fatal(err)
	}
	restored := t.TempDir()
	if err := os.CopyFS(restored, unpacked); err != nil {
		t.Fatal(err)
	}
	back := open(t, restored)
	if faults := back.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
	if back.Last() != 5 || s.Last() != 6 {
		t.Errorf("last entry restored %d, of the record %d", back.Last(), s.Last())
	}
	last, err := back.Entry(5)
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.Entry(5)
	if err != nil || last.Hash != want.Hash {
		t.Errorf("entry 5 restored: %s, %s, %v", last.Hash, want.Hash, err)
	}
	before, err := s.Text(address(t, "icou/pp/res/2@va-18/ar"))
	if err != nil {
		t.Fatal(err)
	}
	after, err := back.Text(address(t, "icou/pp/res/2@va-18/ar"))
	if err != nil || after.Provisions[0].Text != before.Provisions[0].Text {
		t.Errorf("text restored: %+v, %v", after, err)
	}
	plain, err := fs.ReadFile(unpacked, "manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest store.Manifest
	if err := json.Unmarshal(plain, &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.Last != 5 || manifest.Hash != last.Hash || len(manifest.Files) != 2 || manifest.Schema == 0 {
		t.Errorf("manifest %+v", manifest)
	}
	file, err := back.Original(filepath.Base(original(t, restored)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if words, err := io.ReadAll(file); !strings.HasPrefix(string(words), "RESOLUTION 2") {
		t.Errorf("original restored: %q, %v", words, err)
	}
	if _, err := back.Original("../../record.db"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a path in the place of a hash: %v", err)
	}
	if again, err := back.Keep(strings.NewReader("RESOLUTION 2 (REV. VELL, 2018)\n")); err != nil || again != filepath.Base(original(t, restored)) {
		t.Errorf("the same file kept again: %s, %v", again, err)
	}
}

// TestRebuild holds the promise that the state is the journal's alone, and that
// an older schema is brought up to date by it.
func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	s.Close()
	before := dump(t, dir)
	edit(t, dir, func(tx *bolt.Tx) error {
		return errors.Join(
			tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte("0")),
			tx.DeleteBucket([]byte("texts")), tx.Bucket([]byte("subjects")).Put([]byte("x"), []byte("y")),
			tx.Bucket([]byte("files")).Put([]byte("x"), []byte("y")))
	})
	if _, err := store.OpenReadOnly(dir, registry()); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("an older schema opened for reading: %v", err)
	}
	s = open(t, dir)
	s.Close()
	if after := dump(t, dir); after != before {
		t.Errorf("after the rebuild:\n%s\nbefore:\n%s", after, before)
	}
	edit(t, dir, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte("99")) })
	if _, err := store.Open(dir, registry()); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer schema: %v", err)
	}
}

// TestOpening tells apart why a record does not open.
func TestOpening(t *testing.T) {
	empty := t.TempDir()
	if _, err := store.OpenReadOnly(empty, registry()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no record: %v", err)
	}
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	for _, again := range []func(string, *tracker.Registry) (*store.Store, error){store.Open, store.OpenReadOnly} {
		_, err := again(dir, registry())
		var fault *store.OpenError
		if !errors.As(err, &fault) || !errors.Is(err, store.ErrLocked) || errors.Is(err, store.ErrDamaged) || fault.Hint == "" {
			t.Errorf("opened twice: %v", err)
		}
	}
	s.Close()
	reader, err := store.OpenReadOnly(dir, registry())
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.OpenReadOnly(dir, registry())
	if err != nil {
		t.Fatal("two readers:", err)
	}
	other.Close()
	if _, err := reader.Append(t.Context(), "x", store.Any, store.Entry{Time: time.Unix(1, 0), Kind: "note", Payload: json.RawMessage(`1`)}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("written while reading: %v", err)
	}
	if _, err := reader.Keep(strings.NewReader("x")); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("kept while reading: %v", err)
	}
	if faults := reader.Verify(t.Context(), nil); len(faults) > 0 {
		t.Errorf("verified while reading: %v", faults)
	}
	reader.Close()

	whole, err := os.ReadFile(filepath.Join(dir, "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		bytes []byte
	}{
		{"empty", nil}, {"another file", bytes.Repeat([]byte("not a record\n"), 2000)}, {"cut after its first page", whole[:4096]},
		{"cut in the middle", whole[:len(whole)/2]}, {"zeros", make([]byte, len(whole))},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "record.db")
		if err := os.WriteFile(path, c.bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(dir, registry())
		if err == nil {
			faults := s.Verify(t.Context(), nil)
			s.Close()
			if len(faults) == 0 {
				t.Errorf("%s: opened, and verified", c.name)
			}
			continue
		}
		if !errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrLocked) {
			t.Errorf("%s: %v", c.name, err)
		}
		if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, c.bytes) {
			t.Errorf("%s: the file was changed by opening it", c.name)
		}
	}

	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(path, registry()); err == nil || errors.Is(err, store.ErrDamaged) {
		t.Errorf("a file in the place of the folder: %v", err)
	}
}
