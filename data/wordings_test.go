package data_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
)

// TestWordings: each sentence is in six languages, with the same things left open;
// what a fault says comes out in each, and its quotations and names as they are.
func TestWordings(t *testing.T) {
	r, err := tracker.ReadRegistry(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	open := regexp.MustCompile(`\{\d\}`)
	for _, w := range r.Wordings {
		for _, lang := range tracker.Langs {
			args := open.FindAllString(w[lang], -1)
			slices.Sort(args)
			if w[lang] == "" || lang != tracker.English && w[lang] == w[tracker.English] && lang != tracker.French || !slices.Equal(args, open.FindAllString(w[tracker.English], -1)) {
				t.Errorf("%s: %q of %q", lang, w[lang], w[tracker.English])
			}
		}
	}
	for _, tt := range []struct {
		fault tracker.Fault
		want  tracker.Names
	}{
		{tracker.Fault{Place: "line 12", Problem: "this is an RTF file; save it as .docx, PDF, HTML or text"}, tracker.Names{
			"ar": "السطر \u206812\u2069: هذا \u2068ملف RTF\u2069؛ احفظه بصيغة .docx أو PDF أو HTML أو نص", "en": "line 12: this is an RTF file; save it as .docx, PDF, HTML or text",
			"es": "línea 12: es un archivo RTF; guárdelo como .docx, PDF, HTML o texto", "fr": "ligne 12 : c'est un fichier RTF ; enregistrez-le en .docx, PDF, HTML ou texte",
			"ru": "строка 12: это файл RTF; сохраните его как .docx, PDF, HTML или текст", "zh": "第12行：这是RTF文件；请存为.docx、PDF、HTML或文本",
		}},
		{tracker.Fault{Problem: "(Dubai, 2018) is pp-18, not a session of itu/wtsa"}, tracker.Names{
			"ar": "\u2068(Dubai, 2018)\u2069 هي \u2068PP-18\u2069، وليست دورة لـ: \u2068" + short(r, "itu/wtsa", "ar") + "\u2069", "en": "(Dubai, 2018) is PP-18, not a session of " + short(r, "itu/wtsa", "en"),
			"es": "(Dubai, 2018) es PP-18, que no es una reunión de: " + short(r, "itu/wtsa", "es"), "fr": "(Dubai, 2018) désigne PP-18, qui n'est pas une session de : " + short(r, "itu/wtsa", "fr"),
			"ru": "(Dubai, 2018): это PP-18, а не сессия органа «" + short(r, "itu/wtsa", "ru") + "»", "zh": "(Dubai, 2018)是PP-18，不是" + short(r, "itu/wtsa", "zh") + "的会议",
		}},
		{tracker.Fault{Problem: "nobody ever wrote this"}, tracker.Names{"ar": "nobody ever wrote this", "en": "nobody ever wrote this", "es": "nobody ever wrote this", "fr": "nobody ever wrote this", "ru": "nobody ever wrote this", "zh": "nobody ever wrote this"}},
	} {
		for _, lang := range tracker.Langs {
			if got := r.FaultWords(tt.fault, lang); got != tt.want[lang] {
				t.Errorf("%s: %q, want %q", lang, got, tt.want[lang])
			}
		}
	}
}

func short(r *tracker.Registry, body string, lang tracker.Lang) string {
	b, _ := r.Body(body)
	return strings.TrimSpace(b.Short.In(lang))
}
