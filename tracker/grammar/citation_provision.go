package grammar

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"concord/tracker"
)

// far bounds how much text before a word is looked at for a heading, some
// labels and a preposition, in bytes.
const far = 160

// before gives what stands before end, at most far, and where that begins.
func (r *reading) before(end int) (string, int) {
	from := max(0, end-far)
	for from < end && !utf8.RuneStart(r.folded[from]) {
		from++
	}
	return r.folded[from:end], from
}

// provisionBefore reads "Annex 2 to", "resolves 2 of" or "paragraph 3 of" just
// before the word that names an instrument, adds it to target, and gives where
// the citation then begins.
func (r *reading) provisionBefore(start int, target *tracker.Address) int {
	before, from := r.before(start)
	if m := r.words.annexLast.FindStringSubmatchIndex(before); m != nil && r.wordStarts(from+m[0]) {
		target.Provision = "annex"
		if m[2] >= 0 {
			target.Provision += "-" + before[m[2]:m[3]]
		}
		return from + m[0]
	}
	if !strings.ContainsAny(before, "0123456789)") {
		return start // no label, no provision
	}
	section, at, labels := "", -1, []int(nil)
	if m := r.words.sectionBefore(before); m != nil {
		switch {
		case m[2] >= 0:
			section, labels = r.words.headings[before[m[2]:m[3]]], m[4:6]
		default:
			section, labels = r.words.headings[before[m[8]:m[9]]], m[6:8]
		}
		at = m[0]
	} else if m := r.words.paragraphLast.FindStringSubmatchIndex(before); m != nil && root(target.Body) == "un" {
		section, labels, at = "operative", m[2:4], m[0]
	}
	if at < 0 || !r.wordStarts(from+at) {
		return start
	}
	all := cited(r.folded, from+labels[0], from+labels[1])
	for i, l := range all {
		if i == 0 {
			l.start = min(l.start, from+at)
		}
		a := *target
		a.Provision = join(section, l.path)
		if i == len(all)-1 {
			*target = a
			return l.start
		}
		r.found(l.start, l.end, a.String(), "")
	}
	return start
}

// sectionBefore matches sectionLast where before holds a heading at all: the
// pattern is long, and most citations have none before them.
func (w *citationWords) sectionBefore(before string) []int {
	for heading := range w.headings {
		if strings.Contains(before, heading) {
			return w.sectionLast.FindStringSubmatchIndex(before)
		}
	}
	return nil
}

// provisionAfter is provisionBefore for Chinese, where the provision follows.
func (r *reading) provisionAfter(end int, target *tracker.Address) int {
	if !r.words.numberFirst || target.Provision != "" {
		return end
	}
	rest := r.folded[end:]
	if m := r.words.annexNext.FindStringSubmatchIndex(rest); m != nil {
		target.Provision = "annex"
		if m[2] >= 0 {
			target.Provision += "-" + rest[m[2]:m[3]]
		}
		return end + m[1]
	}
	if m := r.words.sectionNext.FindStringSubmatchIndex(rest); m != nil {
		labels := cited(r.folded, end+m[4], end+m[5])
		if len(labels) > 0 {
			target.Provision = join(r.words.headings[rest[m[2]:m[3]]], labels[0].path)
			return labels[0].end
		}
	}
	return end
}

// A citedLabel is a label as a reference writes it: "c) ii)" is the path c.ii.
type citedLabel struct {
	start, end int
	path       string
}

var oneCitedLabel = regexp.MustCompile(labelCited)

// cited splits a list of labels. A label with nothing but a space before it
// goes down a level; after "and" or a comma it stands beside the last one of its
// kind: "3 a) and b)" are 3.a and 3.b.
func cited(folded string, start, end int) []citedLabel {
	var all []citedLabel
	var path []label
	last := -1
	for _, m := range oneCitedLabel.FindAllStringIndex(folded[start:end], -1) {
		from, to := start+m[0], start+m[1]
		read, ok := readField(folded[from:to])
		if !ok {
			continue
		}
		down := last >= 0 && strings.TrimSpace(folded[last:from]) == ""
		if !down {
			path = path[:max(0, slices.IndexFunc(path, func(l label) bool { return l.sig == read.sig }))]
		}
		path = append(path, read)
		key := ""
		for _, l := range path {
			key = join(key, l.element())
		}
		if down {
			all[len(all)-1].path, all[len(all)-1].end = key, to
		} else {
			all = append(all, citedLabel{from, to, key})
		}
		last = to
	}
	return all
}

// join puts a label under what it stands under.
func join(above, label string) string {
	if above == "" || label == "" {
		return above + label
	}
	return above + "." + label
}
