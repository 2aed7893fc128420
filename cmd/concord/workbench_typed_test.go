package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// readAnew stores a text of the record again, with other paragraphs.
func readAnew(t *testing.T, r *record, at string, change func(*tracker.Text)) {
	t.Helper()
	a, err := tracker.ParseAddress(at)
	if err != nil {
		t.Fatal(err)
	}
	text, err := r.store.Text(a)
	if err != nil {
		t.Fatal(err)
	}
	text.Provisions = slices.Clone(text.Provisions)
	change(&text)
	raw, err := json.Marshal(store.Import{Files: []store.File{}, Texts: []tracker.Text{text}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.store.Append(t.Context(), "again", store.Any, store.Entry{
		Time: time.Unix(1e9, 0), Actor: "test", Kind: store.ImportKind, Subjects: []string{text.Instrument.String()}, Payload: raw,
	}); err != nil {
		t.Fatal(err)
	}
}

// TestWorkbenchOfATextReadAnew: a save after a text was read anew, in three
// languages, comes back as it was typed, each with its paragraph wherever that
// stands now, says which text it was and what somebody typed of a paragraph that is
// gone; saved again it is kept.
func TestWorkbenchOfATextReadAnew(t *testing.T) {
	for _, c := range []struct {
		lang                 tracker.Lang
		said, words, another string
	}{
		{tracker.English, "said <elsewhere>", "words of our own;", "the clouds are other clouds now;"},
		{tracker.Arabic, "قيل <في> مكان آخر", "عبارات من عندنا؛", "صارت السحب سحبا أخرى؛"},
		{tracker.Chinese, "已在<他处>说明", "我们自己的文字；", "云现在是其他的云；"},
	} {
		r, server := openSample(t)
		at := "icou/plen/res/16@plen-22/" + string(c.lang)
		b := openBench(t, server, c.lang, "icou/plen/res/2@plen-22/"+string(c.lang), at)
		first := len(b.rows("icou/plen/res/2@plen-22#"))
		n := b.rows("icou/plen/res/16@plen-22#")
		b.form.Set("title", "One <title>")
		b.form.Set(n[1]("handling"), "dropped")
		b.form.Set(n[1]("reason"), c.said)
		b.form.Set(n[2]("words"), c.words)
		b.form.Set(n[0]("reason"), "of what went")
		var gone, stays tracker.Address
		readAnew(t, r, at, func(text *tracker.Text) {
			gone, stays = text.Provisions[0].Address, text.Provisions[1].Address
			text.Provisions = text.Provisions[1:]
			text.Provisions[2].Text = c.another
		})
		last := r.store.Last()
		body := b.save(http.StatusConflict)
		if r.store.Last() != last {
			t.Errorf("%s: something was kept", c.lang)
		}
		_, problem, _ := strings.Cut(body, `role="alert"`)
		problem, _, _ = strings.Cut(problem, "</div>")
		for _, want := range []string{`href="/text/` + at + `"`, "of what went", "#" + gone.Provision} {
			if !strings.Contains(problem, want) {
				t.Errorf("%s: what happened lacks %q: %s", c.lang, want, problem)
			}
		}
		if escaped := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(c.said); !strings.Contains(body, escaped) || !strings.Contains(body, ">"+c.words+"</textarea>") || !strings.Contains(body, "One &lt;title&gt;") {
			t.Errorf("%s: what was typed is gone", c.lang)
		}
		if !strings.Contains(body, c.another+"</p>") || strings.Count(body, "other words since the draft was made") != 1 {
			t.Errorf("%s: the paragraph with other words is not marked", c.lang)
		}
		b.read(body)
		b.form.Set("title", "One text")
		b.save(http.StatusSeeOther)
		m, err := r.store.Merger(strings.TrimPrefix(b.path, "/workbench/"))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Choices[first]; got.Address.At(got.Address.Provision) != stays || got.Handling != tracker.Dropped || got.Reason != c.said {
			t.Errorf("%s: dropped now: %+v", c.lang, got)
		}
		if got := m.Choices[first+1].Text; got != c.words {
			t.Errorf("%s: words %q", c.lang, got)
		}
		if got := m.Choices[first+2]; got.Text != "" || got.Fingerprint != tracker.Fingerprint(c.another) {
			t.Errorf("%s: what nobody changed has the old words: %+v", c.lang, got)
		}
	}
}

// TestWorkbenchKeepsWhatIsTyped: a place that no paragraph has is said at its row and
// stays as typed; words and reasons that a handling has no use for are kept.
func TestWorkbenchKeepsWhatIsTyped(t *testing.T) {
	r, server := openSample(t)
	b := openBench(t, server, tracker.English, "icou/plen/res/2", "icou/plen/res/16")
	n, last := b.rows(""), r.store.Last()
	b.form.Set(n[1]("handling"), "carried")
	b.form.Set(n[1]("into"), `133#<no-such>.2`)
	b.form.Set(n[1]("words"), "words of a carried one")
	b.form.Set(n[2]("reason"), "reason of a kept one")
	b.form.Set(n[3]("handling"), "carried")
	b.form.Set(n[3]("into"), "")
	body := b.save(http.StatusUnprocessableEntity)
	for _, want := range []string{
		`value="133#&lt;no-such&gt;.2"`, `href="#choice-1"`, `id="fault-1"`, `href="#choice-3"`, `id="fault-3"`, "No paragraph of these texts has this name",
		"Say which other paragraph carries it", ">words of a carried one</textarea>", `value="reason of a kept one"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if r.store.Last() != last {
		t.Error("something was kept")
	}
	b.form.Set(n[1]("into"), "2#"+b.provision(0))
	b.form.Set(n[3]("handling"), "kept")
	b.save(http.StatusSeeOther)
	_, body = get(t, server, b.path+"?ui=en")
	for _, want := range []string{">words of a carried one</textarea>", `value="reason of a kept one"`, "do not stand in the draft as long"} {
		if !strings.Contains(body, want) {
			t.Errorf("the saved draft lacks %s", want)
		}
	}
	for _, id := range []string{"new", "AAA%20BBB", "%3Cscript%3E", strings.Repeat("a", 500)} {
		last := r.store.Last()
		b.path = "/workbench/" + id
		if b.save(http.StatusBadRequest); r.store.Last() != last {
			t.Errorf("a draft is called %.20q", id)
		}
	}
}

// TestWorkbenchOfControlCharacters: the line breaks that a word processor pastes are
// line breaks; another control character is said where it stands, in the reader's
// language, and what was typed stays.
func TestWorkbenchOfControlCharacters(t *testing.T) {
	for lang, said := range map[tracker.Lang]string{
		tracker.English: "It holds a control character", tracker.Arabic: "يتضمن النص رمز تحكم", tracker.Chinese: "文字中含有无法阅读的控制字符",
	} {
		r, server := openSample(t)
		b := openBench(t, server, lang, "icou/plen/res/2", "icou/plen/res/16")
		n, last := b.rows(""), r.store.Last()
		refused := func(what string, wanted ...string) {
			t.Helper()
			status, body, _ := post(t, server, b.path+"?ui="+string(lang), b.form)
			if status != http.StatusUnprocessableEntity {
				t.Errorf("%s, %s: %d", lang, what, status)
			}
			for _, want := range append(wanted, said, `role="alert"`, ">words of our own</textarea>") {
				if !strings.Contains(body, want) {
					t.Errorf("%s, %s: the page lacks %q", lang, what, want)
				}
			}
			if r.store.Last() != last {
				t.Errorf("%s, %s: it was kept", lang, what)
			}
		}
		b.form.Set(n[0]("words"), "words of our own")
		b.form.Set("title", "One\x01text")
		refused("a title")
		b.form.Set("title", "One text")
		b.form.Set(n[1]("words"), "more\x01words")
		refused("words", `href="#choice-1"`, `id="fault-1"`)
		b.form.Set(n[1]("words"), "a line\vanother\ra third")
		b.save(http.StatusSeeOther)
		m, err := r.store.Merger(strings.TrimPrefix(b.path, "/workbench/"))
		if err != nil || m.Choices[1].Text != "a line\nanother\na third" || m.Choices[0].Text != "words of our own" {
			t.Errorf("%s: %q, %v", lang, m.Choices[1].Text, err)
		}
	}
}
