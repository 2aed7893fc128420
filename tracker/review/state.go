package review

import (
	"slices"

	"concord/tracker"
)

// A State says how a group stands.
type State string

// The states.
const (
	Undecided State = "undecided"
	Decided   State = "decided"
	Dissent   State = "dissent"  // verdicts that contradict each other stand
	Reopened  State = "reopened" // what was compared is no longer what stands
)

// States lists them in the order in which they want attention.
var States = [...]State{Reopened, Dissent, Undecided, Decided}

// A Case is how a group stands, and all that was said of it.
type Case struct {
	State    State            `json:"state"`
	Standing []tracker.Review `json:"standing"` // the verdicts that count, the oldest first
	History  []tracker.Review `json:"history"`  // everything, the oldest first
	Assignee string           `json:"assignee,omitempty"`
	// Of a reopened case: what was compared and has changed since, and the
	// members that no standing verdict compared.
	Changed []Changed          `json:"changed,omitempty"`
	Joined  []tracker.Compared `json:"joined,omitempty"`
}

// Last is the last verdict that counts.
func (c Case) Last() (tracker.Review, bool) {
	if len(c.Standing) == 0 {
		return tracker.Review{}, false
	}
	return c.Standing[len(c.Standing)-1], true
}

// NewCase is the case of a group that nobody spoke of.
func NewCase() Case {
	return Case{State: Undecided, Standing: []tracker.Review{}, History: []tracker.Review{}}
}

// Case weighs what was said of a group, one of those that the board was opened for.
func (b *Board) Case(g Group) (Case, error) {
	c := NewCase()
	c.History = append(c.History, b.about[g.ID]...)
	for _, r := range c.History {
		switch {
		case r.Act == tracker.AssignmentAct:
			c.Assignee = r.Assignee
		case r.Act != tracker.VerdictAct:
		case r.Dissent:
			c.Standing = slices.DeleteFunc(c.Standing, func(v tracker.Review) bool { return v.Author == r.Author })
			c.Standing = append(c.Standing, r)
		default:
			c.Standing = []tracker.Review{r}
		}
	}
	if len(c.Standing) == 0 {
		return c, nil
	}
	c.State = Decided
	if slices.ContainsFunc(c.Standing, func(v tracker.Review) bool {
		return v.Outcome != c.Standing[0].Outcome || v.Target != c.Standing[0].Target
	}) {
		c.State = Dissent
	}
	if err := b.reopen(&c, g); err != nil {
		return c, err
	}
	return c, nil
}

// reopen finds out whether the words of the standing verdicts still stand.
func (b *Board) reopen(c *Case, g Group) error {
	compared := map[place]bool{}
	for _, v := range c.Standing {
		for _, m := range v.Members {
			old := compared[places(m)[0]]
			for _, p := range places(m) {
				compared[p] = true
			}
			if old {
				continue // another verdict compared the same words
			}
			changed, is, err := b.changed(m)
			if err != nil {
				return err
			}
			if is {
				c.Changed = append(c.Changed, changed)
			}
		}
	}
	for _, m := range g.Members {
		if p := places(m); !compared[p[0]] && !compared[p[1]] && !amongNew(c.Changed, m) {
			c.Joined = append(c.Joined, m)
		}
	}
	if len(c.Changed) > 0 || len(c.Joined) > 0 {
		c.State = Reopened
	}
	return nil
}

// amongNew reports whether a member is what a compared provision has become.
func amongNew(changed []Changed, m tracker.Compared) bool {
	return slices.ContainsFunc(changed, func(c Changed) bool {
		return c.New.Instrument() == m.Address.Instrument() && c.New.Provision == m.Address.Provision
	})
}
