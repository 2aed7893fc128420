package overlap

import (
	"fmt"
	"slices"
	"strings"

	"concord/data"
	"concord/tracker"
)

// The kinds of phrase in data/overlap/terms.tsv.
const (
	titleTerm     = "title"     // a treaty, an agenda, a summit: an entity
	monthTerm     = "month"     // an entity beside a number
	placeTerm     = "place"     // of a session, from the registry: an entity beside a year
	reportTerm    = "report"    // the act of reporting
	whichTerm     = "which"     // after it, a recital says what the text cited says
	purposeTerm   = "purpose"   // opens what the basic texts say
	formulaTerm   = "formula"   // what every conference writes
	openingTerm   = "opening"   // begins a recital of what was before the meeting
	stockTerm     = "stock"     // marks a recital that repeats what regulations say
	agendaTerm    = "agenda"    // puts an item on the agenda of a session, whatever the item
	amountTerm    = "amount"    // of money in a time, which is no frequency
	frequencyTerm = "frequency" // how often: each line of the file is one frequency
	sittingTerm   = "sitting"   // what a body holds again and again: a session
	ordinalTerm   = "ordinal"   // which of them, in words
	accountTerm   = "account"   // what duties to report are worded with, whatever their subject
	functionTerm  = "function"  // says nothing by itself, in languages of which the search has no list
)

var termKinds = []string{titleTerm, monthTerm, reportTerm, whichTerm, purposeTerm, formulaTerm, openingTerm, stockTerm, agendaTerm, amountTerm, frequencyTerm, sittingTerm, ordinalTerm, accountTerm, functionTerm}

// A phrase is a run of words that means something to us. Phrases of one line of
// terms.tsv mean the same.
type phrase struct {
	kind  string
	words []token
	line  int // 0 for names that the registry knows
}

// phrases finds the phrases of one language by their first words, the longest
// first.
type phrases struct {
	byFirst map[token][]phrase
	// accounts are the phrases of duties to report, by themselves: they are common
	// words, asked for only where a subject is.
	accounts *phrases
	stems    map[token]bool // of those of one word
}

// readPhrases reads the phrases of every language: those of terms.tsv and the
// names of bodies and places that the registry knows.
func readPhrases(registry *tracker.Registry) (map[tracker.Lang]*phrases, error) {
	all := map[tracker.Lang]*phrases{}
	readers := map[tracker.Lang]*reader{}
	for _, l := range tracker.Langs {
		all[l] = &phrases{byFirst: map[token][]phrase{}, accounts: &phrases{byFirst: map[token][]phrase{}, stems: map[token]bool{}}}
		readers[l] = newReader(l, all[l])
	}
	add := func(l tracker.Lang, kind, form string, line int) {
		r := readers[l]
		r.cut(form)
		p := phrase{kind: kind, line: line}
		for _, w := range r.words {
			p.words = append(p.words, w.token)
		}
		into := all[l]
		if kind == accountTerm {
			if into = into.accounts; len(r.words) == 1 {
				into.stems[r.words[0].stem] = true
			}
		}
		if len(p.words) > 0 {
			into.byFirst[p.words[0]] = append(into.byFirst[p.words[0]], p)
		}
	}
	if err := readTerms(add); err != nil {
		return nil, err
	}
	for _, l := range tracker.Langs {
		for _, b := range registry.Bodies {
			for _, name := range append([]string{b.Name[l]}, b.Alias[l]...) {
				add(l, titleTerm, name, 0)
			}
		}
		for _, s := range registry.Sessions {
			for _, place := range s.Place[l] {
				add(l, placeTerm, place, 0)
			}
		}
		for _, p := range []*phrases{all[l], all[l].accounts} {
			for _, list := range p.byFirst {
				slices.SortStableFunc(list, func(a, b phrase) int { return len(b.words) - len(a.words) })
			}
		}
	}
	for _, r := range readers { // what they learned came before the phrases
		r.known = table[uint64, lexeme]{}
	}
	return all, nil
}

// readTerms calls add for every phrase of terms.tsv.
func readTerms(add func(l tracker.Lang, kind, form string, line int)) error {
	file, err := data.Files.ReadFile("overlap/terms.tsv")
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(file)) {
		n++
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if n == 1 || strings.TrimSpace(line) == "" {
			continue
		}
		if len(cells) != 3 || !tracker.Lang(cells[0]).Valid() || !slices.Contains(termKinds, cells[1]) {
			return fmt.Errorf("overlap/terms.tsv: line %d: want a language, a kind of %v and forms", n, termKinds)
		}
		for form := range strings.SplitSeq(cells[2], "|") {
			add(tracker.Lang(cells[0]), cells[1], form, n)
		}
	}
	return nil
}

// entityAt gives how many of the first words, which begin with a number or open a
// phrase, are one entity, or 0.
func (p *phrases) entityAt(words []lexeme) int {
	if words[0].year {
		return 1
	}
	for _, f := range p.byFirst[words[0].token] {
		if !begins(words, f.words) {
			continue
		}
		n := len(f.words)
		switch f.kind {
		case titleTerm:
			return n
		case monthTerm:
			if n < len(words) && words[n].digit {
				return n + 1
			}
		case placeTerm:
			if n < len(words) && words[n].year {
				return n + 1
			}
		}
	}
	if words[0].digit && len(words) > 1 { // 3 May, 3 May 2026, 2026年5月
		if n := p.monthAt(words[1:]); n > 0 {
			if 1+n < len(words) && words[1+n].year {
				n++
			}
			return 1 + n
		}
	}
	return 0
}

func (p *phrases) monthAt(words []lexeme) int {
	for _, f := range p.byFirst[words[0].token] {
		if f.kind == monthTerm && begins(words, f.words) {
			return len(f.words)
		}
	}
	return 0
}

func begins(words []lexeme, with []token) bool {
	if len(words) < len(with) {
		return false
	}
	for i, t := range with {
		if words[i].token != t {
			return false
		}
	}
	return true
}

// find yields the places in words where a phrase of a kind begins.
func (p *phrases) find(words []lexeme, kind string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range words {
			if p.begins(words[i:], kind) && !yield(i) {
				return
			}
		}
	}
}

// at gives the longest phrase of a kind that words begin with.
func (p *phrases) at(words []lexeme, kind string) (phrase, bool) {
	if !words[0].opens {
		return phrase{}, false
	}
	for _, f := range p.byFirst[words[0].token] {
		if f.kind == kind && begins(words, f.words) {
			return f, true
		}
	}
	return phrase{}, false
}

// among gives how many of the first words are the longest phrase of any kind, or
// another form of one of a single word.
func (p *phrases) among(words []lexeme) (int, bool) {
	for _, f := range p.byFirst[words[0].token] {
		if begins(words, f.words) {
			return len(f.words), true
		}
	}
	return 1, words[0].stem != 0 && p.stems[words[0].stem]
}

// begins reports whether words begin with a phrase of a kind.
func (p *phrases) begins(words []lexeme, kind string) bool {
	_, is := p.at(words, kind)
	return is
}

// has reports whether there is a phrase of a kind in words.
func (p *phrases) has(words []lexeme, kind string) bool {
	for range p.find(words, kind) {
		return true
	}
	return false
}
