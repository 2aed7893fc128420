package tracker

import (
	"slices"
	"strconv"
	"strings"
)

// A Label is a word that documents and tables are headed with.
type Label struct {
	Key  string `json:"key"` // "lead"
	Name Names  `json:"name"`
}

// Label gives the word with this key in a language, or the key.
func (r *Registry) Label(key string, lang Lang) string {
	i := slices.IndexFunc(r.Labels, func(l Label) bool { return l.Key == key })
	if i < 0 || r.Labels[i].Name.In(lang) == "" {
		return key
	}
	return r.Labels[i].Name.In(lang)
}

// FrequencyName says how often, in a language: of a frequency as a [Mandate]
// has it. It is "" for "".
func (r *Registry) FrequencyName(key string, lang Lang) string {
	if key == "" {
		return ""
	}
	rest, every := strings.CutPrefix(key, "every-")
	number, unit, _ := strings.Cut(rest, "-")
	if _, err := strconv.Atoi(number); every && err == nil {
		name := "frequency.months"
		if strings.HasPrefix(unit, "year") {
			name = "frequency.years"
		}
		return strings.Replace(r.Label(name, lang), "%s", number, 1)
	}
	return r.Label("frequency."+key, lang)
}
