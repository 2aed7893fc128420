package redline

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"concord/tracker"
)

// checkPromise holds what a redline promises of any two texts: applying it to
// the old one gives the new one exactly, and each change's words give both its
// texts.
func checkPromise(t *testing.T, old, new []tracker.Provision) Redline {
	t.Helper()
	r := Compare(old, new, tracker.English)
	made, err := r.Apply(old)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	if len(made) != len(new) {
		t.Fatalf("apply gives %d provisions, want %d", len(made), len(new))
	}
	for i, p := range made {
		want := new[i]
		if p.Text != want.Text || p.Label != want.Label || p.Section != want.Section || p.Heading != want.Heading || p.Address != want.Address || p.Role != want.Role {
			t.Fatalf("provision %d is %+v, want %+v", i+1, p, want)
		}
	}
	told := 0
	seen := map[int]bool{}
	for _, ch := range r.Changes {
		if o, n := sides(ch.Words); o != ch.OldText || n != ch.NewText {
			t.Fatalf("%s: words give %q and %q, want %q and %q", ch.Class, o, n, ch.OldText, ch.NewText)
		}
		if cuts := cutsInWords(ch.Words); cuts > 0 {
			t.Fatalf("%s: %d borders inside words: %s", ch.Class, cuts, marked(ch.Words))
		}
		if ch.OldPlace > 0 && !seen[ch.OldPlace] {
			seen[ch.OldPlace] = true
			told++
		}
	}
	if told != len(old) {
		t.Fatalf("the redline tells of %d old provisions, want %d", told, len(old))
	}
	return r
}

// TestPromise holds the promise on invented texts with planted edits in the six
// languages, with labels and headings that follow their own ways.
func TestPromise(t *testing.T) {
	for _, lang := range tracker.Langs {
		r := rand.New(rand.NewPCG(11, 12))
		for range 30 {
			p := plantEdits(r, invented(r, lang, 5+r.IntN(40), 30), invented(r, lang, 20, 30))
			old, new := provisions(p.old...), provisions(p.new...)
			dress(r, old)
			dress(r, new)
			checkPromise(t, old, new)
			checkPromise(t, new, old)
			if same := checkPromise(t, old, old); same.Summary[Unchanged] != len(old) || len(same.Sections) > 0 {
				t.Fatalf("a text and itself: %v", same.Summary)
			}
		}
	}
}

// dress gives provisions sections and labels, sometimes none.
func dress(r *rand.Rand, ps []tracker.Provision) {
	section, at := 0, 0
	for i := range ps {
		if at++; r.IntN(8) == 0 {
			section, at = section+1, 1
		}
		key := []string{"considering", "resolves", "instructs-sg", "invites-ms"}[section%4]
		ps[i].Section, ps[i].Heading = key, strings.ReplaceAll(key, "-", " the ")
		ps[i].Role = tracker.Operative
		if r.IntN(6) > 0 {
			ps[i].Label = string(rune('a'+at%26)) + ")"
		}
		ps[i].Address.Provision = key + "." + ps[i].Label
	}
}

// FuzzCompare gives it two texts of any bytes, one provision a line.
func FuzzCompare(f *testing.F) {
	f.Add("to act;\nto see;", "to see;\nto act and to hear;")
	f.Add("يكلف الأمين العام\nوالمدير", "والمدير\nيكلف الأمين العام بالنشر")
	f.Add("请秘书长向理事会报告；\n采取行动。", "责成秘书长向大会报告；采取行动。")
	f.Add("cafe\u0301 \u0301x\n👨‍👩‍👧", "caf\u00e9\n👨‍👩‍👦 🇫🇷🇪🇸")
	f.Add("\xff\xfe a\n\u200d\u200d", "a \xff\n\n\n")
	f.Add("a a a a b\na a a a b\na", "b\na a a a b\na\na\na")
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 1<<14 {
			return
		}
		checkPromise(t, provisions(strings.Split(old, "\n")...), provisions(strings.Split(new, "\n")...))
	})
}

// TestJSON holds the shape that programs read.
func TestJSON(t *testing.T) {
	old, new := provisions("to act"), provisions("to act now")
	old[0].Address = tracker.Address{Body: "fu/pc", Kind: tracker.Resolution, Number: "4", Session: "pc-30", Provision: "resolves"}
	old[0].Label = "1"
	got, err := json.Marshal(Compare(old, new, tracker.English))
	want := `{"summary":{"reworded":1},"changes":[{"class":"reworded","old":"fu/pc/res/4@pc-30#resolves","new":"",` +
		`"old_text":"to act","new_text":"to act now","words":[{"op":"=","text":"to act"},{"op":"+","text":" now"}],` +
		`"old_place":1,"new_place":1,"old_mark":{"label":"1"},"new_mark":{},"flags":[]}],"sections":[]}`
	if err != nil || string(got) != want {
		t.Errorf("JSON %s, %v\nwant %s", got, err, want)
	}
	if got, _ := json.Marshal(Compare(nil, nil, tracker.English)); string(got) != `{"summary":{},"changes":[],"sections":[]}` {
		t.Errorf("of nothing: %s", got)
	}
}

// TestApplyToAnotherText is refused.
func TestApplyToAnotherText(t *testing.T) {
	r := Compare(provisions("to act", "to see"), provisions("to see", "to act now"), tracker.English)
	for _, other := range [][]tracker.Provision{nil, provisions("to act"), provisions("to act", "to hear"), provisions("to act", "to see more")} {
		if made, err := r.Apply(other); err == nil {
			t.Errorf("%v gives %v", other, made)
		}
	}
}
