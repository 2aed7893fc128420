package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// openAnnex begins an annex when l is the head of one.
func (b *builder) openAnnex(l *line) bool {
	number, ok := b.readAnnexHead(l)
	if ok {
		b.beginAnnex(l, number)
	}
	return ok
}

func (b *builder) annexHead(l *line) bool {
	_, ok := b.readAnnexHead(l)
	return ok
}

// readAnnexHead reads "ANNEX 2 TO RESOLUTION 71 (REV. DUBAI, 2018)" and gives
// the annex's number, which may be empty.
func (b *builder) readAnnexHead(l *line) (number string, ok bool) {
	if l.cell != nil || l.text == "" || utf8.RuneCountInString(l.text) > maxStructureLine && l.style != "annex" {
		return "", false
	}
	if l.style != "annex" && b.closes(l) {
		return "", false // "Annexes: 2" counts those that follow
	}
	s := fold(l.text).s
	n := longestWord(s, b.w.annex)
	if n == 0 && b.lang == tracker.Chinese {
		return b.chineseAnnexHead(l, s)
	}
	if n == 0 && l.style != "annex" {
		return "", false
	}
	rest := strings.Trim(s[n:], " :.-")
	number, after := b.w.annexNumber(rest)
	heads := l.style == "annex" || rest == "" || after == "" && number != "" || inCapitals(l.text) ||
		longestWord(after, b.w.annexTo) > 0 && b.w.namesKind(after) && !strings.ContainsAny(s[len(s)-1:], ",;.")
	return number, heads
}

// chineseAnnexHead knows 第71号决议附件2 and 附件2.
func (b *builder) chineseAnnexHead(l *line, s string) (string, bool) {
	for _, word := range b.w.annex {
		i := strings.Index(s, word)
		if i < 0 || i > 0 && !(strings.HasPrefix(s, "第") || s[0] == '(') {
			continue
		}
		number, after := b.w.annexNumber(strings.Trim(s[i+len(word):], " :.-"))
		if after == "" || l.style == "annex" {
			return number, true
		}
	}
	return "", l.style == "annex"
}

func (w *language) namesKind(s string) bool {
	for _, k := range w.kinds {
		if strings.Contains(s, k.word) {
			return true
		}
	}
	return false
}

// annexNumber splits "2 to resolution 71" after the number, which may be a
// letter or a roman numeral. A preposition of one letter is no number: "ANEXO A
// LA RESOLUCIÓN 71" has none, "ANEXO A A LA RESOLUCIÓN 71" has A.
func (w *language) annexNumber(s string) (number, after string) {
	if n := longestWord(s, w.annexTo); n > 0 && n < len(s) && longestWord(strings.TrimLeft(s[n:], " "), w.annexTo) == 0 && s[n] != '(' {
		return "", s
	}
	word, after, _ := strings.Cut(s, " ")
	word = strings.TrimRight(word, ".:)")
	if i := strings.IndexByte(word, '('); i > 0 {
		word, after = word[:i], s[i:]
	}
	digits := strings.Trim(word, "0123456789") == ""
	switch {
	case word == "":
		return "", s
	case digits:
		return strings.TrimLeft(word, "0"), after
	case romanValue(word) > 0:
		return word, after
	case utf8.RuneCountInString(word) == 1 && unicode.IsLetter(first(word)):
		return word, after
	case hanValue(word) > 0:
		return romans(0 + hanValue(word)), after
	}
	return "", s
}

func (b *builder) beginAnnex(l *line, number string) {
	key := "annex"
	if number != "" {
		key += "-" + number
	}
	b.sections[key]++
	if n := b.sections[key]; n > 1 {
		key += "-" + tracker.Letters(n)
	}
	text, notes := b.notes.take(l)
	b.text.Notes = append(b.text.Notes, notes...)
	b.text.Annexes = append(b.text.Annexes, tracker.Annex{Key: key, Heading: text})
	b.annex = key
	b.openSection(key, tracker.Annexed, text, nil)
}
