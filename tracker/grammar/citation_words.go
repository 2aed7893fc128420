package grammar

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"concord/tracker"
)

// A citationList is one language's entry in citations.json: the words around
// what is cited, in their printed form.
type citationList struct {
	NumberFirst bool                      `json:"number_first"` // Chinese: the number stands before the kind
	Kinds       map[tracker.Kind][]string `json:"kinds"`
	Many        []string                  `json:"many"`        // of the kinds, the plurals
	Reversed    bool                      `json:"reversed"`    // Arabic: 312.5 is No. 5.312
	Prefixes    []string                  `json:"prefixes"`    // Arabic: written together with the word
	Sign        []string                  `json:"sign"`        // between kind and number
	And         []string                  `json:"and"`         // between the numbers of a list
	To          []string                  `json:"to"`          // between the ends of a range
	Revised     []string                  `json:"revised"`     // in brackets, before place or mark
	Of          []string                  `json:"of"`          // between an instrument and its body
	Year        []string                  `json:"year"`        // after the digits of a year
	Date        []string                  `json:"date"`        // opens the date of an instrument
	Amended     []string                  `json:"amended"`     // in brackets, before the year of the last change
	OwnSession  []string                  `json:"own_session"` // "this conference"
	OwnText     []string                  `json:"own_text"`    // "this resolution"
	ItsSession  []string                  `json:"its_session"` // opens the year of the Council session
	Annex       []string                  `json:"annex"`       // "annex"
	AnnexOf     []string                  `json:"annex_of"`    // between an annex and its instrument
	Paragraph   []string                  `json:"paragraph"`   // of a text that numbers its paragraphs through
	Item        []string                  `json:"item"`        // before labels, in a reference to a section
	ItemOf      []string                  `json:"item_of"`     // between labels and the section's heading
	Here        []string                  `json:"here"`        // "above"
	Numbers     []string                  `json:"numbers"`     // before numbers of a basic text
	Articles    []string                  `json:"articles"`    // before articles of a basic text
	Thereof     []string                  `json:"thereof"`     // after a provision of the instrument cited just before
	Reports     []string                  `json:"reports"`     // what carries a Sector's symbol and is no Recommendation
	TextOf      []string                  `json:"text_of"`     // between number and basic text
	Texts       map[string][]string       `json:"texts"`       // basic texts by their key: "cs"
}

func readCitationLists(files fs.FS) (map[tracker.Lang]citationList, error) {
	f, err := files.Open("grammar/citations.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lists := map[tracker.Lang]citationList{}
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&lists); err != nil {
		return nil, fmt.Errorf("grammar/citations.json: %w", err)
	}
	return lists, nil
}

// citationWords is a citationList made ready. Every pattern is for folded text;
// one whose name ends in Next is anchored to the place looked at, one that ends
// in Last to the end of what stands before it.
type citationWords struct {
	numberFirst bool
	reversed    bool // dotted numbers are written from right to left
	caseless    bool // the script has no capitals
	kind        *regexp.Regexp
	kinds       map[string]tracker.Kind
	many        map[string]bool
	bodies      map[string][]string // folded name to body ids; "" for this conference
	texts       map[string]string   // folded name to key of a basic text
	headings    map[string]string   // folded heading to its key
	years       []string            // folded words after the digits of a year
	prefixes    []string            // folded, written together with the word after them
	// subjects are the names of bodies that cannot mean "of": in Russian, which
	// has no preposition there, those in the nominative.
	subjects map[string]bool

	signNext, andNext, andAmong, kindNext           *regexp.Regexp
	bodyNext, bodyLast, ofBodyNext                  *regexp.Regexp
	dateNext, sessionNext                           *regexp.Regexp
	revisedNext, amendedNext, yearNext              *regexp.Regexp
	ownText                                         *regexp.Regexp
	annexLast, annexNext, annex                     *regexp.Regexp
	paragraph, paragraphLast, paragraphNext         *regexp.Regexp
	labelsLast, labelsNext                          *regexp.Regexp
	hereNext, hereLast, hereWord                    *regexp.Regexp
	sectionLast, sectionNext, verbLast, verbOf      *regexp.Regexp
	ofOwnNext, annexOfNext, thereofNext, reportLast *regexp.Regexp
	number, article, articleNext                    *regexp.Regexp
	textNext, textLast                              *regexp.Regexp
}

// ownSession stands in the table of bodies for the body of the text itself.
const ownSession = ""

// labelCited is a label as references write it: "3", "1.1", "a)", "(b)",
// "ii)", "4 bis". Its bracket or digit keeps articles and other one-letter words out.
const labelCited = `(?:\d{1,3}(?:\.\d{1,3})*(?: ?(?:bis|ter|quater))?|\(?(?:\p{L}|[ivx]{1,5})(?: ?(?:bis|ter|quater))?\))`

