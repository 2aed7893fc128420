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
	build := func(name string, values []string, current func(string) bool, text func(string) string, set func(*queueFilter, string)) facet {
		out := facet{Name: name, Open: slices.ContainsFunc(values, current)}
		for _, v := range values {
			to := f
			set(&to, v)
			if n := count(to); n > 0 || current(v) {
				out.Values = append(out.Values, link{Href: to.href("/review"), Text: text(v), Count: n, Current: current(v)})
			}
		}
		return out
	}
	is := func(chosen string) func(string) bool { return func(v string) bool { return v == chosen } }
	// toggle chooses a value, or takes it back where it is chosen.
	toggle := func(field *string, v string) { *field = map[bool]string{false: v}[*field == v] }
	relations, flags := []string{}, []string{}
	for _, r := range overlap.Relations {
		relations = append(relations, string(r))
	}
	for _, flag := range overlap.Flags {
		flags = append(flags, string(flag))
	}
	return []facet{
		build(l.T("facet.role"), []string{overlap.OperativeScope, overlap.PreambleScope, overlap.AllScope}, is(cmp.Or(f.Scope, overlap.OperativeScope)),
			func(v string) string { return l.T("scope." + v) }, func(to *queueFilter, v string) { to.Scope, to.Class = v, "" }),
		build(l.T("facet.state"), shownStates(), is(cmp.Or(f.State, openState)),
			func(v string) string { return l.T("state." + v) }, func(to *queueFilter, v string) { to.State = v }),
		build(l.T("review.mine"), []string{"1"}, func(string) bool { return f.Mine },
			func(string) string { return who.name }, func(to *queueFilter, _ string) { to.Mine = !to.Mine }),
		build(l.T("review.new"), []string{"1"}, func(string) bool { return f.New },
			func(string) string { return l.T("review.new.only") }, func(to *queueFilter, _ string) { to.New = !to.New }),
		build(l.T("facet.relation"), relations, is(f.Relation),
			func(v string) string { return l.T("relation." + relationKey(overlap.Relation(v))) },
			func(to *queueFilter, v string) { toggle(&to.Relation, v) }),
		build(l.T("facet.flag"), flags, is(f.Flag),
			func(v string) string { return l.T("flag." + v) }, func(to *queueFilter, v string) { toggle(&to.Flag, v) }),
		build(l.T("facet.body"), bodiesOf(all), is(f.About),
			func(v string) string { return s.bodyShort(l.Lang, v) }, func(to *queueFilter, v string) { toggle(&to.About, v) }),
	}
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
