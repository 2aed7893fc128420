package main

import (
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

// TestReviewerDecidesTwenty goes through twenty cases of a real conference by
// keyboard alone: every one opens with its form in sight, and is recorded. A reason
// that was written before is chosen from those that the form recalls.
func TestReviewerDecidesTwenty(t *testing.T) {
	corpora := os.Getenv("CONCORD_CORPORA")
	if corpora == "" {
		t.Skip("no real documents: set CONCORD_CORPORA")
	}
	ctx, complaints := openBrowser(t)
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
	begun := time.Now()
	err = chromedp.Run(ctx,
		chromedp.EmulateViewport(1280, 800),
		chromedp.Navigate(server.URL+"/review?about=itu/pp&ui=en"),
		chromedp.Click(`ol.cases li h3 a`),
		chromedp.WaitVisible(`[data-keys] button`)) // the script has run
	if err != nil {
		t.Fatal(err)
	}
	hidden, tall, keys := 0, 0, 0
	const reason = "checked against both texts"
	for i, digits := range twenty {
		var at string
		var below, height float64
		if err := chromedp.Run(ctx, chromedp.Location(&at)); err != nil {
			t.Fatal(err)
		}
		typed := reason
		if i > 0 {
			typed = kb.ArrowUp // the reason before
		}
		_, err := chromedp.RunResponse(ctx,
			chromedp.Evaluate(`document.querySelector("form[data-decide]").getBoundingClientRect().bottom - innerHeight`, &below),
			chromedp.Evaluate(`document.querySelector(".members").getBoundingClientRect().bottom - document.querySelector("form[data-decide]").getBoundingClientRect().top`, &height),
			pressAll(digits),
			chromedp.KeyEvent(typed),
			chromedp.KeyEvent(kb.Enter))
		keys += len(digits) + len([]rune(typed)) + 1
		if err != nil {
			t.Fatalf("case %d, %s: %v", i+1, at, err)
		}
		err = chromedp.Run(ctx,
			chromedp.WaitVisible(`.done a[href="/review/`+lastElement(at)+`"]`),
			chromedp.WaitVisible(`[data-keys] button`))
		if err != nil {
			t.Fatalf("case %d, %s: %v", i+1, at, err)
		}
		if below > 1 {
			hidden++
		}
		if height > 1 {
			tall++
			t.Logf("case %d: %.0f pixels of the paragraphs are under the form", i+1, height)
		}
	}
	t.Logf("twenty cases in %s of machine time and %d keys; the form out of sight in %d, paragraphs partly under it in %d", time.Since(begun).Round(100*time.Millisecond), keys, hidden, tall)
	if tall > 5 {
		t.Errorf("one must scroll to read %d of twenty cases", tall)
	}
	if hidden > 0 {
		t.Errorf("the form is out of sight in %d of twenty cases", hidden)
	}
	recorded := 0
	for said, err := range r.store.Reviews() {
		if err != nil {
			t.Fatal(err)
		}
		if said.Reason != reason {
			t.Errorf("recorded for the reason %q", said.Reason)
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
