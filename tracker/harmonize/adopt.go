package harmonize

import (
	"fmt"
	"strings"

	"concord/tracker"
)

// Conference is the session that a text may be proposed to by this id; zero for "",
// where nobody chose one.
func (d Desk) Conference(base tracker.Text, id string) (tracker.Session, error) {
	if id == "" {
		return tracker.Session{}, nil
	}
	session, known := d.Registry.Session(id)
	switch {
	case !known || session.Body != base.Instrument.Body:
		return session, fault("session", fmt.Sprintf("%q: no conference of %s", id, base.Instrument.Body))
	case d.Registry.CompareSessions(id, base.Revision.Session) <= 0:
		return session, fault("session", fmt.Sprintf("%s met before %s was adopted", id, base.Revision))
	}
	return session, nil
}

// Draft makes the draft of a merger as the conference would head it that the merger
// is for.
func (d Desk) Draft(m tracker.Merger, texts []tracker.Text) Draft {
	out := Make(m, texts, d.Reads)
	out.Text = d.Adopted(out.Text, m.Session)
	return out
}

// Adopted is a text as it stands once a session has revised it: with its place and
// year in the enacting phrase, or places to fill where none was chosen.
func (d Desk) Adopted(t tracker.Text, session string) tracker.Text {
	open := strings.LastIndexAny(t.Enacting, "(（")
	if open < 0 {
		return t
	}
	if when, changed := d.dated(t.Enacting[open:], t.Revision.Session, session, t.Lang); changed {
		t.Enacting, t.Revised = t.Enacting[:open]+when, true
	}
	return t
}

// dated puts the place and the year of one session into words for those of
// another; false where the words do not show each once.
func (d Desk) dated(words, was, is string, lang tracker.Lang) (string, bool) {
	old, known := d.Registry.Session(was)
	place := ""
	for _, name := range old.Place[lang] {
		if strings.Contains(words, name) && len(name) > len(place) {
			place = name
		}
	}
	newPlace, newYear := d.Registry.Label("place-to-come", lang), d.Registry.Label("year-to-come", lang)
	if is != "" {
		session, there := d.Registry.Session(is)
		newPlace, newYear, known = session.PlaceIn(lang), fmt.Sprint(session.Year), known && there
	}
	_, years := shown(words, fmt.Sprint(old.Year))
	if !known || place == "" || newPlace == "" || years != 1 || strings.Count(words, place) != 1 {
		return "", false
	}
	at, _ := shown(words, fmt.Sprint(old.Year))
	words = words[:at] + newYear + words[at+len(fmt.Sprint(old.Year)):]
	return strings.Replace(words, place, newPlace, 1), true
}
