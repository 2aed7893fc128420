package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// readPieces reads a paragraph of the body: residue of the page goes, headings
// and labels that a conversion glued into it are split out, and each piece
// becomes a provision.
func (b *builder) readPieces(l *line, after *line) {
	b.dropResidue(l)
	if l.text == "" && l.label == "" {
		return
	}
	if b.takesAnnexTitle(l) {
		return
	}
	from := 0
	for {
		at, h, end, ok := b.gluedHeading(l, from, after)
		if !ok {
			break
		}
		if part := l.cut(from, at); strings.Trim(part.text, " ,;:.") != "" || part.label != "" {
			b.readItems(&part, nil)
		}
		b.openHeading(h, l.place, strings.TrimSpace(l.text[at:end]))
		from = end
	}
	if part := l.cut(from, len(l.text)); part.text != "" || part.label != "" {
		b.readItems(&part, after)
	}
}

// takesAnnexTitle keeps the first short line of an annex as its title.
func (b *builder) takesAnnexTitle(l *line) bool {
	if b.annex == "" || len(b.text.Annexes) == 0 || l.cell != nil {
		return false
	}
	a := &b.text.Annexes[len(b.text.Annexes)-1]
	started := b.used[b.annex] || len(b.text.Provisions) > 0 && b.text.Provisions[len(b.text.Provisions)-1].Section == b.annex
	if started || a.Title != "" && l.style != "annex-title" || l.label != "" || utf8.RuneCountInString(l.text) > maxStructureLine {
		return false
	}
	if _, _, ok := readLabel(l.text); ok || l.style == "" && strings.ContainsAny(l.text[len(l.text)-1:], ".;:,") {
		return false
	}
	text, notes := b.notes.take(l)
	a.Title = strings.TrimSpace(a.Title + " " + text)
	b.text.Notes = append(b.text.Notes, notes...)
	return true
}

// headingWindow is how much text after a boundary is looked at for a heading,
// in bytes: the longest heading seen has 240 letters, in Russian two bytes each.
const headingWindow = 640

// gluedHeading finds the next section heading inside a paragraph, at the
// beginning or after punctuation.
func (b *builder) gluedHeading(l *line, from int, after *line) (at int, h heading, end int, ok bool) {
	if b.annex != "" || l.cell != nil {
		return 0, heading{}, 0, false
	}
	for at := range boundaries(l.text, from) {
		rest := l.text[at:]
		if unicode.IsUpper(first(rest)) || !b.w.firstOfVerbs[foldWord(firstWord(rest[:min(len(rest), 60)]))] {
			continue
		}
		if len(rest) > headingWindow {
			rest = rest[:headingWindow]
			rest = rest[:strings.LastIndexFunc(rest, unicode.IsSpace)+1]
			if rest == "" {
				continue
			}
		}
		f := fold(rest)
		h, found := b.w.readHeading(f.s)
		if !found {
			continue
		}
		tail := strings.TrimLeft(f.s[h.end:], " ,:")
		h.end = len(f.s) - len(tail)
		whole := at+f.at[len(f.s)] >= len(strings.TrimRight(l.text, " "))
		if n := b.opens(&h, tail, whole, at == 0, after); n >= 0 {
			return at, h, at + f.at[min(h.end+n, len(f.s))], true
		}
	}
	return 0, heading{}, 0, false
}

// boundaries yields the byte offsets in text where a clause begins: the
// beginning, and after punctuation.
func boundaries(text string, from int) func(func(int) bool) {
	return func(yield func(int) bool) {
		if !yield(from) {
			return
		}
		punctuated, spaced := false, false
		for i, r := range text[from:] {
			switch {
			case strings.ContainsRune(",;:.،؛，；：。—", r):
				punctuated, spaced = true, r > utf8.RuneSelf
			case unicode.IsSpace(r):
				spaced = true
			default:
				if punctuated && spaced && i > 0 && !yield(from+i) {
					return
				}
				punctuated = false
			}
		}
	}
}

// opens decides whether a verb phrase after punctuation is a section heading
// and not prose, by what follows it. It gives how many bytes of what follows
// still belong to the heading, or -1.
//
//	, instructs the Secretary-General                          nothing follows
//	, instructs the Secretary-General 1 to report              a first label follows
//	, invites Member States to consider                        an item follows, among operative sections
//	, invites financial organizations and operators to help    likewise, though nobody listed them
//	which instructs the Secretary-General to report            never looked at: no punctuation
func (b *builder) opens(h *heading, tail string, whole, start bool, after *line) int {
	acts := h.verb.Takes == "addressee"
	preamble := h.verb.Role == tracker.Preamble
	if preamble && b.section.Role == tracker.Operative && !start {
		return -1 // reasons do not come after acts
	}
	if acts && len(h.addressees) == 0 && h.rest == "" && !whole {
		return -1
	}
	if whole && strings.Trim(tail, " ,:;.*") == "" {
		if acts && len(h.addressees) == 0 {
			return -1
		}
		return len(tail)
	}
	n, labelled := b.unknownWords(tail)
	switch {
	case n < 0:
		if whole && acts && after != nil && b.firstLabel(after) && len(strings.Fields(tail)) <= maxUnknownWords && !stops(tail) {
			return len(tail) + 1
		}
		return -1
	case n > 0 && !acts:
		return -1
	case labelled:
		return n
	case start && b.section.Section == "" && preamble:
		return n
	case acts && b.section.Role == tracker.Operative:
		return n
	case acts && len(h.addressees) > 0 && b.section.Role == tracker.Preamble && b.lastOfPreamble(after):
		return n
	case h.verb.Key == "resolves" || h.verb.Key == "decides":
		return n
	}
	return -1
}

