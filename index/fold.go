package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"concord/tracker"
)

// A Sibling is a revision in which a hit's place, or its very words, match too.
type Sibling struct {
	Address  tracker.Address  `json:"address"` // revision and provision
	Session  string           `json:"session"`
	Standing tracker.Standing `json:"standing"`
	Langs    []tracker.Lang   `json:"langs"` // in which it matched
}

// siblings lists what was folded into a hit, itself included, newest revision
// first, and how many provisions of its instrument match.
func (x *Index) siblings(v *view, c *columns, matches *roaring.Bitmap, doc uint32, a tracker.Address) (out []Sibling, provisions int, err error) {
	head := c.key(doc)
	for _, r := range c.revisions[a.Instrument().String()] {
		docs := roaring.And(matches, c.values[revision][r])
		provisions += int(docs.GetCardinality())
		for it := docs.Iterator(); it.HasNext(); {
			other := it.Next()
			k := c.key(other)
			if k.place != head.place && k.words != head.words {
				continue
			}
			at, err := tracker.ParseAddress(r)
			if err != nil {
				return nil, 0, err
			}
			at.Provision = a.Provision
			if k.place != head.place {
				name, err := v.name(other)
				if err != nil {
					return nil, 0, err
				}
				if at, err = tracker.ParseAddress(name); err != nil {
					return nil, 0, err
				}
				at.Lang = ""
			}
			i := slices.IndexFunc(out, func(s Sibling) bool { return s.Address == at })
			if i < 0 {
				i = len(out)
				out = append(out, Sibling{Address: at, Session: at.Session, Standing: x.standingOf(at), Langs: []tracker.Lang{}})
			}
			if l := c.lang(other); l != "" && !slices.Contains(out[i].Langs, l) {
				out[i].Langs = append(out[i].Langs, l)
			}
		}
	}
	for _, s := range out {
		slices.Sort(s.Langs)
	}
	slices.SortStableFunc(out, func(a, b Sibling) int { return x.record.Registry.CompareSessions(b.Session, a.Session) })
	return out, provisions, nil
}

// lang gives the language of a document.
func (c *columns) lang(doc uint32) tracker.Lang {
	for _, l := range tracker.Langs {
		if docs := c.values[Lang][string(l)]; docs != nil && docs.Contains(doc) {
			return l
		}
	}
	return ""
}
