package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/index/words"
)

// quotes pairs the quotation marks of six languages.
var quotes = map[rune]string{
	'"': "\"", '“': "”\"“", '”': "”\"", '„': "“”\"", '«': "»", '»': "«»", '「': "」", '『': "』", '《': "》", '＂': "＂",
}

// Parse reads a query as people type it; the language is written down at
// [Query]. It never fails: what it cannot use is left out and noted.
func Parse(s string) Query {
	p := parser{open: make([]frame, 1)}
	if utf8.RuneCountInString(s) > maxQuery {
		s = string([]rune(s)[:maxQuery])
		p.note("query-long", maxQuery)
	}
	p.rest = strings.ToValidUTF8(s, " ")
	p.q.typed = p.rest
	for p.item() {
	}
	if len(p.open) > 1 {
		p.note("open-group")
	}
	for len(p.open) > 1 {
		p.closeGroup()
	}
	if p.top().or {
		p.note("or-alone")
	}
	p.q.Group = p.top().Group
	if !p.special {
		p.q.Reference = strings.Join(p.plain, " ")
	}
	return p.q
}

type parser struct {
	rest    string
	q       Query
	open    []frame // groups not yet closed; the first is the query itself
	not     bool    // a NOT waits for its term
	special bool    // something was used that no reference has
	plain   []string
	terms   int
}

// A frame is a group that is being read.
type frame struct {
	Group
	not   bool // - stands before it
	or    bool // an OR waits for its second term
	after bool // the last item was a term that an OR may follow
}

func (p *parser) top() *frame { return &p.open[len(p.open)-1] }

func (p *parser) note(key string, about ...any) {
	if n := newNote(key, about...); !slices.Contains(p.q.Notes, n) {
		p.q.Notes = append(p.q.Notes, n)
	}
}

// item reads one item and reports whether there was one.
func (p *parser) item() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	if p.rest == "" {
		return false
	}
	not := p.not
	p.not = false
	first, size := utf8.DecodeRuneInString(p.rest)
	if next, _ := utf8.DecodeRuneInString(p.rest[size:]); isMinus(first) && len(p.rest) > size && !unicode.IsSpace(next) {
		not = !not
		p.rest = p.rest[size:]
		first, size = utf8.DecodeRuneInString(p.rest)
	}
	switch {
	case first == '(' || first == '（':
		p.rest = p.rest[size:]
		if len(p.open) > maxNesting {
			p.note("deep", maxNesting)
			return true
		}
		p.open = append(p.open, frame{not: not})
		return true
	case len(p.open) > 1 && isClosing(first):
		p.rest = p.rest[size:]
		p.closeGroup()
		return true
	case p.field(not):
		return true
	}
	text, ok := p.quoted()
	if !ok {
		text, ok = p.singleQuoted()
	}
	if ok {
		p.special = true
		beginning, prefix := strings.CutSuffix(strings.TrimSpace(text), "*")
		p.term(Term{Text: beginning, Phrase: true, Prefix: prefix}, not)
		return true
	}
	p.wordOrOperator(not)
	return true
}

// AnyWord writes q as a search for any of its words, with its filters; it is
// empty when q has operators or one word only.
func (q Query) AnyWord() string {
	asked, err := shippedQuestions()
	if err != nil || q.Reference == "" {
		return ""
	}
	clauses, _ := asked.strip(q.Clauses)
	var typed []string
	for _, c := range asked.chinese.parted(clauses) {
		typed = append(typed, c[0].Text)
	}
	if len(typed) < 2 {
		return ""
	}
	var out strings.Builder
	out.WriteString(strings.Join(typed, " OR "))
	for _, f := range q.Filters {
		not := ""
		if f.Not {
			not = "-"
		}
		fmt.Fprintf(&out, " %s%s:%q", not, f.Column, strings.Join(f.Values, ","))
	}
	return out.String()
}

// isMinus reports whether r excludes what stands behind it: the hyphen, the
// minus, and the wide hyphen of Chinese keyboards.
func isMinus(r rune) bool { return r == '-' || r == '−' || r == '－' }

func isClosing(r rune) bool { return r == ')' || r == '）' }

func (p *parser) wordOrOperator(not bool) {
	word := p.word()
	bare, edits, isNear := cutNear(word)
	switch {
	case word == "OR" && !not:
		p.special = true
		f := p.top()
		if f.or || !f.after {
			p.note("or-alone")
		}
		f.or = f.after
	case word == "AND":
		p.not = not
	case word == "NOT" && strings.TrimSpace(p.rest) != "":
		p.special = true
		p.not = !not
	case strings.HasSuffix(word, "*"):
		p.special = true
		p.prefix(strings.TrimRight(word, "*"), not)
	case isNear:
		p.special = true
		p.near(bare, edits, not)
	default:
		p.plain = append(p.plain, word)
		p.term(Term{Text: strings.TrimRight(word, "?!,;؟،؛？！，；。")}, not)
	}
}

