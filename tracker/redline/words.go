package redline

// A hunk is a run of tokens a[a0:a1] of the old side that b[b0:b1] of the new
// side replaces. Either may be empty.
type hunk struct{ a0, a1, b0, b1 int }

// costHunk is what it costs to interrupt the text once more, in hundredths of a
// content word. Two changed words stay one hunk unless what stands between them
// is worth reading as kept: "30 June" to "31 July" is one change, not two, and
// Chinese characters that two phrases share by chance do not make confetti.
const costHunk = 200

// costTyping is what it costs to match two typings of one word, so that where
// both are there the same typing is preferred.
const costTyping = 1

// smallProduct is the number of cells, tokens times tokens, up to which the
// exact alignment is made: about 1,500 by 1,500, some ten milliseconds. Beyond
// it the texts are first cut at phrases that each has once.
const smallProduct = 1500 * 1500

// A wordAligner compares token sequences; its tables are used again for every
// pair of paragraphs.
type wordAligner struct {
	lex        *lexicon
	chinese    chineseWords // nil leaves hunks in Chinese as characters
	kept, gone []int32      // room for two rows each
	from       []byte
	side       []known
	first      rows // the row for the whole of the old side
}

// A known is a token with what the alignment asks of it.
type known struct{ word, key, cost int32 }

// rows hold, for each rest of the new side, the least cost of aligning it with
// one rest of the old side.
type rows struct {
	kept []int32 // when the first tokens of both are kept
	gone []int32 // when one of them is changed
	from []byte  // how the alignment goes on
}

// How an alignment goes on after its first token.
const (
	keptFromGone = 1 << iota // the kept token is followed by a hunk
	goneOld                  // the changed token is an old one
	goneNew                  // the changed token is a new one
	goneOpens                // it is the hunk's last
)

// align gives the hunks that turn a into b, in order, none touching the next.
func (w *wordAligner) align(a, b []token) []hunk {
	joined := joinTouching(w.wholeWords(joinTouching(w.alignPart(nil, a, b, 0, 0, 0)), a, b))
	for i := range joined {
		limitA, limitB := len(a), len(b)
		if i+1 < len(joined) {
			limitA, limitB = joined[i+1].a0, joined[i+1].b0
		}
		floorA, floorB := 0, 0
		if i > 0 {
			floorA, floorB = joined[i-1].a1, joined[i-1].b1
		}
		joined[i] = w.slide(joined[i], a[:limitA], b[:limitB], floorA, floorB)
	}
	return joined
}

// joinTouching makes one of hunks between which nothing is kept.
func joinTouching(hunks []hunk) []hunk {
	joined := hunks[:0]
	for _, h := range hunks {
		if n := len(joined); n > 0 && joined[n-1].a1 == h.a0 && joined[n-1].b1 == h.b0 {
			joined[n-1].a1, joined[n-1].b1 = h.a1, h.b1
			continue
		}
		joined = append(joined, h)
	}
	return joined
}

// alignPart appends the hunks between a and b, which stand at offA and offB of
// the whole. What both begin and end with is set aside first.
func (w *wordAligner) alignPart(hunks []hunk, a, b []token, offA, offB, depth int) []hunk {
	for len(a) > 0 && len(b) > 0 && a[0].word == b[0].word {
		a, b, offA, offB = a[1:], b[1:], offA+1, offB+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].word == b[len(b)-1].word {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return hunks
	case len(a) == 0 || len(b) == 0:
		return append(hunks, hunk{offA, offA + len(a), offB, offB + len(b)})
	case len(a)*len(b) <= smallProduct:
		return w.alignSmall(hunks, a, b, offA, offB)
	}
	return w.alignLong(hunks, a, b, offA, offB, depth)
}

// alignSmall is the exact alignment: the least sum of the costs of changed
// tokens and costHunk for each hunk (affine gaps, after Gotoh). It runs from the
// ends to the beginnings so that the hunks come out in order.
func (w *wordAligner) alignSmall(hunks []hunk, a, b []token, offA, offB int) []hunk {
	n, m := len(a), len(b)
	w.fill(a, b)
	width := m + 1
	isKept := w.first.kept[0] <= w.first.gone[0]
	start := hunk{-1, 0, 0, 0}
	for i, j := 0, 0; i < n || j < m; {
		f := w.from[i*width+j]
		if isKept {
			// Two typings of one word are a hunk of their own, so that both
			// sides can be put together again to the byte.
			if a[i].word != b[j].word {
				hunks = append(hunks, hunk{offA + i, offA + i + 1, offB + j, offB + j + 1})
			}
			i, j = i+1, j+1
			isKept = f&keptFromGone == 0
			continue
		}
		if start.a0 < 0 {
			start = hunk{i, i, j, j}
		}
		if f&goneOld != 0 {
			i++
		} else {
			j++
		}
		if f&goneOpens != 0 || i == n && j == m {
			hunks = append(hunks, hunk{offA + start.a0, offA + i, offB + start.b0, offB + j})
			start.a0 = -1
			isKept = true
		}
	}
	return hunks
}

