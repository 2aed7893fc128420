// Package draft checks a text before it is tabled, or while it stands: what says
// the same already, what is odd about its citations, how its instructions differ
// from those that exist, and what the guidelines ask. It joins index/overlap with
// tracker/advice and tracker/mandate, and stores nothing.
package draft

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/advice"
	"concord/tracker/implementation"
	"concord/tracker/mandate"
	"concord/tracker/redline"
	"concord/tracker/store"
)

// A Checker checks texts against a record. All its fields are required.
type Checker struct {
	Store      *store.Store
	Overlaps   *overlap.Engine
	Registry   *tracker.Registry
	Mandates   *mandate.Reader
	Guidelines advice.Guidelines
	Plan       *implementation.Plan
	Clock      func() time.Time // tells which sessions are over
}

// A Report is what there is to say of one text.
type Report struct {
	Text       tracker.Address   `json:"text"` // zero where a draft does not say what it is
	Title      string            `json:"title"`
	Lang       tracker.Lang      `json:"lang"`
	Words      int               `json:"words"`
	Compared   int               `json:"compared"` // texts in force that are held in its language; none, and nothing can say the same
	Groups     []overlap.Group   `json:"groups"`
	Suppressed map[string]int    `json:"suppressed"` // provisions that others resemble, which are counted and not listed, by class
	Citations  []advice.Cited    `json:"citations"`  // the odd ones
	Tally      advice.Tally      `json:"citations_counted"`
	Mandates   []tracker.Mandate `json:"mandates"`
	Alike      []Instruction     `json:"instructions"`
	Findings   []advice.Finding  `json:"findings"`
}

// An Instruction is a mandate of the text beside one of another text that says
// the same, or a duty to report beside one to the same body on the same subject.
type Instruction struct {
	Draft   tracker.Mandate `json:"draft"`
	Other   tracker.Mandate `json:"other"`
	Differs []string        `json:"differs"` // "lead", "report_to", "frequency", "due", "strength"; of the words "number", "deadline", "modal", "negation"
}

