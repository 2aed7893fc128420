package main

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

var (
	hiddenText  = regexp.MustCompile(`name="text" value="([^"]+)"`)
	benchForm   = regexp.MustCompile(`class="bench" method="post" action="(/workbench/[0-9a-f]+)"`)
	choiceRow   = regexp.MustCompile(`<select name="handling-(\d+)"[^>]*>(?:<option[^>]*>[^<]*</option>)+`)
	chosen      = regexp.MustCompile(`<option value="(\w+)" selected`)
	intoField   = regexp.MustCompile(`name="into-(\d+)" value="([^"]*)"`)
	wordsField  = regexp.MustCompile(`<textarea name="(words-\d+)"[^>]*>([^<]*)</textarea>`)
	rowFields   = regexp.MustCompile(`name="((?:at|reason)-\d+)" value="([^"]*)"`)
	placeOption = regexp.MustCompile(`<option value="([^"]+#[^"]+)">`)
)

// A benchForms is the workbench as somebody without script has it.
type benchForms struct {
	*testing.T
	server *httptest.Server
	path   string // of the draft
	form   url.Values
}

// openBench begins a draft of these texts and reads its form.
func openBench(t *testing.T, server *httptest.Server, lang tracker.Lang, texts ...string) *benchForms {
	t.Helper()
	status, body := get(t, server, "/workbench/new?"+url.Values{"text": texts, "ui": {string(lang)}}.Encode())
	at := benchForm.FindStringSubmatch(body)
	if status != http.StatusOK || at == nil {
		t.Fatalf("no workbench: %d\n%s", status, body)
	}
	b := &benchForms{T: t, server: server, path: at[1]}
	b.read(body)
	b.form.Set("title", "One text")
	return b
}

// read takes from a page what a form would send.
func (b *benchForms) read(body string) {
	b.form = url.Values{"seen": {seenField.FindStringSubmatch(body)[1]}}
	for _, m := range hiddenText.FindAllStringSubmatch(body, -1) {
		b.form.Add("text", m[1])
	}
	for _, m := range choiceRow.FindAllStringSubmatch(body, -1) {
		b.form.Set("handling-"+m[1], chosen.FindStringSubmatch(m[0])[1])
	}
	for _, m := range intoField.FindAllStringSubmatch(body, -1) {
		b.form.Set("into-"+m[1], m[2])
	}
	for _, fields := range []*regexp.Regexp{rowFields, wordsField} {
		for _, m := range fields.FindAllStringSubmatch(body, -1) {
			b.form.Set(m[1], html.UnescapeString(m[2]))
		}
	}
}

// rows give the names of the fields of each provision whose address begins so.
func (b *benchForms) rows(prefix string) (out []func(string) string) {
	for n := 0; b.form.Has(fmt.Sprintf("at-%d", n)); n++ {
		if strings.HasPrefix(b.form.Get(fmt.Sprintf("at-%d", n)), prefix) {
			out = append(out, func(field string) string { return fmt.Sprintf("%s-%d", field, n) })
		}
	}
	return out
}

// provision is what row n is about, after the # of its address.
func (b *benchForms) provision(n int) string {
	at, _, _ := strings.Cut(b.form.Get(fmt.Sprintf("at-%d", n)), " ")
	_, provision, _ := strings.Cut(at, "#")
	return provision
}

func (b *benchForms) save(want int) string {
	b.Helper()
	status, body, header := post(b.T, b.server, b.path+"?ui=en", b.form)
	if status != want {
		b.Errorf("saved: %d, want %d", status, want)
	}
	return header.Get("Location") + body
}

