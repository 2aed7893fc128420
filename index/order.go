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

// A place is what a revision is put in order by. It is worked out once: a revision
// stays what it is, while each write makes a new snapshot.
type place struct {
	revision   string
	body       int // of the registry; -1 for one that it has not
	bodyID     string
	kind       tracker.Kind
	number     []int // 70/12 is 70, 12
	numberText string
	session    string // in the order of the registry
}

// place gives the place of a revision, and false for what is none. The caller holds
// x.mu.
func (x *Index) place(revision string) (place, bool) {
	p, known := x.places[revision]
	if known {
		return p, true
	}
	a, err := tracker.ParseAddress(revision)
	if err != nil {
		return place{}, false
	}
	p = place{
		revision: revision, bodyID: a.Body, kind: a.Kind, number: digits(a.Number), numberText: a.Number,
		body:    slices.IndexFunc(x.record.Registry.Bodies, func(b tracker.Body) bool { return b.ID == a.Body }),
		session: x.record.Registry.SessionOrder(a.Session),
	}
	if x.places == nil {
		x.places = map[string]place{}
	}
	x.places[revision] = p
	return p, true
}

// digits gives the numbers in the number of a text, so that texts stand as people
// order them: 9, 70, 70/1, 70/12, 129.
func digits(number string) (out []int) {
	for _, run := range strings.FieldsFunc(number, func(r rune) bool { return !unicode.IsDigit(r) }) {
		n, _ := strconv.Atoi(run)
		out = append(out, n)
	}
	return out
}

// compare orders by body, kind and number; the newest session first.
func (p *place) compare(q *place) int {
	return cmp.Or(cmp.Compare(p.body, q.body), strings.Compare(p.bodyID, q.bodyID), cmp.Compare(q.kind, p.kind),
		slices.Compare(p.number, q.number), strings.Compare(p.numberText, q.numberText), strings.Compare(q.session, p.session))
}

// fewMatches are so few that their revisions alone are put in order, when those of
// all are not yet.
const fewMatches = 10_000

// ordered lists revisions in an order: all, or at least those that any of docs
// belong to.
func (x *Index) ordered(c *columns, by Sort, docs *roaring.Bitmap) []string {
	if all, known := c.order(by); known {
		return all
	}
	if docs.GetCardinality() <= fewMatches {
		return x.revisionsBy(c, by, docs)
	}
	all := x.revisionsBy(c, by, c.live)
	c.keepOrder(by, all)
	return all
}

// revisionsBy puts the revisions that any of among belong to in an order. By
// relevance those in force come first, then numbers decide.
func (x *Index) revisionsBy(c *columns, by Sort, among *roaring.Bitmap) []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	type standing struct {
		place
		old bool
	}
	old := c.old()
	var all []standing
	for r, docs := range c.values[revision] {
		if p, ok := x.place(r); ok && docs.Intersects(among) {
			all = append(all, standing{p, docs.Intersects(old)})
		}
	}
	slices.SortFunc(all, func(a, b standing) int {
		first := 0
		switch by {
		case ByDate:
			first = strings.Compare(b.session, a.session)
		case ByNumber:
		default:
			first = firstTrue(!a.old, !b.old)
		}
		return cmp.Or(first, a.compare(&b.place))
	})
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.revision
	}
	return out
}
