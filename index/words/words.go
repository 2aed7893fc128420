// Package words turns text into the terms that the index keeps and a query asks
// for. Text and its language flow in, words with their places flow out; the same
// code reads documents, queries and the passages to highlight, so the three
// cannot disagree.
//
// A word has an exact form (folded: see fold.go) and, where its language has
// inflection, stems (see stem.go). What makes a word, by example:
//
//	Secretary-General   secretary, general; and secretarygeneral where the first stands
//	C26/32, A/RES/78/10 one word each, never torn: a slash and a digit make a symbol
//	1.1, E.164, 1,000   one word each; the last is 1000
//	l'Union (fr)        union
//	Union's (en)        union
//	网络安全              网 网络 络 络安 安 安全 全: characters and pairs of them
//
// No word is dropped: phrases count every one. What a query may leave out as too
// common is [Analyzer.Common].
package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A Word is one word of a text. Words that stand at one Position are ways to
// read the same place.
type Word struct {
	Start, End int      // bytes of the text
	Position   int      // counted from 1
	Span       int      // positions that the word covers: 2 for a pair of characters, n for a compound of n
	Exact      string   // folded form
	Stems      []string // folded stems; none for numbers, symbols, characters and words foreign to the language

	marked []string // stems as terms of the index, without one that is spelled like Exact
}

// An Analyzer reads text of one language. It is safe for concurrent use.
type Analyzer struct {
	lang tracker.Lang
	stem func(string) string // snowball, on lower case; nil where the language has none

	common map[string]bool

	mu    sync.RWMutex
	known map[string]form // by lower-case spelling
}

// form is what a spelling becomes.
type form struct {
	exact  string
	stems  []string
	marked []string
}

// knownLimit bounds the spellings remembered: a vocabulary of six conferences'
// texts has some 60,000, and hostile text must not grow it without end.
const knownLimit = 100_000

// New gives the analyzer of a language.
func New(lang tracker.Lang) *Analyzer {
	return &Analyzer{lang: lang, stem: stemmer(lang), common: commonWords(lang), known: map[string]form{}}
}

// Common reports whether an exact form is so common in the language that a query
// for words need not insist on it.
func (a *Analyzer) Common(exact string) bool { return a.common[exact] }

// averageWord is about how many bytes of text make a word of the list: five
// letters and a space, or three bytes of a character.
const averageWord = 5

// Words lists the words of text in order.
func (a *Analyzer) Words(text string) []Word {
	out := make([]Word, 0, len(text)/averageWord+1)
	position := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.Is(unicode.Han, r):
			position++
			out = a.character(out, text, i, size, position)
			i += size
		case wordRune(r):
			end := runEnd(text, i)
			for _, c := range chunks(text, i, end) {
				out = a.chunk(out, text, c, &position)
			}
			i = end
		default:
			i += size
		}
	}
	return out
}

// character appends a Han character, and the pair it makes with the next one.
func (a *Analyzer) character(out []Word, text string, i, size, position int) []Word {
	out = append(out, Word{Start: i, End: i + size, Position: position, Span: 1, Exact: Fold(text[i : i+size])})
	next, nextSize := utf8.DecodeRuneInString(text[i+size:])
	if unicode.Is(unicode.Han, next) {
		end := i + size + nextSize
		out = append(out, Word{Start: i, End: end, Position: position, Span: 2, Exact: Fold(text[i:end])})
	}
	return out
}

// chunk appends the words of one chunk: itself, or its hyphenated parts and
// their compound.
func (a *Analyzer) chunk(out []Word, text string, c span, position *int) []Word {
	if c.symbol {
		*position++
		return append(out, Word{Start: c.start, End: c.end, Position: *position, Span: 1, Exact: foldSymbol(text[c.start:c.end])})
	}
	first := len(out)
	compound := Word{Start: c.start, End: c.end, Position: *position + 1}
	letters := false
	for start, end := range parts(text, c.start, c.end) {
		start = a.afterElision(text, start, end)
		f := a.form(text[start:end])
		if f.exact == "" {
			continue
		}
		*position++
		if compound.Span++; compound.Span <= compoundLimit {
			compound.Exact += f.exact
		}
		letters = letters || strings.ContainsFunc(f.exact, unicode.IsLetter)
		out = append(out, Word{Start: start, End: end, Position: *position, Span: 1, Exact: f.exact, Stems: f.stems, marked: f.marked})
	}
	if compound.Span < 2 || compound.Span > compoundLimit || !letters {
		return out
	}
	joined := a.form(compound.Exact)
	compound.Stems, compound.marked = joined.stems, joined.marked
	return append(out[:first+1], append([]Word{compound}, out[first+1:]...)...)
}

// compoundLimit is the most hyphenated parts that are also kept joined:
// "cyber-security" is also "cybersecurity", but nobody writes
// "peer-to-peer-based-service" in one word.
const compoundLimit = 3

// longestWord is the longest spelling, in bytes, that is taken for a word of a
// language; the longest real ones have some forty letters. Longer runs of letters
// are noise, on which stemmers can be made to take quadratic time.
const longestWord = 120

// form gives the folded form and the stems of a spelling.
func (a *Analyzer) form(spelling string) form {
	if len(spelling) > longestWord {
		return form{exact: Fold(spelling)}
	}
	lower := strings.ToLower(spelling)
	a.mu.RLock()
	f, ok := a.known[lower]
	a.mu.RUnlock()
	if ok {
		return f
	}
	word := lower
	if a.lang == tracker.English {
		word = trimPossessive(word)
	}
	f.exact = Fold(word)
	if f.exact != "" && written(a.lang, f.exact) {
		f.stems = a.stems(word, f.exact)
		f.marked = marked(f)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.known) < knownLimit {
		a.known[strings.Clone(lower)] = f
	}
	return f
}
