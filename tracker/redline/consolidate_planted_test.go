package redline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// Five proposals over real texts, with removals and with words replaced at the
// same three places of a paragraph: every cell is told right and no
// contradiction is missed.
func TestPlantedProposals(t *testing.T) {
	const proposals, least = 5, 0.999
	r := rand.New(rand.NewPCG(5, 2026))
	cells, right, planted, found, invented := 0, 0, 0, 0, 0
	for _, s := range slices.Concat(unionSheets(t), declarationSheets(t)[:5]) {
		base := provisions(slices.Compact(slices.Sorted(slices.Values(s.paragraphs)))...)
		made := make([][]tracker.Provision, proposals)
		wanted := make([][proposals]string, len(base)) // "" where removed
		conflict := make([]bool, len(base))
		for i, p := range base {
			sites := [3]map[string]bool{{}, {}, {}}
			removed, changed := false, false
			for k := range proposals {
				text := p.Text
				words := strings.Fields(text)
				switch n := r.IntN(20); {
				case n == 0:
					text, removed = "", true
				case n < 4 && len(words) >= 15:
					site, put := r.IntN(3), []string{"quixote", "zeppelin"}[r.IntN(2)]
					words[2+site*len(words)/3] = put
					sites[site][put] = true
					text, changed = strings.Join(words, " "), true
				}
				wanted[i][k] = text
				if text != "" {
					made[k] = append(made[k], tracker.Provision{Text: text})
				}
			}
			conflict[i] = removed && changed || slices.ContainsFunc(sites[:], func(m map[string]bool) bool { return len(m) > 1 })
		}
		for _, row := range Consolidate(base, made, s.lang).Rows {
			if row.BasePlace == 0 {
				continue
			}
			for _, c := range row.Cells {
				for _, k := range c.Proposals {
					cells++
					if c.Text == wanted[row.BasePlace-1][k-1] {
						right++
					}
				}
			}
			switch want := conflict[row.BasePlace-1]; {
			case want && row.Conflict:
				planted, found = planted+1, found+1
			case want:
				planted++
				t.Errorf("%s: contradiction missed in %q", s.name, row.BaseText)
			case row.Conflict:
				invented++
			}
		}
	}
	t.Logf("%d of %d cells right, %d of %d contradictions found, %d invented", right, cells, found, planted, invented)
	if float64(right) < least*float64(cells) {
		t.Errorf("%d of %d cells right, want %.1f %%", right, cells, 100*least)
	}
}
