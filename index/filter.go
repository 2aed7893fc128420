package index

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// filters finds the documents that pass each filter. Filters of one column and
// sense are alternatives; everything else must hold together.
func (x *Index) filters(c *columns, asked []Filter, spent *spending) (filtered, []Note, error) {
	kept := filtered{}
	var notes []Note
	wanted := map[Column]*roaring.Bitmap{}
	for _, f := range asked {
		not := f.Not
		f.Not = false
		docs, said, err := x.filter(c, f, spent)
		if err != nil {
			return nil, nil, err
		}
		notes = append(notes, said...)
		switch {
		case not:
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
	return kept, notes, nil
}

// filter finds the documents that pass one filter. The set is the caller's.
func (x *Index) filter(c *columns, f Filter, spent *spending) (docs *roaring.Bitmap, notes []Note, err error) {
	for _, typed := range f.Values {
		if err := spent.meaning(f.Column, c.values[f.Column][typed] != nil); err != nil {
			return nil, nil, err
		}
	}
	switch f.Column {
	case InForceOn:
		docs, notes, err = x.inForceOn(c, f.Values)
	case State, Status:
		docs, notes = x.statedAs(c, f)
	case revision: // never typed
		docs = c.of(f.Column, f.Values)
	default:
		var values []string
		for _, typed := range f.Values {
			known := x.resolve(c, f.Column, typed)
			if len(known) == 0 {
				notes = append(notes, newNote("not-in-record", f.Column, typed))
			}
			values = append(values, known...)
		}
		docs = c.of(f.Column, values)
	}
	if f.Not && err == nil {
		docs = roaring.AndNot(c.live, docs)
	}
	return docs, notes, err
}

// inForceOn finds the provisions of the revisions that stood at the end of a day.
func (x *Index) inForceOn(c *columns, days []string) (*roaring.Bitmap, []Note, error) {
	docs := roaring.New()
	var notes []Note
	for _, typed := range days {
		day, err := time.Parse(time.DateOnly, typed)
		if err != nil {
			return docs, append(notes, newNote("in-force", typed)), nil
		}
		on := c.onDay(typed, func() standingOn { return x.standingOn(c, day) })
		if on.doubtful > 0 {
			notes = append(notes, newNote("doubtful", typed, on.doubtful))
		}
		docs.Or(on.docs)
	}
	return docs, notes, nil
}

// standingOn is what counted at the end of a day.
type standingOn struct {
	docs     *roaring.Bitmap
	doubtful int // revisions whose standing that day rests on an unverified fact
}

func (x *Index) standingOn(c *columns, day time.Time) standingOn {
	on := standingOn{docs: roaring.New()}
	for instrument := range c.revisions {
		a, err := tracker.ParseAddress(instrument)
		if err != nil {
			continue
		}
		rec, err := x.instrument(a)
		if err != nil {
			continue
		}
		at, ok := x.record.Registry.InForceAt(rec, day)
		docs := c.values[revision][at.Revision.String()]
		if !ok || docs == nil {
			continue
		}
		if at.Unverified {
			on.doubtful++
		}
		on.docs.Or(docs)
	}
	return on
}

// resolve gives the values of a column that somebody may mean: "pp" is "itu/pp",
// "resolution" is "res", "instructs" is "instructs-sg" and its like, and
// "Secretary-General" is "sg".
func (x *Index) resolve(c *columns, column Column, typed string) []string {
	typed = strings.TrimSpace(typed)
	if column == Cites {
		return x.cited(c, typed)
	}
	if c.values[column][typed] != nil {
		return []string{typed}
	}
	if from, to, ok := readRange(typed); ok {
		return c.between(column, from, to)
	}
	var out []string
	spaced := tracker.Spaced(typed)
	for _, v := range c.sortedValues(column) {
		if tracker.Spaced(v) == spaced {
			return []string{v}
		}
		if x.means(column, v, typed) {
			out = append(out, v)
		}
	}
	return out
}

var rangeForms = [...]*regexp.Regexp{
	regexp.MustCompile(`^(?:(?P<from>\d*)(?:\.\.|…)(?P<to>\d*))$`),
	regexp.MustCompile(`^(?P<from>\d{4})[-–—](?P<to>\d{4})$`),
	regexp.MustCompile(`^(?:>=|≥)(?P<from>\d+)$`),
	regexp.MustCompile(`^(?:<=|≤)(?P<to>\d+)$`),
	regexp.MustCompile(`^>(?P<above>\d+)$`),
	regexp.MustCompile(`^<(?P<below>\d+)$`),
}

// readRange reads 2014..2018, 2014.., 2014-2018 and >=2014 as two ends, both
// included; one that is open is empty.
func readRange(typed string) (from, to string, ok bool) {
	for _, form := range rangeForms {
		m := form.FindStringSubmatch(typed)
		for i, name := range form.SubexpNames() {
			if m == nil || name == "" {
				continue
			}
			n, _ := strconv.Atoi(m[i])
			switch name {
			case "from":
				from = m[i]
			case "to":
				to = m[i]
			case "above":
				from = strconv.Itoa(n + 1)
			case "below":
				to = strconv.Itoa(n - 1)
			}
		}
		if m != nil {
			return from, to, true
		}
	}
	return "", "", false
}

// between gives the values of a column that are numbers from one to the other,
// both included; an end that is left out is open.
func (c *columns) between(column Column, from, to string) []string {
	least, err1 := strconv.Atoi(from)
	most, err2 := strconv.Atoi(to)
	if from != "" && err1 != nil || to != "" && err2 != nil {
		return nil
	}
	var out []string
	for value := range c.values[column] {
		n, err := strconv.Atoi(value)
		if err == nil && (from == "" || n >= least) && (to == "" || n <= most) {
			out = append(out, value)
		}
	}
	return out
}

// cited gives the targets of citations that somebody may mean: an address, a
// document's symbol, or a text named as in a query.
func (x *Index) cited(c *columns, typed string) []string {
	targets := []string{typed, "doc:" + typed, "doc:" + strings.ToUpper(typed)}
	if ref, ok := readReference(x.record.Registry, typed); ok {
		for _, a := range x.candidates(c, ref) {
			if ref.address != (tracker.Address{}) {
				a = ref.address
				a.Lang = ""
			}
			targets = append(targets, a.String())
			for _, session := range ref.sessions {
				a.Session = session
				targets = append(targets, a.String())
			}
		}
		if len(ref.sessions) > 0 { // the text alone would be more than was asked for
			targets = slices.DeleteFunc(targets, func(t string) bool { return !strings.Contains(t, "@") })
		}
	}
	slices.Sort(targets)
	return slices.DeleteFunc(slices.Compact(targets), func(t string) bool { return c.values[Cites][t] == nil })
}

// means reports whether typed is another way to say a column's value.
func (x *Index) means(column Column, value, typed string) bool {
	registry := x.record.Registry
	if names, err := shippedNames(); err == nil && names.means(column, value, typed) {
		return true
	}
	same := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return n != "" && tracker.SameName(n, typed) })
	}
	switch column {
	case Body:
		b, known := registry.Body(value)
		_, short, _ := strings.Cut(value, "/")
		return same(short) || known && b.Called(typed)
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
		a, known := registry.Addressee(value)
		return known && a.Called(typed)
	}
	return false
}
