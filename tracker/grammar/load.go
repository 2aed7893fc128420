package grammar

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"concord/tracker"
)

// words is all that the grammar looks for: what the registry says of verbs and
// addressees, and the files of the folder grammar.
type words struct {
	langs  map[tracker.Lang]*language
	styles map[string]string // style name, folded -> what a paragraph of that style is
	forms  []identityForm    // identities that look the same in every language
	bodies []bodyName        // names of bodies in every language, longest first
}

// A language is what one language file holds, folded and compiled.
type language struct {
	lang         tracker.Lang
	kinds        []kindWord
	identity     []*regexp.Regexp
	revised      []string
	modifiers    []string
	joiners      []string
	articles     []string
	cooperating  *regexp.Regexp
	annex        []string
	annexTo      []string
	continued    []string
	abrogated    []string
	parts        []string
	divisions    []string
	stops        []string
	article      []string
	starters     []string
	references   map[string]bool
	closing      *regexp.Regexp
	adverbs      []string
	preamble     []string
	operative    []string
	reasons      []string
	proposers    []proposerName
	common       map[string]bool
	verbs        []verb
	firstOfVerbs map[string]bool // first word of every verb, or its first rune in Chinese
	addressees   []addresseeForm
	glued        *regexp.Regexp // structure printed in capitals inside a paragraph; nil without capitals
}

// A languageFile is the JSON of data/grammar/<language>.json. Words may be
// written with or without accents and in either case: they are folded.
type languageFile struct {
	Kinds       map[tracker.Kind][]string `json:"kinds"`
	Identity    []string                  `json:"identity"` // patterns of a heading line; {kind} stands for the kinds
	Revised     []string                  `json:"revised"`
	Modifiers   []string                  `json:"modifiers"` // "further", "also": before or after the verb
	Joiners     []string                  `json:"joiners"`   // between addressees
	Articles    []string                  `json:"articles"`  // skipped before an addressee
	Cooperating []string                  `json:"cooperating"`
	Annex       []string                  `json:"annex"`
	AnnexTo     []string                  `json:"annex_to"`
	Continued   []string                  `json:"continued"`
	Abrogated   []string                  `json:"abrogated"`
	Parts       []string                  `json:"parts"`
	Divisions   []string                  `json:"divisions"`
	Stops       []string                  `json:"stops"`
	Article     []string                  `json:"article"`
	Starters    []string                  `json:"starters"`   // words that open an item: "to", "that"
	References  []string                  `json:"references"` // words that follow a label which is only cited
	Closing     []string                  `json:"closing"`    // patterns of the lines below a text
	Adverbs     []string                  `json:"adverbs"`    // "Deeply", "Also": before an opening verb
	Preamble    []string                  `json:"preamble"`   // words that open a preambular paragraph in texts without headings
	Operative   []string                  `json:"operative"`  // verbs that open an operative paragraph in texts without headings
	Reasons     []string                  `json:"reasons"`    // words that open the reasons of a proposal
	Common      []string                  `json:"common"`     // frequent words, to tell the language by
}

// A bodyName is one name of a body, folded.
type bodyName struct {
	name, id string
	lang     tracker.Lang
}

type kindWord struct {
	word string
	kind tracker.Kind
}

// A verb is one wording of a section heading's verb.
type verb struct {
	text    string
	heading *tracker.Heading
}

// An addresseeForm is one wording of an addressee; order is its place in the registry.
type addresseeForm struct {
	text  string
	key   string
	order int
}

// An identityForm is a way to write an identity that names body and session
// by itself: "A/RES/79/100", "3 (1946). Resolution of ...".
type identityForm struct {
	Name     string       `json:"name"`
	Pattern  string       `json:"pattern"`
	Body     string       `json:"body"`
	Kind     tracker.Kind `json:"kind"`
	Session  string       `json:"session"` // template over the pattern's groups: "ga-{session}"
	compiled *regexp.Regexp
}

