package index

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A reference is what words say about a text, before the record is asked which
// texts fit: "Res. 130 (Rev. Dubai, 2018)", "resolves 3 of 130".
type reference struct {
	address  tracker.Address // typed as an address; the rest is then empty
	body     string
	kind     tracker.Kind
	number   string
	sessions []string // any of them; nil when none was named
	heading  string   // key of the registry's heading
	words    []string // what follows the heading: its addressee
	labels   []string
	annex    string // "annex-1", or "annex" for the only one
	symbol   bool   // the number was in a document symbol: A/RES/70/1
	places   []tracker.Session
	years    []string
}

// mentions gives what texts that name the same say: the number, the place in
// their language, the year. How a kind is abbreviated and which verb opens a
// section, they do not share.
func (ref reference) mentions() []Clause {
	number := Clause{{Text: ref.number}}
	if strings.Contains(ref.number, "/") {
		number = append(number, Term{Text: "A/RES/" + ref.number})
	}
	clauses := []Clause{number}
	var place Clause
	for _, s := range ref.places {
		for _, forms := range s.Place {
			for _, f := range forms {
				if t := (Term{Text: f, Phrase: true}); !slices.Contains(place, t) {
					place = append(place, t)
				}
			}
		}
	}
	if place != nil {
		clauses = append(clauses, place)
	}
	for _, year := range ref.years {
		clauses = append(clauses, Clause{{Text: year}})
	}
	return clauses
}

// kindWords begins, per kind, the words for it in six languages, folded. A word
// counts when it is one of these, with or without an ending.
var kindWords = map[tracker.Kind][]string{
	tracker.Resolution:     {"res", "resol", "resolution", "resolucion", "рез", "резолюци", "قرار", "القرار", "决议"},
	tracker.Decision:       {"dec", "decision", "acuerdo", "реш", "решени", "مقرر", "المقرر", "决定"},
	tracker.Recommendation: {"rec", "recommendation", "recommandation", "recomendacion", "рек", "рекомендаци", "توصيه", "التوصيه", "建议", "建议书"},
	tracker.Opinion:        {"op", "opinion", "avis", "ruego", "мнени", "راي", "الراي", "意见"},
}

// longestEnding is how much longer than its entry an inflected kind word may be:
// "резолюциями", "resoluciones".
const longestEnding = 3

// kindOf gives the kind that a word means, or "".
func kindOf(word string) tracker.Kind {
	folded := strings.Trim(tracker.Fold(word), ".")
	for _, kind := range []tracker.Kind{tracker.Resolution, tracker.Decision, tracker.Recommendation, tracker.Opinion} {
		for _, w := range kindWords[kind] {
			ending, ok := strings.CutPrefix(folded, w)
			long := len([]rune(w)) >= 6 // an abbreviation takes no ending
			if ok && (ending == "" || long && len([]rune(ending)) <= longestEnding) {
				return kind
			}
		}
	}
	return ""
}

// fillers are words of a reference that say nothing more: links, "revised",
// "number", "year".
var fillers = strings.Fields(`of the to in no number num n° nº № rev revised de la le du des del el rev. numero
	пересм г из к № номер от المراجع المراجعه في من رقم لعام 修订版 第 号 年 的 修订`)

// articles open a name, and do not end one.
var articles = strings.Fields("the la le el")

var (
	hanDigit    = regexp.MustCompile(`(\p{Han})(\d)`)
	digitHan    = regexp.MustCompile(`(\d)(\p{Han})`)
	hanOrdinal  = regexp.MustCompile(`第?\s*(\d+)\s*号\s*`)
	inside      = regexp.MustCompile(`(\S)#(\pL+)\.?`) // 130#resolves.3
	gluedForm   = regexp.MustCompile(`^(\p{L}+)[-./]?(\d{1,4}(?:/\d{1,4})?)$`)
	numberForm  = regexp.MustCompile(`^#?(\d{1,4}(?:/\d{1,4})?[a-z]?)$`)
	symbolForm  = regexp.MustCompile(`^[as]/res/(\d{1,4}(?:/\d{1,4})?)$`)
	labelForm   = regexp.MustCompile(`^(?:\d{1,3}|[\p{L}]{1,4})(?:\.(?:\d{1,3}|[\p{L}]{1,4}))*$`)
	punctuation = strings.NewReplacer("(", " ", ")", " ", "（", " ", "）", " ", ",", " ", "，", " ", "،", " ", "、", " ")
)

