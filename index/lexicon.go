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
// sentence puts no spaces between them. Of characters in a row that are no word of
// the list, each pair may be one.
func (l lexicon) parted(clauses []Clause) (out []Clause) {
	for _, c := range clauses {
		if len(c) != 1 || !c[0].plain() || longestRun(c[0].Text) < looseFrom {
			out = append(out, c)
			continue
		}
		single := ""
		for _, w := range l.words(c[0].Text) {
			if utf8.RuneCountInString(w) == 1 && words.ScriptOf(w) == words.Han {
				single += w
				continue
			}
			out = append(append(out, pairs(single)...), wordClause(w)...)
			single = ""
		}
		out = append(out, pairs(single)...)
	}
	return out[:min(len(out), maxTerms)]
}

// pairs gives a clause for each pair of characters, or for the only one.
func pairs(s string) (out []Clause) {
	runes := []rune(s)
	if len(runes) == 1 {
		return wordClause(s)
	}
	for i := range max(len(runes)-1, 0) {
		out = append(out, wordClause(string(runes[i:i+2]))...)
	}
	return out
}

// wordClause asks for a word, unless it is punctuation.
func wordClause(w string) []Clause {
	if !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return nil
	}
	return []Clause{{{Text: w}}}
}
