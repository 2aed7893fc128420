package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"concord/data"
	"concord/index"
	"concord/index/derive"
	"concord/tracker"
	"concord/tracker/store"
)

// concord is the product: the record with its journal, and the index derived
// from it.
type concord struct {
	dir   string
	store *store.Store
	index *index.Index
}

// textsAnEntry is how many texts one journal entry brings, as a conference's
// Final Acts do.
const textsAnEntry = 100

func (c *concord) Open() error {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return err
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		return err
	}
	if c.store, err = store.Open(c.dir, registry); err != nil {
		return err
	}
	if c.index, err = derive.Open(filepath.Join(c.dir, "index"), c.store, registry); err != nil {
		return err
	}
	return c.warm()
}

// warm asks for everything until there is an answer. The first search after
// opening lays out the columns of the facets, which at a million provisions takes
// longer than a search is allowed; the time counts as opening.
func (c *concord) warm() (err error) {
	for range 5 {
		if _, err = c.index.Search(context.Background(), index.Parse("")); !errors.Is(err, index.ErrTooBroad) {
			return err
		}
	}
	return err
}

func (c *concord) Import(ctx context.Context, texts func(func(tracker.Text) bool)) error {
	if err := c.Open(); err != nil {
		return err
	}
	err := derive.During(ctx, c.store, c.index, func() error {
		var pending []tracker.Text
		for t := range texts {
			if pending = append(pending, t); len(pending) == textsAnEntry {
				if err := c.append(ctx, pending); err != nil {
					return err
				}
				pending = nil
			}
		}
		if len(pending) == 0 {
			return nil
		}
		return c.append(ctx, pending)
	})
	return errors.Join(err, c.Close())
}

func (c *concord) append(ctx context.Context, texts []tracker.Text) error {
	e, err := entryOf(texts)
	if err != nil {
		return err
	}
	_, err = c.store.Append(ctx, fmt.Sprint("bench/", c.store.Last()+1), store.Any, e)
	return err
}

func (c *concord) Query(ctx context.Context, q query) (answer, error) {
	typed := q.String() + " role:" + string(q.role)
	if q.body != "" {
		typed += " body:" + q.body
	}
	r, err := c.index.Search(ctx, index.Parse(typed))
	if err != nil {
		return answer{}, err
	}
	a := answer{total: r.Total, facets: map[string]map[string]int{}}
	for _, f := range facets {
		a.facets[f] = map[string]int{}
		for _, count := range r.Facets[index.Column(f)] {
			a.facets[f][count.Value] = count.Count
		}
	}
	for _, h := range r.Hits {
		a.hits = append(a.hits, hit{h.Address.String(), h.Title, h.Text, h.Highlight})
	}
	return a, nil
}

func (c *concord) Close() error { return errors.Join(c.index.Close(), c.store.Close()) }

// imported is the moment of every entry: a run must not depend on the day.
var imported = time.Date(2018, 11, 16, 12, 0, 0, 0, time.UTC)

func entryOf(texts []tracker.Text) (store.Entry, error) {
	var subjects []string
	for _, t := range texts {
		if s := t.Instrument.String(); !strings.Contains(strings.Join(subjects, " "), s) {
			subjects = append(subjects, s)
		}
	}
	payload, err := marshal(store.Import{Texts: texts})
	return store.Entry{Time: imported, Actor: "bench", Kind: store.ImportKind, Subjects: subjects, Payload: payload}, err
}
