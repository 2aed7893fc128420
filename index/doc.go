// Package index is the full-text index: it is derived from the record, may be
// deleted at any time, and comes back identical.
//
// Texts flow in through [Index.Apply], in the order of the journal; hits flow
// out of [Index.Search]. What people type becomes a [Query] in [Parse].
//
// # What is kept
//
// One document a provision and language, named by its address and language:
//
//	itu/pp/res/130@pp-18/ar#resolves.3
//
// with the fields text, heading, title and notes, each once a language
// ("text_ar"), counted by index/words before Bleve sees them (document.go), and one field "facet" whose terms are a
// column and a value ("session\x1fpp-18"). Nothing is stored: the words of a hit
// are read from the record. The position in the journal and the version of this
// layout are written in the batch that they describe, so a crash leaves the
// index at an entry's boundary and never between.
//
// # How it is read
//
// Bleve writes the segments, merges them and takes the snapshots. Searching
// reads a snapshot's posting lists directly (view.go), because facets and
// filters need every match and a score of our own: holding.go turns the field
// "facet" into bitmaps once a segment, columns.go joins them once a snapshot, plan.go says what a query asks of each
// language, match.go finds it by sets of documents alone, score.go scores what was found from
// the postings (posting.go), search.go and facet.go make the answer. What one
// search may read is bounded in spending.go; what searches keep for each other is
// in recent.go, and changes no answer.
//
// # Caveats
//
// Bleve trusts its segments, so whoever follows the journal compares them with their
// checksums, at the start and when a reading goes wrong ([Index.Check]), and makes a
// damaged index anew ([Index.Renew]). The places of words are kept of exact forms
// only, so that phrases are looked for by these. Hits with equal scores stand in the
// order in which they were indexed.
package index
