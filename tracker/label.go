package tracker

import (
	"cmp"
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

// units are the labels of the units of a [DueRelative].
var units = map[byte]string{'D': "due.day", 'W': "due.week", 'M': "due.month", 'Y': "due.year"}

// DueName says until when, in a language: a date as it is, a session by the body
// whose it is or by its id, and of a time from the adoption how long. It is "" for
// the zero Due.
func (r *Registry) DueName(d Due, lang Lang) string {
	switch {
	case d.Value == NextSession:
		of := d.Body
		if b, known := r.Body(d.Body); known {
			of = cmp.Or(b.Short.In(lang), b.Name.In(lang))
		}
		return strings.TrimSpace(r.Label("due.next", lang) + " " + of)
	case d.Kind != DueRelative || len(d.Value) < len("P1D"):
		return d.Value
	}
	number, unit := d.Value[1:len(d.Value)-1], units[d.Value[len(d.Value)-1]]
	switch {
	case unit == "":
		return d.Value
	case number == "1":
		return r.Label(unit, lang)
	}
	return strings.Replace(r.Label(unit+"s", lang), "%s", number, 1)
}

// HeadingName is the verb of a heading as texts of a language have it, or the key.
func (r *Registry) HeadingName(key string, lang Lang) string {
	i := slices.IndexFunc(r.Headings, func(h Heading) bool { return h.Key == key })
	if i < 0 || len(r.Headings[i].Forms[lang]) == 0 {
		return key
	}
	return r.Headings[i].Forms[lang][0].Text
}