// cutNear cuts ~, ~1 or ~2 off the end of a word, or ~ off its beginning.
func cutNear(word string) (bare string, edits int, ok bool) {
	if bare, ok := strings.CutPrefix(word, "~"); ok {
		return strings.TrimRight(bare, "~"), 0, true
	}
	for edits, ending := range [...]string{"~", "~1", "~2"} {
		if bare, ok := strings.CutSuffix(word, ending); ok {
			return bare, edits, true
		}
	}
	return word, 0, false
}

// word takes the next item without quotes. In a group it ends where the group
// does: at a closing parenthesis that the word did not open.
func (p *parser) word() string {
	opened := 0
	end := strings.IndexFunc(p.rest, func(r rune) bool {
		switch {
		case unicode.IsSpace(r) || quotes[r] != "":
			return true
		case r == '(' || r == '（':
			opened++
		case isClosing(r):
			opened--
		}
		return opened < 0 && len(p.open) > 1
	})
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
		p.note("open-quote", string(open))
		p.rest = ""
		return inside, true
	}
	_, size = utf8.DecodeRuneInString(inside[end:])
	p.rest = inside[end+size:]
	return inside[:end], true
}

// singleQuoted takes a phrase in single quotes. The same marks are apostrophes, so
// that only one which ends a word closes it; without one there is no phrase.
func (p *parser) singleQuoted() (string, bool) {
	open, size := utf8.DecodeRuneInString(p.rest)
	closer := map[rune]rune{'\'': '\'', '‘': '’', '‚': '‘', '‹': '›', '›': '‹'}[open]
	if closer == 0 {
		return "", false
	}
	inside := p.rest[size:]
	for at, r := range inside {
		end := at + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(inside[end:])
		if r == closer && at > 0 && (end == len(inside) || !unicode.IsLetter(next) && !unicode.IsDigit(next)) {
			p.rest = inside[end:]
			return inside[:at], true
		}
	}
	return "", false
}

func (p *parser) prefix(text string, not bool) {
	letters := utf8.RuneCountInString(text)
	if letters >= minPrefix || letters > 0 && words.ScriptOf(text) == words.Han {
		p.term(Term{Text: text, Prefix: true}, not)
		return
	}
	p.note("prefix-short", text, minPrefix)
	p.term(Term{Text: text}, not)
}

// near takes a word before ~; edits is the number behind it, or 0.
func (p *parser) near(text string, edits int, not bool) {
	t := Term{Text: text, Near: 1}
	letters := utf8.RuneCountInString(text)
	switch {
	case words.ScriptOf(text) == words.Han:
		p.note("near-chinese", text)
		t.Near = 0
	case letters < minNear:
		p.note("near-short", text, minNear)
		t.Near = 0
	case edits == maxNear || edits == 0 && letters >= longNear:
		t.Near = maxNear
	}
	p.term(t, not)
}

// closeGroup ends the innermost group. One that only joins words to those around
// it leaves no trace: "Res. 130 (Rev. Dubai, 2018)" is still a reference.
func (p *parser) closeGroup() {
	f := *p.top()
	p.open = p.open[:len(p.open)-1]
	if f.or {
		p.note("or-alone")
	}
	outer := p.top()
	switch joins := !f.not && !outer.or && !p.orFollows(); {
	case len(f.Clauses)+len(f.Not) == 0:
	case joins:
		outer.Clauses = append(outer.Clauses, f.Clauses...)
		outer.Not = append(outer.Not, f.Not...)
		outer.after = false
	case len(f.Clauses) == 0:
		p.note("group-empty")
		outer.or, outer.after = false, false
	default:
		p.special = true
		p.add(Term{Group: &f.Group}, f.not)
	}
}

// orFollows reports whether the next item is OR.
func (p *parser) orFollows() bool {
	rest := strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	return rest == "OR" || strings.HasPrefix(rest, "OR") && unicode.IsSpace(rune(rest[2]))
}

// term adds a term of words. One without letter and digit is punctuation, and is
// passed over.
func (p *parser) term(t Term, not bool) {
	if !strings.ContainsFunc(t.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return
	}
	if utf8.RuneCountInString(t.Text) > maxTerm {
		p.note("term-long", maxTerm, string([]rune(t.Text)[:12])+"…")
		t.Text = string([]rune(t.Text)[:maxTerm])
	}
	p.count(t, t.Text, not)
}

// count adds a term unless there are too many.
func (p *parser) count(t Term, typed string, not bool) {
	p.special = p.special || not
	if p.terms == maxTerms {
		p.note("terms", maxTerms, typed)
		p.top().or = false
		return
	}
	p.terms++
	p.add(t, not)
}

// add adds a term to its clause, or to Not, of the innermost group.
func (p *parser) add(t Term, not bool) {
	f := p.top()
	switch last := len(f.Clauses) - 1; {
	case not:
		if f.or {
			p.note("or-not")
		}
		f.Not = append(f.Not, t)
		f.or, f.after = false, false
	case f.or:
		f.Clauses[last] = append(f.Clauses[last], t)
		f.or, f.after = false, true
	default:
		f.Clauses = append(f.Clauses, Clause{t})
		f.after = true
	}
}
