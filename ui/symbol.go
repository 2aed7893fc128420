package ui

import (
	"cmp"
	"fmt"
	"strings"

	"concord/tracker"
)

// symbol is how people name an instrument or a revision: "Resolution 130
// (Rev. Dubai, 2018)", 第130号决议.
func (s *server) symbol(lang tracker.Lang, a tracker.Address) string {
	if a.Kind == "" {
		return a.String()
	}
	name := s.locales[lang].T("kind."+string(a.Kind)) + " " + a.Number
	if lang == tracker.Chinese {
		name = "第" + a.Number + "号" + s.locales[lang].T("kind."+string(a.Kind))
	}
	if a.Session == "" {
		return name
	}
	return name + parenthesis(lang, s.adoption(lang, a))
}

// adoption is the session of a revision, with the word for a revision where an
// earlier one adopted the instrument: "Rev. Dubai, 2018".
func (s *server) adoption(lang tracker.Lang, a tracker.Address) string {
	b, _ := s.Registry.Body(a.Body)
	session := cmp.Or(b.SessionMark(a.Session, lang), s.sessionName(lang, a.Session))
	if rec, err := s.Store.Instrument(a); err == nil && rec.Revised(a.Session) {
		return fmt.Sprintf(s.locales[lang].T("revised"), session)
	}
	return session
}

// citation is the symbol of a text in the form in which it is cited, which
// tells a revision from a first adoption: "Resolution 130 (Rev. Dubai, 2018)".
func (s *server) citation(t tracker.Text) string {
	if !t.Revised {
		return s.symbol(t.Lang, t.Revision)
	}
	session := fmt.Sprintf(s.locales[t.Lang].T("revised"), s.sessionName(t.Lang, t.Revision.Session))
	return s.symbol(t.Lang, t.Instrument) + parenthesis(t.Lang, session)
}

func parenthesis(lang tracker.Lang, s string) string {
	if lang == tracker.Chinese {
		return "（" + s + "）"
	}
	return " (" + s + ")"
}

// sessionName is a session's place and year. Bodies that always meet in one
// place have no place in the registry: their sessions go by id and year.
func (s *server) sessionName(lang tracker.Lang, id string) string {
	session, known := s.Registry.Session(id)
	if !known || session.PlaceIn(lang) == "" {
		year, known := s.Registry.Year(id)
		if !known || strings.HasSuffix(id, fmt.Sprint(year)) {
			return id[strings.LastIndex(id, "-")+1:]
		}
		return fmt.Sprintf("%s, %d", id, year)
	}
	switch lang {
	case tracker.Chinese:
		return fmt.Sprintf("%d年，%s", session.Year, session.PlaceIn(lang))
	case tracker.Arabic:
		return fmt.Sprintf("%s، %d", session.PlaceIn(lang), session.Year)
	case tracker.Russian:
		return fmt.Sprintf("%s, %d г.", session.PlaceIn(lang), session.Year)
	default:
		return fmt.Sprintf("%s, %d", session.PlaceIn(lang), session.Year)
	}
}

// bodyName is a body's name in lang, or its id.
func (s *server) bodyName(lang tracker.Lang, id string) string {
	if b, known := s.Registry.Body(id); known {
		return b.Name.In(lang)
	}
	return id
}

// bodyShort is a body's short name in lang, "WRC", or its id.
func (s *server) bodyShort(lang tracker.Lang, id string) string {
	if b, known := s.Registry.Body(id); known {
		return cmp.Or(b.Short.In(lang), b.Name.In(lang))
	}
	return id
}

// place is how a page names a provision of another text: its symbol, then what
// follows # in its address.
func (s *server) place(lang tracker.Lang, a tracker.Address) string {
	return s.symbol(lang, a.Revision()) + " #" + a.Provision
}

// fictional reports whether a's body belongs to the sample library.
func (s *server) fictional(a tracker.Address) bool {
	b, _ := s.Registry.Body(a.Body)
	return b.Fictional
}
