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
	// Has reports whether a revision has a provision, and whether it is held at all.
	Has func(tracker.Address) (has, held bool, err error)
	// Compare orders sessions by time.
	Compare func(a, b string) int
}

// A Tally counts the citations of a text by whether they could be judged.
type Tally struct {
	Judged    int `json:"judged"`
	Unheld    int `json:"unheld"`    // of texts, or paragraphs of texts, that the record does not hold
	Documents int `json:"documents"` // of documents, basic texts and treaties, which are not checked
}

// Citations checks what a text cites, and counts what could not be judged.
func Citations(t tracker.Text, lib Library) ([]Cited, Tally, error) {
	out, tally := []Cited{}, Tally{}
	for _, p := range t.Provisions {
		for _, c := range p.Citations {
			odd, outcome, err := lib.judge(t, p, c)
			if err != nil {
				return nil, tally, err
			}
			switch outcome {
			case ofDocument:
				tally.Documents++
			case ofUnheld:
				tally.Unheld++
			case isOdd:
				out = append(out, odd)
				fallthrough
			case isSound:
				tally.Judged++
			}
		}
	}
	return out, tally, nil
}

// An outcome is what became of the judging of a citation.
type outcome int

const (
	isSound outcome = iota
	isOdd
	ofDocument
	ofUnheld
	ofItself // "this resolution": nothing to judge
)

func (lib Library) judge(t tracker.Text, p tracker.Provision, c tracker.Citation) (Cited, outcome, error) {
	odd := Cited{At: p.Address, Text: c.Text, Target: c.Target}
	target, err := tracker.ParseAddress(c.Target)
	if err != nil || target.Kind == "" {
		return odd, ofDocument, nil
	}
	own := target.Instrument() == t.Instrument
	if c.Doubt != "" {
		odd.Oddity, odd.Doubt = Ambiguous, c.Doubt
		return odd, isOdd, nil
	}
	record, known, err := lib.Instrument(target)
	switch {
	case err != nil:
		return odd, isSound, err
	case !known && own: // a new draft is known to nobody else
		return odd, ofItself, nil
	case !known && !lib.Complete(target.Body):
		return odd, ofUnheld, nil
	case !known:
		odd.Oddity = Dangling
		return odd, isOdd, nil
	}
	odd.History = p.Role == tracker.Preamble || own
	if record.Standing == tracker.Abrogated && !own {
		odd.Oddity, odd.AbrogatedBy = Abrogated, record.Abrogated
		return odd, isOdd, nil
	}
	if target.Session == "" || target.Session == t.Revision.Session || len(record.Revisions) == 0 {
		if own {
			return odd, ofItself, nil
		}
		return odd, isSound, nil // of no session, or of this conference
	}
	return lib.judgeRevision(odd, target, record)
}

// judgeRevision judges a citation of a text as one session adopted it.
func (lib Library) judgeRevision(odd Cited, target tracker.Address, record tracker.InstrumentRecord) (Cited, outcome, error) {
	at := slices.IndexFunc(record.Revisions, func(r tracker.RevisionRecord) bool { return r.Session == target.Session })
	switch {
	case at < 0 && !record.Held:
		return odd, ofUnheld, nil
	case at < 0:
		odd.Oddity, odd.Unverified = NoRevision, true // the record need not know them all
		return odd, isOdd, nil
	}
	latest := record.Revisions[len(record.Revisions)-1]
	if lib.Compare(latest.Session, target.Session) > 0 {
		odd.Oddity, odd.Latest, odd.Unverified = Outdated, latest.Revision, latest.Unverified
		return odd, isOdd, nil
	}
	if target.Provision == "" {
		return odd, isSound, nil
	}
	switch has, held, err := lib.Has(target); {
	case err != nil:
		return odd, isSound, err
	case !held:
		return odd, ofUnheld, nil
	case !has:
		odd.Oddity, odd.History = NoProvision, false
		return odd, isOdd, nil
	}
	return odd, isSound, nil
}
