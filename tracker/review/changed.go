package review

import (
	"errors"

	"concord/tracker"
	"concord/tracker/redline"
	"concord/tracker/store"
)

// A Changed is a compared provision whose words no longer stand.
type Changed struct {
	Was tracker.Compared `json:"was"`
	// New is what it has become; zero where it went, or where its latest
	// revision is not held in the language that was compared.
	New   tracker.Address `json:"new,omitzero"`
	Class redline.Class   `json:"class,omitempty"` // "" where the latest revision is not held in this language
	Words []redline.Edit  `json:"words"`           // from the words compared to those that stand
	Flags []redline.Flag  `json:"flags"`
}

// A current is the latest text held of an instrument in a language.
type current struct {
	text      tracker.Text
	held      bool // in this language
	abrogated bool
	words     map[string]bool // fingerprints of its provisions
}

// current gives the latest text of the instrument and language of a.
func (b *Board) current(a tracker.Address) (current, error) {
	key := a.Instrument()
	key.Lang = a.Lang
	if c, known := b.now[key]; known {
		return c, nil
	}
	c := current{words: map[string]bool{}}
	record, err := b.store.Instrument(a)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	c.abrogated = record.Standing == tracker.Abrogated
	latest := tracker.Address{}
	for _, r := range record.Revisions { // oldest first
		if len(r.Langs) > 0 {
			latest = r.Revision
		}
	}
	if latest.Session != "" {
		text, err := b.store.Text(latest.In(a.Lang))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return c, err
		}
		c.text, c.held = text, err == nil
	}
	for _, p := range c.text.Provisions {
		c.words[tracker.Fingerprint(p.Text)] = true
	}
	b.now[key] = c
	return c, nil
}

// changed reports whether the words of a compared provision no longer stand,
// and what became of them.
func (b *Board) changed(was tracker.Compared) (Changed, bool, error) {
	now, err := b.current(was.Address)
	if err != nil || now.abrogated || now.words[was.Fingerprint] {
		return Changed{}, false, err
	}
	out := Changed{Was: was, Words: []redline.Edit{}, Flags: []redline.Flag{}}
	if !now.held {
		return out, true, nil
	}
	before, err := b.before(was)
	if err != nil {
		return out, true, err
	}
	for _, ch := range redline.Compare(before, now.text.Provisions, was.Address.Lang).Changes {
		if ch.Old.Provision != was.Address.Provision || ch.OldPlace == 0 {
			continue
		}
		out.Class, out.Words, out.Flags = ch.Class, ch.Words, ch.Flags
		if ch.NewPlace > 0 {
			out.New = now.text.Revision.At(now.text.Provisions[ch.NewPlace-1].Address.Provision)
			out.New.Lang = was.Address.Lang
		}
		break // of a split, the first part
	}
	return out, true, nil
}

// before gives the provisions that a compared one stood among, with the words
// that were compared even where the text was since read anew.
func (b *Board) before(was tracker.Compared) ([]tracker.Provision, error) {
	text, err := b.store.Text(was.Address)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	provisions := append([]tracker.Provision{}, text.Provisions...)
	for i, p := range provisions {
		if p.Address.Provision == was.Address.Provision {
			if tracker.Fingerprint(p.Text) != was.Fingerprint && was.Text != "" {
				provisions[i].Text, provisions[i].Citations = was.Text, nil
			}
			return provisions, nil
		}
	}
	return append(provisions, tracker.Provision{Address: was.Address.At(was.Address.Provision), Text: was.Text}), nil
}
