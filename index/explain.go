package index

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
	Why   Note    `json:"why"`
	Value float32 `json:"value"`
}

// A trace gathers the parts of the documents that are its keys.
type trace map[uint32]*Explanation

func (t trace) add(doc uint32, p Part) {
	if e := t[doc]; e != nil {
		e.Parts = append(e.Parts, p)
	}
}
