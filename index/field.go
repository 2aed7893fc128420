package index

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// field takes field:value, if that is what stands here. Among words it is a
// filter; beside OR or in a group it is a term like others.
func (p *parser) field(not bool) bool {
	end := strings.IndexAny(p.rest, ":：")
	if end < 0 {
		return false
	}
	names, err := shippedNames()
	if err != nil {
		return false
	}
	name := strings.ToLower(p.rest[:end])
	column, known := names.fields[tracker.Fold(name)]
	if !known {
		p.misspelt(names, name, p.rest[end:])
		return false
	}
	_, size := utf8.DecodeRuneInString(p.rest[end:])
	p.rest = p.rest[end+size:]
	value, ok := p.quoted()
	if next, _ := utf8.DecodeRuneInString(p.rest); !ok && p.rest != "" && !unicode.IsSpace(next) && !(len(p.open) > 1 && isClosing(next)) {
		value = p.word()
	}
	f := Filter{Column: column, Values: strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '，' || r == '،' })}
	if len(f.Values) == 0 {
		p.note("field-empty", name)
		return true
	}
	if column == InForceOn && !p.inForce(names, &f) {
		return true
	}
	if len(p.open) == 1 && !p.top().or && !p.orFollows() {
		f.Not = f.Not != not
		p.q.Filters = append(p.q.Filters, f)
		p.top().after = false
		return true
	}
	p.special = true
	if p.top().or || p.orFollows() { // an alternative: what has another value
		f.Not, not = f.Not != not, false
	}
	p.count(Term{Filter: &f}, name+":"+value, not)
	return true
}

// inForce reads yes, no or a day, and reports whether it was one of them.
func (p *parser) inForce(names *spoken, f *Filter) bool {
	switch value := f.Values[0]; {
	case names.means(InForceOn, "yes", value):
		f.Column, f.Values = Standing, []string{string(tracker.InForce)}
	case names.means(InForceOn, "no", value):
		f.Column, f.Values, f.Not = Standing, []string{string(tracker.InForce)}, true
	default:
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			p.note("in-force", f.Values[0])
			return false
		}
		f.Values = f.Values[:1]
	}
	return true
}

// misspelt notes a name that is nearly a field's, or one that looks like a field;
// rest begins with the colon behind it.
func (p *parser) misspelt(names *spoken, name, rest string) {
	if strings.ContainsFunc(name, unicode.IsSpace) {
		return
	}
	most := 0
	switch letters := utf8.RuneCountInString(name); {
	case letters >= longNear:
		most = maxNear
	case letters >= minNear:
		most = 1
	}
	best, least := "", most+1
	for field := range names.fields {
		if d := distance(tracker.Fold(name), field, most); d < least || d == least && field < best {
			best, least = field, d
		}
	}
	if least <= most {
		p.note("field-unknown", name, best)
		return
	}
	value, size := utf8.DecodeRuneInString(strings.TrimPrefix(rest, ":"))
	if letters := strings.ReplaceAll(name, "-", ""); rest[0] == ':' && size > 0 && letters != "" && !unicode.IsSpace(value) && value != '/' &&
		!strings.ContainsFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) }) {
		p.note("field-none", name)
	}
}

// distance counts the letters by which two words differ, changed, missing, added
// or swapped with their neighbour. It gives most+1 when they are more than most.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if max(len(x)-len(y), len(y)-len(x)) > most {
		return most + 1
	}
	before, row, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next[0] = i + 1
		least := next[0]
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
			least = min(least, next[j+1])
		}
		if least > most {
			return most + 1
		}
		before, row, next = row, next, before
	}
	return min(row[len(y)], most+1)
}
