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
	// committed is whether one commits to something instead of what the other commits to:
	// another number, time or frequency, another obligation, or one forbids what the other asks.
	committed bool
	// decided is whether both are things that the body itself decides, and not
	// what it notes, stresses or asks of nobody in particular.
	decided bool
	// otherDeadline is whether the words around times differ, the evidence that the model of the
	// reviewer was fitted to; the flag asks whether the times do.
	otherDeadline bool
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
	e.coverA = coverage(e.a, e.tiles, startA)
	e.coverB = coverage(e.b, e.tiles, startB)
	e.stemsA, e.stemsB = r.stemsOf(e.a), r.stemsOf(e.b)
	e.aloneA, e.aloneB = without(e.stemsA, e.stemsB), without(e.stemsB, e.stemsA)
	oftenA, oftenB := r.frequencies(a.Text), r.frequencies(b.Text)
	e.read(r, a, b, oftenA, oftenB)
	e.otherCited = !slices.EqualFunc(a.Citations, b.Citations, func(x, y tracker.Citation) bool { return x.Target == y.Target })
	e.decided = redline.Strength(a, r.lang) == redline.Decisive && redline.Strength(b, r.lang) == redline.Decisive
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

// read finds out in what two provisions differ beyond wording, as if one had become
// the other. Each names how often it asks for something.
func (e *evidence) read(r *reader, a, b tracker.Provision, oftenA, oftenB []int) {
	raised := map[Flag]bool{FrequencyFlag: !slices.Equal(oftenA, oftenB)}
	e.committed = eachOwn(oftenA, oftenB)
	a.Citations, b.Citations = citingOthers(a), citingOthers(b)
	b.Address.Provision = a.Address.Provision // so that they are paired however little they share
	for _, c := range redline.Compare([]tracker.Provision{a}, []tracker.Provision{b}, r.lang).Changes {
		e.otherDeadline = e.otherDeadline || slices.Contains(c.Flags, redline.DeadlineFlag)
		for _, f := range c.Flags {
			switch f {
			case redline.ModalFlag, redline.NegationFlag, redline.CitationFlag:
				raised[redlineFlags[f]] = true
			}
		}
		if c.OldPlace == 0 || c.NewPlace == 0 {
			continue
		}
		opposed := c.Opposed(&a, &b, r.lang)
		for _, f := range opposed {
			raised[redlineFlags[f]] = true
			e.committed = e.committed || f != redline.VerbFlag
		}
	}
	raised[NumberFlag] = raised[NumberFlag] || !slices.Equal(redline.Numbers(a, r.lang), redline.Numbers(b, r.lang))
	raised[DeadlineFlag] = raised[DeadlineFlag] || !slices.Equal(r.times(a), r.times(b))
	if a.Role == tracker.Operative && b.Role == tracker.Operative {
		raised[AddresseeFlag] = !slices.Equal(slices.Sorted(slices.Values(a.Addressees)), slices.Sorted(slices.Values(b.Addressees)))
		raised[VerbFlag] = raised[VerbFlag] || a.Heading != "" && b.Heading != "" && redline.Strength(a, r.lang) != redline.Strength(b, r.lang)
	}
	e.flags = []Flag{}
	for _, f := range Flags {
		if raised[f] {
			e.flags = append(e.flags, f)
		}
	}
}

// times gives the phrases by which a provision says until when; how often is told apart.
func (r *reader) times(p tracker.Provision) []string {
	return slices.DeleteFunc(redline.Deadlines(p, r.lang), func(phrase string) bool { return len(r.frequencies(phrase)) > 0 })
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
		if sum, is := r.phrases.at(r.words[at:], amountTerm); is {
			at += len(sum.words) - 1
			continue
		}
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
