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
		if d, e, ok := s.due(v.marked, "text", &s.w.dues[i]); ok {
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

func (s *scan) frequency(v *provision, r *rule) bool {
	for _, x := range r.find(v.marked, 0) {
		key := r.Key
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

func (s *scan) due(m *marked, in string, r *rule) (tracker.Due, tracker.Evidence, bool) {
	for _, x := range r.find(m, 0) {
		if d, ok := s.dueOf(m, x); ok {
			return d, m.evidence(in, "due-"+string(d.Kind), x.loc[0], x.loc[1]), true
		}
	}
	return tracker.Due{}, tracker.Evidence{}, false
}

func (s *scan) dueOf(v *marked, x match) (tracker.Due, bool) {
	part := func(name string) string {
		if from, to, ok := x.group(name); ok {
			return v.s[from:to]
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
		return s.session(v, x, part)
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

// session is the session that the words mean: one by its mark ("pp-22"), the next
// one of a body, one of a year, or the nth.
func (s *scan) session(m *marked, x match, part func(string) string) (tracker.Due, bool) {
	body := x.Body
	if body == "own" {
		body = s.text.Revision.Body
	}
	mark := part("mark")
	l, named := x.list(m)
	if named && mark == "" && l.mark != "" {
		mark = l.mark
	} else if _, _, must := x.group("marked"); must {
		return tracker.Due{}, false
	}
	if mark != "" {
		held, known := s.registry.Session(mark)
		if known && s.registry.CompareSessions(mark, s.text.Revision.Session) <= 0 {
			return tracker.Due{}, false
		}
		return tracker.Due{Kind: tracker.DueSession, Value: mark, Body: held.Body}, true
	}
	for _, key := range l.keys {
		if a, _ := s.registry.Addressee(key); a.Body != "" {
			body = s.ownBody(a.Body)
			break
		}
	}
	if body == "" {
		return tracker.Due{}, false
	}
	due := tracker.Due{Kind: tracker.DueSession, Body: body}
	if n, ok := s.w.number(part("n")); ok && part("n") != "" {
		due.Value = "session " + strconv.Itoa(n)
		if body == "un/ga" {
			due.Value = "ga-" + strconv.Itoa(n)
		}
		return due, true
	}
	if year, err := strconv.Atoi(part("y")); err == nil {
		return s.sessionOf(due, year)
	}
	due.Value = s.next(body, s.text.Revision.Session)
	return due, true
}

// sessionOf is the session of a body in a year.
func (s *scan) sessionOf(due tracker.Due, year int) (tracker.Due, bool) {
	if adopted, known := s.registry.Year(s.text.Revision.Session); known && year < adopted {
		return tracker.Due{}, false
	}
	for _, held := range s.registry.Sessions {
		if held.Body == due.Body && held.Year == year {
			due.Value = held.ID
			return due, true
		}
	}
	due.Value = strconv.Itoa(year)
	if due.Body == "itu/council" {
		due.Value = fmt.Sprintf("c-%02d", year%100)
		return due, true
	}
	for _, held := range s.registry.Sessions { // named as the others of the body are
		if prefix, ok := strings.CutSuffix(held.ID, fmt.Sprintf("-%02d", held.Year%100)); ok && held.Body == due.Body {
			due.Value = fmt.Sprintf("%s-%02d", prefix, year%100)
		}
	}
	return due, true
}

// ownBody is the body of the text's own organization that has the same name
// there: its Council is no other's.
func (s *scan) ownBody(body string) string {
	own, _, _ := strings.Cut(s.text.Revision.Body, "/")
	_, name, _ := strings.Cut(body, "/")
	if _, ok := s.registry.Body(own + "/" + name); ok {
		return own + "/" + name
	}
	return body
}
