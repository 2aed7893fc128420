package queue

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/review"
	"concord/tracker/store"
)

// What is listed of a receipt; the rest is counted.
const (
	flaggedProvisions = 20
	flaggedLike       = 3 // of each provision
)

// A Flagged is what the texts of a receipt resemble, as the record stands now.
type Flagged struct {
	Pending    bool               `json:"pending"`    // overlaps are still being looked for: what is listed stands for the time being, and may lack some
	Provisions []FlaggedProvision `json:"provisions"` // the strongest first, operative before preamble
	LeftOut    int                `json:"left_out"`   // provisions that resemble others and are not listed
	Suppressed map[string]int     `json:"suppressed"` // provisions that are counted and not listed, by class
	Compared   int                `json:"compared"`   // texts that take part
	Past       int                `json:"past"`       // texts that take no part: a later revision is held, or they were abrogated
}

// A FlaggedProvision is a provision of a text that came in, and those of other
// instruments that it resembles most.
type FlaggedProvision struct {
	Address tracker.Address `json:"address"`
	Text    string          `json:"text"` // in the language of the first that it is like
	Class   overlap.Class   `json:"class"`
	Like    []Likeness      `json:"like"`
	LeftOut int             `json:"left_out"` // that it resembles too
}

// A Likeness is what a provision resembles, and the case that both stand in.
type Likeness struct {
	Address      tracker.Address  `json:"address"`
	Lang         tracker.Lang     `json:"lang"`    // in which both were compared: that of the receipt, if it can be
	Group        string           `json:"group"`   // the id of the case
	State        review.State     `json:"state"`   // of the case
	Members      int              `json:"members"` // of the case, both among them; of a family of templates, of its round
	Relation     overlap.Relation `json:"relation"`
	Flags        []overlap.Flag   `json:"flags"`
	Coverage     float64          `json:"coverage"`      // the share of the new provision's words that stand in the other, 0 to 1
	CoverageLike float64          `json:"coverage_like"` // the share of the other's
	weight       float64
}

// told is how long an answer waits at most for the engine to hear of what was
// stored: while it is busy with what came before, that may take longer.
const told = 2 * time.Second

// Unknown is what there is to say of texts before anything was looked for.
func Unknown() Flagged {
	return Flagged{Pending: true, Provisions: []FlaggedProvision{}, Suppressed: map[string]int{}}
}

// Flagged says what the texts of a receipt resemble. It waits a moment for the
// engine to hear of them.
func (s *Shelf) Flagged(ctx context.Context, r tracker.Receipt) (Flagged, error) {
	out := Unknown()
	if len(r.Texts) > 0 && !s.Ready() {
		return out, nil
	}
	if out.Pending = false; len(r.Texts) == 0 {
		return out, nil
	}
	waiting, cancel := context.WithTimeout(ctx, told)
	heard := s.Overlaps.Await(waiting, r.Sequence)
	cancel()
	_, looking := s.Looking() // before, so that nothing falls between
	all, err := s.All(ctx)
	if err != nil {
		return out, err
	}
	out.Pending = looking || !heard
	came := map[tracker.Address][]tracker.Lang{} // the languages of each revision
	for _, t := range r.Texts {
		at := t.Text.Revision()
		came[at] = append(came[at], t.Text.Lang)
	}
	for _, t := range r.Texts {
		at := t.Text.Revision()
		langs, first := came[at]
		if delete(came, at); !first {
			continue
		}
		if stands, err := s.stands(at); err != nil {
			return out, err
		} else if !stands {
			out.Past++
			continue
		}
		out.Compared++
		out.add(at, langs, all.About(at.Instrument()))
	}
	slices.SortStableFunc(out.Provisions, func(a, b FlaggedProvision) int {
		return cmp.Or(cmp.Compare(slices.Index(overlap.Classes[:], a.Class), slices.Index(overlap.Classes[:], b.Class)), stronger(a.Like[0], b.Like[0]))
	})
	listed := min(len(out.Provisions), flaggedProvisions)
	out.LeftOut, out.Provisions = len(out.Provisions)-listed, out.Provisions[:listed]
	for i := range out.Provisions {
		if err := s.beside(&out.Provisions[i]); err != nil {
			return out, err
		}
	}
	return out, nil
}

