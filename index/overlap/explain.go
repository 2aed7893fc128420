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
	g := Group{Relation: s.relation(), Class: s.rays[0].class, Weight: s.weight(), Flags: s.flags(), Lang: lang, Shared: []Phrase{}, Renewal: s.renewal}
	var parts []tracker.Provision
	places := map[int32]int{} // of provisions among the members
	for _, x := range s.rays {
		for _, id := range []int32{x.a, x.b} {
			if _, is := places[id]; is {
				continue
			}
			m, p, err := e.member(id, lang, texts)
			if err != nil {
				return Group{}, err
			}
			places[id] = len(parts)
			g.Members, parts = append(g.Members, m), append(parts, p)
		}
	}
	r, heaviest := e.shelves[lang].reader, s.heaviest()
	for i, x := range s.rays {
		a, b := places[x.a], places[x.b]
		ev := r.compare(parts[a], parts[b])
		pair := e.pair(x, a, b, ev)
		g.Pairs = append(g.Pairs, pair)
		g.Members[a].share(pair.SpansA, pair.CoverageA)
		g.Members[b].share(pair.SpansB, pair.CoverageB)
		if i == heaviest {
			g.Shared = e.sharedPhrases(e.shelves[lang], ev)
		}
	}
	g.ID = groupID(g.Members)
	return g, nil
}

// share adds what a member shares with another.
func (m *Member) share(spans [][2]int, coverage float64) {
	m.Spans, m.Coverage = joinSpans(append(m.Spans, spans...)), max(m.Coverage, coverage)
}

// member gives a provision in a language, or in the first that it is held in.
func (e *Engine) member(id int32, lang tracker.Lang, texts *texts) (Member, tracker.Provision, error) {
	p := &e.provisions[id]
	for i, l := range tracker.Langs {
		if at := languageIndex(lang); p.text[at] == 0 && p.text[i] != 0 {
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

// pair tells what ties members i and j.
func (e *Engine) pair(x related, i, j int, ev evidence) Pair {
	a, b := &e.provisions[x.a], &e.provisions[x.b]
	return Pair{
		A: i, B: j, Relation: x.relation, Flags: x.flags, Probability: x.wanted, Weight: x.weight,
		CoverageA: ev.coverA, CoverageB: ev.coverB,
		SpansA: ev.a.codePoints(ev.tiles, func(t tile) int { return t.a }), SpansB: ev.b.codePoints(ev.tiles, func(t tile) int { return t.b }),
		Later: later(a.in, b.in), Cites: cites(a.in, b.in),
		Langs: append([]tracker.Lang{}, x.langs...), Not: append([]tracker.Lang{}, x.not...),
	}
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
