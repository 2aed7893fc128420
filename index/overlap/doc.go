// Package overlap says which provisions of different instruments say the same:
// it is derived from the record like the full-text index, may be thrown away at
// any time, and comes back identical.
//
// Texts flow in through [Engine.Update], in the order of the journal; groups of
// provisions with their relation and its evidence flow out of [Engine.Groups].
// [Engine.Check] compares a draft with everything that stands, and keeps nothing.
//
// # What is compared
//
// Of every instrument one revision takes part: the latest that is held, unless
// the instrument was abrogated. Revisions of one instrument are never compared
// with each other. Equal wordings are collapsed first; then, language by
// language (shelf.go):
//
//	reader.go      words become numbers; citations, dates and names of treaties become entities that carry no weight
//	grams.go       each run of three words (of four Chinese characters) is a number
//	build.go       runs and the texts they stand in, sorted (postings.go), and turned round (forward.go)
//	probe.go       texts that share rare runs are candidates
//	features.go    what a candidate pair has in common, in numbers
//	verifier.go    the numbers become a probability (data/overlap/verifier.json)
//
// A run's weight falls with the number of instruments that use it, from 1 for
// two to 0 for what is boilerplate. The languages of a provision vote (pairs.go).
// What is left is explained (evidence.go), weighed for whether a reviewer would
// want to see it (sight.go, clause.go, reviewer.go), named (relation.go, class.go) and
// gathered around the text that most others resemble (star.go, twin.go, family.go). What
// a reader is shown of it is told in any language that holds it (explain.go, shared.go).
//
// # Caveats
//
// Everything is in memory, and made anew from the record when the engine is
// opened; [Engine.Refresh] says how far it is. Weights are whole numbers and all
// orders are total, so that the same record gives the same bytes on any machine.
// Hashes of 40 bits stand for runs of words: two runs in a hundred thousand
// million are taken for one.
package overlap
