package grammar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
	"concord/tracker/document"
)

// A Contribution is a document read as proposals. Each has one language; Base
// is what the document says that it starts from.
type Contribution struct {
	Lang      tracker.Lang       `json:"lang"`
	Session   string             `json:"session"` // the conference it is made to; "" when nothing says
	Proposals []tracker.Proposal `json:"proposals"`
	Faults    []tracker.Fault    `json:"faults"`
}

// IsContribution reports whether d clearly holds proposals: somewhere an action
// and a symbol stand together, and alone.
func (g *Grammar) IsContribution(d *document.Document) bool {
	plain := d.As(document.Proposed)
	lines := g.lines(plain)
	w := g.words.langs[g.detect(plain, lines)]
	lines = g.unglue(w, rows(w.splitStructure(lines)))
	for i := range lines {
		if m, _ := readMark(lines, i); m.symbol != "" {
			return true
		}
	}
	return false
}

// Contribution reads a document as proposals: MOD EUR/44A7/1, then the text or
// only its heading, then the reasons. Of tracked changes it reads both texts.
// Options.View is not asked; Options.Session is the conference.
func (g *Grammar) Contribution(d *document.Document, o Options) Contribution {
	after := g.contribute(d.As(document.Proposed), o)
	c := Contribution{Lang: after.lang, Session: after.meeting.ID, Proposals: []tracker.Proposal{}, Faults: after.result.Faults}
	before := &contribution{}
	if d.Tracked() {
		o.Lang = after.lang
		if o.Session == "" {
			o.Session = after.meeting.ID
		}
		before = g.contribute(d.As(document.Base), o)
	}
	for i := range after.parts {
		part := &after.parts[i]
		if part.mark.symbol == "" {
			continue // a fault says so
		}
		c.Proposals = append(c.Proposals, after.proposal(part, before.part(part.mark.symbol)))
	}
	if c.Session == "" && len(c.Proposals) > 0 {
		c.Session = after.meetingOfTexts(c.Proposals)
	}
	for i := range c.Proposals {
		c.Proposals[i].Session = c.Session
	}
	c.Faults = append(c.Faults, after.faults...)
	if c.Faults == nil {
		c.Faults = []tracker.Fault{}
	}
	return c
}

// A contribution is one view of a document, cut into its proposals.
type contribution struct {
	parser
	meeting tracker.Session // zero when the front does not say
	authors []string        // codes of those whom the front names
	parts   []part
	faults  []tracker.Fault
}

// A part is what stands under one proposal's symbol.
type part struct {
	mark    mark
	place   string
	lost    string        // why it is about no instrument, or ""
	about   string        // the heading as printed
	text    *tracker.Text // nil where there is none, or only a heading without an identity
	reasons []string
}

func (c *contribution) say(place, rule, problem string) {
	c.faults = append(c.faults, tracker.Fault{Place: place, Rule: rule, Problem: problem})
}

// contribute reads one view.
func (g *Grammar) contribute(plain *document.Document, o Options) *contribution {
	c := &contribution{parser: parser{Grammar: g, options: Options{Lang: o.Lang}, notes: plain.Notes}}
	lines := g.lines(plain)
	c.lang = o.Lang
	if !c.lang.Valid() {
		c.lang = g.detect(plain, lines)
	}
	c.w = g.words.langs[c.lang]
	lines = g.unglue(c.w, rows(c.w.splitStructure(lines)))
	front, segments := c.cut(lines)
	c.missed(lines, segments)
	c.meeting, _ = g.registry.Session(o.Session)
	if c.meeting.ID == "" {
		c.meeting = c.meetingOf(front)
	}
	c.body = c.meeting.Body
	c.authors = c.authorsOf(front)
	styledReasons := slices.ContainsFunc(lines, func(l line) bool { return l.style == "reasons" })
	for _, s := range segments {
		c.parts = append(c.parts, c.readPart(s, styledReasons))
	}
	return c
}

