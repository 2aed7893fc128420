// Package tracker is the vocabulary of Concord: what a resolution is, how each
// of its paragraphs is addressed, and the words every other package uses for
// them. It imports the standard library only.
//
// The folders below it are stages of one pipeline:
//
//	tracker/document        bytes -> Document: paragraphs, labels, notes, tracked changes
//	tracker/grammar         Document -> Texts: provisions, addressees, citations
//	tracker/mandate         Text -> Mandates: who is asked to do what, with whom, until when
//	tracker/intake          a file becomes part of the record; a Receipt says what was understood
//	tracker/store           the record: a journal and the state made from it
//	tracker/redline         what changed between two texts
//
// What a conference adopts is described in four steps, after FRBR:
//
//	Instrument  itu/pp/res/130                       keeps its number for life (work)
//	Revision    itu/pp/res/130@pp-18                 as one session adopted it (expression)
//	Text        itu/pp/res/130@pp-18/ar              a revision in one language
//	Provision   itu/pp/res/130@pp-18#instructs-sg.3.a   one paragraph; the same address in every language
//
// Bodies, sessions, addressees and headings are data: a [Registry] is read
// from files, and another organization is another set of files.
package tracker
