package draft

import (
	"context"
	"errors"
	"slices"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/store"
)

// instructions sets each mandate of a text beside those of other texts that say
// the same, and each of its duties to report beside those towards the same body on
// the same subject; and tells in what they differ.
func (c *Checker) instructions(ctx context.Context, t tracker.Text, mandates []tracker.Mandate, groups []overlap.Group) ([]Instruction, error) {
	b := &beside{Checker: c, text: t, mandates: mandates, read: map[tracker.Address]readText{}, subjects: map[tracker.Address]overlap.Subject{}, set: map[[2]tracker.Address]bool{}, out: []Instruction{}}
	for _, g := range groups {
		if g.Relation == overlap.Template {
			continue // about different subjects
		}
		if err := b.aligned(ctx, g); err != nil {
			return nil, err
		}
	}
	return b.out, b.accounts(ctx)
}

// A beside sets the mandates of a text beside those of others.
type beside struct {
	*Checker
	text     tracker.Text
	mandates []tracker.Mandate
	read     map[tracker.Address]readText
	subjects map[tracker.Address]overlap.Subject // of duties to report
	set      map[[2]tracker.Address]bool
	out      []Instruction
}

// A readText is a text of the record with its mandates.
type readText struct {
	text     tracker.Text
	mandates []tracker.Mandate
}

func (b *beside) put(mine, other tracker.Mandate, flags []overlap.Flag) {
	if pair := [2]tracker.Address{mine.Address, other.Address}; !b.set[pair] {
		b.set[pair] = true
		b.out = append(b.out, Instruction{mine, other, differences(mine, other, flags)})
	}
}

// aligned takes the pairs of mandates that are pairs of a group.
func (b *beside) aligned(ctx context.Context, g overlap.Group) error {
	for _, pair := range g.Pairs {
		if err := ctx.Err(); err != nil {
			return err
		}
		mine, is := mandateAt(b.mandates, g.Members[pair.A].Address)
		other := g.Members[pair.B].Address
		if !is || other.Revision() == b.text.Revision {
			continue
		}
		theirs, err := b.textAt(other.Revision().In(g.Lang))
		if err != nil {
			return err
		}
		if m, is := mandateAt(theirs.mandates, other); is {
			b.put(mine, m, pair.Flags)
		}
	}
	return nil
}

// accounts takes the duties to report that a text shares with one that stands: they
// are seldom worded alike, and the engine only counts them.
func (b *beside) accounts(ctx context.Context) error {
	view, err := b.Plan.View(ctx, tracker.Actor{})
	if err != nil {
		return err
	}
	for _, mine := range b.mandates {
		if !mine.ReportsTo() {
			continue
		}
		subject := b.subject(b.text, mine)
		for _, it := range view.Items {
			if !it.Current || it.Closed != nil || it.Instrument == b.text.Instrument || !oneAccount(mine, it.Mandate) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			theirs, err := b.textAt(it.Address.Revision().In(b.text.Lang))
			if errors.Is(err, store.ErrNotFound) {
				continue // not in this language
			}
			if err != nil {
				return err
			}
			other, is := mandateAt(theirs.mandates, it.Address)
			if is && oneAccount(mine, other) && b.Overlaps.SameSubject(subject, b.subject(theirs.text, other)) {
				b.put(mine, other, nil)
			}
		}
	}
	return nil
}

// subject is what a duty to report of a text is about.
func (b *beside) subject(t tracker.Text, m tracker.Mandate) overlap.Subject {
	if subject, known := b.subjects[m.Address]; known {
		return subject
	}
	var apart []tracker.Evidence
	for _, field := range []string{"report_to", "frequency", "due"} {
		apart = append(apart, m.Extracted[field]...)
	}
	p, is := t.Provision(m.Address.Provision)
	if !is {
		p.Text = m.Text
	}
	subject := b.Overlaps.Subject(t, p, apart)
	b.subjects[m.Address] = subject
	return subject
}

// oneAccount reports whether two mandates are duties to report to the same body.
func oneAccount(a, b tracker.Mandate) bool {
	return a.ReportsTo() && b.ReportsTo() && slices.ContainsFunc(a.ReportTo, func(to string) bool { return slices.Contains(b.ReportTo, to) })
}

func mandateAt(mandates []tracker.Mandate, a tracker.Address) (tracker.Mandate, bool) {
	i := slices.IndexFunc(mandates, func(m tracker.Mandate) bool { return m.Address == a })
	if i < 0 {
		return tracker.Mandate{}, false
	}
	return mandates[i], true
}

// textAt gives a text of the record, in the language of the address.
func (b *beside) textAt(at tracker.Address) (readText, error) {
	read, known := b.read[at]
	if !known {
		var err error
		if read.text, err = b.Store.Text(at); err != nil {
			return read, err
		}
		read.mandates = b.Mandates.Read(read.text).Mandates
		b.read[at] = read
	}
	return read, nil
}

// raised are the flags of a comparison of words that say what no field of a mandate does.
var raised = []overlap.Flag{overlap.NumberFlag, overlap.DeadlineFlag, overlap.ModalFlag, overlap.NegationFlag}

// differences names the fields, as JSON does, in which two mandates differ, and
// the flags that the comparison of their words raised beside them.
func differences(a, b tracker.Mandate, flags []overlap.Flag) []string {
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
	timed := slices.Contains(out, "frequency") || slices.Contains(out, "due")
	for _, f := range flags {
		if slices.Contains(raised, f) && !(timed && f == overlap.DeadlineFlag) {
			out = append(out, string(f))
		}
	}
	return out
}
