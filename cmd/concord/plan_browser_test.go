package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestSecretariatReports does what a secretariat does all day: looks at what is
// due, opens a mandate, reports on it, and sees it on the page of the text. Two
// windows that save the same form do not overwrite each other.
func TestSecretariatReports(t *testing.T) {
	ctx, complaints := openBrowser(t)
	_, server := openSample(t)
	const page = "/plan?ui=en&q=second+copy"
	var due, history, evidence, conflict, kept, mark string
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(1280, 900),
		chromedp.Navigate(server.URL+"/plan/due?ui=en"),
		chromedp.Text(`main`, &due),
		chromedp.Navigate(server.URL+page),
		chromedp.Click(`table.plan .where a`),
		chromedp.WaitVisible(`aside form.drop`),
		chromedp.SetValue(`form select[name=state]`, "in-progress"),
		chromedp.SetValue(`input[name=since]`, "2026-03-01"),
		chromedp.SetValue(`textarea[name=evidence]`, "C26/35"),
		chromedp.SetValue(`textarea[name=note]`, "the second copy is being made"),
		chromedp.Click(`aside form.drop button`),
		chromedp.WaitVisible(`ol.events li`),
		chromedp.Text(`ol.events`, &history),
		chromedp.AttributeValue(`ol.events a[href*="itu.int"]`, "href", &evidence, nil),
		// The window of somebody who had opened the page before.
		chromedp.Evaluate(`document.querySelector("input[name=version]").value = "0"`, nil),
		chromedp.SetValue(`form select[name=state]`, "done"),
		chromedp.SetValue(`textarea[name=note]`, "written in another window"),
		chromedp.Click(`aside form.drop button`),
		chromedp.WaitVisible(`[role=alert]`),
		chromedp.Text(`main table`, &conflict),
		chromedp.Value(`textarea[name=note]`, &kept),
		chromedp.Navigate(server.URL+"/text/icou/plen/res/4@plen-22?ui=en"),
		chromedp.Text(`#instructs-dir-arc\.3 .state`, &mark))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(due, "Overdue") {
		t.Errorf("nothing is overdue: %.200s", due)
	}
	if !strings.Contains(history, "in progress") || !strings.Contains(history, "the second copy") {
		t.Errorf("history %q", history)
	}
	if evidence != "https://www.itu.int/md/S26-CL-C-0035/en" {
		t.Errorf("the evidence leads to %q", evidence)
	}
	if !strings.Contains(conflict, "in-progress") || !strings.Contains(conflict, "done") || kept != "written in another window" {
		t.Errorf("conflict %q, the form holds %q", conflict, kept)
	}
	if !strings.Contains(mark, "in progress") {
		t.Errorf("the page of the text shows %q", mark)
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "409") { // the conflict that the test makes
			t.Error("console:", c)
		}
	}
}
