package mandate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// A label is what a person says that a provision asks for. In the files:
// "-" is nothing, "nobody" a report to nobody named, "?" an addressee who is in no
// list, "no" or "no:reason" that it is no mandate.
type label struct {
	where                       string
	mandate                     bool
	why                         string // not asked for where ""
	lead, cooperating, reportTo []string
	reporting                   bool
	verb, frequency, due        string
}

func readLabel(where string, columns []string) label {
	l := label{where: where}
	if why, no := strings.CutPrefix(columns[0], "no"); no {
		l.why = strings.TrimPrefix(why, ":")
		return l
	}
	set := func(s string) []string {
		if s == "-" || s == "nobody" || s == "?" {
			return nil
		}
		return strings.Split(s, ",")
	}
	word := func(s string) string { return strings.TrimSuffix(s, "-") }
	l.mandate, l.lead, l.cooperating, l.verb = true, set(columns[0]), set(columns[1]), word(columns[2])
	l.reporting, l.reportTo = columns[3] != "-", set(columns[3])
	l.frequency, l.due = word(columns[4]), word(columns[5])
	return l
}

// A score counts one field: right, wrongly given, missed.
type score struct{ right, wrong, missed int }

func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.right+s.wrong)) }
func (s score) recall() float64    { return float64(s.right) / float64(max(1, s.right+s.missed)) }

// scores are of all fields, in the order of fields.
type scores map[string]*score

var fields = []string{"mandate", "why", "lead", "cooperating", "verb", "reporting", "report_to", "frequency", "due"}

// compare counts what the reader gave for a label, and says each miss.
func (s scores) compare(t testing.TB, l label, m *tracker.Mandate, why tracker.Reason, words string) {
	var misses []string
	count := func(field string, want, got []string) {
		if s[field] == nil {
			s[field] = &score{}
		}
		for _, g := range got {
			if slices.Contains(want, g) {
				s[field].right++
			} else {
				s[field].wrong++
			}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				s[field].missed++
			}
		}
		a, b := slices.Clone(want), slices.Clone(got)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			misses = append(misses, fmt.Sprintf("%s %v, want %v", field, got, want))
		}
	}
	is := func(b bool) []string {
		if b {
			return []string{"yes"}
		}
		return nil
	}
	one := func(s string) []string { return slices.DeleteFunc([]string{s}, func(s string) bool { return s == "" }) }
	if m == nil {
		m = &tracker.Mandate{}
	}
	count("mandate", is(l.mandate), is(why == ""))
	if l.why != "" {
		count("why", []string{l.why}, one(string(why)))
	}
	count("lead", l.lead, m.Lead)
	count("cooperating", l.cooperating, m.Cooperating)
	if l.mandate || m.Act.Verb != "" {
		count("verb", one(l.verb), one(m.Act.Verb))
	}
	count("reporting", is(l.reporting), is(m.Reporting))
	count("report_to", l.reportTo, m.ReportTo)
	count("frequency", one(l.frequency), one(m.Frequency))
	count("due", one(l.due), one(m.Due.Value))
	if len(misses) > 0 {
		t.Logf("miss %s: %s\n\t%s (%s)", l.where, strings.Join(misses, "; "), words, why)
	}
}

// few is a number of answers on which no floor can stand.
const few = 10

// report prints precision and recall of each field and holds them to a floor where
// there are enough of them.
func (s scores) report(t testing.TB, name string, floor float64) {
	for _, f := range fields {
		c := s[f]
		if c == nil || c.right+c.wrong+c.missed == 0 {
			continue
		}
		t.Logf("%s %-12s precision %.3f recall %.3f (%d right, %d wrong, %d missed)", name, f, c.precision(), c.recall(), c.right, c.wrong, c.missed)
		if c.right+c.missed > few && (c.precision() < floor || c.recall() < floor) {
			t.Errorf("%s %s: precision %.3f, recall %.3f, below %.2f", name, f, c.precision(), c.recall(), floor)
		}
	}
}
