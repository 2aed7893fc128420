package overlap

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// Thresholds of the relations, on coverage of the less covered (least) and of
// the more covered text (most).
const (
	// nearCover: of a paragraph of fifty words, up to a dozen may differ. Of labelled
	// pairs of the tuned part that are covered by 0.75 to 0.80, four were read as
	// near-identical and none as restated.
	nearCover = 0.75
	// insideCover and outsideCover: nearly all of one stands in the other, and
	// the other has as much again of its own.
	insideCover  = 0.80
	outsideCover = 0.65
	// conflictCover: two texts make one commitment differently when what is
	// around the difference is the same.
	conflictCover = 0.70
)

// relation names what a pair is to each other, by the first rule that holds. Of two texts
// of one item the later renews the other: what it says anew is neither a conflict nor about something else.
func (e *Engine) relation(a, b *provision, lang tracker.Lang, x evidence) Relation {
	least, most := min(x.coverA, x.coverB), max(x.coverA, x.coverB)
	if least == 1 && most == 1 && len(x.a.words) == len(x.b.words) {
		return Identical
	}
	template := otherSubject(a, b, lang, x) && !sameItem(a.in, b.in)
	switch {
	case !template && least >= conflictCover && x.committed && sameAct(a, b, x) && !sameItem(a.in, b.in):
		return Conflicting
	case integrates(a.in, b.in):
		return Integrates
	case template:
		return Template
	case least >= nearCover:
		return NearIdentical
	case most >= insideCover && least < outsideCover:
		return Contained
	}
	return Restated
}

// integrates reports whether two texts are of different bodies that are known, and one
// cites the other.
func integrates(a, b *revision) bool {
	return a.address.Body != b.address.Body && a.address.Body != "" && b.address.Body != "" &&
		(a.cites[b.address.Instrument()] || b.cites[a.address.Instrument()])
}

// otherSubject reports whether what stands in the same place is what each
// instrument is about, or a name: "the gender perspective" here, "the youth
// perspective" there.
func otherSubject(a, b *provision, lang tracker.Lang, x evidence) bool {
	topicsA, topicsB := a.in.topics[lang], b.in.topics[lang]
	for _, g := range x.gaps() {
		if x.a.named(g.a, x.aloneA) && x.b.named(g.b, x.aloneB) {
			return true
		}
		ownA, ownB := x.a.own(g.a, x.aloneA, topicsA, topicsB), x.b.own(g.b, x.aloneB, topicsB, topicsA)
		if ownA > 0 && ownB > 0 && ownA+ownB > 2*often {
			return true
		}
	}
	return false
}

// How much a word belongs to the subject of a text.
const (
	often  = 1 // the text uses it again and again
	titled = 2 // its title has it
)

// own says how much of the subject stands in words from to to: words that the
// other provision has not, and that are no topic of the other text.
func (p *passage) own(g [2]int, alone map[token]bool, mine, others map[token]int) (most int) {
	for i := g[0]; i < g[1]; i++ {
		if stem := p.stems[i]; alone[stem] && others[stem] == 0 {
			most = max(most, mine[stem])
		}
	}
	return most
}

// named reports whether a stretch has a name in it that the other text has not:
// a word with a capital within a text. Abbreviations are in all capitals.
func (p *passage) named(g [2]int, alone map[token]bool) bool {
	for i := max(1, g[0]); i < g[1]; i++ {
		word := p.text[p.spans[i].start:p.spans[i].end]
		first, n := utf8.DecodeRuneInString(word)
		second, _ := utf8.DecodeRuneInString(word[n:])
		if unicode.IsUpper(first) && unicode.IsLower(second) && !p.entities[i] && alone[p.stems[i]] {
			return true
		}
	}
	return false
}

// A gap is what two texts have instead of each other between common runs.
type gap struct{ a, b [2]int }

// gaps lists the places where both texts have something else.
func (x evidence) gaps() (out []gap) {
	lastA, lastB := 0, 0
	put := func(a, b int) {
		if a > lastA && b > lastB {
			out = append(out, gap{[2]int{lastA, a}, [2]int{lastB, b}})
		}
	}
	for _, t := range x.tiles {
		put(t.a, t.b)
		lastA, lastB = t.a+t.n, t.b+t.n
	}
	put(len(x.a.words), len(x.b.words))
	return out
}

// sameAct reports whether two operative provisions ask the same addressees, or are decisions
// of the body itself, while both stand.
func sameAct(a, b *provision, x evidence) bool {
	return a.role == tracker.Operative && b.role == tracker.Operative && (len(a.addressees) > 0 || x.decided) &&
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
