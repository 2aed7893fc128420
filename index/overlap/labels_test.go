package overlap

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/store"
)

// A labelled is a pair that was drawn by TestPool and read by two people who did
// not know of each other, of scores or of earlier labels, each in an order and
// with sides of his own (TestPanel lays them out); where they did not agree whether
// it is wanted, by a third. The files in testdata hold addresses and labels, no text.
//
// A reader was asked two things. Would a reviewer who looks for what can be merged,
// shortened, replaced by a reference, worded alike or suppressed want to have been
// shown the pair? Yes, if the two, or a whole clause of each, do the same work, commit to
// different things, or are fillings of one form; no, if they share a subject, a
// vocabulary, a standing phrase, a citation. And which relation is it?
type labelled struct {
	pooled
	readings []reading // two, or three where the first two do not agree
	former   string    // relation by the reader of an earlier labelling, with another rule
}

// A reading is what one reader said of a pair.
type reading struct {
	wanted, sure bool
	relation     string
}

// wanted reports whether most readers want to see the pair.
func (l labelled) wanted() bool {
	n := 0
	for _, r := range l.readings {
		if r.wanted {
			n++
		}
	}
	return 2*n > len(l.readings)
}

// desired is how much the readers want to see the pair, 0 to 1: hesitation moves a
// reading half way to the middle.
func (l labelled) desired() (sum float64) {
	for _, r := range l.readings {
		x := one(r.wanted)
		if !r.sure {
			x = (x + 0.5) / 2
		}
		sum += x
	}
	return sum / float64(len(l.readings))
}

// label is the relation that was named first by a reader who is with the most.
func (l labelled) label() string {
	i := slices.IndexFunc(l.readings, func(r reading) bool { return r.wanted == l.wanted() })
	return l.readings[i].relation
}

// clear reports whether two readers said the same of a pair, and neither hesitated.
func (l labelled) clear() bool {
	return len(l.readings) == 2 && l.readings[0].sure && l.readings[1].sure
}

// The relations that readers name: those of a pair that is mostly wanted, and all,
// those that are counted last.
var (
	relationLabels = []string{"identical", "near-identical", "contained", "restated", "conflicting", "template", "integrates"}
	allLabels      = append(slices.Clone(relationLabels), "citation", "reporting", "formula", "purposes", "none")
)

// readLabels reads the pairs that the engine is held against, and readTuning the
// further ones that the reviewer's model is fitted to.
func readLabels(t testing.TB) []labelled { return readLabelled(t, "testdata/labels.tsv") }
func readTuning(t testing.TB) []labelled { return readLabelled(t, "testdata/tune.tsv") }