// fill computes, for every pair of suffixes, the least cost of turning one into
// the other and how it begins; the tables end with those of the whole of a.
func (w *wordAligner) fill(a, b []token) {
	n, m := len(a), len(b)
	width := m + 1
	w.kept, w.gone = room(w.kept, 2*width), room(w.gone, 2*width)
	w.from, w.side = room(w.from, (n+1)*width), w.side[:0]
	for _, t := range b {
		x := &w.lex.words[t.word]
		w.side = append(w.side, known{t.word, x.key, x.cost})
	}
	below := rows{w.kept[:width], w.gone[:width], w.from[n*width:]}
	here := rows{w.kept[width : 2*width], w.gone[width : 2*width], nil}
	below.fillLast(w.side)
	for i := n - 1; i >= 0; i-- {
		x := &w.lex.words[a[i].word]
		here.from = w.from[i*width : (i+1)*width]
		here.fillAbove(below, known{a[i].word, x.key, x.cost}, w.side)
		below, here = here, below
	}
	w.first = below
}

// never is a cost that no alignment has, with room for adding to it.
const never = 1 << 30

// fillLast is the row for the end of a: the rest of b came.
func (r rows) fillLast(b []known) {
	m := len(b)
	r.kept[m], r.gone[m], r.from[m] = 0, never, 0
	for j := m - 1; j >= 0; j-- {
		r.kept[j], r.gone[j], r.from[j] = never, r.gone[j+1]+b[j].cost, goneNew
		if j == m-1 {
			r.gone[j], r.from[j] = costHunk+b[j].cost, goneNew|goneOpens
		}
	}
}

// fillAbove is the row for a rest that begins with x, from the row below it.
func (r rows) fillAbove(below rows, x known, b []known) {
	m := len(b)
	kept, gone, from := r.kept[:m+1], r.gone[:m+1], r.from[:m+1]
	keptBelow, goneBelow := below.kept[:m+1], below.gone[:m+1]
	for j := m; j >= 0; j-- {
		f := byte(goneOld)
		g := goneBelow[j] + x.cost
		if open := keptBelow[j] + x.cost + costHunk; open < g {
			g, f = open, goneOld|goneOpens
		}
		k := int32(never)
		if j < m {
			y := &b[j]
			if c := gone[j+1] + y.cost; c < g {
				g, f = c, goneNew
			}
			if open := kept[j+1] + y.cost + costHunk; open < g {
				g, f = open, goneNew|goneOpens
			}
			if x.key == y.key {
				k = keptBelow[j+1]
				if goneBelow[j+1] < k {
					k = goneBelow[j+1]
					f |= keptFromGone
				}
				if x.word != y.word {
					k += costTyping
				}
			}
		}
		kept[j], gone[j], from[j] = k, g, f
	}
}

func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)
	}
	return s[:n]
}

// slide moves a pure insertion or deletion, without changing what it means, to
// where it reads best: beginning at a word, best at the start of a sentence or
// clause. "the [new ]plan" rather than "the[ new] plan". It does not pass
// floorA, floorB or the ends of a and b.
func (w *wordAligner) slide(h hunk, a, b []token, floorA, floorB int) hunk {
	if h.a0 < h.a1 && h.b0 < h.b1 {
		return h
	}
	t, from, to := a, h.a0, h.a1
	if h.a0 == h.a1 {
		t, from, to = b, h.b0, h.b1
	}
	left, right := 0, 0
	for from-left > 0 && h.a0-left > floorA && h.b0-left > floorB && t[from-left-1].word == t[to-left-1].word {
		left++
	}
	for to+right < len(t) && h.a1+right < len(a) && h.b1+right < len(b) && t[from+right].word == t[to+right].word {
		right++
	}
	best, shift := -1, 0
	for s := -left; s <= right; s++ {
		if v := w.startValue(t, from+s); v > best || v == best && abs(s) < abs(shift) {
			best, shift = v, s
		}
	}
	return hunk{h.a0 + shift, h.a1 + shift, h.b0 + shift, h.b1 + shift}
}

// startValue says how well a hunk reads that begins at t[i].
func (w *wordAligner) startValue(t []token, i int) int {
	if i == 0 {
		return 3
	}
	switch before := w.lex.words[t[i-1].word]; {
	case before.kind == sign:
		return 1
	case before.kind != space:
		return 0
	case i >= 2 && w.lex.words[t[i-2].word].kind == sign:
		return 3
	}
	return 2
}

func abs(n int) int { return max(n, -n) }

// edits writes the hunks between a and b, the tokens of oldText and newText, as
// runs of kept, old and new text.
func edits(oldText, newText string, a, b []token, hunks []hunk) []Edit {
	out := make([]Edit, 0, 2*len(hunks)+1)
	add := func(op, text string, typing bool) {
		if text != "" {
			out = append(out, Edit{Op: op, Text: text, Typing: typing})
		}
	}
	at := 0
	for _, h := range hunks {
		add("=", cut(oldText, a, at, h.a0), false)
		went, came := cut(oldText, a, h.a0, h.a1), cut(newText, b, h.b0, h.b1)
		typing := went != "" && came != "" && key(went) == key(came)
		add("-", went, typing)
		add("+", came, typing)
		at = h.a1
	}
	add("=", cut(oldText, a, at, len(a)), false)
	return out
}

// cut is the text of tokens from to to.
func cut(s string, t []token, from, to int) string { return s[offset(s, t, from):offset(s, t, to)] }

// offset is the byte at which token i of s begins, or the end of s.
func offset(s string, t []token, i int) int {
	if i == len(t) {
		return len(s)
	}
	return int(t[i].start)
}
