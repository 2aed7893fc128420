package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"concord/tracker"
)

// TestWorkbenchConference: in three languages, the Word file of a draft names the
// conference that was chosen, once and everywhere, or leaves it open and says so; one
// that met before cannot be chosen.
func TestWorkbenchConference(t *testing.T) {
	_, server := openSample(t)
	for lang, words := range map[tracker.Lang][2]string{
		tracker.English: {"[place]", "Port Vesper"}, tracker.Arabic: {"[المكان]", "بورت فسبر"}, tracker.Chinese: {"[地点]", "维斯珀港"},
	} {
		b := openBench(t, server, lang, "icou/plen/res/5", "icou/plen/res/10")
		for i, session := range []string{"", "plen-26"} {
			b.form.Set("session", session)
			b.save(http.StatusSeeOther)
			_, body := get(t, server, b.path+"?ui="+string(lang))
			if !strings.Contains(body, `<option value="`+session+`" selected>`) {
				t.Errorf("%s: %q is not chosen on the page", lang, session)
			}
			b.read(body)
			b.form.Set("title", "One text")
			_, file := get(t, server, b.path+"/word")
			document, comments := wordPart(t, file, "word/document.xml"), wordPart(t, file, "word/comments.xml")
			if n := strings.Count(document, words[i]); n < 2 || strings.Contains(document, words[1-i]) || strings.Contains(comments, "[") {
				t.Errorf("%s, %q: %s stands %d times", lang, session, words[i], n)
			}
			if said := strings.Contains(document, "commentRangeStart"); said && session != "" || !said && session == "" {
				t.Errorf("%s, %q: comment %t", lang, session, said)
			}
		}
		b.form.Set("session", "plen-18")
		b.save(http.StatusBadRequest)
	}
}

// wordPart is a file in a Word file; "" where there is none.
func wordPart(t *testing.T, file, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(file)), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
