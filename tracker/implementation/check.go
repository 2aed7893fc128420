package implementation

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"concord/tracker"
)

// What may be written about one mandate at once.
const (
	maxNote     = 10_000 // characters
	maxEvidence = 50
	maxOne      = 500 // characters of one piece of evidence, or of a corrected field
	maxValues   = 50
)

// check says what is wrong with an edit, whoever else wrote.
func (p *Plan) check(e Edit, now time.Time) error {
	if s := e.Status; s != nil {
		if _, known := p.Registry.State(s.State); !known {
			return fmt.Errorf("state %q: want one of %s", s.State, strings.Join(p.stateKeys(), ", "))
		}
		day, err := time.Parse(time.DateOnly, s.Since)
		if err != nil {
			return fmt.Errorf("since %q: want a day such as 2026-04-28", s.Since)
		}
		if day.After(now.AddDate(0, 0, 1)) { // somewhere on Earth it is tomorrow
			return fmt.Errorf("since %s: that day has not come", s.Since)
		}
		if utf8.RuneCountInString(s.Note) > maxNote || utf8.RuneCountInString(s.Internal) > maxNote {
			return fmt.Errorf("a note has at most %d characters", maxNote)
		}
		if err := tracker.CheckReadable(s.Note + s.Internal + strings.Join(s.Evidence, "")); err != nil {
			return err
		}
		if err := checkEvidence(s.Evidence); err != nil {
			return err
		}
	}
	for _, c := range e.Corrections {
		if err := p.checkCorrection(c); err != nil {
			return err
		}
	}
	for _, l := range e.Links {
		if _, is := tracker.ControlIn(l.Element + l.Note); is {
			return fmt.Errorf("element: a control character is not for reading")
		}
		if _, known := p.Registry.Element(l.Element); !known && !l.Removed {
			return fmt.Errorf("%q is no element of the strategic framework", l.Element)
		}
	}
	return nil
}

func checkEvidence(evidence []string) error {
	if len(evidence) > maxEvidence {
		return fmt.Errorf("at most %d pieces of evidence", maxEvidence)
	}
	for _, one := range evidence {
		if one == "" || utf8.RuneCountInString(one) > maxOne {
			return fmt.Errorf("a piece of evidence has 1 to %d characters", maxOne)
		}
		if strings.ContainsAny(one, "\r\n") {
			return fmt.Errorf("a piece of evidence stands on one line")
		}
	}
	return nil
}

func (p *Plan) checkCorrection(c tracker.Correction) error {
	if !slices.Contains(Fields[:], c.Field) {
		return fmt.Errorf("field %q: want one of %s", c.Field, strings.Join(Fields[:], ", "))
	}
	if len(c.Values) > maxValues {
		return fmt.Errorf("%s: at most %d values", c.Field, maxValues)
	}
	for _, value := range c.Values {
		if _, is := tracker.ControlIn(value + c.Note); is {
			return fmt.Errorf("%s: a control character is not for reading", c.Field)
		}
		if value == "" || utf8.RuneCountInString(value) > maxOne {
			return fmt.Errorf("%s: a value has 1 to %d characters", c.Field, maxOne)
		}
	}
	switch c.Field {
	case "lead", "cooperating", "report_to":
		for _, key := range c.Values {
			if _, known := p.Registry.Addressee(key); !known {
				return fmt.Errorf("%s: addressee %q is not known", c.Field, key)
			}
		}
	default:
		if len(c.Values) > 1 {
			return fmt.Errorf("%s: one value only", c.Field)
		}
	}
	return nil
}

func (p *Plan) stateKeys() []string {
	var keys []string
	for _, s := range p.Registry.States {
		keys = append(keys, s.Key)
	}
	return keys
}

// Values are an item's field as a correction would give it.
func (it *Item) Values(field string) []string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	switch field {
	case "lead":
		return it.Lead
	case "cooperating":
		return it.Cooperating
	case "report_to":
		return it.ReportTo
	case "act":
		return one(strings.TrimSpace(it.Act.Verb + " " + it.Act.Object))
	case "frequency":
		return one(it.Frequency)
	case "due":
		return one(FormatDue(it.Due))
	}
	return nil
}

// changes sets the fields of an edit beside what the record has. What the actor
// may not read is not among them.
func changes(it *Item, e Edit, actor tracker.Actor) []Change {
	var all []Change
	add := func(field, was, is string) {
		if was != is {
			all = append(all, Change{field, was, is})
		}
	}
	if s := e.Status; s != nil {
		was := tracker.Status{State: it.State.Key, Since: it.Since}
		if it.Status != nil {
			was = it.Status.Status
		}
		add("state", was.State, s.State)
		add("since", was.Since, s.Since)
		add("evidence", strings.Join(was.Evidence, "\n"), strings.Join(s.Evidence, "\n"))
		add("note", was.Note, s.Note)
		if actor.Internal {
			add("internal", was.Internal, s.Internal)
		}
		if len(it.Confirm) > 0 {
			add("confirm", string(it.Confirm[0]), "")
		}
	}
	for _, c := range e.Corrections {
		if !c.Withdrawn {
			add(c.Field, strings.Join(it.Values(c.Field), " "), strings.Join(c.Values, " "))
		}
	}
	for _, l := range e.Links {
		if l.Removed {
			add("element", l.Element, "")
		} else {
			add("element", "", l.Element)
		}
	}
	return all
}

// An Exhibit is one piece of evidence as it is shown.
type Exhibit struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"` // "" where it is words
}

// Exhibit finds out where a piece of evidence leads: a document symbol by the
// rules of the data, an address on the web to itself.
func (p *Plan) Exhibit(s string) Exhibit {
	if known, is := p.Registry.DocumentURL(s); is {
		return Exhibit{Text: s, URL: known}
	}
	if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return Exhibit{Text: s, URL: u.String()}
	}
	return Exhibit{Text: s}
}
