package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"concord/tracker"
	"concord/tracker/store"
)

// An offer is what contributions would change among the proposals of the record.
type offer struct {
	record    *store.Store
	receipt   tracker.Receipt
	proposals []tracker.Proposal // to be written, each with the languages that are new
	heads     map[string]tracker.Proposal
}

// propose stores what is new in contributions as one entry. If another writer
// touches one of the proposals or their instruments meanwhile, it compares again.
func (in *Intake) propose(ctx context.Context, id string, file store.File, readings []reading) (tracker.Receipt, error) {
	kept := false
	for {
		expect := in.Store.Last()
		o, err := in.compareProposals(file, readings)
		if err != nil || len(o.proposals) == 0 {
			return o.receipt, err
		}
		if !kept {
			if err := in.keep(readings); err != nil {
				return tracker.Receipt{}, err
			}
			kept = true
		}
		entry, err := o.entry(readings)
		if err != nil {
			return tracker.Receipt{}, err
		}
		entry.Time, entry.Actor = in.Clock(), in.Actor
		entry, err = in.Store.Append(ctx, fmt.Sprintf("%s/%d", id, expect), expect, entry)
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		o.receipt.Sequence, o.receipt.Received = entry.Sequence, entry.Time
		return o.receipt, err
	}
}

func (in *Intake) compareProposals(file store.File, readings []reading) (*offer, error) {
	o := &offer{record: in.Store, heads: map[string]tracker.Proposal{}}
	o.receipt = tracker.Receipt{
		File: file.Name, Hash: file.Hash, Format: file.Format, Proposals: []tracker.ReceiptProposal{},
		Texts: []tracker.ReceiptText{}, Abrogated: []tracker.Abrogation{}, Counts: map[string]int{}, Faults: []tracker.Fault{},
	}
	for _, read := range readings {
		where := ""
		if len(readings) > 1 {
			where = read.file.Name
		}
		for _, fault := range slices.Concat(read.result.Faults, read.contribution.Faults) {
			o.fault(where, fault)
		}
		if len(read.contribution.Proposals) == 0 && len(read.result.Faults) == 0 {
			o.fault(where, tracker.Fault{Place: "file", Rule: "proposals",
				Problem: "no line such as “MOD EUR/44A7/1” begins a proposal; nothing was stored"})
		}
		for _, p := range read.contribution.Proposals {
			p.Texts[0].File = read.file.Hash
			if err := o.compare(where, p); err != nil {
				return o, err
			}
		}
	}
	counts := o.receipt.Counts
	counts["texts"], counts["proposals"], counts["faults"] = 0, len(o.receipt.Proposals), len(o.receipt.Faults)
	for _, change := range []tracker.Change{tracker.New, tracker.Revised, tracker.Replaced, tracker.Unchanged} {
		counts[string(change)] = 0
	}
	for _, p := range o.receipt.Proposals {
		counts[string(p.Change)]++
	}
	return o, nil
}

func (o *offer) fault(where string, f tracker.Fault) {
	if where != "" {
		f.Place = where + ": " + f.Place
	}
	o.receipt.Faults = append(o.receipt.Faults, f)
}

// compare holds one proposal in one language against the record, and against
// what earlier files of the same entry made of it.
func (o *offer) compare(where string, p tracker.Proposal) error {
	if p.Session == "" {
		o.fault(where, tracker.Fault{Place: "proposal " + p.Symbol, Rule: "session",
			Problem: "nothing says to which conference it is made, so it was not stored; name the conference with --session"})
		return nil
	}
	key, text := store.ProposalSubject(p.Session, p.Symbol), p.Texts[0]
	held, known := o.heads[key]
	if !known {
		var err error
		if held, err = o.record.Proposal(p.Session, p.Symbol); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	head := joined(held, p)
	change := tracker.New
	i := slices.IndexFunc(held.Texts, func(t tracker.ProposalTexts) bool { return t.Lang == text.Lang })
	switch {
	case i >= 0 && sameTexts(held.Texts[i], text) && sameHead(held, head):
		change = tracker.Unchanged
	case i >= 0:
		change = tracker.Replaced
	case held.Symbol != "":
		change = tracker.Revised
	}
	o.receipt.Proposals = append(o.receipt.Proposals, tracker.ReceiptProposal{
		Symbol: p.Symbol, Session: p.Session, Lang: text.Lang, Action: p.Action, Target: head.Target, About: text.About, Title: text.Title, Change: change,
	})
	if change == tracker.Unchanged {
		return nil
	}
	write := head
	write.Texts = []tracker.ProposalTexts{text}
	o.proposals = append(o.proposals, write)
	head.Texts = append(slices.DeleteFunc(slices.Clone(held.Texts), func(t tracker.ProposalTexts) bool { return t.Lang == text.Lang }), text)
	o.heads[key] = head
	return nil
}

// joined is what the record shall say of a proposal as a whole when one language
// of it comes: what another language told and this one does not, stays.
func joined(held, p tracker.Proposal) tracker.Proposal {
	others := slices.ContainsFunc(held.Texts, func(t tracker.ProposalTexts) bool { return t.Lang != p.Texts[0].Lang })
	p.Fates, p.Sequence = nil, 0
	if !others {
		return p
	}
	if p.Target.IsZero() {
		p.Target = held.Target
	}
	if p.Base.IsZero() {
		p.Base = held.Base
	}
	if p.Bracket == "" {
		p.Bracket = held.Bracket
	}
	authors := slices.Clone(held.Authors)
	for _, author := range p.Authors {
		if !slices.Contains(authors, author) {
			authors = append(authors, author)
		}
	}
	p.Authors = authors
	return p
}

func sameHead(a, b tracker.Proposal) bool {
	return a.Action == b.Action && a.Moved == b.Moved && a.Editorial == b.Editorial && a.Target == b.Target &&
		a.Base == b.Base && a.Bracket == b.Bracket && slices.Equal(a.Authors, b.Authors)
}

// sameTexts compares as [equal] does, whichever file and entry the texts are of.
func sameTexts(a, b tracker.ProposalTexts) bool {
	a.File, a.Sequence, a.Received = b.File, b.Sequence, b.Received
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// entry is what the journal gets: its subjects are the proposals and what they
// would change.
func (o *offer) entry(readings []reading) (store.Entry, error) {
	payload := store.Contribution{Files: []store.File{}, Receipt: o.receipt, Proposals: o.proposals}
	for _, read := range readings {
		payload.Files = append(payload.Files, read.file)
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		return store.Entry{}, err
	}
	var subjects []string
	for _, p := range o.proposals {
		subjects = append(subjects, store.ProposalSubject(p.Session, p.Symbol))
		if !p.Target.IsZero() {
			subjects = append(subjects, p.Target.Instrument().String())
		}
	}
	slices.Sort(subjects)
	return store.Entry{Kind: store.ContributionKind, Subjects: slices.Compact(subjects), Payload: raw}, nil
}
