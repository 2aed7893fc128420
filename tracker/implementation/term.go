package implementation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// Terms finds the concepts of the glossary in a text.
type Terms struct {
	byLang map[tracker.Lang]map[string][]term // by the head of a term's first word
	whole  map[tracker.Lang][]term            // Chinese: any run of characters
}

type term struct {
	concept string
	words   []string
	text    string // folded
}

// A Mention is a concept's name where a text has it.
type Mention struct {
	Concept    string `json:"concept"`
	Text       string `json:"text"`
	Start, End int    // in bytes of the text
}

// shortTerm is the fewest letters of a name that is looked for: shorter ones,
// such as "UN", are abbreviations that stand for too much.
const shortTerm = 3

// NewTerms makes the finder of a glossary.
func NewTerms(glossary []tracker.Concept) *Terms {
	t := &Terms{map[tracker.Lang]map[string][]term{}, map[tracker.Lang][]term{}}
	for _, lang := range tracker.Langs {
		t.byLang[lang] = map[string][]term{}
		for _, c := range glossary {
			for _, name := range c.Terms[lang] {
				one := term{c.Key, foldedWords(name), tracker.Fold(name)}
				switch {
				case lang == tracker.Chinese && utf8.RuneCountInString(name) > 1:
					t.whole[lang] = append(t.whole[lang], one)
				case len(one.words) > 0 && utf8.RuneCountInString(name) >= shortTerm:
					key := head(one.words[0], lang)
					t.byLang[lang][key] = append(t.byLang[lang][key], one)
				}
			}
		}
	}
	return t
}

// Find gives the concepts that a text names, each at its first place, in the
// order of the text. Where one name holds another, the longer counts.
func (t *Terms) Find(text string, lang tracker.Lang) []Mention {
	var found []Mention
	if lang == tracker.Chinese {
		for _, one := range t.whole[lang] {
			if i := strings.Index(text, one.text); i >= 0 {
				found = append(found, Mention{one.concept, one.text, i, i + len(one.text)})
			}
		}
	} else {
		found = t.findWords(text, lang)
	}
	slices.SortStableFunc(found, func(a, b Mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	seen, last := map[string]bool{}, 0
	return slices.DeleteFunc(found, func(m Mention) bool {
		if m.Start < last || seen[m.Concept] {
			return true
		}
		seen[m.Concept], last = true, m.End
		return false
	})
}

func (t *Terms) findWords(text string, lang tracker.Lang) []Mention {
	var found []Mention
	words, at := wordsOf(text)
	for i := range words {
		for _, one := range t.byLang[lang][head(words[i], lang)] {
			n := len(one.words)
			if i+n <= len(words) && slices.EqualFunc(one.words, words[i:i+n], func(a, b string) bool { return sameWord(a, b, lang) }) {
				found = append(found, Mention{one.concept, text[at[i][0]:at[i+n-1][1]], at[i][0], at[i+n-1][1]})
			}
		}
	}
	return found
}

// wordsOf gives the folded words of a text and where they stand, in bytes.
func wordsOf(text string) (words []string, at [][2]int) {
	start := -1
	add := func(end int) {
		if start >= 0 {
			words, at = append(words, tracker.Fold(text[start:end])), append(at, [2]int{start, end})
		}
		start = -1
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			if start < 0 {
				start = i
			}
		} else {
			add(i)
		}
	}
	add(len(text))
	return words, at
}

func foldedWords(s string) []string {
	words, _ := wordsOf(s)
	return words
}

// head is what the first word of a name is found by: letters that no ending
// changes.
func head(word string, lang tracker.Lang) string {
	word = bare(word, lang)
	n := 0
	for i := range word {
		if n == 3 {
			return word[:i]
		}
		n++
	}
	return word
}

// bare is an Arabic word without the article and what is written together with
// it.
func bare(word string, lang tracker.Lang) string {
	if lang != tracker.Arabic {
		return word
	}
	for _, prefix := range []string{"وال", "بال", "كال", "فال", "لل", "ال"} {
		if rest, cut := strings.CutPrefix(word, prefix); cut && utf8.RuneCountInString(rest) > 2 {
			return rest
		}
	}
	return word
}

// sameWord reports whether a word of a text is the word of a name, whatever its
// ending: in Russian the last letters of long words, elsewhere a plural.
func sameWord(name, word string, lang tracker.Lang) bool {
	name, word = bare(name, lang), bare(word, lang)
	if name == word {
		return true
	}
	switch lang {
	case tracker.Russian:
		stem := []rune(name)
		if len(stem) < 5 {
			return false
		}
		rest, begins := strings.CutPrefix(word, string(stem[:len(stem)-2]))
		return begins && utf8.RuneCountInString(rest) <= 4
	case tracker.Arabic:
		return false
	}
	rest, begins := strings.CutPrefix(word, name)
	return begins && (rest == "s" || rest == "es")
}
