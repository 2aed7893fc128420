package draft

import (
	"context"
	"slices"

	"concord/index/overlap"
	"concord/tracker"
)

// instructions sets each mandate of a text beside those of other texts that say
// the same, and each of its duties to report beside those towards the same body of
// texts with which it shares an operative case; and tells in what they differ.
func (c *Checker) instructions(ctx context.Context, t tracker.Text, mandates []tracker.Mandate, groups []overlap.Group) ([]Instruction, error) {
	out := []Instruction{}
	read := map[tracker.Address][]tracker.Mandate{} // by text
	set := map[[2]tracker.Address]bool{}
	beside := func(mine, other tracker.Mandate) {
		if pair := [2]tracker.Address{mine.Address, other.Address}; !set[pair] {
			set[pair] = true
			out = append(out, Instruction{mine, other, differences(mine, other)})
		}
	}
	for _, g := range groups {
		if g.Relation == overlap.Template {
			continue // about different subjects
		}
		for _, m := range g.Members {
			if m.Address.Revision() == t.Revision {
				continue
			}
			theirs, err := c.mandatesOf(m.Address.Revision().In(g.Lang), read)
			if err != nil {
				return nil, err
			}
			for _, mine := range mandates {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				for _, other := range theirs {
					if other.Address == m.Address && has(g, mine.Address) || g.Class == overlap.Operative && oneAccount(mine, other) {
						beside(mine, other)
					}
				}
			}
		}
	}
	return out, nil
}

// has reports whether a provision is a member of a group.
func has(g overlap.Group, a tracker.Address) bool {
	return slices.ContainsFunc(g.Members, func(m overlap.Member) bool { return m.Address == a })
}

// oneAccount reports whether two mandates are duties to report to the same body.
func oneAccount(a, b tracker.Mandate) bool {
	return a.ReportsTo() && b.ReportsTo() && slices.ContainsFunc(a.ReportTo, func(to string) bool { return slices.Contains(b.ReportTo, to) })
}

// mandatesOf gives the mandates of a text of the record.
func (c *Checker) mandatesOf(at tracker.Address, read map[tracker.Address][]tracker.Mandate) ([]tracker.Mandate, error) {
	mandates, known := read[at]
	if !known {
		text, err := c.Store.Text(at, at.Lang)
		if err != nil {
			return nil, err
		}
		mandates = c.Mandates.Read(text).Mandates
		read[at] = mandates
	}
	return mandates, nil
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
