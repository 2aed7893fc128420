package index

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"concord/tracker"
)

// worstQueries lists the most costly things that anyone can type, made of the
// words that g writes most often.
func worstQueries(g *generator) map[string]string {
	en, zh, ar := g.word["en"], g.word["zh"], g.word["ar"]
	beginnings := func(words []string, letters int) (out []string) {
		for _, w := range words {
			if r := []rune(w); len(r) >= letters {
				out = append(out, string(r[:letters])+"*")
			}
		}
		return out
	}
	near := func(words []string, edits string) (out []string) {
		for _, w := range words {
			if len([]rune(w)) >= longNear {
				out = append(out, w+edits)
			}
		}
		return out[:min(len(out), maxTerms)]
	}
	return map[string]string{
		"twelve common words":        strings.Join(en[:12], " "),
		"common words and none":      strings.Join(en[:11], " ") + " xyzzyplugh",
		"runs and none":              strings.Join(zh[:12], "") + "龘靐",
		"a question of common words": "what must " + strings.Join(en[:10], " ") + " do about xyzzyplugh",
		"any of twelve common words": strings.Join(en[:12], " OR "),
		"any of twelve in Arabic":    strings.Join(ar[:12], " OR "),
		"any of twelve in Chinese":   strings.Join(zh[:12], " OR "),
		"twelve beginnings":          strings.Join(beginnings(en[:40], minPrefix)[:12], " "),
		"any of twelve beginnings":   strings.Join(beginnings(en[:40], minPrefix)[:12], " OR "),
		"any of twelve characters":   strings.Join(beginnings(zh[:12], 1), " OR "),
		"twelve near spellings":      strings.Join(near(en, "~2"), " "),
		"any of twelve near ones":    strings.Join(near(en, "~2"), " OR "),
		"near spellings in Arabic":   strings.Join(near(ar, "~2"), " OR "),
		"a long run":                 strings.Join(zh[:40], ""),
		"a run of one character":     strings.Repeat("网", maxTerm),
		"many runs":                  strings.Join([]string{strings.Join(zh[:9], ""), strings.Join(zh[9:18], ""), strings.Join(zh[18:27], "")}, " OR "),
		"phrase of common words":     `"` + en[0] + " " + en[1] + " " + en[2] + `"`,
		"twelve phrases":             `"` + strings.Join(en[:12], ` a" OR "`) + ` b"`,
		"phrase with a beginning":    `"` + en[0] + " " + en[1][:3] + `*"`,
		"phrase of a word repeated":  `"` + strings.Repeat(en[0]+" ", 12) + `"`,
		"phrase in Chinese":          `"` + zh[0] + zh[1] + zh[2] + `"`,
		"groups in groups":           strings.Repeat("("+en[0]+" OR ", maxNesting) + en[1] + strings.Repeat(")", maxNesting),
		"all but":                    "-" + strings.Join(en[:12], " -"),
		"groups that exclude":        "-(" + strings.Join(en[:6], " OR ") + ") (" + strings.Join(en[6:11], " OR ") + ")",
		"words and filters":          en[0] + " OR " + en[1] + " in-force:yes number:1..9999 -role:preamble",
		"a pasted page":              strings.Join(en[:200], " "),
		"twelve words spelled wrong": strings.Join(misspelled(en[:40])[:12], " "),
		"wrong words in Arabic":      strings.Join(misspelled(ar[:60])[:12], " OR "),
		"one wrong among common":     strings.Join(en[:11], " ") + " " + misspelled(en[:40])[0],
		"numbers of all languages":   "1 2 3 4 5 6 7 8 9 10 11 12",
		"many values":                "number:" + strings.Join(numbers(250), ","),
		"many values not held":       "section:" + strings.Join(misspelled(en[:90]), ","),
		"many fields":                "section:" + strings.Join(misspelled(en[:60]), " section:"),
		"many days":                  "in-force:2014-01-" + strings.Join(days(60), ",2014-01-"),
		"days in groups":             "(in-force:2015-02-" + strings.Join(days(12), " OR in-force:2015-02-") + ") " + en[0],
		"beginnings to leave out":    en[0] + " -" + strings.Join(beginnings(en[:40], minPrefix)[:11], " -"),
		"phrases of beginnings":      `"` + strings.Join(beginnings(en[:40], minPrefix)[:6], `" OR "`+en[0]+" ") + `"`,
		"phrases to leave out":       en[0] + ` -"` + strings.Join(en[:11], ` a" -"`) + ` b"`,
		"phrase of sixty words":      `"` + strings.Join(en[:60], " ") + `"`,
		"words with hyphens":         strings.Join(en[:12], "-") + " " + strings.Join(en[12:24], "-"),
		"beginnings with hyphens":    en[0] + "-" + en[1][:3] + "* " + en[2] + "-" + en[3][:3] + "* OR " + en[4] + "-" + en[5][:3] + "*",
		"near, beginnings, phrases":  strings.Join(near(en, "~2")[:4], " OR ") + " OR " + strings.Join(beginnings(en[:40], minPrefix)[:4], " OR ") + ` OR "` + en[0] + " " + en[1] + `"`,
		"citations in a range":       "cites:1..9999 cites:" + strings.Join(numbers(150), ","),
		"Chinese characters":         strings.Join(strings.Split(strings.Join(zh[:6], ""), ""), " "),
		"one character":              zh[0][:3],
		"phrases in Chinese":         `"` + strings.Join([]string{zh[0] + zh[1], zh[2] + zh[0], zh[1] + zh[3], zh[4] + zh[0]}, `" OR "`) + `"`,
	}
}

