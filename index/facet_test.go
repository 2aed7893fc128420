package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// A row is what a provision is, to count by hand.
type row struct {
	id     string
	values map[Column][]string
	words  map[string]bool
}

// library makes a shelf of random texts and its rows.
func library(rng *rand.Rand, texts int) (*shelf, []row) {
	s := newShelf()
	sections := []string{"resolves", "instructs-sg", "noting"}
	vocabulary := []string{"satellite", "island", "budget", "youth", "spectrum"}
	for n := range texts {
		session := []string{"gc-14", "gc-18", "board-18"}[rng.IntN(3)]
		body := map[string]string{"gc-14": "mu/gc", "gc-18": "mu/gc", "board-18": "mu/board"}[session]
		a := tracker.Address{Body: body, Kind: tracker.Resolution, Number: fmt.Sprint(n % 15), Session: session}
		lang := []tracker.Lang{"en", "fr", "es"}[rng.IntN(3)]
		var provisions []tracker.Provision
		for i := range 1 + rng.IntN(4) {
			section := sections[rng.IntN(3)]
			p := tracker.Provision{
				Address: a.At(fmt.Sprintf("%s.%d", section, i)), Section: section, Role: tracker.Operative,
				Text: vocabulary[rng.IntN(5)] + " " + vocabulary[rng.IntN(5)],
			}
			if section == "instructs-sg" {
				p.Addressees = []string{"sg", "council"}[:1+rng.IntN(2)]
			}
			if section == "noting" {
				p.Role = tracker.Preamble
			}
			provisions = append(provisions, p)
		}
		s.texts = append(s.texts, text(a.String(), lang, "", provisions...))
	}
	s.texts = lastReadings(s.texts)
	s.gone[tracker.Address{Body: "mu/gc", Kind: tracker.Resolution, Number: "3"}] = "gc-18"
	var rows []row
	for _, t := range s.texts {
		rec, err := s.instrument(t.Instrument)
		if err != nil {
			panic(err)
		}
		year, _ := s.registry.Year(t.Revision.Session)
		i := slices.IndexFunc(rec.Revisions, func(r tracker.RevisionRecord) bool { return r.Session == t.Revision.Session })
		for _, p := range t.Provisions {
			r := row{id: documentID(t, p.Address.Provision), words: map[string]bool{}, values: map[Column][]string{
				Body: {t.Instrument.Body}, Session: {t.Revision.Session}, Kind: {"res"}, Number: {t.Instrument.Number},
				Year: {fmt.Sprint(year)}, Lang: {string(t.Lang)}, Role: {string(p.Role)}, Section: {p.Section},
				Addressee: p.Addressees, Standing: {string(rec.Revisions[i].Standing)},
			}}
			for w := range strings.FieldsSeq(p.Text) {
				r.words[w] = true
			}
			rows = append(rows, r)
		}
	}
	return s, rows
}

// passes reports whether a row passes the filters, those of one column aside.
func (r row) passes(filters []Filter, but Column) bool {
	wanted := map[Column]bool{}
	for _, f := range filters {
		if f.Column == but {
			continue
		}
		has := slices.ContainsFunc(f.Values, func(v string) bool { return slices.Contains(r.values[f.Column], v) })
		if f.Not && has {
			return false
		}
		if !f.Not {
			wanted[f.Column] = wanted[f.Column] || has
		}
	}
	for _, ok := range wanted {
		if !ok {
			return false
		}
	}
	return true
}