func (l citationList) compile(lang tracker.Lang, registry *tracker.Registry) (*citationWords, error) {
	w := &citationWords{
		numberFirst: l.NumberFirst, reversed: l.Reversed, caseless: lang == tracker.Arabic || lang == tracker.Chinese,
		kinds: map[string]tracker.Kind{}, many: map[string]bool{}, texts: map[string]string{},
	}
	var kinds, texts []string
	for _, kind := range slices.Sorted(maps.Keys(l.Kinds)) {
		for _, form := range l.Kinds[kind] {
			kinds = append(kinds, form)
			w.kinds[tracker.Fold(form)] = kind
		}
	}
	for _, form := range l.Many {
		w.many[tracker.Fold(form)] = true
	}
	for _, key := range slices.Sorted(maps.Keys(l.Texts)) {
		for _, form := range l.Texts[key] {
			texts = append(texts, form)
			w.texts[tracker.Fold(form)] = key
		}
	}
	var names []string
	w.bodies, names = bodyNames(lang, registry, l.OwnSession)
	w.subjects = map[string]bool{}
	for _, b := range registry.Bodies {
		for _, name := range [...]string{b.Name[lang], b.Short[lang]} {
			w.subjects[tracker.Fold(name)] = slices.Contains(l.Of, "") && !l.NumberFirst && strings.ToUpper(name) != name
		}
	}

	of, name := either(l.Of), either(names)
	and := either(append(l.To, l.And...))
	between := `(?:(?: ?, ?| )(?:` + and + ` ?)?)`
	if l.NumberFirst {
		between = `(?: ?,? ?` + and + `? ?)` // without spaces
	}
	labels := `(` + labelCited + `(?:` + between + labelCited + `)*)`
	year := `\d{4}(?: ?` + either(l.Year) + `)?`
	for _, prefix := range l.Prefixes {
		w.prefixes = append(w.prefixes, tracker.Fold(prefix))
	}
	for _, word := range l.Year {
		w.years = append(w.years, tracker.Fold(word))
	}
	var failed error
	compile := func(pattern string) *regexp.Regexp {
		re, err := regexp.Compile(pattern)
		failed = cmp.Or(failed, err)
		return re
	}
	w.kind = compile(`(` + either(kinds) + `)`)
	w.kindNext = compile(`^ ?(` + either(kinds) + `)`)
	w.signNext = compile(`^ ?` + either(l.Sign) + ` ?`)
	w.andAmong = compile(` ` + either(l.And) + ` `)
	w.andNext = compile(`^ ?(?:([,;]) ?)?(` + either(l.And) + `)? ?`)
	w.bodyNext = compile(`^ ?(?:` + of + ` ?)?(` + name + `)(?: \([^()]{1,12}\))? `)
	w.bodyLast = compile(`(?:^|[^\p{L}\p{N}]|\p{Han}|(?:^|[^\p{L}])\p{Arabic}{1,2})(` + name + `)(?:'s)?(?: ?\([^()]{1,12}\))? ?$`)
	w.ofBodyNext = compile(`^,? ?(?:` + of + ` ?)?(` + name + `)`)
	w.dateNext = compile(`^,? ?` + either(l.Date) + ` \d{1,2}(?:er)? (?:de )?\p{L}+(?:,? (?:del? )?` + year + `)?`)
	w.sessionNext = compile(`^,? ?` + either(l.ItsSession) + ` ?(\d{4})`)
	w.revisedNext = compile(`^` + either(l.Revised) + ` ?`)
	w.amendedNext = compile(`^` + either(l.Amended) + ` ?(?:en |in )?`)
	w.yearNext = compile(`^(\d{4}) ?` + either(append([]string{""}, l.Year...)) + `$`)
	w.ownText = compile(either(l.OwnText))
	w.annex = compile(either(l.Annex) + ` ?(\d{1,2})?`)
	w.annexLast = compile(either(l.Annex) + ` ?(\d{1,2})? ?` + either(l.AnnexOf) + ` ?$`)
	w.annexNext = compile(`^ ?的? ?` + either(l.Annex) + ` ?(\d{1,2})?`)
	w.paragraph = compile(either(l.Paragraph) + ` (` + paragraphLabels(append(l.To, l.And...)) + `)`)
	w.paragraphLast = compile(either(l.Paragraph) + ` (` + paragraphLabels(append(l.To, l.And...)) + `),? ` + either(l.Of) + `(?: its| the| sa| su| la)? ?$`)
	w.labelsLast = compile(`(?:` + either(l.Item) + ` ?)?` + labels + ` ?,? ?` + either(append([]string{""}, l.ItemOf...)) + ` ?"?$`)
	w.labelsNext = compile(`^"?,? ?` + labels)
	w.hereNext = compile(`^"?[ ,]*` + either(l.Here))
	w.hereLast = compile(either(l.Here) + `的?"?$`)
	w.hereWord = compile(either(l.Here))
	heading := `(` + either(w.headingForms(lang, registry)) + `)`
	w.sectionLast = compile(`(?:` + heading + `"? ` + labels + `|(?:` + either(l.Item) + ` ?)?` + labels + ` ?` + either(l.ItemOf) + ` ?"?` + heading + `"?),? ?` + of + ` ?$`)
	w.sectionNext = compile(`^ ?的? ?"?` + heading + `"?(?:部分)?(?:的|第)? ?` + labels)
	w.verbLast = compile(heading + `(?:"? ` + labels + `)?"?[ ,]*$`)
	w.verbOf = compile(`(?:` + either(l.Item) + ` ?)?` + labels + ` ?,? ?` + either(l.ItemOf) + ` ?"?` + heading + `"?[ ,]*$`)
	w.ofOwnNext = compile(`^,? ?` + of + ` ?` + either(l.OwnText))
	w.thereofNext = compile(`^,? ?` + either(l.Thereof))
	w.reportLast = compile(either(l.Reports) + ` (?:[^.;:]{0,60} )?$`)
	w.annexOfNext = compile(`^ ?` + either(l.AnnexOf) + ` `)
	w.number = compile(either(l.Numbers) + ` ?(\d{1,4}[a-z]{0,2}(?:\.\d{1,4}[a-z]{0,2}){0,2}\b)`)
	w.article = compile(either(l.Articles) + ` ?(\d{1,3}[a-z]?\b)`)
	w.paragraphNext = compile(`^, ` + either(l.Paragraph) + ` (\d{1,2}),?`)
	w.articleNext = compile(`^,? ?(?:in|of|de l'|del|de|в|من)? ?` + either(l.Articles) + ` ?\d{1,3}[a-z]?`)
	w.textNext = compile(`^[,)]? ?` + either(l.TextOf) + ` ?(` + either(texts) + `)`)
	w.textLast = compile(`(` + either(texts) + `)(?:的)? ?第? ?$`)
	return w, failed
}

