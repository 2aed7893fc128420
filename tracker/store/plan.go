package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// A Plan is the payload of an entry about the implementation of mandates: what
// was done about them, what a person says they ask for, and what they serve.
// One entry is one act of one person, however many mandates it is about.
type Plan struct {
	Statuses    []tracker.Status     `json:"statuses,omitempty"`
	Corrections []tracker.Correction `json:"corrections,omitempty"`
	Links       []tracker.Link       `json:"links,omitempty"`
}

// Plan decodes the payload of an entry of kind plan.
func (e Entry) Plan() (Plan, error) {
	var p Plan
	return p, e.decode(PlanKind, &p)
}

// Subjects are the instruments that a plan is about, once each.
func (p Plan) Subjects() []string {
	var subjects []string
	for _, s := range p.Statuses {
		subjects = append(subjects, s.Address.Instrument().String())
	}
	for _, c := range p.Corrections {
		subjects = append(subjects, c.Address.Instrument().String())
	}
	for _, l := range p.Links {
		subjects = append(subjects, l.Address.Instrument().String())
	}
	slices.Sort(subjects)
	return slices.Compact(subjects)
}

// applyPlan keeps every record under its instrument, in the order of writing.
func applyPlan(tx *bolt.Tx, e Entry) error {
	payload, err := e.Plan()
	if err != nil {
		return err
	}
	by := tracker.Written{Sequence: e.Sequence, Time: e.Time, Actor: e.Actor}
	for i, s := range payload.Statuses {
		if err := putJSON(tx.Bucket(statusesBucket), planKey(s.Address, e.Sequence, i), tracker.StatusRecord{Status: s, Written: by}); err != nil {
			return err
		}
	}
	for i, c := range payload.Corrections {
		if err := putJSON(tx.Bucket(correctionsBucket), planKey(c.Address, e.Sequence, i), tracker.CorrectionRecord{Correction: c, Written: by}); err != nil {
			return err
		}
	}
	for i, l := range payload.Links {
		if err := putJSON(tx.Bucket(linksBucket), planKey(l.Address, e.Sequence, i), tracker.LinkRecord{Link: l, Written: by}); err != nil {
			return err
		}
	}
	return nil
}

// planKey sorts the records of an instrument as they were written.
func planKey(a tracker.Address, sequence uint64, i int) []byte {
	key := append([]byte(a.Instrument().String()+" "), number(sequence)...)
	return binary.BigEndian.AppendUint32(key, uint32(i))
}

// Statuses gives what was written about addr's instrument, the oldest first; of
// every instrument where addr is zero. Internal notes are among it: see
// tracker/implementation for who may read them.
func (s *Store) Statuses(addr tracker.Address) iter.Seq2[tracker.StatusRecord, error] {
	return planRecords[tracker.StatusRecord](s, statusesBucket, addr)
}

// Corrections gives what persons said of extracted fields, as Statuses does.
func (s *Store) Corrections(addr tracker.Address) iter.Seq2[tracker.CorrectionRecord, error] {
	return planRecords[tracker.CorrectionRecord](s, correctionsBucket, addr)
}

// Links gives what was tied to the strategic framework, as Statuses does.
func (s *Store) Links(addr tracker.Address) iter.Seq2[tracker.LinkRecord, error] {
	return planRecords[tracker.LinkRecord](s, linksBucket, addr)
}

func planRecords[T any](s *Store, bucket []byte, addr tracker.Address) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var prefix []byte
		if !addr.IsZero() {
			prefix = []byte(addr.Instrument().String() + " ")
		}
		for row, err := range s.scan(bucket, prefix) {
			var record T
			if err == nil {
				if err = json.Unmarshal(row.value, &record); err != nil {
					err = fmt.Errorf("%w: %q: %w", ErrDamaged, row.key, err)
				}
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// Touched is the last entry about a subject, 0 where there is none.
func (s *Store) Touched(subject string) (sequence uint64, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		if n := tx.Bucket(subjectsBucket).Get([]byte(subject)); n != nil {
			sequence = binary.BigEndian.Uint64(n)
		}
		return nil
	})
	return sequence, err
}
