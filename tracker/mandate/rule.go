package mandate

import (
	"iter"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"concord/tracker"
)

// A ruleRow is a rule as the data files write it.
type ruleRow struct {
	Key     string `json:"key,omitempty"`  // what it means: "annual", "instructs", "session"
	Unit    string `json:"unit,omitempty"` // of "#" in a frequency or a duration: D, W, M or Y
	Body    string `json:"body,omitempty"` // whose session, when no addressee is in the words
	Pattern string `json:"pattern"`
	// UnlessNext are words after which the rule does not hold: "within three months" "of the receipt".
	UnlessNext []string `json:"unless_next,omitempty"`
	// UnlessBefore are words before which it does not hold: "based on the" "annual report".
	UnlessBefore []string `json:"unless_before,omitempty"`
	// Without are words that must not stand in the match: a gap would run into another clause.
	Without []string `json:"without,omitempty"`
	// Each asks that the list be each of its kind: "to each conference".
	Each bool   `json:"each,omitempty"`
	Duty string `json:"duty,omitempty"` // of a rule of reporting: a tracker.Duty
	// Fallback rules are asked only where no other found anything.
	Fallback bool   `json:"fallback,omitempty"`
	Example  string `json:"example,omitempty"` // a sentence of our own that it reads
}

// A rule is one pattern over the form of a text, with words one of which must be
// there, so that most texts are spared the pattern.
type rule struct {
	ruleRow
	name  string
	re    *regexp.Regexp
	needs []string
	list  bool // addressees must be there too
}

func (w *language) rule(name string, row ruleRow) (rule, error) {
	signs := []string{
		"…", `(?: [^ ;:]+){0,12}?`, "‥", `(?: [^ ,;:.()]+){0,4}?`,
		"#", `(?P<n>\d+|[\pL-]+(?: [\pL-]+){0,3}?)`,
	}
	if !w.spaced {
		signs = []string{"…", `[^;:.]{0,40}?`, "‥", `[^,;:.()]{0,10}?`, "#", `(?P<n>\d+|[一二两三四五六七八九十]+)`}
	}
	signs = append(signs, "{also}", "(?:"+w.modifiers.alternatives(w, nil)+")*", "{ask}", "(?P<ask>"+w.asking.alternatives(w, w.addressed)+")", "{base}", "(?:"+w.base+")")
	pattern := strings.NewReplacer(signs...).Replace(foldPattern(row.Pattern))
	re, err := regexp.Compile(pattern)
	if err != nil {
		return rule{}, err
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return rule{}, err
	}
	if row.Key != "" {
		name = row.Key
	}
	tree = tree.Simplify()
	return rule{row, name, re, required(tree), always(tree, '@')}, nil
}

// foldPattern folds the letters of a regular expression beyond ASCII.
func foldPattern(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf || r == '…' || r == '‥' {
			b.WriteRune(r)
		} else {
			b.WriteString(tracker.Fold(string(r)))
		}
	}
	return b.String()
}

// required lists strings one of which stands in everything that re matches; nil
// when it cannot tell.
func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{string(re.Rune)}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if list := required(sub); shortest(list) > shortest(best) {
				best = list
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			list := required(sub)
			if list == nil {
				return nil
			}
			all = append(all, list...)
		}
		return all
	}
	return nil
}

// always reports whether everything that re matches holds a sign.
func always(re *syntax.Regexp, sign rune) bool {
	holds := func(sub *syntax.Regexp) bool { return always(sub, sign) }
	switch re.Op {
	case syntax.OpLiteral:
		return slices.Contains(re.Rune, sign)
	case syntax.OpCapture, syntax.OpPlus, syntax.OpConcat:
		return slices.ContainsFunc(re.Sub, holds)
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !holds(sub) })
	}
	return false
}

func shortest(list []string) int {
	n := 0
	for _, s := range list {
		if n == 0 || len(s) < n {
			n = len(s)
		}
	}
	return n
}

// may reports whether the rule has a chance in s.
func (r *rule) may(s string) bool {
	if r.list && !strings.Contains(s, "@") {
		return false
	}
	if r.needs == nil {
		return true
	}
	for _, need := range r.needs {
		if strings.Contains(s, need) {
			return true
		}
	}
	return false
}

// A match is where a rule matched.
type match struct {
	*rule
	loc []int // as regexp has it, into the whole form
}

// find gives the matches of a rule in m from a place on. Most callers stop at the
// first, so the others are looked for only when somebody asks.
func (r *rule) find(m *marked, from int) iter.Seq[match] {
	return func(yield func(match) bool) {
		s := m.s[from:]
		if !r.may(s) {
			return
		}
		for n, seen := 1, 0; ; n = -1 {
			all := r.re.FindAllStringSubmatchIndex(s, n)
			for _, loc := range all[seen:] {
				if x, ok := r.match(s, loc, from); ok && !yield(x) {
					return
				}
			}
			if seen = len(all); n < 0 || seen == 0 {
				return
			}
		}
	}
}

// match is a place where the pattern matched, unless the words around or in it forbid.
func (r *rule) match(s string, loc []int, from int) (match, bool) {
	within := func(words string) bool { return strings.Contains(s[loc[0]:loc[1]], words) }
	if slices.ContainsFunc(r.UnlessNext, func(next string) bool { return strings.HasPrefix(s[loc[1]:], next) }) ||
		slices.ContainsFunc(r.UnlessBefore, func(before string) bool { return strings.HasSuffix(s[:loc[0]], before) }) ||
		slices.ContainsFunc(r.Without, within) {
		return match{}, false
	}
	for i := range loc {
		if loc[i] >= 0 {
			loc[i] += from
		}
	}
	return match{r, loc}, true
}

// group gives the place of a named group.
func (x match) group(name string) (from, to int, ok bool) {
	i := x.re.SubexpIndex(name)
	if i < 0 || x.loc[2*i] < 0 {
		return 0, 0, false
	}
	return x.loc[2*i], x.loc[2*i+1], true
}

// lists gives the lists of addressees in the match: those of the groups "who" and
// "who2", or else the last one, since gaps before it may hold others.
func (x match) lists(m *marked) []list {
	var found []list
	for _, group := range []string{"who", "who2"} {
		if from, to, ok := x.group(group); ok {
			if l, ok := m.last(from, to); ok {
				found = append(found, l)
			}
		}
	}
	if l, ok := m.last(x.loc[0], x.loc[1]); ok && len(found) == 0 {
		found = append(found, l)
	}
	return found
}

// list gives the first of lists.
func (x match) list(m *marked) (list, bool) {
	if all := x.lists(m); len(all) > 0 {
		return all[0], true
	}
	return list{}, false
}

// last is the last list between two places of the form.
func (m *marked) last(from, to int) (list, bool) {
	for i := to - 1; i >= from; i-- {
		if l, is := m.lists[i]; is {
			return l, true
		}
	}
	return list{}, false
}
