package mandate

import (
	"os"
	"strings"
	"testing"

	"concord/tracker"
)

// TestSentences holds the reader against fictional sentences, 62 in each language
// of which few real texts can be had, and prints every miss and the precision and
// recall of each field. They were written and labelled before the rules.
//
//	go test ./tracker/mandate -run TestSentences -v
func TestSentences(t *testing.T) {
	r := newReader(t)
	for _, lang := range tracker.Langs {
		content, err := os.ReadFile("testdata/sentences." + string(lang) + ".tsv")
		if os.IsNotExist(err) {
			continue // English has real texts: labels.tsv
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Run(string(lang), func(t *testing.T) {
			total := scores{}
			for line := range strings.Lines(string(content)) {
				c := strings.Split(strings.TrimRight(line, "\n"), "\t")
				if c[0] == "id" {
					continue
				}
				reading := r.Read(sentence(t, lang, c[1], strings.TrimSuffix(c[2], "-"), c[3]))
				m, why, words, _ := reading.at(c[1] + ".1")
				if m != nil {
					checkEvidence(t, m, strings.TrimSuffix(c[2], "-"))
				}
				total.compare(t, readLabel(string(lang)+" "+c[0], c[4:]), m, why, words)
			}
			total.report(t, string(lang), 0.90)
		})
	}
}

// sentence is a text of one provision: of the General Assembly where it opens
// with its own verb, of the Plenipotentiary Conference where it has a heading.
func sentence(t *testing.T, lang tracker.Lang, section, heading, words string) tracker.Text {
	t.Helper()
	revision := "itu/pp/res/900@pp-18"
	if section == unheaded {
		revision = "un/ga/res/79/900@ga-79"
	}
	a, err := tracker.ParseAddress(revision + "#" + section + ".1")
	if err != nil {
		t.Fatal(err)
	}
	return tracker.Text{Revision: a.Revision(), Lang: lang, Provisions: []tracker.Provision{
		{Address: a, Role: tracker.Operative, Section: section, Heading: heading, Text: words}}}
}
