package intake

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"concord/tracker"
	"concord/tracker/grammar"
	"concord/tracker/store"
)

// A comparison is what a file would change in the record.
type comparison struct {
	record    *store.Store
	receipt   tracker.Receipt
	texts     []tracker.Text       // to be written
	abrogated []tracker.Abrogation // to be written
	seen      map[tracker.Address]bool
}

// news reports whether there is anything to write.
func (c *comparison) news() bool { return len(c.texts)+len(c.abrogated) > 0 }

// compare holds the readings against the record.
func (in *Intake) compare(file store.File, readings []reading) (*comparison, error) {
	c := &comparison{record: in.Store, seen: map[tracker.Address]bool{}}
	c.receipt = tracker.Receipt{
		File: file.Name, Hash: file.Hash, Format: file.Format,
		Texts: []tracker.ReceiptText{}, Abrogated: []tracker.Abrogation{}, Counts: map[string]int{}, Faults: []tracker.Fault{},
	}
	for _, read := range readings {
		where := ""
		if len(readings) > 1 {
			where = read.file.Name
		}
		for _, fault := range read.result.Faults {
			c.fault(where, fault)
		}
		for i, text := range read.result.Texts {
			if err := c.text(where, i, text); err != nil {
				return c, err
			}
		}
		for _, a := range read.result.Abrogated {
			if err := c.abrogation(where, a); err != nil {
				return c, err
			}
		}
		c.identity(where, read.result)
	}
	c.count()
	return c, nil
}

func (c *comparison) fault(where string, f tracker.Fault) {
	if where != "" {
		f.Place = where + ": " + cmp.Or(f.Place, "file")
	}
	c.receipt.Faults = append(c.receipt.Faults, f)
}

// identity sees that a file in which nothing could be named has a fault that
// says so.
func (c *comparison) identity(where string, result grammar.Result) {
	named := slices.ContainsFunc(result.Texts, func(t tracker.Text) bool { return !t.Instrument.IsZero() })
	if named || len(result.Abrogated) > 0 || len(result.Faults) > 0 {
		return
	}
	c.fault(where, tracker.Fault{Place: "file", Rule: "identity",
		Problem: "no heading says which resolution or decision this is; nothing was stored"})
}

// text compares one text, the i-th of its file.
func (c *comparison) text(where string, i int, text tracker.Text) error {
	if text.Instrument.IsZero() {
		return nil // the grammar has a fault for it
	}
	place := fmt.Sprintf("text %d, %s", i+1, text.Revision.In(text.Lang))
	if text.Revision.Session == "" {
		c.fault(where, tracker.Fault{Place: place, Rule: "session",
			Problem: "it does not say which session adopted it, so it was not stored; name the session with --session"})
		return nil
	}
	if err := store.Storable(text); err != nil {
		c.fault(where, tracker.Fault{Place: place, Rule: "address", Problem: err.Error() + "; it was not stored"})
		return nil
	}
	address := text.Revision.In(text.Lang)
	if c.seen[address] {
		c.fault(where, tracker.Fault{Place: place, Rule: "twice", Problem: "an earlier text has the same identity and language; this one was not stored"})
		return nil
	}
	change, err := c.change(text)
	if err != nil {
		return err
	}
	c.seen[address], c.seen[text.Instrument] = true, true
	if change != tracker.Unchanged {
		c.texts = append(c.texts, text)
	}
	line := tracker.ReceiptText{Text: address, Title: text.Title, Change: change, Provisions: len(text.Provisions)}
	notes := len(text.Notes)
	for _, p := range text.Provisions {
		line.Citations += len(p.Citations)
		notes += len(p.Notes)
	}
	c.receipt.Counts["notes"] += notes
	c.receipt.Texts = append(c.receipt.Texts, line)
	return nil
}

// change says what a text means to the record.
func (c *comparison) change(text tracker.Text) (tracker.Change, error) {
	held, err := c.record.Text(text.Revision.In(text.Lang))
	switch {
	case err == nil:
		same, err := equal(held, text)
		if same {
			return tracker.Unchanged, err
		}
		return tracker.Replaced, err
	case !errors.Is(err, store.ErrNotFound):
		return "", err
	}
	known, err := c.record.Instrument(text.Instrument)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	if known.Held || c.seen[text.Instrument] {
		return tracker.Revised, nil
	}
	return tracker.New, nil
}

// equal reports whether two texts are the same to the last mark: as JSON, the
// form in which a text is stored.
func equal(a, b tracker.Text) (bool, error) {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return bytes.Equal(x, y), errors.Join(errX, errY)
}

// abrogation compares one line of a list of abrogated texts.
func (c *comparison) abrogation(where string, a tracker.Abrogation) error {
	if a.Instrument.Number == "" || a.Session == "" {
		c.fault(where, tracker.Fault{Place: "list of abrogated texts", Rule: "identity",
			Problem: fmt.Sprintf("%q: which instrument, or which session ended it, is not known; it was not stored", a.Title)})
		return nil
	}
	c.receipt.Abrogated = append(c.receipt.Abrogated, a)
	known, err := c.record.Known(a.Instrument)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if !slices.Contains(known.Abrogations, a) && !slices.Contains(c.abrogated, a) {
		c.abrogated = append(c.abrogated, a)
	}
	return nil
}

func (c *comparison) count() {
	counts := c.receipt.Counts
	counts["texts"], counts["abrogated"], counts["faults"] = len(c.receipt.Texts), len(c.receipt.Abrogated), len(c.receipt.Faults)
	for _, change := range []tracker.Change{tracker.New, tracker.Revised, tracker.Replaced, tracker.Unchanged} {
		counts[string(change)] = 0
	}
	for _, text := range c.receipt.Texts {
		counts["provisions"] += text.Provisions
		counts["citations"] += text.Citations
		counts[string(text.Change)]++
	}
}

// entry is what the journal gets.
func (c *comparison) entry(now time.Time, actor string, readings []reading) (store.Entry, error) {
	payload := store.Import{Files: []store.File{}, Receipt: c.receipt, Texts: c.texts, Abrogated: c.abrogated}
	for _, read := range readings {
		payload.Files = append(payload.Files, read.file)
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		return store.Entry{}, err
	}
	var subjects []string
	for _, text := range c.texts {
		subjects = append(subjects, text.Instrument.String())
	}
	for _, a := range c.abrogated {
		subjects = append(subjects, a.Instrument.String())
	}
	slices.Sort(subjects)
	return store.Entry{
		Time: now, Actor: actor, Kind: store.ImportKind, Subjects: slices.Compact(subjects), Payload: raw,
	}, nil
}
