package main

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"concord/index/bench"
)

// TestEnginesAgree holds that the engines answer the same question: as many
// matches, the same counts. The words are such as no engine stems differently.
func TestEnginesAgree(t *testing.T) {
	const provisions = 1800
	var engines []engine
	s := settings{dir: t.TempDir()}
	for _, name := range engineNames {
		e := s.make(name, provisions)
		if e == nil {
			continue // no server
		}
		if err := makeFolder(s.folder(name, provisions)); err != nil {
			t.Fatal(err)
		}
		if err := e.Import(t.Context(), bench.Generate(provisions)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := e.Open(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		defer e.Close()
		engines = append(engines, e)
	}
	for _, c := range queries() {
		if c.name == "one word" || c.name == "two words" {
			continue // Concord finds other forms of a word too
		}
		for _, q := range c.queries {
			var first answer
			for i, e := range engines {
				a, err := e.Query(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					first = a
					continue
				}
				if a.total != first.total || a.facets["lang"]["ar"] != first.facets["lang"]["ar"] || len(a.hits) != len(first.hits) {
					t.Errorf("%s %s %s: %T has %d, %d in Arabic, Concord %d, %d", c.name, q, q.role, e,
						a.total, a.facets["lang"]["ar"], first.total, first.facets["lang"]["ar"])
				}
			}
		}
	}
}

// TestChart holds that the chart is well-formed and names every engine measured.
func TestChart(t *testing.T) {
	all := figures{}
	for i, name := range engineNames {
		for _, n := range []int{10_000, 1_000_000} {
			all.of(name, n).Median = map[string]float64{"one word": float64(n*(i+1)) / 20_000}
		}
	}
	svg := string(all.chart())
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range engineNames {
		if !strings.Contains(svg, name+"</text>") {
			t.Errorf("%s is not named", name)
		}
	}
}
