package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// A figure is what was measured of one engine with so many provisions.
type figure struct {
	Engine       string             `json:"engine"`
	Provisions   int                `json:"provisions"`
	ImportRate   float64            `json:"import_rate"`   // provisions a second
	ImportMemory int64              `json:"import_memory"` // bytes, highest
	Size         int64              `json:"size"`          // bytes on disk, text included
	OpenMS       float64            `json:"open_ms"`       // until the first answer
	Memory       int64              `json:"memory"`        // bytes, after all queries; 0 where a server has it
	Median       map[string]float64 `json:"median_ms"`     // by class
	Slowest      map[string]float64 `json:"slowest_ms"`
	Matches      map[string]int     `json:"matches"` // of all queries of a class together
	Throughput   float64            `json:"throughput"`
	Fresh        map[string]float64 `json:"fresh_ms,omitempty"` // from a commit until a search finds it
}

// figures are all that has been measured.
type figures map[string]*figure

func (all figures) of(engine string, provisions int) *figure {
	key := fmt.Sprint(engine, " ", provisions)
	if all[key] == nil {
		all[key] = &figure{Engine: engine, Provisions: provisions}
	}
	return all[key]
}

func readFigures(path string) (figures, error) {
	all := figures{}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	return all, json.Unmarshal(b, &all)
}

func (all figures) write(path string) error {
	b, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// sorted lists figures by size, then as the engines are listed.
func (all figures) sorted() []*figure {
	var out []*figure
	for _, f := range all {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *figure) int {
		return cmp.Or(cmp.Compare(a.Provisions, b.Provisions),
			cmp.Compare(slices.Index(engineNames[:], a.Engine), slices.Index(engineNames[:], b.Engine)))
	})
	return out
}

// classNames are the columns of the table, in order.
var classNames = [...]string{"one word", "two words", "phrase", "browse"}

// table writes the figures as Markdown. Behind each median of another engine
// stands what Concord takes of it.
func (all figures) table() string {
	var b strings.Builder
	b.WriteString("| provisions | engine |")
	for _, c := range classNames {
		fmt.Fprintf(&b, " %s, ms |", c)
	}
	b.WriteString(" answers/s, 8 clients | found after a commit, ms | memory, MB | open, ms | on disk, MB | import, provisions/s | import memory, MB |\n")
	b.WriteString("|---|---|" + strings.Repeat("---|", len(classNames)+7) + "\n")
	for _, f := range all.sorted() {
		own := all.of(engineNames[0], f.Provisions)
		fmt.Fprintf(&b, "| %d | %s |", f.Provisions, f.Engine)
		for _, c := range classNames {
			fmt.Fprintf(&b, " %.2f", f.Median[c])
			if ms := f.Median[c]; f != own && ms > 0 && own.Median[c] > 0 {
				fmt.Fprintf(&b, " (%.2f×)", own.Median[c]/ms)
			}
			b.WriteString(" |")
		}
		memory := "–"
		if f.Memory > 0 {
			memory = fmt.Sprint(f.Memory >> 20)
		}
		fresh := "–"
		if f.Fresh != nil {
			fresh = fmt.Sprintf("%.0f; 95 of 100 %.0f; slowest %.0f", f.Fresh["median"], f.Fresh["95 of 100"], f.Fresh["slowest"])
		}
		fmt.Fprintf(&b, " %.0f | %s | %s | %.0f | %d | %.0f | %d |\n",
			f.Throughput, fresh, memory, f.OpenMS, f.Size>>20, f.ImportRate, f.ImportMemory>>20)
	}
	return b.String()
}
