package words

import (
	"bufio"
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"

	"concord/tracker"
)

// stemmer gives the language's Snowball algorithm, or nil.
func stemmer(l tracker.Lang) func(string) string {
	var algorithm func(*snowballstem.Env) bool
	switch l {
	case tracker.English:
		algorithm = english.Stem
	case tracker.French:
		algorithm = french.Stem
	case tracker.Spanish:
		algorithm = spanish.Stem
	case tracker.Russian:
		algorithm = russian.Stem
	default:
		return nil
	}
	return func(s string) string {
		env := snowballstem.NewEnv(s)
		algorithm(env)
		return env.Current()
	}
}

// stems gives the stems of a word from its lower-case spelling and its exact
// form. French and Spanish endings carry accents, so a word has two stems there:
// of the word as spelled, and of the word typed without accents. A document
// keeps both and a query asks for either.
func (a *Analyzer) stems(lower, exact string) []string {
	if a.lang == tracker.Arabic {
		return arabicStems(exact)
	}
	if a.stem == nil {
		return nil
	}
	stems := []string{a.stem(exact)}
	if lower != exact && (a.lang == tracker.French || a.lang == tracker.Spanish) {
		if s := Fold(a.stem(lower)); s != stems[0] {
			stems = append(stems, s)
		}
	}
	return stems
}

// trimPossessive cuts the English 's.
func trimPossessive(s string) string {
	for _, ending := range []string{"'s", "’s", "ʼs", "＇s"} {
		s = strings.TrimSuffix(s, ending)
	}
	return s
}

// elided are the French words that lose their vowel before another.
const elided = " l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu "

// afterElision gives the start of the word proper: after "l'" in French.
func (a *Analyzer) afterElision(text string, start, end int) int {
	if a.lang != tracker.French {
		return start
	}
	i := strings.IndexFunc(text[start:end], apostrophe)
	if i < 0 || !strings.Contains(elided, " "+strings.ToLower(text[start:start+i])+" ") {
		return start
	}
	_, size := utf8.DecodeRuneInString(text[start+i:])
	return start + i + size
}

// arabicArticles are the article and the particles written to it, longest first.
var arabicArticles = [...]string{"وبال", "وكال", "وفال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"}

// arabicParticles are the particles that are written to the word after them.
var arabicParticles = [...]string{"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك"}

// arabicEndings are the endings that a light stemmer cuts, in folded form: of
// number, gender and possession, and the alef that carries the ending of an
// indefinite object.
var arabicEndings = [...]string{"ها", "هم", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا"}

// arabicLetters is what must remain of an Arabic word when something is cut:
// roots have three letters.
const arabicLetters = 3

// arabicStems gives every stem that the word may have. Whether its first letter
// is a particle ("and", "by", "for", "as") or belongs to the root, spelling does
// not say, so both readings are kept, and words meet if one reading is shared.
func arabicStems(exact string) []string {
	readings := []string{exact}
	add := func(prefix, word string) {
		rest, ok := strings.CutPrefix(word, prefix)
		if ok && utf8.RuneCountInString(rest) >= arabicLetters {
			readings = append(readings, rest)
		}
	}
	if i := slices.IndexFunc(arabicArticles[:], func(p string) bool { return strings.HasPrefix(exact, p) }); i >= 0 {
		add(arabicArticles[i], exact)
	}
	for _, particle := range arabicParticles {
		add(particle, exact)
	}
	for i, word := range readings {
		readings[i] = cutArabicEndings(word)
	}
	slices.Sort(readings)
	return slices.Compact(readings)
}

// CutPerson cuts the letter by which an Arabic verb in the present names its
// person off a folded word, if it may be one: ترصد, "she observes", is of the
// family of رصد.
func CutPerson(exact string) (string, bool) {
	for _, letter := range [...]string{"ي", "ت", "ن"} {
		if rest, ok := strings.CutPrefix(exact, letter); ok && utf8.RuneCountInString(rest) >= arabicLetters {
			return rest, true
		}
	}
	return exact, false
}

func cutArabicEndings(word string) string {
	for _, ending := range arabicEndings {
		rest, ok := strings.CutSuffix(word, ending)
		if ok && utf8.RuneCountInString(rest) >= arabicLetters {
			word = rest
		}
	}
	return word
}

// commonWords reads the language's list of common words. Chinese has none: its
// terms are characters.
func commonWords(l tracker.Lang) map[string]bool {
	lists := map[tracker.Lang][]byte{
		tracker.Arabic: ar.ArabicStopWords, tracker.English: en.EnglishStopWords, tracker.French: fr.FrenchStopWords,
		tracker.Spanish: es.SpanishStopWords, tracker.Russian: ru.RussianStopWords,
	}
	common := map[string]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(lists[l])); lines.Scan(); {
		line, _, _ := strings.Cut(lines.Text(), "|")
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			common[Fold(word)] = true
		}
	}
	return common
}
