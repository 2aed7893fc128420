package store

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	bolt "go.etcd.io/bbolt"

	"concord/tracker"
)

// Text gives a text. Where addr names no session, it is of the latest revision
// held; where addr names no language, it is in the first of langs that is held,
// else in English, else in any. Its provisions are shared with other readers:
// do not change them.
func (s *Store) Text(addr tracker.Address, langs ...tracker.Lang) (tracker.Text, error) {
	text, _, err := s.text(addr, langs)
	return text, err
}

// Provision gives one provision of the text that Text would give.
func (s *Store) Provision(addr tracker.Address, langs ...tracker.Lang) (tracker.Provision, error) {
	text, _, err := s.text(addr, langs)
	if err != nil {
		return tracker.Provision{}, err
	}
	p, is := text.Provision(addr.Provision)
	if !is {
		return p, fmt.Errorf("%s: %w", addr, ErrNotFound)
	}
	return p, nil
}

// Source gives the receipt of the import that a text came from.
func (s *Store) Source(addr tracker.Address, langs ...tracker.Lang) (tracker.Receipt, error) {
	_, sequence, err := s.text(addr, langs)
	if err != nil {
		return tracker.Receipt{}, err
	}
	return s.Receipt(sequence)
}

// Arrived gives the entry that brought a text, or read it anew.
func (s *Store) Arrived(addr tracker.Address, langs ...tracker.Lang) (uint64, error) {
	_, sequence, err := s.text(addr, langs)
	return sequence, err
}

// text gives a text and the entry that brought it.
func (s *Store) text(addr tracker.Address, langs []tracker.Lang) (text tracker.Text, sequence uint64, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		held, err := s.choose(tx, addr, langs)
		if err != nil {
			return err
		}
		key := textKey(held)
		value := tx.Bucket(textsBucket).Get(key)
		if len(value) < 8 {
			return fmt.Errorf("%s: %w", addr, ErrNotFound)
		}
		sequence = binary.BigEndian.Uint64(value)
		var cached bool
		if text, cached = s.cache.get(string(key), sequence); cached {
			return nil
		}
		if text, _, err = unpackText(value); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrDamaged, held, err)
		}
		s.cache.put(string(key), sequence, text)
		return nil
	})
	return text, sequence, err
}

// choose fills in the session and the language that addr leaves open.
func (s *Store) choose(tx *bolt.Tx, addr tracker.Address, langs []tracker.Lang) (tracker.Address, error) {
	if addr.Session != "" && addr.Lang != "" {
		return addr, nil
	}
	known, err := readKnown(tx, addr)
	if err != nil {
		return addr, err
	}
	session := ""
	for held, titles := range known.Held {
		_, has := titles[addr.Lang]
		fits := (addr.Session == "" || held == addr.Session) && (addr.Lang == "" || has)
		if fits && (session == "" || s.registry.CompareSessions(held, session) > 0) {
			session = held
		}
	}
	if session == "" {
		return addr, fmt.Errorf("%s: %w", addr, ErrNotFound)
	}
	titles := known.Held[session]
	for _, lang := range slices.Concat([]tracker.Lang{addr.Lang}, langs, []tracker.Lang{tracker.English}, tracker.Langs[:]) {
		if _, has := titles[lang]; has {
			addr.Session, addr.Lang = session, lang
			return addr, nil
		}
	}
	return addr, fmt.Errorf("%s: %w", addr, ErrNotFound)
}

// unpackText reads a value of the texts bucket.
func unpackText(value []byte) (text tracker.Text, sequence uint64, err error) {
	if len(value) < 8 {
		return text, 0, errors.New("shorter than its entry's number")
	}
	plain, err := unpack(value[8:])
	if err != nil {
		return text, 0, err
	}
	return text, binary.BigEndian.Uint64(value), json.Unmarshal(plain, &text)
}

// cachedTexts is how many texts are kept decoded: those that a burst of readers
// asks for, in some tens of megabytes.
const cachedTexts = 256

// A textCache keeps texts decoded. What it has is known to be current by the
// entry that wrote it, which its reader has just seen. The zero value is empty.
type textCache struct {
	mu    sync.Mutex
	clock uint64
	texts map[string]*cachedText
}

type cachedText struct {
	sequence, used uint64
	text           tracker.Text
}

func (c *textCache) get(key string, sequence uint64) (tracker.Text, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	held := c.texts[key]
	if held == nil || held.sequence != sequence {
		return tracker.Text{}, false
	}
	c.clock++
	held.used = c.clock
	return held.text, true
}

func (c *textCache) put(key string, sequence uint64, text tracker.Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.texts == nil {
		c.texts = map[string]*cachedText{}
	}
	c.clock++
	c.texts[key] = &cachedText{sequence: sequence, used: c.clock, text: text}
	if len(c.texts) <= cachedTexts {
		return
	}
	// Dropping the older half at once keeps the cost of a put small on average.
	var used []uint64
	for _, held := range c.texts {
		used = append(used, held.used)
	}
	slices.SortFunc(used, cmp.Compare)
	for key, held := range c.texts {
		if held.used < used[len(used)/2] {
			delete(c.texts, key)
		}
	}
}
