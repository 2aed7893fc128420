package draft

import (
	"slices"

	"concord/index/overlap"
	"concord/tracker"
)

// instructions sets each mandate of a text beside those of other texts that say
// the same, and tells in what they differ.
func (c *Checker) instructions(t tracker.Text, mandates []tracker.Mandate, groups []overlap.Group) ([]Instruction, error) {
	out := []Instruction{}
	read := map[tracker.Address][]tracker.Mandate{} // by text
	for _, g := range groups {
		if g.Relation == overlap.Template {
			continue // about different subjects
		}
		for _, m := range g.Members {
			i := slices.IndexFunc(mandates, func(d tracker.Mandate) bool { return d.Address == m.Address })
			if i < 0 || m.Address.Revision() != t.Revision {
				continue
			}
			for _, o := range g.Members {
				if o.Address.Revision() == t.Revision {
					continue
				}
				other, is, err := c.mandateAt(o.Address, g.Lang, read)
				if err != nil {
					return nil, err
				}
				if is {
					out = append(out, Instruction{mandates[i], other, differences(mandates[i], other)})
				}
			}
		}
	}
	return out, nil
}

// mandateAt gives the mandate that a provision of the record is.
func (c *Checker) mandateAt(a tracker.Address, lang tracker.Lang, read map[tracker.Address][]tracker.Mandate) (tracker.Mandate, bool, error) {
	at := a.Revision().In(lang)
	if _, known := read[at]; !known {
		text, err := c.Store.Text(at, lang)
		if err != nil {
			return tracker.Mandate{}, false, err
		}
		read[at] = c.Mandates.Read(text).Mandates
	}
	i := slices.IndexFunc(read[at], func(m tracker.Mandate) bool { return m.Address == a })
	if i < 0 {
		return tracker.Mandate{}, false, nil
	}
	return read[at][i], true, nil
}

// differences names the fields, as JSON does, in which two mandates differ.
func differences(a, b tracker.Mandate) []string {
	same := func(x, y []string) bool {
		return slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y)))
	}
	out := []string{}
	for _, field := range []struct {
		name string
		same bool
	}{
		{"lead", same(a.Lead, b.Lead)}, {"report_to", same(a.ReportTo, b.ReportTo)}, {"frequency", a.Frequency == b.Frequency},
		{"due", a.Due == b.Due}, {"strength", a.Act.Strength == b.Act.Strength},
	} {
		if !field.same {
			out = append(out, field.name)
		}
	}
	return out
}
