package queue_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
)

// receipt is what intake says of texts, by their addresses, that came with the
// last entry.
func (r *room) receipt(texts ...string) tracker.Receipt {
	out := tracker.Receipt{Sequence: r.shelf.Store.Last()}
	for _, at := range texts {
		a, err := tracker.ParseAddress(at)
		if err != nil {
			r.Fatal(err)
		}
		out.Texts = append(out.Texts, tracker.ReceiptText{Text: a, Change: tracker.New})
	}
	return out
}

func (r *room) flagged(receipt tracker.Receipt) queue.Flagged {
	r.Helper()
	f, err := r.shelf.Flagged(r.Context(), receipt)
	if err != nil {
		r.Fatal(err)
	}
	return f
}

// TestFlagged: what a text resembles that has just come in stands on its receipt
// before everything was looked for anew, and still does when it was; in three scripts.
func TestFlagged(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		r := newRoom(t)
		r.library(lang)
		if f := r.flagged(r.receipt("icou/pp/res/2@va-18/" + string(lang))); !f.Pending || len(f.Provisions) != 0 {
			t.Errorf("%s: before anything was looked for: %+v", lang, f)
		}
		r.all()
		came := fmt.Sprintf("icou/pp/res/9@va-18/%s", lang)
		r.text(came, own[lang][3]+" 9", shared[lang])
		receipt := r.receipt(came)
		change := overlap.Change{Sequence: receipt.Sequence, Instruments: []tracker.Address{receipt.Texts[0].Text.Instrument()}}
		if _, err := r.shelf.Overlaps.Update(r.Context(), change); err != nil {
			t.Fatal(err)
		}
		if err := r.shelf.Overlaps.Flag(r.Context()); err != nil {
			t.Fatal(err)
		}
		for _, pending := range []bool{true, false} {
			if !pending {
				r.all()
			}
			f := r.flagged(receipt)
			if f.Pending != pending || len(f.Provisions) == 0 || f.LeftOut != 0 || f.Past != 0 || f.Compared != 1 {
				t.Fatalf("%s, pending %v: %+v", lang, pending, f)
			}
			p := f.Provisions[0]
			like := p.Like[0]
			if p.Address.String() != "icou/pp/res/9@va-18#resolves.2" || p.Text != shared[lang] || like.Lang != lang || p.Class != overlap.Operative ||
				like.Relation != overlap.Identical || like.Coverage != 1 || like.CoverageLike != 1 || like.Members != 3 || like.Address.Number != "2" {
				t.Errorf("%s, pending %v: %+v", lang, pending, p)
			}
			if listing, err := r.shelf.Listing(r.Context(), overlap.Filter{}); err != nil || listing.Pending != pending || len(listing.Groups) == 0 {
				t.Errorf("%s: %d groups, pending %v, want %v: %v", lang, len(listing.Groups), listing.Pending, pending, err)
			}
			all, err := r.shelf.All(r.Context())
			if err != nil {
				t.Fatal(err)
			}
			if i, known := all.Find(like.Group); !known || len(all.Items[i].Members) != 3 {
				t.Errorf("%s, pending %v: the case %s of the three is not in the queue", lang, pending, like.Group)
			}
		}
		r.text("icou/pp/res/9@sm-22/"+string(lang), own[lang][3]+" 9")
		r.all()
		if f := r.flagged(receipt); f.Past != 1 || len(f.Provisions) != 0 || f.Pending {
			t.Errorf("%s: a later revision stands: %+v", lang, f)
		}
	}
}

// TestFlaggedLimits: a long receipt lists the strongest and counts the rest; what is
// counted only, such as reporting clauses, is not listed.
func TestFlaggedLimits(t *testing.T) {
	r := newRoom(t)
	r.library(tracker.English)
	var same []string
	for i := range 23 {
		same = append(same, fmt.Sprintf("to hang lantern %s of the %s pier beside the door of keeper %s until the %s boat has gone and to say so to nobody but the gulls", word(i), word(i+30), word(i+60), word(i+90)))
	}
	same = append(same, "to report annually to the Council on the implementation of this resolution")
	for i := range 5 {
		r.text(fmt.Sprintf("icou/pp/res/%d@va-18/en", 20+i), same...)
	}
	r.all()
	f := r.flagged(r.receipt("icou/pp/res/20@va-18/en", "icou/pp/res/20@va-18/en"))
	if len(f.Provisions) != 20 || f.LeftOut != 3 || f.Suppressed["reporting"]+f.Suppressed["formula"] != 1 {
		t.Errorf("%d listed, %d left out, %v", len(f.Provisions), f.LeftOut, f.Suppressed)
	}
	if p := f.Provisions[0]; len(p.Like) != 3 || p.LeftOut != 1 {
		t.Errorf("of the first, %d listed and %d left out", len(p.Like), p.LeftOut)
	}
}

// word makes a word of its own.
func word(i int) string { return strings.Repeat(string(rune('a'+i%26)), 3+i/26) + "um" }

// TestFlaggedWaits: nobody waits for an engine that does not hear of the texts longer
// than his request lasts.
func TestFlaggedWaits(t *testing.T) {
	r := newRoom(t)
	r.library(tracker.English)
	r.all()
	r.text("icou/pp/res/9@va-18/en", shared[tracker.English])
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r.shelf.Overlaps.Await(ctx, r.shelf.Store.Last()) {
		t.Error("heard of a text that nobody told")
	}
}
