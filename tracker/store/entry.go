package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"concord/tracker"
)

// A Kind says what an entry's payload is. The store keeps entries of kinds that
// it does not know; they change no state but their subjects'.
type Kind string

// The kinds that make state.
const (
	ImportKind    Kind = "import"    // payload: Import
	CatalogueKind Kind = "catalogue" // payload: Catalogue
	PlanKind      Kind = "plan"      // payload: Plan
	ReviewKind    Kind = "review"    // payload: tracker.Review
	LookedKind    Kind = "looked"    // payload: Looked
	MergerKind    Kind = "merger"    // payload: tracker.Merger
)

// Those about proposals are in proposal.go.

// An Entry is one write.
type Entry struct {
	Sequence uint64          `json:"sequence"` // from 1, without gaps
	ID       string          `json:"id"`       // made by the writer: the same id is never written twice
	Time     time.Time       `json:"time"`     // UTC
	Actor    string          `json:"actor"`
	Kind     Kind            `json:"kind"`
	Subjects []string        `json:"subjects,omitempty"` // what it is about: addresses, as a rule of instruments
	Payload  json.RawMessage `json:"payload"`
	Previous string          `json:"previous"`       // hash of the entry before, "" for the first
	Hash     string          `json:"hash,omitempty"` // SHA-256 in hexadecimal of the entry's JSON without this field
}

// An Import is the payload of an entry that took in one file, or a library of
// several.
type Import struct {
	Files     []File               `json:"files"`
	Receipt   tracker.Receipt      `json:"receipt"` // its Sequence is 0: the entry has it
	Texts     []tracker.Text       `json:"texts"`   // those that were new or changed
	Abrogated []tracker.Abrogation `json:"abrogated"`
}

// A Catalogue is the payload of an entry that took in catalogue rows.
type Catalogue struct {
	Rows []tracker.CatalogueRow `json:"rows"`
}

// Import decodes the payload of an entry of kind import.
func (e Entry) Import() (Import, error) {
	var p Import
	return p, e.decode(ImportKind, &p)
}

// Catalogue decodes the payload of an entry of kind catalogue.
func (e Entry) Catalogue() (Catalogue, error) {
	var p Catalogue
	return p, e.decode(CatalogueKind, &p)
}

func (e Entry) decode(kind Kind, payload any) error {
	if e.Kind != kind {
		return fmt.Errorf("entry %d: want kind %q, have %q", e.Sequence, kind, e.Kind)
	}
	if err := json.Unmarshal(e.Payload, payload); err != nil {
		return fmt.Errorf("entry %d: payload: %w", e.Sequence, err)
	}
	return nil
}

// seal gives the bytes that the journal keeps for e, and e with its hash.
func (p *packer) seal(e Entry) ([]byte, Entry, error) {
	e.Hash = ""
	plain, err := json.Marshal(e)
	if err != nil {
		return nil, e, err
	}
	hash := sha256.Sum256(plain)
	e.Hash = hex.EncodeToString(hash[:])
	packed, err := p.pack(hash[:], plain)
	return packed, e, err
}

// unseal reads what seal wrote, and checks the hash.
func unseal(value []byte) (Entry, error) {
	var e Entry
	if len(value) < hashSize {
		return e, errors.New("shorter than its hash")
	}
	plain, err := unpack(value[hashSize:])
	if err != nil {
		return e, err
	}
	if hash := sha256.Sum256(plain); !bytes.Equal(hash[:], value[:hashSize]) {
		return e, errors.New("its hash is of other bytes")
	}
	if err := json.Unmarshal(plain, &e); err != nil {
		return e, err
	}
	e.Hash = hex.EncodeToString(value[:hashSize])
	return e, nil
}
