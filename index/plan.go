package index

import (
	"slices"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/index/words"
	"concord/tracker"
)

// A plan is what a query asks of the provisions of one language.
type plan struct {
	lang tracker.Lang
	branch
	// inOrder is all that was typed, word after word; texts that have it so are
	// rewarded. It has no steps when operators were used.
	inOrder leaf
}

// A branch is a group as one language reads it: each clause is a list of
// alternatives.
type branch struct {
	clauses [][]leaf
	not     []leaf
}

// A leaf is a term as one language reads it: words in a row, a beginning, a run
// of Chinese characters that need not stand in a row, a group, or a filter.
type leaf struct {
	typed  string  // what explanations call it
	weight float32 // of its score
	steps  []step
	joined []string // terms that mean the same as all steps: a compound in one word
	prefix string
	// loose is set for a long run of characters typed without quotes: nobody puts
	// spaces between Chinese words, so they need not all touch in the text. Then
	// every step must occur and half of pairs.
	loose bool
	pairs []string

	group *branch
	docs  *roaring.Bitmap
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

// A planner reads a query as one language does.
type planner struct {
	index   *Index
	view    *view
	columns *columns
	lang    tracker.Lang
	words   *words.Analyzer
	weight  float32
	widened bool // by the glossary: then "de" and "of" of the typed words are not insisted on
	spent   *spending
	notes   []Note
}

// plans gives what a query asks of each language that may have its words. It
// tells r what has to be said about it.
func (x *Index) plans(v *view, c *columns, q Query, spent *spending, r *Results) (out []plan, err error) {
	glossary := x.glossary.widening()
	for _, l := range tracker.Langs {
		group, also := glossary.widen(q.Group, l)
		if !mayHold(l, group) {
			continue
		}
		p := planner{index: x, view: v, columns: c, lang: l, words: x.analyzers[l], weight: 1, widened: len(also) > 0, spent: spent}
		if words.ScriptFor(l) != words.Latin && !q.Group.inScript(words.ScriptFor(l)) {
			p.weight = foreignWeight
		}
		b, err := p.branch(group)
		if err != nil {
			return nil, err
		}
		made := plan{lang: l, branch: b}
		if made.inOrder, err = p.leaf(Term{Text: q.Reference, Phrase: true}); err != nil {
			return nil, err
		}
		if len(made.inOrder.steps) < 2 {
			made.inOrder = leaf{}
		}
		made.inOrder.weight *= inOrderWeight
		out = append(out, made)
		r.note(p.notes...)
		r.also(also)
	}
	return out, nil
}

// also joins what the glossary added in one more language.
func (r *Results) also(added []Equivalent) {
	for _, e := range added {
		i := slices.IndexFunc(r.Also, func(o Equivalent) bool { return o.Words == e.Words })
		if i < 0 {
			r.Also = append(r.Also, e)
			continue
		}
		for _, name := range e.Also {
			if !slices.Contains(r.Also[i].Also, name) {
				r.Also[i].Also = append(r.Also[i].Also, name)
			}
		}
	}
}

// inScript reports whether a word to look for is written in a script.
func (g Group) inScript(s words.Script) bool {
	return slices.ContainsFunc(g.Clauses, func(c Clause) bool {
		return slices.ContainsFunc(c, func(t Term) bool {
			return words.ScriptOf(t.Text) == s || t.Group != nil && t.Group.inScript(s)
		})
	})
}

// mayHold reports whether each clause has a term that language l can write:
// Latin letters and digits stand in texts of all languages.
func mayHold(l tracker.Lang, g Group) bool {
	for _, c := range g.Clauses {
		if !slices.ContainsFunc(c, func(t Term) bool {
			if t.Group != nil {
				return mayHold(l, *t.Group)
			}
			s := words.ScriptOf(t.Text)
			return s == words.NoScript || s == words.Latin || s == words.ScriptFor(l)
		}) {
			return false
		}
	}
	return true
}

// branch reads a group. Common words outside phrases are left out unless nothing
// else is asked for.
func (p *planner) branch(g Group) (b branch, err error) {
	var common [][]leaf
	for _, c := range g.Clauses {
		var leaves []leaf
		onlyCommon := true
		for _, t := range c {
			f, err := p.leaf(t)
			if err != nil {
				return b, err
			}
			if f.empty() {
				continue
			}
			leaves = append(leaves, f)
			onlyCommon = onlyCommon && !t.Phrase && !t.Prefix && len(f.steps) == 1 && p.common(f.steps[0].exact)
		}
		switch {
		case len(leaves) == 0:
		case onlyCommon:
			common = append(common, leaves)
		default:
			b.clauses = append(b.clauses, leaves)
		}
	}
	if len(b.clauses) == 0 {
		b.clauses = common
	}
	for _, t := range g.Not {
		f, err := p.leaf(t)
		if err != nil {
			return b, err
		}
		if !f.empty() {
			b.not = append(b.not, f)
		}
	}
	return b, nil
}

func (p *planner) common(exact string) bool {
	return p.words.Common(exact) || p.widened && p.index.glossary.commonSomewhere(exact)
}

// leaf reads a term.
func (p *planner) leaf(t Term) (leaf, error) {
	switch {
	case t.Group != nil:
		b, err := p.branch(*t.Group)
		return leaf{group: &b}, err
	case t.Filter != nil:
		docs, notes, err := p.index.filter(p.columns, *t.Filter, p.spent)
		p.notes = append(p.notes, notes...)
		return leaf{docs: docs}, err
	}
	f := readTerm(p.words, t)
	f.typed, f.weight = t.Text, p.weight
	if t.synonymOf != "" {
		f.typed, f.weight = t.Text+" for "+t.synonymOf, synonymWeight
	}
	if err := p.spellOut(&f); err != nil {
		return f, err
	}
	switch {
	case f.empty():
	case t.Near > 0:
		return f, p.addNear(&f, t.Near)
	case t.Prefix && f.prefix == "" && words.ScriptOf(t.Text) != words.Han:
		return f, p.addBeginnings(&f)
	}
	return f, nil
}

// addNear adds to each step the words of near spelling.
func (p *planner) addNear(f *leaf, edits int) error {
	for i, s := range f.steps {
		if !p.spent.near(edits) {
			p.notes = append(p.notes, nearNote)
			return nil
		}
		near, err := p.view.near(p.lang, s.exact, edits)
		if err != nil {
			return err
		}
		if len(near) > maxNearWords {
			p.notes = append(p.notes, newNote("near-words", s.exact, maxNearWords))
			near = near[:maxNearWords]
		}
		for _, n := range near {
			if !slices.Contains(s.terms, n.word) {
				f.steps[i].terms = append(f.steps[i].terms, n.word)
			}
		}
	}
	return nil
}

// addBeginnings makes the last step all words that begin so: "cyber-sec*".
func (p *planner) addBeginnings(f *leaf) error {
	last := &f.steps[len(f.steps)-1]
	terms, more, err := p.view.terms(fieldName(textField, p.lang), last.exact, maxExpansion)
	if err != nil {
		return err
	}
	last.terms = append(terms, last.exact)
	if len(f.joined) > 0 {
		if f.joined, _, err = p.view.terms(fieldName(textField, p.lang), f.joined[0], maxExpansion); err != nil {
			return err
		}
	}
	if more {
		p.notes = append(p.notes, broadNote)
	}
	return nil
}

// spellOut puts the forms that texts have in the place of stems, where words must
// stand in a row: the index keeps no places of stems.
func (p *planner) spellOut(f *leaf) error {
	if len(f.steps) < 2 || f.loose {
		return nil
	}
	for i, s := range f.steps {
		if s.terms[0] == s.exact {
			continue
		}
		forms := []string{s.exact}
		beginning := common(s.exact, s.terms)
		if utf8.RuneCountInString(beginning) < minPrefix {
			f.steps[i].terms = forms
			continue
		}
		known, _, err := p.view.terms(fieldName(textField, p.lang), beginning, p.spent.expansion())
		if err != nil {
			return err
		}
		for _, k := range known {
			if k != s.exact && slices.ContainsFunc(p.words.Words(k), func(w words.Word) bool { return s.matches(w) }) {
				forms = append(forms, k)
			}
		}
		f.steps[i].terms = forms
	}
	return nil
}

// common is what an exact form and all its stems begin with.
func common(exact string, stems []string) string {
	for _, t := range stems {
		stem, _ := cutStem(t)
		n := 0
		for n < min(len(exact), len(stem)) && exact[n] == stem[n] {
			n++
		}
		exact = exact[:n]
	}
	return exact
}
