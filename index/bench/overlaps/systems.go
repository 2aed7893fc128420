package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"

	"concord/data"
	"concord/index/overlap"
	"concord/index/overlap/planted"
	"concord/tracker"
)

// concord is the engine, as the program uses it.
func concord(ctx context.Context, l *planted.Library) (figure, error) {
	f := figure{name: "concord", found: map[pair]bool{}}
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return f, err
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		return f, err
	}
	engine, err := overlap.New(overlap.Record{
		Registry: registry,
		Text: func(a tracker.Address, _ ...tracker.Lang) (tracker.Text, error) {
			t, ok := l.Text(a)
			if !ok {
				return t, overlap.ErrUnknown
			}
			return t, nil
		},
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, error) {
			return registry.Record(tracker.Known{Instrument: a, Held: map[string]map[tracker.Lang]string{"plen-18": {tracker.English: ""}}}), nil
		},
	})
	if err != nil {
		return f, err
	}
	start := cpu()
	if _, err := engine.Update(ctx, overlap.Change{Sequence: 1, Instruments: l.Instruments()}); err != nil {
		return f, err
	}
	f.build = cpu() - start
	start = cpu()
	weighing := start
	err = engine.Refresh(ctx, func(stage string, done, _ int) {
		if stage == "weighing" && done == 0 {
			weighing = cpu()
		}
	})
	if err != nil {
		return f, err
	}
	f.ask = weighing - start
	listing, err := engine.Groups(ctx, overlap.Filter{Scope: overlap.AllScope, Unlikely: true})
	for _, g := range listing.Groups {
		for _, p := range g.Pairs {
			f.found[newPair(g.Members[p.A].Address, g.Members[p.B].Address)] = true
		}
	}
	f.pairs = len(f.found)
	return f, err
}

// trigrams gives the distinct word trigrams of a text, hashed.
func trigrams(text string) []uint64 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var out []uint64
	for i := range len(words) - 2 {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[i:i+3], " ")))
		out = append(out, h.Sum64())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The bands of MinHash.
const bands, rows = 32, 4

func minHash(_ context.Context, l *planted.Library) (figure, error) {
	f := figure{name: fmt.Sprintf("MinHash %d x %d", bands, rows), found: map[pair]bool{}}
	start := cpu()
	var addresses []tracker.Address
	buckets := make([]map[uint64][]int, bands)
	for i := range buckets {
		buckets[i] = map[uint64][]int{}
	}
	for t := range l.Texts() {
		for _, p := range t.Provisions {
			at := len(addresses)
			addresses = append(addresses, p.Address)
			grams := trigrams(p.Text)
			for b := range bands {
				key := uint64(b)
				for r := range rows {
					least := uint64(math.MaxUint64)
					for _, g := range grams {
						least = min(least, spread(g^spread(uint64(b*rows+r+1))))
					}
					key = spread(key ^ least)
				}
				buckets[b][key] = append(buckets[b][key], at)
			}
		}
	}
	f.build = cpu() - start
	start = cpu()
	for _, bucket := range buckets {
		for _, list := range bucket {
			for i, a := range list {
				for _, b := range list[:i] {
					f.found[newPair(addresses[a], addresses[b])] = true
				}
			}
		}
	}
	f.ask, f.pairs = cpu()-start, len(f.found)
	return f, nil
}

// spread is the finalizer of MurmurHash3.
func spread(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// What Bleve is asked.
const (
	rarest   = 25
	answers  = 10
	asked    = 1000
	batching = 2000
)

// shingled is a document: its trigrams, one a term.
type shingled struct {
	Grams []string `json:"grams"`
}

func bleveTrigrams(ctx context.Context, l *planted.Library) (f figure, err error) {
	f = figure{name: "Bleve, field of trigrams", found: map[pair]bool{}, asked: map[tracker.Address]bool{}}
	dir, err := os.MkdirTemp("", "overlaps")
	if err != nil {
		return f, err
	}
	defer func() { err = cmp.Or(err, os.RemoveAll(dir)) }()
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.Store, field.IncludeTermVectors, field.DocValues = keyword.Name, false, false, false
	m := bleve.NewIndexMapping()
	m.DefaultMapping.Dynamic = false
	m.DefaultMapping.AddFieldMappingsAt("grams", field)
	start := cpu()
	index, err := bleve.New(dir+"/bleve", m)
	if err != nil {
		return f, err
	}
	defer func() { err = cmp.Or(err, index.Close()) }()
	uses := map[uint64]int{}
	batch := index.NewBatch()
	for t := range l.Texts() {
		for _, p := range t.Provisions {
			var d shingled
			for _, g := range trigrams(p.Text) {
				uses[g]++
				d.Grams = append(d.Grams, fmt.Sprintf("%x", g))
			}
			if err := batch.Index(p.Address.String(), d); err != nil {
				return f, err
			}
		}
		if batch.Size() >= batching {
			if err := index.Batch(batch); err != nil {
				return f, err
			}
			batch.Reset()
		}
	}
	if err := index.Batch(batch); err != nil {
		return f, err
	}
	f.build = cpu() - start
	start = cpu()
	pairs := l.Pairs()
	pairs = pairs[:min(asked, len(pairs))]
	for _, p := range pairs {
		if err := f.askBleve(ctx, index, l, uses, p.A); err != nil {
			return f, err
		}
	}
	f.ask = (cpu() - start) * time.Duration(l.Len()/len(pairs))
	return f, nil
}

// askBleve asks for what is like a paragraph.
func (f *figure) askBleve(ctx context.Context, index bleve.Index, l *planted.Library, uses map[uint64]int, a tracker.Address) error {
	t, _ := l.Text(a)
	i := slices.IndexFunc(t.Provisions, func(p tracker.Provision) bool { return p.Address == a })
	grams := trigrams(t.Provisions[i].Text)
	slices.SortStableFunc(grams, func(x, y uint64) int { return cmp.Compare(uses[x], uses[y]) })
	grams = slices.DeleteFunc(grams, func(g uint64) bool { return uses[g] < 2 })
	either := bleve.NewDisjunctionQuery()
	for _, g := range grams[:min(rarest, len(grams))] {
		term := bleve.NewTermQuery(fmt.Sprintf("%x", g))
		term.SetField("grams")
		either.AddQuery(term)
	}
	found, err := index.SearchInContext(ctx, bleve.NewSearchRequestOptions(either, answers+1, 0, false))
	if err != nil {
		return err
	}
	f.asked[a] = true
	for _, hit := range found.Hits {
		if b, err := tracker.ParseAddress(hit.ID); err == nil && b != a {
			f.found[newPair(a, b)] = true
			f.pairs++
		}
	}
	return nil
}
