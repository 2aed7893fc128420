package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// The kinds of entries about proposals.
const (
	ContributionKind Kind = "contribution" // payload: Contribution
	FateKind         Kind = "fate"         // payload: FateEntry
)

// A Contribution is the payload of an entry that took in one file of
// proposals, or a library of several. A proposal has the texts that the file
// brought; what is said of it as a whole is what the record shall have. What
// was made here, on the workbench, came with no file and has no receipt.
type Contribution struct {
	Files     []File             `json:"files"`
	Receipt   tracker.Receipt    `json:"receipt"` // its Sequence is 0: the entry has it
	Proposals []tracker.Proposal `json:"proposals"`
}

// A FateEntry is the payload of an entry in which a person recorded what became
// of a proposal.
type FateEntry struct {
	Session string `json:"session"`
	Symbol  string `json:"symbol"`
	Fate    string `json:"fate"`
	Note    string `json:"note,omitempty"`
}

// Contribution decodes the payload of an entry of kind contribution.
func (e Entry) Contribution() (Contribution, error) {
	var p Contribution
	return p, e.decode(ContributionKind, &p)
}

// Fate decodes the payload of an entry of kind fate.
func (e Entry) Fate() (FateEntry, error) {
	var p FateEntry
	return p, e.decode(FateKind, &p)
}

// ProposalSubject is the subject of entries about a proposal, beside its
// instrument: a symbol is its own within one conference only.
func ProposalSubject(session, symbol string) string { return "proposal " + session + " " + symbol }

func (p *packer) applyContribution(tx *bolt.Tx, sequence uint64, received time.Time, payload Contribution) error {
	if err := putFiles(tx, sequence, payload.Files); err != nil {
		return err
	}
	for _, proposal := range payload.Proposals {
		if err := p.putProposal(tx, sequence, received, proposal); err != nil {
			return fmt.Errorf("proposal %s: %w", proposal.Symbol, err)
		}
	}
	if len(payload.Files) == 0 {
		return nil
	}
	payload.Receipt.Sequence, payload.Receipt.Received = sequence, received
	return putJSON(tx.Bucket(receiptsBucket), number(sequence), payload.Receipt)
}

// putProposal stores a proposal: its languages join those held, its fates stay.
func (p *packer) putProposal(tx *bolt.Tx, sequence uint64, received time.Time, proposal tracker.Proposal) error {
	if proposal.Session == "" || proposal.Symbol == "" {
		return errors.New("a proposal is kept by conference and symbol")
	}
	key := proposalKey(proposal.Session, proposal.Symbol)
	held, err := readProposal(tx, proposal.Session, proposal.Symbol)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	texts := held.Texts
	for _, text := range proposal.Texts {
		if !text.Lang.Valid() {
			return fmt.Errorf("unknown language %q", text.Lang)
		}
		text.Sequence, text.Received = sequence, received
		plain, err := json.Marshal(text)
		if err != nil {
			return err
		}
		packed, err := p.pack(number(sequence), plain)
		if err != nil {
			return err
		}
		if err := tx.Bucket(proposedBucket).Put(proposedKey(key, text.Lang), packed); err != nil {
			return err
		}
		text.Before, text.After = nil, nil
		texts = slices.DeleteFunc(texts, func(t tracker.ProposalTexts) bool { return t.Lang == text.Lang })
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b tracker.ProposalTexts) int {
		return slices.Index(tracker.Langs[:], a.Lang) - slices.Index(tracker.Langs[:], b.Lang)
	})
	proposal.Texts, proposal.Fates, proposal.Sequence = texts, held.Fates, sequence
	if proposal.Fates == nil {
		proposal.Fates = []tracker.Fate{}
	}
	return putJSON(tx.Bucket(proposalsBucket), key, proposal)
}

func applyFate(tx *bolt.Tx, e Entry) error {
	payload, err := e.Fate()
	if err != nil {
		return err
	}
	proposal, err := readProposal(tx, payload.Session, payload.Symbol)
	if err != nil {
		return err
	}
	proposal.Fates = append(proposal.Fates, tracker.Fate{
		Fate: payload.Fate, Note: payload.Note, Actor: e.Actor, Time: e.Time, Sequence: e.Sequence,
	})
	proposal.Sequence = e.Sequence
	return putJSON(tx.Bucket(proposalsBucket), proposalKey(payload.Session, payload.Symbol), proposal)
}

func readProposal(tx *bolt.Tx, session, symbol string) (proposal tracker.Proposal, err error) {
	value := tx.Bucket(proposalsBucket).Get(proposalKey(session, symbol))
	if value == nil {
		return proposal, fmt.Errorf("proposal %s: %w", strings.TrimSpace(symbol+" "+session), ErrNotFound)
	}
	if err := json.Unmarshal(value, &proposal); err != nil {
		return proposal, fmt.Errorf("%w: proposal %s: %w", ErrDamaged, symbol, err)
	}
	return proposal, nil
}

// Proposal gives a proposal with all its texts.
func (s *Store) Proposal(session, symbol string) (proposal tracker.Proposal, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		if proposal, err = readProposal(tx, session, symbol); err != nil {
			return err
		}
		key := proposalKey(session, symbol)
		for i, text := range proposal.Texts {
			value := tx.Bucket(proposedBucket).Get(proposedKey(key, text.Lang))
			if len(value) < 8 {
				return fmt.Errorf("%w: proposal %s: its text in %s is missing", ErrDamaged, symbol, text.Lang)
			}
			plain, err := unpack(value[8:])
			if err != nil {
				return fmt.Errorf("%w: proposal %s: %w", ErrDamaged, symbol, err)
			}
			if err := json.Unmarshal(plain, &proposal.Texts[i]); err != nil {
				return fmt.Errorf("%w: proposal %s: %w", ErrDamaged, symbol, err)
			}
		}
		return nil
	})
	return proposal, err
}

// Proposals gives the proposals to a conference, or to all where session is
// empty, by author and number. They come without Before and After: see
// [Store.Proposal].
func (s *Store) Proposals(session string) iter.Seq2[tracker.Proposal, error] {
	return func(yield func(tracker.Proposal, error) bool) {
		var prefix []byte
		if session != "" {
			prefix = []byte(session + " ")
		}
		for row, err := range s.scan(proposalsBucket, prefix) {
			var proposal tracker.Proposal
			if err == nil {
				err = json.Unmarshal(row.value, &proposal)
			}
			if !yield(proposal, err) || err != nil {
				return
			}
		}
	}
}
