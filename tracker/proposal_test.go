package tracker_test

import (
	"slices"
	"testing"

	"concord/tracker"
)

// TestParseSymbol holds the grammar of proposals' symbols, and that what is
// read is written the same.
func TestParseSymbol(t *testing.T) {
	for _, c := range []struct {
		symbol   string
		authors  []string
		document int
		addenda  []int
		revision int
		number   int
		written  string
	}{
		{"EUR/44A7/1", []string{"EUR"}, 44, []int{7}, 0, 1, ""},
		{"SEN/56/1", []string{"SEN"}, 56, nil, 0, 1, ""},
		{"AFCP/55A1R2/13", []string{"AFCP"}, 55, []int{1}, 2, 13, ""},
		{"ARG/B/CAN/60/1", []string{"ARG", "B", "CAN"}, 60, nil, 0, 1, ""},
		{"EUR/16A21A3/2", []string{"EUR"}, 16, []int{21, 3}, 0, 2, ""},
		{"G/84R1/3", []string{"G"}, 84, nil, 1, 3, ""},
		{"RCC/12A1/4#49839", []string{"RCC"}, 12, []int{1}, 0, 4, "RCC/12A1/4"},
	} {
		y, ok := tracker.ParseSymbol(c.symbol)
		if !ok || !slices.Equal(y.Authors, c.authors) || y.Document != c.document || !slices.Equal(y.Addenda, c.addenda) ||
			y.Revision != c.revision || y.Number != c.number {
			t.Errorf("%s: %+v, %v", c.symbol, y, ok)
		}
		want := c.written
		if want == "" {
			want = c.symbol
		}
		if y.String() != want {
			t.Errorf("%s is written %s", c.symbol, y)
		}
	}
	for _, no := range []string{"", "EUR", "EUR/44", "44A7/1", "A/RES/79/100", "JIU/REP/2020/1", "JIU/2020/1", "eur/44/1", "EUROPE/44/1", "C26/32", "EUR/44A/1", "EUR/44A7/"} {
		if y, ok := tracker.ParseSymbol(no); ok {
			t.Errorf("%q passed for a symbol: %+v", no, y)
		}
	}
}

func FuzzParseSymbol(f *testing.F) {
	f.Add("EUR/44A7R1/1")
	f.Add("ARG/B/60/1#12")
	f.Fuzz(func(t *testing.T, s string) {
		y, ok := tracker.ParseSymbol(s)
		if !ok {
			return
		}
		again, ok := tracker.ParseSymbol(y.String())
		if !ok || again.String() != y.String() {
			t.Errorf("%q is written %q, which is read %+v", s, y, again)
		}
	})
}
