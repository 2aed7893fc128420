package grammar

import (
	"strings"
	"unicode"

	"concord/tracker"
	"concord/tracker/document"
)

// languageSample is how many letters are looked at to tell the language: a few
// pages, past any cover page in other languages.
const languageSample = 40_000

// detect tells the language of a document by its script, and among languages
// of the Latin script by their frequent words.
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
			for _, l := range []tracker.Lang{tracker.English, tracker.French, tracker.Spanish} {
				if g.words.langs[l].common[word] {
					words[l]++
				}
			}
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
