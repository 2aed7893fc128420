package overlap

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
	"concord/tracker"
)

// A token is a word as a number: a hash of its folded form, or one of the
// entities below. All languages share the numbers, a shelf holds one language.
type token uint32

// Tokens that stand for more than a word. A run with an entity in it weighs
// nothing: that two texts cite the same text is no overlap.
const (
	entity token = 1 + iota // a citation, a date, a session, the name of a treaty or a body
	number                  // any number outside entities
	firstWord
)

// A lexeme is what is known of a spelling.
type lexeme struct {
	token token
	stem  token // 0 for function words, entities and numbers
	digit bool
	year  bool
	opens bool // begins a phrase
}

// A span is a stretch of a text, in bytes.
type span struct{ start, end int32 }

// A reader turns text of one language into tokens. It is not safe for
// concurrent use: each worker has its own.
type reader struct {
	lang     tracker.Lang
	analyzer *words.Analyzer
	phrases  *phrases
	known    table[uint64, lexeme] // by spelling
	stems    table[token, token]   // of every word met
	learned  []token               // words met since the shelf was last told

	// Of the last text read, one a word:
	words    []lexeme
	spans    []span
	hashes   []uint64 // of the spellings
	entities []bool   // the word is part of an entity

	out   []token
	stock []token             // the content words of all provisions of a text, while it is read
	uses  table[token, int32] // of them
	room  []token             // for tokens that stay
}

func newReader(lang tracker.Lang, p *phrases) *reader {
	return &reader{lang: lang, analyzer: words.New(lang), phrases: p}
}

// another gives a reader of the same language for another worker. What one of them
// learns of a word's stem spares the other time.
func (r *reader) another() *reader {
	return &reader{lang: r.lang, analyzer: r.analyzer, phrases: r.phrases}
}

// read gives the tokens of text. cited are the stretches that name other texts,
// in order. The result, and the words of r, are good until the next call.
func (r *reader) read(text string, cited []span) []token {
	r.cut(text)
	r.out = r.out[:0]
	r.entities = slices.Grow(r.entities[:0], len(r.words))[:len(r.words)]
	clear(r.entities)
	for i := 0; i < len(r.words); {
		for len(cited) > 0 && cited[0].end <= r.spans[i].start {
			cited = cited[1:]
		}
		end := i
		if len(cited) > 0 && cited[0].start < r.spans[i].end {
			for end < len(r.words) && r.spans[end].start < cited[0].end {
				end++
			}
		} else if w := &r.words[i]; w.opens || w.digit {
			end = i + r.phrases.entityAt(r.words[i:])
		}
		switch {
		case end > i:
			r.out = append(r.out, entity)
			for ; i < end; i++ {
				r.entities[i] = true
			}
			continue
		case r.words[i].digit:
			r.out = append(r.out, number)
		default:
			r.out = append(r.out, r.words[i].token)
		}
		i++
	}
	return r.out
}

// roomAtOnce is how many tokens a reader makes room for at once.
const roomAtOnce = 1 << 14

// keep gives a copy of tokens that stays.
func (r *reader) keep(tokens []token) []token {
	if len(r.room)+len(tokens) > cap(r.room) {
		r.room = make([]token, 0, max(roomAtOnce, len(tokens)))
	}
	from := len(r.room)
	r.room = append(r.room, tokens...)
	return r.room[from:len(r.room):len(r.room)]
}

// cut fills r.words and r.spans with the words of text. They are looked up when all
// are found: the processor then waits for many at once.
func (r *reader) cut(text string) {
	r.divide(text)
	r.words = slices.Grow(r.words[:0], len(r.spans))[:len(r.spans)]
	for i, hash := range r.hashes {
		w, known := r.known.get(hash)
		if !known {
			w = r.lexeme(text[r.spans[i].start:r.spans[i].end], hash)
		}
		r.words[i] = w
	}
}

// divide fills r.spans and r.hashes.
func (r *reader) divide(text string) {
	r.spans, r.hashes = r.spans[:0], r.hashes[:0]
	add := func(start, end int, hash uint64) {
		r.spans = append(r.spans, span{int32(start), int32(end)})
		r.hashes = append(r.hashes, max(hash, 1))
	}
	for i := 0; i < len(text); {
		if end, hash := spelled(text, i); end > i {
			add(i, end, hash)
			i = end
		}
		if i == len(text) || text[i] < utf8.RuneSelf {
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		if runeKind(c) == character {
			add(i, i+size, (offsetFNV^uint64(c))*primeFNV)
		}
		i += size
	}
}

// spelled gives the end of the word that begins at i, which is i where none does,
// and a hash of it.
func spelled(text string, i int) (end int, hash uint64) {
	hash = offsetFNV
	for i < len(text) {
		if c := asciiLetters[text[i]]; c != 0 {
			hash = (hash ^ uint64(c)) * primeFNV
			i++
			continue
		}
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		}
		if c < utf8.RuneSelf || runeKind(c) != inWord {
			break
		}
		hash = (hash ^ uint64(c)) * primeFNV
		i += size
	}
	return i, hash
}

// The constants of FNV-1a, here over code points.
const (
	offsetFNV = 14695981039346656037
	primeFNV  = 1099511628211
)

// What a rune is to a word.
type runeClass byte

const (
	other     runeClass = iota
	inWord              // letter, digit or mark
	character           // a word by itself: Han
)

// asciiLetters gives letters in lower case and digits, 0 for every other byte.
var asciiLetters = func() (letters [1 << 8]byte) {
	for c := range rune(utf8.RuneSelf) {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			letters[c] = byte(unicode.ToLower(c))
		}
	}
	return letters
}()

func runeKind(r rune) runeClass {
	switch {
	case unicode.Is(unicode.Han, r):
		return character
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ':
		return inWord
	}
	return other
}

// spellingLimit bounds what a reader remembers, so that hostile text cannot
// make it grow without end.
const spellingLimit = 1_000_000

// lexeme looks at a spelling that is not known yet.
func (r *reader) lexeme(spelling string, hash uint64) lexeme {
	folded := tracker.Fold(spelling)
	w := lexeme{token: tokenOf(folded)}
	for _, c := range folded {
		w.digit = w.digit || unicode.IsDigit(c)
	}
	w.year = len(folded) == 4 && (folded[:2] == "19" || folded[:2] == "20") && w.digit
	if !w.digit {
		w.stem = r.stem(spelling, w.token)
	}
	w.opens = len(r.phrases.byFirst[w.token]) > 0
	if r.known.used < spellingLimit {
		*r.known.at(hash) = w
		if r.learn(w.token, w.stem) {
			r.learned = append(r.learned, w.token)
		}
	}
	return w
}

// learn notes the stem of a word and reports whether it is new. Spellings that
// are one word when folded may have several stems: the least of them is the
// word's, in whatever order they are met.
func (r *reader) learn(word, stem token) bool {
	before, known := r.stems.get(word)
	if known && before <= stem {
		return false
	}
	*r.stems.at(word) = stem
	return true
}

// stem gives the stem of a word, or 0 for one that every text has.
func (r *reader) stem(spelling string, t token) token {
	read := r.analyzer.Words(spelling)
	switch {
	case len(read) == 0 || r.analyzer.Common(read[0].Exact):
		return 0
	case len(read[0].Stems) == 0:
		return t
	}
	return tokenOf(slices.MinFunc(read[0].Stems, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
}

func tokenOf(word string) token {
	hash := uint64(offsetFNV)
	for _, c := range word {
		hash = (hash ^ uint64(c)) * primeFNV
	}
	return max(token(mix(hash)), firstWord)
}

// mix spreads a hash over all its bits (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
