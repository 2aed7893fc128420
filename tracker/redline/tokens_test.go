package redline

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"concord/data"
	"concord/tracker"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Document C26/32, of 1 June", "Document| |C26/32|,| |of| |1| |June"},
		{"A/RES/79/100 (E.119)", "A/RES/79/100| |(|E.119|)"},
		{"1,000 or 1.5 or 2 500 francs", "1,000| |or| |1.5| |or| |2| |500| |francs"},
		{"2\u00a0500 francs", "2\u00a0500| |francs"},
		{"2024–2027 – so", "2024–2027| |–| |so"},
		{"end.Next", "end|.|Next"},
		{"sub-regional don't l’Union", "sub-regional| |don't| |l’Union"},
		{"cafe\u0301 n\u0303", "cafe\u0301| |n\u0303"},
		{"وبالقرار المراجَع؛", "وبالقرار| |المراجَع|؛"},
		{"责成秘书长在2031年C26/32", "责|成|秘|书|长|在|2031|年|C26/32"},
		{"第二十一条、一些", "第|二十一|条|、|一|些"},
		{"👨‍👩‍👧 🇫🇷", "👨‍👩‍👧| |🇫🇷"},
		{" \n\ta", " \n\t|a"},
		{"\xff\xfea", "\xff|\xfe|a"},
	} {
		l := newLexicon(0)
		tokens := l.tokens(c.text)
		var got []string
		for i := range tokens {
			got = append(got, cut(c.text, tokens, i, i+1))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q is cut %q, want %q", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"the plan", "the new plan", "the {+new +}plan"},
		{"to act, to see and to hear", "to act, to look, to see and to hear", "to act, {+to look, +}to see and to hear"},
		{"by 30 June 2031", "by 31 July 2031", "by [-30 June-]{+31 July+} 2031"},
		{"in C26/32 only", "in C26/33 only", "in [-C26/32-]{+C26/33+} only"},
		{"the “plan” shall be new", `the "plan" will be new`, "the [-“-]{+\"+}plan[-”-]{+\"+} [-shall-]{+will+} be new"},
		{"المراجَع في دبي", "المراجِع في دبي", "[-المراجَع-]{+المراجِع+} في دبي"},
		{"يكلف الأمين العام والمدير", "يكلف الأمين العام وبالمدير", "يكلف الأمين العام [-والمدير-]{+وبالمدير+}"},
		{"请秘书长每年报告", "责成秘书长每两年报告", "[-请-]{+责成+}秘书长每{+两+}年报告"},
		{"大会决定成立小组", "大会决议成立小组", "大会[-决定-]{+决议+}成立小组"},
		{"提高透明度和效率", "提供透明度和效益", "[-提高-]{+提供+}透明度和[-效率-]{+效益+}"},
		{"研究频段的划分", "研究频率的划分", "研究[-频段-]{+频率+}的划分"},
		{"他们应当提交报告", "他们不应当提交报告", "他们{+不+}应当提交报告"},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
	} {
		if got := marked(Words(c.old, c.new)); got != c.want {
			t.Errorf("%q to %q is %q, want %q", c.old, c.new, got, c.want)
		}
	}
}

// TestChineseList is the lint of the words of Chinese.
func TestChineseList(t *testing.T) {
	file, err := data.Files.ReadFile("redline/zh.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(string(file))
	if !slices.IsSorted(words) || len(slices.Compact(slices.Clone(words))) != len(words) || len(words) < 1500 {
		t.Errorf("%d words, want at least 1,500, sorted, each once", len(words))
	}
	for _, w := range words {
		n := utf8.RuneCountInString(w)
		if n < 2 || n > maxWordTokens || strings.ContainsFunc(w, func(r rune) bool { return !isIdeograph(r) }) {
			t.Errorf("%q: want 2 to %d Chinese characters", w, maxWordTokens)
		}
	}
}

// TestLongText compares 60,000 words a quarter of which are replaced: most of
// the rest must be shown as kept, whatever the way taken for long texts.
func TestLongText(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Chinese} {
		old, new := longPair(lang)
		kept := 0
		told := Words(old, new)
		for _, e := range told {
			if e.Op == "=" {
				kept += len(e.Text)
			}
		}
		if a, b := sides(told); a != old || b != new {
			t.Fatalf("%s: the words are not the texts", lang)
		}
		if share := float64(kept) / float64(len(old)); share < 0.6 {
			t.Errorf("%s: %.2f of the text is kept", lang, share)
		}
	}
}

// TestRepetitiveLongText has no phrase that is there once.
func TestRepetitiveLongText(t *testing.T) {
	old := strings.Repeat("yes no maybe; ", 700)
	new := strings.Repeat("no yes; ", 3) + old + strings.Repeat("maybe ", 3) + old[:700]
	told := Words(old, new)
	if a, b := sides(told); a != old || b != new {
		t.Fatal("the words are not the texts")
	}
	if !slices.ContainsFunc(told, func(e Edit) bool { return e.Op == "=" && len(e.Text) > len(old)/2 }) {
		t.Error("nothing long is kept")
	}
}
