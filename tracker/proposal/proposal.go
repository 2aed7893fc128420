// Package proposal says what proposals would change and what became of them. It
// takes proposals from tracker/store and compares them by tracker/redline: with
// what was in force when their conference met, and with what it adopted.
//
// What a person recorded is the fate of a proposal. What [Desk.Suggest] reads
// from the adopted texts is a suggestion with its evidence, is never stored, and
// is shown as extracted.
//
// # Caveats
//
// What was in force is the last revision before the conference that the record
// knows. Texts are compared in one language, the first that both are held in.
package proposal

import (
	"errors"
	"fmt"
	"slices"

	"concord/tracker"
	"concord/tracker/redline"
	"concord/tracker/store"
)

// A Desk answers about the proposals of a record. It keeps what it has compared,
// so one is for one answer and one goroutine.
type Desk struct {
	Store    *store.Store
	Registry *tracker.Registry

	shares map[string]*share // by subject of the proposal
	met    map[string]int    // texts held of each session
	first  map[string][]tracker.Address
}

// A Weighed proposal is held against what was in force.
type Weighed struct {
	Lang tracker.Lang `json:"lang"`
	// InForce is the revision that stood when the conference met, zero where the
	// record knows none; Held says whether its text is there in this language.
	InForce tracker.Address `json:"in_force"`
	Held    bool            `json:"held"`
	// Base is the text that the redline starts from: the proposal's own, as its
	// tracked changes have it, else the record's; nil where there is neither.
	Base *tracker.Text `json:"-"`
	Own  bool          `json:"own_base"`
	// Older is true where the proposal says that it starts from another revision
	// than the one in force.
	Older bool `json:"older_base"`
	// Stale is what is in force compared with the proposal's own base, from base
	// to in force; nil where they are the same but for typing, or one is missing.
	Stale *redline.Redline `json:"stale,omitempty"`
	// Redline is what the proposal would change; nil where no text came with it.
	Redline *redline.Redline `json:"redline,omitempty"`
}

// Weigh compares a proposal, in the first of langs that it is held in, with its
// base and with what was in force.
func (d *Desk) Weigh(p tracker.Proposal, langs ...tracker.Lang) (Weighed, error) {
	text, ok := p.In(langs...)
	if !ok {
		return Weighed{}, fmt.Errorf("proposal %s: %w", p.Symbol, store.ErrNotFound)
	}
	w := Weighed{Lang: text.Lang}
	var standing *tracker.Text
	if !p.Target.IsZero() && p.Target.Number != "" {
		var err error
		if w.InForce, err = d.inForce(p); err != nil {
			return w, err
		}
		if standing, err = d.held(w.InForce, text.Lang); err != nil {
			return w, err
		}
	}
	w.Held = standing != nil
	w.Older = !p.Base.IsZero() && !w.InForce.IsZero() && p.Base.Session != w.InForce.Session
	switch {
	case text.Before != nil:
		w.Base, w.Own = text.Before, true
		if standing != nil {
			if r := redline.Compare(w.Base.Provisions, standing.Provisions, text.Lang); differs(r) {
				w.Stale = &r
			}
		}
	case w.Older:
		base, err := d.held(p.Base, text.Lang)
		if err != nil {
			return w, err
		}
		if w.Base = base; base == nil {
			w.Base = standing
		}
	default:
		w.Base = standing
	}
	if text.After == nil {
		return w, nil
	}
	var before []tracker.Provision
	if w.Base != nil {
		before = w.Base.Provisions
	} else if p.Action != tracker.Add {
		return w, nil // without a base every word would pass for new
	}
	r := redline.Compare(before, text.After.Provisions, text.Lang)
	w.Redline = &r
	return w, nil
}

// differs reports whether a redline holds more than differences of typing.
func differs(r redline.Redline) bool {
	return r.Summary[redline.Unchanged]+r.Summary[redline.Cosmetic] < len(r.Changes) || len(r.Sections) > 0
}

// inForce is the last revision, before the conference, of what p is about.
func (d *Desk) inForce(p tracker.Proposal) (at tracker.Address, err error) {
	record, err := d.Store.Instrument(p.Target)
	if errors.Is(err, store.ErrNotFound) {
		return at, nil
	}
	for _, r := range record.Revisions {
		if d.Registry.CompareSessions(r.Session, p.Session) < 0 {
			at = r.Revision
		}
	}
	return at, err
}

// held is the text of a revision in a language, or nil.
func (d *Desk) held(revision tracker.Address, lang tracker.Lang) (*tracker.Text, error) {
	if revision.IsZero() || revision.Session == "" {
		return nil, nil
	}
	text, err := d.Store.Text(revision.In(lang))
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &text, err
}

