package harmonize

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/store"
)

// maxReasons is the longest that all reasons together may be, in characters.
const maxReasons = 10000

// A Desk makes proposals of mergers. All its fields are required.
type Desk struct {
	Store    *store.Store
	Registry *tracker.Registry
	Reads    Reads
	Clock    func() time.Time // the time of entries
}

// An Offer is what a person says of a merger that is to be proposed.
type Offer struct {
	Session string   // the conference that it is made to
	Symbol  string   // of the revision, as EUR/44/1; each text that goes has the next number
	Authors []string // codes of those who join, beside those of the symbol
	Reasons []string // paragraphs: why the text is revised so
	Gone    []string // paragraphs: why the others go
}

// A TakenError says that a symbol is another proposal's already.
type TakenError struct{ Held, Ours tracker.Proposal }

func (e *TakenError) Error() string {
	return fmt.Sprintf("%s of %s is taken: there it is %s %s, here it would be %s %s",
		e.Held.Symbol, e.Held.Session, e.Held.Mark(), about(e.Held), e.Ours.Mark(), about(e.Ours))
}

func about(p tracker.Proposal) string {
	if text, ok := p.In(); ok && p.Target.IsZero() {
		return strings.TrimSpace(text.About + " " + text.Title)
	}
	return p.Target.String()
}

// A StaleError says that a text to be merged is not what the conference would
// find in force.
type StaleError struct {
	Base    tracker.Address // as the merger has it
	InForce tracker.Address // what stands then, or was read anew; zero where the text is abrogated
	Changed tracker.Address // the provision whose words are others now, where the revision is the same
}

func (e *StaleError) Error() string {
	switch {
	case e.InForce.IsZero():
		return fmt.Sprintf("%s: it was abrogated since; nothing can be proposed about it", e.Base)
	case !e.Changed.IsZero():
		return fmt.Sprintf("%s: the draft was made with other words of it; begin again from %s", e.Changed, e.InForce)
	}
	return fmt.Sprintf("%s: in force is %s; begin again from it", e.Base, e.InForce)
}

// A LossError says that a draft would lose mandates or other operative provisions,
// and nobody decided so for a reason.
type LossError struct{ Losses []Loss } // never none

func (e *LossError) Error() string {
	lines := []string{fmt.Sprintf("%d paragraphs would be lost, and nobody said why; decide them on the workbench:", len(e.Losses))}
	for _, l := range e.Losses {
		lines = append(lines, l.String())
	}
	return strings.Join(lines, "\n")
}

// Propose puts a merger into the record as proposals: the first text is modified,
// each of the others suppressed. expect is the last entry that the writer has
// seen. Nothing is written where a symbol is taken (*[TakenError]), a text no
// longer stands (*[StaleError]), a mandate would be lost (*[LossError]) or somebody wrote about any of it since
// (*[store.ConflictError]); what the writer must mend is a [tracker.Fault]. The
// same offer made twice is written once.
func (d Desk) Propose(ctx context.Context, who tracker.Actor, expect uint64, m tracker.Merger, o Offer) ([]tracker.Proposal, error) {
	if err := who.Writing(); err != nil {
		return nil, err
	}
	texts, err := d.Texts(m)
	if err != nil {
		return nil, err
	}
	symbol, err := d.check(texts[0], &o)
	if err != nil {
		return nil, err
	}
	m.Session = o.Session
	draft := d.Draft(m, texts)
	made := proposals(m, draft, texts, o, symbol)
	already, err := d.stands(m, texts, made, o.Session)
	if err != nil || already {
		return made, err
	}
	if lost := draft.Lost(); len(lost) > 0 {
		return nil, &LossError{lost}
	}
	err = d.append(ctx, who, expect, m, made)
	if errors.Is(err, store.ErrConflict) {
		// What came between may be what stands in the way: then that is said.
		if _, why := d.stands(m, texts, made, o.Session); why != nil {
			err = why
		}
	}
	return made, err
}

// Texts reads what a merger is made from.
func (d Desk) Texts(m tracker.Merger) ([]tracker.Text, error) {
	var texts []tracker.Text
	for _, a := range m.Texts {
		t, err := d.Store.Text(a)
		if err != nil {
			return nil, err
		}
		texts = append(texts, t)
	}
	if len(texts) < 2 || len(texts) > MaxTexts {
		return nil, fault("merger", fmt.Sprintf("%d texts: want 2 to %d to merge", len(texts), MaxTexts))
	}
	return texts, nil
}

// Conferences are the sessions to which a text may be proposed, the first to
// come first.
func (d Desk) Conferences(base tracker.Text) []string {
	var out []string
	for _, s := range d.Registry.Sessions {
		if s.Body == base.Instrument.Body && d.Registry.CompareSessions(s.ID, base.Revision.Session) > 0 {
			out = append(out, s.ID)
		}
	}
	slices.SortFunc(out, d.Registry.CompareSessions)
	return out
}