// stands reports whether a revision is the one of its instrument that takes part.
func (s *Shelf) stands(revision tracker.Address) (bool, error) {
	record, err := s.Store.Instrument(revision.Instrument())
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil || record.Standing == tracker.Abrogated {
		return false, err
	}
	for _, r := range slices.Backward(record.Revisions) {
		if len(r.Langs) > 0 {
			return r.Revision.Revision() == revision, nil
		}
	}
	return false, nil
}

// beside says how much of a provision stands in each that it is like. A group is told in
// one language of all its members, which need not be one of a receipt.
func (s *Shelf) beside(p *FlaggedProvision) error {
	for i := range p.Like {
		like := &p.Like[i]
		words, cover, coverLike, err := s.Overlaps.Beside(p.Address, like.Address, like.Lang)
		if errors.Is(err, overlap.ErrUnknown) {
			continue // the record has gone on since: as the group tells it
		}
		if err != nil {
			return err
		}
		like.Coverage, like.CoverageLike = cover, coverLike
		if i == 0 {
			p.Text = words
		}
	}
	return nil
}

// add adds the provisions of a revision, which came in these languages, that stand in
// cases about its instrument.
func (f *Flagged) add(revision tracker.Address, langs []tracker.Lang, cases []Item) {
	places := map[string]int{} // of its provisions among the listed
	counted := map[string]bool{}
	for _, g := range cases {
		members := map[int]int{} // of each round, by its first
		for _, round := range g.Rounds() {
			members[round[0].A] = len(round.Members())
		}
		for _, p := range g.Pairs {
			mine, other, cover, coverLike := p.A, p.B, p.CoverageA, p.CoverageB
			if g.Members[mine].Address.Revision() != revision {
				mine, other, cover, coverLike = other, mine, coverLike, cover
			}
			m := g.Members[mine]
			if m.Address.Revision() != revision {
				continue
			}
			if g.Class.Counted() {
				if key := string(g.Class) + " " + m.Address.Provision; !counted[key] {
					counted[key] = true
					f.Suppressed[string(g.Class)]++
				}
				continue
			}
			i, known := places[m.Address.Provision]
			if !known {
				i = len(f.Provisions)
				places[m.Address.Provision] = i
				f.Provisions = append(f.Provisions, FlaggedProvision{Address: m.Address, Text: m.Text, Class: g.Class})
			}
			f.Provisions[i].Like = append(f.Provisions[i].Like, Likeness{
				Address: g.Members[other].Address, Group: g.ID, State: g.State, Members: members[p.A], Relation: p.Relation, Flags: p.Flags,
				Coverage: cover, CoverageLike: coverLike, Lang: comparedIn(p.Langs, langs), weight: p.Weight,
			})
		}
	}
	for _, i := range places {
		f.Provisions[i].nearest()
	}
}

// comparedIn is the first of the languages in which a pair was found that is one of
// those wanted, or else the first.
func comparedIn(found, wanted []tracker.Lang) tracker.Lang {
	for _, l := range found {
		if slices.Contains(wanted, l) {
			return l
		}
	}
	return found[0]
}

// nearest keeps the strongest of what a provision resembles, each once.
func (p *FlaggedProvision) nearest() {
	slices.SortStableFunc(p.Like, stronger)
	met := map[tracker.Address]bool{}
	like := slices.DeleteFunc(p.Like, func(l Likeness) bool {
		twice := met[l.Address]
		met[l.Address] = true
		return twice
	})
	listed := min(len(like), flaggedLike)
	p.Like, p.LeftOut = like[:listed], len(like)-listed
}

// stronger orders what provisions resemble as the queue orders cases.
func stronger(a, b Likeness) int {
	return overlap.Stronger(a.Relation, a.weight, b.Relation, b.weight)
}
