package main

import (
	"archive/zip"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/tracker/store"
)

// While a server has the record open, the person at the machine gets a copy from it
// that opens, others do not, and the command says where to get it.
func TestBackupOfAServedRecord(t *testing.T) {
	r, server := openSample(t)
	status, page := get(t, server, "/intake")
	if status != http.StatusOK || !strings.Contains(page, `href="/api/v1/backup"`) {
		t.Errorf("/intake: %d without the way to a backup", status)
	}
	status, body := get(t, server, "/api/v1/backup")
	if status != http.StatusOK {
		t.Fatal(status, body)
	}
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, archive); err != nil {
		t.Fatal(err)
	}
	copied, err := store.Open(dir, r.registry)
	if err != nil {
		t.Fatal(err)
	}
	if copied.Last() != r.store.Last() {
		t.Errorf("the copy ends at entry %d of %d", copied.Last(), r.store.Last())
	}
	if err := copied.Close(); err != nil {
		t.Fatal(err)
	}

	other, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/backup", nil)
	if err != nil {
		t.Fatal(err)
	}
	other.Header.Set("X-Forwarded-Proto", "https")
	if status, body, header := fetch(t, other); status != http.StatusForbidden || header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("somebody else: %d %.100s", status, body)
	}
	other.URL.Path = "/intake"
	if _, page, _ := fetch(t, other); strings.Contains(page, "/api/v1/backup") {
		t.Error("the page offers a backup to somebody else")
	}

	var said strings.Builder
	file := filepath.Join(t.TempDir(), "b.zip")
	if got := run([]string{"--data", r.store.Dir(), "backup", file}, &said, &said); got != 1 || !strings.Contains(said.String(), "/api/v1/backup") {
		t.Errorf("exit %d: %s", got, &said)
	}
}
