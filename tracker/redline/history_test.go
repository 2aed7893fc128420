package redline

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// TestTrace follows paragraphs through four revisions, of which one is not held:
// they come, change, split, merge, go and come again.
func TestTrace(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		t.Run(string(lang), func(t *testing.T) {
			words := historyWords[lang]
			join := func(parts ...string) string { return strings.Join(parts, words.glue) }
			a, b, c, d, e := words.said[0], words.said[1], words.said[2], words.said[3], words.said[4]
			h := traceTexts(t, lang, map[string][]string{
				"s-1": {a, join(b, c), d},
				"s-3": {a, b, c, e},
				"s-4": {join(words.first, a), d, join(b, c)},
			})
			got := renderHistory(h)
			want := []string{
				"1 came s-1; s-4 reworded 1",
				"2 came s-1; s-3 removed 3; s-4 added 2",
				"3 came s-1; s-3 split 2; s-4 merged 3",
				"3 came s-1; s-3 split 3; s-4 merged 3; went s-4",
				"4 came s-3; went s-4",
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("history:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if !slices.Equal(h.Missing, []string{"s-2"}) || len(h.Revisions) != 3 {
				t.Errorf("missing %v, revisions %v", h.Missing, h.Revisions)
			}
			if n := len(h.At("resolves.4").Paragraphs); n != 1 {
				t.Errorf("%d paragraphs ever stood at resolves.4, want 1", n)
			}
		})
	}
}

// TestTraceStandingParagraphsAreTheText: the paragraphs that did not go are the
// last revision, in its order, word for word.
func TestTraceStandingParagraphsAreTheText(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		said := historyWords[lang].said
		last := []string{said[4], said[0] + said[1], said[3], said[3]}
		h := traceTexts(t, lang, map[string][]string{
			"s-1": said, "s-3": {said[4], said[3], said[2], said[1], said[0]}, "s-4": last,
		})
		var standing []string
		for _, p := range h.Paragraphs {
			if p.Went == "" {
				standing = append(standing, p.Text)
			}
		}
		if !slices.Equal(standing, last) {
			t.Errorf("%s: standing %q, want %q", lang, standing, last)
		}
	}
}

func TestTraceWithoutTexts(t *testing.T) {
	h, err := Trace(tracker.InstrumentRecord{Revisions: []tracker.RevisionRecord{{Session: "s-1"}}}, tracker.French, nil)
	if err != nil || len(h.Missing) != 1 || h.Paragraphs == nil || h.Revisions == nil {
		t.Errorf("%+v, %v", h, err)
	}
	lost := errors.New("lost")
	_, err = Trace(tracker.InstrumentRecord{Revisions: []tracker.RevisionRecord{{Langs: []tracker.Lang{tracker.French}}}}, tracker.French,
		func(tracker.Address) (tracker.Text, error) { return tracker.Text{}, lost })
	if !errors.Is(err, lost) {
		t.Errorf("%v, want the fault of the text", err)
	}
}

// historyWords are five paragraphs a language that share little.
var historyWords = map[tracker.Lang]struct {
	glue, first string
	said        []string
}{
	tracker.English: {" ", "first of all", []string{
		"to light every harbour of the northern islands before winter;",
		"to print tide tables in large letters for all fishing villages;",
		"to lend barometers to schools that keep a daily weather diary;",
		"to invite lighthouse keepers to the next conference as observers;",
		"to paint the buoys of narrow straits in two bright colours;",
	}},
	tracker.Arabic: {" ", "أولا وقبل كل شيء", []string{
		"أن تضاء جميع مرافئ الجزر الشمالية قبل حلول الشتاء؛",
		"أن تطبع جداول المد والجزر بأحرف كبيرة وواضحة لجميع قرى الصيادين؛",
		"أن تعار أجهزة الضغط الجوي للمدارس التي تسجل الطقس يوميا؛",
		"أن يدعى حراس المنارات إلى المؤتمر القادم بصفة مراقبين؛",
		"أن تطلى عوامات المضايق الضيقة بلونين ساطعين؛",
	}},
	tracker.Chinese: {"", "首先", []string{
		"在冬季之前点亮北部群岛的每一个港口；",
		"用大号字为沿海所有渔村每年印制一份潮汐表；",
		"向坚持写天气日记的学校出借气压计；",
		"邀请灯塔看守人作为观察员出席下届大会；",
		"把狭窄海峡的浮标漆成两种鲜艳颜色；",
	}},
}

// traceTexts traces an instrument whose revision s-2 is known and not held.
func traceTexts(t *testing.T, lang tracker.Lang, texts map[string][]string) History {
	t.Helper()
	record := tracker.InstrumentRecord{Instrument: tracker.Address{Body: "x/y", Kind: "res", Number: "1"}}
	for _, session := range []string{"s-1", "s-2", "s-3", "s-4"} {
		at := record.Instrument
		at.Session = session
		one := tracker.RevisionRecord{Revision: at, Session: session}
		if texts[session] != nil {
			one.Langs = []tracker.Lang{lang}
		}
		record.Revisions = append(record.Revisions, one)
	}
	h, err := Trace(record, lang, func(a tracker.Address) (tracker.Text, error) {
		if a.Lang != lang {
			t.Errorf("asked for %s", a)
		}
		var text tracker.Text
		for i, s := range texts[a.Session] {
			label := fmt.Sprint(i + 1)
			text.Provisions = append(text.Provisions, tracker.Provision{
				Address: a.At("resolves." + label), Section: "resolves", Role: tracker.Operative, Label: label, Text: s,
			})
		}
		return text, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func renderHistory(h History) []string {
	var out []string
	for _, p := range h.Paragraphs {
		line := []string{p.Label + " came " + p.Came}
		for _, s := range p.Changes {
			if s.Class != Moved && s.Class != Renumbered {
				line = append(line, fmt.Sprintf("%s %s %s", s.Session, s.Class, strings.TrimPrefix(s.Address.Provision, "resolves.")))
			}
		}
		if p.Went != "" {
			line = append(line, "went "+p.Went)
		}
		out = append(out, strings.Join(line, "; "))
	}
	return out
}
