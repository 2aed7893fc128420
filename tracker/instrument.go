package tracker

// A Standing says whether a revision is the text that counts.
type Standing string

// The standings. A revision is superseded when a later one is known, whether or
// not its text is held here. Unknown stands where no verified fact decides.
const (
	InForce    Standing = "in force"
	Superseded Standing = "superseded"
	Abrogated  Standing = "abrogated"
	Unknown    Standing = "unknown"
)

// An InstrumentRecord is all that is known of one instrument, weighed by
// [Registry.Record].
type InstrumentRecord struct {
	Instrument Address          `json:"instrument"`
	Kind       string           `json:"kind"`
	Number     string           `json:"number"`
	Title      Names            `json:"title"`               // of its latest revision held in each language
	Revisions  []RevisionRecord `json:"revisions"`           // oldest first, held or not
	Abrogated  string           `json:"abrogated,omitempty"` // session that ended it
	Standing   Standing         `json:"standing"`
	// Unverified is true where the standing rests on an unverified fact.
	Unverified bool          `json:"unverified"`
	Held       bool          `json:"held"` // at least one text is in the record
	Catalogue  *CatalogueRow `json:"catalogue,omitempty"`
}

// Revised reports whether an earlier session adopted the instrument first, so that
// people cite the session's text as "(Rev. Dubai, 2018)".
func (r InstrumentRecord) Revised(session string) bool {
	return session != "" && len(r.Revisions) > 0 && r.Revisions[0].Session != session
}

// A RevisionRecord is one revision of an instrument.
type RevisionRecord struct {
	Revision   Address  `json:"revision"`
	Session    string   `json:"session"`
	Langs      []Lang   `json:"langs"` // texts held; empty when only the catalogue knows the revision
	Standing   Standing `json:"standing"`
	Unverified bool     `json:"unverified"`
}
