// Package review is what people conclude about overlaps. Groups of provisions
// that say the same come in as plain values (index/overlap finds them, and this
// package does not know it); verdicts, comments and assignments are entries of
// the journal (tracker/store); out comes how each group stands.
//
// # When a verdict stands
//
// A verdict is about the words that were compared. It stands while the latest
// text held of each instrument still has every one of them, wherever in the text
// and under whatever label; it reopens when one of them is gone or changed, and
// when a provision that nobody compared joins the group. An instrument that was
// abrogated since reopens nothing: there is one text less to decide about.
//
// A second reviewer may dissent: then both verdicts stand, side by side, until
// one that is no dissent answers them.
//
// # How a group is known again
//
// A group's id changes with its words. So what was said belongs to every group
// that has two provisions in common with the one it was said of: the same words,
// or the same place, of the same instrument.
package review