// misspelled gives words that no text has, each a letter away from one that texts
// have.
func misspelled(words []string) (out []string) {
	for _, w := range words {
		if r := []rune(w); len(r) >= minNear {
			r[len(r)/2] = 'q'
			if r[0] > 'z' {
				r[len(r)/2] = 'ء'
			}
			out = append(out, string(r))
		}
	}
	return out
}

func numbers(n int) (out []string) {
	for i := range n {
		out = append(out, strconv.Itoa(i+1))
	}
	return out
}

func days(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%02d", i%28+1))
	}
	return out
}

// mixedQueries puts parts of the worst queries together at random, as somebody
// would who looks for what is slow.
func mixedQueries(g *generator, n int) (out []string) {
	pick := func(from []string) string { return from[g.rng.IntN(len(from))] }
	part := func() string {
		w := g.word[tracker.Lang(pick([]string{"en", "fr", "ar", "zh"}))]
		one, two := w[g.rng.IntN(30)], w[g.rng.IntN(30)]
		letters := []rune(one)
		return pick([]string{
			one, one + "~", one + "~2", string(letters[:min(len(letters), minPrefix)]) + "*", string(letters[:1]) + "*", "-" + one,
			`"` + one + " " + two + `"`, `"` + one + " " + two[:len(two)/2] + `*"`, one + "-" + two, one + two, "in-force:2014-0" + strconv.Itoa(1+g.rng.IntN(9)) + "-01",
			"number:" + strconv.Itoa(g.rng.IntN(900)) + "..", "session:gc-18", "(" + one + " OR " + two + ")", "-(" + one + " " + two + ")",
		})
	}
	for range n {
		parts := make([]string, 1+g.rng.IntN(maxTerms))
		for i := range parts {
			parts[i] = part()
		}
		out = append(out, strings.Join(parts, pick([]string{" ", " OR ", " "})))
	}
	return out
}

// TestMixed holds that any mixture of costly parts is answered, or refused with
// advice.
func TestMixed(t *testing.T) {
	x := fill(t)
	n := 300
	if testing.Short() {
		n = 60
	}
	for _, query := range mixedQueries(newGenerator(), n) {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil && !errors.Is(err, ErrTooBroad) {
			t.Errorf("%s: %v", query, err)
		}
		if err == nil && len(r.Hits) > r.Total {
			t.Errorf("%s: %d hits of %d", query, len(r.Hits), r.Total)
		}
	}
}

