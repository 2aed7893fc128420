package redline

import "testing"

func TestKeyJoinsTypings(t *testing.T) {
	for _, same := range [][]string{
		{`the "plan" - a draft`, "the “plan” – a draft", "the  «plan» \u00a0— a\u00a0draft", " the \"plan\"\n-\ta draft "},
		{"don't", "don’t"},
		{"co-operation", "co‐operation", "co\u00ad-operation"},
		{"caf\u00e9", "cafe\u0301"},
		{"ﬁnance", "finance"},
		{"الإتحاد", "الاتحاد", "الأتحاد", "الاتـــحاد", "\u200fالاتحاد"},
		{"قرار 71", "قرار ٧١"},
		{"第 71 号决议（2022年，修订版）", "第71号决议(2022年,修订版)"},
		{"理事会“决定”", `理事会"决定"`, "理事会「决定」"},
	} {
		for _, s := range same[1:] {
			if key(s) != key(same[0]) {
				t.Errorf("%q and %q have keys %q and %q", s, same[0], key(s), key(same[0]))
			}
		}
	}
}

func TestKeyKeepsWhatMatters(t *testing.T) {
	for _, pair := range [][2]string{
		{"May", "may"}, {"10 m2", "10 m²"}, {"71", "72"}, {"resolves to", "resolve to"},
		{"ё", "е"}, {"où", "ou"}, {"año", "ano"}, {"على", "علي"}, {"国", "國"}, {"a b", "ab"}, {"1 000", "1000"},
	} {
		if key(pair[0]) == key(pair[1]) {
			t.Errorf("%q and %q have the same key %q", pair[0], pair[1], key(pair[0]))
		}
	}
}

func TestTextKeyLeavesOutTheClosingSign(t *testing.T) {
	for _, pair := range [][2]string{
		{"to act;", "to act,"}, {"to act;", "to act."}, {"يتصرف؛", "يتصرف،"}, {"采取行动；", "采取行动。"}, {"agir ;", "agir."},
	} {
		if textKey(pair[0]) != textKey(pair[1]) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	if textKey("to act; and") == textKey("to act") {
		t.Error("a word was left out")
	}
}
