package index

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
	"concord/tracker"
)

// A Suggestion is what somebody may have meant who found nothing: the query with
// a word spelled otherwise, or an instrument with another number.
type Suggestion struct {
	Query      string           `json:"query"` // to type instead
	Instrument *tracker.Address `json:"instrument,omitempty"`
	Title      string           `json:"title,omitempty"`
}

const (
	maxSuggested = 3  // instruments
	maxWeighed   = 20 // near spellings whose frequency is looked up
)

// suggestWords gives the query with each word that no text has replaced by the
// nearest one that texts have; of equally near ones the most frequent. Two words
// that texts write as one are joined: "cyber security".
func (f *found) suggestWords(q Query) ([]Suggestion, error) {
	corrected := q.typed
	typed := q.words()
	for i, t := range typed {
		if letters := utf8.RuneCountInString(t); letters < minNear || words.ScriptOf(t) == words.Han || strings.ContainsFunc(t, unicode.IsDigit) {
			continue
		}
		if i+1 < len(typed) && strings.Contains(corrected, t+" "+typed[i+1]) {
			if known, err := f.isWord(t + typed[i+1]); err != nil {
				return nil, err
			} else if known {
				corrected = strings.Replace(corrected, t+" "+typed[i+1], t+typed[i+1], 1)
				continue
			}
		}
		better, err := f.nearest(t)
		if err != nil {
			return nil, err
		}
		if better != "" {
			corrected = strings.Replace(corrected, t, better, 1)
		}
	}
	if corrected == q.typed {
		return nil, nil
	}
	return []Suggestion{{Query: corrected}}, nil
}

// words lists the words of a group that were typed as such.
func (g Group) words() (out []string) {
	for _, c := range g.Clauses {
		for _, t := range c {
			switch {
			case t.Group != nil:
				out = append(out, t.Group.words()...)
			case t.plain():
				out = append(out, t.Text)
			}
		}
	}
	return out
}

// isWord reports whether a text has a word.
func (f *found) isWord(word string) (bool, error) {
	for _, l := range tracker.Langs {
		read := f.index.analyzers[l].Words(word)
		if len(read) != 1 || words.ScriptOf(word) != words.ScriptFor(l) {
			continue
		}
		for _, term := range append(alternatives(read[0]), read[0].Exact) {
			if n, err := f.view.frequency(fieldName(textField, l), term); err != nil || n > 0 {
				return n > 0, err
			}
		}
	}
	return false, nil
}

// nearest gives the word of the texts that is spelled most like word, or "" when
// a text has word itself or nothing is near.
func (f *found) nearest(word string) (string, error) {
	if known, err := f.isWord(word); err != nil || known {
		return "", err
	}
	if _, named := f.index.glossary.widening().concept(word); named {
		return "", nil
	}
	best, least, most := "", maxNear+1, uint64(0)
	for _, l := range tracker.Langs {
		read := f.index.analyzers[l].Words(word)
		if script := words.ScriptOf(word); len(read) != 1 || script != words.ScriptFor(l) {
			continue
		}
		edits := 1
		if utf8.RuneCountInString(word) >= longNear {
			edits = maxNear
		}
		near, err := f.view.near(l, read[0].Exact, edits)
		if err != nil {
			return "", err
		}
		for _, s := range near[:min(len(near), maxWeighed)] {
			n, err := f.view.frequency(fieldName(textField, l), s.word)
			if err != nil {
				return "", err
			}
			if n > 0 && (s.edits < least || s.edits == least && n > most) {
				best, least, most = s.word, s.edits, n
			}
		}
	}
	return best, nil
}

// frequency counts the documents that have a term in a field.
func (v *view) frequency(field, term string) (n uint64, err error) {
	for _, p := range v.parts {
		lists, err := p.lists(field, term)
		if err != nil {
			return 0, err
		}
		for _, l := range lists {
			n += l.Count()
		}
	}
	return n, nil
}

// suggestInstruments lists instruments whose number is nearly the one that a
// reference names: those held first, then the nearest in number.
func (x *Index) suggestInstruments(c *columns, q Query) []Suggestion {
	ref, ok := readReference(x.record.Registry, q.Reference)
	if !ok || ref.number == "" && ref.address.Number == "" {
		return nil
	}
	if ref.number == "" {
		ref.body, ref.kind, ref.number = ref.address.Body, ref.address.Kind, ref.address.Number
	}
	number, err := strconv.Atoi(ref.number)
	if err != nil {
		return nil
	}
	bodies, kinds := []string{ref.body}, []tracker.Kind{ref.kind}
	if ref.body == "" {
		bodies = c.sortedValues(Body)
	}
	if ref.kind == "" {
		kinds = []tracker.Kind{tracker.Resolution, tracker.Decision}
	}
	var known []tracker.InstrumentRecord
	for _, b := range bodies {
		for _, k := range kinds {
			for _, n := range nearNumbers(ref.number) {
				if rec, err := x.record.Instrument(tracker.Address{Body: b, Kind: k, Number: n}); err == nil {
					known = append(known, rec)
				}
			}
		}
	}
	away := func(r tracker.InstrumentRecord) int {
		n, _ := strconv.Atoi(r.Number)
		return max(n-number, number-n)
	}
	slices.SortStableFunc(known, func(a, b tracker.InstrumentRecord) int {
		if a.Held != b.Held {
			return firstTrue(a.Held, b.Held)
		}
		return away(a) - away(b)
	})
	var out []Suggestion
	for _, rec := range known[:min(len(known), maxSuggested)] {
		j := x.jumpsTo(rec, reference{}, q.Reader)
		out = append(out, Suggestion{Query: rec.Instrument.String(), Instrument: &rec.Instrument, Title: j[0].Title})
	}
	return out
}

// nearNumbers lists the numbers that a slip of the finger makes of one: a digit
// changed, missing, added or swapped with its neighbour, or the next number.
func nearNumbers(s string) []string {
	var out []string
	add := func(n string) {
		if n != "" && n != s && n[0] != '0' && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if n, err := strconv.Atoi(s); err == nil {
		add(strconv.Itoa(n - 1))
		add(strconv.Itoa(n + 1))
	}
	for i := range s {
		add(s[:i] + s[i+1:])
		for d := '0'; d <= '9'; d++ {
			add(s[:i] + string(d) + s[i+1:])
			add(s[:i+1] + string(d) + s[i+1:])
		}
		if i+1 < len(s) {
			add(s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:])
		}
	}
	return out
}