// TestWorkbenchByForm saves a draft without script: what was chosen is kept, a
// second writer is refused with what he typed, and what cannot be is said.
func TestWorkbenchByForm(t *testing.T) {
	r, server := openSample(t)
	b := openBench(t, server, tracker.English, "icou/plen/res/2", "icou/plen/res/16")
	if len(b.form["text"]) != 2 || b.form.Get("handling-0") != "kept" {
		t.Fatalf("the form: %v", b.form)
	}
	b.form.Set("handling-1", "dropped")
	b.form.Set("reason-1", "<said> elsewhere")
	b.form.Set("words-0", "words of our own;")
	if at := b.save(http.StatusSeeOther); at != b.path {
		t.Errorf("goes on to %q", at)
	}
	_, body := get(t, server, b.path+"?ui=en")
	for _, want := range []string{"&lt;said&gt; elsewhere", ">words of our own;</textarea>", b.path + "/word", "One text"} {
		if !strings.Contains(body, want) {
			t.Errorf("the draft lacks %q", want)
		}
	}
	m, err := r.store.Merger(strings.TrimPrefix(b.path, "/workbench/"))
	if err != nil || m.Choices[1].Handling != tracker.Dropped || m.Choices[0].Text != "words of our own;" {
		t.Errorf("kept: %v, %+v", err, m.Choices[:min(2, len(m.Choices))])
	}
	if _, body := get(t, server, "/workbench?ui=en"); !strings.Contains(body, b.path) {
		t.Error("the list of drafts lacks it")
	}
	b.form.Set("title", "Another <title>") // with what was seen before the first was saved
	if body := b.save(http.StatusConflict); !strings.Contains(body, "Another &lt;title&gt;") || !strings.Contains(body, `role="alert"`) {
		t.Error("a second writer lost what he typed")
	}
	b.form.Set("seen", "1") // before there was any
	b.save(http.StatusConflict)
	b.form.Set("text", "icou/plen/res/999@plen-22/en")
	b.save(http.StatusNotFound)
	b.form["text"] = nil
	b.save(http.StatusBadRequest)
}

