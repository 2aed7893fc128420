package grammar

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

func itoa(n int) string { return strconv.Itoa(n) }

// readNumbered reads a body that has neither section headings nor an opening
// verb in each paragraph: a Recommendation, a declaration, a code. Its numbers
// and articles are its structure.
func (b *builder) readNumbered(body []line) {
	b.openSection("text", tracker.Operative, "", nil)
	b.headed = slices.ContainsFunc(body, func(l line) bool {
		_, _, ok := readLabel(l.text)
		return l.style == "heading" && (ok || l.label != "")
	})
	for i := range body {
		l := &body[i]
		if b.openAnnex(l) || b.openArticle(l) || b.openDivision(body, i) || b.aside(l) {
			continue
		}
		if strings.Trim(l.text, "-=_*# ") == "" && l.label == "" {
			continue // the rule under a heading of plain text
		}
		b.readPieces(l, next(body, i))
	}
}

// openArticle begins an article: "Article 3", "Article premier", 第三条, المادة 3.
func (b *builder) openArticle(l *line) bool {
	if b.annex != "" || l.cell != nil || utf8.RuneCountInString(l.text) > 40 || l.label != "" {
		return false
	}
	s := fold(strings.TrimLeft(l.text, "# ")).s
	number := ""
	for _, word := range b.w.article {
		if rest, ok := strings.CutPrefix(s, word+" "); ok {
			number = strings.Trim(rest, " .:-")
		}
		if rest, ok := strings.CutPrefix(s, "第"); ok && b.lang == tracker.Chinese {
			if n, ok := strings.CutSuffix(strings.TrimRight(rest, " "), word); ok {
				number = strings.Trim(n, " ")
			}
		}
	}
	if number == "" {
		return false
	}
	if n := ordinal(number); n > 0 {
		number = itoa(n)
	}
	if !unicode.IsDigit(first(number)) && !(len(number) > 1 && unicode.IsDigit(rune(number[1]))) {
		return false
	}
	b.openSection("article-"+slug(number), tracker.Operative, l.text, nil)
	return true
}

// ordinal reads the numbers that are written as words or Chinese numerals.
func ordinal(s string) int {
	switch s {
	case "premier", "1er", "primero", "первая", "الأولى", "الاولى":
		return 1
	}
	if n := hanValue(s); n > 0 && strings.Trim(s, hanDigit+"十") == "" {
		return n
	}
	return 0
}
