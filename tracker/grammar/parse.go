package grammar

import (
	"regexp"
	"strings"

	"concord/tracker"
	"concord/tracker/document"
)

// parser reads one document.
type parser struct {
	*Grammar
	w       *language
	options Options
	lang    tracker.Lang
	notes   map[string]string // the file's own footnotes
	lines   []line            // of the whole document
	body    string            // who would adopt a text that says nothing of it, or ""
	result  Result
}

// Parse reads a document: the texts it holds, the texts it lists as abrogated,
// and a fault for everything that was not understood.
func (g *Grammar) Parse(d *document.Document, o Options) Result {
	if o.View == "" || o.View == AsContribution {
		o.View = document.Proposed
	}
	plain := d.As(o.View)
	p := &parser{Grammar: g, options: o, notes: plain.Notes}
	lines := g.lines(plain)
	p.lang = o.Lang
	if !p.lang.Valid() {
		p.lang = g.detect(plain, lines)
	}
	p.w = g.words.langs[p.lang]
	lines = rows(p.w.splitStructure(lines))
	p.lines = lines
	for _, e := range p.divide(lines) {
		p.read(e)
	}
	if p.result.Texts == nil {
		p.result.Texts = []tracker.Text{}
	}
	if p.result.Abrogated == nil {
		p.result.Abrogated = []tracker.Abrogation{}
	}
	if p.result.Faults == nil {
		p.result.Faults = []tracker.Fault{}
	}
	return p.result
}

func (p *parser) fault(place, rule, problem string) {
	p.result.Faults = append(p.result.Faults, tracker.Fault{Place: place, Rule: rule, Problem: problem})
}

// flattenedMark is a bracket in which a tracked change was lost: two places or
// two years run together.
var flattenedMark = regexp.MustCompile(`\([^()]*\d{4}\p{L}[^()]*\d{4}[^()]*\)`)

// read makes a text, or an entry of the abrogation list, from an extent.
func (p *parser) read(e extent) {
	if e.abrogated != "" {
		p.abrogation(e)
		return
	}
	b := p.newBuilder(e)
	body := b.front(e)
	b.identify(e)
	b.build(body)
	b.finish()
	b.text.Lang = p.lang
	p.result.Texts = append(p.result.Texts, b.text)
	p.result.Faults = append(p.result.Faults, b.faults...)
	t := &p.result.Texts[len(p.result.Texts)-1]
	p.result.Faults = append(p.result.Faults, p.cite(t)...)
}

// identify finds who adopted the text and when.
func (b *builder) identify(e extent) {
	place := ""
	if len(e.lines) > 0 {
		place = e.lines[0].place
	}
	if e.id.kind == "" {
		b.fault(place, "identity", "no heading such as \"RESOLUTION 71 (REV. DUBAI, 2018)\" was found in the document")
		if b.options.Unnamed {
			b.place()
		}
		return
	}
	if len(e.lines) > 0 && flattenedMark.MatchString(e.lines[0].text) {
		b.fault(place, "flattened", quote(e.lines[0].text)+" holds two sessions run together: a tracked change was lost before this file was made")
	}
	b.readYears(&e.id)
	a, ok := b.resolve(&e.id, b.adopters(), b.options)
	if !ok && b.body != "" {
		e.id.body = b.body
		a, ok = b.resolve(&e.id, "", b.options)
	}
	b.text.Kind, b.text.Number, b.text.Revised = e.id.kind.Word(), e.id.number, e.id.revised
	if !ok {
		b.fault(place, "identity", quote(e.lines[0].text)+" does not say which body adopted it, and nothing else in the document does")
		return
	}
	if a.Session == "" && e.id.year > 0 {
		b.fault(place, "session", quote(e.lines[0].text)+" names no session that is known for "+a.Body)
	}
	b.text.Instrument, b.text.Revision = a.Instrument(), a.Revision()
}

// place puts a text without a heading where its enacting phrase says.
func (b *builder) place() {
	id := identity{kind: tracker.Resolution, number: Unnumbered}
	if a, ok := b.resolve(&id, b.adopters(), b.options); ok {
		b.text.Kind, b.text.Number, b.text.Instrument, b.text.Revision = id.kind.Word(), id.number, a.Instrument(), a.Revision()
	}
}

func (p *parser) abrogation(e extent) {
	id := e.id
	var title []string
	if id.title != "" {
		title = append(title, id.title)
	}
	for _, l := range e.lines[1:] {
		title = append(title, l.text)
	}
	a, ok := p.resolve(&id, e.abrogated, Options{})
	if !ok {
		p.fault(e.lines[0].place, "identity", quote(e.lines[0].text)+" in the list of abrogated texts names no known body")
	}
	by := p.options.Session
	place, year := placeAndYear(e.abrogated)
	if at := p.registry.SessionsAt(place, year); len(at) > 0 {
		if s, _ := pick(at, p.bodyOf(e.abrogated), ""); s != "" {
			by = s
		} else if s, _ := pick(at, a.Body, ""); s != "" {
			by = s
		}
	}
	name := strings.Join(title, " ")
	if m := pageAtEnd.FindStringSubmatchIndex(name); m != nil && len(e.lines) > 1 && e.lines[0].place == e.lines[1].place {
		p.fault(e.lines[0].place, "residue", quote(name[m[2]:])+" at the end of "+quote(name)+" was read as a page number and taken out")
		name = name[:m[2]]
	}
	p.result.Abrogated = append(p.result.Abrogated, tracker.Abrogation{
		Instrument: a.Instrument(), Session: by, Title: name,
	})
}

// pageAtEnd finds a page number that was glued to the end of a title.
var pageAtEnd = regexp.MustCompile(`\p{L}( \d{1,4})$`)

// quote shows a text in a fault, shortened.
func quote(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) > most {
		return "“" + string(r[:most]) + "…”"
	}
	return "“" + s + "”"
}
