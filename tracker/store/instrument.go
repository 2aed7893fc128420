package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// Known gives what was read of addr's instrument, as it was read.
func (s *Store) Known(addr tracker.Address) (known tracker.Known, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		known, err = readKnown(tx, addr)
		return err
	})
	return known, err
}

// Instrument gives all that is known of addr's instrument, weighed.
func (s *Store) Instrument(addr tracker.Address) (tracker.InstrumentRecord, error) {
	known, err := s.Known(addr)
	if err != nil {
		return tracker.InstrumentRecord{}, err
	}
	return s.registry.Record(known), nil
}

// Instruments gives all that is known of every instrument, held or only in the
// catalogue, by body, kind (decisions first, as in Final Acts) and number (2
// before 10).
func (s *Store) Instruments() iter.Seq2[tracker.InstrumentRecord, error] {
	return func(yield func(tracker.InstrumentRecord, error) bool) {
		for value, err := range s.scan(instrumentsBucket, nil) {
			var known tracker.Known
			if err == nil {
				err = json.Unmarshal(value.value, &known)
			}
			if err != nil {
				yield(tracker.InstrumentRecord{}, err)
				return
			}
			if !yield(s.registry.Record(known), nil) {
				return
			}
		}
	}
}

func readKnown(tx *bolt.Tx, addr tracker.Address) (known tracker.Known, err error) {
	value := tx.Bucket(instrumentsBucket).Get(instrumentKey(addr))
	if value == nil {
		return known, fmt.Errorf("%s: %w", addr.Instrument(), ErrNotFound)
	}
	if err := json.Unmarshal(value, &known); err != nil {
		return known, fmt.Errorf("%w: %s: %w", ErrDamaged, addr.Instrument(), err)
	}
	return known, nil
}

// A Reference is a provision that cites an instrument.
type Reference struct {
	From   tracker.Address `json:"from"`   // revision and provision
	Target tracker.Address `json:"target"` // as exact as the citation is
	Langs  []tracker.Lang  `json:"langs"`  // the texts in which it stands
	Doubt  string          `json:"doubt,omitempty"`
}

// CitedBy gives the provisions that cite addr, in the order of instruments: to
// its instrument, or to the revision or the provision that addr names.
func (s *Store) CitedBy(addr tracker.Address) iter.Seq2[Reference, error] {
	return func(yield func(Reference, error) bool) {
		var references []Reference
		for row, err := range s.scan(citedBucket, []byte(addr.Instrument().String()+" ")) {
			if err != nil {
				yield(Reference{}, err)
				return
			}
			r, err := readReference(row)
			if err != nil {
				yield(Reference{}, fmt.Errorf("%w: %w", ErrDamaged, err))
				return
			}
			if addr.Session != "" && addr.Session != r.Target.Session ||
				addr.Provision != "" && addr.Provision != r.Target.Provision {
				continue
			}
			if n := len(references); n > 0 && references[n-1].From == r.From && references[n-1].Target == r.Target {
				references[n-1].Langs = append(references[n-1].Langs, r.Langs...)
				references[n-1].Doubt = cmp.Or(references[n-1].Doubt, r.Doubt)
				continue
			}
			references = append(references, r)
		}
		order := map[tracker.Address]string{}
		for _, r := range references {
			if order[r.From] == "" {
				order[r.From] = string(instrumentKey(r.From)) + " " + s.registry.SessionOrder(r.From.Session) + " " + natural(r.From.Provision)
			}
		}
		slices.SortStableFunc(references, func(a, b Reference) int { return strings.Compare(order[a.From], order[b.From]) })
		for _, r := range references {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func readReference(r row) (Reference, error) {
	parts := strings.Split(string(r.key), " ")
	if len(parts) != 4 {
		return Reference{}, fmt.Errorf("cited key %q: want four parts", r.key)
	}
	from, err := tracker.ParseAddress(parts[1])
	if err != nil {
		return Reference{}, err
	}
	target, err := tracker.ParseAddress(parts[2])
	return Reference{From: from, Target: target, Langs: []tracker.Lang{tracker.Lang(parts[3])}, Doubt: string(r.value)}, err
}

// Receipt gives the receipt of the import that is entry sequence.
func (s *Store) Receipt(sequence uint64) (receipt tracker.Receipt, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		value := tx.Bucket(receiptsBucket).Get(number(sequence))
		if value == nil {
			return fmt.Errorf("receipt %d: %w", sequence, ErrNotFound)
		}
		return json.Unmarshal(value, &receipt)
	})
	return receipt, err
}

// Receipts gives the receipts of all imports, the oldest first.
func (s *Store) Receipts() iter.Seq2[tracker.Receipt, error] {
	return func(yield func(tracker.Receipt, error) bool) {
		for row, err := range s.scan(receiptsBucket, nil) {
			var receipt tracker.Receipt
			if err == nil {
				err = json.Unmarshal(row.value, &receipt)
			}
			if !yield(receipt, err) || err != nil {
				return
			}
		}
	}
}
