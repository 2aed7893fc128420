package main

import (
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrows is the table of the design: what each folder may import of ours, and
// the libraries that are confined to it. "tracker" itself imports the standard
// library only; anything may import "tracker".
var arrows = map[string][]string{
	"data":                   {},
	"tracker":                {},
	"tracker/document":       {"tracker"},
	"tracker/grammar":        {"tracker", "tracker/document"},
	"tracker/store":          {"tracker"},
	"tracker/intake":         {"tracker", "tracker/document", "tracker/grammar", "tracker/store"},
	"tracker/redline":        {"tracker", "data"},
	"tracker/implementation": {"tracker", "tracker/store", "tracker/redline"},
	"tracker/proposal":       {"tracker", "tracker/store", "tracker/redline"},
	"tracker/report":         {"tracker", "tracker/redline", "tracker/implementation"},
	"tracker/review":         {"tracker", "tracker/store", "tracker/redline"},
	"index":                  {"data", "tracker", "index/words"},
	"index/words":            {"tracker"},
	"index/overlap":          {"data", "tracker", "tracker/redline", "index/words"},
	"index/overlap/planted":  {"tracker"},
	"index/derive":           {"tracker", "tracker/store", "index", "index/overlap"},
	"api":                    {"tracker", "tracker/*", "index", "index/overlap", "index/queue", "index/draft"},
	"ui":                     {"tracker", "tracker/*", "index", "index/overlap", "index/queue", "index/draft"},
	"cmd/concord":            {"*"},
	"tracker/mandate":        {"tracker"},
	"tracker/harmonize":      {"tracker", "tracker/store", "tracker/redline"},
	"tracker/advice":         {"tracker"},
	"index/queue":            {"tracker", "tracker/store", "tracker/review", "index/overlap"},
	"index/draft":            {"tracker", "tracker/*", "index/overlap"},
}

// confined libraries may be imported in the named folders only.
var confined = map[string][]string{
	"github.com/gin-gonic/gin":         {"api", "ui", "cmd/concord"},
	"github.com/blevesearch/":          {"index", "index/*"},
	"go.etcd.io/bbolt":                 {"tracker/store"},
	"github.com/klippa-app/go-pdfium":  {"tracker/document"},
	"github.com/tetratelabs/wazero":    {"tracker/document"},
	"github.com/sergi/go-diff":         {"tracker/redline"},
	"github.com/xuri/excelize":         {"tracker/report"},
	"github.com/spf13/cobra":           {"cmd/concord"},
	"github.com/nicksnyder/go-i18n":    {"ui"},
	"golang.org/x/net/html":            {"tracker/document"},
	"github.com/RoaringBitmap/roaring": {"index", "index/*"},
}

// TestArrows holds the imports of every folder against the table.
func TestArrows(t *testing.T) {
	root := filepath.Join("..", "..")
	folders := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
			return fs.SkipDir // a module of its own, such as index/bench, is no part of the program
		}
		pkg, err := build.ImportDir(path, 0)
		if _, empty := err.(*build.NoGoError); empty {
			return nil
		}
		if err != nil {
			return err
		}
		folders++
		folder, _ := filepath.Rel(root, path)
		checkImports(t, filepath.ToSlash(folder), pkg.Imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if folders < len(arrows) {
		t.Errorf("found %d packages, the table has %d: does a folder not exist?", folders, len(arrows))
	}
}

func checkImports(t *testing.T, folder string, imports []string) {
	allowed, known := arrows[folder]
	if !known {
		t.Errorf("%s: not in the table of arrows", folder)
	}
	for _, path := range imports {
		if ours, is := strings.CutPrefix(path, "concord/"); is && !among(ours, allowed) {
			t.Errorf("%s imports %s: no such arrow", folder, ours)
		}
		for library, rooms := range confined {
			if strings.HasPrefix(path, library) && !among(folder, rooms) {
				t.Errorf("%s imports %s: confined to %v", folder, path, rooms)
			}
		}
		if folder == "tracker" && strings.Contains(path, ".") {
			t.Errorf("tracker imports %s: standard library only", path)
		}
	}
}

// among reports whether folder is in list, where "tracker/*" stands for all
// below tracker and "*" for all.
func among(folder string, list []string) bool {
	return slices.ContainsFunc(list, func(pattern string) bool {
		prefix, all := strings.CutSuffix(pattern, "*")
		return folder == pattern || all && strings.HasPrefix(folder, prefix)
	})
}
