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

// An identity is what a heading line says of the text below it.
type identity struct {
	kind    tracker.Kind
	number  string
	revised bool
	body    string // when the heading's form decides it
	session string // id of a session, when the heading decides it
	place   string // of "(Rev. Dubai, 2018)", as printed
	year    int
	title   string // when the heading line goes on with it
	marked  bool   // a bracket with a session, place or year stands in the heading
	after   string // what a conversion glued behind the heading: the enacting phrase
	strong  bool   // the style or the form leaves no doubt that this is a heading
	lang    tracker.Lang
}

// maxHeadingLine is the longest heading line in runes: kind, number, bracket
// and perhaps a title. The longest seen has 140.
const maxHeadingLine = 300

// readIdentity reads a heading line such as "RESOLUTION 71 (REV. DUBAI, 2018)".
func (g *Grammar) readIdentity(l *line, langs []*language) (identity, bool) {
	if len(l.text) > 4*maxHeadingLine || l.text == "" {
		return identity{}, false
	}
	f := fold(strings.TrimRight(l.text, " *"))
	for i := range g.words.forms {
		form := &g.words.forms[i]
		if m := form.compiled.FindStringSubmatchIndex(f.s); m != nil {
			return form.identity(l.text, f, m), true
		}
	}
	for _, w := range langs {
		for _, pattern := range w.identity {
			if m := pattern.FindStringSubmatchIndex(f.s); m != nil {
				if id, ok := g.fillIdentity(w, l, f, pattern, m); ok {
					return id, true
				}
			}
		}
	}
	return identity{}, false
}

// group is the text of a named group, as printed.
func group(text string, f folded, re *regexp.Regexp, m []int, name string) string {
	i := re.SubexpIndex(name)
	if i < 0 || m[2*i] < 0 {
		return ""
	}
	return strings.TrimSpace(text[f.at[m[2*i]]:f.at[m[2*i+1]]])
}

func (form *identityForm) identity(text string, f folded, m []int) identity {
	id := identity{kind: form.Kind, body: form.Body, strong: true, marked: true}
	get := func(name string) string { return group(text, f, form.compiled, m, name) }
	id.number, id.title, id.session = get("number"), get("title"), form.Session
	id.year, _ = strconv.Atoi(get("year"))
	for _, name := range []string{"session", "year"} {
		id.session = strings.ReplaceAll(id.session, "{"+name+"}", get(name))
	}
	return id
}

func (g *Grammar) fillIdentity(w *language, l *line, f folded, re *regexp.Regexp, m []int) (identity, bool) {
	printed := strings.ToUpper(group(l.text, f, re, m, "number"))
	id := identity{lang: w.lang, number: cmp.Or(strings.Trim(printed, "[]"), Unnumbered)}
	if strings.Contains(printed, "/") && printed[0] != '[' && !g.bySymbol(&id) {
		return id, false
	}
	id.body = cmp.Or(id.body, g.sector(w, group(l.text, f, re, m, "sector")))
	word := foldWord(group(l.text, f, re, m, "kind"))
	for _, k := range w.kinds {
		if k.word == word {
			id.kind = k.kind
		}
	}
	restAt := m[2*re.SubexpIndex("rest")]
	rest := strings.TrimSpace(f.s[restAt:])
	styled := l.style == "text-number" || l.style == "number"
	id.strong = styled || inCapitals(l.text[:f.at[restAt]])
	if strings.HasPrefix(rest, "(") {
		end := strings.LastIndexByte(rest, ')')
		if end < 0 {
			end = len(rest)
		}
		mark := rest[1:end]
		if inner := strings.Index(rest, ")"); inner >= 0 && strings.Count(rest[:inner], "(") == 1 && !styled {
			mark, end = rest[1:inner], inner
		}
		if !g.readMark(w, mark, &id) && !styled {
			return id, false
		}
		id.marked = true
		rest = strings.TrimLeft(rest[min(end+1, len(rest)):], " ")
	}
	rest = strings.TrimLeft(rest, "0123456789* ")
	if m := datedRest.FindStringIndex(rest); m != nil && id.marked {
		id.title, rest = "", strings.TrimLeft(rest[m[1]:], " ")
		if rest != "" {
			id.after = l.text[f.at[len(f.s)-len(rest)]:]
		}
		return id, utf8.RuneCountInString(rest) < maxGluedEnacting
	}
	titleAt := len(f.s) - len(rest)
	rest = strings.Trim(rest, " -:.")
	switch {
	case rest == "":
		return id, true
	case styled:
		id.title = strings.Trim(l.text[f.at[titleAt]:], " –-:—")
		return id, true
	case strings.HasPrefix(f.s[titleAt:], "-") && !strings.ContainsAny(l.text[len(l.text)-1:], ".,;"):
		id.title = strings.Trim(l.text[f.at[titleAt]:], " –-:—")
		return id, true
	case id.marked && inCapitals(l.text[:f.at[restAt]]) && unicode.IsUpper(first(l.text[f.at[titleAt]:])):
		id.title = l.text[f.at[titleAt]:]
		return id, true
	}
	return id, false
}

