package bench

import (
	"math"
	"testing"

	"concord/tracker"
)

func addresses(t *testing.T, list ...string) []tracker.Address {
	t.Helper()
	var out []tracker.Address
	for _, s := range list {
		a, err := tracker.ParseAddress(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func TestJudge(t *testing.T) {
	need := Need{Relevant: map[string]int{"mu/gc/res/1@gc-18#resolves.1": 3, "mu/gc/res/2": 1}}
	same := FindSame([]Row{
		{Address: addresses(t, "mu/gc/res/1@gc-14#resolves.1")[0], Text: "old words"},
		{Address: addresses(t, "mu/gc/res/1@gc-18#resolves.1")[0], Text: "new words"},
		{Address: addresses(t, "mu/gc/res/1@gc-22#resolves.4")[0], Text: "New words,"},
		{Address: addresses(t, "mu/gc/res/9@gc-18#resolves.1")[0], Text: "new words"},
	})
	best, second := 7.0, 1/math.Log2(3) // grades 3 and 1 at places 1 and 2
	for _, c := range []struct {
		name   string
		answer []string
		want   Score
	}{
		{"nothing", nil, Score{}},
		{"the ideal", []string{"mu/gc/res/1@gc-18#resolves.1", "mu/gc/res/2"}, Score{NDCG: 1, MRR: 1, Recall: 1}},
		{"a language is no other answer", []string{"mu/gc/res/1@gc-18/ar#resolves.1", "mu/gc/res/1@gc-18/zh#resolves.1", "mu/gc/res/2@gc-18/zh#noting"},
			Score{NDCG: 1, MRR: 1, Recall: 1}},
		{"an instrument counts once", []string{"mu/gc/res/2@gc-18#noting", "mu/gc/res/2@gc-14"},
			Score{NDCG: 1 / (best + second), MRR: 1, Recall: 0.5}},
		{"second place", []string{"mu/gc/res/3", "mu/gc/res/1@gc-18#resolves.1"},
			Score{NDCG: best / math.Log2(3) / (best + second), MRR: 0.5, Recall: 0.5}},
		{"another revision of the place", []string{"mu/gc/res/1@gc-14#resolves.1", "mu/gc/res/2"}, Score{NDCG: 1, MRR: 1, Recall: 1}},
		{"the same words elsewhere in it", []string{"mu/gc/res/1@gc-22#resolves.4", "mu/gc/res/2"}, Score{NDCG: 1, MRR: 1, Recall: 1}},
		{"the same words of another instrument", []string{"mu/gc/res/9@gc-18#resolves.1"}, Score{}},
	} {
		got := need.Judge(addresses(t, c.answer...), same)
		if math.Abs(got.NDCG-c.want.NDCG) > 1e-9 || got.MRR != c.want.MRR || got.Recall != c.want.Recall {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestCarries(t *testing.T) {
	for _, c := range []struct {
		text, passage string
		want          bool
	}{
		{"that the List of stations, once made, is kept;", "list of stations once", true},
		{"that the lists of stations", "list of stations", false},
		{"أن تُنشر القائمة كل سنة", "القائمة كل", true},
		{"云不属于任何一个国家，任何国家", "任何一个国家", true},
		{"云不属于任何一个国家，任何国家", "任何两个", false},
		{"des stations éloignées", "stations eloignees", true},
	} {
		if got := Carries(c.text, c.passage); got != c.want {
			t.Errorf("%q in %q: %v", c.passage, c.text, got)
		}
	}
}

func TestKnownItems(t *testing.T) {
	rows := []Row{
		{Address: tracker.Address{Body: "mu/gc", Kind: tracker.Resolution, Number: "1", Session: "gc-18", Lang: tracker.Chinese, Provision: "resolves"},
			Text: "每个观测站须保存一份完整的记录，并每年公布。"},
		{Address: tracker.Address{Body: "mu/gc", Kind: tracker.Resolution, Number: "1", Session: "gc-18", Lang: tracker.Arabic, Provision: "resolves"},
			Text: "أن تحتفظ كل محطة بسجل كامل وأن تنشره كل سنة"},
	}
	for _, l := range []tracker.Lang{tracker.Chinese, tracker.Arabic} {
		items := KnownItems(rows, l, 5, 1)
		if len(items) != 5 {
			t.Fatalf("%s: %d items", l, len(items))
		}
		for i, again := range KnownItems(rows, l, 5, 1) {
			if items[i].Typed != again.Typed {
				t.Errorf("%s: item %d is %q, then %q", l, i, items[i].Typed, again.Typed)
			}
			if !Carries(again.Row.Text, again.Typed) || again.Row.Address.Lang != l {
				t.Errorf("%s: %q is not of %s", l, again.Typed, again.Row.Address)
			}
		}
	}
}

func TestFTSQuery(t *testing.T) {
	for _, c := range []struct {
		typed string
		any   bool
		want  string
	}{
		{`free "exchange" OR`, false, `"free" "exchange" "OR"`},
		{"l'Union C26/32", true, `"l" OR "Union" OR "C26" OR "32"`},
		{"تبادل مجاني", true, `"تبادل" OR "مجاني"`},
		{"* - ?", false, ""},
	} {
		if got := wordMatch(c.typed, c.any); got != c.want {
			t.Errorf("%q: %s, want %s", c.typed, got, c.want)
		}
	}
	if got, want := characterMatch("沉默观测站", true), `"沉默观" OR "默观测" OR "观测站"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