// A segment is the lines under one proposal's mark.
type segment struct {
	mark  mark
	place string
	lines []line
}

// cut takes the lines apart at the proposals' marks. A symbol that comes twice
// is once in a list of contents: the one with more under it counts.
func (c *contribution) cut(lines []line) (front []line, segments []segment) {
	for i := 0; i < len(lines); i++ {
		if lines[i].style == "contents" {
			continue
		}
		m, n := readMark(lines, i)
		if n == 0 {
			if len(segments) == 0 {
				front = append(front, lines[i])
			} else {
				last := &segments[len(segments)-1]
				last.lines = append(last.lines, lines[i])
			}
			continue
		}
		s := segment{mark: m, place: lines[i].place}
		if m.rest != "" {
			rest := lines[i+n-1]
			rest.text, rest.style, rest.notes = m.rest, "", nil
			s.lines = append(s.lines, rest)
		}
		segments = append(segments, s)
		i += n - 1
	}
	var kept []segment
	for _, s := range segments {
		i := slices.IndexFunc(kept, func(k segment) bool { return s.mark.symbol != "" && k.mark.symbol == s.mark.symbol })
		switch {
		case s.mark.symbol == "":
			c.say(s.place, "symbol", fmt.Sprintf("%s stands without a symbol such as EUR/44A7/1, so this proposal was not stored", s.mark.printed))
			kept = append(kept, s)
		case i < 0:
			kept = append(kept, s)
		case len(kept[i].lines) < len(s.lines):
			kept[i] = s
		}
	}
	return front, kept
}

// missed says which marks stand inside a line, of proposals that stand nowhere
// else: whatever they are, nobody shall think that they were read.
func (c *contribution) missed(lines []line, segments []segment) {
	said := map[string]bool{}
	for _, s := range segments {
		said[s.mark.symbol] = true
	}
	for i := range lines {
		for _, m := range markInside.FindAllStringSubmatch(lines[i].text, -1) {
			made, ok := makeMark(m[1], m[2])
			if ok && !said[made.symbol] {
				said[made.symbol] = true
				c.say(lines[i].place, "mark", made.printed+" "+made.symbol+" stands inside a line and was not read as a proposal; put it on a line of its own")
			}
		}
	}
}

// readPart makes a part of a segment.
func (c *contribution) readPart(s segment, styledReasons bool) part {
	p := part{mark: s.mark, place: s.place}
	var body []line
	body, p.reasons = c.splitReasons(s.lines, styledReasons)
	if len(body) == 0 {
		p.lost = fmt.Sprintf("%s %s names nothing: no heading follows", s.mark.printed, s.mark.symbol)
		return p
	}
	p.about = body[0].text
	one := parser{Grammar: c.Grammar, w: c.w, options: c.options, lang: c.lang, notes: c.notes, body: c.body}
	extents := one.divide(body)
	if extents[0].id.kind == "" {
		text := tracker.Text{Lang: c.lang}
		if l := next(body, 0); l != nil && len(body) == 2 && l.label == "" && !endsClause(l.text) {
			text.Title = l.text
		} else if l != nil {
			one.read(extents[0]) // its fault is that it has no identity: the one below says more
			text = one.result.Texts[0]
		}
		if text.Instrument = c.provisionOf(p.about); text.Instrument.IsZero() {
			p.lost = quote(p.about) + " is no heading of a resolution, decision, recommendation or opinion: " + s.mark.symbol + " was kept without an instrument"
		}
		p.text = &text
		return p
	}
	p.about = extents[0].lines[0].text
	for _, e := range extents {
		one.read(e)
	}
	c.result.Faults = append(c.result.Faults, one.result.Faults...)
	if len(one.result.Texts) == 0 { // a list of abrogated texts
		p.lost = quote(p.about) + " is a list and no text: " + s.mark.symbol + " was kept without an instrument"
		return p
	}
	if len(extents) > 1 {
		c.say(extents[1].lines[0].place, "several", fmt.Sprintf("%s is followed by %d texts; only the first was taken: %s",
			s.mark.symbol, len(extents), quote(p.about)))
	}
	p.text = &one.result.Texts[0]
	return p
}

