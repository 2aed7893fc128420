package report

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/redline"
)

// sectioned is a text of sections: a word with "# " before it is a heading.
func sectioned(lang tracker.Lang, parts ...string) tracker.Text {
	text := tracker.Text{Lang: lang, Title: "云 سحاب cloud"}
	heading := ""
	for _, part := range parts {
		if h, ok := strings.CutPrefix(part, "# "); ok {
			heading = h
			continue
		}
		text.Provisions = append(text.Provisions, tracker.Provision{Section: "s-" + heading, Heading: heading, Text: part})
	}
	return text
}

// phrases are headings and paragraphs to make texts of.
var phrases = map[tracker.Lang][]string{
	tracker.English: {"# resolves", "# instructs the Director", "# instructs the Secretary-General", "# invites the Council",
		"to keep a record of every cloud seen from the stations", "to keep a second copy of the archive in another town",
		"to report on the state of the instruments every year", "to prepare a plan for mobile stations at sea", "to report on the state of the instruments every second year"},
	tracker.Arabic: {"# تقرر", "# تكلف المدير", "# تكلف الأمين العام", "# تدعو المجلس",
		"مسك سجل لكل سحابة تُرى من المحطات", "حفظ نسخة ثانية من المحفوظات في مدينة أخرى",
		"رفع تقرير عن حالة الأجهزة كل سنة", "إعداد خطة للمحطات المتنقلة في البحر", "رفع تقرير عن حالة الأجهزة كل سنتين"},
	tracker.Chinese: {"# 做出决议", "# 责成主任", "# 责成秘书长", "# 请理事会",
		"记录各站看到的每一朵云", "在另一城市保存档案的第二份副本",
		"每年报告仪器的状况", "为海上移动站制定计划", "每两年报告仪器的状况"},
}

// resections are a base and a proposal each, by number in phrases.
var resections = map[string][2][]int{
	"moved to a section that is not there":    {{0, 4, 1, 5, 6}, {0, 4, 1, 5, 2, 6}},
	"moved and reworded":                      {{0, 4, 1, 5, 6}, {0, 4, 1, 5, 2, 8}},
	"moved and another comes with it":         {{0, 4, 1, 5, 6}, {0, 4, 1, 5, 2, 6, 7}},
	"moved to a section that is there":        {{0, 4, 1, 5, 6, 2, 7}, {0, 4, 1, 5, 2, 6, 7}},
	"moved up":                                {{0, 4, 1, 5, 2, 6, 7}, {0, 4, 7, 1, 5, 2, 6}},
	"nothing is left under a heading":         {{0, 4, 1, 5, 2, 6}, {0, 4, 2, 6, 5}},
	"a section goes":                          {{0, 4, 1, 5, 2, 6}, {0, 4, 2, 6}},
	"a section comes first":                   {{0, 4, 1, 5}, {2, 6, 0, 4, 1, 5}},
	"a section comes between":                 {{0, 4, 1, 5}, {0, 4, 2, 6, 1, 5}},
	"a section comes last":                    {{0, 4, 1, 5}, {0, 4, 1, 5, 2, 6}},
	"a section comes into another":            {{0, 4, 5}, {0, 4, 2, 6, 0, 5}},
	"one comes first in its section":          {{0, 4, 1, 5}, {0, 4, 1, 6, 5}},
	"one comes at both sides of a heading":    {{0, 4, 1, 5}, {0, 4, 6, 1, 7, 5}},
	"the heading is another":                  {{0, 4, 1, 5, 6}, {0, 4, 3, 5, 6}},
	"the heading is another and one is added": {{0, 4, 1, 5, 6}, {0, 4, 3, 5, 7, 6}},
}

func resectioned(lang tracker.Lang, numbers []int) tracker.Text {
	var parts []string
	for _, n := range numbers {
		parts = append(parts, phrases[lang][n])
	}
	return sectioned(lang, parts...)
}

