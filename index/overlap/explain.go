package overlap

import (
	"cmp"
	"slices"
	"strings"

	"concord/tracker"
)

// group puts together what is shown of a star.
func (e *Engine) group(s star, texts *texts) (Group, error) {
	lang := s.lang()
	g := Group{Relation: s.relation(), Class: s.rays[0].class, Weight: s.weight(), Flags: s.flags(), Lang: lang, Shared: []Phrase{}}
	ids := []int32{s.rays[0].a}
	for _, x := range s.rays {
		ids = append(ids, x.b)
	}
	var parts []tracker.Provision
	for _, id := range ids {
		m, p, err := e.member(id, lang, texts)
		if err != nil {
			return Group{}, err
		}
		g.Members, parts = append(g.Members, m), append(parts, p)
	}
	r := e.shelves[lang].reader
	for i, x := range s.rays {
		ev := r.compare(parts[0], parts[i+1])
		pair := e.pair(x, i+1, ev)
		g.Pairs = append(g.Pairs, pair)
		m := &g.Members[i+1]
		m.Spans, m.Coverage = sortedSpans(pair.SpansB), pair.CoverageB
		g.Members[0].Spans = joinSpans(append(g.Members[0].Spans, pair.SpansA...))
		g.Members[0].Coverage = max(g.Members[0].Coverage, pair.CoverageA)
		if i == 0 {
			g.Shared = e.sharedPhrases(e.shelves[lang], ev)
		}
	}
	g.ID = groupID(g.Members)
	return g, nil
}

// member gives a provision in a language, or in the first that it is held in.
func (e *Engine) member(id int32, lang tracker.Lang, texts *texts) (Member, tracker.Provision, error) {
	p := &e.provisions[id]
	for i, l := range tracker.Langs {
		if at := slices.Index(tracker.Langs[:], lang); p.text[at] == 0 && p.text[i] != 0 {
			lang = l
		}
	}
	q, err := texts.provision(p, lang)
	if err != nil {
		return Member{}, q, err
	}
	return Member{
		Address: p.address(), Title: p.in.langs[lang], Heading: q.Heading, Role: p.role, Addressees: append([]string{}, p.addressees...),
		Standing: p.in.standing, Text: q.Text, Fingerprint: tracker.Fingerprint(q.Text), Spans: [][2]int{},
	}, q, nil
}

// pair tells what ties member i to the first.
func (e *Engine) pair(x related, i int, ev evidence) Pair {
	a, b := &e.provisions[x.a], &e.provisions[x.b]
	return Pair{
		B: i, Relation: x.relation, Flags: x.flags, Probability: x.wanted, Weight: x.weight,
		CoverageA: ev.coverA, CoverageB: ev.coverB,
		SpansA: ev.a.codePoints(ev.tiles, func(t tile) int { return t.a }), SpansB: ev.b.codePoints(ev.tiles, func(t tile) int { return t.b }),
		Later: later(a.in, b.in), Cites: cites(a.in, b.in),
		Langs: append([]tracker.Lang{}, x.langs...), Not: append([]tracker.Lang{}, x.not...),
	}
}

func sortedSpans(spans [][2]int) [][2]int {
	return joinSpans(slices.Clone(spans))
}

// joinSpans sorts spans and joins those that touch.
func joinSpans(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	out := [][2]int{}
	for _, s := range spans {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}

// What is shown of the rarest shared phrases.
const (
	phrasesShown = 3
	phraseWords  = 9
)

// sharedPhrases gives the rarest runs that two texts share, one a tile, cut to
// phraseWords words around the rarest gram.
func (e *Engine) sharedPhrases(s *shelf, ev evidence) []Phrase {
	type rare struct {
		Phrase
		words int
	}
	var found []rare
	for _, t := range ev.tiles {
		best, from := 0, -1
		for i := t.a; i+s.size <= t.a+t.n; i++ {
			if slices.Contains(ev.a.entities[i:i+s.size], true) {
				continue
			}
			if n := len(e.using(s, ev.a.words[i:i+s.size])); n > 0 && (from < 0 || n < best) {
				best, from = n, i
			}
		}
		if from < 0 {
			continue
		}
		to := min(t.a+t.n, from+phraseWords)
		from = max(t.a, to-phraseWords)
		text := ev.a.text[ev.a.spans[from].start:ev.a.spans[to-1].end]
		uses := len(e.using(s, ev.a.words[from:to]))
		if uses == 0 {
			uses = best
		}
		found = append(found, rare{Phrase{text, uses}, t.n})
	}
	slices.SortStableFunc(found, func(a, b rare) int {
		return cmp.Or(cmp.Compare(a.Uses, b.Uses), cmp.Compare(b.words, a.words), strings.Compare(a.Text, b.Text))
	})
	out := []Phrase{}
	for _, f := range found[:min(len(found), phrasesShown)] {
		out = append(out, f.Phrase)
	}
	return out
}

// using gives the instruments in which every gram of words stands in one
// wording.
func (e *Engine) using(s *shelf, words []token) map[uint32]bool {
	var common map[uint32]bool
	for i := range gramStarts(words, s.size) {
		here := map[uint32]bool{}
		for _, r := range s.base.find(gramAt(words, i, s.size)) {
			if id := r.text(); common == nil || common[id] {
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
