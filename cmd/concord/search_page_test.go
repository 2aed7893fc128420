package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// The pages of the search say in the reader's language what was not used, what a
// paragraph lacks, what may have been meant and where scores come from; a text
// leads to what is related to each paragraph.
func TestSearchPages(t *testing.T) {
	_, server := openSample(t)
	search := func(q, more string) string { return "/search?q=" + url.QueryEscape(q) + more }
	for _, tt := range []struct {
		name, path string
		has, not   []string
	}{
		{"most words, Chinese", search("谁公布观测站名录", "&ui=zh"), []string{"包含大部分词语", "不含：", "包含任一词语的全部结果", "<mark>公布观测站名录</mark>"}, []string{"With most of the words"}},
		{"most words, Arabic", search("قائمة المحطات الصامتة", "&ui=ar"), []string{"بمعظم الكلمات", `dir="rtl"`}, nil},
		{"notes, Arabic", search("te* session:xx محطات", "&ui=ar"), []string{"أحرف على الأقل قبل *", "غير موجود في السجل"}, []string{"letters stand before"}},
		{"some words, Russian", search("станции завтрашние", "&ui=ru"), []string{"Абзаца со всеми словами нет", "Без:"}, []string{"no provision"}},
		{"fields, French", search("langue:arabe année:2022 المحطات", "&ui=fr"), []string{"<mark>المحطات</mark>"}, []string{"note."}},
		{"a state, Chinese", search("状态：无说明 观测站", "&ui=zh"), []string{"<mark>观测站</mark>"}, []string{"note."}},
		{"nearly a text", search("Resolution 316", "&ui=en"), []string{"Did you mean", `href="/text/icou/plen/res/16"`}, nil},
		{"scores, Spanish", search("lista de estaciones", "&ui=es&explain=1"), []string{"Puntuación", "en el texto"}, []string{"field."}},
		{"related", "/search?related=icou/plen/res/2@plen-22/zh%23instructs-sg.1&ui=zh", []string{"相关段落", "/text/icou/plen/res/5@plen-22/zh#instructs-sg.1"}, nil},
		{"leads to related", "/text/icou/plen/res/2@plen-22/ar?ui=ar", []string{"/search?related=icou%2Fplen%2Fres%2F2%40plen-22%2Far%23instructs-sg.1", "فقرات ذات صلة في نصوص أخرى"}, nil},
	} {
		status, body := get(t, server, tt.path)
		if status != http.StatusOK {
			t.Errorf("%s: status %d", tt.name, status)
		}
		for _, s := range tt.has {
			if !strings.Contains(body, s) {
				t.Errorf("%s: %q is not on the page", tt.name, s)
			}
		}
		for _, s := range tt.not {
			if strings.Contains(body, s) {
				t.Errorf("%s: %q is on the page", tt.name, s)
			}
		}
	}
	for path, want := range map[string]int{"/search?related=nonsense": 400, "/search?related=icou/plen/res/2@plen-22%23resolves.99": 404} {
		if status, _ := get(t, server, path); status != want {
			t.Errorf("%s: status %d, want %d", path, status, want)
		}
	}
}
