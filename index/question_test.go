package index

import (
	"strings"
	"testing"
)

// A question is what it asks about, in six languages; some ask who is to act.
func TestQuestions(t *testing.T) {
	asked, err := shippedQuestions()
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"what does the Council have to do about the WSIS": "the Council the WSIS !",
		"who reports on mobile theft?":                    "reports on mobile theft !",
		"How often must a station report":                 "a station report !",
		"WHO guidelines on EMF":                           "WHO guidelines on EMF",
		"stations that must report":                       "stations that report",
		"what is to be done":                              "to be done",
		"who":                                             "who",
		"Qui doit publier la liste ?":                     "publier la liste !",
		"qu'est-ce que la fracture numérique":             "la fracture numérique",
		"combien de fois par jour observer":               "par jour observer !",
		"¿Quién informa al Consejo?":                      "informa al Consejo !",
		"cada cuantas horas se observa":                   "horas se observa !",
		"кто должен публиковать список":                   "публиковать список !",
		"Как часто наблюдают станции":                     "наблюдают станции !",
		"كم مرة ترصد المحطات":                             "ترصد المحطات !",
		"كيف تُحسب المساهمات؟":                            "تُحسب المساهمات",
		"من الذي ينشر القائمة":                            "ينشر القائمة !",
		"谁公布观测站名录":                                        "公布观测站名录 !",
		"多久观测一次":                                          "观测一次 !",
		"理事会应该做什么":                                        "理事会 !",
		"怎么计算会费？":                                         "计算会费",
		"网络安全":                                            "网络安全",
		"谁":                                               "谁",
	} {
		clauses, what := asked.strip(Parse(query).Clauses)
		var got []string
		for _, c := range clauses {
			got = append(got, c[0].Text)
		}
		if what != anything {
			got = append(got, "!")
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", query, strings.Join(got, " "), want)
		}
	}
}

// The words around a question are not looked for, but what was typed to the
// letter still comes first, and a paragraph that acts before one that says why.
func TestQuestionFinds(t *testing.T) {
	why := say("3", "the list of stations is published")
	why.Role, why.Section, why.Heading, why.Address.Provision = "preamble", "noting", "noting", "noting.3"
	x := newShelf(text("mu/gc/res/1@gc-18", "en", "",
		why, say("1", "to publish the list of stations now"), say("2", "how often the list of stations, published in print, must be sold"))).open(t)
	for query, want := range map[string]string{
		"who publishes the list of stations":        "resolves.1",
		"publish list of stations":                  "resolves.1",
		"how often the list of stations, published": "resolves.2",
	} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil || len(r.Hits) != 3 {
			t.Fatal(query, r.Hits, err)
		}
		if got := r.Hits[0].Address.Provision; got != want {
			t.Errorf("%s: first is %s, want %s", query, got, want)
		}
	}
}

// Joined, the words of a run are the run again; runs become words or pairs.
func TestLexicon(t *testing.T) {
	asked, err := shippedQuestions()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"", "网络安全", "谁公布观测站名录", "第130号决议（2018年）", "ITU电信", "𠀀网\xff络"} {
		if got := strings.Join(asked.chinese.words(s), ""); got != strings.ToValidUTF8(s, "\ufffd") {
			t.Errorf("%q: joined %q", s, got)
		}
	}
	var got []string
	for _, c := range asked.chinese.parted(Parse("加强网络安全，公布名录 站 report").Clauses) {
		got = append(got, c[0].Text)
	}
	if want := "加强 网络安全 公布 布名 名录 站 report"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The search for any word is a query again; operators are left as they are.
func TestAnyWord(t *testing.T) {
	for typed, want := range map[string]string{
		"who pays for stations lang:ar,zh -session:gc-14": `pays OR for OR stations lang:"ar,zh" -session:"gc-14"`,
		"公布观测站":              "公布 OR 观测 OR 站",
		"stations":           "",
		`"stations" pay`:     "",
		"stations -pay":      "",
		"stations OR pay us": "",
	} {
		if got := Parse(typed).AnyWord(); got != want {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
}

// What somebody has to do is said where they are addressed; who has to do it need
// not be.
func TestAddressedFirst(t *testing.T) {
	asked := say("1", "the Secretary-General studies clouds")
	other := say("2", "the Secretary-General is told of clouds")
	other.Addressees = []string{"board"}
	told := say("3", "clouds and the Secretary-General and other words")
	told.Addressees = []string{"sg"}
	x := newShelf(text("mu/gc/res/1@gc-18", "en", "", asked, other, told)).open(t)
	for query, want := range map[string]string{
		"what must the Secretary-General do about clouds": "resolves.3",
		"who tells the Secretary-General clouds":          "resolves.1",
		"the Secretary-General clouds":                    "resolves.1",
	} {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil || len(r.Hits) == 0 {
			t.Fatal(query, r.Hits, err)
		}
		if got := r.Hits[0].Address.Provision; got != want {
			t.Errorf("%s: first is %s, want %s", query, got, want)
		}
	}
}
