package index

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// oldWeight lowers texts that are superseded or abrogated, so that of two
// revisions that say the same the one that counts comes first.
const oldWeight = 0.75

// actWeight raises operative provisions when the query asks who is to do what:
// the preamble uses the same words to say why. It is small, because a recital
// that says just what was typed is still the better answer.
const actWeight = 1.25

// addressedWeight raises provisions addressed to whom a question asks about.
const addressedWeight = 1.5

// A factor is a Factor and the documents that it holds for.
type factor struct {
	Factor
	docs *roaring.Bitmap
}

// factors lists what raises or lowers scores for a query.
func (x *Index) factors(c *columns, q Query) []factor {
	out := []factor{{Factor{newNote("why-old"), oldWeight}, c.old()}}
	if q.asks != anything || x.asksForAction(q.Group) {
		out = append(out, factor{Factor{newNote("why-acts"), actWeight}, c.of(Role, []string{string(tracker.Operative)})})
	}
	if q.asks == action {
		if keys := x.named(q.Reference); len(keys) > 0 {
			out = append(out, factor{Factor{newNote("why-addressed"), addressedWeight}, c.of(Addressee, keys)})
		}
	}
	return out
}

// named gives the keys of the addressees that words name: what the Council has to
// do is said where the Council is addressed.
func (x *Index) named(words string) (keys []string) {
	folded := tracker.Fold(words)
	for _, a := range x.record.Registry.Addressees {
		for _, l := range tracker.Langs {
			if slices.ContainsFunc(append(slices.Clone(a.Forms[l]), a.Name[l]), func(form string) bool {
				return form != "" && hasWords(folded, tracker.Fold(form))
			}) && !slices.Contains(keys, a.Key) {
				keys = append(keys, a.Key)
			}
		}
	}
	return keys
}

// asksForAction reports whether a query has a verb that opens operative sections
// in one of the languages, or names somebody whom they address.
func (x *Index) asksForAction(g Group) bool {
	var typed strings.Builder
	for _, c := range g.Clauses {
		for _, t := range c {
			if t.Group != nil && x.asksForAction(*t.Group) {
				return true
			}
			typed.WriteString(t.Text + " ")
		}
	}
	folded := tracker.Fold(typed.String())
	return slices.ContainsFunc(x.actions, func(form string) bool { return hasWords(folded, form) })
}

// actionWords lists, folded, the verbs of operative headings and the names of
// those who are addressed.
func actionWords(r *tracker.Registry) []string {
	var out []string
	add := func(form string) {
		if folded := tracker.Fold(form); folded != "" && kindOf(folded) == "" { // 决议 is a noun too
			out = append(out, folded)
		}
	}
	for _, h := range r.Headings {
		for _, forms := range h.Forms {
			for _, f := range forms {
				if h.Role == tracker.Operative {
					add(f.Text)
				}
			}
		}
	}
	for _, a := range r.Addressees {
		for _, forms := range a.Forms {
			for _, f := range forms {
				add(f)
			}
		}
	}
	return out
}

// hasWords reports whether folded has form between two word breaks.
func hasWords(folded, form string) bool {
	for from := 0; ; {
		i := strings.Index(folded[from:], form)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(form)
		if tracker.WordBreak(folded, start) && tracker.WordBreak(folded, end) {
			return true
		}
		from = end
	}
}