// provisionOf is the article of the conference's own regulations that a heading
// names: "ARTICLE 5" in a proposal to a radio conference.
func (c *contribution) provisionOf(about string) tracker.Address {
	body, _ := c.registry.Body(c.body)
	if body.Regulations == "" {
		return tracker.Address{}
	}
	f := fold(about).s
	n := longestWord(f, c.w.article)
	if n == 0 {
		return tracker.Address{}
	}
	number := strings.TrimSpace(f[n:])
	if i := strings.IndexFunc(number, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		number = number[:i]
	}
	if number == "" {
		return tracker.Address{}
	}
	return tracker.Address{Body: body.Regulations, Provision: "article-" + number}
}

// part gives the part with this symbol, or nil.
func (c *contribution) part(symbol string) *part {
	i := slices.IndexFunc(c.parts, func(p part) bool { return p.mark.symbol == symbol })
	if i < 0 {
		return nil
	}
	return &c.parts[i]
}

// proposal joins the two views of a part; base is nil where nothing is tracked.
func (c *contribution) proposal(p, base *part) tracker.Proposal {
	out := tracker.Proposal{
		Symbol: p.mark.symbol, Action: p.mark.action, Moved: p.mark.moved, Editorial: p.mark.editorial,
		Authors: c.signed(p), Fates: []tracker.Fate{},
	}
	texts := tracker.ProposalTexts{Lang: c.lang, About: p.about, Reasons: p.reasons}
	after, before := p.text, (*tracker.Text)(nil)
	if base != nil {
		before, texts.About = base.text, cmp.Or(p.about, base.about)
	}
	if sameWords(before, after) {
		before = nil // the changes are in other proposals of the document
	}
	for _, t := range []*tracker.Text{before, after} {
		if t != nil && !t.Instrument.IsZero() && out.Target.IsZero() {
			out.Target = t.Instrument
		}
		if t != nil {
			texts.Title = cmp.Or(t.Title, texts.Title)
		}
	}
	if p.lost != "" && out.Target.IsZero() && p.mark.action != tracker.Add {
		c.say(p.place, "target", p.lost)
	}
	if bracket := bracketOf(texts.About); bracket != "" || p.mark.action == tracker.Add {
		out.Target, out.Bracket, before = tracker.Address{}, bracket, nil
	}
	for _, t := range []*tracker.Text{before, after} {
		if out.Base.IsZero() && t != nil && !out.Target.IsZero() && t.Revision.Session != "" && t.Revision.Session != c.meeting.ID {
			out.Base = t.Revision
		}
	}
	if before != nil && len(before.Provisions) > 0 {
		texts.Before = before
	}
	if after != nil && len(after.Provisions) > 0 && p.mark.action != tracker.Suppress {
		texts.After = after
	}
	out.Texts = []tracker.ProposalTexts{texts}
	return out
}

// sameWords reports whether two views of a part are the same.
func sameWords(a, b *tracker.Text) bool {
	return a != nil && b != nil && a.Revision == b.Revision && a.Title == b.Title &&
		slices.EqualFunc(a.Provisions, b.Provisions, func(x, y tracker.Provision) bool {
			return x.Text == y.Text && x.Label == y.Label && x.Heading == y.Heading
		})
}

// meetingOfTexts is the conference that the texts say would adopt them: the
// session of a new text, or the one that a tracked revision changes to.
func (c *contribution) meetingOfTexts(proposals []tracker.Proposal) string {
	for _, p := range proposals {
		t := p.Texts[0]
		if t.After == nil {
			continue
		}
		session := t.After.Revision.Session
		if session != "" && (p.Action == tracker.Add || t.Before != nil && t.Before.Revision.Session != session) {
			return session
		}
	}
	return ""
}
