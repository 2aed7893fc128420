package overlap

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
)

// A Filter says which groups are wanted. The zero Filter wants the operative
// queue.
type Filter struct {
	Scope    string    // "operative" (also ""), "preamble" or "all", which shows the suppressed classes too
	Relation Relation  // "" for any
	Class    Class     // "" for any that Scope admits
	Flag     Flag      // "" for any
	Between  [2]string // prefixes of addresses: "itu/pp", "itu/pp/res/101"; a group must have a member of each
	About    string    // the beginning of addresses; only groups with a member there
	ID       string    // one group, of whatever scope
	Unlikely bool      // also those that a reviewer would hardly want to see
}

// The scopes.
const (
	OperativeScope = "operative"
	PreambleScope  = "preamble"
	AllScope       = "all"
)

// A Listing is what Groups gives.
type Listing struct {
	Groups     []Group        `json:"groups"`     // the heaviest first
	Suppressed map[string]int `json:"suppressed"` // groups that are counted and not shown, by class
	Preamble   int            `json:"preamble"`   // preamble groups behind the operative queue
	Unlikely   int            `json:"unlikely"`   // groups in scope that share a phrase and little more
	Position   uint64         `json:"position"`   // of the journal, when the groups were found
}

// suppressed are the classes that are counted, with the keys of the counts.
var suppressed = map[Class]string{Formula: "formula", Citation: "citation", Reporting: "reporting", Purposes: "purposes"}

// Counted reports whether groups of a class are counted and not listed.
func (c Class) Counted() bool { return suppressed[c] != "" }

// Check says what a filter asks for that there is not.
func (f Filter) Check() error {
	if f.Scope != "" && !slices.Contains([]string{OperativeScope, PreambleScope, AllScope}, f.Scope) {
		return fmt.Errorf("scope %q: want operative, preamble or all", f.Scope)
	}
	if f.Relation != "" && !slices.Contains(Relations[:], f.Relation) {
		return fmt.Errorf("relation %q: want one of %s", f.Relation, list(Relations[:]))
	}
	if f.Class != "" && !slices.Contains(Classes[:], f.Class) {
		return fmt.Errorf("class %q: want one of %s", f.Class, list(Classes[:]))
	}
	if f.Flag != "" && !slices.Contains(Flags[:], f.Flag) {
		return fmt.Errorf("flag %q: want one of %s", f.Flag, list(Flags[:]))
	}
	return nil
}

// Name turns what people type for the selections into beginnings of addresses.
// What the record does not hold is refused by named, for to list nothing of it
// would look like an answer.
func (f *Filter) Name(named func(typed string) (string, error)) (err error) {
	for _, at := range []struct {
		selection *string
		name      string
	}{{&f.About, "address"}, {&f.Between[0], "between"}, {&f.Between[1], "between"}} {
		if *at.selection == "" {
			continue
		}
		if *at.selection, err = named(*at.selection); err != nil {
			return fmt.Errorf("%s: %w", at.name, err)
		}
	}
	return nil
}

// ParseBetween reads two selections with a comma between them.
func ParseBetween(typed string) ([2]string, error) {
	a, b, two := strings.Cut(typed, ",")
	if a, b = strings.TrimSpace(a), strings.TrimSpace(b); !two || a == "" || b == "" {
		return [2]string{}, fmt.Errorf("between %q: want two selections, such as itu/pp,itu/council", typed)
	}
	return [2]string{a, b}, nil
}

