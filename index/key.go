package index

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"concord/tracker"
)

// A key says which hits are one to a reader: the same place of an instrument in
// another language or revision, or the same words elsewhere in the instrument.
// It is kept beside each document, in the field "key", as 24 characters.
type key struct {
	instrument uint64
	place      uint64 // instrument and provision
	words      uint64 // instrument and folded text
	ordinal    uint16 // of the provision in its text
}

// keyField holds the key of a document as its one doc value.
const keyField = "key"

// The bytes of a key's parts, and the bits of a hash that are kept. Two of a
// million places fall together once in five hundred records, which would fold
// two hits if both matched.
const (
	instrumentBytes = 4
	hashBytes       = 6
	ordinalBytes    = 2
	keyBytes        = instrumentBytes + 2*hashBytes + ordinalBytes
)

// newKey gives the key of the n-th provision of a text.
func newKey(t tracker.Text, p tracker.Provision, n int) key {
	instrument := t.Instrument.String()
	k := key{
		instrument: hash(instrument) >> (64 - 8*instrumentBytes),
		place:      placeOf(instrument, p.Address.Provision),
		ordinal:    uint16(min(n, 1<<(8*ordinalBytes)-1)),
	}
	k.words = k.place
	if words := tracker.Fold(p.Text); words != "" {
		k.words = hash(instrument+"\n"+words) >> (64 - 8*hashBytes)
	}
	return k
}

func placeOf(instrument, provision string) uint64 {
	return hash(instrument+"#"+provision) >> (64 - 8*hashBytes)
}

// hash is FNV with its bits stirred: short strings leave the upper ones alike.
func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	n := h.Sum64()
	n ^= n >> 32
	n *= 0xd6e8feb86659fd93
	n ^= n >> 32
	return n * 0xd6e8feb86659fd93
}

func (k key) String() string {
	b := make([]byte, 0, 8+3*8)
	b = append(b, binary.BigEndian.AppendUint64(nil, k.instrument)[8-instrumentBytes:]...)
	b = append(b, binary.BigEndian.AppendUint64(nil, k.place)[8-hashBytes:]...)
	b = append(b, binary.BigEndian.AppendUint64(nil, k.words)[8-hashBytes:]...)
	b = binary.BigEndian.AppendUint16(b, k.ordinal)
	return base64.RawURLEncoding.EncodeToString(b)
}

// readKey reads what String wrote; anything else is the zero key.
func readKey(term []byte) (k key) {
	var b [keyBytes]byte
	if base64.RawURLEncoding.DecodedLen(len(term)) != keyBytes {
		return key{}
	}
	if _, err := base64.RawURLEncoding.Decode(b[:], term); err != nil {
		return key{}
	}
	number := func(from, n int) (out uint64) {
		for _, c := range b[from : from+n] {
			out = out<<8 | uint64(c)
		}
		return out
	}
	k.instrument = number(0, instrumentBytes)
	k.place = number(instrumentBytes, hashBytes)
	k.words = number(instrumentBytes+hashBytes, hashBytes)
	k.ordinal = uint16(number(keyBytes-ordinalBytes, ordinalBytes))
	return k
}

// keys reads the keys of a segment's documents. A segment never changes, so they
// are read once for as long as it lives.
func (p part) keys() ([]key, error) {
	out := make([]key, p.Count())
	visitable, ok := p.Segment.(segment.DocValueVisitable)
	if !ok {
		return out, nil
	}
	var state segment.DocVisitState
	var err error
	for i := range out {
		state, err = visitable.VisitDocValues(uint64(i), []string{keyField}, func(_ string, term []byte) {
			out[i] = readKey(term)
		}, state)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// key gives the key of a document.
func (c *columns) key(doc uint32) key {
	for i := len(c.keys) - 1; i >= 0; i-- {
		if s := c.keys[i]; doc >= s.offset {
			return s.keys[doc-s.offset]
		}
	}
	return key{}
}

// A keyed is the keys of a segment and the number of its first document.
type keyed struct {
	offset uint32
	keys   []key
}
