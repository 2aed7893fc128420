package index

import "concord/tracker"

// A Query is what somebody asks for: what its group asks, and every filter.
//
// # The language
//
// [Parse] reads what people type. Words must all match, in any order; the best
// matches come first. Where nothing has all words of a query without operators,
// what has some of them is given, and a note says so. Capitals, accents, vowel marks and width never matter.
//
//	broadband access           both words, or others of the same stem
//	"universal access"         these words in this order; « » „ “ 「 」 《 》 and ” do too
//	"climate chang*"           the last word of a phrase may be a beginning
//	broadband OR satellite     either; binds closer than standing side by side
//	satellite AND rural        the same as satellite rural
//	-satellite  NOT satellite  without
//	(a OR b) (c OR "d e") -(f g)   groups, as deep as eight
//	telecom*  cyber-sec*       words that begin so; three letters at least, one in Chinese
//	acess~  resoltuion~2       near spellings: one letter wrong, or two
//	session:pp-18              a field: body, session, kind, number, year, lang, section,
//	                           role, addressee, standing, state, status, cites, or their
//	                           names in the other languages: année:2018 年份:2018
//	lang:ar,zh                 one of several values
//	addressee:"Member States"  a value of several words
//	-role:preamble             without a value
//	year:2014..2018  number:100..  a range, open at either end
//	in-force:yes  in-force:no  texts that count today, or that do not
//	in-force:2018-11-20        texts that counted at the end of that day
//	state:in-progress          mandates of which that is known; 状态:进行中
//	status:"in force"          the standing of the text where it is one, else the state
//	cites:71  cites:itu/pp/res/71  cites:C26/32  provisions that name a text
//	(session:pp-18 OR year:2014) broadband  a field in a group
//	130  Res. 130 (Rev. Dubai, 2018)  resolves 3 of 130  第130号决议  القرار 130
//	itu/pp/res/130@pp-18#resolves.3   numbers, names and addresses: see [Results.Jumps]
//
// The words of a question ("who must", qu'est-ce que, 怎么) are not looked for; who
// asks for an action gets provisions that act a little higher. Where fewer than a
// page have every word, [Results.Partly] has those with most of them.
//
// AND, OR and NOT are operators in capitals only. A word or term of the glossary
// also finds its equivalents in the other languages, a little lower; in quotes
// it stands for itself alone. What cannot be used is left out, and a note says
// so and what to type instead; there is no error.
type Query struct {
	Group
	Filters []Filter
	// Reference is what was typed outside filters when it may name a text: "Res. 130
	// (Rev. Dubai, 2018)". It is empty when the query has phrases, OR, -, * or ~.
	Reference string
	typed     string
	asks      asks    // as a question
	share     float32 // of the words, by rarity, that is enough; 0 is all
	// Notes say what was ignored, and why.
	Notes []Note

	Reader tracker.Lang // language in which hits are also shown; may be empty
	Offset int          // hits to skip
	Limit  int          // hits to give; 0 is 10
	Cursor string       // [Results.Next] of the page before; Offset then does not count
	Sort   Sort
	// ByInstrument gives one hit an instrument: its best provision.
	ByInstrument bool
	Explain      bool // say where scores come from
}

// A Group matches when every clause does and nothing of Not.
type Group struct {
	Clauses []Clause
	Not     []Term
}

// A Clause matches when one of its terms does.
type Clause []Term

// A Term is a word, a phrase, the beginning or the near spelling of a word, a
// group, or a filter. Group and Filter stand alone; the others need Text.
type Term struct {
	Text   string
	Phrase bool
	Prefix bool // with Phrase, of the last word
	Near   int  // letters that may be wrong
	Group  *Group
	Filter *Filter

	bare      bool   // the glossary adds nothing to it
	synonymOf string // the typed words that the glossary has this for
}

// A Filter keeps the provisions with one of the values in a column, or, with
// Not, those without.
type Filter struct {
	Column Column
	Values []string
	Not    bool
}

// What a query may hold. Delegates type three words; the bounds keep a pasted
// page from being served slowly, and are far above what anyone means.
const (
	maxQuery   = 1000 // code points
	maxTerms   = 12   // words, phrases, beginnings and fields in groups, together
	maxTerm    = 80   // code points of one term
	maxNesting = 8    // groups in groups

	// minPrefix is the fewest letters before *: fewer match a good part of every
	// dictionary. One Chinese character already says much.
	minPrefix = 3
	// minNear is the fewest letters before ~: one letter of three is a third of
	// the word, and the word could be any.
	minNear = 4
	// longNear is the length from which ~ alone allows two wrong letters.
	longNear = 8
	maxNear  = 2
)
