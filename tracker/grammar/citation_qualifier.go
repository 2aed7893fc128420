package grammar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"concord/tracker"
)

// A qualifier is what the brackets after a number say: "(Rev. Dubai, 2018)",
// "(Rev.WRC-15)", "(C-1985, last amended C19)", "(1993)", "(XV)".
type qualifier struct {
	place     string
	year      int
	mark      string // folded session mark: "wrc-15"
	council   bool   // the brackets hold a Council session's mark, or say council
	amended   bool   // year is that of the last change
	roman     string // session of the General Assembly to 1976
	body      string // body that mark or words around settle
	flattened bool   // a tracked change was lost: two years or places run together
}

// bracketLength bounds the text of a qualifier, in bytes; the longest real
// one, with a place in Russian and two years, has about 90.
const bracketLength = 160

var (
	flatYears      = regexp.MustCompile(`\d{4}[\p{Latin}\p{Cyrillic}\p{Arabic}]{3,}|(?:19|20)\d{2}(?:19|20)\d{2}`)
	oldMark        = regexp.MustCompile(`^\p{L}{2,5}-\d{2}$`) // "Mob-87", of a conference that no body carries on
	romanOnly      = regexp.MustCompile(`^(?:s-)?[ivxlc]{1,8}$`)
	councilBracket = regexp.MustCompile(`^(?:council|conseil|consejo|совет|理事会|المجلس)?,? ?[cс][ -]?(\d{4}|\d{2})$`)
	sessionMark    = regexp.MustCompile(`^(\p{L}{2,6})[ -]?(\d{4}|\d{2})$`)
	placeThenYear  = regexp.MustCompile(`^(\p{L}[\p{L} .'\-]*?),? ?(\d{4})$`)
	placeOnly      = regexp.MustCompile(`^\p{L}[\p{L} .'\-]{0,60}$`)
	yearWord       = regexp.MustCompile(`^(\d{4}) \p{L}+$`)
)

// bracket reads a qualifier at pos and gives where it ends.
func (r *reading) bracket(pos int) (qualifier, int, bool) {
	open := pos
	if open < len(r.folded) && r.folded[open] == ' ' {
		open++
	}
	if open >= len(r.folded) || r.folded[open] != '(' {
		return qualifier{}, pos, false
	}
	length := strings.IndexByte(r.folded[open:min(len(r.folded), open+bracketLength)], ')')
	if length < 0 {
		return qualifier{}, pos, false
	}
	content := r.folded[open+1 : open+length]
	end := open + length + 1
	if strings.Contains(content, "(") && strings.HasPrefix(r.folded[end:], ")") {
		end++
	}
	q, ok := r.qualifier(strings.ReplaceAll(content, "(", " "))
	if q.flattened {
		r.faults = append(r.faults, tracker.Fault{
			Rule:    "flattened-change",
			Problem: fmt.Sprintf("%q: two revisions run together, a tracked change was lost in the file", "("+content+")"),
		})
	}
	return q, end, ok
}

// qualifier reads the text between the brackets, part by part.
func (r *reading) qualifier(content string) (q qualifier, ok bool) {
	if flat := flatYears.FindString(content); flat != "" && !r.yearAndSuffix(flat) {
		q.flattened = true
		cut := strings.Index(content, flat)
		content = content[:cut] + content[cut:cut+4] + ", " + content[cut+4:]
	}
	if r.words.numberFirst {
		content = strings.ReplaceAll(content, "年", "年,")
	}
	content = r.words.andAmong.ReplaceAllString(content, ", ")
	parts := strings.FieldsFunc(content, func(c rune) bool { return c == ',' || c == ';' })
	revised, known := false, false
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if cut := r.words.revisedNext.FindStringIndex(part); cut != nil {
			revised = true
			part = strings.TrimSpace(part[cut[1]:])
		}
		if cut := strings.TrimSpace(r.trimRevised(part)); cut != part {
			revised, part = true, cut
		}
		if cut := r.words.amendedNext.FindStringIndex(part); cut != nil {
			q.amended = true
			part = strings.TrimSpace(part[cut[1]:])
		}
		if part == "" {
			continue
		}
		if !r.part(&q, part) {
			return qualifier{flattened: q.flattened}, false
		}
		known = true
	}
	if q.place != "" && q.year == 0 && q.mark == "" && q.body == "" {
		return qualifier{flattened: q.flattened}, false
	}
	if _, joined := r.joinedPlaces(q.place); joined && !q.flattened {
		q.flattened = true
	}
	return q, known || revised && q.flattened
}

// trimRevised takes a word such as 修订版 from the end of a part.
func (r *reading) trimRevised(part string) string {
	if r.words.numberFirst {
		return strings.TrimSuffix(strings.TrimSuffix(part, "修订版"), "修订")
	}
	return part
}

// yearAndSuffix reports whether s, four digits and letters, is a year as the
// language writes it.
func (r *reading) yearAndSuffix(s string) bool { return r.words.yearNext.MatchString(s) }

// part reads one part of a qualifier into q.
func (r *reading) part(q *qualifier, part string) bool {
	if m := r.words.yearNext.FindStringSubmatch(part); m != nil {
		q.year, _ = strconv.Atoi(m[1])
		return true
	}
	if m := councilBracket.FindStringSubmatch(part); m != nil {
		q.council, q.year = true, fullYear(m[1])
		return true
	}
	if len(r.marks[part]) > 0 {
		q.mark = part
		return true
	}
	if m := sessionMark.FindStringSubmatch(part); m != nil && r.series[m[1]] != "" {
		q.mark, q.body = part, r.series[m[1]]
		q.year = fullYear(m[2])
		return true
	}
	if oldMark.MatchString(part) {
		q.mark = part
		return true
	}
	if romanOnly.MatchString(part) {
		q.roman = part
		return true
	}
	if ids := r.words.bodies[part]; len(ids) > 0 {
		q.body = r.body(part)
		return true
	}
	if m := yearWord.FindStringSubmatch(part); m != nil {
		q.year, _ = strconv.Atoi(m[1])
		return true
	}
	for _, year := range r.words.years {
		part = strings.TrimSpace(strings.TrimSuffix(part, year))
	}
	if m := placeThenYear.FindStringSubmatch(part); m != nil {
		q.place = m[1]
		q.year, _ = strconv.Atoi(m[2])
		return true
	}
	if placeOnly.MatchString(part) {
		q.place = part
		return true
	}
	return false
}

// joinedPlaces reports whether place is two known places run together, and
// gives the second.
func (r *reading) joinedPlaces(place string) (string, bool) {
	for known := range r.places {
		if rest, found := strings.CutPrefix(place, known); found && r.places[strings.TrimSpace(rest)] {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// councilStart is the year of the first session of the Council: what two
// digits before it say belongs to the next century.
const councilStart = 47

// fullYear reads a year of two or four digits.
func fullYear(digits string) int {
	year, _ := strconv.Atoi(digits)
	switch {
	case year >= 100:
		return year
	case year < councilStart:
		return 2000 + year
	}
	return 1900 + year
}