// readReference reads s as a reference. Every word of s must be understood as
// part of one, or s is no reference but words to look for.
func readReference(registry *tracker.Registry, s string) (reference, bool) {
	if a, err := tracker.ParseAddress(s); err == nil && (a.Kind != "" || a.Provision != "") {
		return reference{address: a}, true
	}
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return reference{}, false // all have a number; to compare words with every name takes longer than to look for them
	}
	s = hanOrdinal.ReplaceAllString(inside.ReplaceAllString(strings.TrimSpace(s), "$1 $2 "), " $1 ")
	s = digitHan.ReplaceAllString(hanDigit.ReplaceAllString(s, "$1 $2"), "$1 $2")
	folded := " " + tracker.Fold(punctuation.Replace(s)) + " "
	var ref reference
	folded = ref.takeHeading(registry, folded)
	folded = ref.takeAnnex(folded)
	folded = ref.takeBody(registry, folded)
	folded, ref.places = takePlaces(registry, folded)
	var years []int
	for token := range strings.FieldsSeq(folded) {
		token = strings.Trim(token, ".")
		number := numberForm.FindStringSubmatch(token)
		symbol := symbolForm.FindStringSubmatch(token)
		glued := gluedForm.FindStringSubmatch(token)
		switch {
		case token == "" || slices.Contains(fillers, token):
		case kindOf(token) != "" && ref.kind == "":
			ref.kind = kindOf(token)
		case glued != nil && ref.kind == "" && ref.number == "" && kindOf(glued[1]) != "": // res130, RES-130
			ref.kind, ref.number = kindOf(glued[1]), glued[2]
		case symbol != nil && ref.number == "":
			ref.kind, ref.number, ref.symbol = tracker.Resolution, symbol[1], true
		case number != nil && ref.number == "":
			ref.number = number[1]
		case number != nil && len(number[1]) == 4:
			year, err := strconv.Atoi(number[1])
			if err != nil {
				return ref, false
			}
			years = append(years, year)
			ref.years = append(ref.years, number[1])
		case ref.takeSession(registry, token):
		default:
			return ref, false
		}
	}
	ref.numberBehindLabels()
	if len(years) > 0 || len(ref.places) > 0 {
		ref.sessions = append(ref.sessions, sessionsAt(registry, ref.places, years)...)
		if ref.sessions == nil {
			return ref, false
		}
	}
	return ref, ref.number != ""
}

// numberBehindLabels takes the text's number that follows the labels with no word
// between: "resolves 3 130", "recognizing b) 130".
func (ref *reference) numberBehindLabels() {
	last := len(ref.labels) - 1
	if ref.number != "" || last < 1 || !numberForm.MatchString(ref.labels[last]) {
		return
	}
	ref.labels, ref.number = ref.labels[:last], ref.labels[last]
}

// takeHeading takes "resolves 3", "instructs the Secretary-General 3 a" out of a
// folded reference.
func (ref *reference) takeHeading(registry *tracker.Registry, s string) string {
	longest, at := "", -1
	for _, h := range registry.Headings {
		for _, forms := range h.Forms {
			for _, f := range forms {
				form := tracker.Fold(f.Text)
				if kindOf(form) != "" {
					continue // 决议 is the noun as well as the verb
				}
				if i := strings.Index(s, " "+form+" "); i >= 0 && len(form) > len(longest) {
					longest, at, ref.heading = form, i, h.Key
				}
			}
		}
	}
	if at < 0 {
		return s
	}
	rest := ref.takeAddressee(registry, strings.Fields(s[at+1+len(longest):]))
	labelled := false
	for len(rest) > 0 {
		token := strings.Trim(rest[0], ".")
		link := slices.Contains(fillers, token) && !slices.Contains(articles, token)
		isLabel := labelForm.MatchString(token) && (labelled || unicode.IsDigit([]rune(token)[0]) || len([]rune(token)) == 1)
		if link || kindOf(token) != "" {
			break
		}
		switch {
		case isLabel:
			labelled = true
			ref.labels = append(ref.labels, strings.Split(token, ".")...)
		case labelled:
			return s[:at+1] + strings.Join(rest, " ") + " "
		default:
			ref.words = append(ref.words, token)
		}
		rest = rest[1:]
	}
	return s[:at+1] + strings.Join(rest, " ") + " "
}

