package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/data"
	"concord/index/words"
)

// A lexicon is a list of Chinese words, by which a run of characters is cut.
type lexicon struct {
	known   map[string]bool
	longest int // in characters
}

// readLexicon reads data/redline/zh.txt, one word a line.
func readLexicon() (lexicon, error) {
	l := lexicon{known: map[string]bool{}}
	file, err := data.Files.ReadFile("redline/zh.txt")
	for w := range strings.FieldsSeq(string(file)) {
		l.add(w)
	}
	return l, err
}

func (l *lexicon) add(word string) {
	l.known[word] = true
	l.longest = max(l.longest, utf8.RuneCountInString(word))
}

// words cuts s: from the left, the longest word of the list that fits, else one
// character; what is no Chinese stays together. Joined they are s again.
func (l lexicon) words(s string) (out []string) {
	runes := []rune(s)
	for len(runes) > 0 {
		n := 1
		if unicode.Is(unicode.Han, runes[0]) {
			for n = min(l.longest, len(runes)); n > 1 && !l.known[string(runes[:n])]; n-- {
			}
		} else {
			for n < len(runes) && !unicode.Is(unicode.Han, runes[n]) {
				n++
			}
		}
		out = append(out, string(runes[:n]))
		runes = runes[n:]
	}
	return out
}

// parted gives clauses with each long run of Chinese in words: who types a
// sentence puts no spaces between them.
func (l lexicon) parted(clauses []Clause) (out []Clause) {
	for _, c := range clauses {
		if len(c) != 1 || !c[0].plain() || longestRun(c[0].Text) < looseFrom {
			out = append(out, c)
			continue
		}
		for _, w := range l.words(c[0].Text) {
			if words.ScriptOf(w) == words.Han || strings.ContainsFunc(w, unicode.IsDigit) {
				out = append(out, Clause{{Text: w}})
			}
		}
	}
	return out[:min(len(out), maxTerms)]
}
