package grammar

import (
	"regexp"
	"strings"

	"concord/tracker"
)

// A mark is the line above a proposal: "MOD EUR/44A7/1".
type mark struct {
	action           tracker.Action
	moved, editorial bool
	symbol           string // "" where the line has none
	printed          string // the action as it stands there
	rest             string // what follows the symbol in its line: a heading
}

const (
	actionPattern = `(\(?(?:ADD|MOD|SUP|NOC)\)?\*?)`
	symbolPattern = `((?:[A-Z]{1,4}/)+\d{1,4}(?:A\d{1,3})*(?:R\d{1,2})?/\d{1,4}(?:#\d+)?)`
	betweenMarks  = `[\s|:.\x{2013}\x{2014}-]*`
)

var (
	actionThenSymbol = regexp.MustCompile(`^` + actionPattern + betweenMarks + symbolPattern + `(?:` + betweenMarks + `$|[\s|:]+(\S.*)$)`)
	symbolThenAction = regexp.MustCompile(`^` + symbolPattern + betweenMarks + actionPattern + `(?:` + betweenMarks + `$|[\s|:]+(\S.*)$)`)
	actionAlone      = regexp.MustCompile(`^` + actionPattern + betweenMarks + `$`)
	symbolAlone      = regexp.MustCompile(`^` + symbolPattern + betweenMarks + `$`)
)

// markInside finds a mark that other words stand before in its line.
var markInside = regexp.MustCompile(`\s` + actionPattern + `\s+` + symbolPattern + `(?:\s|$)`)

// unglue parts a mark from the words before it where line breaks were lost: at
// the end of a line, above the heading of a text. Elsewhere it is a mention.
func (g *Grammar) unglue(w *language, lines []line) []line {
	out := make([]line, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		m := markInside.FindStringIndex(l.text)
		if below := next(lines, i); m != nil && m[1] == len(l.text) && len(l.text) <= 4*maxHeadingLine && below != nil {
			if _, ok := g.readIdentity(below, []*language{w}); ok {
				out = append(out, l.cut(0, m[0]), l.cut(m[0], len(l.text)))
				continue
			}
		}
		out = append(out, *l)
	}
	return out
}

// asLatin writes full-width signs, and Cyrillic letters that look like Latin
// capitals, as what they stand for in a symbol.
var asLatin = strings.NewReplacer(
	"А", "A", "В", "B", "Е", "E", "К", "K", "М", "M", "Н", "H", "О", "O", "Р", "P", "С", "C", "Т", "T", "Х", "X", "І", "I", "Ѕ", "S",
	"／", "/", "＊", "*", "（", "(", "）", ")", "：", ":", "＃", "#", "[", "", "]", "",
)

// maxMark is the longest line, in bytes, that is looked at for a mark: a symbol
// of twenty countries and a heading.
const maxMark = 600

// readMark reads the mark that line i begins, and says how many lines it takes:
// the action and the symbol stand in one line or in two, in either order. An
// action that stands alone is a mark too, without a symbol.
func readMark(lines []line, i int) (mark, int) {
	l := &lines[i]
	if len(l.text) > maxMark || l.style == "contents" {
		return mark{}, 0
	}
	text := markText(l)
	for _, form := range []struct {
		re             *regexp.Regexp
		action, symbol int
	}{{actionThenSymbol, 1, 2}, {symbolThenAction, 2, 1}} {
		if m := form.re.FindStringSubmatch(text); m != nil {
			if made, ok := makeMark(m[form.action], m[form.symbol]); ok {
				made.rest = restOf(l.text, m[3])
				return made, 1
			}
		}
	}
	if i+1 < len(lines) {
		below := markText(&lines[i+1])
		for _, pair := range [][2]string{{text, below}, {below, text}} {
			a, s := actionAlone.FindStringSubmatch(pair[0]), symbolAlone.FindStringSubmatch(pair[1])
			if a == nil || s == nil {
				continue
			}
			if made, ok := makeMark(a[1], s[1]); ok {
				return made, 2
			}
		}
	}
	if a := actionAlone.FindStringSubmatch(text); a != nil {
		made, ok := makeMark(a[1], "")
		if ok {
			return made, 1
		}
	}
	return mark{}, 0
}

func markText(l *line) string {
	if len(l.text) > maxMark {
		return ""
	}
	return strings.TrimSpace(asLatin.Replace(strings.TrimSpace(l.label + " " + l.text)))
}

// restOf is the end of the printed line that a match, which may have replaced
// signs in it, calls rest.
func restOf(printed, rest string) string {
	if rest == "" {
		return ""
	}
	words := len(strings.Fields(rest))
	all := strings.Fields(printed)
	return strings.Join(all[max(0, len(all)-words):], " ")
}

func makeMark(action, symbol string) (mark, bool) {
	m := mark{printed: action, moved: strings.HasSuffix(action, "*"), editorial: strings.HasPrefix(action, "(")}
	if m.editorial != strings.Contains(action, ")") {
		return m, false
	}
	m.action = tracker.Action(strings.Trim(action, "()*"))
	if symbol != "" {
		y, ok := tracker.ParseSymbol(symbol)
		if !ok {
			return m, false
		}
		m.symbol = y.String()
	}
	return m, true
}

var bracketedNumber = regexp.MustCompile(`\[\s*([A-Za-z]{1,4}(?:/[A-Za-z]{1,4})*[-\x{2010}-\x{2014} ]?\d{1,3}[A-Za-z]?)\s*\]`)

// bracketOf is the number of a draft that has none yet: SEN-1 of "DRAFT NEW
// RESOLUTION [SEN-1]".
func bracketOf(heading string) string {
	m := bracketedNumber.FindStringSubmatch(heading)
	if m == nil {
		return ""
	}
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u2010\u2011\u2012\u2013\u2014 ", r) {
			return '-'
		}
		return r
	}, m[1]))
}
