package tracker

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Action is what a proposal would do with a text.
type Action string

// The actions, as conferences write them in every language.
const (
	Add      Action = "ADD"
	Modify   Action = "MOD"
	Suppress Action = "SUP"
	NoChange Action = "NOC"
)

// Actions lists the actions in the order in which conferences name them.
var Actions = [...]Action{Add, Modify, Suppress, NoChange}

// A Proposal is a contribution, or one of several in it, that would add, modify,
// suppress or keep a text. Its symbol is its own within one conference.
type Proposal struct {
	Symbol  string `json:"symbol"`  // "EUR/44A7/1"
	Session string `json:"session"` // the conference it is made to
	Action  Action `json:"action"`
	// Moved is true of ADD* and SUP*: the text comes from, or goes to, another
	// place. Editorial is true of (MOD).
	Moved     bool     `json:"moved,omitempty"`
	Editorial bool     `json:"editorial,omitempty"`
	Authors   []string `json:"authors"` // codes of [Proposer]s, those of the symbol first
	// Target is the instrument; zero of a new text, and of what is no instrument.
	Target  Address `json:"target"`
	Bracket string  `json:"bracket,omitempty"` // "SEN-1" of DRAFT NEW RESOLUTION [SEN-1]
	// Base is the revision that it starts from, as it says itself; zero where
	// it does not say.
	Base  Address         `json:"base"`
	Texts []ProposalTexts `json:"texts"` // by language, in the order of Langs
	Fates []Fate          `json:"fates"` // what people recorded, oldest first
	// Sequence is the last entry about it: what a writer must have seen.
	Sequence uint64 `json:"sequence"`
}

// ProposalTexts is a proposal in one language.
type ProposalTexts struct {
	Lang     Lang      `json:"lang"`
	About    string    `json:"about"` // the heading as printed: what it is about, whatever that is
	Title    string    `json:"title"`
	Before   *Text     `json:"before,omitempty"` // the base that tracked changes start from; nil where the file has none
	After    *Text     `json:"after,omitempty"`  // as proposed; nil where no text came with it
	Reasons  []string  `json:"reasons"`          // paragraphs
	File     string    `json:"file"`             // hash of the original; "" where none came
	Merger   string    `json:"merger,omitempty"` // id of the draft on the workbench that it was made of
	Sequence uint64    `json:"sequence"`         // of the entry that brought it
	Received time.Time `json:"received,omitzero"`
}

// A Fate is what a person recorded of what became of a proposal.
type Fate struct {
	Fate     string    `json:"fate"` // key of a [FateState]
	Note     string    `json:"note,omitempty"`
	Actor    string    `json:"actor"`
	Time     time.Time `json:"time,omitzero"`
	Sequence uint64    `json:"sequence"`
}

// Pending is the fate of a proposal of which nobody has recorded one.
const Pending = "pending"

// Fate is the last fate recorded, or [Pending].
func (p Proposal) Fate() string {
	if len(p.Fates) == 0 {
		return Pending
	}
	return p.Fates[len(p.Fates)-1].Fate
}

// Mark is the action as it is written with its sign: "ADD*", "(MOD)".
func (p Proposal) Mark() string {
	switch {
	case p.Moved:
		return string(p.Action) + "*"
	case p.Editorial:
		return "(" + string(p.Action) + ")"
	}
	return string(p.Action)
}

// In gives the proposal in the first of langs that it is held in, else in
// English, else in any.
func (p Proposal) In(langs ...Lang) (ProposalTexts, bool) {
	for _, lang := range append(slices.Clone(langs), English) {
		if i := slices.IndexFunc(p.Texts, func(t ProposalTexts) bool { return t.Lang == lang }); i >= 0 {
			return p.Texts[i], true
		}
	}
	if len(p.Texts) == 0 {
		return ProposalTexts{}, false
	}
	return p.Texts[0], true
}

