// Package mandate reads what a text asks of whom: a stored text becomes mandates,
// and for each other operative provision the reason why it is none. It is computed
// whenever a text is read and stores nothing.
//
// A provision passes three steps:
//
//	marked   its words in a form for matching, every list of addressees one "@"
//	frame    who is asked, by the heading, by the words, or by the provision above
//	fields   verb and object, who co-operates, report to whom, how often, until when
//
// The rules are data, one file a language in the folder mandates; addressees and
// headings are the registry's. A field that no rule finds stays empty. An ask
// whose addressee is in no list is a mandate with a doubt, never with a guess.
//
// # The form that patterns match
//
// Folded as by [tracker.Fold], each word and each sign with one space before it,
// and one space at the end; Chinese without spaces. "@" is one addressee or
// several joined ones, articles included. In a pattern
//
//	@   a list of addressees
//	…   up to twelve words, with commas but in one clause (Chinese: 40 characters)
//	‥   up to four words without any sign (Chinese: 10 characters)
//	#   a number, in digits or in words of the file's table
//
// # Caveats
//
// A provision is one mandate, even where it asks two: the leads are all of them,
// verb and object are those of the first. "Resolves to continue" names nobody: it is
// listed as such and is no mandate of the Union's.
package mandate
