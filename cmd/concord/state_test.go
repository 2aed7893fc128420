package main

import (
	"context"
	"testing"
	"time"

	"concord/index"
	"concord/index/derive"
	"concord/tracker"
	"concord/tracker/implementation"
)

// What somebody writes about a mandate is found by state: when the index has
// followed the journal, in every language, and the state that it had is not.
func TestStateIsFoundWhenWritten(t *testing.T) {
	r, _ := openSample(t)
	who := tracker.Actor{Name: "secretariat", Writes: true}
	view, err := r.plan.View(t.Context(), who)
	if err != nil || len(view.Items) == 0 {
		t.Fatal(len(view.Items), err)
	}
	var item *implementation.Item
	for _, it := range view.Items {
		if it.Current && it.State.Initial {
			item = it
			break
		}
	}
	if before := r.inState(t, "no-indication"); before[item.Address] == 0 {
		t.Errorf("%s is not among %d with no indication", item.Address, len(before))
	}
	_, err = r.plan.Write(t.Context(), who, time.Now(), []implementation.Edit{{
		Address: item.Address, Version: item.Version, Status: &tracker.Status{State: "in-progress", Since: "2026-01-01"},
	}}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := derive.Once(t.Context(), r.store, r.index); err != nil {
		t.Fatal(err)
	}
	if now := r.inState(t, "进行中"); now[item.Address] == 0 {
		t.Errorf("%s is not among %v", item.Address, now)
	}
	if now := r.inState(t, "no-indication"); now[item.Address] != 0 {
		t.Errorf("%s has no indication still", item.Address)
	}
}

// inState counts the languages in which provisions in a state are found.
func (r *record) inState(t *testing.T, state string) map[tracker.Address]int {
	t.Helper()
	found := map[tracker.Address]int{}
	for next := ""; ; {
		q := index.Parse("state:" + state)
		q.Limit, q.Cursor = 100, next
		results, err := r.index.Search(context.WithoutCancel(t.Context()), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range results.Hits {
			for _, s := range h.Revisions {
				found[s.Address] = len(s.Langs)
			}
		}
		if next = results.Next; next == "" {
			return found
		}
	}
}
