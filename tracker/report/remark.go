package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"concord/tracker"
)

// An edge is where a comment of the file begins or ends.
type edge struct {
	text  string
	begin bool
}

// remarked is the paragraph of a line with the remarks about it, each around its
// words as they are when all changes are accepted, or around the whole.
func remarked(p paragraph, l line, all []tracker.Remark) paragraph {
	for _, r := range all {
		heads := l.style == "ResNo" && (r.At.IsZero() && strings.Contains(l.text, r.Words) || r.At == l.address)
		if heads || l.provision && r.At.At(r.At.Provision) == l.address {
			p.runs = around(p.runs, r)
		}
	}
	return p
}

// around puts the edges of a remark into runs, which it cuts where need be.
func around(runs []run, r tracker.Remark) []run {
	var words strings.Builder
	for _, one := range runs {
		if stays(one) {
			words.WriteString(one.text)
		}
	}
	from := strings.Index(words.String(), r.Words)
	if from < 0 || r.Words == "" {
		return slices.Concat([]run{mark(runs, 0, r.Text, true)}, runs, []run{mark(runs, len(runs)-1, r.Text, false)})
	}
	return cutAt(cutAt(runs, from+len(r.Words), r.Text, false), from, r.Text, true)
}

func stays(r run) bool { return r.note == nil && r.edge == nil && r.op != deleted && r.op != movedFrom }

// mark is an edge of the op of the run that it stands by, so that what meets there
// is known.
func mark(runs []run, by int, text string, begin bool) run {
	r := run{edge: &edge{text, begin}}
	if by >= 0 && by < len(runs) {
		r.op, r.author = runs[by].op, runs[by].author
	}
	return r
}

// cutAt puts an edge behind so many bytes of the words that stay: the end of a
// remark right behind them, its beginning right before the next.
func cutAt(runs []run, at int, text string, begin bool) []run {
	passed := 0
	for i, one := range runs {
		if !stays(one) {
			continue
		}
		size := len(one.text)
		if at > passed+size || begin && at == passed+size && size > 0 {
			passed += size
			continue
		}
		left, right := one, one
		left.text, right.text = one.text[:at-passed], one.text[at-passed:]
		return slices.Concat(runs[:i], []run{left, mark(runs, i, text, begin), right}, runs[i+1:])
	}
	return append(slices.Clone(runs), mark(runs, len(runs)-1, text, begin))
}

// A wordComment is a comment of the file.
type wordComment struct {
	id   int // among the changes
	text string
}

// comment writes an edge; a comment is kept for its part where it begins.
func (f *wordFile) comment(e edge) {
	if e.begin {
		f.ids++
		f.comments = append(f.comments, wordComment{f.ids, e.text})
		fmt.Fprintf(f.b, `<w:commentRangeStart w:id="%d"/>`, f.ids)
		return
	}
	i := len(f.comments) - 1
	for i > 0 && f.comments[i].text != e.text { // the last begun with these words
		i--
	}
	fmt.Fprintf(f.b, `<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%[1]d"/></w:r>`, f.comments[i].id)
}

// commentsPart is what the comments of the file say.
func (f *wordFile) commentsPart() string {
	var b strings.Builder
	direction := ""
	if f.lang.Dir() == "rtl" {
		direction = `<w:pPr><w:bidi/></w:pPr>`
	}
	for _, c := range f.comments {
		fmt.Fprintf(&b, `<w:comment w:id="%d" w:author="Concord" w:date="%s" w:initials="C"><w:p>%s<w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:comment>`,
			c.id, f.at.Format(time.RFC3339), direction, escape(c.text))
	}
	return b.String()
}
