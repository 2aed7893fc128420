package overlap

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"testing"

	"concord/index/overlap/planted"
	"concord/tracker"
)

var train = flag.Bool("train", false, "write data/overlap/verifier.json anew")

// An example is a candidate pair and whether it is one.
type example struct {
	f      features
	is     bool
	weight float64
}

// The library that the verifier is trained on has another seed than those that
// it is measured on.
const (
	trainSeed       = 1
	trainProvisions = 60_000
)

// plantedExamples lists the candidates of a planted library.
func plantedExamples(e *Engine, l *planted.Library) []example {
	s := e.shelves[tracker.English]
	s.build(len(e.lineages), func(p int32) uint32 { return e.provisions[p].in.lineage })
	gold := map[[2]string]bool{}
	for _, p := range l.Pairs() {
		gold[[2]string{p.A.String(), p.B.String()}], gold[[2]string{p.B.String(), p.A.String()}] = true, true
	}
	var out []example
	p := newProber(s)
	for id := range uint32(len(s.ends)) {
		candidates, total := p.candidates(s.text(id), id)
		s.fill(&p.a, s.reader, s.text(id), total)
		p.begin()
		a := e.provisions[s.first[id]].address().String()
		for _, c := range candidates {
			s.fill(&p.b, s.reader, s.text(c.text), s.total[c.text])
			b := e.provisions[s.first[c.text]].address().String()
			out = append(out, example{p.measure(c.shared), gold[[2]string{a, b}], 1})
		}
	}
	return out
}

// TestTrain makes the verifier.
func TestTrain(t *testing.T) {
	if !*train {
		t.Skip("trains only with -train")
	}
	l := planted.New(trainProvisions, trainSeed)
	examples := plantedExamples(plantedEngine(t, l), l)
	v := fit(examples)
	v.Threshold = 0.5
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../../data/overlap/verifier.json", append(out, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d examples", len(examples))
}

// fit is logistic regression by Newton's method, with a ridge that keeps weights
// small where there is little evidence.
func fit(examples []example) *verifier {
	const ridge, rounds = 1.0, 12
	v := &verifier{Features: featureNames[:]}
	scale(v, examples)
	rows := make([][]float64, len(examples))
	for i, x := range examples {
		y := v.expand(x.f)
		rows[i] = append(y[:], 1)
	}
	n := expandedCount + 1
	w := make([]float64, n)
	for range rounds {
		h, g := make([][]float64, n), make([]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			h[i][i] = ridge
			g[i] = -ridge * w[i]
		}
		for k, x := range rows {
			sum := 0.0
			for i, y := range x {
				sum += y * w[i]
			}
			p := 1 / (1 + math.Exp(-sum))
			want := 0.0
			if examples[k].is {
				want = 1
			}
			d := examples[k].weight * max(p*(1-p), 1e-6)
			for i, y := range x {
				g[i] += examples[k].weight * (want - p) * y
				for j := range i + 1 {
					h[i][j] += d * y * x[j]
				}
			}
		}
		for i, step := range solve(h, g) {
			w[i] += step
		}
	}
	for _, x := range w[:expandedCount] {
		v.Weights = append(v.Weights, rounded(x))
	}
	v.Bias = rounded(w[expandedCount])
	return v
}

func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// scale sets the means and deviations of the features.
func scale(v *verifier, examples []example) {
	n := float64(len(examples))
	for i := range featureNames {
		sum, square := 0.0, 0.0
		for _, x := range examples {
			sum += float64(x.f[i])
			square += float64(x.f[i]) * float64(x.f[i])
		}
		mean := sum / n
		v.Means = append(v.Means, rounded(mean))
		v.Scales = append(v.Scales, max(0.01, rounded(math.Sqrt(square/n-mean*mean))))
	}
}

// solve gives x with h x = g, where the lower half of h is positive definite
// (Cholesky).
func solve(h [][]float64, g []float64) []float64 {
	n := len(g)
	for j := range n {
		for k := range j {
			for i := j; i < n; i++ {
				h[i][j] -= h[i][k] * h[j][k]
			}
		}
		d := math.Sqrt(max(h[j][j], 1e-9))
		for i := j; i < n; i++ {
			h[i][j] /= d
		}
		h[j][j] = d
	}
	x := make([]float64, n)
	for i := range n {
		x[i] = g[i]
		for k := range i {
			x[i] -= h[i][k] * x[k]
		}
		x[i] /= h[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= h[k][i] * x[k]
		}
		x[i] /= h[i][i]
	}
	return x
}
