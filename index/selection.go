package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
)

// ErrAbsent says that the record knows no such instrument, revision or paragraph.
var ErrAbsent = errors.New("not in the record")

// Selection gives the beginning of addresses that people mean by a body, by an
// address, or by a reference such as "Res. 130", and refuses what the record does not
// hold: that is [ErrAbsent]. A language is left out, for what is selected has the same
// address in every one.
func (x *Index) Selection(ctx context.Context, typed string, reader tracker.Lang) (string, error) {
	typed = strings.TrimSpace(typed)
	if selection, ok := x.record.Registry.SelectionNamed(typed); ok {
		return selection, nil
	}
	a, err := x.Named(ctx, typed, reader)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		return "", fmt.Errorf("%q: want a body, an address, or what a text of the record is called, such as itu/pp, itu/pp/res/101 or Resolution 101", typed)
	}
	if !x.knows(a) {
		return "", fmt.Errorf("%s: %w", a, ErrAbsent)
	}
	a.Lang = ""
	return a.String(), nil
}

// knows reports whether the record knows an instrument, the revision that a names, and
// in a text that it holds of either, in any language, the paragraph or those under it.
func (x *Index) knows(a tracker.Address) bool {
	if a.Number == "" {
		return false // no body: those are known by name
	}
	rec, err := x.record.Instrument(a.Instrument())
	if err != nil {
		return false
	}
	return slices.ContainsFunc(rec.Revisions, func(r tracker.RevisionRecord) bool {
		if a.Session != "" && a.Session != r.Session {
			return false
		}
		return a.Provision == "" || slices.ContainsFunc(r.Langs, func(l tracker.Lang) bool {
			t, err := x.record.Text(r.Revision.In(l))
			return err == nil && slices.ContainsFunc(t.Provisions, func(p tracker.Provision) bool {
				rest, under := strings.CutPrefix(p.Address.Provision, a.Provision)
				return under && (rest == "" || rest[0] == '.')
			})
		})
	}) || a.Session == "" && a.Provision == ""
}