// unknownWords measures what stands between the known part of a heading and
// the item below it: words such as "within their respective spheres of
// competence,". It gives -1 when no item begins within a heading's length, and
// whether the item begins with a label.
func (b *builder) unknownWords(tail string) (n int, labelled bool) {
	words := 0
	for at := 0; at < len(tail) && words <= maxUnknownWords; words++ {
		rest := tail[at:]
		if lab, after, ok := readLabel(strings.TrimLeft(rest, "* ")); ok && (lab.ord == 1 || lab.sig == "d") && !b.cites(after) {
			return at, true
		}
		if longestWord(rest, b.w.starters) > 0 {
			return at, false
		}
		end := strings.IndexByte(rest, ' ')
		if end < 0 || stops(rest[:end+1]) {
			return -1, false
		}
		at += end + 1
	}
	return -1, false
}

// stops reports whether a clause ends inside s.
func stops(s string) bool {
	return strings.Contains(s, "; ") || strings.Contains(s, ". ") || strings.Contains(s, ": ")
}

// lastOfPreamble reports whether the paragraph at hand is the last one before
// the operative part: only there can an operative heading be glued to it.
func (b *builder) lastOfPreamble(after *line) bool {
	if after == nil {
		return true
	}
	h, ok := b.headingLine(after, nil)
	return ok && h.verb.Role == tracker.Operative
}

// firstLabel reports whether l carries the first label of a sequence.
func (b *builder) firstLabel(l *line) bool {
	lab, ok := readField(l.label)
	if !ok {
		lab, _, ok = readLabel(l.text)
	}
	return ok && lab.ord == 1
}

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
	if !labelled {
		if l.label != "" {
			b.sequenceFault(l.place, "label", quote(l.label)+" stands as a label and is none that is known")
			item.text = l.label + " " + l.text
		}
		var rest string
		if lab, rest, labelled = readLabel(item.text); labelled {
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
		return f.at[n] + 1
	}
	return 0
}

// endsCited reports whether s ends with a short token in a bracket such as
// "b)", the sign of a list of cited labels.
func endsCited(s string) bool {
	i := strings.LastIndexAny(s, " (,;")
	return utf8.RuneCountInString(s[i+1:]) <= 3
}

func (b *builder) addLabelled(lab label, l *line) {
	if last := b.last(); last != nil && b.breaksOffCiting(last.Text) {
		// "… the loan indicated in recalling" | "c)" | "iv) above": a citation
		// that a conversion took for an item.
		joined := *l
		joined.text, joined.label = lab.printed+" "+l.text, ""
		b.join(last, &joined)
		return
	}
	if b.section.Section == "" {
		b.openSection("text", tracker.Operative, "", nil)
	}
	if b.lang == tracker.Arabic && lab.sig == "s" {
		lab = b.nest.rightToLeft(lab)
	}
	if b.headed && lab.sig == "n" && l.style != "heading" {
		lab.sig = "n."
	}
	if last := b.last(); last != nil && lab.sig == "n" && l.label == "" && !endsClause(last.Text) && !b.nest.goesOn(lab) {
		// A number that a narrow page put first on its line.
		joined := *l
		joined.text = lab.printed + " " + l.text
		b.join(last, &joined)
		return
	}
	p := b.nest.put(lab, l.depth())
	text, notes := b.notes.take(l)
	b.add(l, lab.printed, p, text, notes)
}

// endsClause reports whether text ends with punctuation, as a paragraph does.
func endsClause(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".,;:)؛،。；：，!?”\"", r)
}

// addPara adds an unlabelled paragraph, or joins it to the one before when
// that one clearly goes on.
func (b *builder) addPara(l *line) {
	text, notes := b.notes.take(l)
	if text == "" {
		return
	}
	if last := b.last(); last != nil && l.cell == nil && l.style == "" && goesOn(last.Text, text) {
		b.joinText(last, text, notes)
		return
	}
	if b.section.Section == "" {
		role, key := tracker.Operative, "text"
		b.openSection(key, role, "", nil)
	}
	b.add(l, "", b.nest.para(l.depth()), text, notes)
}

// join joins a line to a provision that it goes on with.
func (b *builder) join(v *tracker.Provision, l *line) {
	text, notes := b.notes.take(l)
	b.joinText(v, text, notes)
}

func (b *builder) joinText(v *tracker.Provision, text string, notes []tracker.Note) {
	join := " "
	if v.Text == "" || strings.HasSuffix(v.Text, "-") && unicode.IsLower(first(text)) {
		join = ""
	}
	base := utf8.RuneCountInString(v.Text) + len(join)
	for _, n := range notes {
		n.At += base
		v.Notes = append(v.Notes, n)
	}
	v.Text += join + text
}

// breaksOffCiting reports whether text breaks off with a section's verb, the
// beginning of a citation such as "recalling c) above".
func (b *builder) breaksOffCiting(text string) bool {
	words := strings.Fields(text[max(0, len(text)-80):])
	if len(words) < 3 || !utf8.ValidString(words[len(words)-1]) {
		return false
	}
	last := foldWord(words[len(words)-1])
	return b.w.firstOfVerbs[last] && unicode.IsLower(first(words[len(words)-1]))
}

// last is the last provision of the open section.
func (b *builder) last() *tracker.Provision {
	n := len(b.text.Provisions)
	if n == 0 || b.text.Provisions[n-1].Section != b.section.Section {
		return nil
	}
	return &b.text.Provisions[n-1]
}

// goesOn reports whether text goes on with the paragraph before, which breaks
// off without punctuation while text begins with a small letter.
func goesOn(before, text string) bool {
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLower(first(text)) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-')
}