// takeAddressee takes a name with links in it, "the Director of TSB", whole.
func (ref *reference) takeAddressee(registry *tracker.Registry, rest []string) []string {
	from := 0
	for from < len(rest) && slices.Contains(articles, rest[from]) {
		from++
	}
	s, longest := strings.Join(rest[from:], " ")+" ", ""
	for _, a := range registry.Addressees {
		names := []string{a.Key}
		for _, l := range tracker.Langs {
			names = append(append(names, a.Name[l]), a.Forms[l]...)
		}
		for _, n := range names {
			if n = tracker.Fold(n); len(n) > len(longest) && strings.HasPrefix(s, n+" ") {
				longest = n
			}
		}
	}
	if longest == "" {
		return rest
	}
	ref.words = strings.Fields(longest)
	return rest[from+len(ref.words):]
}

// takeAnnex takes "annex 1" out of a folded reference: "annex 1 to resolution 71",
// 第71号决议附件2.
func (ref *reference) takeAnnex(s string) string {
	names, err := shippedNames()
	if err != nil {
		return s
	}
	for _, name := range names.values[Role]["annex"] {
		name = tracker.Fold(name)
		before, behind, found := strings.Cut(s, " "+name+" ")
		if !found {
			before, behind, found = strings.Cut(s, name+" ") // no space stands before it in Chinese
			_, last := utf8.DecodeRuneInString(name)
			found = found && last > 2
		}
		if !found {
			continue
		}
		ref.annex = "annex"
		rest := strings.Fields(behind)
		if len(rest) > 0 && labelForm.MatchString(rest[0]) && unicode.IsDigit(rune(rest[0][0])) {
			ref.annex += "-" + rest[0]
			rest = rest[1:]
		}
		return before + " " + strings.Join(rest, " ") + " "
	}
	return s
}

// takeBody takes the name of a body out of a folded reference.
func (ref *reference) takeBody(registry *tracker.Registry, s string) string {
	longest := ""
	for _, b := range registry.Bodies {
		_, short, _ := strings.Cut(b.ID, "/")
		names := []string{short}
		for _, l := range tracker.Langs {
			names = append(append(names, b.Name[l], b.Short[l]), b.Alias[l]...)
		}
		for _, n := range names {
			n = tracker.Fold(n)
			if n != "" && len(n) > len(longest) && strings.Contains(s, " "+n+" ") {
				longest, ref.body = n, b.ID
			}
		}
	}
	if longest == "" {
		return s
	}
	return strings.Replace(s, " "+longest+" ", " ", 1)
}

// takePlaces takes the place of a session out of a folded reference, and gives
// the sessions there.
func takePlaces(registry *tracker.Registry, s string) (rest string, at []tracker.Session) {
	longest := ""
	for _, session := range registry.Sessions {
		for _, forms := range session.Place {
			for _, f := range forms {
				f = tracker.Fold(f)
				if f == "" || !strings.Contains(s, " "+f+" ") || len(f) < len(longest) {
					continue
				}
				if len(f) > len(longest) {
					longest, at = f, nil
				}
				if !slices.ContainsFunc(at, func(o tracker.Session) bool { return o.ID == session.ID }) {
					at = append(at, session)
				}
			}
		}
	}
	if longest == "" {
		return s, nil
	}
	return strings.Replace(s, " "+longest+" ", " ", 1), at
}

// takeSession takes a session's own name: "pp-18", or another form of it.
func (ref *reference) takeSession(registry *tracker.Registry, token string) bool {
	for _, s := range registry.Sessions {
		if s.ID == token || strings.ReplaceAll(s.ID, "-", "") == token || slices.ContainsFunc(s.Alias, func(a string) bool { return tracker.SameName(a, token) }) {
			ref.sessions = append(ref.sessions, s.ID)
		}
	}
	return ref.sessions != nil
}

// sessionsAt lists the sessions at one of the places, if any was named, and in
// one of the years, if any was.
func sessionsAt(registry *tracker.Registry, places []tracker.Session, years []int) []string {
	among := places
	if len(places) == 0 {
		among = registry.Sessions
	}
	var out []string
	for _, s := range among {
		if len(years) == 0 || slices.Contains(years, s.Year) {
			out = append(out, s.ID)
		}
	}
	return out
}
