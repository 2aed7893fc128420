package overlap

import (
	"math"
)

// What a reviewer's wish is read from: the evidence of a pair, not its words.
var evidenceNames = [...]string{
	"coverage of the less covered", "coverage of the more covered", "their product", "rare runs, log weight", "tiles, log", "same role",
	"telling words, part of the shorter", "telling words, part of the longer", "telling words, log weight",
}

// A reviewer is a logistic regression over evidence: the probability that a
// reviewer would want to see a pair that the verifier believes in. It was fitted
// to pairs that a person labelled, where the verifier was fitted to planted ones.
type reviewer struct {
	Evidence  []string  `json:"evidence"`
	Weights   []float64 `json:"weights"`
	Bias      float64   `json:"bias"`
	Threshold float64   `json:"threshold"` // from which on a pair is shown
}

type measures [len(evidenceNames)]float64

// measures gives what the reviewer looks at.
func (x evidence) measures(s *shelf, shared int32, sameRole bool) measures {
	least, most := min(x.coverA, x.coverB), max(x.coverA, x.coverB)
	role := 0.0
	if sameRole {
		role = 1
	}
	a, b := s.rarityOf(x.stemsA), s.rarityOf(x.stemsB)
	both := a - s.rarityOf(x.aloneA)
	return measures{least, most, least * most, math.Log1p(float64(shared) / weightOne), math.Log1p(float64(len(x.tiles))), role,
		both / (min(a, b) + 1), both / (max(a, b) + 1), math.Log1p(max(0, both))}
}

// rarityOf adds up how telling stems are, in thousandths so that the sum does
// not depend on their order.
func (s *shelf) rarityOf(stems map[token]bool) float64 {
	sum := 0
	for stem := range stems {
		w, known := s.rare.get(stem)
		if !known {
			w = rarity(len(s.ends), 1)
		}
		sum += int(w * 1000)
	}
	return float64(sum) / 1000
}

func (r *reviewer) probability(m measures) float64 {
	sum := r.Bias
	for i, x := range m {
		sum += float64(x * r.Weights[i]) // the conversion keeps machines from fusing the two
	}
	return math.Round(1e4/(1+math.Exp(-sum))) / 1e4
}
