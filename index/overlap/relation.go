package overlap

import (
	"slices"

	"concord/tracker"
)

// Thresholds of the relations, on coverage of the less covered (least) and of
// the more covered text (most).
const (
	// nearCover: of a paragraph of fifty words, up to ten may differ.
	nearCover = 0.80
	// insideCover and outsideCover: nearly all of one stands in the other, and
	// the other has as much again of its own.
	insideCover  = 0.80
	outsideCover = 0.65
	// conflictCover: two texts make one commitment differently when what is
	// around the difference is the same.
	conflictCover = 0.70
)

// relation names what a pair is to each other, by the first rule that holds.
func (e *Engine) relation(a, b *provision, lang tracker.Lang, x evidence) Relation {
	least, most := min(x.coverA, x.coverB), max(x.coverA, x.coverB)
	switch {
	case a.in.address.Body != b.in.address.Body && (a.in.cites[b.in.address.Instrument()] || b.in.cites[a.in.address.Instrument()]):
		return Integrates
	case least == 1 && most == 1 && len(x.a.words) == len(x.b.words):
		return Identical
	case otherSubject(a, b, lang, x):
		return Template
	case least >= conflictCover && x.committed && sameAct(a, b):
		return Conflicting
	case least >= nearCover:
		return NearIdentical
	case most >= insideCover && least < outsideCover:
		return Contained
	}
	return Restated
}

// otherSubject reports whether what differs is what each instrument is about:
// "the gender perspective" here, "the youth perspective" there.
func otherSubject(a, b *provision, lang tracker.Lang, x evidence) bool {
	topicsA, topicsB := a.in.topics[lang], b.in.topics[lang]
	own := func(alone, mine, others map[token]bool) bool {
		for stem := range alone {
			if mine[stem] && !others[stem] {
				return true
			}
		}
		return false
	}
	return own(x.aloneA, topicsA, topicsB) && own(x.aloneB, topicsB, topicsA)
}

// sameAct reports whether two operative provisions ask the same addressees,
// while both stand.
func sameAct(a, b *provision) bool {
	return a.role == tracker.Operative && b.role == tracker.Operative &&
		slices.Equal(slices.Sorted(slices.Values(a.addressees)), slices.Sorted(slices.Values(b.addressees))) && together(a.in, b.in)
}

// together reports whether there is a day on which both revisions stand.
func together(a, b *revision) bool {
	return (a.to == "" || b.from < a.to) && (b.to == "" || a.from < b.to)
}

// later says which of two was adopted later.
func later(a, b *revision) string {
	switch {
	case a.order > b.order:
		return "a"
	case b.order > a.order:
		return "b"
	}
	return ""
}

// cites says which of two texts cites the other's instrument.
func cites(a, b *revision) string {
	switch forth, back := a.cites[b.address.Instrument()], b.cites[a.address.Instrument()]; {
	case forth && back:
		return "both"
	case forth:
		return "a"
	case back:
		return "b"
	}
	return ""
}
