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

// Judge scores an answer. A provision counts where it or its like in another
// revision or language comes first, as its best grade; a relevant instrument or
// revision is met by the first answer that belongs to it.
func (n Need) Judge(answer []tracker.Address, same Same) Score {
	relevant := map[string]int{}
	for address, grade := range n.Relevant {
		key := same.Of(address)
		relevant[key] = max(relevant[key], grade)
	}
	found := map[string]bool{}
	seen := map[string]bool{}
	s := Score{Needs: 1}
	gain, at := 0.0, 0
	for _, a := range answer {
		own := same.Of(place(a))
		if seen[own] {
			continue
		}
		seen[own] = true
		at++
		key := met(relevant, own, a)
		if key == "" || found[key] {
			continue
		}
		found[key] = true
		if s.MRR == 0 {
			s.MRR = 1 / float64(at)
		}
		if at <= pageDepth {
			gain += worth(relevant[key], at)
		}
		if at <= lastDepth {
			s.Recall++
		}
	}
	s.Recall /= float64(len(relevant))
	s.NDCG = gain / ideal(relevant)
	return s
}

// met gives what is relevant of an answer: itself, its revision or its
// instrument; or "".
func met(relevant map[string]int, own string, a tracker.Address) string {
	for _, key := range []string{own, a.Revision().String(), a.Instrument().String()} {
		if relevant[key] > 0 {
			return key
		}
	}
	return ""
}

// worth is the gain of a grade at a place, counted from 1.
func worth(grade, place int) float64 {
	return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place)+1)
}

// ideal is the gain of the best possible page.
func ideal(relevant map[string]int) float64 {
	grades := slices.Sorted(maps.Values(relevant))
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
