// Package implementation says what was done about the mandates of the record.
// Texts, their revisions and what people wrote about them flow in; out comes a
// [View]: every mandate with its state, its whole history and what it became.
//
// # Carrying over
//
// Nothing is written when a new revision arrives. Each mandate of a revision is
// tied to those of the revision before by tracker/redline, and takes over what
// was written about them (carry.go):
//
//	the words stand (moved, renumbered, a citation brought up to date)    the state is kept
//	the words changed                                                     kept, to be confirmed
//	one became several, or several one                                    kept, to be confirmed, both ends linked
//	the words went, or the instrument did                                 closed, by that session
//
// A status that a person writes about the new words ends the doubt. So the
// journal holds what people wrote and nothing else, revisions may arrive in any
// order, and the same journal always gives the same history.
//
// # Writing
//
// [Plan.Write] judges every edit by the version that its writer saw, and writes
// those that nobody else's work stands against as one entry of the journal
// (write.go). The others come back with both values.
//
// # Who reads what
//
// A View is made for an actor: one that may not read internal notes gets a View
// that holds none, so nothing that is made of it can show any.
package implementation
