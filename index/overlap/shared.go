package overlap

import (
	"cmp"
	"slices"
	"strings"

	"concord/tracker"
)

// What is shown of the rarest words in common.
const (
	phrasesShown = 3
	// enoughContents is how many content words say by themselves why two
	// paragraphs stand beside each other.
	enoughContents = 5
	// commonPart: a word that more than one text in so many has tells little beside
	// others.
	commonPart = 8
)

// leastContents is how many content words a phrase has that carries a
// relation; Chinese characters are about half words.
func leastContents(l tracker.Lang) int {
	if l == tracker.Chinese {
		return 4
	}
	return 2
}

// phraseWords is how many words of a phrase are shown.
func phraseWords(l tracker.Lang) int {
	if l == tracker.Chinese {
		return 18
	}
	return 9
}

// shown compares as a reader is shown it: in a pair that is known to belong together
// a run of two content words tells something too.
func (r *reader) shown(a, b tracker.Provision) evidence {
	x := r.compare(a, b)
	x.a.functions, x.b.functions = r.functions(a.Text), r.functions(b.Text)
	left := func(p passage, start func(tile) int, none token) []token {
		used := placesOf(x.tiles, start, len(p.words))
		return masked(p.words, none, func(i int) bool { return p.content(i) && !used[i] })
	}
	x.add(tiles(left(x.a, startA, noneA), left(x.b, startB, noneB), leastContents(r.lang)))
	return x
}

// add adds runs that stand outside those that were found.
func (x *evidence) add(runs []tile) {
	inA, inB := placesOf(x.tiles, startA, len(x.a.words)), placesOf(x.tiles, startB, len(x.b.words))
	for _, t := range runs {
		if !slices.Contains(inA[t.a:t.a+t.n], true) && !slices.Contains(inB[t.b:t.b+t.n], true) {
			x.tiles = append(x.tiles, t)
		}
	}
	sortTiles(x.tiles)
	x.coverA, x.coverB = coverage(x.a, x.tiles, startA), coverage(x.b, x.tiles, startB)
}

// Tokens that no word has, one for each side, so that what is masked is no common
// run.
const noneA, noneB = token(0), entity

// masked puts none in the place of the tokens that are not kept.
func masked(tokens []token, none token, keep func(int) bool) []token {
	out := slices.Clone(tokens)
	for i := range out {
		if !keep(i) {
			out[i] = none
		}
	}
	return out
}

// placesOf tells which of n words stand in runs.
func placesOf(runs []tile, start func(tile) int, n int) []bool {
	in := make([]bool, n)
	for _, t := range runs {
		for i := range t.n {
			in[start(t)+i] = true
		}
	}
	return in
}

// functions tells which words of a text are function words by our list: that of the
// search has none in Chinese.
func (r *reader) functions(text string) []bool {
	r.cut(text)
	out := make([]bool, len(r.words))
	for i := 0; i < len(out); i++ {
		if f, is := r.phrases.at(r.words[i:], functionTerm); is {
			for range f.words[1:] {
				out[i] = true
				i++
			}
			out[i] = true
		}
	}
	return out
}

// content reports whether a word says something and is no part of a name of
// another text.
func (p *passage) content(i int) bool { return p.stems[i] != 0 && !p.entities[i] && !p.functions[i] }

// function reports whether a word is a function word.
func (p *passage) function(i int) bool { return !p.content(i) && !p.entities[i] && !p.digits[i] }

func (p *passage) contents(from, to int) (n int) {
	for i := from; i < to; i++ {
		if p.content(i) {
			n++
		}
	}
	return n
}

// A share is something that two texts share, with what it is ranked by.
type share struct {
	Phrase
	run      tile
	contents int
}

func rarest(found []share) {
	slices.SortStableFunc(found, func(a, b share) int {
		return cmp.Or(cmp.Compare(a.Uses, b.Uses), cmp.Compare(b.run.n, a.run.n), strings.Compare(a.Text, b.Text))
	})
}

// sharedPhrases gives the rarest that two texts share: phrases with content words
// enough to carry a relation; where these are few, telling words by themselves; and
// where there are none either, what has one content word. Function words alone are
// no reason. It adds the telling words that it gives to the runs of x, so that one
// sees where they stand.
func (e *Engine) sharedPhrases(s *sight, x *evidence) []Phrase {
	var phrases, thin []share
	for _, t := range x.tiles {
		switch c, is := e.phraseOf(s.shelf, *x, t); {
		case !is:
		case c.contents >= leastContents(s.shelf.lang):
			phrases = append(phrases, c)
		default:
			thin = append(thin, c)
		}
	}
	rarest(phrases)
	out := phrases[:min(len(phrases), phrasesShown)]
	contents := 0
	for _, c := range out {
		contents += c.contents
	}
	if contents < enoughContents*leastContents(s.shelf.lang)/2 {
		words := e.tellingWords(s, *x, out)
		rarest(words)
		widest := max(narrowestUse, len(e.revisions)/commonPart)
		for _, w := range words {
			if w.Uses <= widest || len(out) == 0 {
				out = append(slices.Clip(out), w)
			}
		}
	}
	if len(out) == 0 {
		rarest(thin)
		out = thin
	}
	shown, runs := []Phrase{}, []tile{}
	for _, c := range out[:min(len(out), phrasesShown)] {
		shown, runs = append(shown, c.Phrase), append(runs, c.run)
	}
	x.add(runs)
	return shown
}