func readLabelled(t testing.TB, name string) []labelled {
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	for i, line := range strings.Split(strings.TrimSpace(string(file)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 11 {
			t.Fatalf("%s: line %d: %d cells", name, i+1, len(cells))
		}
		if i == 0 {
			continue
		}
		a, errA := tracker.ParseAddress(cells[2])
		b, errB := tracker.ParseAddress(cells[3])
		w, errW := strconv.ParseFloat(cells[5], 64)
		readings, errR := parseReadings(cells[7:10])
		if err := cmp.Or(errA, errB, errW, errR); err != nil {
			t.Fatalf("%s: line %d: %v", name, i+1, err)
		}
		out = append(out, labelled{pooled{cells[0], tracker.Lang(cells[1]), a, b, cells[4], w, cells[6]}, readings, cells[10]})
	}
	return out
}

// parseReadings reads cells such as "y near-identical" and "n? none"; the third is
// empty where the first two agree.
func parseReadings(cells []string) (out []reading, err error) {
	for _, cell := range cells {
		if cell == "" && len(out) == 2 {
			break
		}
		r, err := parseReading(cell)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	if agree := out[0].wanted == out[1].wanted; agree == (len(out) == 3) {
		return nil, fmt.Errorf("%d readings, of which the first two agree: %t", len(out), agree)
	}
	return out, nil
}

func parseReading(cell string) (reading, error) {
	want, relation, _ := strings.Cut(cell, " ")
	answer := strings.TrimSuffix(want, "?")
	if answer != "y" && answer != "n" || !slices.Contains(allLabels, relation) {
		return reading{}, fmt.Errorf("reading %q: want y, y?, n? or n and a relation", cell)
	}
	return reading{answer == "y", answer == want, relation}, nil
}

// A verdict is what the engine says of a labelled pair.
type verdict struct {
	labelled
	candidate bool
	believed  bool // by the verifier
	f         features
	measures  measures
	wish      float64 // the reviewer's
	class     Class
	relation  Relation
}

// score is the probability that a reviewer wants to see the pair: none where
// its class is only counted, or the verifier does not believe in it.
func (v verdict) score() float64 {
	if _, counted := suppressed[v.class]; counted || !v.believed {
		return 0
	}
	return v.wish
}

// judge asks the engines of all corpora for labelled pairs.
func judge(t testing.TB, s *store.Store, pairs []labelled) []verdict {
	engines := map[string]*Engine{}
	var out []verdict
	for _, l := range pairs {
		e := engines[l.corpus]
		if e == nil {
			i := slices.IndexFunc(corpora, func(c struct{ name, body, files string }) bool { return c.name == l.corpus })
			e = corpusEngine(t, s, corpora[i].body)
			engines[l.corpus] = e
		}
		v, err := e.judgePair(l)
		if err != nil {
			t.Logf("%s %s: %v", l.a, l.b, err)
			continue
		}
		out = append(out, v)
	}
	return out
}

func (e *Engine) judgePair(l labelled) (verdict, error) {
	v := verdict{labelled: l}
	a, b := e.provisionAt(l.a), e.provisionAt(l.b)
	if a == nobody || b == nobody {
		return v, ErrUnknown
	}
	s := e.shelves[l.lang]
	at := languageIndex(l.lang)
	x, y := e.provisions[a].text[at]-1, e.provisions[b].text[at]-1
	p := newProber(s)
	candidates, total := p.candidates(s.text(x), uint32(len(s.texts)))
	if i := slices.IndexFunc(candidates, func(c candidate) bool { return c.text == y }); i >= 0 {
		v.candidate = true
		s.fill(&p.a, s.text(x), total, e.provisions[a].role)
		p.begin()
		s.fill(&p.b, s.text(y), s.total[y], e.provisions[b].role)
		v.f = p.measure(candidates[i].shared)
		v.believed = candidates[i].kin || e.verifier.probability(v.f) >= e.verifier.Threshold
	}
	v.believed = v.believed || x == y
	weighed, err := e.weighOne(link{a: a, b: b, lang: l.lang}, newTexts(e.record))
	v.class, v.relation, v.measures, v.wish = weighed.class, weighed.relation, weighed.measures, weighed.wanted
	return v, err
}

// TestLabels holds the engine against the labels: precision and recall of what
// it shows, at its threshold and at the recall that is asked for; which relation
// it names; and how far the two readers agree.
func TestLabels(t *testing.T) {
	verdicts := judge(t, corporaStore(t), readLabels(t))
	wants := func(i int) func(verdict) string {
		return func(v verdict) string { return fmt.Sprint(v.readings[i].wanted) }
	}
	names := func(i int) func(verdict) string { return func(v verdict) string { return v.readings[i].relation } }
	t.Logf("%d pairs, two readers: kappa %.3f over what is wanted, %.3f over relations; %.3f between their majority and an earlier labelling", len(verdicts),
		kappa(verdicts, wants(0), wants(1)), kappa(verdicts, names(0), names(1)),
		kappa(verdicts, func(v verdict) string { return fmt.Sprint(v.wanted()) }, func(v verdict) string { return fmt.Sprint(slices.Contains(relationLabels, v.former)) }))
	t.Logf("the second reader held against the first: precision %.3f recall %.3f", agreement(verdicts, 1, 0), agreement(verdicts, 0, 1))
	v, err := loadVerifier()
	if err != nil {
		t.Fatal(err)
	}
	all := func(verdict) bool { return true }
	for _, part := range []struct {
		name string
		has  func(verdict) bool
	}{
		{"tune", func(v verdict) bool { return v.part == "tune" }}, {"sealed", func(v verdict) bool { return v.part == "sealed" }},
		{"both", all}, {"both, clear", verdict.clear},
	} {
		of := keep(verdicts, part.has)
		p, r := precisionRecall(of, v.Reviewer.Threshold)
		t.Logf("%-11s %3d pairs, %2d wanted: at the threshold precision %.3f recall %.3f; precision %.3f at recall 0.90; weighted back to the pool %.3f",
			part.name, len(of), count(of), p, r, precisionAt(of, 0.9, false), precisionAt(of, 0.9, true))
	}
	if testing.Verbose() {
		for _, x := range verdicts {
			if x.part != "sealed" && (x.score() >= v.Reviewer.Threshold) != x.wanted() {
				t.Logf("%.3f %-12s %-10s %s %s %s", x.wish, x.label(), x.class, x.lang, x.a, x.b)
			}
		}
	}
	confusion(t, verdicts, v.Reviewer.Threshold)
	for _, floor := range []struct {
		name              string
		of                []verdict
		precision, recall float64
	}{{"all", verdicts, 0.95, 0.80}, {"clear ones", keep(verdicts, verdict.clear), 0.95, 0.90}} {
		if p, r := precisionRecall(floor.of, v.Reviewer.Threshold); p < floor.precision || r < floor.recall {
			t.Errorf("%s: precision %.3f recall %.3f: less than was reached, %.2f and %.2f", floor.name, p, r, floor.precision, floor.recall)
		}
	}
}

// agreement is the part of what one reader wants that the other wants too.
func agreement(verdicts []verdict, one, other int) float64 {
	mine := keep(verdicts, func(v verdict) bool { return v.readings[one].wanted })
	both := keep(mine, func(v verdict) bool { return v.readings[other].wanted })
	return float64(len(both)) / float64(max(1, len(mine)))
}

// keep gives the verdicts that something is true of.
func keep(verdicts []verdict, is func(verdict) bool) (of []verdict) {
	for _, v := range verdicts {
		if is(v) {
			of = append(of, v)
		}
	}
	return of
}

func count(of []verdict) (n int) {
	for _, v := range of {
		if v.wanted() {
			n++
		}
	}
	return n
}

func precisionRecall(of []verdict, threshold float64) (precision, recall float64) {
	hits, shown := 0, 0
	for _, v := range of {
		if v.score() >= threshold {
			shown++
			if v.wanted() {
				hits++
			}
		}
	}
	return float64(hits) / float64(max(1, shown)), float64(hits) / float64(max(1, count(of)))
}

// precisionAt gives the precision where the list by score reaches a recall;
// back weighs each pair by the pairs of its stratum that it stands for.
func precisionAt(of []verdict, recall float64, back bool) float64 {
	sorted := slices.Clone(of)
	slices.SortStableFunc(sorted, func(a, b verdict) int { return cmp.Compare(b.score(), a.score()) })
	weight := func(v verdict) float64 {
		if back {
			return v.weight
		}
		return 1
	}
	all := 0.0
	for _, v := range sorted {
		if v.wanted() {
			all += weight(v)
		}
	}
	hits, shown := 0.0, 0.0
	for _, v := range sorted {
		shown += weight(v)
		if v.wanted() {
			hits += weight(v)
		}
		if hits >= recall*all {
			return hits / shown
		}
	}
	return 0
}

// kappa is Cohen's: how far two labellings agree beyond chance.
func kappa(verdicts []verdict, one, other func(verdict) string) float64 {
	n, same := float64(len(verdicts)), 0.0
	first, second := map[string]float64{}, map[string]float64{}
	for _, v := range verdicts {
		a, b := one(v), other(v)
		first[a]++
		second[b]++
		if a == b {
			same++
		}
	}
	chance := 0.0
	for label, k := range first {
		chance += k / n * second[label] / n
	}
	return (same/n - chance) / (1 - chance)
}

// confusion logs, for each label, what the engine says.
func confusion(t *testing.T, verdicts []verdict, threshold float64) {
	says := map[string]map[string]int{}
	for _, v := range verdicts {
		said := "not shown"
		switch _, counted := suppressed[v.class]; {
		case !v.believed || v.wish < threshold:
		case counted:
			said = string(v.class)
		case v.relation == Template:
			said = "template"
		default:
			said = string(v.relation)
		}
		if says[v.label()] == nil {
			says[v.label()] = map[string]int{}
		}
		says[v.label()][said]++
	}
	for _, label := range allLabels {
		if len(says[label]) > 0 {
			t.Logf("%-15s %v", label, says[label])
		}
	}
}
