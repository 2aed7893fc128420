package grammar

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A label is the enumerator of a provision, read.
type label struct {
	printed string // "1", "a)", "b)bis", "–"
	// sig is the family: labels of one sequence share it. "n" numbers, "n)"
	// numbers with a bracket, "l" letters, "r" roman numerals, "d" dashes,
	// "s" dotted numbers such as 1.1, "h" Chinese 一、.
	sig    string
	ord    int      // place in its sequence, from 1
	bis    string   // "bis", "ter" or ""
	number []string // of a dotted number, its parts
	// roman is the place in the sequence of roman numerals when the label is
	// a letter that could be one: i) v) x).
	roman int
}

// element is the label as part of an address.
func (l label) element() string {
	suffix := ""
	if l.bis != "" {
		suffix = "-" + l.bis
	}
	switch l.sig {
	case "l", "(l)":
		return tracker.Letters(l.ord) + suffix
	case "r", "(r)":
		return romans(l.ord) + suffix
	case "s":
		return dottedElement(l.number)
	case "d":
		return "d" + strconv.Itoa(l.ord)
	}
	return strconv.Itoa(l.ord) + suffix
}

// hanDigit are the Chinese digits in their order.
const hanDigit = "一二三四五六七八九"

const (
	bisPart = `(?:\s?\*?(bis|ter|quater|quinquies|مكرر\x{64B}?ا?\x{64B}?|之[二三四五]))?`
	letter  = `[a-zA-Z]{1,2}|[а-яА-Я]|[اأإآبجدهﻫةوزحطيىكلمنسعفصقرشتثخذضظغ]ـ?`
)

// labelPattern finds a label at the beginning of a text; which group matched
// says its family. What must follow is part of it.
var labelPattern = regexp.MustCompile(`^\*{0,2}(?:` +
	`(?P<dotted>[A-Z]?\d{1,3}` + `(?:bis|ter)?` + `(?:\.\d{1,3}(?:bis|ter)?)+\.?)` + `[)]?(?:\s+|$)` +
	`|(?P<bracketed>\(?\d{1,3})\)\*{0,2}` + bisPart + `(?:\s+|$)?` +
	`|(?P<point>\d{1,3})` + bisPart + `(?:\.?[°º]|\.|\s?[–—-])(?:\s+|$)` +
	`|(?P<number>\d{1,3})` + bisPart + `(?:\s+|$)` +
	`|(?P<reversed>\((?:\d{1,2}|` + letter + `))\t` +
	`|(?P<roman>\(?[ivxlIVXL]{2,7})\)\*{0,2}` + bisPart + `\s*` +
	`|(?P<letter>\(?(?:` + letter + `))\s?\)\*{0,2}` + bisPart + `\s*` +
	`|['’‘"](?P<quoted>\d{1,2})['’‘"]\s*` +
	`|(?P<hanlist>[一二三四五六七八九十]{1,3})、\s*` +
	`|[(（](?P<hanpar>[一二三四五六七八九十]{1,3})[)）]\s*` +
	`|(?P<circled>[①-⑳])\s*` +
	`|(?P<dash>[–—−‒•·▪●◦\x{E000}-\x{F8FF}]|-)\s+` +
	`)`)

// readLabel reads the label that text begins with and gives what follows it.
// A bare number counts only before a letter, a quotation mark or a bracket: "1
// 000 francs" and "2018" are not labels.
func readLabel(text string) (label, string, bool) {
	m := labelPattern.FindStringSubmatch(text)
	if m == nil {
		return label{}, text, false
	}
	rest := text[len(m[0]):]
	l := label{printed: strings.Trim(m[0], " \t\u00a0*")}
	bis := ""
	for i, name := range labelPattern.SubexpNames() {
		if m[i] == "" || i == 0 {
			continue
		}
		if name == "" {
			bis = m[i]
			continue
		}
		if !l.fill(name, m[i]) {
			return label{}, text, false
		}
		if name == "dotted" && unit.MatchString(rest) {
			return label{}, text, false
		}
		if (name == "number" || name == "point") && !startsWords(rest) {
			return label{}, text, false
		}
		if name == "bracketed" && strings.HasPrefix(m[i], "(") && !startsWords(rest) {
			return label{}, text, false
		}
	}
	l.bis = latinBis(bis)
	return l, rest, l.sig != ""
}

// latinBis is how addresses write what follows a number that was put in between.
func latinBis(s string) string {
	if strings.HasPrefix(s, "مكرر") {
		return "bis"
	}
	if i := slices.Index([]string{"之二", "之三", "之四", "之五"}, s); i >= 0 {
		return []string{"bis", "ter", "quater", "quinquies"}[i]
	}
	return s
}

