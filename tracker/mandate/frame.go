package mandate

import (
	"slices"
	"strings"
	"unicode"

	"concord/tracker"
)

// A frame is who is asked, and how strongly.
type frame struct {
	strength    string
	takes       bool // the verb wants an addressee
	view        bool // the verb says what the body thinks
	lead        []string
	cooperating []string
	leads       []tracker.Evidence
	helpers     []tracker.Evidence
	due         tracker.Due // "to complete in time for the next conference"
	dueWords    tracker.Evidence
	act         tracker.Evidence // a verb after the addressee: "to complete"
}

// unheaded is the section of a text without headings, whose paragraphs open with
// their own verbs.
const unheaded = "operative"

// frame finds who is asked by a provision: its heading says so, or its words, or
// the provision above it.
func (s *scan) frame(p *tracker.Provision, v *provision, above *provision) {
	defer func() {
		v.Lead, v.Act.Strength = append([]string{}, v.frame.lead...), v.frame.strength // never null
		if len(v.frame.leads) > 0 {
			v.Extracted["lead"] = v.frame.leads
		}
	}()
	if p.Section == unheaded || strings.HasPrefix(p.Section, unheaded+"-") {
		s.opening(p, v, above)
		return
	}
	v.headed = true
	if isHeadline(p.Text) { // "RECOMMENDATIONS", of what follows in the file
		v.why = tracker.IsDecision
		return
	}
	if s.asksItself(v) { // "invites administrations to", glued below another heading
		v.frame.takes = true
		s.words(v, nil)
		return
	}
	v.frame = *s.headingFrame(p)
	if len(v.frame.lead) > 0 {
		return
	}
	if v.frame.takes {
		if l, ok := v.first(); ok {
			v.frame.lead, v.frame.leads = l.keys, []tracker.Evidence{v.named("text", "opening", l)}
			v.acts = strings.IndexByte(v.s, '@') + 1
			return
		}
	}
	s.words(v, above)
	if len(v.Lead) == 0 && len(v.frame.lead) == 0 && v.frame.takes {
		s.doubt(v, p, p.Heading)
	}
}

// isHeadline reports whether a text is all in capitals.
func isHeadline(text string) bool {
	letters := false
	for _, r := range text {
		if unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
		letters = letters || unicode.IsUpper(r)
	}
	return letters
}

// asksItself reports whether words under a heading ask by themselves.
func (s *scan) asksItself(v *provision) bool {
	for i := range s.w.own {
		for range s.w.own[i].find(v.marked, 0) {
			return true
		}
	}
	return false
}

// headingFrame reads a section heading.
func (s *scan) headingFrame(p *tracker.Provision) *frame {
	key := p.Section + "\x00" + p.Heading
	if f := s.headings[key]; f != nil {
		return f
	}
	f := &frame{}
	s.headings[key] = f
	if h, ok := s.heading(p.Section); ok {
		f.strength, f.takes, f.view = h.Key, h.Takes == "addressee" && !h.View, h.View
	}
	m := s.mark(p.Heading)
	for _, x := range s.found(s.w.cooperating, m) {
		if l, ok := x.list(m); ok && !slices.ContainsFunc(f.helpers, func(e tracker.Evidence) bool { return e.Start == l.start }) {
			f.cooperating = addKeys(f.cooperating, l.keys)
			f.helpers = append(f.helpers, m.named("heading", x.name, l))
		}
	}
	if !f.takes {
		if l, ok := m.lists[len(m.s)-2]; ok && f.strength != "" && !f.view { // "resolves that administrations"
			f.lead, f.leads = l.keys, []tracker.Evidence{m.named("heading", "heading", l)}
		}
		return f
	}
	for i := 0; i < len(m.s); i++ {
		l, ok := m.lists[i]
		if ok && s.away(m.s[:i]) {
			break // "the guild of manufacturers" is nobody known
		}
		if ok && !slices.ContainsFunc(f.helpers, func(e tracker.Evidence) bool { return e.Start == l.start }) {
			f.lead, f.leads = l.keys, []tracker.Evidence{m.named("heading", "heading", l)}
			if a := s.actAt(m, i+1); a.rule != "" {
				f.act = m.evidence("heading", a.rule, a.from, a.to)
			}
			break
		}
	}
	for i := range s.w.dues {
		if d, e, ok := s.due(m, 0, "heading", &s.w.dues[i], f.lead); ok {
			f.due, f.dueWords = d, e
			break
		}
	}
	return f
}

