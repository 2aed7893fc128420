package bench

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"

	"concord/tracker"
)

// Generate gives texts of thirty provisions in six languages, until there are
// as many provisions as asked for. The same count gives the same texts, and a
// larger one begins with those of a smaller. Words are as frequent as in
// resolutions: few are everywhere and most are rare.
func Generate(provisions int) iter.Seq[tracker.Text] {
	return func(yield func(tracker.Text) bool) {
		g := newGenerator()
		for n := range (provisions + PerText - 1) / PerText {
			if !yield(g.text(n)) {
				return
			}
		}
	}
}

// Vocabulary gives the words that Generate writes in a language, the most
// frequent first.
func Vocabulary(l tracker.Lang) []string { return newGenerator().words[l] }

// PerText is how many provisions each generated text has.
const PerText = 30

// The shape of what is generated: different words a language, and words a
// provision.
const (
	vocabulary          = 40_000
	shortest, lengthier = 10, 60
)

// The exponent and offset of Zipf's law as resolutions follow it: the hundred
// most frequent words are half of all.
const (
	exponent = 1.15
	offset   = 8
)

// syllables make words that look, fold and stem like those of their language.
var syllables = map[tracker.Lang][]string{
	tracker.Arabic:  strings.Fields("ال مت قر ار ات حاد دول تن مي شب كة تق رير مج لس ون ين أم ان"),
	tracker.English: strings.Fields("con ter net sat lite pro gram band dev el op spec trum re port fin ance se cure glo bal mem ber state tion ing ed"),
	tracker.Spanish: strings.Fields("con ter red sa té li te pro gra ma des a rro llo in for me fi nan cie ro se gu ri dad es ta do ción"),
	tracker.French:  strings.Fields("con té ré seau pro gramme dé ve lop pe ment rap port fi nan ce sé cu ri té mem bre é tat tion ant"),
	tracker.Russian: strings.Fields("со юз сеть про грам ма раз ви ти е от чет фи нан сы бе зо пас ность го су дар ство ция ный ать"),
	tracker.Chinese: strings.Split("网络安全电信发展国际联盟理事会秘书长报告决议成员频谱卫星", ""),
}

// meetings are the bodies and sessions that texts are given to in turn.
var meetings = [...]tracker.Address{
	{Body: "icou/plen", Session: "plen-14"}, {Body: "itu/pp", Session: "pp-14"},
	{Body: "icou/plen", Session: "plen-18"}, {Body: "itu/pp", Session: "pp-18"},
	{Body: "icou/plen", Session: "plen-22"}, {Body: "itu/pp", Session: "pp-22"},
}

// sections are those of every text, five provisions each.
var sections = [PerText / 5]string{"recalling", "considering", "resolves", "instructs-sg", "instructs-council", "invites-ms"}

type generator struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words map[tracker.Lang][]string
}

func newGenerator() *generator {
	g := &generator{rng: rand.New(rand.NewPCG(20, 18)), words: map[tracker.Lang][]string{}}
	for _, l := range tracker.Langs {
		seen := map[string]bool{}
		for len(g.words[l]) < vocabulary {
			if w := g.word(l); !seen[w] {
				seen[w] = true
				g.words[l] = append(g.words[l], w)
			}
		}
	}
	g.zipf = rand.NewZipf(g.rng, exponent, offset, vocabulary-1)
	return g
}

// word makes a word of two to four syllables; Chinese ones are made of characters.
func (g *generator) word(l tracker.Lang) string {
	var w strings.Builder
	for range 2 + g.rng.IntN(3) {
		w.WriteString(syllables[l][g.rng.IntN(len(syllables[l]))])
	}
	return w.String()
}

func (g *generator) prose(l tracker.Lang, n int) string {
	space := " "
	if l == tracker.Chinese {
		space = ""
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(space)
		}
		b.WriteString(g.words[l][g.zipf.Uint64()])
	}
	return b.String()
}

// text writes the n-th text.
func (g *generator) text(n int) tracker.Text {
	a := meetings[n/len(tracker.Langs)%len(meetings)]
	l := tracker.Langs[n%len(tracker.Langs)]
	a.Kind = tracker.Resolution
	if n%7 == 0 {
		a.Kind = tracker.Decision
	}
	// Numbers above those of the catalogue, which would add revisions.
	a.Number = strconv.Itoa(1001 + n/(len(meetings)*len(tracker.Langs)))
	t := tracker.Text{Instrument: a.Instrument(), Revision: a, Lang: l, Title: g.prose(l, 8)}
	for i := range PerText {
		section := sections[i/5]
		p := tracker.Provision{
			Address: a.At(fmt.Sprintf("%s.%d", section, i%5+1)), Section: section, Heading: section,
			Role: tracker.Operative, Label: strconv.Itoa(i%5 + 1), Text: g.prose(l, shortest+g.rng.IntN(lengthier)),
		}
		if i < 2*5 {
			p.Role = tracker.Preamble
		}
		if _, who, ok := strings.Cut(section, "-"); ok {
			p.Addressees = []string{who}
		}
		p.Path = []string{p.Label}
		t.Provisions = append(t.Provisions, p)
	}
	return t
}
