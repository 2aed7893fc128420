// Package redline says what changed between two texts: structure first, then
// words. It takes the provisions of both and gives a [Redline], whose promise
// is that applying it to the old text gives the new one exactly.
package redline

import "concord/tracker"

// A Class says what happened to one provision.
type Class string

// The classes, named as design and JSON name them.
const (
	Unchanged      Class = "unchanged"
	Reworded       Class = "reworded"
	CitationUpdate Class = "citation update" // only the citations' revisions differ
	Renumbered     Class = "renumbered"      // only the label differs
	Moved          Class = "moved"
	MovedReworded  Class = "moved and reworded"
	Split          Class = "split"
	Merged         Class = "merged"
	Added          Class = "added"
	Removed        Class = "removed"
	Cosmetic       Class = "cosmetic" // spaces, quotes, dashes
)

// A Redline is the comparison of two texts, in reading order of the new text;
// what was removed stands where it stood in the old one.
type Redline struct {
	Summary map[Class]int `json:"summary"`
	Changes []Change      `json:"changes"`
}

// A Change is one provision of the redline. A split has one change for each
// part, all with the same Old; a merge likewise with the same New.
type Change struct {
	Class   Class           `json:"class"`
	Old     tracker.Address `json:"old"`
	New     tracker.Address `json:"new"`
	OldText string          `json:"old_text"`
	NewText string          `json:"new_text"`
	Words   []Edit          `json:"words"`
}

// An Edit is a run of words that stayed ("="), went ("-") or came ("+").
type Edit struct {
	Op   string `json:"op"`
	Text string `json:"text"`
}
