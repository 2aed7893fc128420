package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"concord/index/derive"
	"concord/index/overlap"
)

// sampleFolder is a record that holds the sample library, with its index, as the
// files of its folder: it is made once and every test gets a copy.
var sampleFolder = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "concord-sample-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx, c := context.Background(), &console{out: io.Discard, err: io.Discard, dir: dir}
	r, err := c.openRecord(ctx)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(c.firstStart(ctx, r, false), derive.Once(ctx, r.store, r.index), r.close()); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	return files, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		files[name], err = os.ReadFile(path)
		return err
	})
})

// openSample gives a server over a fresh record that holds the sample library.
func openSample(tb testing.TB) (*record, *httptest.Server) {
	tb.Helper()
	return openFolder(tb, closedSample(tb))
}

// openFolder gives a server over the record in the folder of a console.
func openFolder(tb testing.TB, c *console) (*record, *httptest.Server) {
	tb.Helper()
	r, server := openUnsearched(tb, c)
	if err := derive.Overlaps(tb.Context(), r.store, r.overlaps, nil); err != nil {
		tb.Fatal(err)
	}
	return r, server
}

// openUnsearched is openFolder before overlaps are looked for.
func openUnsearched(tb testing.TB, c *console) (*record, *httptest.Server) {
	tb.Helper()
	r, err := c.openRecord(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	handler, err := newHandler(r, door{}, slog.New(slog.NewTextHandler(tb.Output(), nil)))
	if err != nil {
		tb.Fatal(err)
	}
	server := httptest.NewServer(handler)
	tb.Cleanup(func() {
		server.Close()
		if err := r.close(); err != nil {
			tb.Error(err)
		}
	})
	return r, server
}

// closedSample is a folder with the sample library that nobody has open.
func closedSample(tb testing.TB) *console {
	tb.Helper()
	files, err := sampleFolder()
	if err != nil {
		tb.Fatal(err)
	}
	c := &console{out: tb.Output(), err: tb.Output(), dir: tb.TempDir()}
	for name, content := range files {
		path := filepath.Join(c.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
			tb.Fatal(err)
		}
	}
	return c
}

// openBrowser starts a headless browser and gathers what its console complains
// of: a blocked script or style is a fault that no one would see otherwise.
func openBrowser(t *testing.T) (context.Context, func() []string) {
	t.Helper()
	if testing.Short() {
		t.Skip("pages are looked at by the run without -short")
	}
	path := os.Getenv("CONCORD_BROWSER")
	if path == "" {
		path, _ = exec.LookPath("chromium")
	}
	if path == "" {
		t.Skip("no browser: set CONCORD_BROWSER or install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("force-prefers-reduced-motion", true)) // a click misses what still scrolls
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 6*time.Minute)
	t.Cleanup(cancel)
	var complaints []string
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text)
		}
	})
	if err := chromedp.Run(ctx, log.Enable()); err != nil {
		t.Fatal(err)
	}
	return ctx, func() []string { return complaints }
}

// pages are those that a reader of the sample library sees.
var pages = []struct{ name, path string }{
	{"home", "/"},
	{"search", "/search?q=stations"},
	{"search-zh", "/search?q=观测"},
	{"search-ar", "/search?q=الجزر"},
	{"search-partly", "/search?q=谁公布观测站名录&explain=1"},
	{"search-related", "/search?related=icou/plen/res/2@plen-22/ar%23resolves.3"},
	{"texts", "/texts?body=icou/plen"},
	{"text", "/text/icou/plen/res/2@plen-22"},
	{"compare", "/compare?old=icou/plen/res/2@plen-18&new=icou/plen/res/2@plen-22"},
	{"side", "/compare?old=icou/plen/res/2@plen-18&new=icou/plen/res/2@plen-22&view=side&all=1"},
	{"other", "/compare?old=icou/plen/res/2&new=icou/plen/res/3"},
	{"history", "/history/icou/plen/res/2"},
	{"proposals", "/proposals"},
	{"proposal", "/proposal/HLG/15A1/1"},
	{"proposal-new", "/proposal/HLG/15A1/2"},
	{"proposal-sup", "/proposal/MST/4/1"},
	{"consolidate", "/consolidate?base=icou/plen/res/2"},
	{"consolidate-pick", "/consolidate"},
	{"intake", "/intake"},
	{"queue", "/review"},
	{"case", "/review/FIRST"},
	{"matrix", "/matrix"},
	{"draft-form", "/check-draft"},
	{"workbench", "/workbench"},
	{"workbench-new", "/workbench/new?text=icou/plen/res/4&text=icou/plen/res/6"},
	{"guidelines", "/guidelines?text=icou/plen/res/3"},
	{"pair", "/pair?a=icou/plen/res/2@plen-22%23resolves.2&b=icou/plen/res/3@plen-22%23resolves.2"},
	{"catalogue", "/texts?body=itu/pp"},
	{"plan", "/plan"},
	{"plan-lead", "/plan?by=lead&q=stations"},
	{"mandate", "/plan/mandate/icou/plen/res/2@plen-22%23instructs-sg.2"},
	{"due", "/plan/due"},
	{"conference", "/plan/conference/plen-22"},
	{"reports", "/reports?for=icou/plen&period=2024-2026"},
	{"calendar", "/reports/calendar"},
	{"framework", "/framework"},
	{"missing", "/text/icou/plen/res/999"},
}

