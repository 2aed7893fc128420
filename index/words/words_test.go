package words

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"concord/tracker"
)

// written down: position, exact form, span of compounds and pairs, stems.
func TestWords(t *testing.T) {
	tests := []struct {
		lang tracker.Lang
		text string
		want string
	}{
		{"en", "Implementing Members’ measures", "1:implementing~implement 2:members~member 3:measures~measur"},
		{"en", "Secretary‑General", "1:secretary~secretari 1:secretarygeneral/2~secretarygener 2:general~general"},
		{"en", "the Union's, the ‘Union’", "1:the~the 2:union~union 3:the~the 4:union~union"},
		{"en", "C26/32 and/or A/RES/78/10.", "1:c26/32 2:and~and 3:or~or 4:a/res/78/10"},
		{"en", "1.1 E.164 No.5 Rev.1 1,000 1,5 2018-2021", "1:1.1 2:e.164 3:no~no 4:5 5:rev~rev 6:1 7:1000 8:1 9:5 10:2018 11:2021"},
		{"en", "COVID-19 peer-to-peer-based-service", "1:covid~covid 1:covid19/2 2:19 3:peer~peer 4:to~to 5:peer~peer 6:based~base 7:service~servic"},
		{"fr", "l’été qu'elle aujourd'hui D’UNION", "1:ete~ete 2:elle~elle 3:aujourd'hui~aujourd'hui 4:union~union"},
		{"fr", "réalisées", "1:realisees~realise~realis"},
		{"es", "resolución", "1:resolucion~resolucion~resolu"},
		{"ru", "Ещё отчёты и электросвязи", "1:еще~ещ 2:отчеты~отчет 3:и~и 4:электросвязи~электросвяз"},
		{"ru", "С26/32", "1:c26/32"},
		{"ar", "القَـرار", "1:القرار~القرار~قرار"},
		{"ar", "الاتحادات ﻻتحاد", "1:الاتحادات~اتحاد~الاتحاد 2:لاتحاد~اتحاد~لاتحاد"},
		{"zh", "第130号。网络", "1:第 2:130 3:号 4:网 4:网络/2 5:络"},
		{"zh", "５Ｇ ITU", "1:5g 2:itu"},
		{"zh", "", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, w := range New(tt.lang).Words(tt.text) {
			var one strings.Builder
			fmt.Fprintf(&one, "%d:%s", w.Position, w.Exact)
			if w.Span > 1 {
				fmt.Fprintf(&one, "/%d", w.Span)
			}
			for _, stem := range w.Stems {
				one.WriteString("~" + stem)
			}
			got = append(got, one.String())
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s %s\n got %s\nwant %s", tt.lang, tt.text, strings.Join(got, " "), tt.want)
		}
	}
}

// Words stand where they say, in order, whatever the text is.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Secretary-General’s", "l'été", "网络 C26/32", "القـرار ١٣٠", "-/-", "a\u00ad-\u0301/9", "\xff\xfe网", "1,000,0", "’a’"} {
		f.Add(s)
	}
	var analyzers []*Analyzer
	for _, l := range tracker.Langs {
		analyzers = append(analyzers, New(l))
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, a := range analyzers {
			read := a.Words(s)
			if !slices.IsSortedFunc(read, func(a, b Word) int { return a.Position - b.Position }) {
				t.Errorf("%s: not in order", a.lang)
			}
			for _, w := range read {
				if w.Start < 0 || w.Start >= w.End || w.End > len(s) || w.Exact == "" || w.Span < 1 || slices.Contains(w.Stems, "") {
					t.Errorf("%s: %+v of %d bytes", a.lang, w, len(s))
				}
				if utf8.ValidString(s) && !utf8.ValidString(s[w.Start:w.End]) {
					t.Errorf("%s: %+v cuts a character", a.lang, w)
				}
			}
		}
	})
}

// Text made to be slow is read like any other.
func TestLongRuns(t *testing.T) {
	for _, s := range []string{"a-", "y", "网", "ال", "1,", "l'", "a/", "é", "́a"} {
		long := strings.Repeat(s, 50_000)
		for _, l := range tracker.Langs {
			if n := len(New(l).Words(long)); n > 2*len(long) {
				t.Errorf("%s: %q gives %d words", l, s, n)
			}
		}
	}
}

// What is common may be left out of a query; words that carry meaning may not.
func TestCommon(t *testing.T) {
	for l, words := range map[tracker.Lang][2]string{
		"en": {"the", "union"}, "fr": {"de", "union"}, "es": {"los", "union"}, "ru": {"и", "союз"}, "ar": {"من", "اتحاد"}, "zh": {"", "的"},
	} {
		a := New(l)
		if words[0] != "" && !a.Common(words[0]) || a.Common(words[1]) {
			t.Errorf("%s: %v %v", l, a.Common(words[0]), a.Common(words[1]))
		}
	}
}