// bySymbol completes an identity whose number is a symbol's, such as 79/100:
// the body and session are the ones of A/RES/79/100.
func (g *Grammar) bySymbol(id *identity) bool {
	symbol := "a/res/" + strings.ToLower(id.number)
	for i := range g.words.forms {
		form := &g.words.forms[i]
		if m := form.compiled.FindStringSubmatchIndex(symbol); m != nil {
			found := form.identity(symbol, fold(symbol), m)
			id.body, id.session, id.marked = found.body, found.session, true
			return true
		}
	}
	return false
}

// Unnumbered is what drafts are printed with in the place of a number.
const Unnumbered = "XXX"

// datedRest is the date that follows a number and year: "of 20 September 1965".
var datedRest = regexp.MustCompile(`^(?:of|du|de|del|от)? ?\d{1,2}(?:er)? (?:de )?\p{L}+ (?:de )?\d{4}(?: г\.?)?`)

// maxGluedEnacting is how long an enacting phrase glued behind a heading may be.
const maxGluedEnacting = 80

// sector is the body that a heading such as "Recommendation ITU-T E.119" names
// by its short name.
func (g *Grammar) sector(w *language, short string) string {
	if short == "" {
		return ""
	}
	i := slices.IndexFunc(g.registry.Bodies, func(b tracker.Body) bool {
		return tracker.SameName(b.Short[w.lang], short) || tracker.SameName(b.Short[tracker.English], short)
	})
	if i < 0 {
		return ""
	}
	return g.registry.Bodies[i].ID
}

// inCapitals reports whether s has letters that have case and all are capital.
func inCapitals(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 1
}

var (
	fourDigits = regexp.MustCompile(`(?:^|[^\d])((?:18|19|20)\d\d)(?:$|[^\d])`)
	yearSigns  = strings.NewReplacer("г.", " ", "г", " ", "年", " ")
)

// readMark reads the inside of the bracket after a number: "rev. dubai, 2018",
// "wrc-19", "c24", "1994", "2018年，迪拜，修订版".
func (g *Grammar) readMark(w *language, mark string, id *identity) bool {
	for _, word := range w.revised {
		if i := strings.Index(mark, word); i >= 0 {
			id.revised = true
			mark = mark[:i] + " " + mark[i+len(word):]
			break
		}
	}
	bare := strings.Trim(mark, " .,")
	for i := range g.registry.Sessions {
		s := &g.registry.Sessions[i]
		if tracker.SameName(s.ID, bare) || slices.ContainsFunc(s.Alias, func(a string) bool { return foldWord(a) == bare }) {
			id.session, id.body, id.year = s.ID, s.Body, s.Year
			return true
		}
	}
	if m := councilMark.FindStringSubmatch(bare); m != nil {
		id.year = century(cmp.Or(m[3], m[2]))
		id.revised = id.revised || m[1] != "" || m[3] != ""
		id.body = "itu/council"
		return true
	}
	m := fourDigits.FindStringSubmatchIndex(mark)
	if m == nil {
		return false
	}
	id.year, _ = strconv.Atoi(mark[m[2]:m[3]])
	place := mark[:m[2]] + " " + mark[m[3]:]
	if w.lang == tracker.Chinese {
		place = strings.ReplaceAll(place, "年", " ")
	}
	if w.lang == tracker.Russian {
		place = strings.TrimSuffix(strings.TrimRight(place, " ."), "г")
	}
	id.place = strings.Trim(place, " ,.;()")
	return true
}

// councilMark is how the Council's sessions are named: C24, C-1985, with a
// Latin or a Cyrillic letter; "C-1985, last amended C19" and "modified C22" are
// of the last one.
var councilMark = regexp.MustCompile(`^([^\d()]+ )?[cс]-?(\d{4}|\d{2})(?:[^\d()]+[cс]-?(\d{4}|\d{2}))?(?:,[^\d()]*)?$`)

