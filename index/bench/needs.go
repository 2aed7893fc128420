package bench

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"

	"concord/tracker"
)

// A Need is what somebody typed and the provisions that answer it.
type Need struct {
	ID       string         `json:"id"`
	Corpus   string         `json:"corpus"`
	Lang     tracker.Lang   `json:"lang"`
	Class    string         `json:"class"` // how it is typed: words, half-remembered, question, number
	Query    string         `json:"query"`
	Relevant map[string]int `json:"relevant"` // address without language, and grade: 1 to 3
}

// ReadNeeds reads needs.json.
func ReadNeeds(path string) ([]Need, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var needs []Need
	if err := json.Unmarshal(b, &needs); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return needs, nil
}

// The depths at which answers are measured: a page, and as far as anyone looks.
const (
	pageDepth = 10
	lastDepth = 50
)

// A Score is how well one answer, or many on average, met the need.
type Score struct {
	NDCG   float64 // at 10
	MRR    float64 // one over the place of the first relevant answer
	Recall float64 // at 50
	Needs  int
}

// Judge scores an answer. Its addresses may name languages; a provision counts
// where it comes first, and a relevant instrument or revision is met by the first
// answer that belongs to it.
func (n Need) Judge(answer []tracker.Address) Score {
	found := map[string]bool{}
	s := Score{Needs: 1}
	gain, place := 0.0, 0
	for _, a := range distinct(answer) {
		place++
		key := n.met(a)
		if found[key] {
			key = ""
		}
		if key == "" {
			continue
		}
		found[key] = true
		if s.MRR == 0 {
			s.MRR = 1 / float64(place)
		}
		if place <= pageDepth {
			gain += worth(n.Relevant[key], place)
		}
		if place <= lastDepth {
			s.Recall++
		}
	}
	s.Recall /= float64(len(n.Relevant))
	s.NDCG = gain / n.ideal()
	return s
}

// met gives the relevant address that a is, or "".
func (n Need) met(a tracker.Address) string {
	for _, at := range []tracker.Address{a.Revision().At(a.Provision), a.Revision(), a.Instrument()} {
		if key := at.String(); n.Relevant[key] > 0 {
			return key
		}
	}
	return ""
}

// distinct takes each provision once, whatever its language.
func distinct(answer []tracker.Address) []tracker.Address {
	seen := map[tracker.Address]bool{}
	var out []tracker.Address
	for _, a := range answer {
		a.Lang = ""
		if !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	return out
}

// worth is the gain of a grade at a place, counted from 1.
func worth(grade, place int) float64 {
	return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place)+1)
}

// ideal is the gain of the best possible page.
func (n Need) ideal() float64 {
	grades := slices.Sorted(maps.Values(n.Relevant))
	slices.Reverse(grades)
	sum := 0.0
	for i, g := range grades[:min(pageDepth, len(grades))] {
		sum += worth(g, i+1)
	}
	return sum
}

// Add adds another need's score to a sum; see [Score.Mean].
func (s Score) Add(o Score) Score {
	return Score{s.NDCG + o.NDCG, s.MRR + o.MRR, s.Recall + o.Recall, s.Needs + o.Needs}
}

// Mean divides a sum of scores by the number of needs.
func (s Score) Mean() Score {
	n := float64(max(s.Needs, 1))
	return Score{s.NDCG / n, s.MRR / n, s.Recall / n, s.Needs}
}
