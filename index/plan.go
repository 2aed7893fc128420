package index

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
	"concord/tracker"
)

// A plan is what a query asks of the provisions of one language.
type plan struct {
	lang    tracker.Lang
	weight  float32 // of every score: see foreignWeight
	clauses [][]leaf
	not     []leaf
	// inOrder is all that was typed, word after word; texts that have it so are
	// rewarded. It has no steps when operators were used.
	inOrder leaf
}

// A leaf is a term as one language reads it: words in a row, a beginning, or a
// run of Chinese characters that need not stand in a row.
type leaf struct {
	steps  []step
	joined []string // terms that mean the same as all steps: a compound in one word
	prefix string
	// loose is set for a long run of characters typed without quotes: nobody puts
	// spaces between Chinese words, so they need not all touch in the text. Then
	// every step must occur and half of pairs.
	loose bool
	pairs []string
}

// A step is one place of a leaf.
type step struct {
	offset int      // from the first step
	terms  []string // any of them
	exact  string   // the one that counts more
}

// foreignWeight lowers a word in Latin letters found in Arabic, Chinese or
// Russian text. There it is an acronym or a name, rare enough to outscore
// every text in the word's own languages.
const foreignWeight = 0.5

// looseFrom is the length at which a run of characters may be several words:
// most Chinese words have two characters, few have more than three.
const looseFrom = 4

// maxSteps bounds a phrase; the longest title has some fifty words.
const maxSteps = 60

// plans gives what a query asks of each language that may have its words.
func (x *Index) plans(q Query) []plan {
	var out []plan
	for _, l := range tracker.Langs {
		if !mayHold(l, q) {
			continue
		}
		p := plan{lang: l, weight: 1}
		if words.ScriptFor(l) != words.Latin && !slices.ContainsFunc(q.Clauses, func(c Clause) bool {
			return slices.ContainsFunc(c, func(t Term) bool { return words.ScriptOf(t.Text) == words.ScriptFor(l) })
		}) {
			p.weight = foreignWeight
		}
		p.read(x.analyzers[l], q)
		out = append(out, p)
	}
	return out
}

// mayHold reports whether each clause has a term that language l can write:
// Latin letters and digits stand in texts of all languages.
func mayHold(l tracker.Lang, q Query) bool {
	for _, c := range q.Clauses {
		if !slices.ContainsFunc(c, func(t Term) bool {
			s := words.ScriptOf(t.Text)
			return s == words.NoScript || s == words.Latin || s == words.ScriptFor(l)
		}) {
			return false
		}
	}
	return true
}

// read fills p from q. Common words outside phrases are left out unless nothing
// else is asked for.
func (p *plan) read(a *words.Analyzer, q Query) {
	var common [][]leaf
	for _, c := range q.Clauses {
		var leaves []leaf
		onlyCommon := true
		for _, t := range c {
			f := readTerm(a, t)
			if f.empty() {
				continue
			}
			leaves = append(leaves, f)
			onlyCommon = onlyCommon && !t.Phrase && !t.Prefix && len(f.steps) == 1 && a.Common(f.steps[0].exact)
		}
		switch {
		case len(leaves) == 0:
		case onlyCommon:
			common = append(common, leaves)
		default:
			p.clauses = append(p.clauses, leaves)
		}
	}
	if len(p.clauses) == 0 {
		p.clauses = common
	}
	if f := readTerm(a, Term{Text: q.Reference, Phrase: true}); len(f.steps) > 1 {
		p.inOrder = f
	}
	for _, t := range q.Not {
		if f := readTerm(a, t); !f.empty() {
			p.not = append(p.not, f)
		}
	}
}

// empty reports that the term has no word in the language.
func (f leaf) empty() bool { return len(f.steps) == 0 && f.prefix == "" }

// readTerm reads a term as a's language does.
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
			if !t.Phrase && w.Span == last {
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

// looseLeaf asks for each character or word on its own.
func looseLeaf(read []words.Word, pairs []string) leaf {
	f := leaf{loose: true, pairs: pairs}
	for _, w := range read {
		if w.Span == 1 {
			f.steps = append(f.steps, step{terms: alternatives(w), exact: w.Exact})
		}
	}
	f.steps = f.steps[:min(len(f.steps), maxSteps)]
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
