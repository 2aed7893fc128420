package store_test

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestDisk holds what is on disk to testdata/disk.txt. It reads by the package
// comment and not by the package's own code. A change here needs a new schema
// version and a migration, or every record out there is lost.
func TestDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	s.Close()
	got := dump(t, dir)
	golden := filepath.Join("testdata", "disk.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("on disk there is now\n%s\nwant\n%s", got, want)
	}
}

// dump writes every key and value, unpacked, and every original file.
func dump(t *testing.T, dir string) string {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "record.db"), 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	err = db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			fmt.Fprintf(&b, "-- %s --\n", name)
			return bucket.ForEach(func(key, value []byte) error {
				fmt.Fprintf(&b, "%s\n\t%s\n", readable(key), shown(t, string(name), value))
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "-- files on disk --\n")
	err = filepath.WalkDir(filepath.Join(dir, "files"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			path, err = filepath.Rel(dir, path)
			fmt.Fprintln(&b, filepath.ToSlash(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func shown(t *testing.T, bucket string, value []byte) string {
	switch bucket {
	case "journal":
		plain := inflate(t, value[32:])
		if sum := sha256.Sum256([]byte(plain)); !bytes.Equal(sum[:], value[:32]) {
			t.Errorf("the hash is not of the entry %s", plain)
		}
		return fmt.Sprintf("%x\n\t%s", value[:32], plain)
	case "texts":
		return readable(value[:8]) + "\n\t" + inflate(t, value[8:])
	}
	return readable(value)
}

func inflate(t *testing.T, packed []byte) string {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Error(err)
	}
	return string(plain)
}

// readable shows a number as a number.
func readable(b []byte) string {
	if len(b) == 8 && b[0] == 0 {
		return fmt.Sprintf("#%x", bytes.TrimLeft(b, "\x00"))
	}
	return string(b)
}