// A Filter chooses proposals; what is empty does not ask.
type Filter struct {
	Session    string
	Symbol     string
	Instrument tracker.Address
	Author     string // a code
	Action     tracker.Action
	Fate       string
	Lang       tracker.Lang // held in it
}

// List gives the proposals that a filter chooses, the latest conference first,
// then by author and number. They come without their texts.
func (d *Desk) List(f Filter) ([]tracker.Proposal, error) {
	list := []tracker.Proposal{}
	for p, err := range d.Store.Proposals(f.Session) {
		if err != nil {
			return nil, err
		}
		if f.has(p) {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b tracker.Proposal) int { return d.Registry.CompareSessions(b.Session, a.Session) })
	return list, nil
}

// ErrFilter says that a filter asks for what there is not.
var ErrFilter = errors.New("no proposal can be so")

// Listing is List with what became of each proposal.
func (d *Desk) Listing(f Filter) ([]Line, error) {
	list, err := d.List(f)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		if err := d.Doubt(f); err != nil {
			return nil, err
		}
	}
	return d.Lines(list)
}

// Doubt says what of a filter that chose nothing is in no list, and nowhere in the
// record either.
func (d *Desk) Doubt(f Filter) error {
	if _, err := d.Registry.FateNamed(f.Fate); f.Fate != "" && err != nil {
		return fmt.Errorf("%w: %w", ErrFilter, err)
	}
	if f.Action != "" && !slices.Contains(tracker.Actions[:], f.Action) {
		return fmt.Errorf("action %q: %w; want ADD, MOD, SUP or NOC", f.Action, ErrFilter)
	}
	for _, at := range []struct {
		name, value string
		listed      bool
		only        Filter
	}{
		{"conference", f.Session, is(d.Registry.Session(f.Session)), Filter{Session: f.Session}},
		{"author", f.Author, is(d.Registry.Proposer(f.Author)), Filter{Author: f.Author}},
	} {
		if at.value == "" || at.listed {
			continue
		}
		list, err := d.List(at.only)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return fmt.Errorf("%s %q: %w; examples are pp-22 of a conference, EUR or MEX of an author", at.name, at.value, ErrFilter)
		}
	}
	if f.Instrument.IsZero() {
		return nil
	}
	if _, err := d.Store.Instrument(f.Instrument); err != nil { // a text that only proposals name is listed
		return err
	}
	return nil
}

func is[T any](_ T, known bool) bool { return known }

func (f Filter) has(p tracker.Proposal) bool {
	return (f.Symbol == "" || p.Symbol == f.Symbol) &&
		(f.Instrument.IsZero() || p.Target.Instrument() == f.Instrument.Instrument()) &&
		(f.Author == "" || slices.Contains(p.Authors, f.Author)) &&
		(f.Action == "" || p.Action == f.Action) &&
		(f.Fate == "" || p.Fate() == f.Fate) &&
		(f.Lang == "" || slices.ContainsFunc(p.Texts, func(t tracker.ProposalTexts) bool { return t.Lang == f.Lang }))
}

// A Line is a proposal in a list: what a person recorded of it, or else what the
// conference's texts suggest.
type Line struct {
	tracker.Proposal
	Fate      string      `json:"fate"`
	Suggested *Suggestion `json:"suggested,omitempty"`
}

// Line is p as a list gives it.
func (d *Desk) Line(p tracker.Proposal) (line Line, err error) {
	line = Line{Proposal: p, Fate: p.Fate()}
	if line.Fate == tracker.Pending {
		line.Suggested, err = d.Suggest(p)
	}
	return line, err
}

// Lines is a list of lines.
func (d *Desk) Lines(list []tracker.Proposal) ([]Line, error) {
	lines := make([]Line, len(list))
	for i, p := range list {
		var err error
		if lines[i], err = d.Line(p); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// Find gives the proposal with this symbol. A symbol is its own within one
// conference only: without a session it is the latest conference's, and others
// lists the conferences that have one of that name too.
func (d *Desk) Find(session, symbol string) (p tracker.Proposal, others []string, err error) {
	list, err := d.List(Filter{Symbol: symbol})
	if err != nil {
		return p, nil, err
	}
	for _, one := range list {
		if session == "" {
			session = one.Session
		}
		if one.Session != session {
			others = append(others, one.Session)
		}
	}
	p, err = d.Store.Proposal(session, symbol)
	return p, others, err
}