// phraseOf cuts a run to at most [phraseWords] words around its rarest gram, without
// the function words at its ends, and counts its uses.
func (e *Engine) phraseOf(s *shelf, x evidence, t tile) (share, bool) {
	words := x.a.onShelf(t.a, t.a+t.n)
	best, from := 0, -1
	for i := range gramStarts(words, s.size) {
		if n := len(e.using(s, words[i:i+s.size])); n > 0 && (from < 0 || n < best) {
			best, from = n, i
		}
	}
	to := t.n
	if from >= 0 {
		most := phraseWords(s.lang)
		to = min(t.n, from+most)
		from = max(0, to-most)
	}
	from, to = max(from, 0)+t.a, to+t.a
	for from < to && x.a.function(from) {
		from++
	}
	for from < to && x.a.function(to-1) {
		to--
	}
	contents := x.a.contents(from, to)
	uses := len(e.using(s, x.a.onShelf(from, to)))
	if to-from < s.size {
		uses = len(e.holding(s, x.a.stems[from:to], x.a.onShelf(from, to)))
	}
	if uses == 0 {
		uses = best
	}
	if contents == 0 || uses == 0 {
		return share{}, false
	}
	return share{Phrase{x.a.text[x.a.spans[from].start:x.a.spans[to-1].end], uses}, t, contents}, true
}

// onShelf gives words as the shelf has them.
func (p *passage) onShelf(from, to int) []token {
	out := slices.Clone(p.words[from:to])
	for i := range out {
		switch {
		case p.entities[from+i]:
			out[i] = entity
		case p.digits[from+i]:
			out[i] = number
		}
	}
	return out
}

// tellingWords gives the words that both have outside the phrases, in whatever form;
// in Chinese, where pairs of characters stand for words, runs of them.
func (e *Engine) tellingWords(s *sight, x evidence, phrases []share) (out []share) {
	var runs []tile
	for _, c := range phrases {
		runs = append(runs, c.run)
	}
	left := func(p passage, start func(tile) int, none token) []token {
		used, stems := placesOf(runs, start, len(p.words)), s.contentOf(p)
		return masked(stems, none, func(i int) bool {
			return !used[i] && s.tell(stems[i]) > 0 && p.content(i) && (s.shelf.lang != tracker.Chinese || p.content(i+1))
		})
	}
	a := left(x.a, startA, noneA)
	for _, t := range tiles(a, left(x.b, startB, noneB), 1) {
		uses := len(e.holding(s.shelf, a[t.a:t.a+t.n], nil))
		if s.shelf.lang == tracker.Chinese {
			t.n++
		}
		if uses > 0 {
			out = append(out, share{Phrase{x.a.text[x.a.spans[t.a].start:x.a.spans[t.a+t.n-1].end], uses}, t, t.n})
		}
	}
	return out
}

// holding gives the instruments in which all telling words among stems stand in one
// wording, next to each other where run says how; none where no word is telling, or
// the shelf is too large to find wordings by words.
func (e *Engine) holding(s *shelf, stems, run []token) map[uint32]bool {
	var ids []uint32
	asked := false
	for _, stem := range stems {
		having := s.kin.having[stem]
		switch {
		case len(having) == 0:
			continue
		case !asked:
			ids = slices.Clone(having)
		default:
			ids = slices.DeleteFunc(ids, func(id uint32) bool { _, has := slices.BinarySearch(having, id); return !has })
		}
		asked = true
	}
	out := map[uint32]bool{}
	for _, id := range ids {
		if !follows(s.text(id), run) {
			continue
		}
		for p := range s.having(id) {
			out[e.provisions[p].in.lineage] = true
		}
	}
	return out
}

// follows reports whether run stands in words.
func follows(words, run []token) bool {
	for i := 0; i+len(run) <= len(words); i++ {
		if slices.Equal(words[i:i+len(run)], run) {
			return true
		}
	}
	return false
}

// using gives the instruments in which every gram of words stands in one
// wording.
func (e *Engine) using(s *shelf, words []token) map[uint32]bool {
	var common map[uint32]bool
	for i := range gramStarts(words, s.size) {
		here := map[uint32]bool{}
		for _, r := range s.base.find(gramAt(words, i, s.size)) {
			if id := r.use().text(); common == nil || common[id] {
				here[id] = true
			}
		}
		common = here
	}
	out := map[uint32]bool{}
	for id := range common {
		for p := range s.having(id) {
			out[e.provisions[p].in.lineage] = true
		}
	}
	return out
}
