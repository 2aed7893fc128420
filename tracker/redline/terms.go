package redline

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"concord/data"
	"concord/tracker"
)

// A term is a phrase of data/redline/terms.tsv. Its kind is verb, modal,
// negation, deadline, time, number, part (what a number behind it names: "annex",
// "resolves #") or quantity (a unit of physics); plain is for a phrase that holds one of these
// by chance, such as "not only" or 反应. The rank of verbs and modals is their
// place on the ladder of its language, the strongest highest; a deadline of rank 0
// sets one only beside a date or a word of time.
type term struct {
	kind  string
	rank  int
	words []string // keys in lower case; "#" stands for any number
}

// plainTerm is the kind of phrases that mean nothing here.
const plainTerm = "plain"

// A termList finds the terms of one language by their first words, the longest
// first.
type termList map[string][]term

// allTerms reads the data file once. A line that is not understood is left out;
// a test reads the file too and finds it.
var allTerms = sync.OnceValue(func() map[tracker.Lang]termList {
	file, err := data.Files.ReadFile("redline/terms.tsv")
	if err != nil {
		return nil
	}
	lists := map[tracker.Lang]termList{}
	for line := range strings.Lines(string(file)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 4 || !tracker.Lang(cells[0]).Valid() {
			continue
		}
		lang, kind := tracker.Lang(cells[0]), cells[1]
		rank, _ := strconv.Atoi(cells[2])
		if lists[lang] == nil {
			lists[lang] = termList{}
		}
		for form := range strings.SplitSeq(cells[3], "|") {
			var words []string
			for _, p := range piecesOf(form, lang) {
				words = append(words, p.word)
			}
			if len(words) > 0 {
				lists[lang][words[0]] = append(lists[lang][words[0]], term{kind, rank, words})
			}
		}
	}
	for _, list := range lists {
		for _, terms := range list {
			slices.SortStableFunc(terms, func(a, b term) int { return len(b.words) - len(a.words) })
		}
	}
	return lists
})

// A piece is a word as terms are matched by: a run of letters and digits, or
// one Chinese character.
type piece struct {
	word       string // key in lower case
	start, end int    // bytes
	hasDigit   bool
}

// elided is what French writes together with the word behind it.
var elided = []string{"d", "l", "n", "s", "qu", "lorsqu", "puisqu"}

// piecesOf cuts s. Arabic "and" and "so", which are written with the word they
// stand before, are left off where a longer word remains.
func piecesOf(s string, lang tracker.Lang) []piece {
	var out []piece
	for start := 0; start < len(s); {
		end, k := scan(s, start)
		switch {
		case k == word:
			w := strings.ToLower(key(s[start:end]))
			w = strings.ReplaceAll(w, "ё", "е")
			if lang == tracker.Arabic {
				w = withoutVowels(w)
			}
			if lang == tracker.French {
				if before, rest, ok := strings.Cut(w, "'"); ok && slices.Contains(elided, before) {
					if before == "n" { // half of a negation
						out = append(out, piece{"ne", start, end, false})
					}
					w = rest
				}
			}
			digit := startsWithDigit(w)
			out = append(out, piece{w, start, end, digit})
		case k == ideograph:
			for at := start; at < end; {
				_, n := utf8.DecodeRuneInString(s[at:])
				out = append(out, piece{s[at : at+n], at, at + n, false})
				at += n
			}
		case s[start:end] == "#":
			out = append(out, piece{"#", start, end, true})
		}
		start = end
	}
	return out
}

// startsWithDigit reports whether a word is a number, with a prefix of one letter
// at most: "19th" and "و2030", and not "COVID-19".
func startsWithDigit(w string) bool {
	first, n := utf8.DecodeRuneInString(w)
	second, _ := utf8.DecodeRuneInString(w[n:])
	return unicode.IsDigit(first) || unicode.IsDigit(second)
}

// withoutVowels leaves out the marks that Arabic readers supply themselves.
func withoutVowels(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

// A found is a term in a text.
type found struct {
	kind       string
	rank       int
	word       string // as it was matched
	start, end int    // bytes
}

// find gives the terms in a text, none overlapping another.
func (list termList) find(text []piece) []found {
	var out []found
	for i := 0; i < len(text); {
		n := 1
		t, ok := list.at(text[i:])
		if !ok && list.isCompoundNumber(text[i].word) {
			t, ok = term{"number", 0, []string{text[i].word}}, true
		}
		if ok {
			n = len(t.words)
			if t.kind != plainTerm {
				out = append(out, found{t.kind, t.rank, strings.Join(t.words, " "), text[i].start, text[i+n-1].end})
			}
		}
		i += n
	}
	return out
}

// isCompoundNumber reports whether every part of a word with hyphens is a number,
// as in "eighty-first" and "vingt-deux".
func (list termList) isCompoundNumber(word string) bool {
	if !strings.Contains(word, "-") {
		return false
	}
	parts := strings.Split(word, "-")
	return !slices.ContainsFunc(parts, func(part string) bool {
		t, ok := list.at([]piece{{word: part}})
		return part == "" || !ok || t.kind != "number"
	})
}

// at gives the longest term that text begins with.
func (list termList) at(text []piece) (term, bool) {
	firsts := []string{text[0].word}
	if text[0].hasDigit {
		firsts = append(firsts, "#")
	}
	if rest := strings.TrimLeft(text[0].word, "وف"); len(rest) >= len("من") && rest != text[0].word {
		firsts = append(firsts, rest)
	}
	for _, first := range firsts {
		for _, t := range list[first] {
			if len(t.words) <= len(text) && matches(t.words[1:], text[1:]) {
				return t, true
			}
		}
	}
	return term{}, false
}

func matches(words []string, text []piece) bool {
	for i, w := range words {
		if w != text[i].word && (w != "#" || !text[i].hasDigit) {
			return false
		}
	}
	return true
}
