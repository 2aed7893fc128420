package index

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// A Sort says in which order hits stand.
type Sort string

// The orders. The zero value is by relevance.
const (
	ByRelevance Sort = "relevance"
	ByNumber    Sort = "number" // body, kind and number; the newest revision first
	ByDate      Sort = "date"   // the newest session first
)

// inOrder reports whether hits stand by what they are and scores do not count.
func (q Query) inOrder() bool { return q.Sort != "" && q.Sort != ByRelevance }

// top keeps the best matches that are different to a reader: of those that fold
// into one it keeps the best.
type top struct {
	size    int
	columns *columns
	whole   bool // all hits of an instrument fold into one
	matches []match
	least   *match // what a match must stand above to be kept; nil while there is room
}

// add keeps m if it may be among the best. The list grows to twice its size
// before it is cut, so that sorting is rare.
func (t *top) add(m match) {
	if t.least != nil && (m.score < t.least.score || m.score == t.least.score && t.compare(m, *t.least) >= 0) {
		return // of thousands that are worth the same, too, few stand among the first
	}
	t.matches = append(t.matches, m)
	if len(t.matches) >= 2*t.size+64 {
		t.cut()
	}
}

func (t *top) cut() {
	slices.SortFunc(t.matches, t.compare)
	seen := make(seen, 2*t.size)
	t.matches = slices.DeleteFunc(t.matches, func(m match) bool {
		return len(seen) >= 2*t.size || !seen.add(t.columns.key(m.doc), t.whole)
	})
	if len(t.matches) >= t.size {
		t.matches = t.matches[:t.size]
		t.least = new(t.matches[t.size-1])
	}
}

// compare orders by score; equal ones by instrument and place in it, so that
// an index made anew gives the same order.
func (t *top) compare(a, b match) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	x, y := t.columns.key(a.doc), t.columns.key(b.doc)
	return cmp.Or(cmp.Compare(x.instrument, y.instrument), cmp.Compare(x.ordinal, y.ordinal),
		cmp.Compare(x.words, y.words), cmp.Compare(a.doc, b.doc))
}

// seen tells which hits fold into one that came before.
type seen map[uint64]bool

// add reports whether a key is new, and remembers it.
func (s seen) add(k key, whole bool) bool {
	if whole {
		k.place, k.words = k.instrument, k.instrument
	}
	if s[k.place] || s[k.words] {
		return false
	}
	s[k.place], s[k.words] = true, true
	return true
}

// has reports whether a key folds into one that came before.
func (s seen) has(k key) bool { return s[k.place] || s[k.words] }

// inOrder gives the first matches of a set, folded, revision after revision and
// in each in the order of the text; of several languages the reader's.
func (c *columns) inOrder(set *roaring.Bitmap, revisions []string, t top, reader tracker.Lang) []match {
	seen := seen{}
	mine := c.of(Lang, []string{string(reader)})
	for _, r := range revisions {
		if len(t.matches) == t.size {
			break
		}
		docs := roaring.And(set, c.values[revision][r]).ToArray()
		slices.SortFunc(docs, func(a, b uint32) int {
			return cmp.Or(cmp.Compare(c.key(a).ordinal, c.key(b).ordinal), firstTrue(mine.Contains(a), mine.Contains(b)), cmp.Compare(c.key(a).words, c.key(b).words))
		})
		for _, doc := range docs {
			if len(t.matches) == t.size {
				return t.matches
			}
			if seen.add(c.key(doc), t.whole) {
				t.matches = append(t.matches, match{doc: doc})
			}
		}
	}
	return t.matches
}

func firstTrue(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// revisionsBy lists the revisions that the index holds in an order. By relevance
// those in force come first, then numbers decide.
func (x *Index) revisionsBy(c *columns, by Sort) []string {
	type place struct {
		text    string
		address tracker.Address
		old     bool
		body    int
		session string
	}
	var all []place
	old := c.old()
	for text, docs := range c.values[revision] {
		a, err := tracker.ParseAddress(text)
		if err != nil {
			continue
		}
		body := slices.IndexFunc(x.record.Registry.Bodies, func(b tracker.Body) bool { return b.ID == a.Body })
		all = append(all, place{text, a, docs.Intersects(old), body, x.record.Registry.SessionOrder(a.Session)})
	}
	slices.SortFunc(all, func(a, b place) int {
		first := 0
		switch by {
		case ByDate:
			first = cmp.Compare(b.session, a.session)
		case ByNumber:
		default:
			first = firstTrue(!a.old, !b.old)
		}
		return cmp.Or(first, cmp.Compare(a.body, b.body), cmp.Compare(a.address.Body, b.address.Body),
			cmp.Compare(b.address.Kind, a.address.Kind), compareNumbers(a.address.Number, b.address.Number),
			cmp.Compare(b.session, a.session))
	})
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = p.text
	}
	return out
}

// compareNumbers orders numbers of texts as people do: 9, 70, 70/1, 70/12, 129.
func compareNumbers(a, b string) int {
	digits := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	}
	x, y := digits(a), digits(b)
	for i := range min(len(x), len(y)) {
		m, _ := strconv.Atoi(x[i])
		n, _ := strconv.Atoi(y[i])
		if m != n {
			return cmp.Compare(m, n)
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}
