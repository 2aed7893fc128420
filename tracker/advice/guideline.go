package advice

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"concord/tracker"
)

// A Guideline is one rule. Its Key says which check it is; what the check needs
// is in the other fields.
type Guideline struct {
	Key      string        `json:"key"` // "long-preamble"
	On       bool          `json:"on"`  // unless somebody switches it
	Question bool          `json:"question,omitempty"`
	Name     tracker.Names `json:"name"`
	Text     tracker.Names `json:"text"`
	Source   Source        `json:"source"`

	Limit map[tracker.Lang]int      `json:"limit,omitempty"` // in words; of Chinese, characters
	Words map[tracker.Lang][]string `json:"words,omitempty"` // beginnings of words that satisfy it
	// Itself is how a text speaks of itself, and Next of the conference after it.
	Itself map[tracker.Lang][]string `json:"itself,omitempty"`
	Next   map[tracker.Lang][]string `json:"next,omitempty"`
	Above  []string                  `json:"above,omitempty"` // bodies whose texts stand above others
}

// A Source says where a rule comes from.
type Source struct {
	Title    string          `json:"title"`
	Address  tracker.Address `json:"address,omitzero"`
	Verified bool            `json:"verified"` // somebody has seen it
}

// Guidelines are those of data/guidelines.json, in its order.
type Guidelines []Guideline

// ReadGuidelines reads guidelines.json. A key that no check has is a fault.
func ReadGuidelines(files fs.FS) (Guidelines, error) {
	f, err := files.Open("guidelines.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all Guidelines
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("guidelines.json: %w", err)
	}
	for _, g := range all {
		if checks[g.Key] == nil {
			return nil, fmt.Errorf("guidelines.json: no check is called %q", g.Key)
		}
		for _, lang := range tracker.Langs {
			if g.Name[lang] == "" || g.Text[lang] == "" || g.Source.Title == "" {
				return nil, fmt.Errorf("guidelines.json: %q lacks a name, a text or a source in %s", g.Key, lang)
			}
		}
	}
	return all, nil
}

// Switch gives the guidelines that are on: those of the file, without those
// named in off.
func (all Guidelines) Switch(off []string) Guidelines {
	return slices.DeleteFunc(slices.Clone(all), func(g Guideline) bool { return !g.On || slices.Contains(off, g.Key) })
}

// Known refuses keys that no guideline has: to leave out what is not there would leave
// the one that was meant. Empty keys name none.
func (all Guidelines) Known(keys []string) error {
	have := make([]string, len(all))
	for i, g := range all {
		have[i] = g.Key
	}
	for _, key := range keys {
		if key != "" && !slices.Contains(have, key) {
			return fmt.Errorf("guideline %q: want one of %s", key, strings.Join(have, ", "))
		}
	}
	return nil
}

// A Finding is what one guideline has to say of a text.
type Finding struct {
	Guideline string          `json:"guideline"`
	At        tracker.Address `json:"at,omitzero"` // the provision; zero for the text as a whole
	// Count is what was counted and Limit what it is held against, where the
	// check counts.
	Count  int               `json:"count,omitempty"`
	Limit  int               `json:"limit,omitempty"`
	Others []tracker.Address `json:"others,omitempty"` // other provisions, or texts
}

// A Case is a text with what the checks need to know around it.
type Case struct {
	Text     tracker.Text
	Mandates []tracker.Mandate
	// Like are the provisions of other texts that say what one of the text says.
	Like []Likeness
	// Adopted are the revisions of its instrument that are known, oldest first.
	Adopted []tracker.RevisionRecord
	// Changes is how many of its provisions differ in substance from the revision
	// before; -1 where there is none to compare.
	Changes int
	// Passed is how many ordinary sessions of its body have ended since.
	Passed int
	// State gives how far a mandate has been carried out; its Initial is true
	// where nobody said anything.
	State func(tracker.Address) tracker.State
}

// A Likeness is two provisions that say the same.
type Likeness struct {
	At, Other  tracker.Address
	Integrates bool // the one carries out the other
}

// Check gives what the guidelines have to say of a text, in their order.
func (all Guidelines) Check(c Case) []Finding {
	out := []Finding{}
	for _, g := range all {
		for _, f := range checks[g.Key](g, c) {
			f.Guideline = g.Key
			out = append(out, f)
		}
	}
	return out
}
