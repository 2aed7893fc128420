package mandate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A marked is a text in the form that patterns match; see the package comment.
type marked struct {
	s      string
	at     []int        // at[i] is the offset in the original, in code points, of what gave s[i]
	lists  map[int]list // by the place of their "@" in s
	source []rune       // the original
}

// A list is one or several addressees that stand together.
type list struct {
	keys       []string
	start, end int    // in the original, in code points
	mark       string // of a session named by its mark: "wrc-27"
	each       bool   // "each", "every" stands before it
}

// A word is one token of a folded text.
type word struct {
	text       string
	start, end int   // in the original, in code points
	at         []int // of each byte of text, likewise; nil where all are start
	capital    bool  // the original begins with a capital letter
}

// mark makes the form. Asides such as "as appropriate" are left out.
func (w *language) mark(text string) *marked {
	words := w.split(text)
	m := &marked{lists: map[int]list{}, source: []rune(text)}
	var b strings.Builder
	put := func(t word) {
		if w.spaced {
			b.WriteByte(' ')
			m.at = append(m.at, t.start)
		}
		b.WriteString(t.text)
		if t.at != nil {
			m.at = append(m.at, t.at...)
			return
		}
		for range len(t.text) {
			m.at = append(m.at, t.start)
		}
	}
	for i := 0; i < len(words); {
		if n := w.asides.at(words[i:]); n > 0 {
			comma := words[i+n-1]
			i += n
			if _, _, size, _ := w.articled(words[i:]); size > 0 && comma.text == "," {
				put(comma) // it parts the name from what stands before the aside
			}
			continue
		}
		before, n, found := w.list(words[i:], w.openers[words[0].text])
		if n == 0 {
			put(words[i])
			i++
			continue
		}
		for _, p := range before {
			put(p)
		}
		put(word{text: "@", start: found.start})
		m.lists[b.Len()-1] = found
		i += n
	}
	b.WriteByte(' ')
	m.s, m.at = b.String(), append(m.at, len(m.source), len(m.source))
	return m
}

// sessionMark is a conference by its mark. The letters are its key among the
// addressees.
var sessionMark = regexp.MustCompile(`^(pp|wrc|wtdc|wtsa|ra)-\d\d$`)

// split cuts a text into words and signs; in Chinese, into characters and runs of
// other letters.
func (w *language) split(text string) []word {
	folded, at := tracker.FoldAt(text)
	source := []rune(text)
	words := make([]word, 0, len(folded)/5)
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		end := i + n
		switch {
		case r == ' ':
			i = end
			continue
		case unicode.Is(unicode.Han, r) || !inWord(r):
		default:
			end = w.wordEnd(folded, i)
		}
		t := word{folded[i:end], at[i], at[end-1] + 1, at[i:end], unicode.IsUpper(source[at[i]])}
		if t.text == "@" {
			t.text, t.at = "(at)", nil // the sign is ours
		}
		words = append(words, t)
		i = end
	}
	return words
}

// wordEnd is where the word that begins at i ends. An apostrophe ends an elided
// article in French; hyphens, slashes and points within a word belong to it.
func (w *language) wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case inWord(r) && !(unicode.Is(unicode.Han, r) && !w.spaced):
		case r == '\'' && w.lang == tracker.French:
			return i + n
		case strings.ContainsRune("-/.'&", r):
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			if !inWord(next) {
				return i
			}
		default:
			return i
		}
		i += n
	}
	return i
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// list reads addressees at the beginning of words: articles, a name, and further
// names behind joiners. before are words that belong to the sentence and not to
// the list, such as the Arabic "to" that is written with the name.
//
// In "where a text falls to a study group, the chairman" and in "the Council, the
// Director shall" the comma does not join: the subject stands behind it.
func (w *language) list(words []word, opened bool) (before []word, n int, l list) {
	skip, before, size, key := w.articled(words)
	if size == 0 {
		return nil, 0, l
	}
	l = list{keys: strings.Split(key, ","), start: words[0].start}
	n = skip + size
	if sessionMark.MatchString(words[skip].text) {
		l.mark = words[skip].text
	}
	l.each = slices.ContainsFunc(words[:skip], func(t word) bool { return w.each[t.text] })
	for _, t := range words[skip : skip+size] { // "the world conference next of radiocommunication", in Arabic
		if w.notNames[t.text] {
			l.mark = tracker.NextSession
		}
	}
	n += abbreviation(words[n:])
	for {
		next := n + w.skip(words[n:], w.joiners)
		joined := next > n
		skip, prefix, size, key := w.articled(words[next:])
		if size == 0 && joined && len(l.keys) > 1 {
			next += w.bridge(words[next:])
			skip, prefix, size, key = w.articled(words[next:])
		}
		after := next + skip + size
		if size == 0 || !joined && (len(prefix) != 1 || prefix[0].text != "و") || joined && len(prefix) > 0 && prefix[0].text != "ل" {
			break
		}
		if next == n+1 && words[n].text == "," && after < len(words) && (w.modals[words[after].text] || opened && w.joiners.at(words[after:]) == 0) {
			break
		}
		l.keys = addKeys(l.keys, strings.Split(key, ","))
		n = after + abbreviation(words[after:])
	}
	l.end = words[n-1].end
	return before, n, l
}

