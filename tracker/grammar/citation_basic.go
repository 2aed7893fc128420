package grammar

import (
	"regexp"
	"strings"
)

var (
	basicMark      = regexp.MustCompile(`(cs|cv|gr) (\d{1,3}[a-z]?)`)
	basicNumber    = regexp.MustCompile(`^\d{1,4}[a-z]{0,2}(?:\.\d{1,4}[a-z]{0,2}){0,2}`)
	chineseNumbers = regexp.MustCompile(`第? ?(\d{1,4}(?:\.\d+)?[a-z]?(?:(?:,|和|及|与|、|至)第?\d{1,4}(?:\.\d+)?[a-z]?)*) ?(款|条|号)`)
	digits         = regexp.MustCompile(`\d{1,4}(?:\.\d+)?[a-z]?`)
	// "the Convention on International Civil Aviation" is another convention.
	otherConvention = regexp.MustCompile(`^ (?:on|for|against|relating|concerning|sur|sobre|relative|relativa|о|об|между) `)
)

// basicTexts finds numbers and articles of the Constitution, the Convention and
// their like: "No. 196 of the Convention", "Article 7 of the Constitution",
// "CS 224". They become addresses of the text with the number as provision:
// itu/cs#196, itu/cs#art-7.
func (r *reading) basicTexts() {
	if !strings.ContainsAny(r.folded, "0123456789") {
		return
	}
	if r.words.numberFirst {
		r.chineseBasicTexts()
	} else {
		for _, m := range r.words.number.FindAllStringSubmatchIndex(r.folded, -1) {
			r.basicList(m, "")
		}
		for _, m := range r.words.article.FindAllStringSubmatchIndex(r.folded, -1) {
			r.basicList(m, "art-")
		}
	}
	for _, m := range basicMark.FindAllStringSubmatchIndex(r.folded, -1) {
		if first := r.printed(m[0]); r.wordStarts(m[0]) && r.wordEnds(m[1]) && 'A' <= first && first <= 'Z' {
			r.found(m[0], m[1], r.basicText(r.folded[m[2]:m[3]], false)+"#"+strings.ToUpper(r.folded[m[4]:m[5]]), "")
		}
	}
}

// basicList reads "Nos. 90 and 91 [in Article 13] of the Constitution" from its
// first number on.
func (r *reading) basicList(m []int, prefix string) {
	if !r.wordStarts(m[0]) {
		return
	}
	type span struct {
		start, end int
		number     string
	}
	spans := []span{{m[0], m[1], r.folded[m[2]:m[3]]}}
	pos := m[1]
	for {
		sep := r.words.andNext.FindStringSubmatchIndex(r.folded[pos:])
		if sep == nil || sep[2] < 0 && sep[4] < 0 {
			break
		}
		n := basicNumber.FindString(r.folded[pos+sep[1]:])
		if n == "" || !r.wordEnds(pos+sep[1]+len(n)) {
			break
		}
		spans = append(spans, span{pos + sep[1], pos + sep[1] + len(n), n})
		pos += sep[1] + len(n)
	}
	if m := r.words.paragraphNext.FindStringSubmatch(r.folded[pos:]); m != nil && prefix != "" {
		spans[len(spans)-1].number += "." + m[1] // Article 2, paragraph 4
		pos += len(m[0])
	}
	if a := r.words.articleNext.FindStringIndex(r.folded[pos:]); a != nil && prefix == "" {
		pos += a[1]
	}
	text, end := r.basicName(pos)
	if own, _ := r.registry.Body(r.own.Body); text == "" && prefix == "" && strings.Contains(spans[0].number, ".") {
		text, end = own.Regulations, spans[len(spans)-1].end
	}
	if text == "" {
		return
	}
	for i, s := range spans {
		if i == len(spans)-1 {
			s.end = end
		}
		r.found(s.start, s.end, text+"#"+r.basicKey(prefix, s.number), "")
	}
}

// basicKey is a number as addresses write it: the letter in capitals, the
// article before the dot.
func (r *reading) basicKey(prefix, number string) string {
	if article, rest, dotted := strings.Cut(number, "."); dotted && r.words.reversed && prefix == "" {
		number = rest + "." + article
	}
	return prefix + strings.ToUpper(number)
}

// basicName reads "of the Constitution" at pos and gives the text's address and
// where its name ends.
func (r *reading) basicName(pos int) (string, int) {
	m := r.words.textNext.FindStringSubmatchIndex(r.folded[pos:])
	if m == nil || !r.wordEnds(pos+m[1]) {
		return "", pos
	}
	end := pos + m[1]
	name := r.folded[pos+m[2] : pos+m[3]]
	named := name != shortest(r.words, name)
	if !named && r.words.texts[name] == "cv" && otherConvention.MatchString(r.folded[end:]) {
		return "", pos
	}
	return r.basicText(r.words.texts[name], named), end
}

// basicText gives the address of a basic text. The Charter is the UN's; the
// others belong to the text's own organization unless their name says more.
func (r *reading) basicText(key string, named bool) string {
	switch own := root(r.own.Body); {
	case key == "charter":
		return "un/charter"
	case named || own == "" && (key == "rr" || key == "itr"):
		return "itu/" + key
	case own == "un" || own == "bipm" || own == "":
		return "" // some other convention
	default:
		return own + "/" + key
	}
}

// shortest gives the shortest name of the text that name names: longer ones
// name the organization too.
func shortest(w *citationWords, name string) string {
	best := name
	for other, key := range w.texts {
		if key == w.texts[name] && len(other) < len(best) {
			best = other
		}
	}
	return best
}

// chineseBasicTexts reads 《公约》第102款 and 《组织法》第7条.
func (r *reading) chineseBasicTexts() {
	for _, m := range chineseNumbers.FindAllStringSubmatchIndex(r.folded, -1) {
		text, from := r.before(m[0])
		before := r.words.textLast.FindStringSubmatchIndex(text)
		if before == nil {
			continue
		}
		name := text[before[2]:before[3]]
		text = r.basicText(r.words.texts[name], name != strings.Trim(shortest(r.words, name), `"`) && !strings.HasPrefix(name, `"`))
		if text == "" {
			continue
		}
		prefix := ""
		if r.folded[m[4]:m[5]] == "条" {
			prefix = "art-"
		}
		start := from + before[2]
		for _, n := range digits.FindAllStringIndex(r.folded[m[2]:m[3]], -1) {
			from, to := m[2]+n[0], m[2]+n[1]
			number := r.folded[from:to]
			if to == m[3] {
				to = m[1]
			}
			if start >= 0 {
				from, start = start, -1
			}
			r.found(from, to, text+"#"+r.basicKey(prefix, number), "")
		}
	}
}
