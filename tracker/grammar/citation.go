package grammar

import (
	"cmp"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"concord/tracker"
)

// A citer finds what provisions cite. It is made once, from the registry and
// the words of data/grammar/citations.json, and is safe for concurrent use.
//
// It reads the folded text (see [tracker.FoldAt]), so that case, accents, vowel
// marks, widths and kinds of space make no difference; offsets are taken back to
// the printed text at the end.
type citer struct {
	registry *tracker.Registry
	words    map[tracker.Lang]*citationWords
	marks    map[string][]tracker.Session // folded session mark, "wrc-15", to its sessions
	series   map[string]string            // folded short name, "wrc", to its body
	places   map[string]bool              // folded places of sessions
	held     map[placeYear][]tracker.Session
}

// newCiter compiles the patterns of every language.
func newCiter(registry *tracker.Registry, files fs.FS) (*citer, error) {
	c := &citer{
		registry: registry, words: map[tracker.Lang]*citationWords{},
		marks: map[string][]tracker.Session{}, series: map[string]string{}, places: map[string]bool{}, held: map[placeYear][]tracker.Session{},
	}
	for _, s := range registry.Sessions {
		c.hold(s)
		for _, mark := range s.Alias {
			mark = tracker.Fold(mark)
			c.marks[mark] = append(c.marks[mark], s)
		}
	}
	for _, b := range registry.Bodies {
		for _, short := range b.Short {
			if short = tracker.Fold(short); shortName.MatchString(short) && c.series[short] == "" {
				c.series[short] = b.ID
			}
		}
	}
	lists, err := readCitationLists(files)
	if err != nil {
		return nil, err
	}
	for lang, list := range lists {
		if c.words[lang], err = list.compile(lang, registry); err != nil {
			return nil, fmt.Errorf("citations.json: %s: %w", lang, err)
		}
	}
	return c, nil
}

// A placeYear is what qualifiers tell sessions by; the place is folded.
type placeYear struct {
	place string
	year  int
}

// hold enters a session under each form of its place. A session that texts name
// by its mark takes no part in what place and year can mean.
func (c *citer) hold(s tracker.Session) {
	body, _ := c.registry.Body(s.Body)
	for _, forms := range s.Place {
		for _, place := range forms {
			place = tracker.Fold(place)
			c.places[place] = true
			key := placeYear{place, s.Year}
			known := slices.ContainsFunc(c.held[key], func(h tracker.Session) bool { return h.ID == s.ID })
			if !body.Mark && !known {
				c.held[key] = append(c.held[key], s)
			}
		}
	}
}

// shortName is a body's short name that can open a session mark: one word.
var shortName = regexp.MustCompile(`^\p{L}{2,6}$`)

// A find is one citation, as a span of bytes of the folded text.
type find struct {
	start, end int
	target     string
	doubt      string
}

// A reading is one provision while its citations are looked for.
type reading struct {
	*citer
	words  *citationWords
	lang   tracker.Lang
	own    tracker.Address // revision that the provision belongs to; zero when unknown
	folded string
	at     []int // see tracker.FoldAt
	runes  []rune
	finds  []find
	ends   map[int]bool // where finds end
	faults []tracker.Fault
}

// cite fills the citations of every provision of t.
func (g *Grammar) cite(t *tracker.Text) []tracker.Fault {
	return g.citer.cite(t)
}

func (c *citer) cite(t *tracker.Text) []tracker.Fault {
	words := c.words[t.Lang]
	if words == nil {
		words = c.words[tracker.English]
	}
	if words == nil {
		return nil
	}
	var faults []tracker.Fault
	inner := newInner(t)
	for i := range t.Provisions {
		p := &t.Provisions[i]
		r := c.read(words, t.Lang, t.Revision, p.Text)
		r.symbols()
		r.instruments()
		r.basicTexts()
		r.innerReferences(inner, p)
		p.Citations = r.citations()
		for _, f := range r.faults {
			f.Place = p.Address.String()
			faults = append(faults, f)
		}
	}
	return faults
}

func (c *citer) read(words *citationWords, lang tracker.Lang, own tracker.Address, text string) *reading {
	r := &reading{citer: c, words: words, lang: lang, own: own, runes: []rune(text), ends: map[int]bool{}}
	r.folded, r.at = tracker.FoldAt(text)
	return r
}

// found records a citation; what is empty names nothing.
func (r *reading) found(start, end int, target, doubt string) {
	if target != "" && start < end {
		r.finds = append(r.finds, find{start, end, target, doubt})
		r.ends[end] = true
	}
}

// citations keeps, of finds that overlap, the longest, and gives them in
// reading order with offsets in the printed text.
func (r *reading) citations() []tracker.Citation {
	slices.SortStableFunc(r.finds, func(a, b find) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	})
	var kept []find
	taken := make([]bool, len(r.folded))
	for _, f := range r.finds {
		if taken[f.start] || taken[f.end-1] { // what is taken is no shorter than f
			continue
		}
		for i := f.start; i < f.end; i++ {
			taken[i] = true
		}
		kept = append(kept, f)
	}
	slices.SortFunc(kept, func(a, b find) int { return cmp.Compare(a.start, b.start) })
	citations := make([]tracker.Citation, 0, len(kept))
	for _, f := range kept {
		start, end := r.at[f.start], r.at[f.end-1]+1
		citations = append(citations, tracker.Citation{
			Target: f.target, Text: string(r.runes[start:end]), Start: start, End: end, Doubt: f.doubt,
		})
	}
	return citations
}

// printed gives the rune of the printed text at byte i of the folded one.
func (r *reading) printed(i int) rune {
	if at := r.at[i]; at < len(r.runes) {
		return r.runes[at]
	}
	return 0
}

// wordStarts reports whether a word begins at byte i, perhaps after an Arabic
// preposition or conjunction that is written together with it.
func (r *reading) wordStarts(i int) bool {
	if tracker.WordBreak(r.folded, i) {
		return true
	}
	return slices.ContainsFunc(r.words.prefixes, func(prefix string) bool {
		return strings.HasSuffix(r.folded[:i], prefix) && tracker.WordBreak(r.folded, i-len(prefix))
	})
}

// wordEnds reports whether a word ends at byte i.
func (r *reading) wordEnds(i int) bool { return tracker.WordBreak(r.folded, i) }