// TestWorkbenchProposes makes a saved draft proposals by form, in three languages:
// they stand on their pages with the redline and the reasons; a symbol that is
// taken and a code that nobody has are refused with what was typed.
func TestWorkbenchProposes(t *testing.T) {
	r, server := openSample(t)
	for i, c := range []struct {
		lang tracker.Lang
		says string // the reason why the other goes, of the program
	}{{tracker.English, "Its provisions are taken into"}, {tracker.Arabic, "أُدرجت أحكامه"}, {tracker.Chinese, "其规定已纳入"}} {
		b := openBench(t, server, c.lang, "icou/plen/res/5", "icou/plen/res/10")
		b.save(http.StatusSeeOther)
		_, body := get(t, server, b.path+"?ui="+string(c.lang))
		if !strings.Contains(body, c.says) || !strings.Contains(body, `<option value="plen-26"`) {
			t.Fatalf("%s: no form to propose", c.lang)
		}
		document := string(rune('1' + i))
		form := url.Values{
			"seen": {seenField.FindStringSubmatch(body)[1]}, "symbol": {"ARK/9" + document + "/1"}, "conference": {"plen-26"}, "authors": {"MST, XYZ"},
			"reasons": {"one <text> is enough"}, "gone": {c.says + "."},
		}
		status, body, _ := post(t, server, b.path+"/proposal?ui=en", form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "one &lt;text&gt; is enough</textarea>") || !strings.Contains(body, "XYZ") {
			t.Errorf("%s: a code nobody has: %d", c.lang, status)
		}
		form.Set("authors", "MST")
		status, _, header := post(t, server, b.path+"/proposal", form)
		if want := "/proposal/ARK/9" + document + "/1?conference=plen-26&lang=" + string(c.lang); status != http.StatusSeeOther || header.Get("Location") != want {
			t.Fatalf("%s: %d to %s, want %s", c.lang, status, header.Get("Location"), want)
		}
		_, page := get(t, server, header.Get("Location")+"&ui=en")
		for _, want := range []string{"MOD ARK/9" + document + "/1", "Archipelago Group", "Republic of Mist", "one &lt;text&gt; is enough", "<ins", b.path + `"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the proposal lacks %q", c.lang, want)
			}
		}
		if _, page = get(t, server, b.path+"?ui=ar"); !strings.Contains(page, "<bdi>\u200fMOD ARK/9"+document+"/1, \u200f") {
			t.Errorf("%s: what was made of a draft runs left to right on an Arabic page", c.lang)
		}
		if _, page = get(t, server, "/proposal/ARK/9"+document+"/2?conference=plen-26&ui=en"); !strings.Contains(page, c.says) || !strings.Contains(page, "SUP ARK/9"+document+"/2") {
			t.Errorf("%s: the suppression lacks its reason", c.lang)
		}
		if _, body = get(t, server, b.path+"?ui=en"); !strings.Contains(body, "MOD ARK/9"+document+"/1") {
			t.Errorf("%s: the draft does not lead to its proposals", c.lang)
		}
		form.Set("symbol", "MST/4/1") // a delegation has it
		form.Set("seen", seenField.FindStringSubmatch(body)[1])
		status, body, _ = post(t, server, b.path+"/proposal?ui=en", form)
		if status != http.StatusConflict || strings.Count(body, "MST/4/1") < 3 {
			t.Errorf("%s: a symbol that is taken: %d, named %d times", c.lang, status, strings.Count(body, "MST/4/1"))
		}
	}
	if faults := r.store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Error(faults)
	}
	b := openBench(t, server, tracker.English, "icou/plen/res/2@plen-18", "icou/plen/res/16")
	b.save(http.StatusSeeOther)
	form := url.Values{"seen": {"99999"}, "symbol": {"ARK/99/1"}, "conference": {"plen-26"}}
	status, body, _ := post(t, server, b.path+"/proposal?ui=en", form)
	if status != http.StatusConflict || !strings.Contains(body, `href="/text/icou/plen/res/2@plen-18"`) || !strings.Contains(body, `href="/text/icou/plen/res/2@plen-22"`) {
		t.Errorf("an older revision: %d", status)
	}
}

// TestReaderProposesNothing: the door is the same as for every other form.
func TestReaderProposesNothing(t *testing.T) {
	r, server := openSample(t)
	b := openBench(t, server, tracker.English, "icou/plen/res/5", "icou/plen/res/10")
	b.save(http.StatusSeeOther)
	last := r.store.Last()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+b.path+"/proposal", strings.NewReader("seen=99&symbol=ARK/9/1&conference=plen-26"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("X-Forwarded-For", "192.0.2.7")
	if status, _, _ := fetch(t, request); status != http.StatusForbidden || r.store.Last() != last {
		t.Errorf("somebody from elsewhere: %d, %d entries", status, r.store.Last()-last)
	}
}

// TestWorkbenchLosesNothingUnsaid: a draft that drops an instruction without a reason is
// no proposal, in three languages: the instruction is named; with a reason it is one.
func TestWorkbenchLosesNothingUnsaid(t *testing.T) {
	r, server := openSample(t)
	for i, says := range []struct {
		lang tracker.Lang
		why  string
	}{{tracker.English, "dropped without a reason"}, {tracker.Arabic, "محذوف بلا سبب"}, {tracker.Chinese, "删除但未说明理由"}} {
		b := openBench(t, server, tracker.English, "icou/plen/res/5", "icou/plen/res/10")
		n := 0
		for b.form.Has(fmt.Sprintf("handling-%d", n+1)) {
			n++
		}
		b.form.Set(fmt.Sprintf("handling-%d", n), "dropped")
		propose := func() (int, string, uint64) {
			b.save(http.StatusSeeOther)
			_, body := get(t, server, b.path+"?ui=en")
			b.form.Set("seen", seenField.FindStringSubmatch(body)[1])
			last := r.store.Last()
			status, body, _ := post(t, server, b.path+"/proposal?ui="+string(says.lang), url.Values{
				"seen": b.form["seen"], "symbol": {fmt.Sprintf("ARK/8%d/1", i)}, "conference": {"plen-26"}, "gone": {"<taken>"},
			})
			return status, body, r.store.Last() - last
		}
		status, body, wrote := propose()
		_, problem, _ := strings.Cut(body, `id="propose"`)
		if status != http.StatusUnprocessableEntity || wrote != 0 || !strings.Contains(problem, says.why) || !strings.Contains(problem, `href="/text/icou/plen/res/10@`) || !strings.Contains(problem, "&lt;taken&gt;") {
			t.Errorf("%s: lost without a reason: %d, %d entries\n%.600s", says.lang, status, wrote, problem)
		}
		b.form.Set(fmt.Sprintf("reason-%d", n), "it is done")
		if status, _, wrote := propose(); status != http.StatusSeeOther || wrote != 1 {
			t.Errorf("%s: lost for a reason: %d, %d entries", says.lang, status, wrote)
		}
	}
}