// away reports whether too much stands between the verb of a heading and a name
// for the name to be whom it asks: more than two words, such as "the 2027".
func (s *scan) away(heading string) bool {
	words := s.w.split(heading)
	skip := s.w.skip(words, s.w.modifiers)
	n, _ := s.w.asking.longest(words[skip:])
	rest := words[skip+n:]
	return n > 0 && len(rest)-s.w.skip(rest, s.w.modifiers) > 2
}

// found lists the matches of all rules, by their place.
func (s *scan) found(rules []rule, m *marked) []match {
	var all []match
	for i := range rules {
		all = slices.AppendSeq(all, rules[i].find(m, 0))
	}
	slices.SortStableFunc(all, func(a, b match) int { return a.loc[0] - b.loc[0] })
	return all
}

// first is the list of addressees that a text opens with.
func (m *marked) first() (list, bool) {
	i := strings.IndexByte(m.s, '@')
	if i < 0 || strings.Trim(m.s[:i], " ") != "" {
		return list{}, false
	}
	return m.lists[i], true
}

// opening reads a paragraph that opens with its own verb: "Also requests the
// Secretary-General to". An item below one inherits what it does not say.
func (s *scan) opening(p *tracker.Provision, v *provision, above *provision) {
	n, key := s.verb(v.beginning())
	if n > 0 {
		v.frame.strength = key
		h, _ := s.heading(key)
		v.frame.takes, v.frame.view = h.Takes == "addressee" && !h.View, h.View
	} else {
		v.frame.view = p.Heading != "" // an opening verb that asks nobody
	}
	if above != nil && !s.opens(v) {
		v.frame.strength, v.frame.takes, v.frame.view = above.frame.strength, above.frame.takes, above.frame.view
	}
	s.words(v, above)
	if len(v.frame.lead) > 0 {
		return
	}
	switch words := s.unknown(v); {
	case words != "" && len(v.Doubts) == 0:
		s.doubt(v, p, words)
		v.why = ""
	case len(s.w.unknown) == 0 && v.frame.takes && len(v.Doubts) == 0 && s.actAt(v.marked, v.acts).verb != "":
		s.doubt(v, p, p.Text)
		v.why = ""
	case v.frame.view:
		v.why = tracker.IsAttitude
	}
}

// unknown gives the words that name whom a paragraph asks, where they are in no
// list: "and invites creditors to". Things are encouraged too: "encourages efforts to"
// asks nobody.
func (s *scan) unknown(v *provision) string {
	for _, x := range s.found(s.w.unknown, v.marked) {
		from, to, _ := x.group("whom")
		words := strings.Fields(v.s[from:to])
		if slices.ContainsFunc(words[:min(len(words), 6)], func(word string) bool { return s.w.notAsked[word] }) {
			continue
		}
		v.acts = to
		return v.evidence("text", x.name, from, to).Text
	}
	return ""
}

// verb reads an asking or deciding verb at the beginning of a heading, after
// modifiers.
func (s *scan) verb(heading string) (int, string) {
	words := s.w.split(heading)
	words = words[s.w.skip(words, s.w.modifiers):]
	return s.w.asking.longest(words)
}

// opens reports whether an item opens with a verb of its own.
func (s *scan) opens(v *provision) bool {
	n, _ := s.verb(v.beginning())
	return n > 0
}

// beginning is enough of a text to hold an opening verb.
func (m *marked) beginning() string { return string(m.source[:min(len(m.source), 80)]) }

