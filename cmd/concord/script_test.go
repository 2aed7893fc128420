package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"concord/tracker/document"
	"concord/tracker/store"
)

// TestMain makes `concord` a command of the scripts: the very program that
// people run, its PDF child included.
func TestMain(m *testing.M) {
	if document.ServePDF() || store.ServeCheck() {
		return
	}
	if os.Getenv(asProgram) != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){"concord": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }})
}

// TestScripts holds the command line against testdata/script, which is its
// specification.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
