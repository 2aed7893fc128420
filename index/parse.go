package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
	"concord/tracker"
)

// A Query is what somebody asks for: every clause must match, nothing of Not may,
// and every filter holds.
type Query struct {
	Clauses []Clause
	Not     []Term
	Filters []Filter
	// Reference is what was typed outside filters when it may name a text: "Res. 130
	// (Rev. Dubai, 2018)". It is empty when the query has phrases, OR, - or *.
	Reference string
	// Notes say what was ignored, and why.
	Notes []string

	Reader tracker.Lang // language in which hits are also shown; may be empty
	Offset int          // hits to skip
	Limit  int          // hits to give; 0 is 10
}

// A Clause matches when one of its terms does.
type Clause []Term

// A Term is a word, a phrase, or the beginning of a word.
type Term struct {
	Text   string
	Phrase bool
	Prefix bool
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
	maxQuery = 1000 // code points
	maxTerms = 12   // words, phrases and prefixes together
	maxTerm  = 80   // code points of one term

	// minPrefix is the fewest letters before *: fewer match a good part of every
	// dictionary. One Chinese character already says much.
	minPrefix = 3
)

// quotes pairs the quotation marks of six languages.
var quotes = map[rune]string{
	'"': "\"", '“': "”\"“", '”': "”\"", '„': "“”\"", '«': "»", '»': "«»", '「': "」", '『': "』", '《': "》", '＂': "＂",
}

// fields gives the column of each field name that can be typed before a colon.
var fields = map[string]Column{
	"body": Body, "session": Session, "kind": Kind, "number": Number, "year": Year, "lang": Lang, "language": Lang,
	"section": Section, "role": Role, "addressee": Addressee, "standing": Standing, "in-force": Standing,
}

// Parse reads a query as people type it. It never fails: what it cannot use is
// left out and noted.
//
//	broadband access         both words, in any of the languages that have them
//	"universal access"       these words in this order; « », „ “, 「」 and 《》 do too
//	broadband OR satellite   either
//	-satellite               without
//	telecom*                 words that begin so
//	session:pp-18            body, session, kind, number, year, lang, section, role,
//	                         addressee, standing, in-force; values after a comma: either
//	130, Res. 130            the text of that number first: see [Results.Jumps]
func Parse(s string) Query {
	p := parser{}
	if utf8.RuneCountInString(s) > maxQuery {
		s = string([]rune(s)[:maxQuery])
		p.note("only the first %d characters were read", maxQuery)
	}
	p.rest = strings.ToValidUTF8(s, " ")
	for p.item() {
	}
	if p.or {
		p.note("OR stands between two words")
	}
	if !p.special {
		p.q.Reference = strings.Join(p.plain, " ")
	}
	return p.q
}

type parser struct {
	rest    string
	q       Query
	or      bool // an OR waits for its second term
	after   bool // the last item was a term that an OR may follow
	special bool // a phrase, OR, - or * was used
	plain   []string
	terms   int
}

func (p *parser) note(format string, args ...any) {
	if n := fmt.Sprintf(format, args...); !slices.Contains(p.q.Notes, n) {
		p.q.Notes = append(p.q.Notes, n)
	}
}

// item reads one item and reports whether there was one.
func (p *parser) item() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	if p.rest == "" {
		return false
	}
	not := false
	if r, size := utf8.DecodeRuneInString(p.rest[1:]); p.rest[0] == '-' && size > 0 && !unicode.IsSpace(r) {
		not = true
		p.rest = p.rest[1:]
	}
	if p.filter(not) {
		p.after = false
		return true
	}
	if text, ok := p.quoted(); ok {
		p.special = true
		p.term(Term{Text: text, Phrase: true}, not)
		return true
	}
	word := p.word()
	switch {
	case word == "OR" && !not:
		p.special = true
		if p.or || !p.after {
			p.note("OR stands between two words")
		}
		p.or = p.after
	case strings.HasSuffix(word, "*"):
		p.special = true
		p.prefix(strings.TrimRight(word, "*"), not)
	default:
		p.plain = append(p.plain, word)
		p.term(Term{Text: word}, not)
	}
	return true
}

// word takes the next item without quotes.
func (p *parser) word() string {
	end := strings.IndexFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || quotes[r] != "" })
	switch end {
	case -1:
		end = len(p.rest)
	case 0:
		_, end = utf8.DecodeRuneInString(p.rest)
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	return word
}

// quoted takes a phrase, if one begins here. A quote that never closes holds all
// that follows.
func (p *parser) quoted() (string, bool) {
	open, size := utf8.DecodeRuneInString(p.rest)
	closers := quotes[open]
	if closers == "" {
		return "", false
	}
	inside := p.rest[size:]
	end := strings.IndexAny(inside, closers)
	if end < 0 {
		p.note("the quote %c is not closed", open)
		p.rest = ""
		return inside, true
	}
	_, size = utf8.DecodeRuneInString(inside[end:])
	p.rest = inside[end+size:]
	return inside[:end], true
}

// filter takes field:value, if that is what stands here.
func (p *parser) filter(not bool) bool {
	end := strings.IndexAny(p.rest, ":：")
	if end < 0 {
		return false
	}
	name := strings.ToLower(p.rest[:end])
	column, known := fields[name]
	if !known {
		return false
	}
	_, size := utf8.DecodeRuneInString(p.rest[end:])
	p.rest = p.rest[end+size:]
	value, ok := p.quoted()
	if !ok && p.rest != "" && !unicode.IsSpace(rune(p.rest[0])) {
		value = p.word()
	}
	values := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '，' || r == '،' })
	if len(values) == 0 {
		p.note("%s: has no value", name)
		return true
	}
	if name == "in-force" {
		switch strings.ToLower(values[0]) {
		case "yes", "true":
		case "no", "false":
			not = !not
		default:
			p.note("in-force: is yes or no, not %q", values[0])
			return true
		}
		values = []string{string(tracker.InForce)}
	}
	p.q.Filters = append(p.q.Filters, Filter{Column: column, Values: values, Not: not})
	return true
}

func (p *parser) prefix(text string, not bool) {
	letters := utf8.RuneCountInString(text)
	if letters >= minPrefix || letters > 0 && words.ScriptOf(text) == words.Han {
		p.term(Term{Text: text, Prefix: true}, not)
		return
	}
	p.note("%s*: at least %d letters stand before *", text, minPrefix)
	p.term(Term{Text: text}, not)
}

// term adds a term to its clause, or to Not. Terms without letter and digit are
// punctuation, and are passed over.
func (p *parser) term(t Term, not bool) {
	if !strings.ContainsFunc(t.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return
	}
	p.special = p.special || not
	if p.terms == maxTerms {
		p.note("only the first %d words count, not %q and what follows", maxTerms, t.Text)
		p.or = false
		return
	}
	p.terms++
	if utf8.RuneCountInString(t.Text) > maxTerm {
		p.note("only the first %d characters of %q count", maxTerm, string([]rune(t.Text)[:12])+"…")
		t.Text = string([]rune(t.Text)[:maxTerm])
	}
	switch last := len(p.q.Clauses) - 1; {
	case not:
		p.q.Not = append(p.q.Not, t)
		p.or, p.after = false, false
	case p.or:
		p.q.Clauses[last] = append(p.q.Clauses[last], t)
		p.or, p.after = false, true
	default:
		p.q.Clauses = append(p.q.Clauses, Clause{t})
		p.after = true
	}
}
