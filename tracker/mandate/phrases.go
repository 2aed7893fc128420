package mandate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
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
	p[words[0]] = slices.Insert(list, at, phrase{words, key, proper || strings.ToUpper(text) == text && strings.ToLower(text) != text})
}

// longest gives the number of words of the longest phrase, and its key.
func (p phrases) longest(words []word) (int, string) {
	if len(words) == 0 {
		return 0, ""
	}
next:
	for _, ph := range p[words[0].text] {
		if len(ph.words) > len(words) || ph.capital && !words[0].capital {
			continue
		}
		for i, t := range ph.words {
			if words[i].text != t {
				continue next
			}
		}
		return len(ph.words), ph.key
	}
	return 0, ""
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
