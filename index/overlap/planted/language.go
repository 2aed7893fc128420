package planted

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"concord/tracker"
)

// functionWords are the most frequent words, as in English.
var functionWords = strings.Fields("the of and to in for on with by that as its be at from or is which this all an are other within their such not has have it will shall between into under been any those these")

// The shape of the language.
const (
	vocabulary = 30_000
	// exponent and offset of Zipf's law over content words.
	exponent, offset = 1.12, 30
	// company is how many words a word is often followed by; loyal how often in
	// a hundred it is followed by one of them.
	company, loyal = 16, 45
	// functional is how many words in a hundred are function words.
	functional = 42
	shortest   = 20
	spread     = 72
	titles     = 400
	synonyms   = 3
)

// A language is the words that planted texts are made of.
type language struct {
	words  []string
	titles []string
	place  map[string]int
}

var syllables = strings.Fields("con ter net sat lite pro gram band dev el op spec trum re port fin ance se cure glo bal mem ber state mis du pol ra ven tor sal mar ni ko ve tran ford gul bek sor")

func newLanguage() *language {
	l := &language{place: map[string]int{}}
	rng := rand.New(rand.NewPCG(20, 26))
	for _, w := range functionWords {
		l.place[w] = -1
	}
	for len(l.words) < vocabulary {
		var w strings.Builder
		for range 2 + rng.IntN(3) {
			w.WriteString(syllables[rng.IntN(len(syllables))])
		}
		if _, known := l.place[w.String()]; !known {
			l.place[w.String()] = len(l.words)
			l.words = append(l.words, w.String())
		}
	}
	zipf := rand.NewZipf(rng, exponent, offset, vocabulary-1)
	for range titles {
		var t []string
		for range 3 + rng.IntN(4) {
			t = append(t, l.words[zipf.Uint64()])
		}
		l.titles = append(l.titles, strings.Join(t, " "))
	}
	return l
}

// prose writes a paragraph.
func (l *language) prose(rng *rand.Rand) []string {
	return l.run(rng, shortest+rng.IntN(spread))
}

// run writes n words.
func (l *language) run(rng *rand.Rand, n int) []string {
	zipf := rand.NewZipf(rng, exponent, offset, vocabulary-1)
	favour := rand.NewZipf(rng, 1.3, 2, company-1)
	frequent := rand.NewZipf(rng, 1.3, 3, uint64(len(functionWords)-1))
	out := make([]string, 0, n)
	last := 0
	for range n {
		switch {
		case rng.IntN(100) < functional:
			out = append(out, functionWords[frequent.Uint64()])
			continue
		case rng.IntN(100) < loyal: // one of the words that the last one likes
			last = int(uint64(last*company+int(favour.Uint64()))*2654435761%uint64(vocabulary)) * (1 + last%7) / 7 % vocabulary
		default:
			last = int(zipf.Uint64())
		}
		out = append(out, l.words[last])
	}
	return out
}

// formula writes a recital that only names a text.
func (l *language) formula(rng *rand.Rand) (string, []tracker.Citation) {
	places := [...]string{"Dubai", "Busan", "Antalya", "Marrakesh", "Kyoto"}
	name := fmt.Sprintf("Resolution %d (Rev. %s, %d)", 1+rng.IntN(200), places[rng.IntN(len(places))], 1994+4*rng.IntN(8))
	text := "Recalling " + name + " of the Plenipotentiary Conference, on " + l.titles[rng.IntN(titles)] + " and the decisions taken thereon"
	start := len("Recalling ")
	return text, []tracker.Citation{{Target: "itu/pp/res/1", Text: name, Start: start, End: start + len(name)}}
}

// copy makes the partner of a provision.
func (l *language) copy(rng *rand.Rand, kind Kind, words []string) []string {
	switch kind {
	case Near10:
		return l.edit(rng, words, 10)
	case Near25:
		return l.edit(rng, words, 25)
	case Reorder:
		return shuffled(rng, words)
	case Contain:
		around := l.run(rng, len(words)+rng.IntN(len(words)))
		at := rng.IntN(len(around))
		return append(append(append([]string{}, around[:at]...), words...), around[at:]...)
	case Partial:
		n := min(len(words), 16+rng.IntN(13))
		from := rng.IntN(len(words) - n + 1)
		around := l.run(rng, shortest+rng.IntN(spread))
		at := rng.IntN(len(around))
		return append(append(append([]string{}, around[:at]...), words[from:from+n]...), around[at:]...)
	case Para30:
		return l.reword(rng, words, 30)
	case Para60:
		return shuffled(rng, l.reword(rng, words, 60))
	}
	return words
}

// edit replaces, drops or adds percent of the words.
func (l *language) edit(rng *rand.Rand, words []string, percent int) (out []string) {
	for _, w := range words {
		if rng.IntN(100) >= percent {
			out = append(out, w)
			continue
		}
		switch rng.IntN(4) {
		case 0: // dropped
		case 1:
			out = append(out, w, l.run(rng, 1)[0])
		default:
			out = append(out, l.run(rng, 1)[0])
		}
	}
	return out
}

// reword replaces percent of the content words by one of their synonyms.
func (l *language) reword(rng *rand.Rand, words []string, percent int) (out []string) {
	for _, w := range words {
		if at := l.place[w]; at >= 0 && rng.IntN(100) < percent {
			w = l.words[(at*synonyms+1+rng.IntN(synonyms))*48271%vocabulary]
		}
		out = append(out, w)
	}
	return out
}

// shuffled cuts words into clauses of six to twelve and puts them in another
// order.
func shuffled(rng *rand.Rand, words []string) (out []string) {
	var clauses [][]string
	for len(words) > 0 {
		n := min(len(words), 6+rng.IntN(7))
		clauses, words = append(clauses, words[:n]), words[n:]
	}
	rng.Shuffle(len(clauses), func(i, j int) { clauses[i], clauses[j] = clauses[j], clauses[i] })
	for _, c := range clauses {
		out = append(out, c...)
	}
	return out
}