// TestPagesFitEveryScreen opens every page wide and phone-narrow, left to right,
// right to left and in Chinese: nothing may stick out sideways, the console must
// be silent, and the page must say its language. Screenshots for the eye go to
// CONCORD_SCREENSHOTS.
func TestPagesFitEveryScreen(t *testing.T) {
	ctx, complaints := openBrowser(t)
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) == 0 {
		t.Fatalf("%d overlaps in the sample library, %v", len(listing.Groups), err)
	}
	first := listing.Groups[0].ID
	shots := os.Getenv("CONCORD_SCREENSHOTS")
	for _, width := range []int64{1280, 360} {
		for _, lang := range []string{"en", "ar", "zh"} {
			for _, page := range pages {
				page.path = strings.ReplaceAll(page.path, "FIRST", first)
				name := fmt.Sprintf("%s-%s-%d", page.name, lang, width)
				join := "?"
				if strings.Contains(page.path, "?") {
					join = "&"
				}
				var overflow, headings int
				var pageLang, dir string
				var shot []byte
				err := chromedp.Run(ctx,
					chromedp.EmulateViewport(width, 800),
					chromedp.Navigate(server.URL+page.path+join+"ui="+lang),
					chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &overflow),
					chromedp.Evaluate(`document.querySelectorAll("h1").length`, &headings),
					chromedp.Evaluate(`document.documentElement.lang`, &pageLang),
					chromedp.Evaluate(`document.documentElement.dir`, &dir))
				if err == nil && shots != "" {
					err = chromedp.Run(ctx, chromedp.FullScreenshot(&shot, 100))
				}
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if overflow > 0 {
					t.Errorf("%s: sticks out by %d pixels", name, overflow)
				}
				if headings != 1 {
					t.Errorf("%s: %d first-level headings, want 1", name, headings)
				}
				if pageLang != lang || (dir == "rtl") != (lang == "ar") {
					t.Errorf("%s: lang=%q dir=%q", name, pageLang, dir)
				}
				if shots != "" {
					if err := os.WriteFile(filepath.Join(shots, name+".png"), shot, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "404") { // the page that is missing on purpose
			t.Error("console:", c)
		}
	}
}

// TestDelegateFindsAndCompares does what a delegate does first: types a few
// words, opens the paragraph, follows what changed.
func TestDelegateFindsAndCompares(t *testing.T) {
	ctx, _ := openBrowser(t)
	_, server := openSample(t)
	var found, target, changed string
	// What leads to another page is waited for: a question asked while a page goes
	// may never be answered.
	for _, actions := range [][]chromedp.Action{
		{chromedp.EmulateViewport(1280, 800), chromedp.Navigate(server.URL + "/?ui=en")},
		{chromedp.SendKeys(`.hero input[type=search]`, "spare parts for instruments\r")},
		{chromedp.Text(`ol.hits li .passage`, &found), chromedp.Click(`ol.hits li h3 a`)},
		{chromedp.Text(`.provision:target p`, &target), chromedp.Click(`aside a[href^="/compare"]`)},
	} {
		if _, err := chromedp.RunResponse(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Run(ctx, chromedp.Text(`ol.redline`, &changed)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(found, "spare parts") || !strings.Contains(target, "spare parts") {
		t.Errorf("found %q, opened %q: want the paragraph about spare parts", found, target)
	}
	if changed == "" {
		t.Error("the comparison shows nothing")
	}
}
