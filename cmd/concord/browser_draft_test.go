package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"concord/data"
)

// TestDelegateComparesADraft pastes a draft, then uploads one as a file: it is
// held against what is in force, and nothing is stored.
func TestDelegateComparesADraft(t *testing.T) {
	ctx, complaints := openBrowser(t)
	r, server := openSample(t)
	last := r.store.Last()
	text, err := data.Files.ReadFile("sample/texts/plen-22/res-2.ar.txt")
	if err != nil {
		t.Fatal(err)
	}
	draft := strings.Replace(string(text), "ثلاث ساعات", "ست ساعات", 1)
	if draft == string(text) {
		t.Fatal("the sample no longer says every three hours")
	}
	file := filepath.Join(t.TempDir(), "draft.txt")
	if err := os.WriteFile(file, []byte(draft), 0o600); err != nil {
		t.Fatal(err)
	}
	var pasted, uploaded, dir string
	var overflow int
	err = chromedp.Run(ctx,
		chromedp.EmulateViewport(360, 800),
		chromedp.Navigate(server.URL+"/compare?ui=en"),
		chromedp.SendKeys(`textarea[name=draft]`, "that principal stations shall observe every six hours;"),
		chromedp.SendKeys(`form.draft input[name=old]`, "icou/plen/res/2@plen-18#resolves.3"),
		chromedp.Click(`form.draft button`),
		chromedp.WaitVisible(`ol.redline`),
		chromedp.Text(`ol.redline`, &pasted),
		chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &overflow),
		chromedp.Navigate(server.URL+"/compare"),
		chromedp.SetUploadFiles(`form.draft input[type=file]`, []string{file}),
		chromedp.Click(`form.draft button`),
		chromedp.WaitVisible(`ol.redline[dir=rtl]`),
		chromedp.Text(`ol.redline`, &uploaded),
		chromedp.Evaluate(`document.querySelector("ol.redline").dir`, &dir))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(pasted, "reworded") || strings.Contains(pasted, "removed") || !strings.Contains(pasted, "six") {
		t.Errorf("pasted: %q: want one paragraph reworded", pasted)
	}
	if !strings.Contains(uploaded, "reworded") || !strings.Contains(uploaded, "ست") || strings.Contains(uploaded, "added") || dir != "rtl" {
		t.Errorf("uploaded: %q, dir %q: want one paragraph reworded, right to left", uploaded, dir)
	}
	if overflow > 0 {
		t.Errorf("the result sticks out by %d pixels", overflow)
	}
	if r.store.Last() != last {
		t.Error("comparing wrote to the record")
	}
	for _, c := range complaints() {
		t.Error("console:", c)
	}
}

// TestKeysGoThroughChanges: Alt and an arrow go to the next change and back, and
// each has an address of its own.
func TestKeysGoThroughChanges(t *testing.T) {
	ctx, _ := openBrowser(t)
	_, server := openSample(t)
	var first, second, back, linked, other string
	down, up := chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(1)), chromedp.KeyEvent(kb.ArrowUp, chromedp.KeyModifiers(1))
	at := func(into *string) chromedp.Action { return chromedp.Evaluate(`document.activeElement.id`, into) }
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(1280, 800),
		chromedp.Navigate(server.URL+"/compare?old=icou/plen/res/2@plen-18&new=icou/plen/res/2@plen-22&view=side&ui=en"),
		chromedp.WaitVisible(`ol.redline`),
		down, at(&first), down, at(&second), up, at(&back),
		chromedp.Navigate(server.URL+"/compare?old=icou/plen/res/2@plen-18&new=icou/plen/res/2@plen-22&ui=en#instructs-sg.2"),
		chromedp.WaitVisible(`#instructs-sg\.2:target`),
		chromedp.Text(`#instructs-sg\.2`, &linked),
		chromedp.Click(`#instructs-sg\.2 a[href$="-away"]`),
		chromedp.WaitVisible(`li.away:target`),
		chromedp.Text(`li.away:target`, &other))
	if err != nil {
		t.Fatal(err)
	}
	if first == "" || second == "" || first == second || back != first {
		t.Errorf("went to %q, %q and back to %q", first, second, back)
	}
	if !strings.Contains(linked, "moved") || !strings.Contains(other, "silent stations") {
		t.Errorf("the move %q links to %q", linked, other)
	}
}
