package tracker

import (
	"fmt"
	"time"
)

// A Fault is one thing that was not understood, with its place. A fault never
// stops the rest from being read.
type Fault struct {
	Place   string `json:"place"`   // where: "page 12", "paragraph 40 of word/document.xml", "line 3"
	Rule    string `json:"rule"`    // a stable short name: "identity", "label-gap", "encrypted"
	Problem string `json:"problem"` // what was looked at, then why; lower case, no full stop
}

// Error lets a fault that ends a reading travel as an error.
func (f Fault) Error() string {
	if f.Place == "" {
		return f.Problem
	}
	return fmt.Sprintf("%s: %s", f.Place, f.Problem)
}

// A Change says what a text meant to the record when it came in.
type Change string

// What intake can find. New: the instrument was not there. Revised: a further
// session's revision, or another language of a known one. Replaced: the same
// text read again with other words. Unchanged: nothing was written.
const (
	New       Change = "new"
	Revised   Change = "revised"
	Replaced  Change = "replaced"
	Unchanged Change = "unchanged"
)

// A Receipt says what intake made of one file.
type Receipt struct {
	File      string            `json:"file"` // its name, as given
	Hash      string            `json:"hash"` // SHA-256 of its bytes, in hexadecimal; "" of a library of several files
	Format    string            `json:"format"`
	Sequence  uint64            `json:"sequence"`          // of its journal entry; 0 when nothing was written
	Received  time.Time         `json:"received,omitzero"` // when it was written, UTC
	Texts     []ReceiptText     `json:"texts"`
	Abrogated []Abrogation      `json:"abrogated"`
	Proposals []ReceiptProposal `json:"proposals,omitempty"`
	Counts    map[string]int    `json:"counts"` // texts, proposals, provisions, citations, notes, faults, and one per Change
	Faults    []Fault           `json:"faults"`
}

// A ReceiptText is one text of the file.
type ReceiptText struct {
	Text       Address `json:"text"`
	Title      string  `json:"title"`
	Change     Change  `json:"change"`
	Provisions int     `json:"provisions"`
	Citations  int     `json:"citations"`
}

// A ReceiptProposal is one proposal of the file, in one language.
type ReceiptProposal struct {
	Symbol  string  `json:"symbol"`
	Session string  `json:"session"`
	Lang    Lang    `json:"lang"`
	Action  Action  `json:"action"`
	Target  Address `json:"target"`
	About   string  `json:"about"` // the heading as printed
	Title   string  `json:"title"`
	Change  Change  `json:"change"`
}

// An Abrogation is an entry in a conference's list of texts that it ended.
type Abrogation struct {
	Instrument Address `json:"instrument"`
	Session    string  `json:"session"` // the session that ended it
	Title      string  `json:"title"`
}