// headingForms lists how lang writes the verbs of sections, and keeps their keys.
func (w *citationWords) headingForms(lang tracker.Lang, registry *tracker.Registry) []string {
	w.headings = map[string]string{}
	var forms []string
	for _, h := range registry.Headings {
		for _, form := range h.Forms[lang] {
			if key := tracker.Fold(form.Text); key != "" && w.headings[key] == "" {
				w.headings[key] = h.Key
				forms = append(forms, form.Text)
			}
		}
	}
	return forms
}

// paragraphLabels is a list of paragraph numbers, each perhaps with
// sub-paragraphs: "4 (a) and 9".
func paragraphLabels(and []string) string {
	label := `\d{1,3}(?: ?bis)?(?: ?\(\p{L}{1,4}\))*`
	return label + `(?:(?: ?, ?| )(?:` + either(and) + ` )?` + label + `)*`
}

// either matches one of the forms, longest first; an empty form makes it
// optional, no form at all never matches.
func either(forms []string) string {
	if len(forms) == 0 {
		return `[^\s\S]`
	}
	folded := make([]string, len(forms))
	for i, f := range forms {
		folded[i] = regexp.QuoteMeta(tracker.Fold(f))
	}
	slices.SortFunc(folded, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return `(?:` + strings.Join(slices.Compact(folded), `|`) + `)`
}

// bodyNames lists how lang names each body, and the bodies by folded name. The
// forms of "this conference" stand for the text's own body.
func bodyNames(lang tracker.Lang, registry *tracker.Registry, own []string) (map[string][]string, []string) {
	bodies := map[string][]string{}
	var names []string
	add := func(name, id string) {
		key := tracker.Fold(name)
		if key == "" {
			return
		}
		if _, known := bodies[key]; !known {
			names = append(names, name)
		}
		if !slices.Contains(bodies[key], id) {
			bodies[key] = append(bodies[key], id)
		}
	}
	for _, name := range own {
		add(name, ownSession)
	}
	for _, b := range registry.Bodies {
		forms := append([]string{b.Name.In(lang), b.Short.In(lang), b.Short[tracker.English]}, b.Alias[lang]...)
		for _, form := range forms {
			add(form, b.ID)
			// After the Arabic preposition the article loses its alef.
			if bare, found := strings.CutPrefix(form, "ال"); found && lang == tracker.Arabic {
				add(bare, b.ID)
			}
		}
	}
	return bodies, names
}
