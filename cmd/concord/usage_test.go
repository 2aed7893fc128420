package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"concord/tracker"
	"concord/tracker/store"
)

// What would record nothing, or filter nothing, is wrong use and opens no record.
func TestWrongUse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	t.Chdir(t.TempDir())
	for _, args := range []string{
		"", "nonsense", "list more", "serve --addr", "serve --nosuch", "--reader serve --let-anyone-write", "--operator a\x1b[31m list",
		"read", "read --lang xx f", "import", "import --lang xx .", "import --as zz .", "import --session zz .",
		"show", "show nonsense", "show --lang xx icou/plen/res/2", "search", "search --limit 0 a", "search --limit 101 a", "search --sort size a", "search --lang xx a",
		"search --related nonsense", "diff a", "diff --docx f --date zz a b", "consolidate a", "history nonsense", "history --lang xx icou/plen/res/2",
		"proposals nonsense", "proposal", "proposal --lang xx A/1/1", "proposal fate A/1/1", "proposal fate A/1/1 --fate zz", "proposal fate A/1/1 --fate=",
		"mandates nonsense", "mandates --lang xx", "mandates --state zz", "mandates --lead nobody", "mandates --due never",
		"status", "status set icou/plen/res/2", "status set nonsense --state done", "status set icou/plen/res/2#a --state zz",
		"status set icou/plen/res/2#a --state done --since soon", "status history nonsense",
		"plan", "plan export f.txt", "plan export --lang xx f.csv", "plan export --instrument nonsense f.csv", "plan export --lead nobody f.csv", "plan export --state zz f.csv",
		"plan conference", "plan due more", "report", "report --for icou/plen --period now", "report --for icou/plen --format doc", "report --for nobody", "report --for icou/plen --lang xx",
		"review G --outcome keep", "review G --outcome shorten", "review G --outcome shorten --reason=",
		"review G --reason x", "review G --dissent", "review G --into icou/plen/res/2", "review G --comment=", "review G --comment= --dissent",
		"review G --outcome=", "review G --outcome shorten --reason r --comment c", "review G --comment c --reason r",
		"check-draft", "check-draft --without nosuch usage_test.go", "check-draft --without long-preamble,nosuch usage_test.go",
		"overlaps --between ,", "overlaps --between icou/plen,", "overlaps --between ,icou/plen", "overlaps --relation foo", "overlaps --scope zz",
		"merge", "merge icou/plen/res/2", "merge --docx f --date zz a b", "rebuild more", "verify more", "backup",
	} {
		if got := run(append([]string{"--data", dir}, strings.Fields(strings.ReplaceAll(args, `\x1b`, "\x1b"))...), t.Output(), t.Output()); got != 2 {
			t.Errorf("%s: exit %d, want 2", args, got)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a record was begun")
	}
}

// What an older program let in is shown without what a terminal would obey.
func TestOneLine(t *testing.T) {
	if got := oneLine("a\r\n红\x1b[31m\u009b\x07 \tb"); got != "a 红\ufffd[31m\ufffd\ufffd b" {
		t.Errorf("%q", got)
	}
}

// What a terminal would obey is not handed on, whoever wrote it: a name of a file, the
// author and the evidence of an entry.
func TestNothingForTheTerminal(t *testing.T) {
	var said strings.Builder
	dir := t.TempDir()
	if got := run([]string{"--data", dir, "import", "a\x1b[31m\x07.txt"}, &said, &said); got != 1 || !strings.Contains(said.String(), "a\ufffd[31m\ufffd.txt") {
		t.Errorf("exit %d: %q", got, said.String())
	}
	c := closedSample(t)
	r, err := c.openRecord(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const at = "icou/plen/res/2@plen-22#instructs-sg.1"
	a, err := tracker.ParseAddress(at)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(store.Plan{Statuses: []tracker.Status{{Address: a, State: "done", Since: "2026-01-02", Evidence: []string{"C26/\u009b31m35\x1b]0;x\x07"}}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.store.Append(t.Context(), "older", store.Any, store.Entry{
		Time: time.Unix(1_700_000_000, 0), Actor: "Ann\x1b[2Ja", Kind: store.PlanKind, Subjects: []string{at}, Payload: payload,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	said.Reset()
	if got := run([]string{"--data", c.dir, "status", "history", at}, &said, &said); got != 0 || !strings.Contains(said.String(), "Ann\ufffd[2Ja") {
		t.Errorf("exit %d: %q", got, said.String())
	}
	if strings.ContainsFunc(said.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		t.Errorf("%q", said.String())
	}
}

// The index of a record that another has open is left alone.
func TestRebuildWaitsForTheRecord(t *testing.T) {
	c := &console{out: t.Output(), err: t.Output(), dir: t.TempDir()}
	r, err := c.openRecord(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.loadCatalogue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := r.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(c.dir, "index", "kept")
	if err := os.WriteFile(kept, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run([]string{"--data", c.dir, "rebuild"}, t.Output(), t.Output()); got != 1 {
		t.Errorf("exit %d while the record is open, want 1", got)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
	last := r.store.Last()
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	if got := run([]string{"--data", c.dir, "rebuild"}, t.Output(), t.Output()); got != 0 {
		t.Errorf("exit %d, want 0", got)
	}
	if _, err := os.Stat(kept); err == nil {
		t.Error("the index was not made anew")
	}
	if r, err = c.openRecord(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.index.Position() != last {
		t.Errorf("index at %d of %d", r.index.Position(), last)
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
}
