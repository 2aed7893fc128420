package redline

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"concord/data"
)

// chineseWords are the words by which hunks in Chinese, which is written without
// spaces, are made whole. The key is a word's first character.
type chineseWords map[rune][]string

// shippedChinese are the words of data/redline/zh.txt, one a line.
var shippedChinese = sync.OnceValue(func() chineseWords {
	words := chineseWords{}
	file, err := data.Files.ReadFile("redline/zh.txt")
	if err != nil {
		return words
	}
	for w := range strings.FieldsSeq(string(file)) {
		first, _ := utf8.DecodeRuneInString(w)
		words[first] = append(words[first], w)
	}
	return words
})

// longest gives the length in bytes of the longest word that s begins with, or
// 0.
func (words chineseWords) longest(s string) int {
	n := 0
	first, _ := utf8.DecodeRuneInString(s)
	for _, w := range words[first] {
		if len(w) > n && strings.HasPrefix(s, w) {
			n = len(w)
		}
	}
	return n
}

// wholeWords widens replacements that begin or end inside a word on both sides:
// 决[定→议] becomes [决定→决议]. What only came or went stays as it is, for 每[两]年
// reads well, and so does what is inside a word on one side alone: cutting text
// into words makes mistakes, hardly ever the same one twice.
func (w *wordAligner) wholeWords(hunks []hunk, a, b []token) []hunk {
	isChinese := func(t token) bool { return w.lex.words[t.word].kind == ideograph }
	if w.chinese == nil || len(hunks) == 0 || !slices.ContainsFunc(a, isChinese) {
		return hunks
	}
	insideA, insideB := w.insideWords(a), w.insideWords(b)
	for i := range hunks {
		h := &hunks[i]
		if h.a0 == h.a1 || h.b0 == h.b1 {
			continue
		}
		floor, limit := 0, len(a)
		if i > 0 {
			floor = hunks[i-1].a1
		}
		if i+1 < len(hunks) {
			limit = hunks[i+1].a0
		}
		for h.a0 > floor && insideA[h.a0] && insideB[h.b0] {
			h.a0, h.b0 = h.a0-1, h.b0-1
		}
		for h.a1 < limit && insideA[h.a1] && insideB[h.b1] {
			h.a1, h.b1 = h.a1+1, h.b1+1
		}
	}
	return hunks
}

// maxWordTokens is the length of the longest word of the list, in characters; a
// test holds it.
const maxWordTokens = 8

// insideWords says of each token whether the word before goes on in it. Words
// are taken from the left, the longest that fits; the last element stands for
// the end.
func (w *wordAligner) insideWords(t []token) []bool {
	inside := make([]bool, len(t)+1)
	for i := 0; i < len(t); {
		var ahead strings.Builder
		ends := []int{0}
		for j := i; j < len(t) && j < i+maxWordTokens && w.lex.words[t[j].word].kind == ideograph; j++ {
			ahead.WriteString(w.lex.words[t[j].word].text)
			ends = append(ends, ahead.Len())
		}
		n := max(1, slices.Index(ends, w.chinese.longest(ahead.String())))
		for j := i + 1; j < i+n; j++ {
			inside[j] = true
		}
		i += n
	}
	return inside
}