// Totals, hits and facets are those that counting by hand gives, for random
// words and filters, also after texts were replaced.
func TestFacetsAreTrue(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	s, rows := library(rng, 80)
	x := newShelf().open(t)
	x.record = s.record()
	// Replace each text once: first with a paragraph that will go.
	for i, full := range s.texts {
		early := full
		early.Provisions = append(slices.Clone(full.Provisions), tracker.Provision{
			Address: full.Revision.At("resolves.99"), Section: "resolves", Role: tracker.Operative, Text: "satellite",
		})
		for _, texts := range [][]tracker.Text{{early}, {full}} {
			if err := x.Apply(t.Context(), Change{Sequence: x.Position() + 1, Texts: texts}); err != nil {
				t.Fatal(i, err)
			}
		}
	}
	queries := []string{"", "satellite", "island -youth", "budget OR spectrum", "-satellite"}
	matches := func(q string, w map[string]bool) bool {
		switch q {
		case "satellite":
			return w["satellite"]
		case "island -youth":
			return w["island"] && !w["youth"]
		case "budget OR spectrum":
			return w["budget"] || w["spectrum"]
		case "-satellite":
			return !w["satellite"]
		}
		return true
	}
	values := map[Column][]string{}
	for _, r := range rows {
		for c, vs := range r.values {
			for _, v := range vs {
				if !slices.Contains(values[c], v) {
					values[c] = append(values[c], v)
				}
			}
		}
	}
	for range 400 {
		typed := queries[rng.IntN(len(queries))]
		q := Parse(typed)
		q.Limit = maxLimit
		for range rng.IntN(4) {
			c := facets[rng.IntN(len(facets))]
			if len(values[c]) == 0 {
				continue
			}
			q.Filters = append(q.Filters, Filter{c, []string{values[c][rng.IntN(len(values[c]))]}, rng.IntN(4) == 0})
		}
		r, err := x.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		passed, shown := map[string]bool{}, map[string]bool{}
		want := map[Column]map[string]int{}
		for _, row := range rows {
			if !matches(typed, row.words) {
				continue
			}
			if row.passes(q.Filters, "") {
				passed[row.id] = true
			}
			for _, c := range facets {
				if !row.passes(q.Filters, c) {
					continue
				}
				if want[c] == nil {
					want[c] = map[string]int{}
				}
				for _, v := range row.values[c] {
					want[c][v]++
				}
			}
		}
		if r.Total != len(passed) {
			t.Fatalf("%q %v: total %d, want %d", typed, q.Filters, r.Total, len(passed))
		}
		for _, h := range r.Hits {
			for _, d := range h.documents() {
				if !passed[d] && !shown[d] {
					t.Fatalf("%q %v: %s is given and does not match", typed, q.Filters, d)
				}
				shown[d] = true
				delete(passed, d)
			}
		}
		if len(passed) > 0 && len(r.Hits) < maxLimit {
			t.Fatalf("%q %v: of %d, %d are in no hit", typed, q.Filters, r.Total, len(passed))
		}
		for _, c := range facets {
			got := map[string]int{}
			for _, n := range r.Facets[c] {
				got[n.Value] = n.Count
			}
			if fmt.Sprint(got) != fmt.Sprint(want[c]) {
				t.Fatalf("%q %v: facet %s\n got %v\nwant %v", typed, q.Filters, c, got, want[c])
			}
		}
	}
}

// Values can be typed as people say them.
func TestFilterValues(t *testing.T) {
	to := func(key, words string) tracker.Provision {
		p := say("1", words)
		p.Section, p.Addressees = "instructs-"+key, []string{key}
		p.Address.Provision = p.Section + ".1"
		return p
	}
	x := newShelf(
		text("mu/gc/res/1@gc-14", "en", "", to("sg", "satellites")),
		text("mu/gc/res/1@gc-18", "ar", "", to("sg", "السواتل")),
		text("mu/board/dec/2@board-18", "zh", "", to("council", "卫星")),
	).open(t)
	tests := []struct {
		filter string
		want   int
	}{
		{"body:gc", 2}, {"body:mu/gc", 2}, {`body:"general conference"`, 2}, {"body:المجلس", 1}, {"body:大会", 2},
		{"session:gc-18", 1}, {"session:Birch", 2}, {"session:بيرش", 1}, {"session:Берч", 1}, {"session:伯奇", 1},
		{"kind:resolution", 2}, {"kind:decisions", 1}, {"kind:决定", 1}, {"kind:القرار", 2},
		{"number:1", 2}, {"year:2018", 2}, {"year:2014,2018", 3}, {"lang:zh", 1}, {"-lang:zh", 2},
		{"section:instructs", 3}, {"section:instructs-sg", 2}, {"addressee:Secretary-General", 2}, {`addressee:"الأمين العام"`, 2},
		{"in-force:yes", 2}, {"in-force:no", 1}, {"standing:superseded", 1}, {"year:1999", 0}, {"role:operative", 3},
		{"year:2018 lang:ar", 1}, {"lang:ar lang:zh", 2},
	}
	for _, tt := range tests {
		r, err := x.Search(t.Context(), Parse(tt.filter))
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != tt.want || (tt.want == 0) != (len(r.Notes) > 0) {
			t.Errorf("%s: %d, notes %q; want %d", tt.filter, r.Total, r.Notes, tt.want)
		}
	}
}
