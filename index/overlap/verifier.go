package overlap

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"concord/data"
)

// A verifier turns features into the probability that a reviewer would want to
// see a pair: a logistic regression over the features, scaled to mean 0 and
// deviation 1, and the products of some of them. It is data, made by
//
//	go test ./index/overlap -run Train -train
type verifier struct {
	Features  []string  `json:"features"`
	Means     []float64 `json:"means"`
	Scales    []float64 `json:"scales"` // standard deviations
	Weights   []float64 `json:"weights"`
	Bias      float64   `json:"bias"`
	Threshold float64   `json:"threshold"` // from which on a pair is shown
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
	if !slices.Equal(v.Features, featureNames[:]) || len(v.Means) != n || len(v.Scales) != n || len(v.Weights) != expandedCount {
		return nil, fmt.Errorf("overlap/verifier.json: made for other features; make it again: go test ./index/overlap -run Train -train")
	}
	return &v, nil
}

// expandedCount is the number of terms: the features and their products, squares
// included, which give the plane the curves that small trees would.
const expandedCount = len(featureNames) + len(featureNames)*(len(featureNames)+1)/2

// expand scales f and appends the products.
func (v *verifier) expand(f features) (x [expandedCount]float64) {
	for i, y := range f {
		x[i] = (float64(y) - v.Means[i]) / v.Scales[i]
	}
	n := len(f)
	for i := range f {
		for j := i; j < len(f); j++ {
			x[n] = x[i] * x[j]
			n++
		}
	}
	return x
}

// probability is rounded so that it prints the same everywhere.
func (v *verifier) probability(f features) float64 {
	sum := v.Bias
	for i, x := range v.expand(f) {
		sum += x * v.Weights[i]
	}
	return math.Round(1e4/(1+math.Exp(-sum))) / 1e4
}
