package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"concord/index/derive"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

// twenty are the outcomes that a reader of the first twenty cases of PP-18 came
// to, by digit: 1 keep both, 2 shorten, 3 reference, 4 merge, 5 suppress, 6
// integrates, 7 not an overlap. 3 and 4 are followed by the number of the paragraph
// that keeps the words.
var twenty = strings.Fields("31 2 31 31 2 42 31 7 7 7 2 7 31 7 7 7 7 7 7 7")

// openPP18 gives a server over a record that holds the Final Acts of PP-18.
func openPP18(t *testing.T) (*record, *httptest.Server) {
	t.Helper()
	corpora := os.Getenv("CONCORD_CORPORA")
	if corpora == "" {
		t.Skip("no real documents: set CONCORD_CORPORA")
	}
	r, server := openSample(t)
	f, size, err := openFile(filepath.Join(corpora, "pp18", "pp18_final_acts_akn.xml"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	if document.DefaultLimits.Bytes < size {
		t.Fatal("the corpus is larger than what can be read")
	}
	if _, err := r.intake.File(t.Context(), "pp18.xml", f, size, grammar.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := derive.Overlaps(t.Context(), r.store, r.overlaps, nil); err != nil {
		t.Fatal(err)
	}
	return r, server
}

// decideCase decides the case that is open with keys, and waits for the next one. It
// gives how far the form hangs out of the window, and the paragraphs under the form.
func decideCase(ctx context.Context, keys ...string) (out, under float64, err error) {
	var at string
	actions := []chromedp.Action{
		chromedp.Location(&at),
		chromedp.Evaluate(`document.querySelector("form[data-decide]").getBoundingClientRect().bottom - innerHeight`, &out),
		chromedp.Evaluate(`document.querySelector(".members").getBoundingClientRect().bottom - document.querySelector("form[data-decide]").getBoundingClientRect().top`, &under),
		pressAll(keys[0]), // what a page prevents is not typed
	}
	for _, typed := range keys[1:] {
		actions = append(actions, chromedp.KeyEvent(typed))
	}
	if _, err := chromedp.RunResponse(ctx, actions...); err != nil {
		return out, under, fmt.Errorf("%s: %w", at, err)
	}
	return out, under, chromedp.Run(ctx,
		chromedp.WaitVisible(`.done a[href="/review/`+lastElement(at)+`"]`),
		chromedp.WaitVisible(`[data-keys] button`)) // the script has run
}

// TestReviewerDecidesTwenty goes through twenty cases of a real conference by
// keyboard alone: every one opens with its form in sight, hardly one must be scrolled
// to be read, and all are recorded. A reason that was written before is brought back.
func TestReviewerDecidesTwenty(t *testing.T) {
	ctx, complaints := openBrowser(t)
	r, server := openPP18(t)
	begun := time.Now()
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(1280, 800),
		chromedp.Navigate(server.URL+"/review?about=itu/pp&ui=en"),
		chromedp.WaitVisible(`[data-keys] button`),
		press("j"), chromedp.KeyEvent(kb.Enter),
		chromedp.WaitVisible(`#decide`), chromedp.WaitVisible(`[data-keys] button`))
	if err != nil {
		t.Fatal(err)
	}
	hidden, tall, keys := 0, 0, 2
	const reason = "checked against both texts"
	typed := reason
	for i, digits := range twenty {
		out, under, err := decideCase(ctx, digits, typed, kb.Enter)
		if err != nil {
			t.Fatalf("case %d: %v", i+1, err)
		}
		keys += len(digits) + len([]rune(typed)) + 1
		typed = kb.ArrowUp // the reason before
		if out > 1 {
			hidden++
		}
		if under > 1 {
			tall++
			t.Logf("case %d: %.0f pixels of the paragraphs are under the form", i+1, under)
		}
	}
	t.Logf("twenty cases in %s of machine time and %d keys; the form out of sight in %d, paragraphs partly under it in %d", time.Since(begun).Round(100*time.Millisecond), keys, hidden, tall)
	if tall > 5 || hidden > 0 {
		t.Errorf("of twenty cases, one must scroll to read %d, and to decide %d", tall, hidden)
	}
	recorded := 0
	for said, err := range r.store.Reviews() {
		if err != nil || said.Reason != reason {
			t.Fatalf("recorded for the reason %q, %v", said.Reason, err)
		}
		recorded++
	}
	if recorded != len(twenty) {
		t.Errorf("%d verdicts recorded, want %d", recorded, len(twenty))
	}
	for _, c := range complaints() {
		t.Error("console:", c)
	}
}

// lastElement is the id of a case in its address.
func lastElement(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return path[strings.LastIndex(path, "/")+1:]
}
