package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What would record nothing, or filter nothing, is wrong use and opens no record.
func TestWrongUse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	for _, args := range []string{
		"review G --reason x", "review G --dissent", "review G --into icou/plen/res/2", "review G --comment=", "review G --comment= --dissent",
		"review G --outcome=", "review G --outcome shorten --reason r --comment c", "review G --comment c --reason r",
		"overlaps --between ,", "overlaps --between icou/plen,", "overlaps --between ,icou/plen",
	} {
		if got := run(append([]string{"--data", dir}, strings.Fields(args)...), t.Output(), t.Output()); got != 2 {
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
