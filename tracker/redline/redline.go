// Package redline says what changed between two texts: structure first, then
// words. It takes the provisions of both and gives a [Redline], whose promise
// is that applying it to the old text gives the new one exactly.
//
// # How
//
// Provisions are paired one to one: those with the same words first (in the
// longest order both texts share), then by address and likeness, then what one
// became when it was split or several when they were merged (align.go,
// likeness.go, parts.go). Of the pairs, those that run in the same order stayed
// and the fewest others moved (rising.go). Labels and headings are attributes
// and never keep two paragraphs apart; a heading that changed over paragraphs
// that stayed is a [SectionChange] (sections.go).
//
// Paired paragraphs are compared word by word at the least cost of changed
// words and interruptions (tokens.go, words.go, anchors.go). Originals are
// shown; what is compared is a key without differences of typing (key.go).
// What a change touches beyond wording is flagged (flags.go) by lists of words
// in data/redline (terms.go). Several comparisons in a row make the history of
// an instrument (history.go).
//
// # Caveats
//
// The same input gives the same redline on any machine: no timeouts, no map
// order. A paragraph nine tenths of whose words are new is removed and added,
// not reworded. Chinese is compared character by character; where a replacement
// begins or ends inside a word of data/redline/zh.txt on both sides, the whole
// word is replaced (chinese.go). Words that the list lacks may still share a
// character that stands as kept. Parts of more
// than 1,500 tokens without one phrase that is there once go to go-diff's
// shortest edit script, and beyond 12,000 tokens are replaced whole.
//
// What all this achieves on real texts: go test -v -run Planted ./tracker/redline
package redline

import (
	"slices"

	"concord/tracker"
)

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
	Cosmetic       Class = "cosmetic" // spaces, quotes, dashes, the sign that closes it
)

// A Redline is the comparison of two texts, in reading order of the new text;
// what was removed stands where it stood in the old one.
type Redline struct {
	Summary  map[Class]int   `json:"summary"`
	Changes  []Change        `json:"changes"`
	Sections []SectionChange `json:"sections"` // headings that changed over paragraphs that stayed
}

// A Change is one provision of the redline. A split has one change for each
// part, all with the same Old; a merge likewise with the same New.
type Change struct {
	Class   Class           `json:"class"`
	Old     tracker.Address `json:"old"`
	New     tracker.Address `json:"new"`
	OldText string          `json:"old_text"`
	NewText string          `json:"new_text"`
	// Words cover both texts: "=" and "-" together are OldText, "=" and "+"
	// are NewText, byte for byte.
	Words []Edit `json:"words"`
	// OldPlace and NewPlace are the provision's number in its text, from 1; 0
	// when it is not there.
	OldPlace int `json:"old_place"`
	NewPlace int `json:"new_place"`
	// OldMark and NewMark are what stands around the text.
	OldMark Mark `json:"old_mark"`
	NewMark Mark `json:"new_mark"`
	// Flags are raised where the words of a provision, or of the heading that
	// it moved from, differ in more than wording.
	Flags []Flag `json:"flags"`
}

// A Mark is what places a provision without being its text.
type Mark struct {
	Role    tracker.Role `json:"role,omitempty"`
	Section string       `json:"section,omitempty"`
	Heading string       `json:"heading,omitempty"`
	Label   string       `json:"label,omitempty"`
}

// MarkOf is the mark of a provision.
func MarkOf(p tracker.Provision) Mark { return Mark{p.Role, p.Section, p.Heading, p.Label} }

// An Edit is a run of words that stayed ("="), went ("-") or came ("+").
type Edit struct {
	Op   string `json:"op"`
	Text string `json:"text"`
	// Elsewhere is true where the words of a split provision did not go but
	// stand in another of its parts, and where those of a merged one came from
	// another of its sources.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// Typing is true where the words that went and the words that came in their
	// place are the same but for spaces, quotes, hyphens and the like.
	Typing bool `json:"typing,omitempty"`
}

// A SectionChange is a section whose paragraphs stayed while its heading
// changed: "invites the Council" became "instructs the Council".
type SectionChange struct {
	Old     string `json:"old"` // section keys
	New     string `json:"new"`
	Words   []Edit `json:"words"`    // of the heading as printed
	AtPlace int    `json:"at_place"` // number in the new text of its first provision, from 1
	Flags   []Flag `json:"flags"`
}

// Words says what changed between two lines of words, such as titles.
func Words(old, new string) []Edit {
	w := wordAligner{lex: newLexicon(len(old) + len(new)), chinese: shippedChinese()}
	a, b := w.lex.tokens(old), w.lex.tokens(new)
	return edits(old, new, a, b, w.align(a, b))
}

// Compare says what became of the provisions of old in new. Tokens are cut by
// script, so that a Latin name in a Chinese text is one word; lang is the
// language of both texts.
func Compare(old, new []tracker.Provision, lang tracker.Lang) Redline {
	bytes := 0
	for _, p := range slices.Concat(old, new) {
		bytes += len(p.Text)
	}
	c := comparison{lang: lang, lex: newLexicon(bytes), keys: map[string]int32{}, textKeys: map[string]int32{}, tokens: map[string][]token{}}
	c.words.lex, c.words.chinese = c.lex, shippedChinese()
	c.old, c.new = c.side(old), c.side(new)
	c.align()
	became := c.matchSections()
	r := Redline{Summary: map[Class]int{}, Changes: c.changes(became), Sections: c.sectionChanges(became)}
	for _, ch := range r.Changes {
		r.Summary[ch.Class]++
	}
	return r
}
