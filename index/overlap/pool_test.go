package overlap

import (
	"cmp"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/store"
)

var pool = flag.String("pool", "", "folder to write pairs to that wait for labels, with their texts")

// A pooled is a pair drawn for labelling.
type pooled struct {
	corpus  string
	lang    tracker.Lang
	a, b    tracker.Address
	stratum string
	weight  float64 // pairs of its stratum that it stands for
	part    string  // "tune" or "sealed"
}

// What is drawn of each stratum, by corpus. The strata are what different
// systems find: the candidates of rare runs by the verifier's probability, the
// nearest by telling words, the nearest by letters; and chance.
var drawn = []struct {
	corpus string
	langs  []tracker.Lang
	each   map[string]int
}{
	{"pp18", []tracker.Lang{"en"}, map[string]int{"sure": 36, "likely": 30, "doubtful": 24, "weak": 16, "words": 22, "letters": 22, "section": 8, "chance": 4}},
	{"unga", []tracker.Lang{"en"}, map[string]int{"sure": 24, "likely": 14, "doubtful": 12, "weak": 8, "words": 10, "letters": 10, "section": 4, "chance": 2}},
	{"unsc", []tracker.Lang{"en"}, map[string]int{"sure": 18, "likely": 14, "doubtful": 12, "weak": 8, "words": 10, "letters": 10, "section": 4, "chance": 2}},
	{"wrc23", []tracker.Lang{"en"}, map[string]int{"sure": 18, "likely": 14, "doubtful": 12, "weak": 8, "words": 10, "letters": 10, "section": 4, "chance": 2}},
	{"sample", tracker.Langs[:], map[string]int{"sure": 5, "likely": 3, "doubtful": 2, "weak": 1, "words": 2, "letters": 2, "section": 1, "chance": 1}},
}

var more = flag.Bool("more", false, "with -pool, draw more pairs of the part that is tuned on")

// drawnMore is what is drawn of the tuned part alone, of pairs that are not yet
// labelled, once there are models to be wrong: most where the reviewer is unsure.
var drawnMore = map[string]int{"shown": 12, "unsure": 60, "hidden": 6}

