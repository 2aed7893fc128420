package overlap

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// readFurther reads what three further readers said of the pairs on which the first two
// differed or hesitated, and of sixty others put among them, by languages and addresses. They
// were not told which is which.
func readFurther(t testing.TB) map[[3]string][]reading {
	file, err := os.ReadFile("testdata/further.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[[3]string][]reading{}
	for i, line := range strings.Split(strings.TrimSpace(string(file)), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 7 {
			t.Fatalf("further.tsv: line %d: %d cells", i+2, len(cells))
		}
		var readings []reading
		for _, cell := range cells[4:] {
			r, err := parseReading(cell)
			if err != nil {
				t.Fatalf("further.tsv: line %d: %v", i+2, err)
			}
			readings = append(readings, r)
		}
		out[[3]string(cells[1:4])] = readings
	}
	return out
}

// TestFurtherReaders holds the engine against five readings where two readers were not of one
// mind: most of the first two and the three further ones decide, in place of a
// third reader who saw disputed pairs only.
func TestFurtherReaders(t *testing.T) {
	further := readFurther(t)
	verdicts := judge(t, corporaStore(t), readLabels(t))
	agree, asked, read := 0, 0, 0
	for i, v := range verdicts {
		more := further[[3]string{string(v.lang), v.a.String(), v.b.String()}]
		switch {
		case more == nil:
		case v.clear():
			for _, r := range more {
				asked++
				if r.wanted == v.wanted() {
					agree++
				}
			}
		default:
			read++
			verdicts[i].readings = append(slices.Clone(v.readings[:2]), more...)
		}
	}
	v, err := loadVerifier()
	if err != nil {
		t.Fatal(err)
	}
	p, r := precisionRecall(verdicts, v.Reviewer.Threshold)
	t.Logf("three further readers: %d of %d readings of clear pairs are those of the first two", agree, asked)
	t.Logf("%d pairs with five readings: %d of %d wanted, at the threshold precision %.3f recall %.3f; precision %.3f at recall 0.90",
		read, count(verdicts), len(verdicts), p, r, precisionAt(verdicts, 0.9, false))
	if p < 0.95 || r < 0.75 {
		t.Errorf("precision %.3f recall %.3f: less than was reached, 0.95 and 0.75", p, r)
	}
}
