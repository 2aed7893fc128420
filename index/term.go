package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
)

// looseFrom is the length at which a run of characters may be several words:
// most Chinese words have two characters, few have more than three.
const looseFrom = 4

// maxLoose bounds the different characters, and the pairs of them, of a long run
// that are looked for: a sentence, of which the first words tell enough.
const maxLoose = 24

// maxSteps bounds a phrase; the longest title has some fifty words.
const maxSteps = 60

// empty reports that the term has no word in the language.
func (f leaf) empty() bool {
	return len(f.steps) == 0 && f.prefix == "" && f.group == nil && f.docs == nil
}

// readTerm reads a term of words as a's language does.
func readTerm(a *words.Analyzer, t Term) leaf {
	read := a.Words(t.Text)
	if len(read) == 0 {
		return leaf{}
	}
	if t.Prefix && len(read) == 1 {
		return leaf{prefix: read[0].Exact}
	}
	f := leaf{}
	last := read[len(read)-1].Position
	for i, w := range read {
		han := words.ScriptOf(w.Exact) == words.Han
		switch {
		case w.Span > 1 && !han:
			switch {
			case t.Prefix && w.Span == last:
				f.joined = []string{w.Exact}
			case !t.Phrase && w.Span == last:
				f.joined = alternatives(w)
			}
			continue
		case w.Span > 1:
			f.pairs = append(f.pairs, w.Exact)
			continue
		}
		s := step{offset: w.Position - 1, terms: []string{w.Exact}, exact: w.Exact}
		if !t.Phrase {
			s.terms = alternatives(w)
		}
		if han && i+1 < len(read) && read[i+1].Span > 1 {
			s.exact = read[i+1].Exact
			s.terms = []string{s.exact}
		} else if han && i > 0 && read[i-1].Span > 1 {
			continue // the second of the pair before
		}
		f.steps = append(f.steps, s)
	}
	f.steps = f.steps[:min(len(f.steps), maxSteps)]
	if !t.Phrase && longestRun(t.Text) >= looseFrom {
		return looseLeaf(read, f.pairs)
	}
	f.pairs = nil
	return f
}

// alternatives lists the terms that a word outside quotes may match.
func alternatives(w words.Word) []string {
	if len(w.Stems) == 0 {
		return []string{w.Exact}
	}
	terms := make([]string, len(w.Stems))
	for i, s := range w.Stems {
		terms[i] = words.StemMark + s
	}
	return terms
}

// cutStem gives the stem that a term of the index is, if it is one.
func cutStem(term string) (stem string, ok bool) { return strings.CutPrefix(term, words.StemMark) }

// looseLeaf asks for each character or word on its own, and for each once.
func looseLeaf(read []words.Word, pairs []string) leaf {
	f := leaf{loose: true}
	for _, pair := range pairs {
		if len(f.pairs) < maxLoose && !slices.Contains(f.pairs, pair) {
			f.pairs = append(f.pairs, pair)
		}
	}
	for _, w := range read {
		if w.Span == 1 && len(f.steps) < maxLoose && !slices.ContainsFunc(f.steps, func(s step) bool { return s.exact == w.Exact }) {
			f.steps = append(f.steps, step{terms: alternatives(w), exact: w.Exact})
		}
	}
	return f
}

// longestRun is the length of the longest run of Chinese characters in s.
func longestRun(s string) int {
	longest, run := 0, 0
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		run++
		if !unicode.Is(unicode.Han, r) {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
