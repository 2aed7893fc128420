package grammar

import (
	"slices"
	"strconv"
	"strings"
)

// A nest keeps the open levels of one section while its provisions come, and
// decides for each label whether it goes on with a level, opens one below, or
// returns to one above.
type nest struct {
	base   []string // number of the division it stands in, such as 1 of "SECTION 1"
	levels []level
	paras  int // unlabelled paragraphs at the root
	dashes int // dashes at the root
}

// A level is the last label at one depth.
type level struct {
	label   label
	style   int // depth that the file's style gives, 0 when none
	element string
	paras   int // unlabelled paragraphs under it
	dashes  int
}

// A position is where a provision stands.
type position struct {
	path     []string // labels as printed
	elements []string // of the address
	gap      string   // what is missing before it, or ""
}

// put places a labelled provision. style is the depth of the file's list
// style, 0 when unknown.
func (n *nest) put(l label, style int) position {
	gap := ""
	switch {
	case l.sig == "d":
		n.putDash(&l, style)
	case l.sig == "s":
		gap = n.putDotted(&l, style)
	default:
		gap = n.putOrdinal(&l, style)
	}
	p := n.position()
	p.gap = gap
	return p
}

func (n *nest) putDash(l *label, style int) {
	for len(n.levels) > 0 && (n.top().label.sig == "d" || style > 0 && n.top().style >= style) {
		if n.top().label.sig == "d" && (n.top().style == style || style == 0 || n.top().style == 0) {
			l.ord = n.top().label.ord + 1
			n.levels = n.levels[:len(n.levels)-1]
			n.push(*l, style)
			return
		}
		if n.top().style < style || style == 0 {
			break
		}
		n.levels = n.levels[:len(n.levels)-1]
	}
	count := &n.dashes
	if len(n.levels) > 0 {
		count = &n.top().dashes
	}
	*count++
	l.ord = *count
	n.push(*l, style)
}

// putDotted places 1.1 below 1 and beside or below other dotted numbers.
func (n *nest) putDotted(l *label, style int) string {
	for len(n.levels) > 0 {
		top := n.top()
		above := top.label.number
		if len(above) == 0 && top.label.sig == "n" {
			above = []string{strconv.Itoa(top.label.ord) + top.label.bis}
		}
		if len(above) > 0 && len(above) < len(l.number) && slices.Equal(above, l.number[:len(above)]) {
			n.pushElement(*l, style, dottedElement(l.number[len(above):]))
			return n.dottedGap(*l, top.label, true)
		}
		before := top.label
		n.levels = n.levels[:len(n.levels)-1]
		if len(before.number) == len(l.number) && slices.Equal(before.number[:len(before.number)-1], l.number[:len(l.number)-1]) {
			own := l.number[len(l.number)-1:]
			if len(n.levels) == 0 {
				own = n.withoutBase(l.number)
			}
			n.pushElement(*l, style, dottedElement(own))
			return n.dottedGap(*l, before, false)
		}
	}
	n.pushElement(*l, style, dottedElement(n.withoutBase(l.number)))
	return ""
}

func (n *nest) withoutBase(number []string) []string {
	if len(n.base) > 0 && len(number) > len(n.base) && slices.Equal(number[:len(n.base)], n.base) {
		return number[len(n.base):]
	}
	return number
}

func (n *nest) dottedGap(l, before label, child bool) string {
	want := before.ord + 1
	if child {
		want = 1
	}
	if l.ord > want && len(l.number) > 0 {
		parts := slices.Clone(l.number)
		parts[len(parts)-1] = strconv.Itoa(want)
		return strings.Join(parts, ".")
	}
	return ""
}

func dottedElement(parts []string) string {
	var out []string
	for _, p := range parts {
		for _, bis := range []string{"bis", "ter"} {
			if number, ok := strings.CutSuffix(p, bis); ok {
				p = number + "-" + bis
			}
		}
		out = append(out, strings.ToLower(p))
	}
	return strings.Join(out, ".")
}

// putOrdinal places numbers, letters and roman numerals.
func (n *nest) putOrdinal(l *label, style int) string {
	if i := n.continued(l, style); i >= 0 {
		n.levels = n.levels[:i]
		n.push(*l, style)
		return ""
	}
	if l.roman == 1 && n.mayOpen() { // i) that does not follow h)
		l.asRoman()
	}
	if l.ord == 1 {
		n.open(*l, style)
		return ""
	}
	for i := len(n.levels) - 1; i >= 0; i-- {
		if n.levels[i].label.sig == l.sig {
			missing := n.levels[i].label
			missing.ord++
			missing.bis = ""
			gap := missing.element()
			if l.ord <= n.levels[i].label.ord {
				gap = ""
			}
			n.levels = n.levels[:i]
			n.push(*l, style)
			return gap
		}
	}
	n.open(*l, style)
	first := *l
	first.ord = 1
	return first.element()
}

