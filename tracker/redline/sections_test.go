package redline

import (
	"strings"
	"testing"

	"concord/tracker"
)

const twoSections = `
# considering | considering
a) | that lighthouses guide ships at night along every coast;
b) | that keepers of small islands work alone in the winter,
# invites-council | invites the Council
1 | to consider the cost of oil for each tower of the Union;
2 | to choose the colours in which the towers are painted;
`

func TestHeadings(t *testing.T) {
	for _, c := range []struct{ name, new, want string }{
		{"a heading changes and its paragraphs stay", `
# considering | considering
a) | that lighthouses guide ships at night along every coast;
b) | that keepers of small islands work alone in the winter,
# instructs-council | instructs the Council
1 | to consider the cost of oil for each tower of the Union;
2 | to choose the colours in which the towers are painted;
`, `heading invites-council > instructs-council: [-invites-]{+instructs+} the Council
unchanged considering.a) > considering.a): that lighthouses guide ships at night along every coast;
unchanged considering.b) > considering.b): that keepers of small islands work alone in the winter,
unchanged invites-council.1 > instructs-council.1: to consider the cost of oil for each tower of the Union;
unchanged invites-council.2 > instructs-council.2: to choose the colours in which the towers are painted;
`},
		{"a paragraph goes to another section where it stands", `
# considering | considering
a) | that lighthouses guide ships at night along every coast;
# invites-council | invites the Council
1 | that keepers of small islands work alone in the winter,
2 | to consider the cost of oil for each tower of the Union;
3 | to choose the colours in which the towers are painted;
`, `unchanged considering.a) > considering.a): that lighthouses guide ships at night along every coast;
moved considering.b) > invites-council.1: that keepers of small islands work alone in the winter,
renumbered invites-council.1 > invites-council.2: to consider the cost of oil for each tower of the Union;
renumbered invites-council.2 > invites-council.3: to choose the colours in which the towers are painted;
`},
		{"sections change places", `
# invites-council | invites the Council
1 | to consider the cost of oil for each tower of the Union;
2 | to choose the colours in which the towers are painted;
# considering | considering
a) | that lighthouses guide ships at night along every coast;
`, `removed considering.b) > : [-that keepers of small islands work alone in the winter,-]
unchanged invites-council.1 > invites-council.1: to consider the cost of oil for each tower of the Union;
unchanged invites-council.2 > invites-council.2: to choose the colours in which the towers are painted;
moved considering.a) > considering.a): that lighthouses guide ships at night along every coast;
`},
		{"a heading is typed otherwise", `
# considering | considering
a) | that lighthouses guide ships at night along every coast;
b) | that keepers of small islands work alone in the winter,
# invites-council | invites the  Council
1 | to consider the cost of oil for each tower of the Union;
2 | to choose the colours in which the towers are painted;
`, `unchanged considering.a) > considering.a): that lighthouses guide ships at night along every coast;
unchanged considering.b) > considering.b): that keepers of small islands work alone in the winter,
unchanged invites-council.1 > invites-council.1: to consider the cost of oil for each tower of the Union;
unchanged invites-council.2 > invites-council.2: to choose the colours in which the towers are painted;
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := checkPromise(t, lines(twoSections), lines(c.new))
			if got := render(r); got != c.want {
				t.Errorf("redline:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func lines(s string) []tracker.Provision { return readProvisions(s[1:]) }

// TestLeadingVerbIsText compares texts without headings, whose paragraphs carry
// the verb they open with.
func TestLeadingVerbIsText(t *testing.T) {
	carry := func(texts ...string) []tracker.Provision {
		ps := provisions(texts...)
		for i := range ps {
			ps[i].Section = "preamble"
			ps[i].Heading, _, _ = strings.Cut(texts[i], " ")
		}
		return ps
	}
	r := checkPromise(t,
		carry("Recalling the conference of 2030 and its outcome,", "Noting the report on lamps,", "Stressing the need for oil,"),
		carry("Welcoming the conference of 2030 and its outcome,", "Stressing the need for oil,", "Noting the report on lamps,"))
	want := `reworded  > : [-Recalling-]{+Welcoming+} the conference of 2030 and its outcome,
moved  > : Stressing the need for oil,
unchanged  > : Noting the report on lamps,
`
	if got := render(r); got != want {
		t.Errorf("redline:\n%s\nwant:\n%s", got, want)
	}
}

// TestCitationUpdates tells a revision brought up to date from other changes to
// a citation.
func TestCitationUpdates(t *testing.T) {
	const old = "| pursuant to {fu/pc/res/4@pc-30|Resolution 4} (Rev. Port Azure, 2030) and to the budget;"
	for _, c := range []struct {
		new  string
		want Class
	}{
		{"| pursuant to {fu/pc/res/4@pc-34|Resolution 4} (Rev. Grey Harbour, 2034) and to the budget;", CitationUpdate},
		{"| pursuant to {fu/pc/res/4@pc-34|Resolution 4} (Rev. Grey Harbour, 2034) and to the budget.", CitationUpdate},
		{"| pursuant to {fu/pc/res/4|Resolution 4} and to the budget;", CitationUpdate},
		{"| pursuant to {fu/pc/res/4@pc-34|Resolution 4} (Rev. Grey Harbour, 2034) and to the plan;", Reworded},
		{"| pursuant to {fu/pc/res/5@pc-34|Resolution 5} (Rev. Grey Harbour, 2034) and to the budget;", Reworded},
		{"| pursuant to {fu/pc/res/4@pc-30|Resolution 4} (Port Azure, 2030) and to the budget;", Reworded},
		{"| pursuant to Resolution 4 (Rev. Grey Harbour, 2034) and to the budget;", Reworded},
	} {
		r := checkPromise(t, readProvisions(old), readProvisions(c.new))
		if got := r.Changes[0].Class; got != c.want {
			t.Errorf("%q is %s, want %s", c.new, got, c.want)
		}
	}
}
