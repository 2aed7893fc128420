package mandate

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"concord/tracker"
)

// A language is what one file of the folder mandates holds, compiled.
type language struct {
	lang   tracker.Lang
	spaced bool // words have spaces between them

	articles, joiners, asides phrases
	names                     phrases
	stems                     phrases // the names without the endings of declension

	modifiers   phrases         // "also", "in this regard": before or after an asking verb
	asking      phrases         // asking verbs as a paragraph or a clause opens with them; the key is the strength
	asks        []rule          // with the list that is asked
	addressed   map[string]bool // keys of the verbs that want an addressee
	passive     []rule          // "shall be … by @"
	cooperating []rule
	verbs       []rule // with the group "verb"
	own         []rule // a provision that asks by itself, whatever heading it was set under
	unknown     []rule // with the group "whom": words that name somebody in no list
	contents    []rule // a chapeau whose items are what it lists, and no acts
	pronoun     []rule // an item whose subject is a pronoun for a name in the chapeau
	listed      []rule // a chapeau whose items are objects of its verb
	each        map[string]bool
	tails       map[string]bool // words that make another name of the one before
	openers     map[string]bool // "where", "upon"
	stops       map[string]bool // "to", "that"
	modals      map[string]bool // "shall": a name before it is the subject
	notAsked    map[string]bool // "efforts": things that are encouraged, and nobody
	of          string          // between a person and a body: "the chairman of the group" is the chairman
	endings     []string        // of declension, the longest first
	base        string          // alternatives of base_verbs
	notNames    map[string]bool // "next"
	notVerbs    map[string]bool
	notBefore   map[string]bool
	chapeauVerb *rule // a chapeau whose items open with the verb
	reporting   []rule
	reportTo    []rule
	frequencies []rule
	dues        []rule
	conditions  []string // "if": what follows sets no date
	numbers     map[string]int
	months      map[string]int
}

// A file is the JSON of data/mandates/<language>.json. Words and patterns may be
// written with accents; patterns are in lower case. See the package comment for
// their signs.
type file struct {
	Articles    []string            `json:"articles"` // and adjectives that may stand before a name: "relevant"
	Joiners     []string            `json:"joiners"`
	Asides      []string            `json:"asides"` // phrases that are left out before matching
	Modifiers   []string            `json:"modifiers"`
	Asking      map[string][]string `json:"asking"`      // heading key -> verbs beside those of the registry
	Names       map[string][]string `json:"names"`       // addressee -> wordings in sentences, beside the registry's
	Governments []string            `json:"governments"` // "Government of @", where @ is a state's name
	NotNames    []string            `json:"not_names"`   // first words of wordings that are no part of a name: "next"
	Each        []string            `json:"each"`        // articles that mean one after another
	Tails       []string            `json:"tails"`       // capitalized words that make another name of the one before: "United Nations Office"
	Openers     []string            `json:"openers"`     // first words of a sentence whose subject comes behind a comma: "where"
	Stops       []string            `json:"stops"`       // words that end a list of names some of which are unknown
	Modals      []string            `json:"modals"`      // words before which a name is a subject
	People      map[string]string   `json:"people"`      // state -> its adjective: "Icelandic"
	Peoples     []string            `json:"peoples"`     // "@ Government", where @ is an adjective
	BaseVerbs   []string            `json:"base_verbs"`  // the sign {base}
	Asks        []ruleRow           `json:"asks"`
	Own         []ruleRow           `json:"own"`
	Unknown     []ruleRow           `json:"unknown"`
	NotAsked    []string            `json:"not_asked"`
	Contents    []ruleRow           `json:"contents"`
	Pronoun     []ruleRow           `json:"pronoun"`
	Listed      []ruleRow           `json:"listed"`
	Passive     []ruleRow           `json:"passive"`
	Cooperating []ruleRow           `json:"cooperating"`
	Verbs       []ruleRow           `json:"verbs"`
	NotVerbs    []string            `json:"not_verbs"`
	NotBefore   []string            `json:"not_before"` // words after which no act begins: "pursuant" to
	ChapeauVerb string              `json:"chapeau_verb"`
	Reporting   []ruleRow           `json:"reporting"`
	ReportTo    []ruleRow           `json:"report_to"`
	Frequency   []ruleRow           `json:"frequency"`
	Conditions  []string            `json:"conditions"`
	Of          string              `json:"of"`
	Endings     []string            `json:"endings"` // of declension, cut from the words of names
	Due         []ruleRow           `json:"due"`
	Numbers     map[string]int      `json:"numbers"` // words, ordinals too: "eighty" 80, "first" 1
	Months      map[string]int      `json:"months"`
}

