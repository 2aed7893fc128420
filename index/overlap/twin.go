package overlap

import (
	"context"

	"concord/tracker"
)

// twinsShown is how many further instruments a member brings into its case.
const twinsShown = 20

// withTwins adds to stars that are shown the provisions that have the very words of one of their
// members. Equal wordings are compared once, through the first that has them: a
// paragraph that is contained in what two resolutions say alike is a case of
// three. Classes that are only counted and forms filled in twice stay as they are.
func (e *Engine) withTwins(ctx context.Context, stars []star, texts *texts) error {
	for i, s := range stars {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.rays[0].class.Counted() || s.rays[0].relation == Template {
			continue
		}
		within := map[uint32]bool{e.lineageOf(s.rays[0].a): true}
		for _, x := range s.rays {
			within[e.lineageOf(x.b)] = true
		}
		for _, x := range s.rays {
			twins, err := e.twins(x, within, texts)
			if err != nil {
				return err
			}
			stars[i].rays = append(stars[i].rays, twins...)
		}
	}
	return nil
}

// twins gives the ties of what has the words of x.b to x.a, one an instrument that
// is not yet within.
func (e *Engine) twins(x related, within map[uint32]bool, texts *texts) (out []related, err error) {
	b := &e.provisions[x.b]
	for _, twin := range e.othersHaving(e.shelves[x.lang], b.text[languageIndex(x.lang)]-1, b.in) {
		if within[e.lineageOf(twin)] || len(out) == twinsShown {
			continue
		}
		y, err := e.weighOne(link{a: x.a, b: twin, lang: x.lang, probability: x.probability, langs: []tracker.Lang{x.lang}}, texts)
		if gone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !y.unlikely && y.kinship() == x.kinship() {
			within[e.lineageOf(twin)] = true
			out = append(out, y)
		}
	}
	return out, nil
}
