package words

import "github.com/blevesearch/bleve/v2/analysis"

// StemMark begins a stem in the index, so that the exact form "general" and the
// stem of "generally" are two terms.
const StemMark = "~"

// Analyze makes an Analyzer one of Bleve's: each word gives its exact form and
// its marked stems, all at one position.
func (a *Analyzer) Analyze(text []byte) analysis.TokenStream {
	var out analysis.TokenStream
	for _, w := range a.Words(string(text)) {
		token := func(term string) {
			out = append(out, &analysis.Token{Start: w.Start, End: w.End, Position: w.Position, Term: []byte(term)})
		}
		token(w.Exact)
		for _, stem := range w.Stems {
			token(StemMark + stem)
		}
	}
	return out
}
