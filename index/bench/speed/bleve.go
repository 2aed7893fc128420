package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"concord/tracker"
)

// plainBleve is Bleve as its first page shows it: the default mapping, stored
// fields, its own facets and highlighter.
type plainBleve struct {
	dir   string
	index bleve.Index
}

// bleveBatch is within what is best for it, 1,000 to 5,000.
const bleveBatch = 2000

func (p *plainBleve) Open() (err error) {
	p.index, err = bleve.Open(p.dir + "/bleve")
	return err
}

func (p *plainBleve) Import(ctx context.Context, texts func(func(tracker.Text) bool)) (err error) {
	if p.index, err = bleve.New(p.dir+"/bleve", bleve.NewIndexMapping()); err != nil {
		return err
	}
	batch := p.index.NewBatch()
	for t := range texts {
		for _, r := range rows(t) {
			r.Body = strings.ReplaceAll(r.Body, "/", "") // one word, for an analyzer that splits
			r.Section = strings.ReplaceAll(r.Section, "-", "")
			if err := batch.Index(r.Address, r); err != nil {
				return err
			}
		}
		if batch.Size() >= bleveBatch {
			if err := p.index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	if err := p.index.Batch(batch); err != nil {
		return err
	}
	return p.Close()
}

func (p *plainBleve) Query(ctx context.Context, q query) (answer, error) {
	all := []blevequery.Query{}
	match := func(field, value string) {
		m := bleve.NewMatchQuery(value)
		m.SetField(field)
		all = append(all, m)
	}
	if q.phrase {
		m := bleve.NewMatchPhraseQuery(strings.Join(q.words, " "))
		m.SetField("text")
		all = append(all, m)
	} else {
		for _, w := range q.words {
			m := bleve.NewMatchQuery(w) // in every field, as Concord does
			all = append(all, m)
		}
	}
	match("role", string(q.role))
	if q.body != "" {
		match("body", strings.ReplaceAll(q.body, "/", ""))
	}
	request := bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(all...), page, 0, false)
	request.Fields = []string{"title", "text"}
	request.Highlight = bleve.NewHighlight()
	for _, f := range facets {
		request.AddFacet(f, bleve.NewFacetRequest(f, 20))
	}
	result, err := p.index.SearchInContext(ctx, request)
	if err != nil {
		return answer{}, err
	}
	a := answer{total: int(result.Total), facets: map[string]map[string]int{}}
	for name, f := range result.Facets {
		a.facets[name] = map[string]int{}
		for _, term := range f.Terms.Terms() {
			a.facets[name][term.Term] = term.Count
		}
	}
	for _, h := range result.Hits {
		a.hits = append(a.hits, hit{h.ID, fmt.Sprint(h.Fields["title"]), fmt.Sprint(h.Fields["text"]), strings.Join(h.Fragments["text"], " … ")})
	}
	return a, nil
}

func (p *plainBleve) Close() error { return p.index.Close() }
