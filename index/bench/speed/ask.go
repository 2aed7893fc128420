package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"concord/index/bench"
	"concord/tracker"
)

// A class is a way of asking, with queries that differ in their words.
type class struct {
	name    string
	queries []query
}

// queries are the classes measured. The words stand at these places among the
// most frequent ones: a query of one word matches some 5 to 9 of 100 provisions,
// and every second one in its language.
func queries() []class {
	word := bench.Vocabulary(tracker.English)
	at := func(phrase bool, places ...[]int) (out []query) {
		for _, p := range places {
			q := query{phrase: phrase, role: tracker.Operative}
			for _, i := range p {
				q.words = append(q.words, word[i])
			}
			out = append(out, q)
		}
		return out
	}
	return []class{
		{"one word", at(false, []int{3}, []int{4}, []int{5}, []int{6}, []int{8}, []int{10})},
		{"two words", at(false, []int{5, 40}, []int{8, 60}, []int{12, 33}, []int{3, 100}, []int{20, 21}, []int{9, 50})},
		{"phrase", at(true, []int{3, 5}, []int{1, 7}, []int{2, 9}, []int{4, 6}, []int{8, 3}, []int{0, 11})},
		{"browse", []query{
			{role: tracker.Operative, body: "itu/pp"}, {role: tracker.Preamble, body: "icou/plen"},
			{role: tracker.Operative, body: "icou/plen"}, {role: tracker.Preamble, body: "itu/pp"},
			{role: tracker.Operative}, {role: tracker.Preamble},
		}},
	}
}

// ask times every query, the engines in turn, and keeps the medians.
func ask(ctx context.Context, engines []engine, kept []*figure, rounds int) error {
	for _, f := range kept {
		f.Median, f.Slowest, f.Matches = map[string]float64{}, map[string]float64{}, map[string]int{}
	}
	for _, c := range queries() {
		times := make([][]float64, len(engines))
		for round := range rounds + 1 { // the first warms the caches of all
			for _, q := range c.queries {
				for i, e := range engines {
					began := time.Now()
					a, err := e.Query(ctx, q)
					if err != nil {
						return fmt.Errorf("%s: %s: %w", kept[i].Engine, q, err)
					}
					if round == 0 {
						kept[i].Matches[c.name] += a.total
						continue
					}
					times[i] = append(times[i], float64(time.Since(began).Microseconds())/1000)
				}
			}
		}
		for i, f := range kept {
			slices.Sort(times[i])
			f.Median[c.name] = times[i][len(times[i])/2]
			f.Slowest[c.name] = times[i][len(times[i])-1]
		}
	}
	return nil
}

// Clients that ask at once, and for how long.
const (
	clients  = 8
	crowding = 3 * time.Second
)

// crowd counts the answers that each engine gives eight clients in a second, all
// classes in turn.
func crowd(ctx context.Context, engines []engine, kept []*figure) error {
	var mixed []query
	for _, c := range queries() {
		mixed = append(mixed, c.queries...)
	}
	for i, e := range engines {
		var answered atomic.Int64
		var failed atomic.Pointer[error]
		var all sync.WaitGroup
		began := time.Now()
		for client := range clients {
			all.Go(func() {
				// A stride without a common divisor visits all classes soon.
				for n := client; time.Since(began) < crowding; n += 7 {
					if _, err := e.Query(ctx, mixed[n%len(mixed)]); err != nil {
						failed.Store(&err)
						return
					}
					answered.Add(1)
				}
			})
		}
		all.Wait()
		if err := failed.Load(); err != nil {
			return fmt.Errorf("%s: %w", kept[i].Engine, *err)
		}
		kept[i].Throughput = float64(answered.Load()) / time.Since(began).Seconds()
	}
	return nil
}
