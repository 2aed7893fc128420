package grammar

import (
	"slices"
	"strings"
	"unicode"

	"concord/tracker"
	"concord/tracker/document"
)

// languageSample is how many letters are looked at to tell the language: a few
// pages, past any cover page in other languages.
const languageSample = 40_000

// ownWords is how many frequent words a line of structure is worth that only one
// language has: a kind of text and its number, a verb with its addressee, the name
// of a body.
const ownWords = 3

// latinLangs are the languages of the Latin script.
var latinLangs = [...]tracker.Lang{tracker.English, tracker.French, tracker.Spanish}

// detect tells the language of a document by its script, and among languages of
// the Latin script by their frequent words and by the structure of a resolution,
// which is most of a short draft.
func (g *Grammar) detect(d *document.Document, lines []line) tracker.Lang {
	scripts := map[tracker.Lang]int{}
	words := map[tracker.Lang]int{}
	latin, seen := 0, 0
	for i := range lines {
		for _, r := range lines[i].text {
			switch {
			case unicode.Is(unicode.Han, r):
				scripts[tracker.Chinese] += 3 // a character says as much as three letters
			case unicode.Is(unicode.Arabic, r):
				scripts[tracker.Arabic]++
			case unicode.Is(unicode.Cyrillic, r):
				scripts[tracker.Russian]++
			case unicode.Is(unicode.Latin, r):
				latin++
			}
		}
		for word := range strings.FieldsSeq(foldWord(lines[i].text)) {
			word = strings.Trim(word, ".,;:()")
			for _, l := range latinLangs {
				if g.words.langs[l].common[word] {
					words[l]++
				}
			}
		}
		for _, l := range g.structured(&lines[i]) {
			words[l] += ownWords
		}
		if seen += len(lines[i].text); seen > languageSample {
			break
		}
	}
	best, most := tracker.Lang(""), latin
	for _, l := range []tracker.Lang{tracker.Arabic, tracker.Chinese, tracker.Russian} {
		if scripts[l] > most {
			best, most = l, scripts[l]
		}
	}
	if best != "" {
		return best
	}
	if d.Lang.Valid() {
		return d.Lang
	}
	best = tracker.English
	for _, l := range []tracker.Lang{tracker.French, tracker.Spanish} {
		if words[l] > words[best] {
			best = l
		}
	}
	return best
}

// structured gives the languages of the Latin script in which a line is one of the
// structure of a text, unless it is in all of them.
func (g *Grammar) structured(l *line) (langs []tracker.Lang) {
	if len(l.text) > maxHeadingLine {
		return nil
	}
	folded := foldWord(l.text)
	for _, lang := range latinLangs {
		w := g.words.langs[lang]
		_, heads := g.readIdentity(l, []*language{w})
		if h, is := w.readHeading(folded); is && (len(h.addressees) > 0 || h.rest == "") {
			heads = true
		}
		if heads || slices.ContainsFunc(g.words.bodies, func(b bodyName) bool { return b.lang == lang && strings.Contains(folded, b.name) }) {
			langs = append(langs, lang)
		}
	}
	if len(langs) == len(latinLangs) {
		return nil
	}
	return langs
}