// bridge is how many words of a list are a name that is in no list, with the joiner
// behind it, when a name that is known follows: "academic communities and" all States.
func (w *language) bridge(words []word) int {
	for i := 0; i < min(len(words), 8) && len(w.stops) > 0; i++ {
		if n := w.skip(words[i:], w.joiners); n > 0 && i > 0 {
			if _, _, size, _ := w.articled(words[i+n:]); size > 0 {
				return i + n
			}
			i += n - 1
			continue
		}
		if t := words[i].text; w.stops[t] || !inWord([]rune(t)[0]) {
			break
		}
	}
	return 0
}

// abbreviation is how many words "(ITU-R)" behind a name takes up.
func abbreviation(words []word) int {
	if len(words) > 2 && words[0].text == "(" && words[1].capital && words[2].text == ")" {
		return 3
	}
	return 0
}

// articled reads one addressee behind articles: a name that begins as an article
// does, "all States", is read as a name, unless a longer article leads to another:
// "the secretariat of" the Conference.
func (w *language) articled(words []word) (skip int, before []word, size int, key string) {
	for {
		before, size, key = w.name(words[skip:])
		n := w.articles.at(words[skip:])
		if size > 0 && n > size {
			if more, b, z, k := w.articled(words[skip+n:]); z > 0 {
				return skip + n + more, b, z, k
			}
		}
		if size > 0 {
			return skip, before, size, key
		}
		if n == 0 {
			return 0, nil, 0, ""
		}
		skip += n
	}
}

// skip counts the words that are phrases of a set, one after another.
func (w *language) skip(words []word, set phrases) int {
	n := 0
	for {
		k := set.at(words[n:])
		if k == 0 {
			return n
		}
		n += k
	}
}

// name reads one addressee at the beginning of words. In Arabic the particles and,
// to, by are written with the word; they come back as words of their own.
func (w *language) name(words []word) (before []word, n int, key string) {
	if len(words) == 0 {
		return nil, 0, ""
	}
	if n, key := w.named(words); n > 0 {
		if n < len(words) && words[n].capital && w.tails[words[n].text] {
			return nil, 0, "" // "the United Nations Office on ..." is another
		}
		return nil, n, key
	}
	if m := sessionMark.FindStringSubmatch(words[0].text); m != nil {
		return nil, 1, m[1]
	}
	if w.lang != tracker.Arabic {
		return nil, 0, ""
	}
	first := words[0]
	for _, particle := range []string{"و", "ل", "ب", "ف", "ول"} {
		rest, ok := strings.CutPrefix(first.text, particle)
		if !ok || rest == "" {
			continue
		}
		bare := slices.Clone(words)
		tries := []string{rest}
		if inner, fused := strings.CutPrefix(rest, "ل"); fused && strings.HasSuffix(particle, "ل") {
			tries = append(tries, "ال"+inner) // "to the" drops the alef of the article
		}
		for _, try := range tries {
			bare[0].text = try
			if n, key := w.named(bare); n > 0 {
				return []word{{text: particle, start: first.start, end: first.start + 1}}, n, key
			}
		}
	}
	return nil, 0, ""
}

// evidence is the words of m between two places of its form.
func (m *marked) evidence(in, rule string, from, to int) tracker.Evidence {
	for from < to && m.s[from] == ' ' {
		from++
	}
	for to > from+1 && m.s[to-1] == ' ' {
		to--
	}
	end := min(m.at[to-1]+1, len(m.source))
	if l, is := m.lists[to-1]; is {
		end = l.end
	}
	return tracker.Evidence{In: in, Text: string(m.source[m.at[from]:end]), Start: m.at[from], End: end, Rule: rule}
}

// named is the evidence of a list of addressees.
func (m *marked) named(in, rule string, l list) tracker.Evidence {
	return tracker.Evidence{In: in, Text: string(m.source[l.start:l.end]), Start: l.start, End: l.end, Rule: rule}
}
