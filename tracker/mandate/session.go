package mandate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"concord/tracker"
)

// session is the session that the words mean: one by its mark ("pp-22"), the next
// one of a body, one of a year, or the nth. "Its" session is that of the lead if
// the lead meets in sessions, or else of the body that adopted the text.
func (s *scan) session(m *marked, x match, lead []string, part func(string) string) (tracker.Due, bool) {
	l, _ := x.list(m)
	if _, _, must := x.group("marked"); must && l.mark == "" {
		return tracker.Due{}, false
	}
	if l.mark != "" && l.mark != tracker.NextSession {
		held, known := s.registry.Session(l.mark)
		if known && s.registry.CompareSessions(l.mark, s.text.Revision.Session) <= 0 {
			return tracker.Due{}, false
		}
		return tracker.Due{Kind: tracker.DueSession, Value: l.mark, Body: held.Body}, true
	}
	keys := slices.Clone(l.keys)
	if _, first := m.lists[x.loc[0]+1]; first { // "the Council and the conference next", in Arabic: the last is meant
		slices.Reverse(keys)
	}
	due := tracker.Due{Kind: tracker.DueSession, Body: s.bodyOf(keys)}
	if x.Body == "its" {
		due.Body = cmp.Or(s.bodyBefore(m, x.loc[0]), s.bodyOf(lead))
	}
	if due.Body == "" && x.Body != "" {
		due.Body = s.text.Revision.Body
	}
	if due.Body == "" {
		return tracker.Due{}, false
	}
	if n, ok := s.w.number(part("n")); ok {
		due.Value = "session " + strconv.Itoa(n)
		if due.Body == "un/ga" {
			due.Value = "ga-" + strconv.Itoa(n)
		}
		if own := s.text.Revision.Session; due.Body == s.text.Revision.Body && strings.HasPrefix(due.Value, "ga-") && s.registry.CompareSessions(due.Value, own) <= 0 {
			return tracker.Due{}, false // history: "the outcomes of its fourth session"
		}
		return due, true
	}
	if year, err := strconv.Atoi(part("y")); err == nil {
		return s.sessionOf(due, year)
	}
	due.Value = s.next(due.Body, s.text.Revision.Session)
	return due, part("n") == ""
}

// bodyBefore is the body that was named last before a place.
func (s *scan) bodyBefore(m *marked, at int) string {
	for i := at - 1; i >= 0; i-- {
		if l, ok := m.lists[i]; ok {
			if body := s.bodyOf(l.keys); body != "" {
				return body
			}
		}
	}
	return ""
}

// bodyOf is the body that the first addressee that is one meets as.
func (s *scan) bodyOf(keys []string) string {
	for _, key := range keys {
		if a, _ := s.registry.Addressee(key); a.Body != "" {
			return s.ownBody(a.Body)
		}
	}
	return ""
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

// sessionOf is the session of a body in a year; a year before the text's own is
// history.
func (s *scan) sessionOf(due tracker.Due, year int) (tracker.Due, bool) {
	if adopted, known := s.registry.Year(s.text.Revision.Session); known && year < adopted {
		return tracker.Due{}, false
	}
	due.Value = strconv.Itoa(year)
	if due.Body == "itu/council" {
		due.Value = fmt.Sprintf("c-%02d", year%100)
		return due, true
	}
	for _, held := range s.registry.Sessions { // a session not yet listed is named as the others of its body
		if held.Body != due.Body {
			continue
		}
		if held.Year == year {
			due.Value = held.ID
			return due, true
		}
		if prefix, ok := strings.CutSuffix(held.ID, fmt.Sprintf("-%02d", held.Year%100)); ok {
			due.Value = fmt.Sprintf("%s-%02d", prefix, year%100)
		}
	}
	return due, true
}
