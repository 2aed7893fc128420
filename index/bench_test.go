package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"concord/tracker"
)

// provisionsEnv sets how many provisions the benchmarks run on; 10,000 when it
// is not set, which is a record of some hundred resolutions in three languages.
const provisionsEnv = "CONCORD_BENCH_PROVISIONS"

// folderEnv names a folder in which the index of the benchmarks is kept for the
// next run, which must ask for as many provisions.
const folderEnv = "CONCORD_BENCH_INDEX"

// A generator writes text whose words are as frequent as in resolutions: few
// are everywhere, most are rare. The same seed gives the same text.
type generator struct {
	rng  *rand.Rand
	zipf map[tracker.Lang]*rand.Zipf
	word map[tracker.Lang][]string
}

// vocabulary is the number of different words of a language.
const vocabulary = 40_000

func newGenerator() *generator {
	g := &generator{rng: rand.New(rand.NewPCG(20, 18)), zipf: map[tracker.Lang]*rand.Zipf{}, word: map[tracker.Lang][]string{}}
	syllables := map[tracker.Lang][]string{
		"en": strings.Fields("con ter net sat lite pro gram band dev el op spec trum re port fin ance se cure glo bal mem ber state tion ing ed"),
		"fr": strings.Fields("con té ré seau pro gramme dé ve lop pe ment rap port fi nan ce sé cu ri té mem bre é tat tion ant"),
		"ar": strings.Fields("ال مت قر ار ات حاد دول تن مي شب كة تق رير مج لس ون ين أم ان"),
		"zh": strings.Split("网络安全电信发展国际联盟理事会秘书长报告决议成员频谱卫星", ""),
	}
	for _, l := range []tracker.Lang{"en", "fr", "ar", "zh"} {
		for range vocabulary {
			n := 2 + g.rng.IntN(3)
			if l == tracker.Chinese {
				n = 2
			}
			var w strings.Builder
			for range n {
				w.WriteString(syllables[l][g.rng.IntN(len(syllables[l]))])
			}
			g.word[l] = append(g.word[l], w.String())
		}
		g.zipf[l] = rand.NewZipf(g.rng, 1.15, 8, vocabulary-1)
	}
	return g
}

func (g *generator) words(l tracker.Lang, n int) string {
	space := " "
	if l == tracker.Chinese {
		space = ""
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(space)
		}
		b.WriteString(g.word[l][g.zipf[l].Uint64()])
	}
	return b.String()
}

// text writes the n-th text: thirty paragraphs of some forty words.
func (g *generator) text(n int) tracker.Text {
	session := []string{"gc-14", "gc-18", "board-18"}[n%3]
	body := map[string]string{"gc-14": "mu/gc", "gc-18": "mu/gc", "board-18": "mu/board"}[session]
	a := tracker.Address{Body: body, Kind: tracker.Resolution, Number: strconv.Itoa(n / 12), Session: session}
	l := []tracker.Lang{"en", "fr", "ar", "zh"}[n/3%4]
	t := tracker.Text{Instrument: a.Instrument(), Revision: a, Lang: l, Title: g.words(l, 8)}
	sections := []string{"recalling", "considering", "resolves", "instructs-sg", "instructs-council", "invites-ms"}
	for i := range 30 {
		section := sections[i/5]
		p := tracker.Provision{
			Address: a.At(fmt.Sprintf("%s.%d", section, i%5+1)), Section: section, Heading: section, Role: tracker.Operative,
			Label: strconv.Itoa(i%5 + 1), Text: g.words(l, 10+g.rng.IntN(60)),
		}
		if i < 10 {
			p.Role = tracker.Preamble
		}
		if _, who, ok := strings.Cut(section, "-"); ok {
			p.Addressees = []string{who}
		}
		t.Provisions = append(t.Provisions, p)
	}
	return t
}

// fill makes an index of generated text and reports how fast that went.
func fill(b testing.TB) *Index {
	b.Helper()
	provisions := 10_000
	if n, err := strconv.Atoi(os.Getenv(provisionsEnv)); err == nil {
		provisions = n
	}
	g, s := newGenerator(), newShelf()
	byText := map[tracker.Address]tracker.Text{}
	var changes []Change
	for n := range provisions / 30 {
		if n%100 == 0 {
			changes = append(changes, Change{Sequence: uint64(len(changes) + 1)})
		}
		t := g.text(n)
		byText[t.Revision.In(t.Lang)] = t
		last := &changes[len(changes)-1]
		last.Texts = append(last.Texts, t)
	}
	record := Record{
		Registry: s.registry,
		Text: func(a tracker.Address, _ ...tracker.Lang) (tracker.Text, error) {
			t, ok := byText[a]
			if !ok {
				return t, fmt.Errorf("%s: not here", a)
			}
			return t, nil
		},
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, error) {
			sessions := []string{"gc-14", "gc-18"}
			if a.Body == "mu/board" {
				sessions = []string{"board-18"}
			}
			rec := tracker.InstrumentRecord{Instrument: a, Standing: tracker.InForce, Held: true}
			for i, session := range sessions {
				r := tracker.RevisionRecord{Revision: a, Session: session, Standing: tracker.Superseded}
				r.Revision.Session = session
				if i == len(sessions)-1 {
					r.Standing = tracker.InForce
				}
				rec.Revisions = append(rec.Revisions, r)
			}
			return rec, nil
		},
	}
	folder := os.Getenv(folderEnv)
	if folder == "" {
		folder = b.TempDir()
	}
	began := time.Now()
	x, err := Open(folder+"/index", record)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.Close() })
	if x.Position() == uint64(len(changes)) {
		if _, err := x.Search(b.Context(), Parse("")); err != nil {
			b.Fatal(err)
		}
		b.Logf("opened, and searched once, in %v", time.Since(began))
		return x
	}
	began = time.Now()
	for _, c := range changes {
		if err := x.Apply(b.Context(), c); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%d provisions indexed, %.0f a second", provisions, float64(provisions)/time.Since(began).Seconds())
	return x
}

// BenchmarkSearch times whole answers: words, filters, facets, ten hits with
// their text and highlights.
func BenchmarkSearch(b *testing.B) {
	x := fill(b)
	g := newGenerator()
	en, zh := g.word["en"], g.word["zh"]
	for _, q := range []struct{ name, query string }{
		{"common word", en[0]},
		{"one word", en[30]},
		{"two words", en[5] + " " + en[40]},
		{"phrase", `"` + en[3] + " " + en[7] + `"`},
		{"prefix", en[20][:4] + "*"},
		{"Arabic word", g.word["ar"][30]},
		{"Chinese word", zh[30]},
		{"Chinese run", zh[3] + zh[30] + zh[7]},
		{"word and filters", en[10] + " session:gc-18 role:operative in-force:yes"},
		{"filters only", "session:gc-18 addressee:sg lang:en"},
		{"everything", ""},
		{"number", "130"},
		{"twelve common words", strings.Join(en[:12], " ")},
	} {
		b.Run(q.name, func(b *testing.B) { coldAndWarm(b, x, q.query) })
	}
}
