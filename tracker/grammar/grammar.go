// Package grammar is the second stage: a document's paragraphs become texts
// with sections, provisions, labels, addressees and citations, in six
// languages. The words it looks for are data; see [Load].
//
// A heading is a verb, then addressees, then perhaps "in consultation with X";
// it is matched as such, longest first, and not from a closed list. Style names
// (ResNo, Call, enumlev1) are believed first where a file carries them; the
// words decide otherwise.
//
// # Provision addresses
//
// The part after # is the section key, then one element a label:
//
//	instructs-sg.3.a      heading "instructs the Secretary-General", label "3", then "a)"
//	resolves.1.1          label "1.1" under "1"
//	resolves-2.1          the second section with the same key
//	resolves              a lone item: its section's key
//	resolves.p2           the second unlabelled paragraph of a section that has several
//	resolves.3.d1         the first dash under 3
//	considering.b-bis     label "b)bis"
//	preamble.4            the fourth preambular paragraph of a text without headings (UN)
//	operative.4.a         its operative paragraph 4 (a)
//	annex-2.1.3           in annex 2
//	section-1.11.2        number 1.11.2 of a body with numbered sections (rules of procedure)
//	article-3.p2          the second paragraph of an article
//	text.7.1.2            number 7.1, item 2) of a text without sections (ITU-T Recommendations)
//	invites-other         a heading that asks somebody who is in no list of addressees
//
// "Further", "also" and their like in six languages are one word, "further":
// languages use them freely for each other. Resolves is decides in a decision,
// and the other way round, since most languages have one verb for both.
// Addressees stand in a key in the registry's order. Those that are only
// consulted or help come after the leads in Addressees and not in the key.
//
// Labels are turned into the same letters and digits in every language: the
// Arabic enumerators alef, beh, jeem are a, b, c, and 1.2 in an Arabic text is
// 2.1.
//
// # What is not a provision
//
// Title and enacting phrase are fields of the text. Lines that belong to a text
// as a whole (a date, a line of adoption, "Ref.: Documents", a proposal's symbol
// and its reasons) and footnotes nobody refers to are Notes of the text; the
// former have no mark.
//
// # Caveats
//
// A heading glued into a paragraph is told from prose by what follows it; see
// builder.opens. Annexes are read for their numbers only: breaks in their
// sequences are not reported. A document is taken to be in one language.
package grammar

import (
	"concord/tracker"
	"concord/tracker/document"
)

// A Grammar reads documents. It is made once from data and safe for
// concurrent use.
type Grammar struct {
	registry *tracker.Registry
	words    words
	citer    *citer
}

// Options are what the reader of a file knows beside it.
type Options struct {
	Session string        // the session that adopted the texts, when the file does not say
	Lang    tracker.Lang  // overrides detection
	View    document.View // of tracked changes; the zero View is Proposed
	// Unnamed gives a text without a heading, whose enacting phrase names the body,
	// the place of a resolution that has no number yet.
	Unnamed bool
}

// AsContribution is the view that reads a document as proposals: whoever takes
// files in asks for [Grammar.Contribution] then, and Parse takes it for Proposed.
const AsContribution document.View = "contribution"

// A Result is all that one document holds.
type Result struct {
	Texts     []tracker.Text       `json:"texts"`
	Abrogated []tracker.Abrogation `json:"abrogated"`
	Faults    []tracker.Fault      `json:"faults"`
}
