package index

import (
	"fmt"
	"strconv"
	"strings"
)

// A Note says what of a query was ignored or cut short, or what raised or lowered a
// score, and why. It speaks English
// by itself; Key and what it is about let a page say it in the reader's language.
type Note struct {
	Key           string // a key of noteForms
	First, Second string // what it is about; either may be empty
}

// noteForms are the notes in English. The verbs take First and Second, as strings.
var noteForms = map[string]string{
	"broad":         "a word ending in * stands for too many others, and not all were looked for: type more of it",
	"changed":       "the record has changed since the page before: a hit may come twice or be missing",
	"deep":          "groups deeper than %s are not read",
	"doubtful":      "in-force:%s: for %s texts a later revision or an end is reported but not verified",
	"field-empty":   "%s: has no value",
	"field-none":    "%s: is no field, and was looked for as a word",
	"field-unknown": "%s: is no field; did you mean %s:",
	"group-empty":   "a group needs a word that is looked for, not only words to leave out",
	"in-force":      "in-force: is yes, no or a day such as 2018-11-20, not %q",
	"near-chinese":  "%s~: Chinese has no near spellings; type fewer characters",
	"near-many":     "~ was used for too many words, and those after the first few were looked for as spelled: use it for one or two",
	"near-short":    "%s~: at least %s letters stand before ~",
	"near-words":    "%s~ stands for more than %s words; the nearest were looked for",
	"no-rare-word":  "the provision has no word that is rare and stands elsewhere too",
	"no-state":      "%s:%s is neither a state of implementation nor a standing",
	"no-states":     "%s: what was done about mandates is not known here",
	"no-text":       "no text that is known here is called %s",
	"not-in-record": "%s:%s is not in the record",
	"open-group":    "a parenthesis is not closed",
	"open-quote":    "the quote %s is not closed",
	"or-alone":      "OR stands between two words",
	"or-not":        "what is left out cannot stand behind OR",
	"prefix-short":  "%s*: at least %s letters stand before *",
	"query-long":    "only the first %s characters were read",
	"some-words":    "no provision has every word; these have some of them",
	"term-long":     "only the first %s characters of %q count",
	"why-acts":      "operative, as an action or who acts was asked for",
	"why-addressed": "addressed to those who were asked about",
	"why-old":       "superseded or abrogated",
	"why-without":   "without %s",
	"terms":         "only the first %s words count, not %q and what follows",
}

// newNote makes a note about up to two things: strings, or numbers.
func newNote(key string, about ...any) Note {
	n := Note{Key: key}
	for i, to := range [...]*string{&n.First, &n.Second} {
		if i >= len(about) {
			break
		}
		switch a := about[i].(type) {
		case int:
			*to = strconv.Itoa(a)
		default:
			*to = fmt.Sprint(a)
		}
	}
	return n
}

// String is the note in English.
func (n Note) String() string {
	form := noteForms[n.Key]
	about := []any{n.First, n.Second}
	return fmt.Sprintf(form, about[:min(strings.Count(form, "%"), len(about))]...)
}

// MarshalText writes the note in English.
func (n Note) MarshalText() ([]byte, error) { return []byte(n.String()), nil }
