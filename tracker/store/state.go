package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// apply makes the state of one entry. It reads nothing but the entry and the
// state that the entries before it made, so that a replay ends in the same.
func (p *packer) apply(tx *bolt.Tx, e Entry) error {
	for _, subject := range e.Subjects {
		if err := tx.Bucket(subjectsBucket).Put([]byte(subject), number(e.Sequence)); err != nil {
			return fmt.Errorf("subject %q: %w", subject, err)
		}
	}
	switch e.Kind {
	case ImportKind:
		payload, err := e.Import()
		if err != nil {
			return err
		}
		return p.applyImport(tx, e.Sequence, e.Time, payload)
	case PlanKind:
		return applyPlan(tx, e)
	case ContributionKind:
		payload, err := e.Contribution()
		if err != nil {
			return err
		}
		return p.applyContribution(tx, e.Sequence, e.Time, payload)
	case FateKind:
		return applyFate(tx, e)
	case CatalogueKind:
		payload, err := e.Catalogue()
		if err != nil {
			return err
		}
		for _, row := range payload.Rows {
			if err := learn(tx, row.Instrument, func(k *tracker.Known) { k.Catalogue = &row }); err != nil {
				return err
			}
		}
	case ReviewKind, LookedKind, MergerKind:
		return applyReview(tx, e)
	}
	return nil
}

func (p *packer) applyImport(tx *bolt.Tx, sequence uint64, received time.Time, payload Import) error {
	if err := putFiles(tx, sequence, payload.Files); err != nil {
		return err
	}
	for _, text := range payload.Texts {
		if err := p.putText(tx, sequence, text); err != nil {
			return fmt.Errorf("%s: %w", text.Revision.In(text.Lang), err)
		}
	}
	for _, a := range payload.Abrogated {
		err := learn(tx, a.Instrument, func(k *tracker.Known) {
			k.Abrogations = slices.DeleteFunc(k.Abrogations, func(old tracker.Abrogation) bool { return old.Session == a.Session })
			k.Abrogations = append(k.Abrogations, a)
		})
		if err != nil {
			return err
		}
	}
	payload.Receipt.Sequence, payload.Receipt.Received = sequence, received
	return putJSON(tx.Bucket(receiptsBucket), number(sequence), payload.Receipt)
}

func putFiles(tx *bolt.Tx, sequence uint64, files []File) error {
	for _, file := range files {
		if tx.Bucket(filesBucket).Get([]byte(file.Hash)) != nil {
			continue // the name under which it first came
		}
		file.Sequence = sequence
		if err := putJSON(tx.Bucket(filesBucket), []byte(file.Hash), file); err != nil {
			return err
		}
	}
	return nil
}

// putText stores a text in the place of the one read before, if any.
func (p *packer) putText(tx *bolt.Tx, sequence uint64, text tracker.Text) error {
	if err := Storable(text); err != nil {
		return err
	}
	address := text.Revision.In(text.Lang)
	texts, cited := tx.Bucket(textsBucket), tx.Bucket(citedBucket)
	if value := texts.Get(textKey(address)); value != nil {
		old, _, err := unpackText(value)
		if err != nil {
			return err
		}
		for key := range citations(old) {
			if err := cited.Delete(key); err != nil {
				return err
			}
		}
	}
	plain, err := json.Marshal(text)
	if err != nil {
		return err
	}
	value, err := p.pack(number(sequence), plain)
	if err != nil {
		return err
	}
	if err := texts.Put(textKey(address), value); err != nil {
		return err
	}
	for key, doubt := range citations(text) {
		if err := cited.Put(key, []byte(doubt)); err != nil {
			return err
		}
	}
	return learn(tx, text.Revision, func(k *tracker.Known) {
		if k.Held == nil {
			k.Held = map[string]map[tracker.Lang]string{}
		}
		if k.Held[text.Revision.Session] == nil {
			k.Held[text.Revision.Session] = map[tracker.Lang]string{}
		}
		k.Held[text.Revision.Session][text.Lang] = text.Title
	})
}

// Storable says what keeps a text from being addressed, and so from being stored.
func Storable(text tracker.Text) error {
	a := text.Revision
	switch {
	case a.Session == "" || a.Number == "":
		return fmt.Errorf("a text is kept by instrument and session")
	case !text.Lang.Valid():
		return fmt.Errorf("unknown language %q", text.Lang)
	case a.Instrument() != text.Instrument:
		return fmt.Errorf("its instrument is given as %s", text.Instrument)
	}
	_, err := tracker.ParseAddress(a.In(text.Lang).String())
	return err
}

// citations gives the cited keys of a text with their doubts. A target that is
// no address, such as a document, is left out.
func citations(text tracker.Text) func(yield func([]byte, string) bool) {
	return func(yield func([]byte, string) bool) {
		for _, p := range text.Provisions {
			for _, c := range p.Citations {
				target, err := tracker.ParseAddress(c.Target)
				if err != nil || strings.HasPrefix(c.Target, "doc:") {
					continue
				}
				if !yield(citedKey(target, p.Address, text.Lang), c.Doubt) {
					return
				}
			}
		}
	}
}

// learn changes what is known of an instrument.
func learn(tx *bolt.Tx, a tracker.Address, change func(*tracker.Known)) error {
	k := tracker.Known{Instrument: a.Instrument()}
	if a.Body == "" {
		return fmt.Errorf("an instrument without a body")
	}
	bucket, key := tx.Bucket(instrumentsBucket), instrumentKey(a)
	if value := bucket.Get(key); value != nil {
		if err := json.Unmarshal(value, &k); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	change(&k)
	return putJSON(bucket, key, k)
}

func putJSON(b *bolt.Bucket, key []byte, value any) error {
	plain, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return b.Put(bytes.Clone(key), plain)
}

// Rebuild drops the state and replays the journal, in one transaction: a crash
// leaves the old state.
func (s *Store) Rebuild() error {
	return s.update(func(tx *bolt.Tx) error {
		if err := emptyState(tx); err != nil {
			return err
		}
		return s.packer.replay(tx, tx)
	})
}

// replay makes in one transaction the state of the journal in another.
func (p *packer) replay(from, to *bolt.Tx) error {
	journal := from.Bucket(journalBucket).Cursor()
	for key, value := journal.First(); key != nil; key, value = journal.Next() {
		e, err := unseal(value)
		if err != nil {
			return fmt.Errorf("entry %x: %w", key, err)
		}
		if err := p.apply(to, e); err != nil {
			return fmt.Errorf("entry %d: %w", e.Sequence, err)
		}
	}
	return nil
}
