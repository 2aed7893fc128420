package mandate

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// The patterns of the plain count.
var (
	duty   = regexp.MustCompile(`\b(?:report|submit|present|provide|prepare)\b[^;]*\b(?:to|for)\b[^;]{0,120}(?:Council|[Pp]lenipotentiary [Cc]onference)`)
	report = regexp.MustCompile(`\breport(?:s|ing)?\b`)
	annual = regexp.MustCompile(`\bannual(?:ly)?\b|each year|every year|annual basis`)
	next   = regexp.MustCompile(`(?:next|following|2022) (?:[Pp]lenipotentiary [Cc]onference)|[Pp]lenipotentiary [Cc]onference in 2022`)
)

// The duties to report of the Final Acts of 2018, by the reader and by a count that
// shares nothing with it: plain patterns over the same paragraphs. Each difference
// is printed. concord mandates --reporting itu/pp@pp-18 prints the list.
func TestRealReportingDuties(t *testing.T) {
	if testing.Short() {
		t.Skip("real documents are read by the run without -short")
	}
	r := newReader(t)
	provisions, mandates, plain := 0, 0, [3]int{}
	ours := [3]int{} // all, annual to the Council, to the next conference
	for _, list := range texts(t, r, "pp18/*.xml") {
		for _, text := range list {
			reading := r.Read(text)
			mandates += len(reading.Mandates)
			seen := map[string]bool{}
			for _, m := range reading.Mandates {
				if !m.Reporting {
					continue
				}
				if above := m.Extracted["reporting"][0].In; above != "text" { // the chapeau states it once for its items
					if seen[above] {
						continue
					}
					seen[above] = true
				}
				t.Logf("%s: to %v, %s, %s: %s", m.Address, m.ReportTo, m.Frequency, m.Due.Value, m.Text)
				seen[m.Address.Provision] = true
				ours[0]++
				if m.Frequency == tracker.Annual && slices.Contains(m.ReportTo, "council") {
					ours[1]++
				}
				if m.Due.Value == "pp-22" && slices.Contains(m.ReportTo, "pp") {
					ours[2]++
				}
			}
			for _, p := range text.Provisions {
				if p.Role != tracker.Operative {
					continue
				}
				provisions++
				if !duty.MatchString(p.Text) || !report.MatchString(p.Text) {
					continue
				}
				plain[0]++
				if annual.MatchString(p.Text) && strings.Contains(p.Text, "Council") {
					plain[1]++
				}
				if next.MatchString(p.Text) {
					plain[2]++
				}
				if !seen[p.Address.Provision] {
					t.Logf("only the plain count has %s: %s", p.Address, p.Text)
				}
			}
		}
	}
	t.Logf("%d operative provisions, %d mandates", provisions, mandates)
	t.Logf("duties to report: %d, annual to the Council %d, to the next conference %d", ours[0], ours[1], ours[2])
	t.Logf("plain count:      %d, annual to the Council %d, to the next conference %d", plain[0], plain[1], plain[2])
	if provisions == 0 {
		t.Skip("the Final Acts are not there: set CONCORD_CORPORA")
	}
	if ours[0] < 74 || ours[1] < 41 || ours[2] < 21 {
		t.Errorf("duties %v: a reader of the book counted about 74, 41 and 21", ours)
	}
}
