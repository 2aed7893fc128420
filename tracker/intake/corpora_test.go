package intake_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"concord/tracker/document"
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

// TestRealProposal takes in a Member State's contribution in Arabic, with some
// seven hundred tracked changes, as two proposals.
func TestRealProposal(t *testing.T) {
	in := begin(t)
	content, err := os.ReadFile(filepath.Join(corpora(t, "wrc12-ar"), "RP051-Arabic.docx"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.Read(t.Context(), bytes.NewReader(content), int64(len(content)), document.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	edits := map[document.Op]int{}
	for _, p := range d.Paragraphs {
		for _, r := range p.Runs {
			edits[r.Op]++
		}
	}
	receipt := take(t, in, string(content), grammar.Options{})
	const want = "wrc-12 MEX/18A3/1 ar MOD itu/wrc/res/417 new\nwrc-12 MEX/18A3/2 ar NOC itu/rr#article-5 new\n"
	if got := offered(receipt); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	p, err := in.Store.Proposal("wrc-12", "MEX/18A3/1")
	if err != nil {
		t.Fatal(err)
	}
	text := p.Texts[0]
	if fmt.Sprint(p.Authors) != "[MEX]" || p.Base.Session != "wrc-07" || text.Before == nil || text.After == nil || len(text.Reasons) != 1 {
		t.Fatalf("authors %v, base %s, %d reasons", p.Authors, p.Base, len(text.Reasons))
	}
	t.Logf("%d runs inserted, %d deleted; %d provisions before, %d after", edits[document.Inserted], edits[document.Deleted],
		len(text.Before.Provisions), len(text.After.Provisions))
	if edits[document.Inserted] < 100 || edits[document.Deleted] < 100 {
		t.Errorf("tracked runs: %d inserted, %d deleted", edits[document.Inserted], edits[document.Deleted])
	}
	if again := take(t, in, string(content), grammar.Options{}); again.Sequence != 0 || again.Counts["unchanged"] != 2 {
		t.Errorf("again: entry %d, %v", again.Sequence, again.Counts)
	}
}
