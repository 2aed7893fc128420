package grammar

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A builder makes one text: lines go in, provisions come out.
type builder struct {
	*parser
	text tracker.Text
	kind tracker.Kind
	// placeless: the heading names a year and no place, as bodies do that meet
	// all the year round and open with their bare name.
	placeless bool
	// headed: the numbers of the text's structure stand in headings, so that
	// bare numbers in plain paragraphs are none of it.
	headed bool
	faults []tracker.Fault
	notes  *noteBook

	section  tracker.Provision // what the open section gives each provision
	nest     nest
	annex    string          // key of the open annex, or ""
	sections map[string]int  // how often a section key was opened
	used     map[string]bool // addresses given
	places   []string        // of each provision, for faults
}

func (p *parser) newBuilder(e extent) *builder {
	b := &builder{parser: p, kind: e.id.kind, placeless: e.id.place == "", sections: map[string]int{}, used: map[string]bool{}}
	b.text.Provisions, b.text.Annexes = []tracker.Provision{}, []tracker.Annex{}
	return b
}

func (b *builder) fault(place, rule, problem string) {
	b.faults = append(b.faults, tracker.Fault{Place: place, Rule: rule, Problem: problem})
}

// front takes heading line, title and enacting phrase and gives the body.
func (b *builder) front(e extent) []line {
	lines, book := b.readNotes(e.lines)
	book.raiseMarks(lines, b.lines)
	b.notes = book
	if e.id.kind == "" {
		return b.unnamedFront(lines)
	}
	if len(lines) == 0 {
		return nil
	}
	title := []string{}
	if e.id.title != "" {
		title = append(title, e.id.title)
	}
	lines = lines[1:]
	for i := range lines {
		b.dropResidue(&lines[i])
	}
	for i := 0; i < len(lines); i++ {
		if enacting, body, ok := b.gluedEnacting(&lines[i]); ok {
			lines = slices.Concat(lines[:i], []line{enacting, body}, lines[i+1:])
		}
		l := lines[i]
		text, notes := b.notes.take(&l)
		switch {
		case l.style != "enacting" && remark(text):
			b.remark(text)
			b.text.Notes = append(b.text.Notes, notes...)
		case b.isEnacting(&l):
			b.text.Enacting = text
			b.text.Notes = append(b.text.Notes, notes...)
			b.text.Title = strings.Join(title, " ")
			return lines[i+1:]
		case b.opensBody(&l) || b.placeless && b.opensUN(text) || len(title) >= maxTitleLines && l.style != "title":
			b.text.Title = strings.Join(title, " ")
			return lines[i:]
		case l.style == "reference" || l.style == "proposal" || l.style == "reasons":
			b.remark(text)
			b.text.Notes = append(b.text.Notes, notes...)
		default:
			b.text.Notes = append(b.text.Notes, notes...)
			title = append(title, text)
		}
	}
	b.text.Title = strings.Join(title, " ")
	return nil
}

// unnamedFront is front for a text without a heading, if it may have a place.
func (b *builder) unnamedFront(lines []line) []line {
	if !b.options.Unnamed {
		return lines
	}
	at := slices.IndexFunc(lines[:min(len(lines), maxTitleLines)], func(l line) bool { return b.isEnacting(&l) && b.bodyOf(l.text) != "" })
	if at < 0 {
		return lines
	}
	var front []string
	for i := range lines[:at+1] {
		text, notes := b.notes.take(&lines[i])
		front, b.text.Notes = append(front, text), append(b.text.Notes, notes...)
	}
	b.text.Title, b.text.Enacting = strings.Join(front[:at], " "), front[at]
	return lines[at+1:]
}

// opensUN reports whether a line opens the body of a text without headings.
func (b *builder) opensUN(text string) bool {
	return strings.ContainsAny(text[max(0, len(text)-1):], ",;.:") && (b.opensPreamble(text) || b.opensOperative(text))
}

// adopters is what says who adopted the text: the enacting phrase, or the
// remarks above the body such as "Adopted by the Security Council at its ...".
func (b *builder) adopters() string {
	if b.text.Enacting != "" {
		return b.text.Enacting
	}
	var all strings.Builder
	for _, n := range b.text.Notes {
		if n.Mark == "" {
			all.WriteString(n.Text + " ")
		}
	}
	return all.String()
}

