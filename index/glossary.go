package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"concord/index/words"
	"concord/tracker"
)

// A glossary knows which words of a query stand for a concept, and what the
// concept is called in each language. Its concepts are those of the registry,
// its addressees, and its bodies.
type glossary struct {
	analyzers map[tracker.Lang]*words.Analyzer
	concepts  []tracker.Concept
	known     map[tracker.Lang]map[string]int // reading of a name: number of its concept
	begins    map[string]bool                 // words that a reading begins with
}

// synonymWeight lowers what the glossary added: a term in the words that were
// typed is better evidence than its translation.
const synonymWeight = 0.6

const (
	longestName = 8  // words of a name; "World Summit on the Information Society" has six
	maxReadings = 32 // of a name whose words have several stems
)

func newGlossary(registry *tracker.Registry, analyzers map[tracker.Lang]*words.Analyzer) *glossary {
	g := &glossary{analyzers: analyzers, known: map[tracker.Lang]map[string]int{}, begins: map[string]bool{}}
	for _, l := range tracker.Langs {
		g.known[l] = map[string]int{}
	}
	for _, c := range registry.Glossary {
		g.add(c, c.Terms)
	}
	for _, a := range registry.Addressees {
		g.add(namesOf(a.Key, a.Name), a.Forms)
	}
	for _, b := range registry.Bodies {
		g.add(namesOf(b.ID, b.Name, b.Short), b.Alias)
	}
	return g
}

// namesOf makes a concept of names.
func namesOf(key string, names ...tracker.Names) tracker.Concept {
	c := tracker.Concept{Key: key, Terms: map[tracker.Lang][]string{}}
	for _, n := range names {
		for l, name := range n {
			if name != "" && !slices.Contains(c.Terms[l], name) {
				c.Terms[l] = append(c.Terms[l], name)
			}
		}
	}
	return c
}

// add adds a concept, which forms also name. The first concept keeps a name that
// two have.
func (g *glossary) add(c tracker.Concept, forms map[tracker.Lang][]string) {
	number := len(g.concepts)
	g.concepts = append(g.concepts, c)
	for _, l := range tracker.Langs {
		for _, name := range slices.Concat(c.Terms[l], forms[l]) {
			if utf8.RuneCountInString(name) < 2 && words.ScriptOf(name) != words.Han {
				continue // one letter is no name; one character can be
			}
			for _, reading := range g.readings(l, name) {
				if _, taken := g.known[l][reading]; !taken {
					g.known[l][reading] = number
					g.begins[firstWord(reading)] = true
				}
			}
		}
	}
}

func firstWord(reading string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(reading, " "), " ")
	return first
}

// readings lists the stems of a name's words in a row, in each way to read them,
// without common words.
func (g *glossary) readings(l tracker.Lang, name string) []string {
	out := []string{""}
	for _, w := range g.analyzers[l].Words(name) {
		if w.Span != 1 || g.analyzers[l].Common(w.Exact) {
			continue
		}
		forms := w.Stems
		if len(forms) == 0 {
			forms = []string{w.Exact}
		}
		var longer []string
		for _, before := range out {
			for _, f := range forms {
				longer = append(longer, before+" "+f)
			}
		}
		out = longer[:min(len(longer), maxReadings)]
	}
	if out[0] == "" {
		return nil
	}
	return out
}

// A widening is the glossary at work on one query. It remembers what the query's
// words name, since every language asks.
type widening struct {
	*glossary
	named map[string]int // number of a concept, or -1
}

func (g *glossary) widening() widening { return widening{g, map[string]int{}} }

// concept gives the concept that words name in one of the languages that write
// them. Words that some language has as common ones name nothing: "un" is an
// article before it is an organization.
func (g widening) concept(text string) (int, bool) {
	number, asked := g.named[text]
	if !asked {
		number = g.lookUp(text)
		g.named[text] = number
	}
	return number, number >= 0
}

func (g *glossary) lookUp(text string) int {
	script := words.ScriptOf(text)
	found := -1
	for _, l := range tracker.Langs {
		if script == words.NoScript || words.ScriptFor(l) != script && script != words.Latin {
			continue
		}
		readings := g.readings(l, text)
		if readings == nil {
			return -1
		}
		for _, r := range readings {
			if number, known := g.known[l][r]; known && found < 0 {
				found = number
			}
		}
	}
	return found
}

// mayBegin reports whether a name can begin with a word, or an article before it.
func (g widening) mayBegin(word string) bool {
	key := "begins " + word
	if n, asked := g.named[key]; asked {
		return n >= 0
	}
	g.named[key] = -1
	if g.commonSomewhere(word) {
		g.named[key] = 0
	}
	for _, l := range tracker.Langs {
		for _, r := range g.readings(l, word) {
			if g.begins[firstWord(r)] {
				g.named[key] = 0
			}
		}
	}
	return g.named[key] >= 0
}

// commonSomewhere reports whether one of the languages has an exact form as a
// common word.
func (g *glossary) commonSomewhere(word string) bool {
	folded := words.Fold(word)
	return slices.ContainsFunc(tracker.Langs[:], func(l tracker.Lang) bool { return g.analyzers[l].Common(folded) })
}

