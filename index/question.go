package index

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"concord/data"
	"concord/index/words"
	"concord/tracker"
)

// questions are the words that people put around what they ask: "who", "how often
// must", "j'aimerais savoir", 请问. No text needs them, so they are not looked for;
// they say that somebody asks, and often that a provision which acts is wanted.
type questions struct {
	asks    map[string]asks // by folded words in a row
	longest int             // in words
	chinese lexicon         // the words of Chinese, and those of questions
}

// asks is what the words of a question want to know.
type asks int

const (
	anything asks = iota
	action        // what somebody has to do, or when
	actor         // who has to do it
)

// shippedQuestions are those of data/search/questions.json.
var shippedQuestions = sync.OnceValues(readQuestions)

func readQuestions() (*questions, error) {
	file, err := data.Files.ReadFile("search/questions.json")
	if err != nil {
		return nil, err
	}
	var list struct {
		Verified bool `json:"verified"`
		Frames   []struct {
			Key   string                    `json:"key"`
			Asks  string                    `json:"asks"` // action, actor, or nothing of them
			Forms map[tracker.Lang][]string `json:"forms"`
		} `json:"frames"`
	}
	if err := json.Unmarshal(file, &list); err != nil {
		return nil, fmt.Errorf("search/questions.json: %w", err)
	}
	chinese, err := readLexicon()
	if err != nil {
		return nil, err
	}
	out := &questions{asks: map[string]asks{}, chinese: chinese}
	for _, f := range list.Frames {
		for _, forms := range f.Forms {
			for _, form := range forms {
				folded := foldWords(strings.Fields(form))
				out.asks[folded] = map[string]asks{"action": action, "actor": actor}[f.Asks]
				out.longest = max(out.longest, 1+strings.Count(folded, " "))
				if words.ScriptOf(form) == words.Han {
					out.chinese.add(form)
				}
			}
		}
	}
	return out, nil
}

// foldWords gives words as they are compared: folded, without the marks around
// them.
func foldWords(typed []string) string {
	folded := make([]string, len(typed))
	for i, w := range typed {
		folded[i] = words.Fold(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	}
	return strings.Join(folded, " ")
}

// strip takes the words of a question out of what was typed without operators,
// and says what is asked for. What has no other word is left as it is.
func (qs *questions) strip(clauses []Clause) (rest []Clause, what asks) {
	asked := false
	for i := 0; i < len(clauses); {
		text := clauses[i][0].Text
		if words.ScriptOf(text) == words.Han {
			runs, does := qs.stripRun(text)
			for _, run := range runs {
				rest = append(rest, Clause{{Text: run}})
			}
			what = max(what, does)
			i++
			continue
		}
		n, does := qs.frame(clauses[i:], len(clauses))
		if n == 0 {
			rest = append(rest, clauses[i])
			i++
			continue
		}
		if asked = asked || i == 0; asked {
			what = max(what, does)
		}
		i += n
	}
	if len(rest) == 0 {
		return clauses, anything
	}
	return rest, what
}

// frame gives how many of the clauses are words of a question in a row. A word in
// capitals among others that are not is a name: WHO.
func (qs *questions) frame(clauses []Clause, all int) (n int, what asks) {
	var typed []string
	for _, c := range clauses[:min(len(clauses), qs.longest)] {
		if t := c[0].Text; all > 1 && utf8.RuneCountInString(t) > 1 && t == strings.ToUpper(t) && t != strings.ToLower(t) {
			break
		}
		typed = append(typed, c[0].Text)
	}
	for n := len(typed); n > 0; n-- {
		if what, known := qs.asks[foldWords(typed[:n])]; known {
			return n, what
		}
	}
	return 0, anything
}

// stripRun takes the words of a question out of a run of Chinese, and gives what
// stands between them.
func (qs *questions) stripRun(run string) (rest []string, what asks) {
	between := ""
	for _, w := range qs.chinese.words(run) {
		does, known := qs.asks[foldWords([]string{w})]
		if !known {
			between += w
			continue
		}
		what = max(what, does)
		rest = append(rest, between)
		between = ""
	}
	rest = append(rest, between)
	return slices.DeleteFunc(rest, func(s string) bool {
		return words.ScriptOf(s) == words.NoScript && !strings.ContainsFunc(s, unicode.IsDigit)
	}), what
}
