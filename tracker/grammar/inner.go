package grammar

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"concord/tracker"
)

// A inner knows the sections and provisions of one text, to which its own
// provisions refer: "recognizing a) and b) above", "Annex 2 to this resolution".
type inner struct {
	revision   tracker.Address
	headings   []string                  // folded, longest first
	sections   map[string][]innerSection // by folded heading, in reading order
	keys       map[string]bool           // section keys and annex keys
	numbered   bool                      // it has sections with numbers for headings
	provisions map[string]int            // provision part of an address to its place in the text
}

// An innerSection is a section by the place of its first provision.
type innerSection struct {
	key   string
	first int
}

func newInner(t *tracker.Text) *inner {
	in := &inner{
		revision: t.Revision, sections: map[string][]innerSection{},
		keys: map[string]bool{}, provisions: map[string]int{},
	}
	for i, p := range t.Provisions {
		in.provisions[p.Address.Provision] = i
		in.numbered = in.numbered || strings.HasPrefix(p.Address.Provision, "section-")
		heading := tracker.Fold(p.Heading)
		if heading == "" || p.Role == tracker.Annexed {
			continue
		}
		in.keys[p.Section] = true
		known := in.sections[heading]
		if len(known) == 0 || known[len(known)-1].key != p.Section {
			in.sections[heading] = append(known, innerSection{p.Section, i})
		}
	}
	for _, a := range t.Annexes {
		in.keys[a.Key] = true
	}
	// "instructs the Secretary-General 4 above" may leave out what the heading
	// says after its comma.
	for heading, sections := range maps.Clone(in.sections) {
		if head, _, cut := strings.Cut(heading, ","); cut && in.sections[head] == nil {
			in.sections[head] = sections
		}
	}
	for heading := range in.sections {
		in.headings = append(in.headings, heading)
	}
	slices.SortFunc(in.headings, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return in
}

// noSuchProvision is the doubt of a reference to what its own text does not hold.
const noSuchProvision = "the text holds no such provision"

// own gives the address of a provision of the text itself, and a doubt when
// the text does not hold it.
func (in *inner) own(provision string) (string, string) {
	a := in.revision.At(provision)
	if _, held := in.provisions[provision]; held || in.keys[provision] || provision == "" {
		return a.String(), ""
	}
	return a.String(), noSuchProvision
}

// settle gives the section that a reference by its bare verb means, where the
// text has no section of that key: "resolves 2" in a text whose only section
// that resolves and holds a 2 "resolves to instruct the Secretary-General".
func (in *inner) settle(key, label string) string {
	if in.keys[key] || key == "" {
		return key
	}
	found := ""
	for k := range in.keys {
		if _, held := in.provisions[join(k, label)]; !strings.HasPrefix(k, key+"-") || !held && label != "" {
			continue
		}
		if found != "" {
			return key
		}
		found = k
	}
	return cmp.Or(found, key)
}

// section chooses among sections of one heading the one that a provision at
// place means: the last before it that holds the label, else any that does.
func (in *inner) section(heading string, label string, place int) string {
	candidates := in.sections[heading]
	holds := func(s innerSection) bool {
		_, held := in.provisions[join(s.key, label)]
		return held || label == ""
	}
	best := candidates[0].key
	for _, s := range slices.Backward(candidates) {
		if s.first <= place && holds(s) {
			return s.key
		}
	}
	for _, s := range candidates {
		if holds(s) {
			return s.key
		}
	}
	return best
}

// innerReferences finds what p says of other provisions of its own text.
func (r *reading) innerReferences(in *inner, p *tracker.Provision) {
	if in.revision.IsZero() {
		return
	}
	r.ownTexts(in)
	r.ownAnnexes(in)
	r.ownParagraphs(in)
	r.ownNumbers(in)
	place := in.provisions[p.Address.Provision]
	taken := make([]bool, len(r.folded))
	for _, heading := range in.headings {
		for from := 0; ; {
			i := strings.Index(r.folded[from:], heading)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(heading)
			from = end
			free := !taken[start] && !taken[end-1] // headings go from long to short
			if free && r.wordStarts(start) && r.wordEnds(end) && r.ownSection(in, heading, start, end, place) {
				for i := start; i < end; i++ {
					taken[i] = true
				}
			}
		}
	}
	r.otherSections(in)
}

// ownSection reads the labels on either side of a heading at start, and says
// whether it was a reference at all.
func (r *reading) ownSection(in *inner, heading string, start, end, place int) bool {
	record := func(labels []citedLabel, from, to int) {
		for i, l := range labels {
			if i == 0 {
				l.start = min(l.start, from)
			}
			if i == len(labels)-1 {
				l.end = max(l.end, to)
			}
			target, doubt := in.own(join(in.section(heading, l.path, place), l.path))
			r.found(l.start, l.end, target, doubt)
		}
	}
	rest := r.folded[end:]
	if m := r.words.labelsNext.FindStringSubmatchIndex(rest); m != nil {
		labels := cited(r.folded, end+m[2], end+m[3])
		after := r.folded[end+m[1]:]
		if r.words.thereofNext.MatchString(after) {
			return r.thereof(tracker.Fold(heading), labels, start)
		}
		lettered := strings.HasSuffix(rest[m[2]:m[3]], ")")
		if lettered || r.words.hereNext.MatchString(after) || r.hereBefore(start) || r.ofOwnText(after) {
			record(labels, start, end)
			return true
		}
	}
	here := r.words.hereNext.MatchString(rest)
	before, from := r.before(start)
	if m := r.words.labelsLast.FindStringSubmatchIndex(before); m != nil && r.wordStarts(from+m[0]) {
		if labels := cited(r.folded, from+m[2], from+m[3]); here || m[0] < m[2] {
			record(labels, from+m[0], end)
			return true
		}
	}
	if here || r.hereBefore(start) {
		target, doubt := in.own(in.section(heading, "", place))
		r.found(start, end, target, doubt)
		return true
	}
	return false
}

// thereof gives the labels to the instrument that was cited before start:
// "Resolution 73 (Rev. Hammamet, 2016), in particular recognizing g) thereof".
func (r *reading) thereof(heading string, labels []citedLabel, start int) bool {
	var last find
	for _, f := range r.finds {
		if f.end <= start && f.end > last.end {
			last = f
		}
	}
	a, err := tracker.ParseAddress(last.target)
	key := r.words.headings[heading]
	if err != nil || a.Kind == "" || key == "" {
		return false
	}
	for i, l := range labels {
		if i == 0 {
			l.start = start
		}
		a.Provision = join(key, l.path)
		r.found(l.start, l.end, a.String(), last.doubt)
	}
	return true
}

// hereBefore reports whether a Chinese "above" stands just before start.
func (r *reading) hereBefore(start int) bool {
	before, _ := r.before(start)
	return r.words.numberFirst && r.words.hereLast.MatchString(before)
}

// ofOwnText reports whether rest goes on with "of this resolution".
func (r *reading) ofOwnText(rest string) bool { return r.words.ofOwnNext.MatchString(rest) }

// otherSections finds references with "above" to sections that the text does
// not have under that heading; they stay, in doubt.
func (r *reading) otherSections(in *inner) {
	for _, here := range r.words.hereWord.FindAllStringIndex(r.folded, -1) {
		// "resolves 2 above" is one already where the text has that section.
		if r.ends[here[0]] || r.ends[here[0]-1] || r.ends[here[0]-2] {
			continue
		}
		before, from := r.before(here[0])
		m := r.words.verbLast.FindStringSubmatchIndex(before)
		if m == nil || !r.wordStarts(from+m[0]) {
			continue
		}
		key := r.words.headings[before[m[2]:m[3]]]
		if m[4] < 0 {
			start := from + m[2]
			if m := r.words.verbOf.FindStringSubmatchIndex(before); m != nil && r.wordStarts(from+m[0]) {
				labels := cited(r.folded, from+m[2], from+m[3])
				for i, l := range labels {
					if i == 0 {
						l.start = from + m[0]
					}
					if i == len(labels)-1 {
						l.end = from + m[5]
					}
					target, doubt := in.own(join(in.settle(key, l.path), l.path))
					r.found(l.start, l.end, target, doubt)
				}
				continue
			}
			target, doubt := in.own(in.settle(key, ""))
			r.found(start, from+m[3], target, doubt)
			continue
		}
		for i, l := range cited(r.folded, from+m[4], from+m[5]) {
			if i == 0 {
				l.start = from + m[2]
			}
			target, doubt := in.own(join(in.settle(key, l.path), l.path))
			r.found(l.start, l.end, target, doubt)
		}
	}
}

// ownTexts finds "this resolution", alone and with a provision or an annex.
func (r *reading) ownTexts(in *inner) {
	for _, m := range r.words.ownText.FindAllStringIndex(r.folded, -1) {
		if !r.wordStarts(m[0]) || !r.wordEnds(m[1]) {
			continue
		}
		a := in.revision
		start := r.provisionBefore(m[0], &a)
		end := r.provisionAfter(m[1], &a)
		if a.Provision == "annex" && !in.keys["annex"] {
			a.Provision = "" // "the annexes to this resolution", which are numbered
		}
		target, doubt := in.own(a.Provision)
		r.found(start, end, target, doubt)
	}
}

// ownAnnexes finds "Annex 2" with nothing said of whose it is, where the text
// has such an annex.
func (r *reading) ownAnnexes(in *inner) {
	for _, m := range r.words.annex.FindAllStringSubmatchIndex(r.folded, -1) {
		if m[2] < 0 || !r.wordStarts(m[0]) || !r.wordEnds(m[1]) {
			continue
		}
		key := "annex-" + r.folded[m[2]:m[3]]
		if in.keys[key] && !r.words.annexOfNext.MatchString(r.folded[m[1]:]) {
			r.found(m[0], m[1], in.revision.At(key).String(), "")
		}
	}
}

// ownParagraphs finds "paragraph 3 above" in texts whose paragraphs are
// numbered through.
func (r *reading) ownParagraphs(in *inner) {
	if root(in.revision.Body) != "un" || r.words.numberFirst {
		return
	}
	for _, m := range r.words.paragraph.FindAllStringSubmatchIndex(r.folded, -1) {
		rest := r.folded[m[1]:]
		if !r.wordStarts(m[0]) || !r.words.hereNext.MatchString(rest) && !r.ofOwnText(rest) {
			continue
		}
		for i, l := range cited(r.folded, m[2], m[3]) {
			if i == 0 {
				l.start = m[0]
			}
			target, doubt := in.own(join("operative", l.path))
			r.found(l.start, l.end, target, doubt)
		}
	}
}

// dottedNumber is the number of a section that a reference may give alone.
var dottedNumber = regexp.MustCompile(`\d{1,3}(?:bis|ter)?(?:\.\d{1,3}(?:bis|ter)?)+`)

// ownNumbers finds "9.3.4 below" in texts with numbered sections.
func (r *reading) ownNumbers(in *inner) {
	if !in.numbered {
		return
	}
	for _, m := range dottedNumber.FindAllStringIndex(r.folded, -1) {
		provision := "section-" + r.folded[m[0]:m[1]]
		if _, held := in.provisions[provision]; held && r.wordStarts(m[0]) && r.words.hereNext.MatchString(r.folded[m[1]:]) {
			r.found(m[0], m[1], in.revision.At(provision).String(), "")
		}
	}
}