// yearsLine lists the years of adoption and of each revision, as the
// Radiocommunication Assembly prints them: "(2015-2019-2023)".
var yearsLine = regexp.MustCompile(`^\((?:\d{4} ?[-–—,] ?)*(\d{4})(?:年| ?г\.?)?\)$`)

// readYears takes the year of a text whose heading has none from a line of
// years below the title.
func (b *builder) readYears(id *identity) {
	if id.year != 0 || id.session != "" {
		return
	}
	for _, n := range b.text.Notes {
		if m := yearsLine.FindStringSubmatch(n.Text); m != nil {
			id.year, _ = strconv.Atoi(m[1])
			id.revised = len(n.Text) > len("(2023)")
		}
	}
}

// maxTitleLines bounds how many lines a title may run over: the longest seen
// in narrow columns has five.
const maxTitleLines = 6

// dateLine is a line that is a date and nothing else, in any of the languages.
var dateLine = regexp.MustCompile(`^(?:\d{1,2}(?:er|st|nd|rd|th)?\.? (?:de )?\p{L}[\p{L}/ ]{2,20} (?:de )?\d{4}(?: ?г\.?)?|\d{4}年\d{1,2}月\d{1,2}日)\.?$`)

// remark reports whether a line above the body is a date, a symbol or a note
// of adoption and not a title.
func remark(s string) bool {
	if dateLine.MatchString(s) {
		return true
	}
	f := foldWord(s)
	for _, start := range []string{"(", "[", "of ", "du ", "de ", "от ", "adopted by", "adopte", "aprobad", "принят"} {
		if strings.HasPrefix(f, start) {
			return true
		}
	}
	return false
}

// remark keeps a line that belongs to the text as a whole: a session line, a
// date, a line of adoption, reasons. It is a note without a mark.
func (b *builder) remark(text string) {
	if text != "" {
		b.text.Notes = append(b.text.Notes, tracker.Note{Text: text})
	}
}

// maxEnacting is the longest enacting phrase in runes; the longest seen has 140.
const maxEnacting = 320

// maxBareEnacting is the longest enacting phrase in runes that is only a name.
const maxBareEnacting = 40

// isEnacting reports whether l is "The Plenipotentiary Conference of ... (Dubai, 2018),".
func (b *builder) isEnacting(l *line) bool {
	n := utf8.RuneCountInString(l.text)
	if n > maxEnacting || n < 3 {
		return false
	}
	s := strings.TrimRight(fold(l.text).s, " 0123456789*")
	if _, _, ok := readLabel(l.text); ok {
		return false
	}
	_, year := placeAndYear(l.text)
	named := b.bodyOf(l.text) != ""
	switch {
	case l.style == "enacting":
		return true
	case b.w.firstOfVerbs[firstWord(s)]:
		return false
	case strings.HasSuffix(s, ","):
		bare := b.placeless && utf8.RuneCountInString(s) <= maxBareEnacting && !b.opensPreamble(l.text) && !b.opensOperative(l.text)
		return named || year > 0 || bare
	}
	return named && (year > 0 && strings.HasSuffix(s, ")") && !inCapitals(l.text) || b.placeless && b.onlyNames(s))
}

// onlyNames reports whether folded text is the name of a body and nothing
// else but an article: "The Security Council".
func (b *builder) onlyNames(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "the "), "l'")
	for i := range b.registry.Bodies {
		body := &b.registry.Bodies[i]
		for _, name := range append(slices.Clone(body.Alias[b.lang]), body.Name[b.lang]) {
			if name != "" && s == strings.TrimPrefix(foldWord(name), "the ") {
				return true
			}
		}
	}
	return false
}

