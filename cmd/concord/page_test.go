package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"concord/tracker/grammar"
)

// corpora is the folder of real documents, or the test is skipped.
func corpora(tb testing.TB, name string) string {
	tb.Helper()
	folder := os.Getenv("CONCORD_CORPORA")
	if folder == "" {
		folder = "../../../shared/corpora"
	}
	path := filepath.Join(folder, name)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("no real documents at %s: set CONCORD_CORPORA", path)
	}
	return path
}

// processor is the time that this process has used so far, on all cores: what a
// page costs does not depend on who else uses the machine.
func processor(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Skip(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPages measures what a page costs the server, with the Final Acts of
// a whole conference in the record.
func BenchmarkPages(b *testing.B) {
	file := corpora(b, "pp18/pp18_final_acts_akn.xml")
	c := &console{out: b.Output(), err: b.Output(), dir: b.TempDir()}
	r, err := c.openRecord(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer r.close()
	if _, err := r.importFile(b.Context(), file, grammar.Options{}); err != nil {
		b.Fatal(err)
	}
	if err := r.catchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	handler, err := newHandler(r, door{}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	for _, page := range []struct{ name, path string }{
		{"home", "/"},
		{"search-word", "/search?q=broadband"},
		{"search-common", "/search?q=telecommunication"},
		{"search-phrase", "/search?q=%22developing+countries%22"},
		{"search-number", "/search?q=Res+130"},
		{"text-short", "/text/itu/pp/res/2@pp-18"},
		{"text-longest", "/text/itu/pp/res/130@pp-18"},
		{"texts", "/texts?body=itu/pp"},
		{"plan", "/plan"},
		{"plan-filtered", "/plan?lead=dir-bdt&q=developing&by=state"},
		{"mandate", "/plan/mandate/itu/pp/res/130@pp-18%23instructs-sg.1"},
		{"plan-zh", "/plan?ui=zh&by=lead"},
		{"plan-all", "/plan?all=1"},
		{"due", "/plan/due"},
		{"report", "/reports?for=itu/council&period=2026"},
		{"report-all", "/reports?for=itu/pp&period=2024-2027"},
		{"calendar", "/reports/calendar"},
		{"framework", "/framework"},
		{"api-text", "/api/v1/texts/itu/pp/res/130@pp-18"},
		{"compare", "/compare?old=itu/pp/res/101@pp-18&new=itu/pp/res/102@pp-18"},
	} {
		b.Run(page.name, func(b *testing.B) {
			ask := func() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, page.path, nil))
				if w.Code != http.StatusOK {
					b.Fatalf("%s: status %d", page.path, w.Code)
				}
			}
			ask() // the plan is made by whoever asks first after somebody wrote
			before := processor(b)
			for b.Loop() {
				ask()
			}
			b.ReportMetric(float64((processor(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}