// Groups lists the groups that the last Refresh found.
func (e *Engine) Groups(ctx context.Context, f Filter) (Listing, error) {
	if err := f.Check(); err != nil {
		return Listing{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	found := e.result.Load()
	out := Listing{Groups: []Group{}, Suppressed: map[string]int{}, Position: found.position}
	for _, key := range suppressed {
		out.Suppressed[key] = 0
	}
	texts := newTexts(e.record)
	for _, s := range found.stars {
		if err := ctx.Err(); err != nil {
			return Listing{}, err
		}
		if !e.wanted(s, f) {
			continue
		}
		if class := s.rays[0].class; f.ID == "" && !f.admits(class) {
			if s.unlikely {
				continue
			}
			if key, is := suppressed[class]; is {
				out.Suppressed[key]++
			} else if class == Preamble {
				out.Preamble++
			}
			continue
		}
		if s.unlikely && !f.Unlikely && f.ID == "" {
			out.Unlikely++
			continue
		}
		g, err := e.group(s, texts)
		if gone(err) {
			continue
		}
		if err != nil {
			return Listing{}, err
		}
		if f.ID == "" || f.ID == g.ID {
			out.Groups = append(out.Groups, g)
		}
	}
	slices.SortStableFunc(out.Groups, heavier)
	return out, nil
}

// list names values, one of which has a comma.
func list[T ~string](values []T) string {
	var names []string
	for _, v := range values {
		names = append(names, string(v))
	}
	return strings.Join(names, "; ")
}

func (f Filter) admits(c Class) bool {
	if f.Class != "" {
		return c == f.Class
	}
	switch f.Scope {
	case AllScope:
		return true
	case PreambleScope:
		return c == Preamble
	}
	return c == Operative
}

// wanted reports whether a star passes the filter, its class aside.
func (e *Engine) wanted(s star, f Filter) bool {
	if f.Relation != "" && s.relation() != f.Relation || f.Flag != "" && !slices.Contains(s.flags(), f.Flag) {
		return false
	}
	if f.Between == [2]string{} && f.About == "" {
		return true
	}
	var members []tracker.Address
	for i, x := range s.rays {
		if i == 0 || x.a != s.rays[i-1].a { // a round begins
			members = append(members, e.provisions[x.a].address())
		}
		members = append(members, e.provisions[x.b].address())
	}
	if f.About != "" && !slices.ContainsFunc(members, func(a tracker.Address) bool { return within(a, f.About) }) {
		return false
	}
	return f.Between == [2]string{} || between(members, f.Between)
}

// between reports whether one member is of the first selection and another of
// the second.
func between(members []tracker.Address, selections [2]string) bool {
	for i, a := range members {
		for j, b := range members {
			if i != j && within(a, selections[0]) && within(b, selections[1]) {
				return true
			}
		}
	}
	return false
}

// within reports whether an address is selected by the beginning of one, cut
// where a part of an address ends. What the selection does not say, a session
// between instrument and provision, is left out.
func within(a tracker.Address, selection string) bool {
	if selection == "" {
		return true
	}
	if want, err := tracker.ParseAddress(selection); err == nil && want.Provision != "" && want.Session == "" {
		a.Session = ""
	}
	rest, is := strings.CutPrefix(a.String(), selection)
	return is && (rest == "" || strings.ContainsRune("/@#.", rune(rest[0])))
}

// heavier orders groups: conflicts first, then by weight, forms filled in twice
// last. What is equal stays in the order of addresses.
func heavier(a, b Group) int {
	return cmp.Or(Stronger(a.Relation, a.Weight, b.Relation, b.Weight), compareAddresses(a.Members[0].Address, b.Members[0].Address))
}

// Stronger orders what is shown of overlaps, by relation and weight.
func Stronger(a Relation, weightA float64, b Relation, weightB float64) int {
	rank := func(r Relation) int {
		switch r {
		case Conflicting:
			return 0
		case Template:
			return 2
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(weightB, weightA))
}

// groupID is a short hash of fingerprints, whatever their order.
func groupID(members []Member) string {
	var prints []string
	for _, m := range members {
		prints = append(prints, m.Fingerprint)
	}
	slices.Sort(prints)
	sum := sha256.Sum256([]byte(strings.Join(prints, " ")))
	return hex.EncodeToString(sum[:6])
}
