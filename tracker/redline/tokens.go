package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is the smallest piece that a redline marks: a word with its marks, a
// number or symbol ("1,000", "C26/32", "A/RES/79/1"), one ideograph, one
// punctuation sign, or a run of spaces. Tokens cover their text without a gap,
// and their borders never fall inside a word or a grapheme.
type token struct {
	start int32 // byte offset
	word  int32 // index into lexicon.words
}

// A kind says what a token is made of.
type kind byte

const (
	space kind = iota
	sign
	ideograph
	word
)

// A lexicon numbers the distinct tokens of the two texts being compared.
type lexicon struct {
	ids   map[string]int32
	words []lexeme
}

// newLexicon has room for the tokens of a text of this many bytes.
func newLexicon(bytes int) *lexicon {
	const bytesPerWord = 32 // a distinct word every so many bytes, roughly
	return &lexicon{ids: make(map[string]int32, bytes/bytesPerWord), words: make([]lexeme, 0, bytes/bytesPerWord)}
}

// A lexeme is what is known of a distinct token.
type lexeme struct {
	text string
	key  int32 // the token that stands for all typings of the same word
	fold int32 // the one that stands for upper and lower case too
	cost int32 // of changing it, in hundredths of a content word
	kind kind
}

// What changing a token costs, in hundredths of a content word. Spaces, signs
// and the short words that every sentence has (the, de, на, من) are cheap: two
// hunks are not kept apart for their sake. A Chinese character is about half a
// word.
const (
	costSpace     = 5
	costSign      = 30
	costShort     = 50
	costIdeograph = 50
	costWord      = 100
)

// shortWord is the length in letters up to which a word is taken for a function
// word. Articles, prepositions and conjunctions of the five alphabetic languages
// are nearly all this short, and a rule without lists treats them alike.
const shortWord = 3

// add gives the number of token s.
func (l *lexicon) add(s string, k kind) int32 {
	if id, ok := l.ids[s]; ok {
		return id
	}
	id := int32(len(l.words))
	l.ids[s] = id
	l.words = append(l.words, lexeme{text: s, kind: k, cost: tokenCost(s, k)})
	plain := " "
	if k != space {
		plain = key(s)
	}
	keyID, foldID := id, id
	if plain != s {
		keyID = l.words[l.add(plain, k)].key
	}
	if folded := strings.ToLower(plain); folded != s {
		foldID = l.words[l.add(folded, k)].fold
	}
	l.words[id].key, l.words[id].fold = keyID, foldID
	return id
}

func tokenCost(s string, k kind) int32 {
	switch k {
	case space:
		return costSpace
	case sign:
		return costSign
	case ideograph:
		return costIdeograph
	}
	if utf8.RuneCountInString(s) <= shortWord && !strings.ContainsAny(s, "0123456789") {
		return costShort
	}
	return costWord
}

// tokens cuts s.
func (l *lexicon) tokens(s string) []token {
	out := make([]token, 0, len(s)/3+1)
	for start := 0; start < len(s); {
		end, k := scan(s, start)
		out = append(out, token{start: int32(start), word: l.add(s[start:end], k)})
		start = end
	}
	return out
}

// scan gives the end of the token that starts at start, and its kind.
func scan(s string, start int) (end int, k kind) {
	r, n := utf8.DecodeRuneInString(s[start:])
	end = start + n
	switch {
	case unicode.IsSpace(r):
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsSpace(r) {
				break
			}
			end += n
		}
		return skipMarks(s, end), space
	case isIdeograph(r):
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return skipMarks(s, end), sign
		}
		if isHanDigit(r) {
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if !isHanDigit(r) {
					break
				}
				end += n
			}
		}
		return skipMarks(s, end), ideograph
	case isWordRune(r):
		return scanWord(s, end, r), word
	case isRegional(r):
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !isRegional(r) {
				break
			}
			end += n
		}
	}
	return skipMarks(s, end), sign
}

// scanWord gives the end of a word whose first rune, last, ends at end.
func scanWord(s string, end int, last rune) int {
	for end < len(s) {
		if b := s[end]; b < utf8.RuneSelf && isWordRune(rune(b)) { // most of most texts
			last, end = rune(b), end+1
			continue
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		if isWordRune(r) {
			last, end = r, end+n
			continue
		}
		if after := skipMarks(s, end); after > end {
			end = after
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[end+n:])
		if !isWordRune(next) || !joins(r, last, next, s[end+n:]) {
			break
		}
		last, end = r, end+n
	}
	return end
}

// joins reports whether r, between last and next, is part of a word, number or
// symbol. rest begins with next.
func joins(r, last, next rune, rest string) bool {
	switch r {
	case '\'', '’', 'ʼ', '-', '‐', '‑', '/', '_':
		return true
	case '.':
		return unicode.IsDigit(next)
	case ',', ':', '–', '٫', '٬':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '\u00a0', '\u202f', '\u2009':
		return unicode.IsDigit(last) && startsWithGroup(rest)
	}
	return false
}

// startsWithGroup reports whether s begins with exactly three digits, as a
// group of thousands does.
func startsWithGroup(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			break
		}
		n++
	}
	return n == 3
}

// skipMarks gives the end of the combining marks, joiners and other invisible
// signs at end: they belong to what stands before them. What follows a
// zero-width joiner does too.
func skipMarks(s string, end int) int {
	for end < len(s) && s[end] >= utf8.RuneSelf { // no mark is ASCII
		r, n := utf8.DecodeRuneInString(s[end:])
		if !isMark(r) {
			break
		}
		end += n
		if r == '\u200d' && end < len(s) {
			if next, n := utf8.DecodeRuneInString(s[end:]); !unicode.IsSpace(next) && !isWordRune(next) {
				end += n
			}
		}
	}
	return end
}

func isMark(r rune) bool {
	if r < 0x80 {
		return false
	}
	return unicode.Is(unicode.M, r) || 0x1F3FB <= r && r <= 0x1F3FF ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

func isWordRune(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Prepended_Concatenation_Mark, r)) && !isIdeograph(r)
}

func isHanDigit(r rune) bool {
	return r >= 0x3007 && strings.ContainsRune("〇零一二三四五六七八九十百千万亿", r)
}

func isRegional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }
