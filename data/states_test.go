package data_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"concord/tracker"
)

func TestStates(t *testing.T) {
	r := registry(t)
	initial, ranks, marks := 0, map[int]string{}, map[string]string{}
	for _, s := range r.States {
		for _, l := range tracker.Langs {
			if s.Name[l] == "" {
				t.Errorf("state %s: no name in %s", s.Key, l)
			}
		}
		if s.Initial {
			initial++
		}
		if other, taken := ranks[s.Rank]; taken {
			t.Errorf("states %s and %s have one rank", s.Key, other)
		}
		ranks[s.Rank] = s.Key
		if other, taken := marks[s.Shape]; taken {
			t.Errorf("states %s and %s have one shape", s.Key, other)
		}
		marks[s.Shape] = s.Key
		if !slices.Contains(tracker.Shapes[:], s.Shape) {
			t.Errorf("state %s: unknown shape %q", s.Key, s.Shape)
		}
		for _, ground := range []string{"#ffffff", "#1b2125"} { // the sheet, by day and by night
			if c := contrast(t, s.Colour, ground); c < 3 {
				t.Errorf("state %s: %s on %s has a contrast of %.2f, want 3", s.Key, s.Colour, ground, c)
			}
		}
	}
	if initial != 1 {
		t.Errorf("%d initial states, want one", initial)
	}
}

// contrast is the contrast of two colours after WCAG.
func contrast(t *testing.T, a, b string) float64 {
	light := func(colour string) float64 {
		n, err := strconv.ParseUint(colour[1:], 16, 32)
		if err != nil || len(colour) != 7 {
			t.Fatalf("colour %q: want #rrggbb", colour)
		}
		sum := 0.0
		for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
			c := float64(n>>(8*i)&0xff) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