func consolidatedWord(t *testing.T, base tracker.Text, proposals ...tracker.Text) []byte {
	t.Helper()
	var all [][]tracker.Provision
	var names []string
	for i, p := range proposals {
		all, names = append(all, p.Provisions), append(names, fmt.Sprintf("P/%d", i+1))
	}
	var b bytes.Buffer
	if err := Consolidation(&b, base, redline.Consolidate(base.Provisions, all, base.Lang), names, day); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func inView(t *testing.T, file []byte, v document.View) []string {
	t.Helper()
	var got []string
	for _, p := range read(t, file).As(v).Paragraphs {
		got = append(got, p.Text())
	}
	return got
}

func printedLines(text tracker.Text) []string {
	var out []string
	for _, l := range lines(text) {
		out = append(out, l.printed())
	}
	return out
}

// One proposal, accepted whole, is what was proposed, each paragraph under its
// addressee; rejected whole it is the base.
func TestConsolidationKeepsAddressees(t *testing.T) {
	for name, test := range resections {
		for lang := range phrases {
			base, proposal := resectioned(lang, test[0]), resectioned(lang, test[1])
			file := consolidatedWord(t, base, proposal)
			wellFormed(t, name, file)
			if got, want := inView(t, file, document.Base), printedLines(base); !slices.Equal(got, want) {
				t.Errorf("%s in %s, rejected: %q, want %q", name, lang, got, want)
			}
			if got, want := inView(t, file, document.Proposed), printedLines(proposal); !slices.Equal(got, want) {
				t.Errorf("%s in %s, accepted: %q, want %q", name, lang, got, want)
			}
		}
	}
}

// What one moves to another section and another rewords or moves elsewhere is a
// conflict: it stands where it was, and at its goal in brackets.
func TestConsolidationOfMovesInConflict(t *testing.T) {
	for lang, w := range phrases {
		base := resectioned(lang, []int{0, 4, 1, 5, 6})
		for name, other := range map[string][]int{"reworded": {0, 4, 1, 5, 8}, "moved elsewhere": {0, 4, 1, 5, 3, 6}, "removed": {0, 4, 1, 5}} {
			file := consolidatedWord(t, base, resectioned(lang, []int{0, 4, 1, 5, 2, 6}), resectioned(lang, other))
			if got, want := inView(t, file, document.Base), printedLines(base); !slices.Equal(got, want) {
				t.Errorf("%s in %s, rejected: %q, want %q", name, lang, got, want)
			}
			got := inView(t, file, document.Proposed)
			n := slices.Index(got, w[2][2:])
			if n < 0 || n+1 >= len(got) || got[n+1] != "[P/1: "+w[6]+"]" {
				t.Errorf("%s in %s: not in brackets under its addressee: %q", name, lang, got)
			}
			if i := slices.Index(got, w[6]); i < 0 || i > n || slices.Contains(got[i+1:], w[6]) {
				t.Errorf("%s in %s: does not stand once, where it was: %q", name, lang, got)
			}
		}
	}
}

// LibreOffice reads the same.
func TestConsolidationInLibreOffice(t *testing.T) {
	settle := libreOffice(t)
	folder := t.TempDir()
	wantedOf := map[string][2]tracker.Text{}
	for name, test := range resections {
		for lang := range phrases {
			base, proposal := resectioned(lang, test[0]), resectioned(lang, test[1])
			path := filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+"."+string(lang)+".docx")
			if err := os.WriteFile(path, consolidatedWord(t, base, proposal), 0o600); err != nil {
				t.Fatal(err)
			}
			wantedOf[path] = [2]tracker.Text{base, proposal}
		}
	}
	said := settle(slices.Sorted(maps.Keys(wantedOf)))
	for path, text := range wantedOf {
		equal(t, path+", all accepted", full(said[path].Accept), wanted(text[1]))
		equal(t, path+", all rejected", full(said[path].Reject), wanted(text[0]))
	}
}