// FuzzSearch holds any query to an answer, or to a refusal that says what to do.
func FuzzSearch(f *testing.F) {
	x := fill(f)
	for _, q := range worstQueries(newGenerator()) {
		f.Add(q)
	}
	for _, q := range []string{`"`, "((((", "-", "* ~2 OR AND", "مشي* الات~", "网*网~", "cites:1..2 OR (", "a\x00\xff*"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r, err := x.Search(t.Context(), Parse(query))
		if err != nil {
			if _, advice, ok := strings.Cut(err.Error(), ": "); !errors.Is(err, ErrTooBroad) || !ok || advice == "" {
				t.Fatalf("%q: %v", query, err)
			}
			return
		}
		if len(r.Hits) > r.Total || r.Total > 0 && len(r.Hits) == 0 {
			t.Errorf("%q: %d hits of %d", query, len(r.Hits), r.Total)
		}
	})
}

// TestSharedAnswers promises that what searches keep for each other changes no
// answer: any order of the same queries gives the same.
func TestSharedAnswers(t *testing.T) {
	x := fill(t)
	g := newGenerator()
	var queries []string
	for _, q := range worstQueries(g) {
		queries = append(queries, q)
	}
	answer := func(q string) string {
		r, err := x.Search(t.Context(), Parse(q))
		var b strings.Builder
		for _, h := range r.Hits {
			b.WriteString(h.Address.String() + " ")
		}
		if err != nil {
			b.WriteString(err.Error())
		}
		return b.String()
	}
	first := map[string]string{}
	forget := func() {
		x.recent.forget()
		x.columns = nil
	}
	for _, q := range queries {
		forget()
		first[q] = answer(q)
	}
	g.rng.Shuffle(len(queries), func(i, j int) { queries[i], queries[j] = queries[j], queries[i] })
	for range 2 {
		for _, q := range queries {
			if again := answer(q); again != first[q] {
				t.Errorf("%s: alone %s, among others %s", q, first[q], again)
			}
		}
	}
}

// BenchmarkAbuse reports what the worst queries cost, and 200 mixtures of
// their parts.
func BenchmarkAbuse(b *testing.B) {
	x := fill(b)
	for name, q := range worstQueries(newGenerator()) {
		b.Run(name, func(b *testing.B) { coldAndWarm(b, x, q) })
	}
	for i, q := range mixedQueries(newGenerator(), 200) {
		b.Run(fmt.Sprint("mixture ", i), func(b *testing.B) { coldAndWarm(b, x, q) })
	}
}

// coldAndWarm reports the best times of a search, which are steadier than the mean
// on a busy machine: when nothing is kept from the search before, and when it is;
// and the least that it allocated cold, as merging in the background allocates too.
func coldAndWarm(b *testing.B, x *Index, query string) {
	cold, warm, refused, allocated, total := time.Hour, time.Hour, 0.0, uint64(math.MaxUint64), 0
	search := func() (time.Duration, uint64) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		r, err := x.Search(b.Context(), Parse(query))
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if total = r.Total; err != nil {
			refused = 1
		}
		return took, after.TotalAlloc - before.TotalAlloc
	}
	for b.Loop() {
		x.recent.forget()
		x.mu.Lock()
		if x.columns != nil {
			x.columns.terms.forget()
		}
		x.mu.Unlock()
		took, bytes := search()
		cold, allocated = min(cold, took), min(allocated, bytes)
		took, _ = search()
		warm = min(warm, took)
	}
	b.ReportMetric(float64(cold.Microseconds())/1000, "cold-ms")
	b.ReportMetric(float64(warm.Microseconds())/1000, "warm-ms")
	b.ReportMetric(float64(allocated)/1e6, "MB")
	b.ReportMetric(refused, "refused")
	b.ReportMetric(float64(total), "hits")
}
