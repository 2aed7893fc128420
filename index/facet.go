package index

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// A Count is how many of the matches have a value, whatever else is chosen in
// the value's own column.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// filtered holds, for each column with a filter, the documents that pass.
type filtered map[Column]*roaring.Bitmap

// filters finds the documents that pass each filter. Filters of one column and
// sense are alternatives; everything else must hold together.
func (x *Index) filters(c *columns, asked []Filter) (filtered, []string) {
	kept := filtered{}
	var notes []string
	wanted := map[Column]*roaring.Bitmap{}
	for _, f := range asked {
		var values []string
		for _, typed := range f.Values {
			known := x.resolve(c, f.Column, typed)
			if len(known) == 0 {
				notes = append(notes, fmt.Sprintf("%s:%s is not in the record", f.Column, typed))
			}
			values = append(values, known...)
		}
		docs := c.of(f.Column, values)
		switch {
		case f.Not:
			kept.and(f.Column, roaring.AndNot(c.live, docs))
		case wanted[f.Column] == nil:
			wanted[f.Column] = docs
		default:
			wanted[f.Column].Or(docs)
		}
	}
	for column, docs := range wanted {
		kept.and(column, docs)
	}
	return kept, notes
}

func (k filtered) and(c Column, docs *roaring.Bitmap) {
	if k[c] == nil {
		k[c] = docs
		return
	}
	k[c].And(docs)
}

// pass gives what passes every filter, or nil when there is none. Documents that
// pass are live.
func (k filtered) pass(c *columns) *roaring.Bitmap { return k.passBut(c, "") }

// passBut is pass without the filter of one column.
func (k filtered) passBut(c *columns, but Column) *roaring.Bitmap {
	var pass *roaring.Bitmap
	for column, docs := range k {
		switch {
		case column == but:
		case pass == nil:
			pass = roaring.And(c.live, docs)
		default:
			pass.And(docs)
		}
	}
	return pass
}

// count counts the values of each facet over the matches.
func (c *columns) count(matches *roaring.Bitmap, kept filtered) map[Column][]Count {
	out := map[Column][]Count{}
	all := matches
	if pass := kept.pass(c); pass != nil {
		all = roaring.And(matches, pass)
	}
	for _, column := range facets {
		among := all
		if kept[column] != nil {
			among = matches
			if pass := kept.passBut(c, column); pass != nil {
				among = roaring.And(matches, pass)
			}
		}
		counts := []Count{}
		for value, docs := range c.values[column] {
			if n := among.AndCardinality(docs); n > 0 {
				counts = append(counts, Count{value, int(n)})
			}
		}
		slices.SortFunc(counts, func(a, b Count) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		out[column] = counts
	}
	return out
}

// old gives the documents of texts that no longer count.
func (c *columns) old() *roaring.Bitmap {
	return c.of(Standing, []string{string(tracker.Superseded), string(tracker.Abrogated)})
}

// resolve gives the values of a column that somebody may mean: "pp" is "itu/pp",
// "resolution" is "res", "instructs" is "instructs-sg" and its like, and
// "Secretary-General" is "sg".
func (x *Index) resolve(c *columns, column Column, typed string) []string {
	typed = strings.TrimSpace(typed)
	var out []string
	for _, v := range c.sortedValues(column) {
		if tracker.SameName(v, typed) {
			return []string{v}
		}
		if x.means(column, v, typed) {
			out = append(out, v)
		}
	}
	return out
}

// means reports whether typed is another way to say a column's value.
func (x *Index) means(column Column, value, typed string) bool {
	registry := x.record.Registry
	same := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return n != "" && tracker.SameName(n, typed) })
	}
	switch column {
	case Body:
		b, _ := registry.Body(value)
		_, short, _ := strings.Cut(value, "/")
		if same(short) {
			return true
		}
		for _, l := range tracker.Langs {
			if same(b.Name[l], b.Short[l]) || same(b.Alias[l]...) {
				return true
			}
		}
	case Session:
		s, _ := registry.Session(value)
		for _, forms := range s.Place {
			if same(forms...) {
				return true
			}
		}
		return same(s.Alias...)
	case Kind:
		word := tracker.Kind(value).Word()
		return same(word, word+"s") || kindOf(typed) == tracker.Kind(value)
	case Section:
		return strings.HasPrefix(value, strings.ToLower(typed)+"-")
	case Addressee:
		a, _ := registry.Addressee(value)
		for _, l := range tracker.Langs {
			if same(a.Name[l]) || same(a.Forms[l]...) {
				return true
			}
		}
	}
	return false
}
