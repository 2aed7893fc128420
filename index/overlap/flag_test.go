package overlap

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/tracker"
)

// arriving gives an engine that has looked at texts, and what brings it others, all in
// one change.
func arriving(t *testing.T, texts ...tracker.Text) (*Engine, func(...tracker.Text) []Found) {
	record, change := recordOf(t, texts...)
	e, err := New(record)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Update(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	if err := e.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return e, func(came ...tracker.Text) []Found {
		change := Change{Sequence: e.known.Load() + 1}
		for _, one := range came {
			texts = append(slices.DeleteFunc(texts, func(old tracker.Text) bool { return old.Revision == one.Revision && old.Lang == one.Lang }), one)
			change.Instruments = append(change.Instruments, one.Instrument)
		}
		e.record, _ = recordOf(t, texts...)
		found, err := e.Update(t.Context(), change)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
}

func said(t *testing.T, e *Engine) string {
	listing, err := e.Groups(t.Context(), Filter{Scope: AllScope, Unlikely: true})
	if err != nil {
		t.Fatal(err)
	}
	listing.Position = 0
	out, err := json.Marshal(listing)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// A new revision stands among the groups as soon as it was flagged, in the words that
// it has now, and as a whole search finds it too.
func TestFlag(t *testing.T) {
	for l, words := range map[tracker.Lang][2]string{
		"en": {exchange, stations},
		"ar": {"أن يتبادل مع المراكز الإقليمية صور السحب النادرة الملتقطة في المحطات الجبلية وأن يحفظها في المحفوظات المشتركة عشر سنوات على الأقل", "أن يضع قائمة بالمحطات التي تزيد أعمار أجهزتها عن أعمار راصديها وأن يقترح كيفية استبدال كل منها دون انقطاع سلسلتها"},
		"zh": {"与各区域中心交换在高山观测站拍摄的罕见云彩照片，并在共用档案库中至少保存十年，供学校、观测员和业余爱好者使用", "编制一份仪器比观测员还要年长的观测站清单，并就如何逐一更换而不中断其序列提出建议"},
	} {
		e, arrive := arriving(t, append(filler(40), text(1, "plen-18", l, "", words[0]), text(2, "plen-18", l, "", words[0]), text(3, "plen-18", l, "", words[1]))...)
		made := e.Made()
		arrive(text(2, "plen-22", l, "", words[1]))
		if found := groups(t, e, Filter{}); len(found) != 0 {
			t.Errorf("%s: the words that were replaced are still in %+v", l, found)
		}
		position := e.Position()
		if _, looking := e.Looking(); !looking {
			t.Errorf("%s: nothing is being looked for", l)
		}
		if err := e.Flag(t.Context()); err != nil {
			t.Fatal(err)
		}
		found := groups(t, e, Filter{})
		if len(found) != 1 || found[0].Relation != Identical || found[0].Lang != l || !strings.HasPrefix(found[0].Members[0].Text, words[1]) ||
			found[0].Members[0].Address.Number != "2" || found[0].Members[1].Address.Number != "3" {
			t.Errorf("%s: flagged %+v", l, found)
		}
		if e.Position() != position || e.Made() == made || !e.Await(t.Context(), position+1) {
			t.Errorf("%s: position %d, made %d times", l, e.Position(), e.Made())
		}
		flagged := said(t, e)
		if err := e.Refresh(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if now := said(t, e); now != flagged {
			t.Errorf("%s: flagged %s\nfound %s", l, flagged, now)
		}
		if _, looking := e.Looking(); looking || e.Position() != position+1 {
			t.Errorf("%s: still being looked for at %d", l, e.Position())
		}
	}
}

// One that says nearly the same comes into the group that is there; a third that the
// change is not about stays in it.
func TestFlagJoins(t *testing.T) {
	e, arrive := arriving(t, append(filler(40), text(1, "plen-18", "en", "", exchange), text(2, "plen-18", "en", "", exchange, stations))...)
	if found := arrive(text(3, "plen-22", "en", "", strings.Replace(exchange, "rare", "unusual", 1))); len(found) != 1 {
		t.Fatalf("%+v", found)
	}
	if err := e.Flag(t.Context()); err != nil {
		t.Fatal(err)
	}
	found := groups(t, e, Filter{})
	if len(found) != 1 || len(found[0].Members) != 3 {
		t.Errorf("%+v", found)
	}
}

// Texts of one change stand beside each other, and those that it takes out in none.
func TestFlagSeveral(t *testing.T) {
	e, arrive := arriving(t, append(filler(40), text(1, "plen-18", "en", "", "to count the clouds"), text(2, "plen-18", "en", "", exchange), text(3, "plen-18", "en", "", exchange))...)
	arrive(text(1, "plen-22", "en", "", exchange), text(2, "plen-22", "en", "", "to count the stars"), text(3, "plen-22", "en", "", exchange))
	if err := e.Flag(t.Context()); err != nil {
		t.Fatal(err)
	}
	found := groups(t, e, Filter{})
	if len(found) != 1 || len(found[0].Members) != 2 || found[0].Members[0].Address.Number != "1" || found[0].Members[1].Address.Session != "plen-22" {
		t.Errorf("%+v", found)
	}
}

// What is gone is in no group, and what has come into its place is not taken for it.
func TestGone(t *testing.T) {
	e, arrive := arriving(t, append(filler(40), text(1, "plen-18", "en", "", exchange), text(2, "plen-18", "en", "", exchange), text(3, "plen-18", "en", "", exchange))...)
	arrive(text(1, "plen-18", "en", "", stations)) // the same revision, set right: into the same place
	for _, g := range groups(t, e, Filter{}) {
		for _, m := range g.Members {
			if m.Address.Number == "1" || m.Text != exchange {
				t.Errorf("%s: %s", m.Address, m.Text)
			}
		}
	}
	arrive(text(2, "plen-18", "en", "", ""))
	arrive(text(3, "plen-18", "en", "", ""))
	if found := groups(t, e, Filter{Scope: AllScope, Unlikely: true}); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

// Who asks while a long search goes on is answered before it ends.
func TestAskedMeanwhile(t *testing.T) {
	texts := filler(40)
	for i := range 30 {
		texts = append(texts, text(i, "plen-18", "en", "", fmt.Sprintf("%s of kind %s%s", exchange, strings.Repeat("x", 3), string(rune('a'+i)))))
	}
	e, arrive := arriving(t, texts...)
	arrive(text(40, "plen-18", "en", "", exchange))
	before := e.Position()
	asked := make(chan uint64, 1)
	begun := false
	err := e.Refresh(t.Context(), func(stage string, done, total int) {
		if stage != weighing {
			return
		}
		if total < 5*turn {
			t.Fatalf("only %d links", total)
		}
		if !begun {
			begun = true
			go func() {
				listing, err := e.Groups(context.Background(), Filter{})
				if err != nil {
					t.Error(err)
				}
				asked <- listing.Position
			}()
		}
		time.Sleep(5 * time.Millisecond) // lets the one who waits be waiting
	})
	if err != nil {
		t.Fatal(err)
	}
	if at := <-asked; at != before {
		t.Errorf("answered at %d, after the search", at)
	}
}
