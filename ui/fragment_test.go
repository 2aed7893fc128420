package ui

import (
	"fmt"
	"strings"
	"testing"

	"concord/index"
	"concord/tracker"
)

func join(fragments []fragment) (s string) {
	for _, f := range fragments {
		switch {
		case f.Note != "":
			s += "^" + f.Text
		case f.Mark:
			s += "[" + f.Text + "]"
		case f.Href != "" || f.Doubt != "":
			s += "<" + f.Text + ">"
		default:
			s += f.Text
		}
	}
	return s
}

func TestProvisionFragments(t *testing.T) {
	tests := []struct {
		name string
		p    tracker.Provision
		want string
	}{
		{"nothing", tracker.Provision{Text: "to keep the lamps"}, "to keep the lamps"},
		{"a citation in Arabic", tracker.Provision{
			Text:      "وفقاً للقرار 71 لهذا المؤتمر",
			Citations: []tracker.Citation{{Target: "itu/pp/res/71", Start: 6, End: 15}},
		}, "وفقاً <للقرار 71> لهذا المؤتمر"},
		{"a note inside and one at the end", tracker.Provision{
			Text:  "发展中国家的灯",
			Notes: []tracker.Note{{Mark: "1", At: 5}, {Mark: "2", At: 7}},
		}, "发展中国家^1的灯^2"},
		{"offsets that do not fit", tracker.Provision{
			Text:      "short",
			Citations: []tracker.Citation{{Start: 3, End: 99}, {Start: -1, End: 2}, {Start: 4, End: 2}},
		}, "short"},
		{"overlapping citations keep the first", tracker.Provision{
			Text:      "Resolution 71",
			Citations: []tracker.Citation{{Target: "itu/pp/res/71", Start: 0, End: 13}, {Target: "itu/pp/res/7", Start: 11, End: 13}},
		}, "<Resolution 71>"},
	}
	for _, tt := range tests {
		got := join(provisionFragments(tt.p, func(i int) string { return fmt.Sprint(i + 1) }, func(target string) string { return target }))
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzProvisionFragments(f *testing.F) {
	f.Add("текст с цитатой", 2, 5, 9)
	f.Fuzz(func(t *testing.T, text string, start, end, note int) {
		text = strings.ToValidUTF8(text, "?")
		p := tracker.Provision{Text: text, Citations: []tracker.Citation{{Start: start, End: end, Target: "itu/pp/res/1"}}, Notes: []tracker.Note{{Mark: "1", At: note}}}
		var shown strings.Builder
		for _, piece := range provisionFragments(p, func(int) string { return "n" }, func(target string) string { return target }) {
			if piece.Note == "" {
				shown.WriteString(piece.Text)
			}
		}
		if shown.String() != text {
			t.Errorf("shows %q of %q", shown.String(), text)
		}
	})
}

func TestMarked(t *testing.T) {
	text := "to light every harbour and to keep the lamps burning"
	got := join(marked(text, index.Range{Start: 3, End: 24}, []index.Range{{Start: 3, End: 8}, {Start: 15, End: 22}, {Start: 39, End: 44}}))
	if want := "… [light] every [harbour] a …"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
