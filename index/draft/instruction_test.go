package draft_test

import (
	"slices"
	"strings"
	"testing"

	"concord/index/draft"
	"concord/tracker"
)

// TestReportsOnOneSubject: in six languages, a duty to report at each session on the
// implementation of a text stands beside the yearly one of the text on the same
// subject, and beside no other of the dozen that report to the same body.
func TestReportsOnOneSubject(t *testing.T) {
	c, in := begin(t)
	for lang, heads := range heads {
		for number, other := range map[string]string{"2": "4", "4": "2"} {
			text, err := c.Store.Text(address(t, "icou/plen/res/"+number+"@plen-22/"+string(lang)))
			if err != nil {
				t.Fatal(err)
			}
			duty := "1 " + words(t, c, "icou/plen/res/16@plen-22/"+string(lang)+"#instructs-sg.2")
			shared := "1 " + words(t, c, "icou/plen/res/"+other+"@plen-22/"+string(lang)+"#resolves.2")
			r := check(t, c, in, nil, heads[0], text.Title, heads[1], heads[2], shared, heads[3], duty)
			if len(r.Mandates) != 1 || !r.Mandates[0].ReportsTo() {
				t.Errorf("%s: mandates %+v", lang, r.Mandates)
				continue
			}
			var beside []string
			for _, x := range r.Alike {
				beside = append(beside, x.Other.Address.Number)
				if !slices.Contains(x.Differs, "frequency") {
					t.Errorf("%s: beside %s it differs in %q", lang, x.Other.Address, x.Differs)
				}
			}
			if !slices.Contains(beside, number) || slices.Contains(beside, other) || len(beside) > 2 {
				t.Errorf("%s: on the subject of Resolution %s it stands beside those of %v", lang, number, beside)
			}
		}
	}
}

// TestReversedInstruction: in six languages, an instruction that forbids what a text
// in force instructs is among those that differ, and says in what.
func TestReversedInstruction(t *testing.T) {
	c, in := begin(t)
	for lang, turn := range map[tracker.Lang][2]string{
		tracker.English: {"to keep", "not to keep"}, tracker.French: {"de conserver", "de ne pas conserver"}, tracker.Spanish: {"que conserve", "que no conserve"},
		tracker.Russian: {"хранить", "не хранить"}, tracker.Chinese: {"保存", "不保存"}, tracker.Arabic: {"بالاحتفاظ", "بعدم الاحتفاظ"},
	} {
		heads := heads[lang]
		said := words(t, c, "icou/plen/res/4@plen-22/"+string(lang)+"#instructs-dir-arc.3")
		turned := strings.Replace(said, turn[0], turn[1], 1)
		if turned == said {
			t.Errorf("%s: %q has no %q", lang, said, turn[0])
			continue
		}
		r := check(t, c, in, nil, heads[0], "云 سحاب clouds", heads[1], heads[3], "1 "+turned)
		i := slices.IndexFunc(r.Alike, func(x draft.Instruction) bool { return x.Other.Address.Number == "4" })
		if i < 0 || !slices.Contains(r.Alike[i].Differs, "negation") {
			t.Errorf("%s: %q is compared with %+v", lang, turned, r.Alike)
		}
	}
}

func address(t *testing.T, s string) tracker.Address {
	t.Helper()
	a, err := tracker.ParseAddress(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
