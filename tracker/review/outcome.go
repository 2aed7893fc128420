package review

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"concord/tracker"
)

// An Outcome is something that a verdict may conclude.
type Outcome struct {
	Key   string        `json:"key"` // "merge-into"
	Name  tracker.Names `json:"name"`
	Means tracker.Names `json:"means"` // in a sentence
	// Target is true where a member must be named: the one that keeps the words.
	Target bool `json:"target,omitempty"`
}

// Outcomes are those of data/outcomes.json, in its order.
type Outcomes []Outcome

// ReadOutcomes reads outcomes.json.
func ReadOutcomes(files fs.FS) (Outcomes, error) {
	f, err := files.Open("outcomes.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all Outcomes
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("outcomes.json: %w", err)
	}
	for _, o := range all {
		for _, lang := range tracker.Langs {
			if o.Key == "" || o.Name[lang] == "" || o.Means[lang] == "" {
				return nil, fmt.Errorf("outcomes.json: %q has no name or sentence in %s", o.Key, lang)
			}
		}
	}
	return all, nil
}

// Named gives the outcome with this key, or with this name in any language.
func (all Outcomes) Named(typed string) (Outcome, error) {
	keys := make([]string, len(all))
	for i, o := range all {
		if o.Name.Called(o.Key, typed) {
			return o, nil
		}
		keys[i] = o.Key
	}
	return Outcome{}, fmt.Errorf("outcome %q: want one of %s", typed, strings.Join(keys, ", "))
}

// Find gives the outcome with this key.
func (all Outcomes) Find(key string) (Outcome, bool) {
	i := slices.IndexFunc(all, func(o Outcome) bool { return o.Key == key })
	if i < 0 {
		return Outcome{}, false
	}
	return all[i], true
}
