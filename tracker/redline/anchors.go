package redline

import (
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// phraseLengths are the lengths in tokens of the phrases that long texts are
// cut at, tried in turn: a phrase of eight tokens (four words and their spaces)
// that each text has exactly once is hardly ever there by chance.
var phraseLengths = [...]int{8, 4, 1}

// maxDepth bounds how often a part is cut again at phrases that are unique
// within it.
const maxDepth = 8

// alignLong compares texts too long for the exact alignment: it cuts them at
// phrases that both have once, in the same order (patience), and compares the
// parts between.
func (w *wordAligner) alignLong(hunks []hunk, a, b []token, offA, offB, depth int) []hunk {
	if depth < maxDepth {
		for _, n := range phraseLengths {
			anchors := w.commonPhrases(a, b, n)
			if len(anchors) == 0 {
				continue
			}
			i, j := 0, 0
			for _, at := range anchors {
				if at.old < i || at.new < j {
					continue // overlaps the anchor before
				}
				hunks = w.alignPart(hunks, a[i:at.old], b[j:at.new], offA+i, offB+j, depth+1)
				i, j = at.old+n, at.new+n
			}
			return w.alignPart(hunks, a[i:], b[j:], offA+i, offB+j, depth+1)
		}
	}
	return w.alignShortest(hunks, a, b, offA, offB)
}

// A link joins a place in the old sequence to one in the new.
type link struct{ old, new int }

// commonPhrases gives where the phrases of n tokens stand that a and b each
// have exactly once: the longest list that runs in the same order in both.
func (w *wordAligner) commonPhrases(a, b []token, n int) []link {
	type places struct{ old, new int } // first place plus one; -1 when there are more
	at := make(map[uint64]places, len(a))
	note := func(p *int, i int) {
		if *p == 0 {
			*p = i + 1
		} else {
			*p = -1
		}
	}
	for i := range len(a) - n + 1 {
		if h, ok := w.phrase(a[i : i+n]); ok {
			p := at[h]
			note(&p.old, i)
			at[h] = p
		}
	}
	for j := range len(b) - n + 1 {
		if h, ok := w.phrase(b[j : j+n]); ok {
			p := at[h]
			note(&p.new, j)
			at[h] = p
		}
	}
	var links []link
	for i := range len(a) - n + 1 {
		if h, ok := w.phrase(a[i : i+n]); ok {
			if p := at[h]; p.old > 0 && p.new > 0 && slices.EqualFunc(a[i:i+n], b[p.new-1:p.new-1+n], sameWord) {
				links = append(links, link{i, p.new - 1})
			}
		}
	}
	weights := make([]int64, len(links))
	for i := range weights {
		weights[i] = 1
	}
	return heaviestRising(links, weights)
}

func sameWord(a, b token) bool { return a.word == b.word }

// phrase hashes a phrase that begins with a word; spaces and signs alone are
// nothing to hold on to.
func (w *wordAligner) phrase(t []token) (hash uint64, ok bool) {
	if k := w.lex.words[t[0].word].kind; k != word && k != ideograph {
		return 0, false
	}
	hash = 14695981039346656037
	for _, x := range t {
		hash = (hash ^ uint64(x.word)) * 1099511628211
	}
	return hash, true
}

// maxShortest is the number of tokens on both sides together up to which the
// shortest edit script is looked for where no phrase helps; its time grows with
// the square. Beyond it nothing unique is shared in thousands of words, and one
// replaced by the other is what a reader would say too.
const maxShortest = 12000

// alignShortest is the shortest edit script (Myers), by go-diff on one rune a
// token and without its timeout, for long parts in which no phrase is unique,
// such as tables of the same few words.
func (w *wordAligner) alignShortest(hunks []hunk, a, b []token, offA, offB int) []hunk {
	if len(a)+len(b) > maxShortest {
		return append(hunks, hunk{offA, offA + len(a), offB, offB + len(b)})
	}
	coder := diffmatchpatch.New()
	coder.DiffTimeout = 0 // a result must not depend on the machine's speed
	i, j := offA, offB
	open := hunk{i, i, j, j}
	ra, rb := asRunes(a, b)
	for _, d := range coder.DiffMainRunes(ra, rb, false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		case diffmatchpatch.DiffEqual:
			if open.a0 < i || open.b0 < j {
				hunks = append(hunks, hunk{open.a0, i, open.b0, j})
			}
			i, j = i+n, j+n
			open = hunk{i, i, j, j}
		}
	}
	if open.a0 < i || open.b0 < j {
		hunks = append(hunks, hunk{open.a0, i, open.b0, j})
	}
	return hunks
}

// asRunes writes both sides with one rune for each distinct token, leaving out
// the surrogates, which a string cannot hold.
func asRunes(a, b []token) (ra, rb []rune) {
	const firstSurrogate, surrogates = 0xD800, 0x800
	codes := map[int32]rune{}
	code := func(t []token) []rune {
		out := make([]rune, len(t))
		for i, x := range t {
			r, ok := codes[x.word]
			if !ok {
				r = rune(len(codes)) + 1
				if r >= firstSurrogate {
					r += surrogates
				}
				codes[x.word] = r
			}
			out[i] = r
		}
		return out
	}
	return code(a), code(b)
}
