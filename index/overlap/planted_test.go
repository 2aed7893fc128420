package overlap

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"concord/index/overlap/planted"
	"concord/tracker"
)

var provisions = flag.Int("planted", 20_000, "provisions of the planted library")

// measureSeed is another than trainSeed.
const measureSeed = 2

// TestPlanted counts what is found of what was planted, and what else is.
func TestPlanted(t *testing.T) {
	l := planted.New(*provisions, measureSeed)
	e := plantedEngine(t, l)
	s := e.shelves[tracker.English]
	start := time.Now()
	e.sort(s)
	sorted := time.Since(start)
	edges, err := e.edges(context.Background(), s, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d provisions: sorted in %v, compared in %v", l.Len(), sorted.Round(time.Millisecond), (time.Since(start) - sorted).Round(time.Millisecond))
	found := map[[2]string]bool{}
	for _, x := range e.links(map[tracker.Lang][]edge{tracker.English: edges}) {
		found[pairKey(e.provisions[x.a].address(), e.provisions[x.b].address())] = true
	}
	hits, recall := 0, map[planted.Kind][2]int{}
	for _, p := range l.Pairs() {
		r := recall[p.Kind]
		if r[1]++; found[pairKey(p.A, p.B)] {
			hits++
			r[0]++
		}
		recall[p.Kind] = r
	}
	for _, k := range planted.Kinds {
		t.Logf("%-8s recall %.3f", k, float64(recall[k][0])/float64(recall[k][1]))
	}
	precision, all := float64(hits)/float64(len(found)), float64(hits)/float64(len(l.Pairs()))
	f1 := 2 * precision * all / (precision + all)
	t.Logf("precision %.4f recall %.4f F1 %.4f", precision, all, f1)
	if want := leastF1(*provisions); f1 < want {
		t.Errorf("F1 %.4f, want %.2f", f1, want)
	}
}

// leastF1 is what the machinery must keep at a size.
func leastF1(provisions int) float64 {
	if provisions > 300_000 {
		return 0.96
	}
	return 0.98
}

func pairKey(a, b tracker.Address) [2]string {
	key := []string{a.String(), b.String()}
	slices.Sort(key)
	return [2]string(key)
}

// The library is the same whenever it is written.
func TestPlantedLibrary(t *testing.T) {
	write := func() (out string) {
		for text := range planted.New(400, 3).Texts() {
			out += fmt.Sprint(text)
		}
		return out
	}
	if first, again := write(), write(); first != again {
		t.Error("two libraries of one seed differ")
	}
	seen := map[tracker.Address]bool{}
	for _, p := range planted.New(5000, 3).Pairs() {
		if seen[p.A] || seen[p.B] || p.A.Instrument() == p.B.Instrument() {
			t.Errorf("%s %s: planted twice, or within one instrument", p.A, p.B)
		}
		seen[p.A], seen[p.B] = true, true
	}
}
