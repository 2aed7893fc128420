package index

import (
	"cmp"
	"slices"
	"strings"

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
	edit := map[string]int{}
	for _, field := range []string{textField, titleField} {
		dict, err := v.FieldDictFuzzy(fieldName(field, l), word, edits, first)
		if err != nil {
			return nil, err
		}
		for {
			entry, err := dict.Next()
			if err != nil {
				dict.Close()
				return nil, err
			}
			if entry == nil {
				break
			}
			if strings.HasPrefix(entry.Term, words.StemMark) {
				continue
			}
			if d := distance(entry.Term, word, edits); d <= edits {
				edit[entry.Term] = d
			}
		}
		if err := dict.Close(); err != nil {
			return nil, err
		}
	}
	var out []spelling
	for w, d := range edit {
		out = append(out, spelling{w, d})
	}
	slices.SortFunc(out, func(a, b spelling) int { return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(a.word, b.word)) })
	return out, nil
}
