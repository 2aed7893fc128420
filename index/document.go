package index

import (
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"concord/tracker"
)

// A field is what Bleve is given of a document under one name: terms that are
// counted already.
type field struct {
	name    string
	options bleveindex.FieldIndexingOptions
	terms   bleveindex.TokenFrequencies
	length  int
}

func (f *field) Name() string                                          { return f.name }
func (f *field) ArrayPositions() []uint64                              { return nil }
func (f *field) Options() bleveindex.FieldIndexingOptions              { return f.options }
func (f *field) Value() []byte                                         { return nil }
func (f *field) NumPlainTextBytes() uint64                             { return 0 }
func (f *field) Size() int                                             { return len(f.terms) }
func (f *field) EncodedFieldType() byte                                { return 't' }
func (f *field) Analyze()                                              {}
func (f *field) AnalyzedLength() int                                   { return f.length }
func (f *field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }

// A documents makes the documents of one text. What its provisions have in common is
// counted once.
type documents struct {
	index    *Index
	text     tracker.Text
	title    *field
	headings map[string]*field
}

func (x *Index) documents(t tracker.Text) *documents {
	d := &documents{index: x, text: t, headings: map[string]*field{}}
	d.title = d.field(titleField, t.Title)
	return d
}

// field gives a field of words, or nil when there are none.
func (d *documents) field(name, text string) *field {
	if text == "" {
		return nil
	}
	f := &field{name: fieldName(name, d.text.Lang), options: bleveindex.IndexField | bleveindex.IncludeTermVectors}
	f.terms, f.length = d.index.analyzers[d.text.Lang].Frequencies(text)
	return f
}

// heading gives the field of a heading.
func (d *documents) heading(text string) *field {
	f, known := d.headings[text]
	if !known {
		f = d.field(headingField, text)
		d.headings[text] = f
	}
	return f
}

// document makes the document of the n-th provision.
func (d *documents) document(id string, p tracker.Provision, n int) *document.Document {
	doc := document.NewDocument(id)
	for _, f := range []*field{
		d.field(textField, p.Text), d.heading(p.Heading), d.title, d.field(notesField, noteText(p.Notes)),
	} {
		if f != nil {
			doc.AddField(f)
		}
	}
	doc.AddField(values(facetField, bleveindex.IndexField|bleveindex.SkipFreqNorm, d.index.facetTerms(d.text, p)...))
	doc.AddField(values(keyField, bleveindex.IndexField|bleveindex.DocValues|bleveindex.SkipFreqNorm, newKey(d.text, p, n).String()))
	return doc
}

// values makes a field of terms that are not words.
func values(name string, options bleveindex.FieldIndexingOptions, terms ...string) *field {
	f := &field{name: name, options: options, terms: make(bleveindex.TokenFrequencies, len(terms))}
	for _, t := range terms {
		f.terms[t] = &bleveindex.TokenFreq{Term: []byte(t)}
	}
	return f
}
