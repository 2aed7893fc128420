package redline

import (
	"testing"

	"github.com/sergi/go-diff/diffmatchpatch"

	"concord/tracker"
)

// TestLongTextStaysReadable: of one paragraph of 60,000 words with a quarter
// replaced, most of what stayed is shown as kept, and the hunks are words, not
// pages. go-diff, asked for the whole text with the timeout that it comes with,
// stands beside it.
func TestLongTextStaysReadable(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		old, new := longPair(lang)
		r := Compare(provisions(old), provisions(new), lang)
		kept, hunks, longest := 0, 0, 0
		for _, ch := range r.Changes {
			for _, e := range ch.Words {
				if e.Op == "=" {
					kept += len(e.Text)
				} else {
					hunks++
					longest = max(longest, len(e.Text))
				}
			}
		}
		share := float64(kept) / float64(len(old))
		t.Logf("%s: %d bytes, kept %.1f %% in %d runs that went or came, the longest of %d bytes", lang, len(old), 100*share, hunks, longest)
		if len(r.Changes) != 1 || share < 0.55 || longest > 2000 {
			t.Errorf("%s: %d changes, kept %.2f, the longest run %d bytes", lang, len(r.Changes), share, longest)
		}
		if testing.Short() || lang != tracker.English {
			continue
		}
		same, total := 0, 0
		for _, d := range diffmatchpatch.New().DiffMain(old, new, false) {
			if total++; d.Type == diffmatchpatch.DiffEqual {
				same += len(d.Text)
			}
		}
		t.Logf("go-diff on the whole text: kept %.1f %% in %d runs", 100*float64(same)/float64(len(old)), total)
	}
}