// readField reads a label that the file gives apart from the text.
func readField(field string) (label, bool) {
	field = strings.TrimSpace(field)
	if field == "" {
		return label{}, false
	}
	if l, rest, ok := readLabel(field + " x"); ok && rest == "x" {
		l.printed = field
		return l, true
	}
	if r, n := utf8.DecodeRuneInString(field); n == len(field) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return label{printed: field, sig: "d"}, true
	}
	if l, rest, ok := readLabel(field + ") x"); ok && rest == "x" {
		l.printed = field
		return l, true
	}
	return label{}, false
}

// fill sets family and place from the group that matched.
func (l *label) fill(group, s string) bool {
	bracket := strings.HasPrefix(s, "(")
	s = strings.TrimPrefix(s, "(")
	switch group {
	case "dotted":
		l.printed = strings.TrimSuffix(l.printed, ".")
		l.sig, l.number = "s", strings.Split(strings.TrimSuffix(s, "."), ".")
		l.ord, _ = strconv.Atoi(strings.TrimRight(l.number[len(l.number)-1], "bister"))
		return true
	case "number", "point":
		l.printed = strings.TrimRight(l.printed, " –—-")
		l.sig = "n"
		l.ord, _ = strconv.Atoi(s)
		return l.ord > 0
	case "bracketed":
		l.sig = "n)"
		if bracket {
			l.sig = "(n)"
		}
		l.ord, _ = strconv.Atoi(s)
		return l.ord > 0
	case "reversed":
		if n, err := strconv.Atoi(s); err == nil {
			l.sig, l.ord = "n)", n
			return n > 0
		}
		return l.fillLetter(s, false)
	case "quoted":
		l.sig = "r"
		l.ord, _ = strconv.Atoi(s)
		return l.ord > 0
	case "roman":
		l.sig, l.ord = "r", romanValue(strings.ToLower(s))
		if l.ord == 0 && len(s) == 2 {
			return l.fillLetter(s, bracket)
		}
		if bracket {
			l.sig = "(r)"
		}
		return l.ord > 0
	case "letter":
		return l.fillLetter(s, bracket)
	case "hanlist", "hanpar":
		l.sig, l.ord = "h", hanValue(s)
		if group == "hanpar" {
			l.sig = "(h)"
		}
		return l.ord > 0
	case "circled":
		r, _ := utf8.DecodeRuneInString(s)
		l.sig, l.ord = "c", int(r-'①')+1
		return true
	case "dash":
		l.sig = "d"
		return true
	}
	return false
}

func (l *label) fillLetter(s string, bracket bool) bool {
	l.sig = "l"
	if bracket {
		l.sig = "(l)"
	}
	s = strings.ToLower(strings.TrimSuffix(s, "ـ"))
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case 'a' <= r && r <= 'z':
		l.ord = int(r-'a') + 1
		if n < len(s) { // aa, bb: the second round of the alphabet
			if s[1] != s[0] && s[0] != 'a' {
				return false
			}
			l.ord = 26 + int(s[1]-'a') + 1
		}
		if v := romanValue(s); v > 0 {
			l.roman = v
		}
	default:
		l.ord = place(r, tracker.Cyrillic)
		if l.ord == 0 {
			l.ord = place(arabicLetter(r), tracker.Abjad)
		}
	}
	return l.ord > 0
}

// place is where r stands in alphabet, from 1, or 0.
func place(r rune, alphabet string) int {
	i := strings.IndexRune(alphabet, r)
	if r == 0 || i < 0 {
		return 0
	}
	return utf8.RuneCountInString(alphabet[:i]) + 1
}

// arabicLetter takes the forms of alef and heh back to the ones of the alphabet.
func arabicLetter(r rune) rune {
	switch r {
	case 'ا', 'إ', 'آ':
		return 'أ'
	case 'ﻫ', 'ة':
		return 'ه'
	case 'ى':
		return 'ي'
	}
	return r
}

// unit finds a unit of measurement behind a number.
var unit = regexp.MustCompile(`^(?:[kMGT]?Hz|dB\p{L}*|[kmc]?m|km/h|ms|kbit|[MG]bit|per cent|%)(?:\P{L}|$)`)

var romanNumerals = [...]string{
	"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
	"xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii", "xxix", "xxx",
}

func romanValue(s string) int {
	for i, r := range romanNumerals {
		if r == s {
			return i + 1
		}
	}
	return 0
}

func romans(n int) string {
	if n <= len(romanNumerals) {
		return romanNumerals[n-1]
	}
	return "r" + strconv.Itoa(n)
}

// hanValue reads Chinese numerals to 99.
func hanValue(s string) int {
	tens, rest, found := strings.Cut(s, "十")
	if !found {
		return place(first(s), hanDigit)
	}
	n := 10
	if tens != "" {
		n = 10 * place(first(tens), hanDigit)
	}
	return n + place(first(rest), hanDigit)
}

func first(s string) rune {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

// startsWords reports whether s begins as a paragraph's words do, and not with
// a unit such as MHz or dB.
func startsWords(s string) bool {
	r := first(s)
	if unit.MatchString(s) {
		return false
	}
	return unicode.IsLetter(r) || strings.ContainsRune(`"“«„‘'([<《「`, r)
}
