package grammar

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A heading is the verb phrase that opens a section.
type heading struct {
	verb        *tracker.Heading
	further     bool           // "further", "also" before or after the verb
	addressees  []addresseeHit // who is asked to act
	cooperating []addresseeHit // who is only consulted or helps
	end         int            // offset in the folded text after what was recognized
	rest        string         // folded text after end, without spaces and closing punctuation
	open        bool           // the phrase breaks off after a joiner or an article: it goes on in the next line
}

type addresseeHit struct {
	key   string
	order int
}

// firstWord is the first word of s, or its first rune where it is Chinese.
func firstWord(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if unicode.Is(unicode.Han, r) {
		return s[:n]
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

// readHeading reads a section heading at the beginning of folded text: verb,
// addressees, who co-operates. It does not ask where the text ends.
func (w *language) readHeading(s string) (heading, bool) {
	var h heading
	if !w.firstOfVerbs[firstWord(s)] {
		return h, false
	}
	at := 0
	if n := longestWord(s, w.modifiers); n > 0 {
		h.further, at = true, skipSpace(s, n)
	}
	i := slices.IndexFunc(w.verbs, func(v verb) bool { return hasWord(s[at:], v.text) })
	if i < 0 && h.further { // "strongly urges": the modifier may be part of a verb
		at, h.further = 0, false
		i = slices.IndexFunc(w.verbs, func(v verb) bool { return hasWord(s, v.text) })
	}
	if i < 0 {
		return h, false
	}
	h.verb = w.verbs[i].heading
	at += len(w.verbs[i].text)
	if next := skipSpace(s, at); longestWord(s[next:], w.modifiers) > 0 {
		h.further, at = true, next+longestWord(s[next:], w.modifiers)
	} else if strings.HasPrefix(s[next:], ",") { // "noting, further,"
		next = skipSpace(s, next+1)
		if n := longestWord(s[next:], w.modifiers); n > 0 {
			h.further, at = true, next+n
		}
	}
	h.end = at
	if h.verb.Role == tracker.Operative {
		w.readAddressees(s, &h)
	}
	h.rest = strings.Trim(s[h.end:], " ,:;.*")
	return h, true
}

// readAddressees reads addressees after the verb, joined by commas and "and",
// with phrases of co-operation between or after them.
func (w *language) readAddressees(s string, h *heading) {
	cooperating := false
	for at := h.end; ; {
		at = skipSpace(s, at)
		next := at
		if strings.HasPrefix(s[next:], ",") {
			next = skipSpace(s, next+1)
		}
		if n := longestWord(s[next:], w.continued); n > 0 {
			h.end, at = next+n, next+n
			continue
		}
		if w.cooperating != nil {
			if m := w.cooperating.FindStringIndex(s[next:]); m != nil {
				cooperating = true
				if w.lang == tracker.Chinese { // the phrase brackets whom it names
					h.cooperating = append(h.cooperating, w.named(s[next:next+m[1]])...)
					cooperating = false
				}
				at, h.end = next+m[1], next+m[1]
				continue
			}
		}
		next, skipped := w.skipJoiners(s, next)
		i := slices.IndexFunc(w.addressees, func(a addresseeForm) bool { return hasWord(s[next:], a.text) })
		if i < 0 {
			h.open = skipped && next >= len(s)
			return
		}
		hit := addresseeHit{w.addressees[i].key, w.addressees[i].order}
		at = next + len(w.addressees[i].text)
		h.end = at
		if cooperating {
			h.cooperating = append(h.cooperating, hit)
		} else {
			h.addressees = append(h.addressees, hit)
		}
	}
}

// named lists the addressees that s names anywhere.
func (w *language) named(s string) (hits []addresseeHit) {
	for at := 0; at < len(s); {
		i := slices.IndexFunc(w.addressees, func(a addresseeForm) bool { return hasWord(s[at:], a.text) })
		if i < 0 {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
			continue
		}
		hits = append(hits, addresseeHit{w.addressees[i].key, w.addressees[i].order})
		at += len(w.addressees[i].text)
	}
	return hits
}

// skipJoiners skips "and", articles and commas before an addressee. In Arabic
// "and" is written with the word it joins.
func (w *language) skipJoiners(s string, at int) (int, bool) {
	skipped := false
	for {
		at = skipSpace(s, at)
		n := max(longestWord(s[at:], w.joiners), longestWord(s[at:], w.articles))
		if n == 0 && w.lang == tracker.Arabic && skipsArabic(s[at:], w.addressees) {
			n = len("و")
		}
		if n == 0 && strings.HasPrefix(s[at:], "l'") {
			n = len("l'")
		}
		if y := yearBefore.FindString(s[at:]); n == 0 { // "the 2022 plenipotentiary conference"
			n = len(y)
		}
		if n == 0 {
			return at, skipped
		}
		// A longer addressee wins over an article: "Member States" over "member".
		if slices.ContainsFunc(w.addressees, func(a addresseeForm) bool { return len(a.text) > n && hasWord(s[at:], a.text) }) {
			return at, skipped
		}
		at, skipped = at+n, true
	}
}

var yearBefore = regexp.MustCompile(`^(?:19|20)\d\d `)

// skipsArabic reports whether s is one of the prefixed particles and, to, for,
// written together with an addressee.
func skipsArabic(s string, addressees []addresseeForm) bool {
	for _, particle := range []string{"و", "ل", "ب"} {
		rest, ok := strings.CutPrefix(s, particle)
		if ok && slices.ContainsFunc(addressees, func(a addresseeForm) bool { return hasWord(rest, a.text) }) {
			return true
		}
	}
	return false
}

func skipSpace(s string, at int) int {
	for at < len(s) && s[at] == ' ' {
		at++
	}
	return at
}

// key is the canonical section key: the verb, "further" where the heading
// says so, then the addressees in the registry's order, so that a language
// which names them in another order has the same key.
func (h *heading) key(kind tracker.Kind) string {
	key := h.verb.Key
	switch { // French, Russian and Arabic have one verb for both
	case key == "resolves" && kind == tracker.Decision:
		key = "decides"
	case key == "decides" && kind != tracker.Decision:
		key = "resolves"
	}
	if h.further && !strings.HasSuffix(key, "-further") {
		key += "-further"
	}
	if h.verb.Takes != "addressee" {
		return key
	}
	if len(h.addressees) == 0 {
		if h.rest != "" {
			key += "-other"
		}
		return key
	}
	sorted := slices.Clone(h.addressees)
	slices.SortStableFunc(sorted, func(a, b addresseeHit) int { return cmp.Compare(a.order, b.order) })
	for _, a := range slices.Compact(sorted) {
		key += "-" + a.key
	}
	return key
}

// keys lists the addressees' keys, leads first and in the order printed, then
// the co-operating ones.
func (h *heading) keys() []string {
	keys := []string{}
	if h.verb == nil || h.verb.Takes != "addressee" {
		return keys
	}
	for _, a := range slices.Concat(h.addressees, h.cooperating) {
		if !slices.Contains(keys, a.key) {
			keys = append(keys, a.key)
		}
	}
	return keys
}