// words finds in the text who is asked: "that the Council shall", "to instruct
// the Director to", "and requests the Secretary-General".
func (s *scan) words(v *provision, above *provision) {
	for _, x := range s.found(s.w.asks, v.marked) {
		if v.frame.view && x.Key == "shall" || len(v.frame.lead) > 0 && (x.Key == "infinitive" || x.Key == "shall") && v.asked != x.Key {
			continue // a view; or an act of the lead: "requests the Director to invite the Council"
		}
		named := x.lists(v.marked)
		if from, _, ok := x.group("act"); ok && from > 0 && x.Key == "shall" {
			if l, ok := v.lists[s.headOf(v.marked, from-1)]; ok && !s.helps(v.marked, l) {
				named = []list{l} // who stands before the verb, whatever names stand before them
			}
		}
		if f, t, ok := x.group("verb"); len(named) == 0 || ok && s.w.notVerbs[strings.TrimSpace(v.s[f:t])] {
			continue
		}
		if len(v.frame.lead) == 0 {
			v.acts, v.asks, v.asked = x.loc[1], x.loc[0], x.Key
			if from, to, ok := x.group("act"); ok {
				_, v.acts = to, from
			}
			if f, t, ok := x.group("ask"); ok {
				if _, key := s.verb(strings.TrimSpace(v.s[f:t])); key != "" {
					v.frame.strength = key
				}
			}
		}
		for _, l := range named {
			v.frame.lead = addKeys(slices.Clone(v.frame.lead), l.keys)
			v.frame.leads = append(v.frame.leads, v.named("text", x.name, l))
		}
	}
	if len(v.frame.lead) == 0 && !v.frame.view {
		for _, x := range s.found(s.w.passive, v.marked) {
			if l, ok := x.list(v.marked); ok {
				v.frame.lead = addKeys(slices.Clone(v.frame.lead), l.keys)
				v.frame.leads = append(v.frame.leads, v.named("text", x.name, l))
			}
		}
	}
	if len(v.frame.lead) == 0 && above != nil && above.introduces() && !s.lists(above) {
		s.inheritLead(v, above)
	}
	if len(v.frame.lead) == 0 && above != nil && above.chapeau {
		s.standsFor(v, above)
	}
	if len(v.frame.lead) == 0 && !v.frame.takes {
		v.why = tracker.IsDecision
		if v.frame.view {
			v.why = tracker.IsAttitude
		} else if s.actAt(v.marked, 0).verb != "" {
			v.why = tracker.IsUnaddressed
		}
	}
}

// introduces reports whether the items below finish the sentence: it is a chapeau,
// or the first item was left in it.
func (v *provision) introduces() bool { return v.chapeau || strings.Contains(v.s, " ( a ) ") }

// lists reports whether a chapeau introduces what it speaks of, "with the following
// agenda", and not what somebody must do.
func (s *scan) lists(chapeau *provision) bool { return len(s.found(s.w.contents, chapeau.marked)) > 0 }

// helps reports whether a list is of those who co-operate: "in consultation with
// the Council shall".
func (s *scan) helps(m *marked, l list) bool {
	return slices.ContainsFunc(s.found(s.w.cooperating, m), func(x match) bool {
		helper, ok := x.list(m)
		return ok && helper.start == l.start
	})
}

// headOf is the place of the person in "the chairman of the group", of whose last
// name the place is given.
func (s *scan) headOf(m *marked, at int) int {
	for s.w.of != "" {
		rest, ok := strings.CutSuffix(m.s[:at], "@ "+s.w.of+" ")
		if !ok {
			break
		}
		at = len(rest)
	}
	return at
}

// inheritLead takes the lead of the provision above; its words are the evidence.
func (s *scan) inheritLead(v, above *provision) {
	v.frame.lead = above.frame.lead
	v.frame.leads = inherited(above.frame.leads, above)
	v.Doubts = append(v.Doubts, above.Doubts...)
	if len(v.frame.lead) == 0 && len(v.Doubts) == 0 && above.why != "" && above.why != tracker.IsChapeau {
		v.why = above.why
	}
}

// standsFor reads "it should", below a chapeau that names somebody in its condition:
// "when an administration identifies interference:".
func (s *scan) standsFor(v, above *provision) {
	for _, x := range s.found(s.w.pronoun, v.marked) {
		if l, ok := above.marked.next(0); ok {
			v.acts, _, _ = x.group("act")
			v.frame.lead = l.keys
			v.frame.leads = inherited([]tracker.Evidence{above.named("text", "pronoun", l)}, above)
		}
	}
}

// next is the first list from a place of the form on.
func (m *marked) next(from int) (list, bool) {
	i := strings.IndexByte(m.s[from:], '@')
	if i < 0 {
		return list{}, false
	}
	l, ok := m.lists[from+i]
	return l, ok
}

// inherited is evidence that stands in the words of the provision above.
func inherited(list []tracker.Evidence, above *provision) []tracker.Evidence {
	out := slices.Clone(list)
	for i := range out {
		if out[i].In == "text" {
			out[i].In = above.Address.Provision
		}
	}
	return out
}

// doubt says that an addressee is in no list.
func (s *scan) doubt(v *provision, p *tracker.Provision, words string) {
	if words = strings.TrimSpace(words); len([]rune(words)) > 80 {
		words = string([]rune(words)[:80]) + "…"
	}
	at := p.Address
	at.Lang = s.text.Lang
	v.Doubts = append(v.Doubts, tracker.Fault{
		Place: at.String(), Rule: "addressee",
		Problem: "\"" + words + "\" asks somebody who is in no list of addressees",
	})
}
