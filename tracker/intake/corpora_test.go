package intake_test

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"concord/tracker/grammar"
)

// corpora is the folder of real documents, which are not part of the project.
func corpora(t testing.TB, folder string) string {
	t.Helper()
	dir := filepath.Join(cmp.Or(os.Getenv("CONCORD_CORPORA"), "../../../shared/corpora"), folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the folder of real documents is not there: %v", err)
	}
	return dir
}

// TestFinalActs takes in the whole Final Acts of a conference, twice.
func TestFinalActs(t *testing.T) {
	in := begin(t)
	files, err := filepath.Glob(filepath.Join(corpora(t, "pp18"), "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		receipt := take(t, in, string(content), grammar.Options{})
		t.Logf("%s: %v in %v, entry %d", filepath.Base(path), receipt.Counts, time.Since(start), receipt.Sequence)
		again := take(t, in, string(content), grammar.Options{})
		if again.Sequence != 0 || again.Counts["unchanged"] != receipt.Counts["texts"] || receipt.Counts["texts"] == 0 {
			t.Errorf("%s again: %v, entry %d", path, again.Counts, again.Sequence)
		}
	}
	if faults := in.Store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}

// TestHostile gives files that were made to do harm: each is answered, by a
// fault where it cannot be read, and the record stays whole. Every eighth will
// do here; the readers' own tests have them all.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for every PDF")
	}
	in, n := begin(t), 0
	err := filepath.WalkDir(corpora(t, "hostile"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if n++; n%8 != 0 {
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		receipt, err := in.File(t.Context(), path, f, info.Size(), grammar.Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if receipt.Sequence == 0 && len(receipt.Faults) == 0 {
			t.Errorf("%s: neither stored nor a fault", path)
		}
		t.Logf("%s: %s", filepath.Base(path), changes(receipt))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if faults := in.Store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}
