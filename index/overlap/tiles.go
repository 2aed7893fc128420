package overlap

import (
	"cmp"
	"container/heap"

	"concord/tracker"
)

// A passage is a text prepared for showing what it shares.
type passage struct {
	words    []token
	spans    []span
	entities []bool
	digits   []bool
	stems    []token // of each word, 0 where it is none of content
	weights  []int   // of each word, in coverage
	text     string

	functions []bool // of what is shown: see [reader.functions]
}

// What a word counts for in coverage, in quarters: a name of another text says
// little, a function word half of a content word.
const (
	entityWeight   = 1
	functionWeight = 2
	contentWeight  = 4
)

func (r *reader) passage(p tracker.Provision) passage {
	r.read(p.Text, citedSpans(p))
	out := passage{text: p.Text}
	for i, w := range r.words {
		out.words = append(out.words, w.token)
		out.spans = append(out.spans, r.spans[i])
		out.entities = append(out.entities, r.entities[i])
		out.digits = append(out.digits, w.digit)
		out.stems = append(out.stems, w.stem)
		weight := contentWeight
		switch {
		case r.entities[i]:
			weight = entityWeight
		case w.stem == 0 && !w.digit:
			weight = functionWeight
		}
		out.weights = append(out.weights, weight)
	}
	return out
}

// numbers lists the numbers outside entities.
func (p *passage) numbers() (out []token) {
	for i, w := range p.words {
		if p.digits[i] && !p.entities[i] {
			out = append(out, w)
		}
	}
	return out
}

// A tile is a run of words that two texts share: a[a:a+n] is b[b:b+n].
type tile struct{ a, b, n int }

func startA(t tile) int { return t.a }
func startB(t tile) int { return t.b }

// shortestTile is how many words a run must have to be shown as shared; Chinese
// characters are about half words.
func shortestTile(l tracker.Lang) int {
	if l == tracker.Chinese {
		return 5
	}
	return 3
}

// tiles covers a and b with common runs, the longest first, none overlapping
// another, wherever they stand: clauses that changed places are found too. They
// are given in the order of a.
func tiles(a, b []token, shortest int) []tile {
	a, b = clip(a), clip(b)
	runs := commonRuns(a, b, shortest)
	heap.Init(&runs)
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	var out []tile
	for len(runs) > 0 {
		t := heap.Pop(&runs).(tile)
		for from := 0; from < t.n; {
			to := from
			for to < t.n && !usedA[t.a+to] && !usedB[t.b+to] {
				to++
			}
			switch {
			case to-from == t.n:
				for i := range t.n {
					usedA[t.a+i], usedB[t.b+i] = true, true
				}
				out = append(out, t)
			case to-from >= shortest:
				heap.Push(&runs, tile{t.a + from, t.b + from, to - from})
			}
			from = to + 1
		}
	}
	sortTiles(out)
	return out
}

// commonRuns lists the runs that cannot be made longer.
func commonRuns(a, b []token, shortest int) (runs runHeap) {
	places := map[token][]int{}
	for i, t := range a {
		places[t] = append(places[t], i)
	}
	for j, t := range b {
		for _, i := range places[t] {
			if i > 0 && j > 0 && a[i-1] == b[j-1] {
				continue
			}
			n := 1
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				n++
			}
			if n >= shortest {
				runs = append(runs, tile{i, j, n})
			}
		}
	}
	return runs
}

// A runHeap gives the longest run first, then the first in a.
type runHeap []tile

func (h runHeap) Len() int { return len(h) }
func (h runHeap) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[j].n, h[i].n), cmp.Compare(h[i].a, h[j].a), cmp.Compare(h[i].b, h[j].b)) < 0
}
func (h runHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)   { *h = append(*h, x.(tile)) }
func (h *runHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
