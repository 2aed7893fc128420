package tracker

import "time"

// A Compared is a provision as somebody compared it: where it stood, in the
// language that was read, and its words then. They are kept, so that they can be
// shown again beside later ones even where the text was since read anew.
type Compared struct {
	Address     Address `json:"address"` // revision, language and provision
	Fingerprint string  `json:"fingerprint"`
	Text        string  `json:"text,omitempty"`
}

// A ReviewAct says what a [Review] is.
type ReviewAct string

// The acts of a reviewer.
const (
	VerdictAct    ReviewAct = "verdict"
	CommentAct    ReviewAct = "comment"
	AssignmentAct ReviewAct = "assignment"
)

// A Review is one thing that somebody said or did about a group of provisions
// that overlap. Nothing takes it back: a later one answers it.
type Review struct {
	Sequence uint64    `json:"sequence"` // of its journal entry, which also has the time and the author
	Time     time.Time `json:"time,omitzero"`
	Author   string    `json:"author,omitempty"`

	Act     ReviewAct  `json:"act"`
	Group   string     `json:"group"`   // the group's id when it was compared
	Members []Compared `json:"members"` // all that were compared

	// Of a verdict: what was concluded, a key of data/outcomes.json, and why.
	Outcome string `json:"outcome,omitempty"`
	Reason  string `json:"reason,omitempty"`
	// Target is the member that the others are merged into, or that they refer
	// to; zero where the outcome names none.
	Target Address `json:"target,omitzero"`
	// Dissent leaves the verdicts of others standing beside this one. Without
	// it, a verdict answers all before it.
	Dissent bool `json:"dissent,omitempty"`

	Comment  string `json:"comment,omitempty"`  // of a comment
	Assignee string `json:"assignee,omitempty"` // of an assignment; "" takes it back
}
