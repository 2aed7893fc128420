package mandate

import (
	"os"
	"strings"
	"testing"

	"concord/tracker"
)

// Whatever the words, nothing falls over, each provision is a mandate or says why
// not, and evidence is exactly the words at its place.
func FuzzRead(f *testing.F) {
	for i, lang := range tracker.Langs {
		f.Add(i, "instructs the Council", "to report to the Council, in consultation with @ the 主任, annually (at WRC-27).")
		content, err := os.ReadFile("testdata/sentences." + string(lang) + ".tsv")
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(content)) {
			if c := strings.Split(line, "\t"); len(c) > 4 {
				f.Add(i, c[2], c[3])
			}
		}
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, i int, heading, words string) {
		lang := tracker.Langs[uint(i)%uint(len(tracker.Langs))]
		for _, section := range []string{unheaded, "instructs-sg", "resolves"} {
			reading := r.Read(sentence(t, lang, section, heading, words))
			if len(reading.Mandates)+len(reading.NotMandates) != 1 {
				t.Fatalf("%d mandates, %d others", len(reading.Mandates), len(reading.NotMandates))
			}
			for _, m := range reading.Mandates {
				checkEvidence(t, &m, heading)
			}
		}
	})
}

// checkEvidence holds each piece of evidence against the words it names.
func checkEvidence(t testing.TB, m *tracker.Mandate, heading string) {
	t.Helper()
	sources := map[string][]rune{"text": []rune(m.Text), "heading": []rune(heading)}
	for field, list := range m.Extracted {
		for _, e := range list {
			source, ok := sources[e.In]
			if !ok {
				continue // of the provision above
			}
			if e.Start < 0 || e.Start > e.End || e.End > len(source) || string(source[e.Start:e.End]) != e.Text {
				t.Errorf("%s %s: evidence %+v is not in %q", m.Address, field, e, string(source))
			}
		}
	}
}
