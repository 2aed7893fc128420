package overlap

import (
	"slices"

	"concord/tracker"
)

// A Relation says how provisions of two instruments are to each other.
type Relation string

// The relations, the strongest first.
const (
	Identical     Relation = "identical"                        // the same words
	Conflicting   Relation = "conflicting"                      // same addressee and action, another commitment, both standing
	NearIdentical Relation = "near-identical"                   // most words of both
	Contained     Relation = "contained"                        // one says what the other says, and more
	Restated      Relation = "restated"                         // the same in other words
	Integrates    Relation = "integrates"                       // carries out the text of another body that it cites
	Template      Relation = "same template, different subject" // one form filled in twice: no duplicate
)

// Relations lists the relations in their order.
var Relations = [...]Relation{Identical, Conflicting, NearIdentical, Contained, Restated, Integrates, Template}

// A Class keeps apart what a reviewer looks at apart.
type Class string

// The classes. The first three are queues; the others are counted and shown on
// demand.
const (
	Operative Class = "operative"
	Preamble  Class = "preamble"
	Annexed   Class = "annex"
	Formula   Class = "formula"   // what every conference writes
	Citation  Class = "citation"  // a recital that only names a text
	Reporting Class = "reporting" // a duty to report: a mandate, no duplicate
	Purposes  Class = "purposes"  // what the basic texts say the organization is for
)

// Classes lists the classes in their order.
var Classes = [...]Class{Operative, Preamble, Annexed, Formula, Citation, Reporting, Purposes}

// A Flag names something in which members of a group differ, or how they came
// to be found, that a reviewer must not miss.
type Flag string

// The flags.
const (
	NumberFlag    Flag = "number" // or date, or amount
	ModalFlag     Flag = "modal"
	NegationFlag  Flag = "negation"
	VerbFlag      Flag = "verb" // strength of the operative verb
	AddresseeFlag Flag = "addressee"
	FrequencyFlag Flag = "frequency"
	DeadlineFlag  Flag = "deadline"
	CitationFlag  Flag = "citation"
	LanguageFlag  Flag = "languages" // found in one language and not in another that holds both
)

// Flags lists the flags in their order.
var Flags = [...]Flag{NumberFlag, DeadlineFlag, FrequencyFlag, ModalFlag, NegationFlag, VerbFlag, AddresseeFlag, CitationFlag, LanguageFlag}

// A Group is one overlap: provisions that say the same, around the first of
// them, which most others resemble. A family of templates, instruments of one
// mould, has one such round after the other, and so have the texts of one item that
// take each other up from session to session: see [Group.Rounds].
type Group struct {
	// ID is made of the fingerprints of its members: it changes exactly when
	// words do.
	ID       string       `json:"id"`
	Relation Relation     `json:"relation"` // the weakest that ties a member to its first
	Class    Class        `json:"class"`
	Weight   float64      `json:"weight"` // how telling the words are that the heaviest pair shares: queues are ordered by it
	Flags    []Flag       `json:"flags"`
	Lang     tracker.Lang `json:"lang"` // of the texts shown: where the resemblance is greatest
	Members  []Member     `json:"members"`
	Pairs    []Pair       `json:"pairs"`
	Shared   []Phrase     `json:"shared"` // the rarest of the heaviest pair, at most three
	// Renewal is whether the instruments have one title in successive sessions of one
	// body: the later of two takes over what the rounds show.
	Renewal bool `json:"renewal,omitempty"`
	// Texts are those of a renewal, the oldest first: a case leaves out what is new or
	// gone, and what another class or a conflict tells.
	Texts []Extent `json:"texts,omitempty"`
}

// An Extent is how much of a text a group tells.
type Extent struct {
	Revision   tracker.Address `json:"revision"`
	Told       int             `json:"told"`       // its paragraphs among the members
	Paragraphs int             `json:"paragraphs"` // all of the same parts, operative or preamble or annex
}

// Whole reports whether the group tells all of it.
func (x Extent) Whole() bool { return x.Told >= x.Paragraphs }

// Rounds gives the pairs by what their members are compared with: one round, or
// of a family of templates one for each paragraph of the mould, and of a renewal one
// for each paragraph that is taken over.
func (g Group) Rounds() []Round {
	var out []Round
	for i, p := range g.Pairs {
		if i == 0 || g.Pairs[i-1].A != p.A {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// A Round is the pairs of one first member, never none.
type Round []Pair

// Relation is the weakest that ties a member to the first; a conflict is never hidden by it.
func (r Round) Relation() Relation {
	weakest := 0
	for _, p := range r {
		if p.Relation == Conflicting {
			return Conflicting
		}
		weakest = max(weakest, slices.Index(Relations[:], p.Relation))
	}
	return Relations[weakest]
}

// Members are the first and those that are compared with it, by their places.
func (r Round) Members() []int {
	out := []int{r[0].A}
	for _, p := range r {
		out = append(out, p.B)
	}
	return out
}

// Taken divides the rounds of a renewal into those that differ in nothing, and the others.
func (g Group) Taken() (unchanged, changed []Round) {
	for _, round := range g.Rounds() {
		if slices.ContainsFunc(round, func(p Pair) bool { return p.Relation != Identical || len(p.Flags) > 0 }) {
			changed = append(changed, round)
		} else {
			unchanged = append(unchanged, round)
		}
	}
	return unchanged, changed
}

// Beside gives the members that stand in a round with member i, without itself.
func (g Group) Beside(i int) []int {
	var out []int
	for _, round := range g.Rounds() {
		if members := round.Members(); slices.Contains(members, i) {
			out = append(out, members...)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(m int) bool { return m == i })
}

// A Member is a provision in a group.
type Member struct {
	Address     tracker.Address  `json:"address"`
	Title       string           `json:"title"` // of its instrument
	Heading     string           `json:"heading"`
	Role        tracker.Role     `json:"role"`
	Addressees  []string         `json:"addressees"`
	Standing    tracker.Standing `json:"standing"` // of its revision
	Text        string           `json:"text"`
	Fingerprint string           `json:"fingerprint"`
	// Spans are the runs that it shares, as offsets in Unicode code points:
	// with the first of its round, or, of the first, with any other. Words that are a
	// reason of the group are among them, in whatever form they stand.
	Spans [][2]int `json:"spans"`
	// Coverage is the share of its words that stand in those runs, 0 to 1.
	Coverage float64 `json:"coverage"`
}

// A Pair is what ties a member to the first of its round.
type Pair struct {
	A           int      `json:"a"` // index into Members: the first
	B           int      `json:"b"`
	Relation    Relation `json:"relation"`
	Flags       []Flag   `json:"flags"`
	Probability float64  `json:"probability"` // that a reviewer would want to see it
	Weight      float64  `json:"weight"`
	CoverageA   float64  `json:"coverage_a"` // how much of A stands in B
	CoverageB   float64  `json:"coverage_b"`
	SpansA      [][2]int `json:"spans_a"` // aligned: the n-th of A is the n-th of B
	SpansB      [][2]int `json:"spans_b"`
	// Later is "a" or "b" where one was adopted later, else "".
	Later string `json:"later"`
	// Cites says whose text cites the other's instrument: "a", "b", "both" or "".
	Cites string         `json:"cites"`
	Langs []tracker.Lang `json:"langs"` // in which it was found
	Not   []tracker.Lang `json:"not"`   // that hold both and in which it was not
}

// A Phrase is a run of words that the first two members share, or a word of both in
// whatever form, and how many instruments use it.
type Phrase struct {
	Text string `json:"text"`
	Uses int    `json:"uses"`
}