// An Equivalent is what the glossary added to words of a query.
type Equivalent struct {
	Words string   `json:"words"`
	Also  []string `json:"also"`
}

// widen adds to a group what its words are called in language l, and says what
// it added.
func (g widening) widen(group Group, l tracker.Lang) (Group, []Equivalent) {
	out := Group{Not: group.Not}
	var added []Equivalent
	for i := 0; i < len(group.Clauses); {
		clause, used := g.name(group.Clauses[i:], l, &added)
		if used == 0 {
			clause, used = g.widenClause(group.Clauses[i], l, &added), 1
		}
		out.Clauses = append(out.Clauses, clause)
		i += used
	}
	return out, added
}

// name makes one clause of the clauses that begin with a name, and says how many
// they are: the words as typed, or the name in l.
func (g widening) name(clauses []Clause, l tracker.Lang, added *[]Equivalent) (Clause, int) {
	var typed []string
	for _, c := range clauses[:min(len(clauses), longestName)] {
		if len(c) != 1 || !c[0].plain() {
			break
		}
		typed = append(typed, c[0].Text)
		if len(typed) == 1 && words.ScriptOf(typed[0]) != words.Han && !g.mayBegin(typed[0]) {
			return nil, 0
		}
	}
	for n := len(typed); n > 0; n-- {
		text := strings.Join(typed[:n], " ")
		also := g.terms(text, l)
		if also == nil {
			continue
		}
		as := clauses[0][0]
		if n > 1 {
			as = Term{Group: &Group{Clauses: clauses[:n]}}
		}
		return append(Clause{as}, g.synonyms(g.bare(typed[:n]), also, added)...), n
	}
	return nil, 0
}

// bare joins the words of a name without the common ones around them: a reader is
// told of "developing countries", not of "for developing countries".
func (g widening) bare(typed []string) string {
	start, end := 0, len(typed)
	for start < end-1 && g.commonSomewhere(typed[start]) {
		start++
	}
	for start < end-1 && g.commonSomewhere(typed[end-1]) {
		end--
	}
	return strings.Join(typed[start:end], " ")
}

// widenClause adds to the alternatives of a clause, and to its groups.
func (g widening) widenClause(c Clause, l tracker.Lang, added *[]Equivalent) Clause {
	var out Clause
	for _, t := range c {
		switch {
		case t.Group != nil:
			inner, more := g.widen(*t.Group, l)
			*added = append(*added, more...)
			out = append(out, Term{Group: &inner})
		case t.plain():
			out = append(append(out, t), g.synonyms(t.Text, g.terms(t.Text, l), added)...)
		default:
			out = append(out, t)
		}
	}
	return out
}

// synonyms makes terms of a list of alternatives to typed; each has parts that
// must all be there.
func (g widening) synonyms(typed string, also [][]string, added *[]Equivalent) []Term {
	var out []Term
	e := Equivalent{Words: typed}
	for _, parts := range also {
		var all Group
		for _, p := range parts {
			// A Chinese name is a row of characters, a name in another script a row
			// of words that may be inflected.
			all.Clauses = append(all.Clauses, Clause{{Text: p, Phrase: words.ScriptOf(p) == words.Han, synonymOf: typed}})
		}
		if len(parts) == 1 {
			out = append(out, all.Clauses[0][0])
		} else {
			out = append(out, Term{Group: &all})
		}
		e.Also = append(e.Also, strings.Join(parts, " "))
	}
	if len(out) > 0 {
		*added = append(*added, e)
	}
	return out
}

// terms gives what a text is called in l: alternatives, each of one name, or of
// several when the text is a run of Chinese names. It is nil when the text names
// nothing, and empty when there is no other name for it.
func (g widening) terms(text string, l tracker.Lang) [][]string {
	if number, ok := g.concept(text); ok {
		out := [][]string{}
		for _, term := range g.concepts[number].Terms[l] {
			if !g.sameName(l, term, text) {
				out = append(out, []string{term})
			}
		}
		return out
	}
	if words.ScriptOf(text) != words.Han || l == tracker.Chinese {
		return nil
	}
	var parts []string
	for rest := []rune(text); len(rest) > 0; {
		n := len(rest)
		for ; n > 1; n-- {
			if number, ok := g.concept(string(rest[:n])); ok && len(g.concepts[number].Terms[l]) > 0 {
				parts = append(parts, g.concepts[number].Terms[l][0])
				break
			}
		}
		if n <= 1 {
			return nil
		}
		rest = rest[n:]
	}
	return [][]string{parts}
}

// sameName reports whether two names have a reading in common.
func (g *glossary) sameName(l tracker.Lang, a, b string) bool {
	of := g.readings(l, a)
	return slices.ContainsFunc(g.readings(l, b), func(r string) bool { return slices.Contains(of, r) })
}

// plain reports whether t is a word typed as such.
func (t Term) plain() bool {
	return t.Text != "" && !t.Phrase && !t.Prefix && t.Near == 0 && !t.bare
}