// TestWorkbenchSays: two texts of one number are told apart; emptied words and a
// handling that there is none of are said, and nothing is kept.
func TestWorkbenchSays(t *testing.T) {
	r, server := openSample(t)
	b := openBench(t, server, tracker.English, "icou/plen/res/2", "icou/plen/dec/2@plen-18")
	_, body := get(t, server, "/workbench/new?text=icou/plen/res/2&text=icou/plen/dec/2@plen-18&ui=en")
	places := map[string]int{}
	for _, m := range placeOption.FindAllStringSubmatch(body, -1) {
		places[m[1]]++
		if places[m[1]] > 1 || !strings.HasPrefix(m[1], "icou/plen/") {
			t.Errorf("a name of two paragraphs: %s", m[1])
		}
	}
	n := 0
	for b.form.Has(fmt.Sprintf("handling-%d", n+1)) {
		n++
	}
	into := slices.Sorted(maps.Keys(places))[0] // of the decision
	b.form.Set("handling-0", "carried")
	b.form.Set("into-0", into)
	b.save(http.StatusSeeOther)
	m, err := r.store.Merger(strings.TrimPrefix(b.path, "/workbench/"))
	if err != nil || m.Choices[0].Into.Kind != "dec" {
		t.Errorf("carried by %s: %v, %+v", into, err, m.Choices[0])
	}
	b = openBench(t, server, tracker.English, "icou/plen/res/2", "icou/plen/res/16")
	last := r.store.Last()
	b.form.Set("words-1", " \r\n ")
	b.form.Set("words-2", "words of our own")
	body = b.save(http.StatusUnprocessableEntity)
	if _, problem, _ := strings.Cut(body, `role="alert"`); !strings.Contains(problem[:min(400, len(problem))], "#"+m.Choices[1].Address.Provision) || !strings.Contains(body, ">words of our own</textarea>") {
		t.Errorf("emptied words: %.400s", problem)
	}
	b.form.Del("words-1")
	b.form.Set("handling-1", "zzz")
	if body := b.save(http.StatusUnprocessableEntity); !strings.Contains(body, "zzz") || !strings.Contains(body, `id="fault-1"`) {
		t.Error("an unknown handling is not named")
	}
	if r.store.Last() != last {
		t.Error("something was kept")
	}
}

// TestWorkbenchLosesNoDecision: a paragraph that asks nobody, dropped without a reason,
// stands in a list of its own, in three languages, and keeps the draft from being a
// proposal.
func TestWorkbenchLosesNoDecision(t *testing.T) {
	r, server := openSample(t)
	for lang, says := range map[tracker.Lang]string{
		tracker.English: "Paragraphs that ask nobody and would be lost", tracker.Arabic: "فقرات لا تكلّف أحداً وستضيع", tracker.Chinese: "未指示任何人且将会丢失的段落",
	} {
		b := openBench(t, server, lang, "icou/plen/res/16", "icou/plen/res/2")
		goes := b.rows("icou/plen/res/2@plen-22#resolves.")[0]
		b.form.Set(goes("handling"), "dropped")
		b.save(http.StatusSeeOther)
		_, body := get(t, server, b.path+"?ui="+string(lang))
		_, listed, found := strings.Cut(body, "<h2>"+says+"</h2>")
		if listed, _, _ = strings.Cut(listed, "</ul>"); !found || strings.Contains(body, `class="notice done"`) || !strings.Contains(listed, `href="#`+goes("choice")+`"`) {
			t.Errorf("%s: the page does not list it: %.300s", lang, listed)
		}
		last := r.store.Last()
		form := url.Values{"seen": {seenField.FindStringSubmatch(body)[1]}, "symbol": {"ARK/70/1"}, "conference": {"plen-26"}}
		if status, _, _ := post(t, server, b.path+"/proposal", form); status != http.StatusUnprocessableEntity || r.store.Last() != last {
			t.Errorf("%s: proposed: %d", lang, status)
		}
	}
}