// Load makes a reader from a registry and the folder mandates of files. All that
// is wrong with the files is reported at once.
func Load(registry *tracker.Registry, files fs.FS) (*Reader, error) {
	r := &Reader{registry: registry, langs: map[tracker.Lang]*language{}}
	var faults []error
	for _, l := range tracker.Langs {
		name := "mandates/" + string(l) + ".json"
		w, err := load(l, registry, files, name)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		r.langs[l] = w
	}
	return r, errors.Join(faults...)
}

func load(l tracker.Lang, registry *tracker.Registry, files fs.FS, name string) (*language, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows file
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&rows); err != nil {
		return nil, err
	}
	return compile(l, registry, &rows)
}

func compile(l tracker.Lang, registry *tracker.Registry, f *file) (*language, error) {
	w := &language{lang: l, spaced: l != tracker.Chinese, numbers: map[string]int{}, months: map[string]int{}}
	w.articles, w.joiners = phrasesOf(w, f.Articles), phrasesOf(w, f.Joiners)
	w.asides, w.modifiers = phrasesOf(w, f.Asides), phrasesOf(w, f.Modifiers)
	for _, e := range f.Endings {
		w.endings = append(w.endings, tracker.Fold(e))
	}
	slices.SortFunc(w.endings, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	w.names, w.stems, w.asking, w.addressed = phrases{}, phrases{}, phrases{}, map[string]bool{}
	w.readNames(registry, f)
	for _, h := range registry.Headings {
		if h.Role != tracker.Operative {
			continue
		}
		w.addressed[h.Key] = h.Takes == "addressee" && !h.View
		for _, form := range h.Forms[l] {
			w.asking.add(w, form.Text, h.Key, false)
		}
	}
	for key, forms := range f.Asking {
		w.addressed[key] = key != "decides"
		for _, form := range forms {
			w.asking.add(w, form, key, false)
		}
	}
	for text, n := range f.Numbers {
		w.numbers[tracker.Fold(text)] = n
	}
	for text, n := range f.Months {
		w.months[tracker.Fold(text)] = n
	}
	w.notVerbs, w.notBefore, w.notAsked, w.modals = setOf(f.NotVerbs), setOf(f.NotBefore), setOf(f.NotAsked), setOf(f.Modals)
	base := make([]string, len(f.BaseVerbs))
	for i, verb := range f.BaseVerbs {
		base[i] = regexp.QuoteMeta(tracker.Fold(verb))
	}
	w.base, w.of = strings.Join(base, "|"), f.Of
	for _, t := range f.Conditions {
		w.conditions = append(w.conditions, tracker.Fold(t))
	}
	return w, w.compileRules(f)
}

// readNames takes the names of addressees, and of states as their governments.
func (w *language) readNames(registry *tracker.Registry, f *file) {
	w.notNames, w.each, w.tails, w.openers = setOf(f.NotNames), setOf(f.Each), setOf(f.Tails), setOf(f.Openers)
	w.stops = setOf(f.Stops)
	add := func(key string, forms ...string) {
		for _, form := range forms {
			form, proper := strings.CutPrefix(form, "^") // only with a capital letter: "the Assembly"
			first, _, _ := strings.Cut(tracker.Fold(form), " ")
			fused := w.lang == tracker.Arabic && strings.HasPrefix(first, "لل") // the particle is read apart
			if _, err := strconv.Atoi(first); err != nil && !w.notNames[first] && !fused {
				w.names.add(w, form, key, proper)
				if len(w.endings) > 0 {
					w.stems.addStems(w, form, key, proper)
				}
			}
		}
	}
	for _, a := range slices.Concat(registry.Addressees, registry.Actors) {
		add(a.Key, a.Forms[w.lang]...)
	}
	for _, p := range registry.Proposers {
		if p.Kind != "state" {
			continue
		}
		for _, name := range append([]string{p.Name.In(w.lang)}, p.Alias[w.lang]...) {
			add(p.StateKey(), name)
			for _, g := range f.Governments {
				add(p.StateKey(), strings.ReplaceAll(g, "@", name))
			}
		}
	}
	for key, adjective := range f.People {
		for _, form := range f.Peoples {
			add(key, strings.ReplaceAll(form, "@", adjective))
		}
	}
	for key, forms := range f.Names {
		add(key, forms...)
	}
}

func (w *language) compileRules(f *file) error {
	var faults []error
	all := func(name string, rows []ruleRow) []rule {
		rules := make([]rule, 0, len(rows))
		for i, row := range rows {
			r, err := w.rule(name+"-"+strconv.Itoa(i+1), row)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", row.Pattern, err))
				continue
			}
			rules = append(rules, r)
		}
		return rules
	}
	w.asks, w.passive, w.cooperating = all("ask", f.Asks), all("by", f.Passive), all("cooperating", f.Cooperating)
	w.verbs, w.reporting, w.reportTo = all("verb", f.Verbs), all("reporting", f.Reporting), all("report-to", f.ReportTo)
	w.own, w.unknown, w.contents = all("own", f.Own), all("unknown", f.Unknown), all("contents", f.Contents)
	w.pronoun, w.listed = all("pronoun", f.Pronoun), all("listed", f.Listed)
	w.frequencies, w.dues = all("frequency", f.Frequency), all("due", f.Due)
	if f.ChapeauVerb != "" {
		if list := all("chapeau", []ruleRow{{Pattern: f.ChapeauVerb}}); len(list) > 0 {
			w.chapeauVerb = &list[0]
		}
	}
	return errors.Join(faults...)
}