// gluedEnacting splits "The Security Council Demands ..." and "The General
// Assembly, Recalling ...", where a line break was lost.
func (b *builder) gluedEnacting(l *line) (enacting, body line, ok bool) {
	f := fold(l.text[:min(len(l.text), maxEnacting)])
	for at := range boundariesOfCapitals(l.text[:min(len(l.text), maxEnacting)]) {
		head := strings.TrimRight(foldWord(l.text[:at]), " ,")
		if len(head) < 8 || len(f.s) < len(head) || !b.onlyNames(head) {
			continue
		}
		if rest := l.text[at:]; b.opensPreamble(rest) || b.opensOperative(rest) {
			enacting, body = l.cut(0, at), l.cut(at, len(l.text))
			if !strings.HasSuffix(enacting.text, ",") {
				enacting.style = "enacting"
			}
			return enacting, body, true
		}
	}
	return line{}, line{}, false
}

// boundariesOfCapitals yields where a word with a capital begins.
func boundariesOfCapitals(s string) iter.Seq[int] {
	return func(yield func(int) bool) {
		space := false
		for i, r := range s {
			if space && unicode.IsUpper(r) && !yield(i) {
				return
			}
			space = r == ' '
		}
	}
}

// opensBody reports whether l begins the body: a section heading, a label.
func (b *builder) opensBody(l *line) bool {
	if l.style == "call" || l.label != "" {
		return true
	}
	if _, _, ok := readLabel(l.text); ok && l.style == "" {
		return true
	}
	_, ok := b.headingLine(l, nil)
	return ok
}

// openSection begins a section; a key that came before is numbered.
func (b *builder) openSection(key string, role tracker.Role, printed string, addressees []string) {
	if b.annex != "" {
		key = b.annex
	} else {
		b.sections[key]++
		if n := b.sections[key]; n > 1 {
			key += "-" + strconv.Itoa(n)
		}
	}
	if addressees == nil {
		addressees = []string{}
	}
	b.section = tracker.Provision{Role: role, Section: key, Heading: printed, Addressees: addressees}
	b.nest = nest{}
}

// add appends a provision at a position of the open section.
func (b *builder) add(l *line, printed string, p position, text string, notes []tracker.Note) *tracker.Provision {
	v := b.section
	address := strings.Join(append([]string{v.Section}, p.elements...), ".")
	if b.used[address] {
		again := address
		for n := 2; b.used[again]; n++ {
			again = address + "-" + strconv.Itoa(n)
		}
		b.sequenceFault(l.place, "label-repeat", fmt.Sprintf("%s stands twice; the second is addressed %s", address, again))
		address = again
	}
	b.used[address] = true
	if p.gap != "" {
		b.sequenceFault(l.place, "label-gap", fmt.Sprintf("%s under %s is missing before %s", p.gap, v.Section, printed))
	}
	v.Address.Provision = address
	v.Label, v.Path, v.Text = printed, p.path, text
	v.Notes, v.Citations = notes, []tracker.Citation{}
	if v.Notes == nil {
		v.Notes = []tracker.Note{}
	}
	b.text.Provisions = append(b.text.Provisions, v)
	b.places = append(b.places, l.place)
	return &b.text.Provisions[len(b.text.Provisions)-1]
}

// sequenceFault reports a break in the labels. Annexes are tables, plans and
// forms whose lists begin again without notice: there it says nothing.
func (b *builder) sequenceFault(place, rule, problem string) {
	if b.annex == "" {
		b.fault(place, rule, problem)
	}
}

// finish completes addresses and gives footnotes nobody referred to to the text.
func (b *builder) finish() {
	for i := range b.text.Provisions {
		v := &b.text.Provisions[i]
		v.Address = b.text.Revision.At(v.Address.Provision)
	}
	b.text.Notes = append(b.text.Notes, b.notes.unused()...)
}

// build reads the body in the style it is written in.
func (b *builder) build(body []line) {
	switch {
	case b.hasHeadings(body):
		b.readSections(body)
	case b.isUN(body):
		b.readUN(body)
	default:
		b.readNumbered(body)
	}
}

func (b *builder) hasHeadings(body []line) bool {
	for i := range body {
		l := &body[i]
		if l.style == "call" {
			return true
		}
		if _, ok := b.headingLine(l, next(body, i)); ok {
			return true
		}
	}
	return false
}

func next(lines []line, i int) *line {
	if i+1 < len(lines) {
		return &lines[i+1]
	}
	return nil
}
