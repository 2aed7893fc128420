package index

import (
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// A holding is what the columns need of one segment. A segment never changes, so
// it is read once; which of its documents were deleted, and where its numbers
// begin, is of a snapshot.
type holding struct {
	keys   []key
	values map[Column]map[string]*roaring.Bitmap // by the segment's own numbers

	// numbered are the values as the last snapshot numbered them, without what was
	// deleted; with what it was made for.
	numbered map[Column]map[string]*roaring.Bitmap
	offset   uint32
	gone     uint64
}

// holding reads the field facet and the keys of a segment.
func (p part) holding() (*holding, error) {
	s := &holding{values: map[Column]map[string]*roaring.Bitmap{}}
	dict, err := p.Dictionary(facetField)
	if err != nil {
		return nil, err
	}
	own := part{Segment: p.Segment}
	for it := dict.AutomatonIterator(nil, nil, nil); ; {
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			return nil, err
		}
		name, value, _ := strings.Cut(entry.Term, facetSeparator)
		column := Column(name)
		if s.values[column] == nil {
			s.values[column] = map[string]*roaring.Bitmap{}
		}
		s.values[column][value] = own.set(list)
	}
	s.keys, err = p.keys()
	return s, err
}

// number gives the values the numbers of a snapshot, in which the segment is p.
func (h *holding) number(p part) {
	switch {
	case h.numbered != nil && h.offset == p.offset && h.gone == p.gone():
		return
	case p.offset == 0 && p.gone() == 0:
		h.numbered = h.values
	default:
		h.numbered = make(map[Column]map[string]*roaring.Bitmap, len(h.values))
		for column, values := range h.values {
			sets := make(map[string]*roaring.Bitmap, len(values))
			for value, docs := range values {
				if p.gone() > 0 {
					docs = roaring.AndNot(docs, p.deleted)
				}
				if !docs.IsEmpty() {
					sets[value] = roaring.AddOffset64(docs, int64(p.offset))
				}
			}
			h.numbered[column] = sets
		}
	}
	h.offset, h.gone = p.offset, p.gone()
}

// gone counts the deleted documents of a part.
func (p part) gone() uint64 {
	if p.deleted == nil {
		return 0
	}
	return p.deleted.GetCardinality()
}