// check reads the symbol and refuses what no conference could place.
func (d Desk) check(base tracker.Text, o *Offer) (tracker.Symbol, error) {
	o.Symbol = strings.TrimSpace(o.Symbol)
	symbol, ok := tracker.ParseSymbol(o.Symbol)
	if !ok {
		return symbol, fault("symbol", fmt.Sprintf("%q: want a symbol such as EUR/44A7/1", o.Symbol))
	}
	o.Symbol, _, _ = strings.Cut(o.Symbol, "#")
	if session, err := d.Conference(base, o.Session); err != nil {
		return symbol, err
	} else if session.ID == "" {
		return symbol, fault("session", "no conference was chosen")
	}
	authors := slices.Clone(symbol.Authors)
	for _, code := range o.Authors {
		if code = strings.ToUpper(strings.TrimSpace(code)); code != "" && !slices.Contains(authors, code) {
			authors = append(authors, code)
		}
	}
	for _, code := range authors {
		if _, known := d.Registry.Proposer(code); !known {
			return symbol, fault("author", fmt.Sprintf("%q: no proposer has this code", code))
		}
	}
	o.Authors, o.Reasons, o.Gone = authors, paragraphs(o.Reasons), paragraphs(o.Gone)
	if utf8.RuneCountInString(strings.Join(slices.Concat(o.Reasons, o.Gone), "")) > maxReasons {
		return symbol, fault("reasons", fmt.Sprintf("at most %d characters", maxReasons))
	}
	if _, is := tracker.ControlIn(strings.Join(slices.Concat(o.Reasons, o.Gone), "")); is {
		return symbol, fault("reasons", "a control character is not for reading")
	}
	return symbol, nil
}

// paragraphs are the lines that say something.
func paragraphs(said []string) []string {
	out := []string{}
	for line := range strings.SplitSeq(strings.Join(said, "\n"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func fault(place, problem string) error {
	return tracker.Fault{Place: place, Rule: "propose", Problem: problem}
}

// proposals are what an offer makes of a merger.
func proposals(m tracker.Merger, draft Draft, texts []tracker.Text, o Offer, symbol tracker.Symbol) []tracker.Proposal {
	var out []tracker.Proposal
	for i, t := range texts {
		p := tracker.Proposal{
			Session: o.Session, Symbol: symbol.String(), Action: tracker.Suppress, Authors: o.Authors,
			Target: t.Instrument, Base: t.Revision, Fates: []tracker.Fate{},
		}
		symbol.Number++
		said := tracker.ProposalTexts{Lang: t.Lang, Title: t.Title, Reasons: o.Gone, Merger: m.ID}
		if i == 0 {
			p.Action, said.Title, said.Reasons = tracker.Modify, draft.Text.Title, o.Reasons
			said.Before, said.After = &texts[0], &draft.Text
		}
		p.Texts = []tracker.ProposalTexts{said}
		out = append(out, p)
	}
	return out
}

// stands tells what stands in the way of proposals, or that the record has them
// already.
func (d Desk) stands(m tracker.Merger, texts []tracker.Text, made []tracker.Proposal, session string) (already bool, err error) {
	held := 0
	for _, p := range made {
		there, err := d.Store.Proposal(p.Session, p.Symbol)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return false, err
		case !same(there, p):
			return false, &TakenError{Held: there, Ours: p}
		default:
			held++
		}
	}
	if held == len(made) {
		return true, nil
	}
	for _, t := range texts {
		if err := d.current(m, t, session); err != nil {
			return false, err
		}
	}
	return false, nil
}

// same reports whether the record holds a proposal as it would be made now,
// whatever became of it since.
func same(held, made tracker.Proposal) bool {
	held.Fates, held.Sequence = made.Fates, made.Sequence
	for i := range held.Texts {
		held.Texts[i].Sequence, held.Texts[i].Received = 0, time.Time{}
	}
	a, errA := json.Marshal(held)
	b, errB := json.Marshal(made)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// Stale tells which texts of a merger are not what its conference would find, or
// where none was chosen, not the latest that are held.
func (d Desk) Stale(m tracker.Merger, texts []tracker.Text) ([]*StaleError, error) {
	var out []*StaleError
	for _, t := range texts {
		err := d.current(m, t, m.Session)
		if stale, is := errors.AsType[*StaleError](err); is {
			out = append(out, stale)
		} else if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// current is a StaleError where a text is not what the conference would find.
func (d Desk) current(m tracker.Merger, t tracker.Text, session string) error {
	record, err := d.Store.Instrument(t.Instrument)
	if err != nil {
		return err
	}
	if record.Standing == tracker.Abrogated {
		return &StaleError{Base: t.Revision}
	}
	stale := &StaleError{Base: t.Revision}
	for _, r := range record.Revisions { // oldest first
		if session == "" || d.Registry.CompareSessions(r.Session, session) < 0 {
			stale.InForce = r.Revision
		}
	}
	if stale.InForce != t.Revision {
		return stale
	}
	for _, c := range m.Choices {
		if c.Address.In(t.Lang) != t.Revision.In(t.Lang) {
			continue
		}
		i := slices.IndexFunc(t.Provisions, func(p tracker.Provision) bool { return p.Address == plain(c.Address) })
		if i < 0 || tracker.Fingerprint(t.Provisions[i].Text) != c.Fingerprint {
			stale.Changed = c.Address
			return stale
		}
	}
	return nil
}

// append writes the proposals as one entry. Its subjects are the proposals, what
// they are about, and the merger.
func (d Desk) append(ctx context.Context, who tracker.Actor, expect uint64, m tracker.Merger, made []tracker.Proposal) error {
	raw, err := json.Marshal(store.Contribution{Files: []store.File{}, Proposals: made})
	if err != nil {
		return err
	}
	var subjects []string
	if m.ID != "" { // it is kept on the workbench
		subjects = append(subjects, store.MergerSubject(m.ID))
	}
	for _, p := range made {
		subjects = append(subjects, store.ProposalSubject(p.Session, p.Symbol), p.Target.String())
	}
	id := fmt.Sprintf("propose/%d/%x", expect, sha256.Sum256(append(raw, who.Name...)))
	_, err = d.Store.Append(ctx, id, expect, store.Entry{
		Time: d.Clock(), Actor: who.Name, Kind: store.ContributionKind, Subjects: subjects, Payload: raw,
	})
	return err
}
