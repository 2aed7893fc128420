package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"concord/index"
	"concord/index/bench"
	"concord/index/derive"
	"concord/tracker"
)

// childFresh measures how soon a committed write is found, in a copy of Concord's
// folder, because it writes.
func (s settings) childFresh(ctx context.Context) (map[string]any, error) {
	from := s.folder(s.engine, s.provisions)
	to := from + "-fresh"
	if err := os.RemoveAll(to); err != nil {
		return nil, err
	}
	defer os.RemoveAll(to)
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return nil, err
	}
	c := &concord{dir: to}
	if err := c.Open(); err != nil {
		return nil, err
	}
	took, err := c.fresh(ctx, s.fresh)
	if err = errors.Join(err, c.Close()); err != nil {
		return nil, err
	}
	slices.Sort(took)
	ms := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Microseconds()) / 1000
	}
	return map[string]any{"fresh_ms": map[string]float64{"median": ms(0.5), "95 of 100": ms(0.95), "slowest": ms(1)}}, nil
}

// fresh writes texts of thirty provisions one by one, while the index follows, and
// times each from its commit until a search finds all of it.
func (c *concord) fresh(ctx context.Context, writes int) (took []time.Duration, err error) {
	ctx, cancel := context.WithCancel(ctx)
	following := make(chan error, 1)
	go func() { following <- derive.Run(ctx, c.store, c.index) }()
	defer func() { // the index may not be closed while it follows
		cancel()
		if stopped := <-following; !errors.Is(stopped, context.Canceled) {
			err = errors.Join(err, stopped)
		}
	}()
	const above = 1_000_000 // all numbers that were imported
	for t := range bench.Generate(writes * bench.PerText) {
		t = renumbered(t, above+len(took))
		if err := c.append(ctx, []tracker.Text{t}); err != nil {
			return nil, err
		}
		committed := time.Now()
		for c.index.Position() < c.store.Last() { // a search each time would hold up what it waits for
			if time.Since(committed) > time.Minute {
				return nil, fmt.Errorf("%s is not indexed after a minute", t.Revision)
			}
			time.Sleep(time.Millisecond / 2)
		}
		r, err := c.index.Search(ctx, index.Parse("number:"+t.Instrument.Number))
		if err != nil {
			return nil, err
		}
		if r.Total != len(t.Provisions) {
			return nil, fmt.Errorf("%s: %d of %d provisions are found", t.Revision, r.Total, len(t.Provisions))
		}
		took = append(took, time.Since(committed))
	}
	return took, nil
}

// renumbered is a text with another number.
func renumbered(t tracker.Text, number int) tracker.Text {
	t.Revision.Number = strconv.Itoa(number)
	t.Instrument = t.Revision.Instrument()
	for i, p := range t.Provisions {
		t.Provisions[i].Address = t.Revision.At(p.Address.Provision)
	}
	return t
}
