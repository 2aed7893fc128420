package mandate

import (
	"fmt"
	"strconv"
	"strings"

	"concord/tracker"
)

// when finds how often and until when.
func (s *scan) when(v, above *provision) {
	for i := range s.w.frequencies {
		if s.frequency(v, &s.w.frequencies[i]) {
			break
		}
	}
	for i := range s.w.dues {
		if d, e, ok := s.due(v.marked, v.since(), "text", &s.w.dues[i], v.Lead); ok {
			v.Due, v.Extracted["due"] = d, []tracker.Evidence{e}
			break
		}
	}
	if v.Due.IsZero() && !v.frame.due.IsZero() {
		v.Due, v.Extracted["due"] = v.frame.due, []tracker.Evidence{v.frame.dueWords}
	}
	if above != nil && above.chapeau {
		if v.Frequency == "" && above.Frequency != "" {
			v.Frequency = above.Frequency
			v.Extracted["frequency"] = inherited(above.Extracted["frequency"], above)
		}
		if v.Due.IsZero() && !above.Due.IsZero() {
			v.Due = above.Due
			v.Extracted["due"] = inherited(above.Extracted["due"], above)
		}
	}
	if v.Frequency == "" && v.Reporting && !v.Due.IsZero() { // a report that is due once
		v.Frequency = tracker.Once
		v.Extracted["frequency"] = v.Extracted["due"]
	}
}

// since is where a paragraph that opens otherwise begins to ask: "stresses the need
// to provide access by 2030, and calls upon all States" sets no date.
func (v *provision) since() int {
	if v.headed {
		return 0
	}
	return v.asks
}

func (s *scan) frequency(v *provision, r *rule) bool {
	for x := range r.find(v.marked, v.since()) {
		key := r.Key
		if l, ok := x.list(v.marked); r.Each && (!ok || !l.each || s.bodyOf(l.keys) == "") {
			continue
		}
		if from, to, ok := x.group("n"); ok {
			n, known := s.w.number(v.s[from:to])
			if !known {
				continue
			}
			if key = every(n, r.Unit); key == "" {
				continue
			}
		}
		v.Frequency = key
		v.Extracted["frequency"] = []tracker.Evidence{v.evidence("text", x.name, x.loc[0], x.loc[1])}
		return true
	}
	return false
}

// every names a period of n days, weeks, months or years.
func every(n int, unit string) string {
	switch {
	case unit == "M" && n == 12 || unit == "Y" && n == 1:
		return tracker.Annual
	case unit == "M" && n == 24 || unit == "Y" && n == 2:
		return tracker.Biennial
	}
	name, ok := map[string]string{"D": "days", "W": "weeks", "M": "months", "Y": "years"}[unit]
	if !ok || n < 1 || n > 400 {
		return ""
	}
	return "every-" + strconv.Itoa(n) + "-" + name
}

func (s *scan) due(m *marked, since int, in string, r *rule, lead []string) (tracker.Due, tracker.Evidence, bool) {
	for x := range r.find(m, since) {
		if s.w.conditional(m.s[:x.loc[0]]) {
			continue
		}
		if d, ok := s.dueOf(m, x, lead); ok {
			return d, m.evidence(in, "due-"+string(d.Kind), x.loc[0], x.loc[1]), true
		}
	}
	return tracker.Due{}, tracker.Evidence{}, false
}

// conditional reports whether the clause at the end of a form states a condition:
// "if no conference is held before 2022" sets no date.
func (w *language) conditional(before string) bool {
	clause := before[strings.LastIndexAny(before, ",.;:")+1:]
	for _, word := range w.conditions {
		if w.spaced && strings.HasPrefix(strings.TrimLeft(clause, " "), word+" ") || !w.spaced && strings.HasPrefix(clause, word) {
			return true
		}
	}
	return false
}

func (s *scan) dueOf(m *marked, x match, lead []string) (tracker.Due, bool) {
	part := func(name string) string {
		if from, to, ok := x.group(name); ok {
			return m.s[from:to]
		}
		return ""
	}
	switch tracker.DueKind(x.Key) {
	case tracker.DueRelative:
		n, ok := s.w.number(part("n"))
		return tracker.Due{Kind: tracker.DueRelative, Value: "P" + strconv.Itoa(n) + x.Unit}, ok
	case tracker.DueDate:
		return s.date(part("d"), part("m"), part("y"))
	case tracker.DueSession:
		return s.session(m, x, lead, part)
	}
	return tracker.Due{}, false
}

// date is an ISO date of what is known. A year before the text's own is history.
func (s *scan) date(d, m, y string) (tracker.Due, bool) {
	year, err := strconv.Atoi(y)
	if adopted, known := s.registry.Year(s.text.Revision.Session); err != nil || known && year < adopted {
		return tracker.Due{}, false
	}
	value := y
	if month, ok := s.w.months[m]; ok {
		value += fmt.Sprintf("-%02d", month)
		if day, err := strconv.Atoi(d); err == nil && day >= 1 && day <= 31 {
			value += fmt.Sprintf("-%02d", day)
		}
	}
	return tracker.Due{Kind: tracker.DueDate, Value: value}, true
}
