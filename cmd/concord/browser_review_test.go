package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"concord/index/overlap"
	"concord/tracker"
)

// press presses a key as a keyboard does: what a page prevents is not typed.
func press(key string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		if err := input.DispatchKeyEvent(input.KeyDown).WithKey(key).WithText(key).Do(ctx); err != nil {
			return err
		}
		return input.DispatchKeyEvent(input.KeyUp).WithKey(key).Do(ctx)
	})
}

// pressAll presses one key after the other.
func pressAll(keys string) chromedp.Tasks {
	var out chromedp.Tasks
	for _, key := range keys {
		out = append(out, press(string(key)))
	}
	return out
}

// looksAround opens the first case, and goes to the next and back.
func looksAround(ctx context.Context, t *testing.T, url, id string) {
	t.Helper()
	var first string
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(1280, 800),
		chromedp.Navigate(url+"/review/"+id+"?ui=en"),
		chromedp.WaitVisible(`[data-keys] button`), // the script has run
		chromedp.KeyEvent("j"),                     // only to look
		chromedp.WaitVisible(`.steps a[rel=prev]`),
		chromedp.WaitVisible(`[data-keys] button`),
		chromedp.KeyEvent("k"),
		chromedp.WaitNotPresent(`.steps a[rel=prev]`),
		chromedp.WaitVisible(`[data-keys] button`),
		chromedp.Location(&first))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(first, id) {
		t.Errorf("j and k lead to %s", first)
	}
}

// TestReviewerDecidesByKeyboard opens the queue, decides three cases without
// touching a pointer, and finds them recorded.
func TestReviewerDecidesByKeyboard(t *testing.T) {
	ctx, complaints := openBrowser(t)
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{})
	if err != nil || len(listing.Groups) < 4 {
		t.Fatalf("%d overlaps in the sample library, %v", len(listing.Groups), err)
	}
	looksAround(ctx, t, server.URL, listing.Groups[0].ID)
	var at string
	var moved float64
	for i, digits := range []string{"1", "42", "7"} { // the second of the paragraphs keeps the words
		err := chromedp.Run(ctx,
			pressAll(digits),
			chromedp.Evaluate(`scrollY`, &moved),
			chromedp.KeyEvent(fmt.Sprintf("reason %d", i)),
			chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(fmt.Sprintf(`.done a[href="/review/%s"]`, listing.Groups[i].ID)),
			chromedp.WaitVisible(`[data-keys] button`), // the script has run
			chromedp.Location(&at))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(at, listing.Groups[i+1].ID) || moved > 0 {
			t.Errorf("after case %d: %s, want case %s; what one reads moved by %v", i, at, listing.Groups[i+1].ID, moved)
		}
	}
	err = chromedp.Run(ctx, press("u"), chromedp.WaitVisible(`.verdict`), chromedp.Location(&at))
	if err != nil || !strings.Contains(at, listing.Groups[2].ID) {
		t.Errorf("back to what was just recorded: %s, %v", at, err)
	}
	var outcomes []string
	for said, err := range r.store.Reviews() {
		if err != nil {
			t.Fatal(err)
		}
		if said.Act != tracker.VerdictAct || !strings.HasPrefix(said.Reason, "reason") || len(said.Members) < 2 {
			t.Errorf("recorded: %+v", said)
		}
		outcomes = append(outcomes, said.Outcome)
		if said.Outcome == "merge-into" && said.Target != said.Members[1].Address {
			t.Errorf("merged into %s, want the second of %v", said.Target, said.Members)
		}
	}
	if got := strings.Join(outcomes, " "); got != "keep-both merge-into not-an-overlap" {
		t.Errorf("recorded: %s", got)
	}
	for _, c := range complaints() {
		t.Error("console:", c)
	}
}

// TestReviewerDecidesSeveralByKeyboard chooses two cases of the queue and decides
// both at once, without touching a pointer.
func TestReviewerDecidesSeveralByKeyboard(t *testing.T) {
	ctx, complaints := openBrowser(t)
	r, server := openSample(t)
	var hidden, shown bool
	var wide float64
	const visible = `getComputedStyle(document.getElementById("several")).display !== "none"`
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(360, 740),
		chromedp.Navigate(server.URL+"/review?scope=all&ui=ar"),
		chromedp.WaitReady(`[data-keys] button`, chromedp.ByQuery), // the script has run
		chromedp.Evaluate(`!(`+visible+`)`, &hidden),
		press("j"), press("x"), press("j"), press("x"), press("j"), press("x"), press("x"),
		chromedp.Evaluate(visible, &shown),
		chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &wide),
		press("1"),
		chromedp.KeyEvent("说了两次"),
		chromedp.KeyEvent(kb.Enter),
		chromedp.WaitVisible(`.notice.done`))
	if err != nil {
		t.Fatal(err)
	}
	if !hidden || !shown || wide > 0 {
		t.Errorf("the form is hidden before: %v, shown after: %v; %v pixels too wide", hidden, shown, wide)
	}
	n := 0
	for said, err := range r.store.Reviews() {
		if n++; err != nil || said.Outcome != "keep-both" || said.Reason != "说了两次" {
			t.Errorf("recorded: %v %+v", err, said)
		}
	}
	if n != 2 {
		t.Errorf("%d verdicts, want 2", n)
	}
	for _, c := range complaints() {
		t.Error("console:", c)
	}
}

// TestDelegateProposesOnAPhone proposes a saved draft on a phone: a symbol that
// is taken is told beside the form, another is recorded; nothing is too wide.
func TestDelegateProposesOnAPhone(t *testing.T) {
	ctx, complaints := openBrowser(t)
	_, server := openSample(t)
	b := openBench(t, server, tracker.Arabic, "icou/plen/res/5", "icou/plen/res/10")
	b.save(http.StatusSeeOther)
	const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`
	var wide [3]float64
	var at string
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(360, 740),
		chromedp.Navigate(server.URL+b.path+"?ui=ar"),
		chromedp.Evaluate(tooWide, &wide[0]),
		chromedp.SendKeys(`input[name=symbol]`, "MST/4/1"),
		chromedp.SendKeys(`textarea[name=reasons]`, "نص واحد يكفي"),
		chromedp.SetValue(`select[name=conference]`, "plen-26"),
		chromedp.Click(`#propose form button`),
		chromedp.WaitVisible(`#propose [role=alert]`),
		chromedp.Evaluate(tooWide, &wide[1]),
		chromedp.SetValue(`input[name=symbol]`, "ARK/77/1"),
		chromedp.Click(`#propose form button`),
		chromedp.WaitVisible(`article.offer`),
		chromedp.Evaluate(tooWide, &wide[2]),
		chromedp.Location(&at))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(at, "/proposal/ARK/77/1") || wide != [3]float64{} {
		t.Errorf("recorded at %s; pixels too wide %v", at, wide)
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "409") { // the refusal that was asked for
			t.Error("console:", c)
		}
	}
}
