// Package planted writes texts in which overlaps of eight kinds were planted, so
// that a search for overlaps can be measured at any size: it is known what there
// is to find. A number of provisions flows in; texts, and the pairs that were
// planted, flow out. The same number and seed give the same texts.
//
// The texts are noise with the manners of resolutions: words as frequent as
// theirs, the function words of English, words that like each other's company,
// and one recital in twenty that only names a resolution by number, title, place
// and year, as hundreds of others do: the pairs that must not be found. Such
// noise shares more phrases by chance than real texts, and is easier to tell from
// a planted copy than one person's judgement from another's. So what is measured
// with it is the machinery, at a size that no labelled set has.
package planted

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"

	"concord/tracker"
)

// A Kind is what was done to a provision to make its planted partner.
type Kind string

// The kinds, in the order in which they take turns.
const (
	Exact   Kind = "exact"   // the same words in another place
	Near10  Kind = "near10"  // one word in ten replaced, dropped or added
	Near25  Kind = "near25"  // one in four
	Reorder Kind = "reorder" // clauses in another order
	Contain Kind = "contain" // within a paragraph two to three times as long
	Partial Kind = "partial" // a passage of 16 to 28 words is all that is shared
	Para30  Kind = "para30"  // three content words in ten replaced by synonyms
	Para60  Kind = "para60"  // six in ten, and clauses in another order
)

// Kinds lists the kinds.
var Kinds = [...]Kind{Exact, Near10, Near25, Reorder, Contain, Partial, Para30, Para60}

// A Pair is a planted overlap.
type Pair struct {
	Kind Kind
	A, B tracker.Address
}

// The shape of what is written. Of every hundred provisions one of each kind is
// copied, to the second half of another hundred.
const (
	perText     = 40
	perBlock    = 100
	copiesAt    = 50
	firstNumber = 1001 // above the numbers of the sample library
	formulaAt   = 20   // every so many provisions a recital that only names a text
)

// A Library is a number of provisions under a seed.
type Library struct {
	n       int
	seed    uint64
	origins []int // the block whose copies a block is home to
	*language
}

// New gives a library of n provisions, rounded down to whole hundreds.
func New(n int, seed uint64) *Library {
	l := &Library{n: n - n%perBlock, seed: seed, language: newLanguage()}
	l.origins = make([]int, l.blocks())
	for b := range l.origins {
		l.origins[l.home(b)] = b
	}
	return l
}

// Len is the number of provisions.
func (l *Library) Len() int { return l.n }

// Pairs lists what was planted.
func (l *Library) Pairs() []Pair {
	var out []Pair
	for block := range l.n / perBlock {
		for k, kind := range Kinds {
			out = append(out, Pair{kind, Address(block*perBlock + k), Address(l.home(block)*perBlock + copiesAt + k)})
		}
	}
	return out
}

// home is the block that the copies of a block go to.
func (l *Library) home(block int) int {
	const stride = 7919 // a prime, so that every block is home to one
	return (block*stride + 1) % l.blocks()
}

func (l *Library) blocks() int { return l.n / perBlock }

// Address is that of provision i.
func Address(i int) tracker.Address {
	a := tracker.Address{Body: "icou/plen", Kind: tracker.Resolution, Number: strconv.Itoa(firstNumber + i/perText), Session: "plen-18"}
	return a.At(fmt.Sprintf("resolves.%d", i%perText+1))
}

// Texts gives the texts in order.
func (l *Library) Texts() iter.Seq[tracker.Text] {
	return func(yield func(tracker.Text) bool) {
		for from := 0; from < l.n; from += perText {
			if !yield(l.text(from)) {
				return
			}
		}
	}
}

// Instruments lists the instruments of the library.
func (l *Library) Instruments() (out []tracker.Address) {
	for from := 0; from < l.n; from += perText {
		out = append(out, Address(from).Instrument())
	}
	return out
}

// Text gives the text of an instrument of the library.
func (l *Library) Text(a tracker.Address) (tracker.Text, bool) {
	n, err := strconv.Atoi(a.Number)
	from := (n - firstNumber) * perText
	if err != nil || from < 0 || from >= l.n {
		return tracker.Text{}, false
	}
	return l.text(from), true
}

// text writes the text whose first provision is from.
func (l *Library) text(from int) tracker.Text {
	a := Address(from)
	t := tracker.Text{Instrument: a.Instrument(), Revision: a.Revision(), Lang: tracker.English, Kind: "resolution", Number: a.Number}
	for i := from; i < min(from+perText, l.n); i++ {
		t.Provisions = append(t.Provisions, l.provision(i))
	}
	return t
}

func (l *Library) provision(i int) tracker.Provision {
	p := tracker.Provision{Address: Address(i), Role: tracker.Operative, Section: "resolves", Heading: "resolves", Label: strconv.Itoa(i%perText + 1)}
	p.Path = []string{p.Label}
	rng := rand.New(rand.NewPCG(l.seed, uint64(i)))
	k := i%perBlock - copiesAt
	switch {
	case 0 <= k && k < len(Kinds):
		source := l.origins[i/perBlock]*perBlock + k
		words := l.prose(rand.New(rand.NewPCG(l.seed, uint64(source))))
		p.Text = strings.Join(l.copy(rng, Kinds[k], words), " ")
	case i%formulaAt == formulaAt-1:
		p.Text, p.Citations = l.formula(rng)
	default:
		p.Text = strings.Join(l.prose(rng), " ")
	}
	return p
}
