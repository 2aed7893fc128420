package grammar

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// cites reports whether what follows a label shows that the label is only
// cited: "resolves 1 and 2 above".
func (b *builder) cites(rest string) bool {
	s := fold(rest[:min(len(rest), 40)]).s
	word := firstWord(s)
	if word == "" {
		return true
	}
	if !b.w.references[word] {
		return false
	}
	next := strings.TrimLeft(s[len(word):], " ")
	starts := longestWord(s, b.w.starters) > 0
	return !starts || next == "" || unicode.IsDigit(first(next))
}

// readItems splits a paragraph at the labels glued into it and adds a
// provision for each. after is the line below, or nil.
func (b *builder) readItems(l, after *line) {
	lab, labelled := readField(l.label)
	item := *l
	if m := brokenNumber.FindStringSubmatchIndex(l.text); m != nil && b.nest.expectsDotted(label{number: []string{l.text[m[2]:m[3]], l.text[m[4]:m[5]]}, ord: 1}) {
		b.fault(l.place, "label-read", quote(l.text[:m[5]])+" was read as one number: the sequence asks for it")
		item.text = l.text[m[2]:m[3]] + "." + l.text[m[4]:]
		item.notes = nil
		for _, n := range l.notes {
			item.notes = append(item.notes, noteMark{n.id, max(0, n.at-(len(l.text)-len(item.text)))})
		}
	}
	if !labelled {
		if l.label != "" {
			b.sequenceFault(l.place, "label", quote(l.label)+" stands as a label and is none that is known")
			item.text = l.label + " " + l.text
		}
		var rest string
		if lab, rest, labelled = readLabel(item.text); labelled && b.headed && lab.sig == "n" && l.style == "" {
			labelled = false // lettering of a figure: numbers of the structure stand in headings here
		}
		if labelled {
			item = item.cut(len(item.text)-len(rest), len(item.text))
		}
	} else if again, rest, ok := readLabel(item.text); ok && again.sig != lab.sig && again.ord == 1 && again.sig != "d" {
		// "4" in the margin and "4.1" or "a)" glued behind it.
		b.addLabelled(lab, &line{place: l.place, style: l.style})
		lab, item = again, item.cut(len(item.text)-len(rest), len(item.text))
	}
	for {
		at, nextLabel, rest, ok := b.gluedLabel(item.text, lab, labelled, l.depth())
		if !ok {
			at, nextLabel, rest, ok = b.firstOfSecond(item.text, after)
		}
		part := item
		if ok {
			part = item.cut(0, at)
		}
		if labelled {
			b.addLabelled(lab, &part)
		} else {
			b.addPara(&part)
		}
		if !ok {
			return
		}
		item = item.cut(rest, len(item.text))
		item.label = ""
		lab, labelled = nextLabel, true
	}
}

// gluedLabel finds the next label inside text that goes on with the sequence
// lab is in, or that opens one after a colon.
func (b *builder) gluedLabel(text string, lab label, labelled bool, depth int) (at int, found label, rest int, ok bool) {
	if len(text) < 4 {
		return 0, label{}, 0, false
	}
	trial := b.nest.clone()
	if labelled {
		trial.put(lab, depth)
	}
	for at := range boundaries(text, 0) {
		if at == 0 {
			continue
		}
		start := at
		if n := b.conjunction(text[at:]); n > 0 {
			start += n
		}
		l, tail, is := readLabel(text[start:])
		if !is || l.sig == "d" || b.cites(tail) {
			continue
		}
		before := strings.TrimRight(text[:at], " ")
		sign, _ := utf8.DecodeLastRuneInString(before)
		stem := strings.TrimRight(before, ",;:.،؛，；：。— ")
		if stem == "" || strings.HasSuffix(stem, ")") && endsCited(stem) {
			continue
		}
		if b.follows(trial, l, tail, sign, text[start:]) {
			return start, l, len(text) - len(tail), true
		}
	}
	return 0, label{}, 0, false
}

// brokenNumber is a dotted number that a conversion broke: "1. 1 that".
var brokenNumber = regexp.MustCompile(`^(\d{1,2})\. (\d{1,2}) \p{L}`)

// firstOfSecond finds the first label of a sequence inside text when the line
// below carries the second: the first is often left in the text.
func (b *builder) firstOfSecond(text string, after *line) (at int, found label, rest int, ok bool) {
	if after == nil {
		return 0, label{}, 0, false
	}
	second, ok := readField(after.label)
	if !ok || second.ord != 2 || strings.Trim(second.sig, "()") == "n" || second.sig == "s" || second.sig == "d" {
		return 0, label{}, 0, false
	}
	for i, r := range text {
		if r != ' ' || i+1 >= len(text) {
			continue
		}
		l, tail, is := readLabel(text[i+1:])
		if is && l.roman == 1 && second.sig == "r" {
			l.asRoman()
		}
		if is && l.sig == second.sig && l.ord == 1 && !b.cites(tail) {
			return i + 1, l, len(text) - len(tail), true
		}
	}
	return 0, label{}, 0, false
}

// follows reports whether label l, after the punctuation sign, goes on with an
// open sequence or opens one.
func (b *builder) follows(trial nest, l label, tail string, sign rune, at string) bool {
	colon := sign == ':' || sign == '：'
	bare := l.sig == "n" || l.sig == "s"
	if strings.ContainsRune(",،，", sign) && bare && longestWord(fold(tail[:min(len(tail), 40)]).s, b.w.starters) == 0 {
		return false
	}
	if sign == '.' && bare && !unicode.IsUpper(first(tail)) && b.annex == "" {
		return false
	}
	if l.sig == "s" {
		if b.lang == tracker.Arabic {
			l = trial.rightToLeft(l)
		}
		return trial.expectsDotted(l)
	}
	probe := l
	if trial.continued(&probe, 0) >= 0 {
		return true
	}
	return colon && (l.ord == 1 || l.roman == 1)
}

// conjunction is the length of "and " before a last label.
func (b *builder) conjunction(s string) int {
	f := fold(s[:min(len(s), 24)])
	if n := longestWord(f.s, b.w.joiners); n > 0 && n < len(f.s) && f.s[n] == ' ' {
		return f.at[n] // a space keeps the place of what follows it
	}
	return 0
}

// endsCited reports whether s ends with a short token in a bracket such as
// "b)", the sign of a list of cited labels.
func endsCited(s string) bool {
	i := strings.LastIndexAny(s, " (,;")
	return utf8.RuneCountInString(s[i+1:]) <= 3
}
