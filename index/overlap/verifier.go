package overlap

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"concord/data"
)

// A verifier turns features into the probability that two texts have more in
// common than chance and the manners of conferences give them: a logistic regression over the features, scaled to mean 0 and
// deviation 1, and their squares. It is data, made by
//
//	go test ./index/overlap -run Train -train
type verifier struct {
	Features  []string  `json:"features"`
	Means     []float64 `json:"means"`
	Scales    []float64 `json:"scales"` // standard deviations
	Weights   []float64 `json:"weights"`
	Bias      float64   `json:"bias"`
	Threshold float64   `json:"threshold"` // from which on a pair is believed
	Reviewer  reviewer  `json:"reviewer"`
}

func loadVerifier() (*verifier, error) {
	file, err := data.Files.ReadFile("overlap/verifier.json")
	if err != nil {
		return nil, err
	}
	var v verifier
	if err := json.Unmarshal(file, &v); err != nil {
		return nil, fmt.Errorf("overlap/verifier.json: %w", err)
	}
	n := len(featureNames)
	if !slices.Equal(v.Reviewer.Evidence, evidenceNames[:]) || len(v.Reviewer.Weights) != len(evidenceNames) || !slices.Equal(v.Features, featureNames[:]) || len(v.Means) != n || len(v.Scales) != n || len(v.Weights) != expandedCount {
		return nil, fmt.Errorf("overlap/verifier.json: made for other features; make it again: go test ./index/overlap -run Train -train")
	}
	return &v, nil
}

// expandedCount is the number of terms: the features and their squares, which
// bend the plane where small trees would have steps.
const expandedCount = 2 * len(featureNames)

// expand scales f and appends the squares.
func (v *verifier) expand(f features) (x [expandedCount]float64) {
	for i, y := range f {
		x[i] = (float64(y) - v.Means[i]) / v.Scales[i]
		x[len(f)+i] = x[i] * x[i]
	}
	return x
}

// probability is rounded so that it prints the same everywhere.
func (v *verifier) probability(f features) float64 {
	sum := v.Bias
	for i, x := range v.expand(f) {
		sum += float64(x * v.Weights[i]) // the conversion keeps machines from fusing the two
	}
	return math.Round(1e4/(1+math.Exp(-sum))) / 1e4
}
