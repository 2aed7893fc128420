package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"concord/index/derive"
)

// With a damaged index the program starts at once, shows texts, says honestly
// that search is behind, and finds everything when the index has been made anew.
func TestDamagedIndexIsRebuiltBehindANotice(t *testing.T) {
	c := &console{out: t.Output(), err: t.Output(), dir: t.TempDir()}
	r, err := c.openRecord(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.firstStart(t.Context(), r, false); err != nil {
		t.Fatal(err)
	}
	if err := r.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "index", "store", "root.bolt"), []byte("no"), 0o600); err != nil {
		t.Fatal(err)
	}

	if r, err = c.openRecord(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.index.Rebuilt() == "" {
		t.Error("the index does not say that it was made anew")
	}
	handler, err := newHandler(r, door{}, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	get := func(path string) string {
		t.Helper()
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v", path, response.StatusCode, err)
		}
		return string(body)
	}
	const notice = "The index is being brought up to date"
	if page := get("/search?q=stations&ui=en"); !strings.Contains(page, notice) {
		t.Error("the page does not say that the index is behind")
	}
	get("/text/icou/plen/res/2@plen-22")

	failed := make(chan error, 1)
	ctx := t.Context()
	done := make(chan struct{})
	go func() { defer close(done); failed <- derive.Once(ctx, r.store, r.index) }()
	for deadline := time.Now().Add(time.Minute); strings.Contains(get("/search?q=stations&ui=en"), notice); {
		if time.Now().After(deadline) {
			t.Fatal("the index is still behind")
		}
		time.Sleep(10 * time.Millisecond)
	}
	<-done
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	if page := get("/search?q=stations&ui=en"); !strings.Contains(page, "<mark>") {
		t.Error("nothing is found after the index was made anew")
	}
	server.Close()
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
}
