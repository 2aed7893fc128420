package ui

import (
	"concord/tracker"
	"concord/tracker/implementation"
)

// dueWords says until when a mandate is to be carried out, or is "".
func (s *server) dueWords(l *locale, it *implementation.Item) string {
	switch it.Due.Kind {
	case tracker.DueSession:
		if it.Due.Value == tracker.NextSession {
			return s.Registry.Label("due.next", l.Lang) + " " + s.bodyShort(l.Lang, it.Due.Body)
		}
		return s.sessionName(l.Lang, it.Due.Value)
	case tracker.DueRelative:
		if day := implementation.Deadline(s.Registry, it); day != "" {
			return day
		}
	}
	return it.Due.Value
}