// TestPool draws pairs for labelling. Instruments are dealt to two parts by a
// hash of their title (recurring resolutions of the General Assembly share it)
// and only pairs within a part are drawn, so that no instrument is in both.
func TestPool(t *testing.T) {
	if *pool == "" {
		t.Skip("draws only with -pool")
	}
	s := corporaStore(t)
	var all []pooled
	held := map[[2]string]bool{}
	for _, l := range append(readLabels(t), readTuning(t)...) {
		held[pairKey(l.a, l.b)] = *more
	}
	for _, d := range drawn {
		if *more {
			d.each = drawnMore
		}
		i := slices.IndexFunc(corpora, func(c struct{ name, body, files string }) bool { return c.name == d.corpus })
		e := corpusEngine(t, s, corpora[i].body)
		for _, l := range d.langs {
			all = append(all, e.draw(d.corpus, l, d.each, held)...)
		}
	}
	rand.New(rand.NewPCG(5, 8)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var rows, texts strings.Builder
	for i, p := range all {
		fmt.Fprintf(&rows, "%s\t%s\t%s\t%s\t%s\t%.1f\t%s\n", p.corpus, p.lang, p.a, p.b, p.stratum, p.weight, p.part)
		layOut(t, &texts, s, i+1, p.lang, p.a, p.b)
	}
	for name, b := range map[string]*strings.Builder{"rows.tsv": &rows, "texts.txt": &texts} {
		if err := os.WriteFile(filepath.Join(*pool, name), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// partOf deals an instrument to a part.
func partOf(rev *revision, lang tracker.Lang) string {
	h := fnv.New32a()
	h.Write([]byte(tracker.NormalWords(cmp.Or(rev.langs[tracker.English], rev.langs[lang], rev.address.Number))))
	if h.Sum32()>>8&1 == 0 {
		return "tune"
	}
	return "sealed"
}

// draw draws pairs of one language that are not held.
func (e *Engine) draw(corpus string, lang tracker.Lang, each map[string]int, held map[[2]string]bool) []pooled {
	s := e.shelves[lang]
	strata := map[string][][2]uint32{}
	seen := map[[2]uint32]bool{}
	rng := rand.New(rand.NewPCG(18, 22))
	part := func(id uint32) string { return partOf(e.provisions[s.first[id]].in, lang) }
	put := func(stratum string, a, b uint32) {
		key := [2]uint32{max(a, b), min(a, b)}
		known := held[pairKey(e.provisions[s.first[a]].address(), e.provisions[s.first[b]].address())]
		if a != b && !seen[key] && !known && part(a) == part(b) && (!*more || part(a) == "tune") && e.apart(s, a, b) {
			seen[key] = true
			strata[stratum] = append(strata[stratum], key)
		}
	}
	p := newProber(s)
	for id := range uint32(len(s.texts)) {
		candidates, total := p.candidates(s.text(id), id)
		s.fill(&p.a, s.text(id), total, e.roleOf(s, id))
		p.begin()
		for _, c := range slices.Clone(candidates) {
			if *more && part(id) != "tune" {
				break
			}
			s.fill(&p.b, s.text(c.text), s.total[c.text], e.roleOf(s, c.text))
			put(e.stratum(s, id, c, e.verifier.probability(p.measure(c.shared))), id, c.text)
		}
	}
	for _, system := range []struct {
		name string
		bag  func(uint32) map[uint64]float64
	}{{"words", s.wordBag}, {"letters", e.letterBag(s)}} {
		for id, near := range nearest(s, system.bag) {
			put(system.name, uint32(id), near)
		}
	}
	n := len(s.texts)
	for range 40 * n {
		a, b := uint32(rng.IntN(n)), uint32(rng.IntN(n))
		name := "chance"
		if section(e.provisions[s.first[a]].key) == section(e.provisions[s.first[b]].key) {
			name = "section"
		}
		put(name, a, b)
	}
	var out []pooled
	for _, name := range []string{"sure", "likely", "doubtful", "weak", "shown", "unsure", "hidden", "words", "letters", "section", "chance"} {
		list := strata[name]
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		k := min(each[name], len(list))
		for _, x := range list[:k] {
			a, b := s.first[x[0]], s.first[x[1]]
			if e.provisions[a].in == e.provisions[b].in {
				a = e.otherHaving(s, x[0], e.provisions[b].in)
			}
			if a == nobody {
				continue
			}
			out = append(out, pooled{corpus, lang, e.provisions[a].address(), e.provisions[b].address(), name, float64(len(list)) / float64(k), part(x[0])})
		}
	}
	return out
}

func section(key string) string {
	head, _, _ := strings.Cut(key, ".")
	return head
}

// stratum says where a candidate belongs: by the verifier's probability, or, when
// more is drawn, by what the reviewer makes of it.
func (e *Engine) stratum(s *shelf, id uint32, c candidate, probability float64) string {
	if !*more {
		switch {
		case probability >= 0.9:
			return "sure"
		case probability >= 0.5:
			return "likely"
		case probability >= 0.1:
			return "doubtful"
		}
		return "weak"
	}
	if !e.apart(s, id, c.text) {
		return ""
	}
	x, err := e.weighOne(link{a: s.first[id], b: s.first[c.text], lang: s.lang}, newTexts(e.record))
	if _, counted := suppressed[x.class]; err != nil || counted || !c.kin && probability < e.verifier.Threshold {
		return ""
	}
	switch {
	case x.wanted >= 0.85:
		return "shown"
	case x.wanted >= 0.15:
		return "unsure"
	}
	return "hidden"
}

// wordBag weighs the content words of a wording.
func (s *shelf) wordBag(id uint32) map[uint64]float64 {
	bag := map[uint64]float64{}
	for _, stem := range s.contents(id, nil) {
		rare, _ := s.rare.get(stem)
		bag[uint64(stem)] = float64(rare)
	}
	return bag
}

// letterBag counts the runs of five letters of a wording.
func (e *Engine) letterBag(s *shelf) func(uint32) map[uint64]float64 {
	texts := newTexts(e.record)
	return func(id uint32) map[uint64]float64 {
		bag := map[uint64]float64{}
		q, err := texts.provision(&e.provisions[s.first[id]], s.lang)
		if err != nil {
			return bag
		}
		letters := []rune(tracker.NormalWords(q.Text))
		for i := range len(letters) - 4 {
			h := fnv.New64a()
			h.Write([]byte(string(letters[i : i+5])))
			bag[h.Sum64()]++
		}
		return bag
	}
}

// nearest gives for each wording the one whose bag is nearest by cosine.
func nearest(s *shelf, bagOf func(uint32) map[uint64]float64) []uint32 {
	n := len(s.texts)
	postings := map[uint64][]struct {
		id uint32
		w  float64
	}{}
	bags := make([]map[uint64]float64, n)
	for id := range n {
		bag := bagOf(uint32(id))
		square := 0.0
		for _, w := range bag {
			square += w * w
		}
		for key, w := range bag {
			bag[key] = w / math.Sqrt(square)
			postings[key] = append(postings[key], struct {
				id uint32
				w  float64
			}{uint32(id), bag[key]})
		}
		bags[id] = bag
	}
	out := make([]uint32, n)
	sums := make([]float64, n)
	for id, bag := range bags {
		clear(sums)
		for key, w := range bag {
			for _, p := range postings[key] {
				sums[p.id] += w * p.w
			}
		}
		sums[id] = -1
		best := 0
		for i, x := range sums {
			if x > sums[best]+1e-9 {
				best = i
			}
		}
		out[id] = uint32(best)
	}
	return out
}

var panel = flag.String("panel", "", "folder to write labelled pairs to, for readers, without labels")

// TestPanel lays out the labelled pairs for two readers, each in an order and with
// sides of his own.
func TestPanel(t *testing.T) {
	if *panel == "" {
		t.Skip("lays out only with -panel")
	}
	s := corporaStore(t)
	all := append(readLabels(t), readTuning(t)...)
	for reader := range 2 {
		rng := rand.New(rand.NewPCG(26, uint64(reader)))
		var b strings.Builder
		for _, i := range rng.Perm(len(all)) {
			l := all[i]
			sides := []tracker.Address{l.a, l.b}
			if rng.IntN(2) == 0 {
				slices.Reverse(sides)
			}
			layOut(t, &b, s, i+1, l.lang, sides...)
		}
		if err := os.WriteFile(filepath.Join(*panel, fmt.Sprintf("reader-%d.txt", reader+1)), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// layOut writes a pair for somebody to read: its number, then address, role, title
// and text of either side.
func layOut(t testing.TB, b *strings.Builder, s *store.Store, number int, lang tracker.Lang, sides ...tracker.Address) {
	fmt.Fprintf(b, "PAIR %d [%s]\n", number, lang)
	for _, a := range sides {
		text, err := s.Text(a, lang)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Provision(a, lang)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(b, "  (%s %s, %s, %q)\n    %s\n", a.Number, a.Provision, p.Role, text.Title, p.Text)
	}
}
