package implementation

import (
	"slices"

	"concord/tracker"
)

// Fields are what a person may say of a mandate against the rules, by the names
// that JSON has.
var Fields = [...]string{"lead", "cooperating", "act", "report_to", "frequency", "due"}

// correct lets what persons said of the extracted fields win.
func (it *Item) correct(records []tracker.CorrectionRecord) {
	if len(records) == 0 {
		return
	}
	it.Corrections = append(it.Corrections, records...)
	for _, c := range records {
		it.Version = max(it.Version, c.Sequence)
	}
	it.Correct(&it.Mandate)
}

// Correct puts what persons said of the item into a mandate that was read from
// its words, in whatever language.
func (it *Item) Correct(m *tracker.Mandate) {
	last := map[string]tracker.CorrectionRecord{}
	for _, c := range it.Corrections {
		last[c.Field] = c
	}
	for _, field := range Fields {
		if c, is := last[field]; is && !c.Withdrawn {
			set(m, field, c.Values)
		}
	}
}

func set(m *tracker.Mandate, field string, values []string) {
	one := ""
	if len(values) > 0 {
		one = values[0]
	}
	switch field {
	case "lead":
		m.Lead = slices.Clone(values)
	case "cooperating":
		m.Cooperating = slices.Clone(values)
	case "report_to":
		m.ReportTo = slices.Clone(values)
	case "act":
		m.Act.Verb, m.Act.Object = one, ""
	case "frequency":
		m.Frequency = one
	case "due":
		m.Due = ParseDue(one)
	}
}

// tie adds or removes an element of the strategic framework.
func (it *Item) tie(l tracker.LinkRecord) {
	it.Version = max(it.Version, l.Sequence)
	it.Elements = tied(it.Elements, l)
}

func tied(elements []string, l tracker.LinkRecord) []string {
	elements = slices.DeleteFunc(slices.Clone(elements), func(e string) bool { return e == l.Element })
	if !l.Removed {
		elements = append(elements, l.Element)
	}
	return elements
}
