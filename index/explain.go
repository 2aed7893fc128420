package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// An Explanation says where a hit's score comes from: the sum of the parts times
// every factor.
type Explanation struct {
	Parts   []Part   `json:"parts"`
	Factors []Factor `json:"factors,omitempty"`
}

// A Part is what one word or phrase of the query adds to a score:
//
//	Weight × Rarity × Count×2.2 ÷ (Count + 1.2×(0.25 + 0.75×Length÷usual length of the field))
//
// which is BM25.
type Part struct {
	Words  string  `json:"words"`
	Field  string  `json:"field"`  // text, heading, title or notes
	Weight float32 `json:"weight"` // of the field, and of the word: exact form, synonym, all in order
	Rarity float32 `json:"rarity"` // idf: how few provisions of the language have it in this field
	Count  float32 `json:"count"`  // tf: how often it stands there
	Length float32 `json:"length"` // of the field, in words
	Score  float32 `json:"score"`
}

// A Factor raises or lowers a score for what the provision is.
type Factor struct {
	Why   string  `json:"why"`
	Value float32 `json:"value"`
}

// A trace gathers the parts of the documents that are its keys.
type trace map[uint32]*Explanation

func (t trace) add(doc uint32, p Part) {
	if e := t[doc]; e != nil {
		e.Parts = append(e.Parts, p)
	}
}

// only is the trace of the documents that are in a set; it shares them with t.
func (t trace) only(docs *roaring.Bitmap) trace {
	out := trace{}
	for doc, e := range t {
		if docs.Contains(doc) {
			out[doc] = e
		}
	}
	return out
}

// lengths says how many parts each document has, to forget those that follow.
func (t trace) lengths() map[uint32]int {
	if t == nil {
		return nil
	}
	out := make(map[uint32]int, len(t))
	for doc, e := range t {
		out[doc] = len(e.Parts)
	}
	return out
}

// forget drops what was added since before to documents that kept, which is in
// order, does not have: their group did not match after all.
func (t trace) forget(before map[uint32]int, kept []match) {
	for doc, e := range t {
		if _, found := slices.BinarySearchFunc(kept, doc, func(m match, d uint32) int { return int(m.doc) - int(d) }); !found {
			e.Parts = e.Parts[:before[doc]]
		}
	}
}
