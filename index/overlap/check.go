package overlap

import (
	"context"
	"slices"

	"concord/tracker"
)

// Check compares the texts of a draft with everything that stands and keeps
// nothing: groups around each provision of the draft that resembles others, the
// heaviest first, and how many of its provisions are counted in each class that is
// not listed. The instrument that the draft revises is left out of them.
func (e *Engine) Check(ctx context.Context, drafts []tracker.Text) (Listing, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.sortUnsorted()
	out := Listing{Groups: []Group{}, Suppressed: map[string]int{}, Position: e.result.Load().position}
	for _, key := range suppressed {
		out.Suppressed[key] = 0
	}
	for _, d := range drafts {
		texts := newTexts(e.record)
		rev, err := e.draft(ctx, d)
		if err != nil {
			return Listing{}, err
		}
		texts.draft = &d
		for _, p := range d.Provisions {
			if err := ctx.Err(); err != nil {
				return Listing{}, err
			}
			if err := e.checkProvision(ctx, &out, rev, d, p, texts); err != nil {
				return Listing{}, err
			}
		}
	}
	slices.SortStableFunc(out.Groups, heavier)
	return out, nil
}

// Against counts the texts that Check compares a draft with: those that stand in its
// language, but for the instrument that it revises.
func (e *Engine) Against(d tracker.Text) (n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for a, rev := range e.revisions {
		if _, held := rev.langs[d.Lang]; held && a != d.Instrument {
			n++
		}
	}
	return n
}

// draft gives a revision for a text that is not in the record.
func (e *Engine) draft(ctx context.Context, d tracker.Text) (*revision, error) {
	r := e.shelves[d.Lang].reader
	rev := &revision{
		address: d.Revision, lineage: ^uint32(0), langs: map[tracker.Lang]string{d.Lang: d.Title}, cites: map[tracker.Address]bool{},
		topics: map[tracker.Lang]map[token]int{}, items: map[tracker.Lang]token{}, order: "~", from: "~", standing: tracker.Unknown,
	}
	if known, is := e.lineages[d.Instrument]; is {
		rev.lineage = known
	}
	r.stock = r.stock[:0]
	for _, p := range d.Provisions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.stock = r.contents(r.read(p.Text, citedSpans(p)), r.stock)
		for _, c := range p.Citations {
			if target, err := tracker.ParseAddress(c.Target); err == nil {
				rev.cites[target.Instrument()] = true
			}
		}
	}
	rev.topics[d.Lang], rev.items[d.Lang] = r.topics(d.Title), r.item(d.Title)
	return rev, nil
}

// checkProvision adds the groups around a provision of a draft to out.
func (e *Engine) checkProvision(ctx context.Context, out *Listing, rev *revision, d tracker.Text, p tracker.Provision, texts *texts) error {
	s, pr := e.shelves[d.Lang], e.probers[d.Lang]
	w := s.reader.wordingOf(p.Text, citedSpans(p))
	w.tokens = slices.Clone(w.tokens)
	id := int32(len(e.provisions))
	mine := provision{in: rev, key: p.Address.Provision, role: p.Role, addressees: p.Addressees, class: s.reader.classify(p, len(s.reader.contents(w.tokens, nil)))}
	mine.text[languageIndex(d.Lang)] = 1 // held, in the draft
	e.provisions = append(e.provisions, mine)
	defer func() { e.provisions = e.provisions[:id] }()

	var rays []related
	for _, c := range e.like(s, pr, w, p.Role) {
		others := e.othersHaving(s, c.b, rev)
		if mine.class.Counted() {
			others = others[:min(1, len(others))] // enough to count it
		}
		for _, other := range others {
			if err := ctx.Err(); err != nil {
				return err
			}
			x, err := e.weighOne(link{a: id, b: other, lang: d.Lang, probability: c.probability, langs: []tracker.Lang{d.Lang}}, texts)
			if gone(err) {
				continue
			}
			if err != nil {
				return err
			}
			if !x.unlikely {
				rays = append(rays, x)
			}
		}
	}
	counted := map[string]bool{} // the classes that it is counted in
	for _, st := range starsAround(rays) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if key, is := suppressed[st.rays[0].class]; is {
			if !counted[key] {
				counted[key] = true
				out.Suppressed[key]++
			}
			continue
		}
		g, err := e.group(st, texts)
		if gone(err) {
			continue
		}
		if err != nil {
			return err
		}
		out.Groups = append(out.Groups, g)
	}
	return nil
}

// like gives the wordings on a shelf that w resembles, itself among them.
func (e *Engine) like(s *shelf, pr *prober, w wording, role tracker.Role) (out []edge) {
	same, known := s.byKey.get(w.key)
	if known = known && s.alive(int(same)); known {
		out = append(out, edge{b: same, probability: 1})
	}
	candidates, total := pr.candidates(w.tokens, uint32(len(s.texts)))
	s.fill(&pr.a, w.tokens, total, role)
	pr.begin()
	for _, c := range candidates {
		if known && c.text == same {
			continue
		}
		s.fill(&pr.b, s.text(c.text), s.total[c.text], e.roleOf(s, c.text))
		if p := e.verifier.probability(pr.measure(c.shared)); c.kin || p >= e.verifier.Threshold {
			out = append(out, edge{b: c.text, probability: p})
		}
	}
	return out
}
