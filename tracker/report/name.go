package report

import (
	"fmt"

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
	if m.Lang == tracker.Chinese {
		return name + "（" + m.session(a.Session) + "）"
	}
	return name + " (" + m.session(a.Session) + ")"
}

// session is a session's place and year.
func (m Maker) session(id string) string {
	s, known := m.Plan.Registry.Session(id)
	if !known || s.PlaceIn(m.Lang) == "" {
		return id
	}
	switch m.Lang {
	case tracker.Chinese:
		return fmt.Sprintf("%d年，%s", s.Year, s.PlaceIn(m.Lang))
	case tracker.Arabic:
		return fmt.Sprintf("%s، %d", s.PlaceIn(m.Lang), s.Year)
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
