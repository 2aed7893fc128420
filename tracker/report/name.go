package report

import (
	"fmt"
	"strings"

	"concord/tracker"
)

// symbol is how people name a revision: the kind and number as its heading has
// them, then the session.
func (m Maker) symbol(a tracker.Address) string {
	name := m.label("kind."+string(a.Kind)) + " " + a.Number
	if m.Lang == tracker.Chinese {
		name = "第" + a.Number + "号" + m.label("kind."+string(a.Kind))
	}
	if a.Session == "" {
		return name
	}
	when := m.session(a.Session)
	if m.View.Record(a).Revised(a.Session) {
		when = strings.Replace(m.label("revised"), "%s", when, 1)
	}
	if m.Lang == tracker.Chinese {
		return name + "（" + when + "）"
	}
	return name + " (" + when + ")"
}

// session is a session's place and year, or its mark where its texts are named by
// that: "WRC-19", "CMR-19".
func (m Maker) session(id string) string {
	s, known := m.Plan.Registry.Session(id)
	b, _ := m.Plan.Registry.Body(s.Body) // of no name where the session is not known
	if mark := b.SessionMark(id, m.Lang); mark != "" {
		return mark
	}
	if !known || s.PlaceIn(m.Lang) == "" {
		return id
	}
	switch m.Lang {
	case tracker.Chinese:
		return fmt.Sprintf("%d年，%s", s.Year, s.PlaceIn(m.Lang))
	case tracker.Arabic:
		return fmt.Sprintf("%s، %d", s.PlaceIn(m.Lang), s.Year)
	case tracker.Russian:
		return fmt.Sprintf("%s, %d г.", s.PlaceIn(m.Lang), s.Year)
	}
	return fmt.Sprintf("%s, %d", s.PlaceIn(m.Lang), s.Year)
}

// title is the title of an instrument, in the language or in one it is held in.
func (m Maker) title(a tracker.Address) string {
	record := m.View.Record(a)
	if t := record.Title.In(m.Lang); t != "" {
		return t
	}
	for _, lang := range tracker.Langs {
		if t := record.Title[lang]; t != "" {
			return t
		}
	}
	return ""
}