// goesOn reports whether l is the next of an open sequence or the first of one.
func (n *nest) goesOn(l label) bool {
	c := n.clone()
	return l.ord == 1 || c.continued(&l, 0) >= 0
}

// continued finds the deepest level that l goes on with.
func (n *nest) continued(l *label, style int) int {
	for i := len(n.levels) - 1; i >= 0; i-- {
		before := n.levels[i].label
		if style > 0 && n.levels[i].style > 0 && n.levels[i].style != style {
			continue
		}
		switch {
		case before.sig == l.sig && (l.ord == before.ord+1 || l.ord == before.ord && l.bis != before.bis && l.bis != ""):
			return i
		case l.roman > 0 && strings.Trim(before.sig, "()") == "r" && l.roman == before.ord+1:
			l.asRoman()
			return i
		case strings.Trim(before.sig, "()") == "l" && strings.Trim(l.sig, "()") == "l" && l.ord == before.ord+1:
			return i
		}
	}
	return -1
}

// open opens a level under the one that is open. A sequence of the same family
// that begins again returns to its level instead.
func (n *nest) open(l label, style int) {
	for i, open := range n.levels {
		if open.label.sig == l.sig || style > 0 && open.style >= style {
			n.levels = n.levels[:i]
			break
		}
	}
	n.push(l, style)
}

// mayOpen reports whether a new level may open here: no letter h is waiting
// for its i.
func (n *nest) mayOpen() bool {
	return !slices.ContainsFunc(n.levels, func(v level) bool { return strings.Trim(v.label.sig, "()") == "l" && v.label.ord == 8 })
}

func (l *label) asRoman() {
	l.ord, l.roman = l.roman, 0
	l.sig = strings.Replace(l.sig, "l", "r", 1)
}

// para places an unlabelled paragraph: at the root while nothing is open,
// else under the nearest number.
func (n *nest) para(style int) position {
	for len(n.levels) > 0 {
		top := n.top()
		numbered := top.label.sig == "n" || top.label.sig == "s" || top.label.sig == "n)" || top.label.sig == "h"
		deeper := style > 0 && top.style > 0 && top.style < style
		if deeper || numbered && !(style > 0 && top.style >= style) {
			break
		}
		n.levels = n.levels[:len(n.levels)-1]
	}
	count := &n.paras
	if len(n.levels) > 0 {
		count = &n.top().paras
	}
	*count++
	p := n.position()
	if len(n.levels) == 0 && *count == 1 {
		return p // a lone item: the section's key
	}
	p.elements = append(p.elements, "p"+strconv.Itoa(*count))
	if len(p.path) > 0 {
		p.path = append(p.path, "")
	}
	return p
}

func (n *nest) top() *level { return &n.levels[len(n.levels)-1] }

func (n *nest) push(l label, style int) { n.pushElement(l, style, l.element()) }

func (n *nest) pushElement(l label, style int, element string) {
	n.levels = append(n.levels, level{label: l, style: style, element: element})
}

func (n *nest) position() position {
	p := position{path: []string{}}
	for _, v := range n.levels {
		p.path = append(p.path, v.label.printed)
		p.elements = append(p.elements, v.element)
	}
	return p
}

// clone copies n, to try a label out.
func (n *nest) clone() nest {
	c := *n
	c.levels = slices.Clone(n.levels)
	return c
}

// rightToLeft turns a dotted number of an Arabic text, which is typed with its
// parts in reading order ("1.2" is the first under 2), to the order of the
// other languages, unless only the order as typed goes on with what is open.
func (n *nest) rightToLeft(l label) label {
	turned := l
	turned.number = slices.Clone(l.number)
	slices.Reverse(turned.number)
	turned.ord, _ = strconv.Atoi(strings.TrimRight(turned.number[len(turned.number)-1], "bister"))
	if n.expectsDotted(l) && !n.expectsDotted(turned) {
		return l
	}
	return turned
}

// expectsDotted reports whether a dotted number comes next: 1.2 after 1.1, or
// 1.1 under 1.
func (n *nest) expectsDotted(l label) bool {
	for i := len(n.levels) - 1; i >= 0; i-- {
		before := n.levels[i].label
		if len(before.number) == len(l.number) && slices.Equal(before.number[:len(before.number)-1], l.number[:len(l.number)-1]) {
			return l.ord == before.ord+1
		}
		above := before.number
		if len(above) == 0 && before.sig == "n" {
			above = []string{strconv.Itoa(before.ord) + before.bis}
		}
		if len(above) == len(l.number)-1 && len(above) > 0 && slices.Equal(above, l.number[:len(above)]) {
			return l.ord == 1
		}
	}
	return false
}
