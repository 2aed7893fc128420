package index

import (
	"cmp"
	"slices"

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

// count counts the values of each facet over the matches; those of State only when
// they are known.
func (c *columns) count(matches *roaring.Bitmap, kept filtered, states bool) map[Column][]Count {
	out := map[Column][]Count{}
	all := matches
	if pass := kept.pass(c); pass != nil {
		all = roaring.And(matches, pass)
	}
	for _, column := range facets {
		values := c.values[column]
		if column == State {
			if !states {
				continue
			}
			values = c.stateSets()
		}
		among := all
		if kept[column] != nil {
			among = matches
			if pass := kept.passBut(c, column); pass != nil {
				among = roaring.And(matches, pass)
			}
		}
		counts := []Count{}
		for value, docs := range values {
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
