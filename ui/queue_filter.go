package ui

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/review"
)

// openState is what the queue shows when nobody asks otherwise: all that wants
// a decision.
const openState = "open"

// A queueFilter says which cases a reviewer goes through. It stands in the
// address of every page of the queue, so that the next case is the next of it.
type queueFilter struct {
	Scope, State, Relation, Class, Flag string
	About                               string // the beginning of an address: a body, or an instrument
	With                                string // another: a member of each
	Assignee                            string
	Free, New                           bool // assigned to nobody; new to the reviewer
}

func queueFilterOf(q url.Values) queueFilter {
	return queueFilter{
		Scope: q.Get("scope"), State: q.Get("state"), Relation: q.Get("relation"), Class: q.Get("class"), Flag: q.Get("flag"),
		About: strings.TrimSpace(q.Get("about")), With: strings.TrimSpace(q.Get("with")),
		Assignee: q.Get("assignee"), Free: q.Get("free") == "1", New: q.Get("new") == "1",
	}
}

// queueFilter reads the filter of an address. What nobody could mean by it, or what the
// record does not hold, is a fault beside the filter as it was typed.
func (s *server) queueFilter(c *gin.Context) (queueFilter, error) {
	f := queueFilterOf(c.Request.URL.Query())
	if f.Assignee == "" && c.Query("mine") == "1" { // as addresses had it once
		f.Assignee = s.Who(c.Request).Name
	}
	asked := overlap.Filter{
		Scope: f.Scope, Relation: overlap.Relation(f.Relation), Class: overlap.Class(f.Class), Flag: overlap.Flag(f.Flag), About: f.About, Between: [2]string{f.With},
	}
	if f.State != "" && !slices.Contains(shownStates(), f.State) {
		return f, bad(fmt.Errorf("state %q: want one of %s", f.State, strings.Join(shownStates(), ", ")))
	}
	if err := asked.Check(); err != nil {
		return f, bad(err)
	}
	lang := s.locales.of(c).Lang
	if err := asked.Name(func(typed string) (string, error) { return s.Index.Selection(c, typed, lang) }); err != nil {
		return f, bad(err)
	}
	f.About, f.With = asked.About, asked.Between[0]
	return f, nil
}

// shownStates are the states that the queue can be narrowed to.
func shownStates() []string {
	states := []string{openState}
	for _, state := range review.States {
		states = append(states, string(state))
	}
	return append(states, "all")
}

// query is the filter as it stands in addresses.
func (f queueFilter) query() string {
	q := url.Values{}
	on := func(b bool) string { return map[bool]string{true: "1"}[b] }
	for _, p := range [][2]string{
		{"scope", f.Scope}, {"state", f.State}, {"relation", f.Relation}, {"class", f.Class}, {"flag", f.Flag},
		{"about", f.About}, {"with", f.With}, {"assignee", f.Assignee}, {"free", on(f.Free)}, {"new", on(f.New)},
	} {
		if p[1] != "" {
			q.Set(p[0], p[1])
		}
	}
	return q.Encode()
}

// href is a page of the queue under this filter.
func (f queueFilter) href(path string) string {
	if q := f.query(); q != "" {
		return path + "?" + q
	}
	return path
}

// A reviewer is who goes through the queue, and up to where he has seen it.
type reviewer struct {
	name   string
	looked uint64
}

func (f queueFilter) admits(g queue.Item, who reviewer) bool {
	return f.admitsScope(g.Class) && f.admitsState(g.Case.State) &&
		(f.Relation == "" || string(g.Relation) == f.Relation) &&
		(f.Flag == "" || slices.Contains(g.Flags, overlap.Flag(f.Flag))) &&
		f.admitsMembers(g.Members) &&
		(f.Assignee == "" || g.Case.Assignee == f.Assignee) && (!f.Free || g.Case.Assignee == "") && (!f.New || isNew(g, who))
}

func (f queueFilter) admitsScope(c overlap.Class) bool {
	switch {
	case f.Class != "":
		return string(c) == f.Class
	case f.Scope == overlap.AllScope:
		return c == overlap.Operative || c == overlap.Preamble || c == overlap.Annexed
	case f.Scope == overlap.PreambleScope:
		return c == overlap.Preamble
	}
	return c == overlap.Operative
}

func (f queueFilter) admitsState(s review.State) bool {
	switch f.State {
	case "", openState:
		return s != review.Decided
	case "all":
		return true
	}
	return string(s) == f.State
}

// admitsMembers reports whether one member is in About and another in With.
func (f queueFilter) admitsMembers(members []overlap.Member) bool {
	for i, a := range members {
		for j, b := range members {
			if i != j && begins(a.Address, f.About) && begins(b.Address, f.With) {
				return true
			}
		}
	}
	return false
}

// begins reports whether an address is one, or part of one, that a selection
// names.
func begins(a tracker.Address, selection string) bool {
	rest, is := strings.CutPrefix(a.String(), selection)
	return selection == "" || is && (rest == "" || strings.ContainsRune("/@#.", rune(rest[0])))
}

// isNew reports whether a text of the group arrived, or somebody else wrote of
// it, since the reviewer last looked.
func isNew(g queue.Item, who reviewer) bool {
	return g.Arrived > who.looked || slices.ContainsFunc(g.Case.History, func(r tracker.Review) bool {
		return r.Sequence > who.looked && r.Author != who.name
	})
}
