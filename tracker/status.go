package tracker

import (
	"slices"
	"time"
)

// A State says how far an instruction has been carried out. States are data:
// data/states.json.
type State struct {
	Key  string `json:"key"` // "in-progress"
	Name Names  `json:"name"`
	// Colour and Shape are the mark of the state. The name always stands beside
	// it: neither speaks alone.
	Colour string `json:"colour"` // "#1d6fa5"
	Shape  string `json:"shape"`  // one of Shapes
	// Rank orders states from the least done: where several instructions became
	// one, the one that is least done counts.
	Rank int `json:"rank"`
	// Stale is after how many days the state is due for an update; 0 is never.
	Stale   int  `json:"stale,omitempty"`
	Open    bool `json:"open,omitempty"`    // work is still to be done
	Cycle   bool `json:"cycle,omitempty"`   // it ends with the next session of the body
	Initial bool `json:"initial,omitempty"` // of an instruction that nobody has reported on: one state has it
}

// Shapes are the forms that a state's mark can have.
var Shapes = [...]string{"ring", "circle", "half", "square", "diamond", "triangle", "cycle", "bar", "cross"}

// A Status is what was done about one mandate, as one person wrote it. It is
// never changed: a later one corrects it.
type Status struct {
	Address Address `json:"address"` // revision and provision
	State   string  `json:"state"`
	// Since is the day on which it became so, as an ISO date.
	Since    string   `json:"since"`
	Evidence []string `json:"evidence,omitempty"` // document symbols, addresses on the web, or words
	Note     string   `json:"note,omitempty"`     // for everybody
	Internal string   `json:"internal,omitempty"` // for the secretariat only
	// Words is the fingerprint of the provision as it stood when this was
	// written, in Lang: a text that is read again may give other words.
	Words string `json:"words,omitempty"`
	Lang  Lang   `json:"lang,omitempty"`
}

// A Correction is what a person says of a field that a rule extracted from a
// provision. It wins over the rule.
type Correction struct {
	Address Address `json:"address"`
	Field   string  `json:"field"` // a name of Fields
	// Values are what the field holds; none says that it is empty.
	Values []string `json:"values"`
	// Withdrawn takes the correction back: the rule decides again.
	Withdrawn bool   `json:"withdrawn,omitempty"`
	Note      string `json:"note,omitempty"`
}

// A Link ties a mandate or an instrument to an element of the strategic
// framework, or unties it.
type Link struct {
	Address Address `json:"address"` // an instrument, or a provision of a revision
	Element string  `json:"element"` // "2024-2027/goal-1"
	Removed bool    `json:"removed,omitempty"`
	Note    string  `json:"note,omitempty"`
}

// Written says by whom, when and in which entry of the journal something was
// written.
type Written struct {
	Sequence uint64    `json:"sequence"`
	Time     time.Time `json:"time"`
	Actor    string    `json:"actor"`
}

// The records of the journal: what was written, and by whom.
type (
	// A StatusRecord is a Status in the journal.
	StatusRecord struct {
		Status
		Written
	}
	// A CorrectionRecord is a Correction in the journal.
	CorrectionRecord struct {
		Correction
		Written
	}
	// A LinkRecord is a Link in the journal.
	LinkRecord struct {
		Link
		Written
	}
)

// State gives the state with this key.
func (r *Registry) State(key string) (State, bool) {
	i := slices.IndexFunc(r.States, func(s State) bool { return s.Key == key })
	if i < 0 {
		return State{}, false
	}
	return r.States[i], true
}

// InitialState is the state of a mandate that nobody has reported on.
func (r *Registry) InitialState() State {
	i := slices.IndexFunc(r.States, func(s State) bool { return s.Initial })
	if i < 0 {
		return State{}
	}
	return r.States[i]
}