// Load makes a grammar from a registry and the folder grammar of files: one
// file a language, styles.json and identities.json. Everything wrong with the
// files is reported at once.
func Load(registry *tracker.Registry, files fs.FS) (*Grammar, error) {
	g := &Grammar{registry: registry, words: words{langs: map[tracker.Lang]*language{}, styles: map[string]string{}}}
	var faults []error
	var styles map[string][]string
	faults = append(faults,
		readStrict(files, "grammar/styles.json", &styles),
		readStrict(files, "grammar/identities.json", &g.words.forms))
	for meaning, names := range styles {
		for _, name := range names {
			g.words.styles[styleKey(name)] = meaning
		}
	}
	for i := range g.words.forms {
		form := &g.words.forms[i]
		var err error
		if form.compiled, err = regexp.Compile(foldPattern(form.Pattern)); err != nil {
			faults = append(faults, fmt.Errorf("grammar/identities.json: %s: %w", form.Name, err))
		}
	}
	g.words.bodies = namesOfBodies(registry)
	for _, l := range tracker.Langs {
		name := "grammar/" + string(l) + ".json"
		var file languageFile
		if err := readStrict(files, name, &file); err != nil {
			faults = append(faults, err)
			continue
		}
		lang, err := compile(l, &file, registry)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		g.words.langs[l] = lang
	}
	var err error
	if g.citer, err = newCiter(registry, files); err != nil {
		faults = append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return g, nil
}

func namesOfBodies(registry *tracker.Registry) (names []bodyName) {
	for _, b := range registry.Bodies {
		for _, l := range tracker.Langs {
			for _, name := range append([]string{b.Name[l]}, b.Alias[l]...) {
				if name != "" {
					names = append(names, bodyName{foldWord(name), b.ID, l})
				}
			}
		}
	}
	slices.SortStableFunc(names, func(a, b bodyName) int { return cmp.Compare(len(b.name), len(a.name)) })
	return names
}

func readStrict(files fs.FS, name string, into any) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func compile(l tracker.Lang, file *languageFile, registry *tracker.Registry) (*language, error) {
	w := &language{
		lang: l, revised: foldAll(file.Revised), modifiers: foldAll(file.Modifiers), joiners: foldAll(file.Joiners),
		articles: foldAll(file.Articles), annex: foldAll(file.Annex), annexTo: foldAll(file.AnnexTo),
		continued: foldAll(file.Continued), abrogated: foldAll(file.Abrogated), parts: foldAll(file.Parts),
		divisions: foldAll(file.Divisions), stops: foldAll(file.Stops), article: foldAll(file.Article),
		starters: foldAll(file.Starters), references: wordSet(file.References),
		adverbs: foldAll(file.Adverbs), preamble: foldAll(file.Preamble), operative: foldAll(file.Operative), reasons: foldAll(file.Reasons), common: wordSet(file.Common),
	}
	var kinds []string
	for kind, forms := range file.Kinds {
		if !kind.Valid() {
			return nil, fmt.Errorf("kinds: unknown kind %q", kind)
		}
		for _, word := range foldAll(forms) {
			w.kinds = append(w.kinds, kindWord{word, kind})
			kinds = append(kinds, regexp.QuoteMeta(word))
		}
	}
	if len(kinds) == 0 || len(file.Identity) == 0 {
		return nil, errors.New("no kinds or no identity patterns")
	}
	longestFirst(kinds)
	for _, pattern := range file.Identity {
		re, err := regexp.Compile(strings.ReplaceAll(foldPattern(pattern), "{kind}", strings.Join(kinds, "|")))
		if err != nil {
			return nil, err
		}
		w.identity = append(w.identity, re)
	}
	var err error
	if w.cooperating, err = oneOf(file.Cooperating); err != nil {
		return nil, err
	}
	if w.closing, err = oneOf(file.Closing); err != nil {
		return nil, err
	}
	w.glued = gluedPattern(file)
	w.readRegistry(registry)
	return w, nil
}

// readRegistry takes the verbs and addressees of one language.
func (w *language) readRegistry(registry *tracker.Registry) {
	w.proposers = namesOfProposers(registry, w.lang)
	w.firstOfVerbs = map[string]bool{}
	for i := range registry.Headings {
		h := &registry.Headings[i]
		for _, form := range h.Forms[w.lang] {
			v := verb{foldWord(form.Text), h}
			w.verbs = append(w.verbs, v)
			w.firstOfVerbs[firstWord(v.text)] = true
		}
	}
	for _, m := range w.modifiers {
		w.firstOfVerbs[firstWord(m)] = true
	}
	slices.SortStableFunc(w.verbs, func(a, b verb) int { return cmp.Compare(len(b.text), len(a.text)) })
	for i, a := range registry.Addressees {
		for _, form := range a.Forms[w.lang] {
			w.addressees = append(w.addressees, addresseeForm{foldWord(form), a.Key, i})
		}
	}
	slices.SortStableFunc(w.addressees, func(a, b addresseeForm) int { return cmp.Compare(len(b.text), len(a.text)) })
}

// oneOf joins patterns that must match at the beginning; nil when there are none.
func oneOf(patterns []string) (*regexp.Regexp, error) {
	if len(patterns) == 0 {
		return nil, nil
	}
	return regexp.Compile("^(?:" + foldPattern(strings.Join(patterns, "|")) + ")")
}

// gluedPattern finds, in a text that was joined to one paragraph, headings
// that were printed in capitals: an identity with its bracket, the head of an
// annex, the head of a part.
func gluedPattern(file *languageFile) *regexp.Regexp {
	var kinds, annexes, parts []string
	for _, forms := range file.Kinds {
		for _, form := range forms {
			if up := strings.ToUpper(form); up != form {
				kinds = append(kinds, regexp.QuoteMeta(up))
			}
		}
	}
	for _, form := range file.Annex {
		if up := strings.ToUpper(form); up != form {
			annexes = append(annexes, regexp.QuoteMeta(up))
		}
	}
	for _, form := range file.Parts {
		parts = append(parts, regexp.QuoteMeta(strings.ToUpper(form)))
	}
	if len(kinds) == 0 || len(annexes) == 0 || len(parts) == 0 {
		return nil
	}
	longestFirst(kinds)
	kind := "(?:" + strings.Join(kinds, "|") + ")"
	const bracket = ` \([\p{Lu}\d .,'’/-]*\d{2,4}[\p{Lu} .]*\)`
	return regexp.MustCompile(`\b(?:` + kind + ` \d+` + bracket +
		`|(?:` + strings.Join(annexes, "|") + `)(?: \d+)? (?:\p{Lu}+ ){1,3}` + kind + ` \d+` + bracket +
		`|(?:` + strings.Join(parts, "|") + `) [IVX]+\b)`)
}

func foldAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, foldWord(s))
	}
	longestFirst(out)
	return out
}

func longestFirst(list []string) {
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
}

func wordSet(list []string) map[string]bool {
	set := map[string]bool{}
	for _, s := range list {
		set[foldWord(s)] = true
	}
	return set
}

// styleKey is a style's name without what differs between templates: case,
// spaces, underscores and hyphens.
func styleKey(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' || r == '.' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}
