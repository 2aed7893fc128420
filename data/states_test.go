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

func TestSymbols(t *testing.T) {
	r := registry(t)
	for _, rule := range r.Symbols {
		if url, known := r.DocumentURL(rule.Example); !known || url == "" {
			t.Errorf("%s: its own example %q is not found", rule.Pattern, rule.Example)
		}
	}
	for symbol, want := range map[string]string{
		"C26/35":           "https://www.itu.int/md/S26-CL-C-0035/en",
		"C26/32(Rev.1)-F":  "https://www.itu.int/md/S26-CL-C-0032/en",
		"C20/INF/8":        "https://www.itu.int/md/S20-CL-INF-0008/en",
		"PP22/44(Add.7)-E": "https://www.itu.int/md/S22-PP-C-0044!A7/en",
		"C26":              "", "see C26/35": "", "JIU/REP/2020/1": "",
	} {
		if got, _ := r.DocumentURL(symbol); got != want {
			t.Errorf("%s: %q, want %q", symbol, got, want)
		}
	}
}

func TestLabels(t *testing.T) {
	r := registry(t)
	seen := map[string]bool{}
	for _, one := range r.Labels {
		if seen[one.Key] {
			t.Errorf("label %s: twice", one.Key)
		}
		seen[one.Key] = true
		for _, l := range tracker.Langs {
			if one.Name[l] == "" {
				t.Errorf("label %s: no name in %s", one.Key, l)
			}
		}
	}
	for key, want := range map[string]string{"annual": "every year", "every-3-months": "every 3 months", "every-5-years": "every 5 years", "": ""} {
		if got := r.FrequencyName(key, tracker.English); got != want {
			t.Errorf("frequency %q: %q, want %q", key, got, want)
		}
	}
}
