package implementation

import (
	"cmp"
	"slices"

	"concord/tracker"
)

// A Fate is what a conference did to one mandate.
type Fate string

// The fates.
const (
	Came          Fate = "new"
	Kept          Fate = "kept"
	ToConfirm     Fate = "to confirm" // kept, and a person has to say whether the state still holds
	WentRemoved   Fate = "removed"
	WentEnded     Fate = "abrogated"
	WentSilent    Fate = "no longer a mandate"
	BecameSeveral      = Fate("split")
	BecameOne          = Fate("merged")
)

// Fates lists them, in the order in which a conference's page shows them.
var Fates = [...]Fate{ToConfirm, BecameSeveral, BecameOne, Came, WentRemoved, WentEnded, WentSilent, Kept}

// An Effect is what a conference did to one mandate, with both ends.
type Effect struct {
	Fate Fate    `json:"fate"`
	Old  []*Item `json:"-"`
	New  []*Item `json:"-"`
}

// Conference says what a session did to the action plan: one effect for each
// mandate that it adopted or took away. A mandate whose state is still to be
// confirmed stands under that; a split or a merger that somebody has confirmed
// stands under what it is.
func (v *View) Conference(session string) []Effect {
	var effects []Effect
	for _, it := range v.Items {
		switch {
		case it.Session == session:
			effects = append(effects, v.effect(it))
		case it.Closed != nil && it.Closed.Session == session && it.Session != session:
			effects = append(effects, Effect{closedAs[it.Closed.Why], []*Item{it}, nil})
		}
	}
	slices.SortStableFunc(effects, func(a, b Effect) int {
		return cmp.Compare(slices.Index(Fates[:], a.Fate), slices.Index(Fates[:], b.Fate))
	})
	return effects
}

var closedAs = map[string]Fate{Removed: WentRemoved, Abrogated: WentEnded, NoMandate: WentSilent}

func (v *View) effect(it *Item) Effect {
	e := Effect{Fate: Kept, New: []*Item{it}}
	for _, tie := range it.From {
		if was, known := v.byAddress[tie.Address]; known {
			e.Old = append(e.Old, was)
		}
	}
	switch {
	case len(e.Old) == 0:
		e.Fate = Came
	case len(it.Confirm) > 0:
		e.Fate = ToConfirm
	case len(e.Old) > 1:
		e.Fate = BecameOne
	case len(e.Old[0].Into) > 1:
		e.Fate = BecameSeveral
	}
	return e
}

// Sessions lists the sessions that mandates were adopted at or closed by, the
// newest first.
func (v *View) Sessions(r *tracker.Registry) []string {
	seen := map[string]bool{}
	var sessions []string
	add := func(s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			sessions = append(sessions, s)
		}
	}
	for _, it := range v.Items {
		add(it.Session)
		if it.Closed != nil {
			add(it.Closed.Session)
		}
	}
	slices.SortFunc(sessions, func(a, b string) int { return r.CompareSessions(b, a) })
	return sessions
}
