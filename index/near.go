package index

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"concord/index/words"
	"concord/tracker"
)

// maxNearWords bounds the words that a near spelling stands for; two wrong
// letters of eight reach some twenty words of a real vocabulary.
const maxNearWords = 50

// A spelling is a word of the dictionary that is nearly another.
type spelling struct {
	word  string // exact form
	edits int    // letters by which it differs
}

// near lists the words of a language's texts and titles that differ from word by
// at most edits letters, nearest first. The first letter is taken as right when
// two may be wrong: people rarely miss it, and the walk is ten times shorter.
func (v *view) near(l tracker.Lang, word string, edits int) ([]spelling, error) {
	first := ""
	if edits > 1 {
		first = string([]rune(word)[:1])
	}
	automaton, err := v.spelledLike(word, edits)
	if err != nil {
		return nil, err
	}
	edit := map[string]int{}
	for _, field := range []string{textField, titleField} {
		for _, p := range v.parts {
			dict, err := p.dictionary(fieldName(field, l))
			if err != nil {
				return nil, err
			}
			it := dict.AutomatonIterator(automaton, []byte(first), after([]byte(first)))
			for {
				entry, err := it.Next()
				if err != nil {
					return nil, err
				}
				if entry == nil {
					break
				}
				if _, known := edit[entry.Term]; known || strings.HasPrefix(entry.Term, words.StemMark) {
					continue
				}
				if d := distance(entry.Term, word, edits); d <= edits {
					edit[entry.Term] = d
				}
			}
		}
	}
	var out []spelling
	for w, d := range edit {
		out = append(out, spelling{w, d})
	}
	slices.SortFunc(out, func(a, b spelling) int { return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(a.word, b.word)) })
	return out, nil
}

// spelledLike gives an automaton that takes what differs from word by at most
// edits letters. To make one costs more than to walk a dictionary with it, so
// that it is made once a search.
func (v *view) spelledLike(word string, edits int) (segment.Automaton, error) {
	s := spelling{word, edits}
	if made := v.automata[s]; made != nil {
		return made, nil
	}
	// Bleve makes automata only together with a walk: here, of no field.
	walk, made, err := v.FieldDictFuzzyAutomaton("", word, edits, "")
	if err != nil {
		return nil, err
	}
	a, ok := made.(segment.Automaton)
	if !ok {
		return nil, errors.Join(fmt.Errorf("index: unknown kind of automaton %T", made), walk.Close())
	}
	v.automata[s] = a
	return a, walk.Close()
}