// A Symbol is a proposal's symbol taken apart: EUR/44A7R1/2 is proposal 2 of
// revision 1 of addendum 7 to document 44, by EUR. Several countries may stand
// before the number: ARG/B/CAN/60/1.
type Symbol struct {
	Authors  []string
	Document int
	Addenda  []int // an addendum may have addenda
	Revision int
	Number   int
}

var symbolForm = regexp.MustCompile(`^((?:[A-Z]{1,4}/)+)(\d{1,4})((?:A\d{1,3})*)(?:R(\d{1,2}))?/(\d{1,4})(?:#\d+)?$`)

// notProposers stand in document symbols of other organizations that have the
// same form: JIU/REP/2020/1, A/RES/79/100.
var notProposers = []string{"JIU", "REP", "RES", "DEC", "SC", "CR"}

// ParseSymbol reads a proposal's symbol. What stands behind "#", a reference of
// the conference's own system, is not part of it.
func ParseSymbol(s string) (Symbol, bool) {
	m := symbolForm.FindStringSubmatch(s)
	if m == nil {
		return Symbol{}, false
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	y := Symbol{Authors: strings.Split(strings.TrimSuffix(m[1], "/"), "/"), Document: number(m[2]), Revision: number(m[4]), Number: number(m[5])}
	for addendum := range strings.SplitSeq(strings.TrimPrefix(m[3], "A"), "A") {
		if addendum != "" {
			y.Addenda = append(y.Addenda, number(addendum))
		}
	}
	return y, !slices.ContainsFunc(y.Authors, func(a string) bool { return slices.Contains(notProposers, a) })
}

// String is the symbol as it is written.
func (y Symbol) String() string {
	var b strings.Builder
	for _, author := range y.Authors {
		b.WriteString(author + "/")
	}
	b.WriteString(strconv.Itoa(y.Document))
	for _, addendum := range y.Addenda {
		b.WriteString("A" + strconv.Itoa(addendum))
	}
	if y.Revision > 0 {
		b.WriteString("R" + strconv.Itoa(y.Revision))
	}
	return b.String() + "/" + strconv.Itoa(y.Number)
}

// A Proposer is who may make proposals: a Member State or a regional
// organization.
type Proposer struct {
	Code string `json:"code"` // "EUR", "MEX", "F": the conference's, which is not always ISO's
	Kind string `json:"kind"` // "region" or "state"
	ISO  string `json:"iso,omitempty"`
	Name Names  `json:"name"`
	// Alias are other names seen, and the region's abbreviation.
	Alias    map[Lang][]string `json:"alias,omitempty"`
	Verified bool              `json:"verified"` // the code was seen in a document
	Note     string            `json:"note,omitempty"`
}

// StateKey is the key of a state as an addressee: "state-mex".
func (p Proposer) StateKey() string { return "state-" + strings.ToLower(cmp.Or(p.ISO, p.Code)) }

// A FateState is what can become of a proposal.
type FateState struct {
	Key    string `json:"key"` // "adopted-changed"
	Name   Names  `json:"name"`
	Closed bool   `json:"closed"` // nothing more will become of it
	Tone   string `json:"tone"`   // "open", "yes", "no": how it is set off, beside its name
}

// Proposer gives the proposer with this code, or with this ISO code where no
// code is the same.
func (r *Registry) Proposer(code string) (Proposer, bool) {
	for _, same := range []func(Proposer) bool{
		func(p Proposer) bool { return p.Code == code },
		func(p Proposer) bool { return p.ISO == code && code != "" },
	} {
		if i := slices.IndexFunc(r.Proposers, same); i >= 0 {
			return r.Proposers[i], true
		}
	}
	return Proposer{}, false
}

// FateState gives the fate with this key.
func (r *Registry) FateState(key string) (FateState, bool) {
	i := slices.IndexFunc(r.Fates, func(f FateState) bool { return f.Key == key })
	if i < 0 {
		return FateState{}, false
	}
	return r.Fates[i], true
}
