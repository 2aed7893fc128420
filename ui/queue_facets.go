package ui

import (
	"cmp"
	"slices"

	"concord/index/overlap"
	"concord/index/queue"
)

// queueFacets are the ways to narrow the queue down, each value with how many
// cases it would leave.
func (s *server) queueFacets(l *locale, all *queue.Found, f queueFilter, who reviewer) []facet {
	count := func(with queueFilter) (n int) {
		for _, g := range all.Items {
			if with.admits(g, who) {
				n++
			}
		}
		return n
	}
	// A value counts what it would leave; where it is chosen and clear is given, it
	// leads to the queue without it.
	build := func(name string, values []string, current func(string) bool, text func(string) string, set func(*queueFilter, string), clear func(*queueFilter)) facet {
		out := facet{Name: name, Open: slices.ContainsFunc(values, current)}
		for _, v := range values {
			with := f
			set(&with, v)
			n := count(with)
			if current(v) && clear != nil {
				clear(&with)
			}
			if n > 0 || current(v) {
				out.Values = append(out.Values, link{Href: with.href("/review"), Text: text(v), Count: n, Current: current(v)})
			}
		}
		return out
	}
	is := func(chosen string) func(string) bool { return func(v string) bool { return v == chosen } }
	relations, flags := []string{}, []string{}
	for _, r := range overlap.Relations {
		relations = append(relations, string(r))
	}
	for _, flag := range overlap.Flags {
		flags = append(flags, string(flag))
	}
	return []facet{
		build(l.T("facet.role"), []string{overlap.OperativeScope, overlap.PreambleScope, overlap.AllScope}, is(cmp.Or(f.Scope, overlap.OperativeScope)),
			func(v string) string { return l.T("scope." + v) }, func(to *queueFilter, v string) { to.Scope, to.Class = v, "" }, nil),
		build(l.T("facet.state"), shownStates(), is(cmp.Or(f.State, openState)),
			func(v string) string { return l.T("state." + v) }, func(to *queueFilter, v string) { to.State = v }, nil),
		build(l.T("facet.assignee"), assigneesOf(all), func(v string) bool { return f.Free && v == "" || v != "" && f.Assignee == v },
			func(v string) string { return cmp.Or(v, l.T("review.nobody")) },
			func(to *queueFilter, v string) { to.Assignee, to.Free = v, v == "" }, func(to *queueFilter) { to.Assignee, to.Free = "", false }),
		build(l.T("review.new"), []string{"1"}, func(string) bool { return f.New },
			func(string) string { return l.T("review.new.only") }, func(to *queueFilter, _ string) { to.New = true }, func(to *queueFilter) { to.New = false }),
		build(l.T("facet.relation"), relations, is(f.Relation),
			func(v string) string { return l.T("relation." + relationKey(overlap.Relation(v))) },
			func(to *queueFilter, v string) { to.Relation = v }, func(to *queueFilter) { to.Relation = "" }),
		build(l.T("facet.flag"), flags, is(f.Flag),
			func(v string) string { return l.T("flag." + v) }, func(to *queueFilter, v string) { to.Flag = v }, func(to *queueFilter) { to.Flag = "" }),
		build(l.T("facet.body"), bodiesOf(all), is(f.About),
			func(v string) string { return s.bodyShort(l.Lang, v) }, func(to *queueFilter, v string) { to.About = v }, func(to *queueFilter) { to.About = "" }),
	}
}

// assigneesOf lists to whom cases are assigned, and nobody first; none where no case
// is assigned, for then there is nothing to choose.
func assigneesOf(all *queue.Found) []string {
	var names []string
	for _, g := range all.Items {
		if who := g.Case.Assignee; who != "" && !slices.Contains(names, who) {
			names = append(names, who)
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return append([]string{""}, names...)
}

// bodiesOf lists the bodies whose texts overlap.
func bodiesOf(all *queue.Found) []string {
	var out []string
	for _, a := range all.Instruments() {
		if !slices.Contains(out, a.Body) {
			out = append(out, a.Body)
		}
	}
	slices.Sort(out)
	return out
}
