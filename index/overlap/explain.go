package overlap

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"concord/tracker"
)

// group puts together what is shown of a star.
func (e *Engine) group(s star, texts *texts) (Group, error) {
	lang := e.langOf(s)
	g := Group{Relation: s.relation(), Class: s.rays[0].class, Weight: s.weight(), Flags: s.flags(), Lang: lang, Renewal: s.renewal}
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
		g.Pairs = append(g.Pairs, e.pair(x, places[x.a], places[x.b]))
	}
	if s.renewal {
		g.Texts = e.extents(slices.Collect(maps.Keys(places)))
	}
	e.tell(&g, parts)
	g.ID = groupID(g.Members)
	return g, nil
}

// Told gives a group in the words of another language, in which all its members
// are held: their texts, what is common to these and how rare it is there. What the
// members are to each other, and the group's id, stay.
func (e *Engine) Told(ctx context.Context, g Group, lang tracker.Lang) (Group, error) {
	if lang == g.Lang {
		return g, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	g.Lang, g.Members, g.Pairs = lang, slices.Clone(g.Members), slices.Clone(g.Pairs)
	var parts []tracker.Provision
	for i := range g.Members {
		if err := ctx.Err(); err != nil {
			return Group{}, err
		}
		m := &g.Members[i]
		text, p, err := e.held(m.Address, lang)
		if err != nil {
			return Group{}, err
		}
		m.Title, m.Heading, m.Text, m.Fingerprint = text.Title, p.Heading, p.Text, tracker.Fingerprint(p.Text)
		parts = append(parts, p)
	}
	e.tell(&g, parts)
	return g, nil
}

// held gives a provision in a language, and its text.
func (e *Engine) held(a tracker.Address, lang tracker.Lang) (tracker.Text, tracker.Provision, error) {
	text, err := e.record.Text(a.Revision().In(lang), lang)
	if err != nil {
		return text, tracker.Provision{}, err
	}
	p, is := text.Provision(a.Provision)
	if !is {
		return text, p, ErrUnknown
	}
	return text, p, nil
}

// Beside gives the words of a provision in a language in which another is held too,
// and how much of each stands in the other.
func (e *Engine) Beside(a, b tracker.Address, lang tracker.Lang) (words string, coverA, coverB float64, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, p, err := e.held(a, lang)
	if err != nil {
		return "", 0, 0, err
	}
	_, q, err := e.held(b, lang)
	if err != nil {
		return "", 0, 0, err
	}
	x := e.shelves[lang].reader.shown(p, q)
	return p.Text, x.coverA, x.coverB, nil
}

// tell says what the members of a group, parts, have in common in its language.
func (e *Engine) tell(g *Group, parts []tracker.Provision) {
	for i := range g.Members {
		g.Members[i].Spans, g.Members[i].Coverage = [][2]int{}, 0
	}
	heaviest := g.heaviest()
	g.Shared = []Phrase{}
	for i := range g.Pairs {
		p := &g.Pairs[i]
		x := e.shelves[g.Lang].reader.shown(parts[p.A], parts[p.B])
		if i == heaviest {
			g.Shared = e.sharedPhrases(e.sights[g.Lang], &x)
		}
		p.CoverageA, p.CoverageB = x.coverA, x.coverB
		p.SpansA = x.a.codePoints(x.tiles, startA)
		p.SpansB = x.b.codePoints(x.tiles, startB)
		g.Members[p.A].share(p.SpansA, p.CoverageA)
		g.Members[p.B].share(p.SpansB, p.CoverageB)
	}
}

// heaviest gives the place of the pair whose words are the most telling: the first, but for
// rounds that are told in the order of a text.
func (g *Group) heaviest() (at int) {
	for i, p := range g.Pairs {
		if g.Renewal && p.Weight > g.Pairs[at].Weight {
			at = i
		}
	}
	return at
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
		Standing: p.in.standing, Text: q.Text, Fingerprint: tracker.Fingerprint(q.Text),
	}, q, nil
}

// pair tells what ties members i and j.
func (e *Engine) pair(x related, i, j int) Pair {
	a, b := &e.provisions[x.a], &e.provisions[x.b]
	return Pair{
		A: i, B: j, Relation: x.relation, Flags: x.flags, Probability: x.wanted, Weight: x.weight,
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
