package ui

import (
	"concord/tracker"
	"concord/tracker/implementation"
)

// dueWords says until when a mandate is to be carried out, or is "".
func (s *server) dueWords(l *locale, it *implementation.Item) string {
	if it.Due.Kind == tracker.DueRelative {
		if day := implementation.Deadline(s.Registry, it); day != "" {
			return day
		}
	}
	return s.dueName(l, it.Due)
}

// dueName says the same of a due alone.
func (s *server) dueName(l *locale, d tracker.Due) string {
	if d.Kind == tracker.DueSession && d.Value != tracker.NextSession {
		return s.sessionName(l.Lang, d.Value)
	}
	return s.Registry.DueName(d, l.Lang)
}