// Draft checks the texts of a draft; guidelines named in off are left out.
func (c *Checker) Draft(ctx context.Context, texts []tracker.Text, off []string) ([]Report, error) {
	out := []Report{}
	for _, t := range texts {
		listing, err := c.Overlaps.Check(ctx, []tracker.Text{t})
		if err != nil {
			return nil, err
		}
		r, err := c.report(ctx, t, listing, off)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// Findings gives what the guidelines have to say of a text of the record, given
// the groups that it has members in.
func (c *Checker) Findings(ctx context.Context, t tracker.Text, groups []overlap.Group, off []string) ([]advice.Finding, error) {
	around, err := c.around(ctx, t, c.Mandates.Read(t).Mandates, groups)
	return c.Guidelines.Switch(off).Check(around), err
}

func (c *Checker) report(ctx context.Context, t tracker.Text, listing overlap.Listing, off []string) (Report, error) {
	r := Report{Text: t.Revision, Title: t.Title, Lang: t.Lang, Compared: c.Overlaps.Against(t), Groups: listing.Groups, Suppressed: listing.Suppressed, Mandates: c.Mandates.Read(t).Mandates}
	if t.Revision.Session == "" {
		r.Text = t.Instrument
	}
	for _, p := range t.Provisions {
		r.Words += words(p.Text)
	}
	var err error
	if r.Citations, r.Tally, err = advice.Citations(t, c.library(ctx)); err != nil {
		return r, err
	}
	if r.Alike, err = c.instructions(ctx, t, r.Mandates, listing.Groups); err != nil {
		return r, err
	}
	around, err := c.around(ctx, t, r.Mandates, listing.Groups)
	if err != nil {
		return r, err
	}
	r.Findings = c.Guidelines.Switch(off).Check(around)
	return r, nil
}

// around gathers what the guidelines need to know.
func (c *Checker) around(ctx context.Context, t tracker.Text, mandates []tracker.Mandate, groups []overlap.Group) (advice.Case, error) {
	states, err := c.states(ctx)
	if err != nil {
		return advice.Case{}, err
	}
	out := advice.Case{Text: t, Mandates: mandates, Changes: -1, State: states, Like: likenesses(t, groups)}
	record, err := c.Store.Instrument(t.Instrument)
	if errors.Is(err, store.ErrNotFound) || t.Instrument.IsZero() {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Adopted = record.Revisions
	before := tracker.Address{} // the revision held before this one
	for _, r := range record.Revisions {
		if slices.Contains(r.Langs, t.Lang) && r.Session != t.Revision.Session {
			if t.Revision.Session == "" || c.Registry.CompareSessions(r.Session, t.Revision.Session) < 0 {
				before = r.Revision
			}
		}
	}
	if !before.IsZero() {
		old, err := c.Store.Text(before.In(t.Lang))
		if err != nil {
			return out, err
		}
		out.Changes = len(redline.Compare(old.Provisions, t.Provisions, t.Lang).OnlySubstance().Changes)
	}
	today := c.Clock().UTC().Format(time.DateOnly)
	for _, s := range c.Registry.Sessions {
		order := c.Registry.SessionOrder(s.ID)
		if s.Body == t.Instrument.Body && t.Revision.Session != "" && c.Registry.CompareSessions(s.ID, t.Revision.Session) > 0 && order[:min(10, len(order))] <= today {
			out.Passed++
		}
	}
	return out, nil
}

// likenesses are the pairs of groups that are of the text and another: those that
// were compared with each other, and not what only resembles a third. A pair that
// one group knows to be carried out is that in all.
func likenesses(t tracker.Text, groups []overlap.Group) []advice.Likeness {
	var out []advice.Likeness
	carried := map[[2]tracker.Address]bool{}
	for _, g := range groups {
		for _, p := range g.Pairs {
			mine, other := g.Members[p.A].Address, g.Members[p.B].Address
			if other.Revision() == t.Revision {
				mine, other = other, mine
			}
			if mine.Revision() != t.Revision || other.Instrument() == mine.Instrument() || p.Relation == overlap.Template {
				continue
			}
			one := advice.Likeness{At: mine, Other: other, Integrates: p.Relation == overlap.Integrates}
			if one.Integrates {
				carried[[2]tracker.Address{mine, other}] = true
			}
			if g.Class == overlap.Operative || g.Class == overlap.Preamble {
				out = append(out, one)
			}
		}
	}
	for i, l := range out {
		out[i].Integrates = carried[[2]tracker.Address{l.At, l.Other}]
	}
	return out
}

// states gives how far mandates have been carried out, as everybody may know it.
func (c *Checker) states(ctx context.Context) (func(tracker.Address) tracker.State, error) {
	view, err := c.Plan.View(ctx, tracker.Actor{})
	if err != nil {
		return nil, err
	}
	return func(a tracker.Address) tracker.State {
		if item, known := view.Item(a); known {
			return item.State
		}
		return tracker.State{Initial: true, Open: true}
	}, nil
}

// library is the record as citations are checked against it.
func (c *Checker) library(ctx context.Context) advice.Library {
	return advice.Library{
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, bool, error) {
			if err := ctx.Err(); err != nil { // asked for each citation
				return tracker.InstrumentRecord{}, false, err
			}
			record, err := c.Store.Instrument(a)
			if errors.Is(err, store.ErrNotFound) {
				return record, false, nil
			}
			return record, err == nil, err
		},
		Complete: c.complete,
		Has: func(a tracker.Address) (has, held bool, err error) {
			text, err := c.Store.Text(a.Revision())
			if errors.Is(err, store.ErrNotFound) {
				return false, false, nil
			}
			_, has = text.Provision(a.Provision)
			return has, true, err
		},
		Compare: c.Registry.CompareSessions,
	}
}

// complete reports whether all texts of a body are known: where there is a
// catalogue of them, or the body is one of the sample library.
func (c *Checker) complete(body string) bool {
	b, _ := c.Registry.Body(body)
	if b.Fictional {
		return true
	}
	for record, err := range c.Store.Instruments() {
		if err == nil && record.Instrument.Body == body && record.Catalogue != nil {
			return true
		}
	}
	return false
}

func words(s string) int { return len(strings.Fields(tracker.NormalWords(s))) }
