package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"concord/index/overlap"
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

// TestWorkbenchOfARevisedText: a saved draft of which a text was revised since says so,
// on its page in three languages and in its Word file.
func TestWorkbenchOfARevisedText(t *testing.T) {
	r, server := openSample(t)
	b := openBench(t, server, tracker.English, "icou/plen/res/5", "icou/plen/res/2@plen-18")
	b.save(http.StatusSeeOther)
	for _, c := range []struct{ lang, page string }{
		{"en", "Another revision of this text is in force"}, {"ar", "الساري الآن صيغة أخرى من هذا النص"}, {"zh", "现行有效的是该案文的另一修订版"},
	} {
		_, body := get(t, server, b.path+"?ui="+c.lang)
		_, notice, found := strings.Cut(body, c.page)
		if notice, _, _ = strings.Cut(notice, "</div>"); !found || !strings.Contains(notice, `href="/text/icou/plen/res/2@plen-22"`) || strings.Contains(notice, "res/5") {
			t.Errorf("%s: the page does not say it: %.300s", c.lang, notice)
		}
	}
	_, file := get(t, server, b.path+"/word")
	if comments := wordPart(t, file, "word/comments.xml"); strings.Count(comments, "not the text in force any more") != 1 {
		t.Errorf("the Word file does not say it: %s", comments)
	}
	if faults := r.store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
}

// TestWorkbenchShowsOverlaps: in three languages, a paragraph of a text leads to the
// case that it shares with another's, which is named to carry it and does not yet.
func TestWorkbenchShowsOverlaps(t *testing.T) {
	r, server := openSample(t)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{Scope: overlap.AllScope})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(listing.Groups, func(g overlap.Group) bool {
		return g.Relation != overlap.Identical && g.Relation != overlap.NearIdentical
	})
	g := listing.Groups[i]
	a, b := g.Members[g.Pairs[0].A].Address, g.Members[g.Pairs[0].B].Address
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		bench := openBench(t, server, lang, a.Revision().String(), b.Revision().String())
		_, body := get(t, server, "/workbench/new?"+url.Values{"text": {a.Revision().String(), b.Revision().String()}, "ui": {string(lang)}}.Encode())
		if strings.Count(body, `href="/review/`+g.ID+`"`) < 2 {
			t.Errorf("%s: neither paragraph leads to the case %s of %s and %s", lang, g.ID, a, b)
		}
		row := bench.rows(b.At(b.Provision).String() + " ")[0]
		if got := bench.form.Get(row("into")); !strings.HasSuffix(got, "#"+a.Provision) || bench.form.Get(row("handling")) != "kept" {
			t.Errorf("%s: %s is to be carried by %q, %s", lang, b, got, bench.form.Get(row("handling")))
		}
		bench.save(http.StatusSeeOther)
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

// TestWordFileSaysWhatIsLost: in three languages, the Word file of a draft that loses an
// instruction says so where its text goes, with the place and how; with a reason, no more.
func TestWordFileSaysWhatIsLost(t *testing.T) {
	_, server := openSample(t)
	for lang, says := range map[tracker.Lang][2]string{
		tracker.English: {"An instruction of this text would be lost: ", "dropped without a reason"},
		tracker.Arabic:  {"سيضيع تكليف من تكليفات هذا النص: \u200e", "محذوف بلا سبب"},
		tracker.Chinese: {"该案文的一项指示将会丢失：", "删除但未说明理由"},
	} {
		b := openBench(t, server, lang, "icou/plen/res/5", "icou/plen/res/10")
		b.form.Set("session", "plen-26")
		goes := b.rows("icou/plen/res/10@plen-22#instructs-sg.")[0]
		b.form.Set(goes("handling"), "dropped")
		for _, reason := range []string{"", "it is done"} {
			b.form.Set(goes("reason"), reason)
			b.save(http.StatusSeeOther)
			_, body := get(t, server, b.path)
			b.form.Set("seen", seenField.FindStringSubmatch(body)[1])
			_, file := get(t, server, b.path+"/word")
			document, comments := wordPart(t, file, "word/document.xml"), wordPart(t, file, "word/comments.xml")
			said := says[0] + "#instructs-sg.1 (" + says[1] + ")"
			if strings.Contains(comments, said) != (reason == "") {
				t.Errorf("%s, for %q: %q in %s", lang, reason, said, comments)
			}
			_, gone, _ := strings.Cut(document, ">SUP<")
			if strings.Contains(gone, "commentRangeStart") != (reason == "") {
				t.Errorf("%s, for %q: no comment where the text goes, or one too many", lang, reason)
			}
		}
	}
}

// TestInstructionsThatGoForAReason: in six languages, beside that nothing is lost
// stands how many instructions went for a reason.
func TestInstructionsThatGoForAReason(t *testing.T) {
	_, server := openSample(t)
	b := openBench(t, server, tracker.English, "icou/plen/res/5", "icou/plen/res/10")
	said := map[tracker.Lang]string{
		"ar": "تكليف واحد يُحذف أو يتغير لسبب مذكور", "en": "1 instruction goes or changes, for a reason", "es": "1 instrucción desaparece o cambia", "fr": "1 instruction disparaît ou change",
		"ru": "1 поручение снимается или меняется", "zh": "1项指示因已说明的理由",
	}
	goes := b.rows("icou/plen/res/10@plen-22#instructs-sg.")[0]
	for _, reason := range []string{"", "it is done"} {
		b.form.Set(goes("handling"), "dropped")
		b.form.Set(goes("reason"), reason)
		b.save(http.StatusSeeOther)
		for lang, want := range said {
			_, body := get(t, server, b.path+"?ui="+string(lang))
			b.form.Set("seen", seenField.FindStringSubmatch(body)[1])
			if strings.Contains(body, want) != (reason != "") || strings.Contains(body, `class="notice done"`) != (reason != "") {
				t.Errorf("%s, for %q: %q", lang, reason, want)
			}
		}
	}
}
