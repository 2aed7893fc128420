package words

import bleveindex "github.com/blevesearch/bleve_index_api"

// StemMark begins a stem in the index, so that the exact form "general" and the
// stem of "generally" are two terms.
const StemMark = "~"

// Frequencies counts the terms of a text as a segment keeps them: of each word its
// exact form, with the places where it stands, and its marked stems, with how often
// they occur alone. Phrases are looked for by exact forms, so that the places of
// stems, and the bytes at which words begin and end, would only take room: two
// thirds of what postings take. The length counts all terms.
func (a *Analyzer) Frequencies(text string) (terms bleveindex.TokenFrequencies, length int) {
	read := a.Words(text)
	letters := 0
	for _, w := range read {
		length += 1 + len(w.Stems)
		letters += len(w.Exact)
		for _, stem := range w.Stems {
			letters += len(StemMark) + len(stem)
		}
	}
	// What is counted shares its room: made one by one it took a twelfth of the time
	// of indexing.
	terms = make(bleveindex.TokenFrequencies, length)
	counts, written := make([]bleveindex.TokenFreq, 0, length), make([]byte, 0, letters)
	places := make([]bleveindex.TokenLocation, 0, len(read))
	pointers := make([]*bleveindex.TokenLocation, 0, len(read))
	count := func(mark, term string) *bleveindex.TokenFreq {
		from := len(written)
		written = append(append(written, mark...), term...)
		t := terms[string(written[from:])]
		if t == nil {
			counts = append(counts, bleveindex.TokenFreq{Term: written[from:len(written):len(written)]})
			t = &counts[len(counts)-1]
			terms[string(t.Term)] = t
		}
		t.SetFrequency(t.Frequency() + 1)
		return t
	}
	for _, w := range read {
		t := count("", w.Exact)
		places = append(places, bleveindex.TokenLocation{Position: w.Position})
		if at := &places[len(places)-1]; t.Locations == nil {
			pointers = append(pointers, at)
			t.Locations = pointers[len(pointers)-1 : len(pointers) : len(pointers)]
		} else {
			t.Locations = append(t.Locations, at)
		}
		for _, stem := range w.Stems {
			count(StemMark, stem)
		}
	}
	return terms, length
}