func setOf(words []string) map[string]bool {
	set := map[string]bool{}
	for _, t := range words {
		set[tracker.Fold(t)] = true
	}
	return set
}

// number reads digits, or words of the table added up: "eighty-first" is 81.
func (w *language) number(s string) (int, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	if n, ok := w.numbers[s]; ok {
		return n, true
	}
	if w.lang == tracker.Chinese {
		return chineseNumber(s)
	}
	sum := 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '-' }) {
		n, ok := w.numbers[part]
		if rest, and := strings.CutPrefix(part, "و"); !ok && and { // "the first and eightieth"
			n, ok = w.numbers[rest]
		}
		switch {
		case part == "and":
		case !ok:
			return 0, false
		case n == 100 && sum > 0: // "one hundred and twenty"
			sum *= n
		default:
			sum += n
		}
	}
	return sum, sum > 0
}

// chineseNumber reads a number below a hundred in Chinese digits: 八十一.
func chineseNumber(s string) (int, bool) {
	const digits = "一二三四五六七八九"
	tens, ones, ten := strings.Cut(s, "十")
	digit := func(s string) (int, bool) {
		if s == "两" {
			return 2, true
		}
		i := strings.Index(digits, s)
		return i/3 + 1, i >= 0 && len(s) == 3
	}
	if !ten {
		return digit(s)
	}
	n, ok := 1, true
	if tens != "" {
		n, ok = digit(tens)
	}
	n *= 10
	if ones != "" && ok {
		d, is := digit(ones)
		n, ok = n+d, is
	}
	return n, ok
}
