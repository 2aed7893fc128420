package harmonize

import (
	"slices"

	"concord/tracker"
	"concord/tracker/store"
)

// A Consequence is a provision of a text in force that names one of the texts
// that a merger suppresses: it must be amended too.
type Consequence struct {
	Suppressed tracker.Address `json:"suppressed"` // an instrument
	From       tracker.Address `json:"from"`       // the provision that cites it
	Target     tracker.Address `json:"target"`     // as exact as the citation is
	Text       string          `json:"text"`       // the provision's words
	Lang       tracker.Lang    `json:"lang"`
}

// Consequences lists who cites the texts that a merger suppresses, of what
// stands: the latest revision held of instruments that are not abrogated.
func Consequences(s *store.Store, m tracker.Merger) ([]Consequence, error) {
	out := []Consequence{}
	merged := func(a tracker.Address) bool {
		return slices.ContainsFunc(m.Texts, func(t tracker.Address) bool { return t.Instrument() == a.Instrument() })
	}
	for _, t := range m.Texts[min(1, len(m.Texts)):] {
		for ref, err := range s.CitedBy(t.Instrument()) {
			if err != nil {
				return out, err
			}
			stands, err := standing(s, ref.From)
			if err != nil {
				return out, err
			}
			if merged(ref.From) || !stands {
				continue
			}
			p, err := s.Provision(ref.From, t.Lang)
			if err != nil {
				return out, err
			}
			lang := t.Lang
			if !slices.Contains(ref.Langs, lang) {
				lang = ref.Langs[0]
			}
			out = append(out, Consequence{Suppressed: t.Instrument(), From: ref.From, Target: ref.Target, Text: p.Text, Lang: lang})
		}
	}
	return out, nil
}

// standing reports whether a's revision is the latest held of an instrument that
// is not abrogated.
func standing(s *store.Store, a tracker.Address) (bool, error) {
	record, err := s.Instrument(a)
	if err != nil {
		return false, err
	}
	latest := ""
	for _, r := range record.Revisions {
		if len(r.Langs) > 0 {
			latest = r.Session
		}
	}
	return record.Standing != tracker.Abrogated && latest == a.Session, nil
}
