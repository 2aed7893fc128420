package grammar

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A proposerName is one name of a proposer in one language, folded.
type proposerName struct{ name, code, kind string }

func namesOfProposers(registry *tracker.Registry, l tracker.Lang) (names []proposerName) {
	for _, p := range registry.Proposers {
		for _, name := range append([]string{p.Name[l]}, p.Alias[l]...) {
			if name != "" {
				names = append(names, proposerName{foldWord(name), p.Code, p.Kind})
			}
		}
	}
	slices.SortStableFunc(names, func(a, b proposerName) int { return cmp.Compare(len(b.name), len(a.name)) })
	return names
}

// covered is the share of a line's letters that names of proposers must make up
// where no style says that it tells the source: "Argentine Republic, Brazil and
// Canada", not a sentence that mentions Brazil.
const covered = 0.5

// authorsOf lists whom the lines above the first proposal name as its source:
// the line of style Source, else lines that hold little else.
func (c *contribution) authorsOf(front []line) []string {
	var codes []string
	add := func(l *line, least float64) {
		found, share := c.w.proposersIn(l.text)
		if share < least {
			return
		}
		for _, code := range found {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	if slices.ContainsFunc(front, func(l line) bool { return l.style == "source" }) {
		for i := range front {
			if front[i].style == "source" {
				add(&front[i], 0)
			}
		}
		return codes
	}
	for i := range front {
		add(&front[i], covered)
	}
	return codes
}

// inBrackets is what a bracket adds to a name: "(Federative Republic of)".
var inBrackets = regexp.MustCompile(`\([^()]*\)`)

// proposersIn lists the proposers that text names, in its order, and the share
// of its letters, those in brackets apart, that their names are.
func (w *language) proposersIn(text string) (codes []string, share float64) {
	if len(text) > 4096 {
		return nil, 0
	}
	s := foldWord(text)
	letters, named := 0, 0
	for at := 0; at < len(s); {
		if at > 0 && !tracker.WordBreak(s, at) {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
			continue
		}
		i := slices.IndexFunc(w.proposers, func(p proposerName) bool { return hasWord(s[at:], p.name) })
		if i < 0 {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
			continue
		}
		if !slices.Contains(codes, w.proposers[i].code) {
			codes = append(codes, w.proposers[i].code)
		}
		named += letterCount(w.proposers[i].name)
		at += len(w.proposers[i].name)
	}
	letters = letterCount(inBrackets.ReplaceAllString(s, ""))
	if letters == 0 {
		letters = letterCount(s)
	}
	return codes, float64(named) / float64(max(letters, 1))
}

func letterCount(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// signed is who makes a proposal: the symbol's codes, then the Member States
// that the front names, and the region that it names where the symbol has none.
func (c *contribution) signed(p *part) []string {
	y, _ := tracker.ParseSymbol(p.mark.symbol)
	codes, region := []string{}, false
	add := func(code string) {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, code := range y.Authors {
		known, ok := c.registry.Proposer(code)
		if !ok {
			c.say(p.place, "proposer", quote(code)+" in "+p.mark.symbol+" is the code of no proposer that is known")
			known.Code = code
		}
		region = region || known.Kind == "region"
		add(known.Code)
	}
	for _, code := range c.authors {
		if known, _ := c.registry.Proposer(code); known.Kind != "region" || !region {
			add(code)
		}
	}
	return codes
}

// yearIn finds a year in a line of the front.
var yearIn = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(?:\D|$)`)

// meetingOf finds the conference that the lines above the first proposal name:
// by its mark, "WRC-12", or by place and year.
func (c *contribution) meetingOf(front []line) tracker.Session {
	for i := range front {
		s := foldWord(front[i].text)
		for _, session := range c.registry.Sessions {
			for _, name := range append([]string{session.ID}, session.Alias...) {
				if holdsWord(s, foldWord(name)) {
					return session
				}
			}
		}
	}
	for i := range front {
		m := yearIn.FindStringSubmatch(front[i].text)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		body := c.bodyOf(front[i].text)
		if i > 0 && body == "" {
			body = c.bodyOf(front[i-1].text)
		}
		if at := c.heldAt(foldWord(front[i].text), year, body); at.ID != "" {
			return at
		}
	}
	return tracker.Session{}
}

// heldAt is the only session of a year whose place a folded line names.
func (c *contribution) heldAt(s string, year int, body string) (found tracker.Session) {
	for _, session := range c.registry.Sessions {
		if session.Year != year || body != "" && session.Body != body {
			continue
		}
		named := slices.ContainsFunc(session.Place[c.lang], func(place string) bool { return holdsWord(s, foldWord(place)) })
		if named && found.ID != "" {
			return tracker.Session{}
		}
		if named {
			found = session
		}
	}
	return found
}

// holdsWord reports whether a word stands anywhere in s.
func holdsWord(s, word string) bool {
	for from := 0; word != "" && from < len(s); {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if (i == 0 || tracker.WordBreak(s, i)) && hasWord(s[i:], word) {
			return true
		}
		from = i + len(word)
	}
	return false
}
