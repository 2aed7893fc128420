package overlap

import (
	"math"
	"slices"
)

// What a reviewer's wish is read from: the evidence of a pair and its place in
// the two texts, not its words. [sight.measures] says what each is.
var evidenceNames = [...]string{
	"product of both coverages", "telling words, log weight", "heaviest shared run, part of the shorter", "heaviest shared run, log weight",
	"common order, log weight", "clause that both say, log weight", "words beside the common subject, part of the shorter",
	"the same first words", "no better partner", "neighbours", "both operative", "other addressee", "other deadline", "other citation", "the same numbers",
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

// commonOrder is the place among measures that says how telling the words are which
// both have in the same order, as a logarithm.
var commonOrder = slices.Index(evidenceNames[:], "common order, log weight")

// weight is how telling the words are that both texts have in the same order, the
// less the nearer the reviewer is to not wanting to see the pair.
func (r *reviewer) weight(x related) float64 {
	certainty := x.wanted
	if x.wanted > r.Threshold {
		certainty = (x.wanted - r.Threshold) / (1 - r.Threshold)
	}
	return math.Round(100*certainty*math.Expm1(x.measures[commonOrder])) / 100
}

type measures [len(evidenceNames)]float64

func (r *reviewer) probability(m measures) float64 {
	sum := r.Bias
	for i, x := range m {
		sum += float64(x * r.Weights[i]) // the conversion keeps machines from fusing the two
	}
	return math.Round(1e4/(1+math.Exp(-sum))) / 1e4
}
