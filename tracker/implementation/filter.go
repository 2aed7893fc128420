package implementation

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
)

// A Filter chooses mandates. An empty field asks for nothing.
type Filter struct {
	Body       string
	Instrument tracker.Address
	Session    string // that adopted the text it stands in
	Came       string // that first asked for it
	Lead       string // an addressee, alone or as one of several
	With       string // who co-operates
	ReportTo   string
	Frequency  string
	State      string
	Element    string // of the strategic framework
	Words      string // all of them stand in the text or the address
	Confirm    bool   // only those whose state has to be confirmed
	Due        bool   // only those with a day, a session or a frequency
	// Standing is "" for those that ask for something today, "closed" for those
	// that do no more, "all" for every revision.
	Standing string
}

// Name turns the names that people type into keys. One that is in no list is a
// fault, and not a plan without mandates.
func (f *Filter) Name(registry *tracker.Registry) error {
	var faults []error
	for _, field := range []*string{&f.Lead, &f.With, &f.ReportTo} {
		if *field != "" {
			key, err := registry.AddresseeNamed(*field)
			*field, faults = key, append(faults, err)
		}
	}
	if f.State != "" {
		key, err := registry.StateNamed(f.State)
		f.State, faults = key, append(faults, err)
	}
	if f.Body != "" {
		b, err := registry.BodyNamed(f.Body)
		f.Body, faults = b.ID, append(faults, err)
	}
	if f.Frequency != "" {
		key, known := registry.FrequencyNamed(f.Frequency)
		if f.Frequency = key; !known {
			faults = append(faults, fmt.Errorf("frequency %q: want one such as annual, each-session or every-3-months", key))
		}
	}
	if _, known := registry.Element(f.Element); f.Element != "" && !known {
		faults = append(faults, fmt.Errorf("element %q is not of the strategic framework: want one such as 2024-2027/goal-1", f.Element))
	}
	return errors.Join(faults...)
}

// Doubt says what of a filter that chose nothing is in no list: sessions are not
// all listed, and one that texts are held of is right however it is written.
func (f *Filter) Doubt(registry *tracker.Registry) error {
	for _, id := range []string{f.Session, f.Came} {
		if _, listed := registry.Session(id); id != "" && !listed {
			return fmt.Errorf("session %q: no mandate of it is held; an example is pp-18", id)
		}
	}
	return nil
}

// Standings are the values of a filter's Standing.
var Standings = [...]string{"", "closed", "all"}

// Select gives the mandates that a filter chooses, in the order of the plan.
func (v *View) Select(f Filter) []*Item {
	words := strings.Fields(tracker.Fold(f.Words))
	var chosen []*Item
	for _, it := range v.Items {
		if f.stands(it) && f.fits(it) && it.has(words) {
			chosen = append(chosen, it)
		}
	}
	return chosen
}

func (f Filter) stands(it *Item) bool {
	switch f.Standing {
	case "all":
		return true
	case "closed":
		return it.Closed != nil
	}
	return it.Current
}

func (f Filter) fits(it *Item) bool {
	has := func(list []string, want string) bool { return want == "" || slices.Contains(list, want) }
	is := func(have, want string) bool { return want == "" || have == want }
	return is(it.Address.Body, f.Body) && is(it.Session, f.Session) && is(it.Came, f.Came) &&
		(f.Instrument.IsZero() || it.Address.Instrument() == f.Instrument.Instrument()) &&
		has(it.leads, f.Lead) && has(it.Cooperating, f.With) && has(it.ReportTo, f.ReportTo) &&
		is(it.Frequency, f.Frequency) && is(it.State.Key, f.State) && has(it.Elements, f.Element) &&
		(!f.Confirm || len(it.Confirm) > 0) && (!f.Due || !it.Due.IsZero() || it.Frequency != "")
}

func (it *Item) has(words []string) bool {
	for _, w := range words {
		if !strings.Contains(it.folded, w) {
			return false
		}
	}
	return true
}

// A Group is the mandates that share something.
type Group struct {
	Key   string
	Items []*Item
}

// By names what mandates can be grouped by.
var By = [...]string{"instrument", "lead", "state", "session", "frequency"}

// GroupBy groups mandates. One with several leads stands in a group with each;
// one without stands in the group "".
func (v *View) GroupBy(items []*Item, by string) []Group {
	var groups []Group
	at := map[string]int{}
	add := func(key string, it *Item) {
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, Group{Key: key})
		}
		groups[i].Items = append(groups[i].Items, it)
	}
	for _, it := range items {
		switch by {
		case "lead":
			for _, lead := range it.Lead {
				add(lead, it)
			}
			if len(it.Lead) == 0 {
				add("", it)
			}
		case "state":
			add(it.State.Key, it)
		case "session":
			add(it.Session, it)
		case "frequency":
			add(it.Frequency, it)
		default:
			add(it.rev.name, it)
		}
	}
	switch by {
	case "lead", "frequency": // the longest list first: that is where the work is
		slices.SortStableFunc(groups, func(a, b Group) int {
			return cmp.Or(cmp.Compare(len(b.Items), len(a.Items)), cmp.Compare(a.Key, b.Key))
		})
	case "state":
		slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(a.Items[0].State.Rank, b.Items[0].State.Rank) })
	}
	return groups
}

// A Tally counts mandates by a value that they share.
type Tally map[string]int

// Count counts by state, lead, session and frequency.
func Count(items []*Item) (states, leads, sessions, frequencies Tally) {
	states, leads, sessions, frequencies = Tally{}, Tally{}, Tally{}, Tally{}
	for _, it := range items {
		states[it.State.Key]++
		sessions[it.Session]++
		frequencies[it.Frequency]++
		for _, lead := range it.Lead {
			leads[lead]++
		}
	}
	return states, leads, sessions, frequencies
}
