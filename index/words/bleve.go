package words

import bleveindex "github.com/blevesearch/bleve_index_api"

// StemMark begins a stem in the index, so that the exact form "general" and the
// stem of "generally" are two terms.
const StemMark = "~"

// Frequencies counts the terms of a text as a segment keeps them: of each word its
// exact form, with the places where it stands, and its marked stems, with how often
// they occur alone. Phrases are looked for by exact forms, so that the places of
// stems, and the bytes at which words begin and end, would only take room: two
// thirds of what postings take. A word that is its own stem is kept once: who asks
// for a stem asks for that word too. The length counts it twice, so that it says
// how long the text is.
func (a *Analyzer) Frequencies(text string) (terms bleveindex.TokenFrequencies, length int) {
	read := a.Words(text)
	for _, w := range read {
		length += 1 + len(w.Stems)
	}
	terms = make(bleveindex.TokenFrequencies, length)
	// Counts share their room: made one by one they took a twelfth of the time of
	// indexing.
	counts := make([]bleveindex.TokenFreq, length)
	at := make([]*bleveindex.TokenLocation, 0, len(read))
	count := func(term string) *bleveindex.TokenFreq {
		t := terms[term]
		if t == nil {
			t, counts = &counts[0], counts[1:]
			terms[term] = t
		}
		t.SetFrequency(t.Frequency() + 1)
		return t
	}
	for _, w := range read {
		t := count(w.Exact)
		if t.Locations == nil {
			at = append(at, place(w.Position))
			t.Locations = at[len(at)-1 : len(at) : len(at)]
		} else {
			t.Locations = append(t.Locations, place(w.Position))
		}
		for _, stem := range w.marked {
			count(stem)
		}
	}
	return terms, length
}

// places are the first places of a text, which all texts have. Nobody changes them.
var places = func() (all [512]bleveindex.TokenLocation) {
	for i := range all {
		all[i].Position = i
	}
	return all
}()

func place(position int) *bleveindex.TokenLocation {
	if position < len(places) {
		return &places[position]
	}
	return &bleveindex.TokenLocation{Position: position}
}

// marked gives the stems of a form as terms. A stem that is spelled like the form
// is left out.
func marked(f form) (out []string) {
	for _, stem := range f.stems {
		if stem != f.exact {
			out = append(out, StemMark+stem)
		}
	}
	return out
}
