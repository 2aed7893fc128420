package harmonize

import (
	"slices"
	"strings"

	"concord/tracker"
)

// A Draft is the consolidated text that choices make.
type Draft struct {
	Text    tracker.Text `json:"text"`
	Origins []Origin     `json:"origins"` // of its provisions, one each
	// Before and After count what goes in and what comes out.
	Before Size `json:"before"`
	After  Size `json:"after"`
	// Renumbered are provisions of the base that stand elsewhere in the draft.
	Renumbered [][2]tracker.Address `json:"renumbered"`
	// Places tells where the draft says what a provision of the texts said.
	Places map[tracker.Address]tracker.Address `json:"-"`
	// References between the provisions of each text, where what they name moved.
	References []Reference `json:"references"`
	Losses     []Loss      `json:"losses"` // of mandates
	// Unaddressed are losses of provisions that ask nobody: of operative ones, and of
	// any that is called carried and is not.
	Unaddressed []Loss `json:"unaddressed"`
	// Given are mandates that go, or are carried in other terms, for a reason that
	// somebody gave: no losses.
	Given []Loss `json:"given"`
}

// Lost are all losses, those of mandates first.
func (d Draft) Lost() []Loss { return slices.Concat(d.Losses, d.Unaddressed) }

// An Origin says where a provision of the draft comes from.
type Origin struct {
	From      tracker.Address   `json:"from"`
	Edited    bool              `json:"edited"` // somebody wrote its words anew
	Carries   []tracker.Address `json:"carries"`
	Sentences []Sentence        `json:"sentences"`
}

// A Size measures texts in words; of Chinese, in characters.
type Size struct {
	Texts      int `json:"texts"`
	Provisions int `json:"provisions"`
	Words      int `json:"words"`
	Preamble   int `json:"preamble"` // words of it
	Mandates   int `json:"mandates"`
}

// PreambleShare is how much of the words is preamble, in per cent.
func (s Size) PreambleShare() int {
	if s.Words == 0 {
		return 0
	}
	return (100*s.Preamble + s.Words/2) / s.Words
}

// Make makes the draft of a merger; texts are those it names, in its order.
func Make(m tracker.Merger, texts []tracker.Text, reads Reads) Draft {
	choices := map[tracker.Address]tracker.Choice{}
	for _, c := range m.Choices {
		choices[plain(c.Address)] = c
	}
	d := Draft{Text: texts[0], Renumbered: [][2]tracker.Address{}}
	d.Text.Title = m.Title
	d.Text.Provisions, d.Origins = nil, nil
	carries := map[tracker.Address][]tracker.Address{}
	for _, c := range m.Choices {
		if c.Handling == tracker.Carried {
			carries[plain(c.Into)] = append(carries[plain(c.Into)], plain(c.Address))
		}
	}
	var lines []line
	for i, t := range texts {
		d.Before = d.Before.add(t, reads)
		for _, p := range t.Provisions {
			if c, chosen := choices[p.Address]; !chosen || c.Handling == tracker.Kept {
				lines = place(lines, lineOf(p, c, i > 0, carries[p.Address]))
			}
		}
	}
	number(lines, texts[0])
	punctuate(lines, texts)
	d.Text.Notes = renote(lines, d.Text.Notes)
	rev := texts[0].Revision
	now := places(lines, choices)
	d.Places = map[tracker.Address]tracker.Address{}
	for at, i := range now {
		d.Places[at] = rev.At(lines[i].key)
	}
	d.References = refer(lines, texts, now)
	for _, l := range lines {
		was := l.provision.Address
		d.Origins = append(d.Origins, Origin{From: was, Edited: l.edited, Carries: l.carries, Sentences: sentences(l, texts)})
		l.provision.Address, l.provision.Section = rev.At(l.key), l.in.key
		if !l.guest && was.Provision != l.key {
			d.Renumbered = append(d.Renumbered, [2]tracker.Address{was, l.provision.Address})
		}
		d.Text.Provisions = append(d.Text.Provisions, l.provision)
	}
	d.After = Size{}.add(d.Text, reads)
	d.Losses, d.Unaddressed, d.Given = losses(texts, choices, reads)
	return d
}

// plain is an address without its language: the same in every one.
func plain(a tracker.Address) tracker.Address { return a.At(a.Provision) }

func (s Size) add(t tracker.Text, reads Reads) Size {
	s.Texts++
	for _, p := range t.Provisions {
		n := Words(p.Text)
		s.Provisions++
		s.Words += n
		if p.Role == tracker.Preamble {
			s.Preamble += n
		}
	}
	s.Mandates += len(reads(t))
	return s
}

// Words counts the words of a text, each Chinese character being one.
func Words(text string) int { return len(strings.Fields(tracker.NormalWords(text))) }

// A line is a provision on its way into the draft.
type line struct {
	provision tracker.Provision
	in        section // of the draft, where it stands
	key       string  // its address after # in the draft
	guest     bool    // of another text than the base
	edited    bool
	carries   []tracker.Address
}

// heads reports whether lines may stand under one heading: it has the same words in
// both, or names the same part otherwise ("the Director of TSB"). A heading with
// further words behind those of another asks somebody else ("the Council Working
// Group").
func (l line) heads(with line) bool {
	same := l.provision.Section == with.provision.Section
	if l.in.role != with.in.role || l.in.role == tracker.Annexed {
		return same && l.in.role == with.in.role
	}
	mine, theirs := headWords(l.provision), headWords(with.provision)
	return mine == theirs || same && !strings.HasPrefix(mine, theirs) && !strings.HasPrefix(theirs, mine)
}

func headWords(p tracker.Provision) string { return tracker.NormalWords(p.Heading) }

func lineOf(p tracker.Provision, c tracker.Choice, guest bool, carries []tracker.Address) line {
	l := line{provision: p, in: sectionOf(p), key: p.Address.Provision, guest: guest, carries: carries}
	if carries == nil {
		l.carries = []tracker.Address{}
	}
	if text := strings.TrimSpace(c.Text); text != "" && text != p.Text {
		l.provision.Text, l.edited = text, true
		l.provision.Citations, l.provision.Notes = nil, nil // their offsets are of the old words
	}
	return l
}

// place puts a line behind the last of its section, or else of its part, as a section
// of its own.
func place(lines []line, l line) []line {
	if !l.guest {
		return append(lines, l)
	}
	last := func(fits func(line) bool) int {
		for i := len(lines) - 1; i >= 0; i-- {
			if fits(lines[i]) {
				return i + 1
			}
		}
		return -1
	}
	at := last(l.heads)
	if at > 0 {
		l.in = lines[at-1].in
		return slices.Insert(lines, at, l)
	}
	l.in.key = freeKey(lines, l.in)
	for _, role := range []tracker.Role{l.in.role, tracker.Preamble} {
		if at < 0 && (role == l.in.role || l.in.role == tracker.Operative) {
			at = last(func(m line) bool { return m.in.role == role })
		}
	}
	switch {
	case at < 0 && l.in.role == tracker.Preamble:
		at = 0
	case at < 0:
		at = len(lines)
	}
	return slices.Insert(lines, at, l)
}
