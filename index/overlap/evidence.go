package overlap

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/redline"
)

// An evidence is what two provisions share and in what they differ.
type evidence struct {
	a, b           passage
	tiles          []tile
	coverA, coverB float64
	// aloneA and aloneB are the stems of content words that only one has.
	aloneA, aloneB map[token]bool
	stemsA, stemsB map[token]bool
	flags          []Flag
	// committed is whether both name a number, a time or a frequency, and not
	// the same, or whether one is stronger, or forbids what the other asks.
	committed bool
}

func sortTiles(t []tile) {
	slices.SortFunc(t, func(x, y tile) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
}

// compare lays two provisions of one language side by side.
func (r *reader) compare(a, b tracker.Provision) evidence {
	e := evidence{a: r.passage(a), b: r.passage(b)}
	e.tiles = tiles(e.a.words, e.b.words, shortestTile(r.lang))
	e.coverA = coverage(e.a, e.tiles, func(t tile) int { return t.a })
	e.coverB = coverage(e.b, e.tiles, func(t tile) int { return t.b })
	e.stemsA, e.stemsB = r.stemsOf(e.a), r.stemsOf(e.b)
	e.aloneA, e.aloneB = without(e.stemsA, e.stemsB), without(e.stemsB, e.stemsA)
	e.flags = r.flags(a, b)
	e.committed = slices.Contains(e.flags, ModalFlag) || slices.Contains(e.flags, NegationFlag) ||
		eachOwn(e.a.numbers(), e.b.numbers()) || eachOwn(r.frequencies(a.Text), r.frequencies(b.Text))
	return e
}

// eachOwn reports whether each list has what the other has not.
func eachOwn(a, b []token) bool {
	own := func(a, b []token) bool {
		return slices.ContainsFunc(a, func(t token) bool { return !slices.Contains(b, t) })
	}
	return own(a, b) && own(b, a)
}

func coverage(p passage, tiles []tile, start func(tile) int) float64 {
	all, covered := 0, 0
	for _, w := range p.weights {
		all += w
	}
	for _, t := range tiles {
		for _, w := range p.weights[start(t) : start(t)+t.n] {
			covered += w
		}
	}
	return math.Round(1e3*float64(covered)/float64(max(1, all))) / 1e3
}

func (r *reader) stemsOf(p passage) map[token]bool {
	out := map[token]bool{}
	var words []token
	for i, w := range p.words {
		if p.entities[i] {
			w = entity
		}
		words = append(words, w)
	}
	for _, stem := range r.contents(words, nil) {
		out[stem] = true
	}
	return out
}

func without(a, b map[token]bool) map[token]bool {
	out := map[token]bool{}
	for t := range a {
		if !b[t] {
			out[t] = true
		}
	}
	return out
}

// redlineFlags maps the flags of a change to ours.
var redlineFlags = map[redline.Flag]Flag{
	redline.NumberFlag: NumberFlag, redline.ModalFlag: ModalFlag, redline.NegationFlag: NegationFlag, redline.VerbFlag: VerbFlag,
	redline.DeadlineFlag: DeadlineFlag, redline.CitationFlag: CitationFlag,
}

// flags says in what two provisions differ beyond wording: as if one had
// become the other.
func (r *reader) flags(a, b tracker.Provision) []Flag {
	raised := map[Flag]bool{}
	b.Address.Provision = a.Address.Provision // so that they are paired however little they share
	change := redline.Compare([]tracker.Provision{a}, []tracker.Provision{b}, r.lang)
	for _, c := range change.Changes {
		for _, f := range c.Flags {
			if ours, is := redlineFlags[f]; is {
				raised[ours] = true
			}
		}
	}
	if a.Role == tracker.Operative && b.Role == tracker.Operative {
		raised[AddresseeFlag] = !slices.Equal(slices.Sorted(slices.Values(a.Addressees)), slices.Sorted(slices.Values(b.Addressees)))
		for _, s := range change.Sections {
			raised[VerbFlag] = raised[VerbFlag] || slices.Contains(s.Flags, redline.VerbFlag)
		}
	}
	often := r.frequencies(a.Text)
	raised[FrequencyFlag] = !slices.Equal(often, r.frequencies(b.Text))
	out := []Flag{}
	for _, f := range Flags {
		if raised[f] {
			out = append(out, f)
		}
	}
	return out
}

// frequencies gives the distinct words of a text that say how often.
func (r *reader) frequencies(text string) []token {
	r.cut(text)
	var out []token
	for at := range r.phrases.find(r.words, frequencyTerm) {
		out = append(out, r.words[at].token)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// codePoints turns runs of words into offsets of code points.
func (p *passage) codePoints(tiles []tile, start func(tile) int) [][2]int {
	out := make([][2]int, 0, len(tiles))
	for _, t := range tiles {
		from, to := p.spans[start(t)].start, p.spans[start(t)+t.n-1].end
		before := utf8.RuneCountInString(p.text[:from])
		out = append(out, [2]int{before, before + utf8.RuneCountInString(p.text[from:to])})
	}
	return out
}
