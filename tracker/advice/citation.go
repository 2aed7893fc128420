package advice

import (
	"slices"

	"concord/tracker"
)

// An Oddity says what is odd about a citation.
type Oddity string

// The oddities.
const (
	Ambiguous   Oddity = "ambiguous"    // place and year fit two sessions, or the like
	Dangling    Oddity = "dangling"     // no such text is known of a body whose texts are
	NoRevision  Oddity = "no revision"  // the text is known, not of that session
	NoProvision Oddity = "no paragraph" // the revision is held and has no such paragraph
	Abrogated   Oddity = "abrogated"
	Outdated    Oddity = "outdated" // a later revision is known
)

// A Cited is a citation of which something is odd.
type Cited struct {
	At     tracker.Address `json:"at"`     // the provision that cites
	Text   string          `json:"text"`   // as it is written
	Target string          `json:"target"` // an address
	Oddity Oddity          `json:"oddity"`
	Doubt  string          `json:"doubt,omitempty"` // of an ambiguous one
	Latest tracker.Address `json:"latest,omitzero"` // of an outdated one
	// AbrogatedBy is the session that ended an abrogated one, where it is known.
	AbrogatedBy string `json:"abrogated_by,omitempty"`
	// History is true where that is no error as a rule: a recital that tells what
	// was adopted, or a text that names its own earlier revision.
	History bool `json:"history,omitempty"`
	// Unverified is true where the finding rests on a fact that nobody verified.
	Unverified bool `json:"unverified,omitempty"`
}

// A Library is what citations are checked against.
type Library struct {
	// Instrument gives what is known of an instrument; false where nothing is.
	Instrument func(tracker.Address) (tracker.InstrumentRecord, bool, error)
	// Complete reports whether the texts of a body are known, so that one that
	// is not cannot exist.
	Complete func(body string) bool
	// Has reports whether a revision has a provision; true where it is not held.
	Has func(tracker.Address) (bool, error)
	// Compare orders sessions by time.
	Compare func(a, b string) int
}

// Citations checks what a text cites. Documents, and texts of bodies that the
// record does not know, are not judged.
func Citations(t tracker.Text, lib Library) ([]Cited, error) {
	out := []Cited{}
	for _, p := range t.Provisions {
		for _, c := range p.Citations {
			odd, is, err := lib.judge(t, p, c)
			if err != nil {
				return nil, err
			}
			if is {
				out = append(out, odd)
			}
		}
	}
	return out, nil
}

func (lib Library) judge(t tracker.Text, p tracker.Provision, c tracker.Citation) (Cited, bool, error) {
	odd := Cited{At: p.Address, Text: c.Text, Target: c.Target}
	target, err := tracker.ParseAddress(c.Target)
	if err != nil || target.Kind == "" {
		return odd, false, nil // a document, or a basic text
	}
	if c.Doubt != "" {
		odd.Oddity, odd.Doubt = Ambiguous, c.Doubt
		return odd, true, nil
	}
	record, known, err := lib.Instrument(target)
	switch {
	case err != nil:
		return odd, false, err
	case !known:
		odd.Oddity = Dangling // a new draft that speaks of itself is known to nobody else
		return odd, target.Instrument() != t.Instrument && lib.Complete(target.Body), nil
	}
	odd.History = p.Role == tracker.Preamble || target.Instrument() == t.Instrument
	if record.Standing == tracker.Abrogated && target.Instrument() != t.Instrument {
		odd.Oddity, odd.AbrogatedBy = Abrogated, record.Abrogated
		return odd, true, nil
	}
	if target.Session == "" || target.Session == t.Revision.Session || len(record.Revisions) == 0 {
		return odd, false, nil // of no session, or of this conference
	}
	at := slices.IndexFunc(record.Revisions, func(r tracker.RevisionRecord) bool { return r.Session == target.Session })
	if at < 0 {
		odd.Oddity, odd.Unverified = NoRevision, true // the record need not know them all
		return odd, record.Held, nil
	}
	latest := record.Revisions[len(record.Revisions)-1]
	if lib.Compare(latest.Session, target.Session) > 0 {
		odd.Oddity, odd.Latest, odd.Unverified = Outdated, latest.Revision, latest.Unverified
		return odd, true, nil
	}
	if target.Provision != "" {
		has, err := lib.Has(target)
		odd.Oddity, odd.History = NoProvision, false
		return odd, !has, err
	}
	return odd, false, nil
}
