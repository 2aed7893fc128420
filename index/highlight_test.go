package index

import (
	"strings"
	"testing"

	"concord/tracker"
)

// What is marked is exact in every script, in code points, and what is rendered
// is safe.
func TestHighlight(t *testing.T) {
	tests := []struct {
		lang  tracker.Lang
		words string
		query string
		want  string // the highlight
	}{
		{"en", "to study <b>networks</b> & “networking” in Geneva", "network", "to study &lt;b&gt;<mark>networks</mark>&lt;/b&gt; &amp; “<mark>networking</mark>” in Geneva"},
		{"en", "the Secretary‑General’s report", "Secretary-General report", "the <mark>Secretary‑General’s</mark> <mark>report</mark>"},
		{"en", "secretary of the general secretary general", `"secretary general"`, "secretary of the general <mark>secretary general</mark>"},
		{"en", "on cyber-security", "cybersecurity", "on <mark>cyber-security</mark>"},
		{"en", "telecommunications and telephones", "tele*", "<mark>telecommunications</mark> and <mark>telephones</mark>"},
		{"en", "see C26/32 and 32", "C26/32", "see <mark>C26/32</mark> and 32"},
		{"fr", "L’Union européenne", "europeenne l'union", "L’<mark>Union</mark> <mark>européenne</mark>"},
		{"es", "la telecomunicación", "telecomunicaciones", "la <mark>telecomunicación</mark>"},
		{"ru", "Генеральному секретарю подготовить отчёт", "отчет генеральный", "<mark>Генеральному</mark> секретарю подготовить <mark>отчёт</mark>"},
		{"ar", "يُكلِّف الأمين العام بالاتصالات", "اتصالات يكلف", "<mark>يُكلِّف</mark> الأمين العام <mark>بالاتصالات</mark>"},
		{"zh", "责成秘书长加强网络安全。", "网络安全", "责成秘书长加强<mark>网络安全</mark>。"},
		{"zh", "责成秘书长加强网络安全。", "秘书长 网", "责成<mark>秘书长</mark>加强<mark>网</mark>络安全。"},
		{"zh", "𠀀网络及网络安全报告", `"网络安全"`, "𠀀网络及<mark>网络安全</mark>报告"},
		{"fr", "les e\u0301tats membres", "état", "les <mark>e\u0301tats</mark> membres"},
		{"zh", "按照第１３０号决议", "130", "按照第<mark>１３０</mark>号决议"},
		{"ar", "القَـرار ١٣٠ والمقرَّر", "قرار 130 مقرر", "<mark>القَـرار</mark> <mark>١٣٠</mark> <mark>والمقرَّر</mark>"},
		{"ru", "о😀тчёт и отчёт", "отчет", "о😀тчёт и <mark>отчёт</mark>"},
		{"zh", "第130号决议", "130", "第<mark>130</mark>号决议"},
		{"zh", "加强网络和信息的安全", "网络安全问题", "加强<mark>网络</mark>和信息的<mark>安全</mark>"},
		{"zh", "加强网络安全的技术和问题", "网络安全问题", "加强<mark>网络安全</mark>的技术和<mark>问题</mark>"},
	}
	for _, tt := range tests {
		x := newShelf(text("mu/gc/res/5@gc-18", tt.lang, "", say("1", tt.words))).open(t)
		r, err := x.Search(t.Context(), Parse(tt.query))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, h := range r.Hits {
			got = h.Highlight
			var marked []string
			for _, m := range h.Marks {
				marked = append(marked, string([]rune(h.Text)[m.Start:m.End]))
			}
			if n := strings.Count(got, "<mark>"); n != len(marked) {
				t.Errorf("%s: %d marks in %q, %q", tt.query, n, got, marked)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tt.lang, tt.query, got, tt.want)
		}
	}
}

// Of a long text the stretch with the most marks is shown, whole marks only.
func TestSnippet(t *testing.T) {
	for _, filler := range []string{"unrelated words ", "其他文字", "كلمات أخرى "} {
		long := strings.Repeat(filler, 100) + " alpha beta alpha " + strings.Repeat(filler, 100)
		lang := tracker.English
		if filler == "其他文字" {
			lang = tracker.Chinese
		}
		x := newShelf(text("mu/gc/res/5@gc-18", lang, "", say("1", "alpha "+long))).open(t)
		r, err := x.Search(t.Context(), Parse("alpha beta"))
		if err != nil || len(r.Hits) != 1 {
			t.Fatal(r, err)
		}
		h := r.Hits[0]
		if n := h.Snippet.End - h.Snippet.Start; n > snippetLength+40 || n < snippetLength-40 {
			t.Errorf("%q: %d code points", filler, n)
		}
		if !strings.Contains(h.Highlight, "<mark>alpha</mark> <mark>beta</mark> <mark>alpha</mark>") ||
			!strings.HasPrefix(h.Highlight, "… ") || !strings.HasSuffix(h.Highlight, " …") {
			t.Errorf("%q: %s", filler, h.Highlight)
		}
	}
}
