package implementation

import (
	"slices"

	"concord/tracker"
	"concord/tracker/redline"
)

// An Item is a mandate as one revision has it, with what was done about it.
// Items are shared between readers: do not change them.
type Item struct {
	tracker.Mandate        // with corrections
	Section         string // canonical key of the heading it stands under
	Place           int    // of the provision in its text, from 1
	Session         string
	Current         bool     // of the latest revision held, and not abrogated; see Later
	Later           string   // a session with a later revision that is known and not held, or ""
	Closed          *Closing // why nothing more is asked, or nil
	Came            string   // the session that first asked for it, as far as texts are held
	State           tracker.State
	Since           string  // ISO date
	Confirm         []Cause // why State has to be confirmed by a person; none once it is
	From, Into      []Tie   // mandates of the revisions before and after
	// Status is what State rests on, written of this mandate or of one that it
	// came from; nil where nobody has reported.
	Status      *tracker.StatusRecord
	Statuses    []tracker.StatusRecord     // the whole history, the oldest first
	Corrections []tracker.CorrectionRecord // of this revision's words and of the same words before
	Elements    []string                   // of the strategic framework, tied by hand
	// Version is the last entry about the mandate: who writes says which one
	// they saw.
	Version uint64

	rev    *revision
	leads  []string // Lead, and whom they stand for: "dirs" for each director
	words  string   // fingerprint of Text
	folded string   // of what a search for words looks at
}

// A Tie leads to a mandate of another revision.
type Tie struct {
	Address tracker.Address `json:"address"`
	Class   redline.Class   `json:"class"`
}

// A Closing says why a mandate asks for nothing any more.
type Closing struct {
	Session string `json:"session"`
	Why     string `json:"why"` // a name of Closings
}

// What closes a mandate.
const (
	Removed   = "removed"             // the session took its words out
	Abrogated = "abrogated"           // the session ended the instrument
	NoMandate = "no longer a mandate" // the words are there and ask nobody to act
)

// A Cause says why a state that was carried over has to be confirmed.
type Cause string

// The causes.
const (
	WordsChanged  Cause = "words changed"
	AsksAnother   Cause = "asks someone else"
	AsksOtherwise Cause = "asks otherwise" // the same words under another verb: invited before, instructed now
	WasSplit      Cause = "split"
	WasMerged     Cause = "merged"
	CycleEnded    Cause = "cycle ended"
	ReadAgain     Cause = "read again" // the text was read again, and gave other words
	NotCompared   Cause = "not compared"
)

// Causes lists them.
var Causes = [...]Cause{WordsChanged, AsksAnother, AsksOtherwise, WasSplit, WasMerged, CycleEnded, ReadAgain, NotCompared}

// Closings lists what closes a mandate.
var Closings = [...]string{Removed, Abrogated, NoMandate}

// public is the item without what only the secretariat may read.
func (it *Item) public() *Item {
	open := *it
	open.Statuses = slices.Clone(it.Statuses)
	for i := range open.Statuses {
		open.Statuses[i].Internal = ""
	}
	if it.Status != nil {
		status := *it.Status
		status.Internal = ""
		open.Status = &status
	}
	open.Corrections = slices.Clone(it.Corrections)
	for i := range open.Corrections {
		open.Corrections[i].Note = "" // why a rule was wrong is the secretariat's own business
	}
	return &open
}
