package index

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A view is one snapshot of the index, read for one search. Documents have
// numbers in it that mean nothing outside.
type view struct {
	*scorch.IndexSnapshot
	parts []part
	size  int // the number after the last document's

	automata map[spelling]segment.Automaton // see near
	index    *Index
}

// Close ends the reading of a view.
func (v *view) Close() error {
	defer v.index.using.RUnlock()
	return v.IndexSnapshot.Close()
}

// A part is a segment of the snapshot and the number of its first document.
type part struct {
	segment.Segment
	id      uint64
	offset  uint32
	deleted *roaring.Bitmap // may be nil
	// dictionaries are those of fields that were read; they are of one search, as
	// a dictionary is not safe for two.
	dictionaries map[string]segment.TermDictionary
}

// reader takes a snapshot; the caller closes it.
func (x *Index) reader() (*scorch.IndexSnapshot, error) {
	if x.bleve == nil {
		return nil, ErrDamaged // and it could not be made anew
	}
	inner, err := x.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := inner.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("index: unknown kind of snapshot %T", reader), reader.Close())
	}
	return snapshot, nil
}

// view takes a snapshot and lays out its parts; the caller closes it.
func (x *Index) view() (*view, error) {
	x.using.RLock()
	snapshot, err := x.reader()
	if err != nil {
		x.using.RUnlock()
		return nil, err
	}
	v := &view{index: x, IndexSnapshot: snapshot, automata: map[spelling]segment.Automaton{}}
	offset := uint32(0)
	for _, s := range snapshot.Segments() {
		v.parts = append(v.parts, part{s.Segment(), s.Id(), offset, s.Deleted(), map[string]segment.TermDictionary{}})
		offset += uint32(s.Segment().Count())
	}
	v.size = int(offset)
	return v, nil
}

// name gives the address of a document with its language.
func (v *view) name(doc uint32) (string, error) {
	for i := len(v.parts) - 1; i >= 0; i-- {
		if p := v.parts[i]; doc >= p.offset {
			id, err := p.DocID(uint64(doc - p.offset))
			return string(id), err
		}
	}
	return "", fmt.Errorf("index: no document %d", doc)
}

// dictionary gives the terms of a field.
func (p part) dictionary(field string) (dict segment.TermDictionary, err error) {
	dict = p.dictionaries[field]
	if dict == nil {
		dict, err = p.Dictionary(field)
		p.dictionaries[field] = dict
	}
	return dict, err
}

func (p part) list(field, term string) (segment.PostingsList, error) {
	dict, err := p.dictionary(field)
	if err != nil {
		return nil, err
	}
	return dict.PostingsList([]byte(term), p.deleted, nil)
}

// lists gives the posting lists that a term stands for: a stem stands for the word
// that is spelled like it, too.
func (p part) lists(field, term string) ([]segment.PostingsList, error) {
	list, err := p.list(field, term)
	if err != nil {
		return nil, err
	}
	stem, ok := cutStem(term)
	if !ok {
		return []segment.PostingsList{list}, nil
	}
	word, err := p.list(field, stem)
	return []segment.PostingsList{list, word}, err
}

// set numbers a posting list in the whole snapshot.
func (p part) set(list segment.PostingsList) *roaring.Bitmap {
	set := roaring.New()
	it := list.Iterator(false, false, false, nil)
	if o, ok := it.(segment.OptimizablePostingsIterator); ok {
		if doc, single := o.DocNum1Hit(); single {
			set.Add(p.offset + uint32(doc))
			return set
		}
		if actual := o.ActualBitmap(); actual != nil {
			return roaring.AddOffset64(actual, int64(p.offset))
		}
	}
	for {
		next, err := it.Next()
		if err != nil || next == nil {
			return set
		}
		set.Add(p.offset + uint32(next.Number()))
	}
}

// terms lists the first terms of a field, by the alphabet, that begin with
// prefix, at most limit of them; more reports that there were others.
func (v *view) terms(field, prefix string, limit int) (terms []string, more bool, err error) {
	for _, p := range v.parts {
		dict, err := p.dictionary(field)
		if err != nil {
			return nil, false, err
		}
		it := dict.AutomatonIterator(nil, []byte(prefix), after([]byte(prefix)))
		for range limit + 1 {
			entry, err := it.Next()
			if err != nil {
				return nil, false, err
			}
			if entry == nil {
				break
			}
			terms = append(terms, entry.Term)
		}
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	return terms[:min(len(terms), limit)], len(terms) > limit, nil
}

// havingAny gives the documents that have one of many terms in a field. It leaves
// out the terms from which on they would be too many, and says so.
func (v *view) havingAny(field string, terms []string, spent *spending) (docs *roaring.Bitmap, cut bool, err error) {
	all := make(dense, v.size/64+1)
	lists := make([]segment.PostingsList, len(v.parts))
	for _, t := range terms {
		n := 0
		for i, p := range v.parts {
			if lists[i], err = p.list(field, t); err != nil {
				return nil, false, err
			}
			n += int(lists[i].Count())
		}
		if !spent.join(n) {
			cut = true
			break
		}
		for i, p := range v.parts {
			if o, ok := lists[i].Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator); ok {
				if doc, single := o.DocNum1Hit(); single {
					all.add(p.offset + uint32(doc))
				} else if actual := o.ActualBitmap(); actual != nil {
					eachOf(actual, func(doc uint32) { all.add(p.offset + doc) })
				}
			}
		}
	}
	return roaring.FromDense(all, false), cut, nil
}

// after is the first key behind all that begin with prefix, or nil.
func after(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}
