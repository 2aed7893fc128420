package mandate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// phrases finds the longest of many phrases at the beginning of a list of words,
// by their first word.
type phrases map[string][]phrase

type phrase struct {
	words   []string
	key     string
	capital bool // an abbreviation or proper name: "WHO" is not "who"
}

func (p phrases) add(w *language, text, key string, proper bool) {
	var words []string
	for _, t := range w.split(text) {
		words = append(words, t.text)
	}
	p.put(words, key, proper || strings.ToUpper(text) == text && strings.ToLower(text) != text)
}

// addStems adds a name whose words are matched whatever their case.
func (p phrases) addStems(w *language, text, key string, proper bool) {
	var words []string
	for _, t := range w.split(text) {
		words = append(words, w.stem(t.text))
	}
	p.put(words, key, proper || strings.ToUpper(text) == text && strings.ToLower(text) != text)
}

func (p phrases) put(words []string, key string, capital bool) {
	if len(words) == 0 {
		return
	}
	list := slices.DeleteFunc(p[words[0]], func(ph phrase) bool { // the last one counts
		return len(ph.words) == len(words) && slices.Equal(ph.words, words)
	})
	at := slices.IndexFunc(list, func(ph phrase) bool { return len(ph.words) < len(words) }) // the longest first
	if at < 0 {
		at = len(list)
	}
	p[words[0]] = slices.Insert(list, at, phrase{words, key, capital})
}

// longest gives the number of words of the longest phrase, and its key.
func (p phrases) longest(words []word) (int, string) {
	return p.match(words, func(t word) string { return t.text })
}

func (p phrases) match(words []word, form func(word) string) (int, string) {
	if len(words) == 0 {
		return 0, ""
	}
next:
	for _, ph := range p[form(words[0])] {
		if len(ph.words) > len(words) || ph.capital && !words[0].capital {
			continue
		}
		for i, t := range ph.words {
			if form(words[i]) != t {
				continue next
			}
		}
		return len(ph.words), ph.key
	}
	return 0, ""
}

// named gives the number of words of the longest name, and its key: in the very
// words of the list, or else in another case.
func (w *language) named(words []word) (int, string) {
	n, key := w.names.longest(words)
	if len(w.endings) > 0 {
		if m, other := w.stems.match(words, func(t word) string { return w.stem(t.text) }); m > n {
			return m, other
		}
	}
	return n, key
}

// stem cuts the ending of declension from a word, leaving four letters at least.
func (w *language) stem(word string) string {
	for _, e := range w.endings {
		if rest, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(rest) > 3 {
			return rest
		}
	}
	return word
}

func (p phrases) at(words []word) int {
	n, _ := p.longest(words)
	return n
}

// phrasesOf makes a set from lines of a data file.
func phrasesOf(w *language, lines []string) phrases {
	p := phrases{}
	for _, l := range lines {
		p.add(w, strings.TrimSpace(l), "", false)
	}
	return p
}

// alternatives is a pattern of the phrases whose keys are kept, longest first.
func (p phrases) alternatives(w *language, kept map[string]bool) string {
	var all []string
	for _, list := range p {
		for _, ph := range list {
			if kept != nil && !kept[ph.key] {
				continue
			}
			text := strings.Join(ph.words, "")
			if w.spaced {
				text = " " + strings.Join(ph.words, " ")
			}
			all = append(all, regexp.QuoteMeta(text))
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	return strings.Join(slices.Compact(all), "|")
}
