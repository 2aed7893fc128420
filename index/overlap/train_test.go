package overlap

import (
	"encoding/json"
	"flag"
	"hash/fnv"
	"math"
	"os"
	"slices"
	"testing"

	"concord/index/overlap/planted"
	"concord/tracker"
)

var train = flag.Bool("train", false, "write data/overlap/verifier.json anew")

// countedLabels are those of pairs whose class keeps them out of the queues,
// however alike they are: nothing to learn from.
var countedLabels = []string{"citation", "reporting", "purposes"}

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
	for id := range uint32(len(s.texts)) {
		candidates, total := p.candidates(s.text(id), id)
		s.fill(&p.a, s.text(id), total, e.roleOf(s, id))
		p.begin()
		a := e.provisions[s.first[id]].address().String()
		for _, c := range candidates {
			s.fill(&p.b, s.text(c.text), s.total[c.text], e.roleOf(s, c.text))
			b := e.provisions[s.first[c.text]].address().String()
			out = append(out, example{p.measure(c.shared), gold[[2]string{a, b}], 1})
		}
	}
	return out
}

// labelWeight is how many planted candidates a pair that somebody labelled as
// wanted counts for: planted texts have no resolution that renews another's mandate.
const labelWeight = 10

// TestTrain makes the verifier from planted pairs, with those of the tuned part
// that are wanted, and the reviewer from the labels of the tuned part.
func TestTrain(t *testing.T) {
	if !*train {
		t.Skip("trains only with -train")
	}
	l := planted.New(trainProvisions, trainSeed)
	examples := plantedExamples(plantedEngine(t, l), l)
	verdicts := tuned(judge(t, corporaStore(t), append(readLabels(t), readTuning(t)...)))
	for _, v := range verdicts {
		if v.wanted() {
			examples = append(examples, example{v.f, true, labelWeight})
		}
	}
	v := fitVerifier(examples)
	v.Reviewer = fitReviewer(verdicts)
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../../data/overlap/verifier.json", append(out, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d examples, %d of them labelled", len(examples), len(verdicts))
	crossValidate(t, verdicts)
}

// tuned keeps the candidates of the tuned part whose class does not decide by
// itself, however alike they are: from the others there is nothing to learn.
func tuned(verdicts []verdict) (out []verdict) {
	for _, v := range verdicts {
		if _, counted := suppressed[v.class]; v.part == "tune" && v.candidate && !counted && !slices.Contains(countedLabels, v.label()) {
			out = append(out, v)
		}
	}
	return out
}

// crossValidate logs what the reviewer says of labelled pairs when it was fitted
// without the instruments that they stand in.
func crossValidate(t *testing.T, verdicts []verdict) {
	const folds = 5
	fold := func(v verdict) int {
		h := fnv.New32a()
		h.Write([]byte(v.a.Instrument().String()))
		return int(h.Sum32()>>5) % folds
	}
	out := slices.Clone(verdicts)
	for k := range folds {
		var rest []verdict
		for _, v := range verdicts {
			if fold(v) != k {
				rest = append(rest, v)
			}
		}
		r := fitReviewer(rest)
		for i, v := range out {
			if fold(v) == k {
				out[i].believed, out[i].wish = true, r.probability(v.measures)
			}
		}
	}
	for _, threshold := range []float64{0.3, 0.4, 0.5, 0.6, 0.7} {
		p, r := precisionRecall(out, threshold)
		t.Logf("cross-validated at %.1f: precision %.3f recall %.3f", threshold, p, r)
	}
	t.Logf("cross-validated: precision %.3f at recall 0.90", precisionAt(out, 0.9, false))
}

// believedFrom is the probability from which on a pair is believed. Planted texts
// know no resolution that renews a mandate word by word, in a frame that twenty
// others have: to the verifier trained on them it is less likely than not, and
// the reviewer's model decides.
const believedFrom = 0.3

func fitVerifier(examples []example) *verifier {
	v := &verifier{Features: featureNames[:], Threshold: believedFrom}
	means, scales := spread(len(featureNames), len(examples), func(k, i int) float64 { return float64(examples[k].f[i]) })
	for i := range means {
		v.Means, v.Scales = append(v.Means, rounded(means[i])), append(v.Scales, rounded(scales[i]))
	}
	var rows [][]float64
	var weights, wants []float64
	for _, x := range examples {
		row := v.expand(x.f)
		rows, weights, wants = append(rows, row[:]), append(weights, x.weight), append(wants, one(x.is))
	}
	v.Weights, v.Bias = fit(rows, weights, wants, 0.5)
	for i, x := range v.Weights {
		v.Weights[i] = rounded(x)
	}
	v.Bias = rounded(v.Bias)
	return v
}

// fitReviewer fits evidence scaled to mean 0 and deviation 1, so that the ridge
// is as strict with all, and gives the weights that evidence has as it is. Pairs on
// which readers hesitated, or differed, pull less.
func fitReviewer(verdicts []verdict) reviewer {
	const ridge = 3
	r := reviewer{Evidence: evidenceNames[:], Threshold: 0.5}
	means, scales := spread(len(evidenceNames), len(verdicts), func(k, i int) float64 { return verdicts[k].measures[i] })
	var rows [][]float64
	var weights, wants []float64
	for _, v := range verdicts {
		row := slices.Clone(v.measures[:])
		for i := range row {
			row[i] = (row[i] - means[i]) / scales[i]
		}
		rows, weights, wants = append(rows, row), append(weights, 1), append(wants, v.desired())
	}
	r.Weights, r.Bias = fit(rows, weights, wants, ridge)
	for i := range r.Weights {
		r.Weights[i] /= scales[i]
		r.Bias -= r.Weights[i] * means[i]
		r.Weights[i] = rounded(r.Weights[i])
	}
	r.Bias = rounded(r.Bias)
	return r
}

// spread gives the mean and the deviation of n values in each row.
func spread(n, rows int, value func(row, i int) float64) (means, scales []float64) {
	for i := range n {
		sum, square := 0.0, 0.0
		for k := range rows {
			x := value(k, i)
			sum += x
			square += x * x
		}
		mean := sum / float64(rows)
		means = append(means, mean)
		scales = append(scales, max(0.01, math.Sqrt(max(0, square/float64(rows)-mean*mean))))
	}
	return means, scales
}

// fit is logistic regression by Newton's method, with a ridge that keeps weights
// small where there is little evidence. wants are what is to be said of the rows, 0
// to 1.
func fit(rows [][]float64, weights, wants []float64, ridge float64) (w []float64, bias float64) {
	const rounds = 15
	n := len(rows[0]) + 1
	all := make([]float64, n)
	for range rounds {
		h, g := make([][]float64, n), make([]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			h[i][i] = ridge
			g[i] = -ridge * all[i]
		}
		for k, row := range rows {
			x := append(slices.Clone(row), 1)
			sum := 0.0
			for i, y := range x {
				sum += y * all[i]
			}
			p := 1 / (1 + math.Exp(-sum))
			d := weights[k] * max(p*(1-p), 1e-6)
			for i, y := range x {
				g[i] += weights[k] * (wants[k] - p) * y
				for j := range i + 1 {
					h[i][j] += d * y * x[j]
				}
			}
		}
		for i, step := range solve(h, g) {
			all[i] += step
		}
	}
	return all[:n-1], all[n-1]
}

func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

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