// century completes a year of two digits: the first session that a code of two
// digits can name is of 1946.
func century(year string) int {
	n, _ := strconv.Atoi(year)
	switch {
	case n >= 100:
		return n
	case n >= 46:
		return 1900 + n
	}
	return 2000 + n
}

// resolve makes the addresses of a text: body and session by the enacting
// phrase, the heading's mark, place and year, and the reader's option, in this
// order of trust.
func (g *Grammar) resolve(id *identity, enacting string, o Options) (tracker.Address, bool) {
	body, session := id.body, id.session
	named := g.bodyOf(enacting)
	if body == "" {
		body = named
	}
	body = g.adoptedBy(body, id)
	year, place := id.year, id.place
	if year == 0 {
		place, year = placeAndYear(enacting)
	}
	if session == "" && place != "" && year > 0 {
		at := g.registry.SessionsAt(place, year)
		session, body = pick(at, body, session)
	}
	if session == "" && place == "" && year > 0 && body != "" {
		session = g.sessionIn(body, year)
	}
	if session == "" && o.Session != "" {
		session = o.Session
	}
	if s, ok := g.registry.Session(session); ok && body == "" {
		body = s.Body
	}
	if body == "" || id.kind == "" || id.number == "" {
		return tracker.Address{}, false
	}
	return tracker.Address{Body: body, Kind: id.kind, Number: id.number, Session: session}, true
}

// adoptedBy is the body that adopted a text which its heading ascribes to a
// sector: "Resolution ITU-R 99-2" is the second revision of the
// Radiocommunication Assembly's Resolution 99.
func (g *Grammar) adoptedBy(body string, id *identity) string {
	b, known := g.registry.Body(body)
	if !known || b.Assembly == "" || slices.Contains(b.Kinds, id.kind) {
		return body
	}
	id.number, _, _ = strings.Cut(id.number, "-")
	return b.Assembly
}

// pick chooses among the sessions at a place and year: the one of the body,
// or the only one.
func pick(at []tracker.Session, body, session string) (string, string) {
	i := slices.IndexFunc(at, func(s tracker.Session) bool { return s.Body == body })
	switch {
	case i >= 0:
		return at[i].ID, body
	case body == "" && len(at) == 1:
		return at[0].ID, at[0].Body
	}
	return session, body
}

// sessionIn is the session of a body in a year, by the registry or, for bodies
// that meet every year, by the body's short name and the year: sc-1994.
func (g *Grammar) sessionIn(body string, year int) string {
	var found []string
	for _, s := range g.registry.Sessions {
		if s.Body == body && s.Year == year {
			found = append(found, s.ID)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	if len(found) > 1 {
		return ""
	}
	if body == "itu/council" {
		return councilSession(year)
	}
	_, short, _ := strings.Cut(body, "/")
	return short + "-" + strconv.Itoa(year)
}

// bodyOf finds the body that an enacting phrase names; the longest name wins.
func (g *Grammar) bodyOf(enacting string) string {
	if enacting == "" {
		return ""
	}
	s := foldWord(enacting)
	for _, b := range g.words.bodies {
		if strings.Contains(s, b.name) {
			return b.id
		}
	}
	return g.councilOf(s)
}

// councilOf knows the bare "The Council," that opens the Council's own texts.
func (g *Grammar) councilOf(folded string) string {
	for _, b := range g.registry.Bodies {
		for _, short := range b.Short {
			f := foldWord(short)
			rest, ok := strings.CutSuffix(strings.TrimRight(folded, " ,"), f)
			if ok && len(f) > 3 && len([]rune(rest)) <= 5 {
				return b.ID
			}
		}
	}
	return ""
}

var bracketed = regexp.MustCompile(`\(([^()]*)\)`)

// placeAndYear reads "(Dubai, 2018)" in an enacting phrase.
func placeAndYear(enacting string) (string, int) {
	s := fold(enacting).s
	for _, m := range bracketed.FindAllStringSubmatch(s, -1) {
		if y := fourDigits.FindStringSubmatchIndex(m[1]); y != nil {
			year, _ := strconv.Atoi(m[1][y[2]:y[3]])
			place := yearSigns.Replace(" " + m[1][:y[2]] + " " + m[1][y[3]:])
			return strings.Trim(place, " ,.;"), year
		}
	}
	return "", 0
}
