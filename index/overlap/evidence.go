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
	// otherCited is whether they cite differently, each itself among what it cites:
	// what speaks of "this resolution" is seldom a mandate of its own.
	otherCited bool
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
	oftenA, oftenB := r.frequencies(a.Text), r.frequencies(b.Text)
	e.flags = r.flags(a, b, !slices.Equal(oftenA, oftenB))
	e.otherCited = !slices.EqualFunc(a.Citations, b.Citations, func(x, y tracker.Citation) bool { return x.Target == y.Target })
	e.committed = slices.Contains(e.flags, ModalFlag) || slices.Contains(e.flags, NegationFlag) ||
		eachOwn(e.a.numbers(), e.b.numbers()) || eachOwn(oftenA, oftenB)
	return e
}

// eachOwn reports whether each list has what the other has not.
func eachOwn[T comparable](a, b []T) bool {
	own := func(a, b []T) bool {
		return slices.ContainsFunc(a, func(t T) bool { return !slices.Contains(b, t) })
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
// become the other. frequency is whether they say differently how often.
func (r *reader) flags(a, b tracker.Provision, frequency bool) []Flag {
	raised := map[Flag]bool{FrequencyFlag: frequency}
	a.Citations, b.Citations = citingOthers(a), citingOthers(b)
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
	out := []Flag{}
	for _, f := range Flags {
		if raised[f] {
			out = append(out, f)
		}
	}
	return out
}

// citingOthers gives the citations of a provision but those of its own instrument:
// "this resolution" is another one in each text, and no difference.
func citingOthers(p tracker.Provision) []tracker.Citation {
	return slices.DeleteFunc(slices.Clone(p.Citations), func(c tracker.Citation) bool {
		_, own := p.NamesItself(c)
		return own
	})
}

// frequencies says how often a text asks for something, whatever the words:
// "annual" reports and to report "every year" are the same. Each is the line of
// terms.tsv that has the words.
func (r *reader) frequencies(text string) []int {
	r.cut(text)
	var out []int
	for at := 0; at < len(r.words); at++ {
		if f, is := r.phrases.at(r.words[at:], frequencyTerm); is {
			out = append(out, f.line)
			at += len(f.words) - 1 // "every three months" is not every month
		}
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
