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
	if a.Title == "" && b.namesOwner(l) {
		text, notes := b.notes.take(l)
		a.Heading += " " + text
		b.section.Heading = a.Heading
		b.text.Notes = append(b.text.Notes, notes...)
		return true
	}
	if _, _, ok := readLabel(l.text); ok || l.style == "" && strings.ContainsAny(l.text[len(l.text)-1:], ".;:,") {
		return false
	}
	text, notes := b.notes.take(l)
	a.Title = strings.TrimSpace(a.Title + " " + text)
	b.text.Notes = append(b.text.Notes, notes...)
	return true
}

// namesOwner reports whether a line under an annex's heading says whose it is:
// "(to Resolution 2 (Rev. Geneva, 2022))".
func (b *builder) namesOwner(l *line) bool {
	return l.style == "annex-reference" ||
		strings.HasPrefix(l.text, "(") && strings.HasSuffix(l.text, ")") && b.w.namesKind(fold(l.text).s)
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
	if last := b.last(); last != nil && l.label == "" && !endsItem(last.Text) && b.strays(lab) {
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

// strays reports whether a bare number at the beginning of a line goes on with
// no open sequence.
func (b *builder) strays(lab label) bool {
	switch lab.sig {
	case "n":
		return !b.nest.goesOn(lab)
	case "s":
		return b.annex == "" && len(b.nest.levels) > 0 && !b.nest.expectsDotted(lab)
	}
	return false
}

// endsItem reports whether text ends as an item of a list does that is not the
// last of its section.
func endsItem(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".;:؛。；：!?", r)
}

// endsClause reports whether text ends with punctuation, as a paragraph does.
func endsClause(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return endsItem(text) || strings.ContainsRune(",،，", r)
}

// addPara adds an unlabelled paragraph, or joins it to the one before when
// that one clearly goes on.
func (b *builder) addPara(l *line) {
	text, notes := b.notes.take(l)
	if text == "" {
		return
	}
	if last := b.last(); last != nil && l.cell == nil && l.style == "" && (goesOn(last.Text, text) || b.runsOn(last)) {
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

// runsOn reports whether the last provision of a section with a heading, where
// every paragraph ends with punctuation, breaks off without any.
func (b *builder) runsOn(last *tracker.Provision) bool {
	return b.annex == "" && b.section.Heading != "" && !strings.HasPrefix(b.section.Section, "article-") && !strings.HasPrefix(b.section.Section, "section-") &&
		utf8.RuneCountInString(last.Text) > shortLine && !endsClause(strings.TrimRight(last.Text, "”\"')»’"))
}

// shortLine is the longest line in runes that may be a heading of its own: a
// line of running text on the narrowest page seen has 45.
const shortLine = 40

// goesOn reports whether text goes on with the paragraph before, which breaks
// off without punctuation while text begins with a small letter.
func goesOn(before, text string) bool {
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLower(first(text)) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-')
}
