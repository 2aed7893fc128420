package redline

import (
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
)

// A History follows an instrument through its revisions: for each paragraph,
// when it came, each time it changed, when it went. It is what Compare says of
// every revision and the one before, joined into chains.
type History struct {
	Instrument tracker.Address   `json:"instrument"`
	Lang       tracker.Lang      `json:"lang"`
	Revisions  []tracker.Address `json:"revisions"` // compared, oldest first
	// Missing are the sessions of revisions that are known and not held in this
	// language. What changed at one of them is told of the next that is held.
	Missing    []string    `json:"missing"`
	Abrogated  string      `json:"abrogated"`  // session that ended the instrument, or ""
	Paragraphs []Paragraph `json:"paragraphs"` // as they now stand, what went after what it stood behind
}

// A Paragraph is one chain. A part of a split paragraph has the history of the
// whole; of merged ones, the one that gave most of the words goes on.
type Paragraph struct {
	Address tracker.Address `json:"address"` // where it stands, or stood last
	Heading string          `json:"heading"`
	Label   string          `json:"label"`
	Text    string          `json:"text"`
	Came    string          `json:"came"` // session
	Changes []Step          `json:"changes"`
	Went    string          `json:"went"` // session, or "" while it stands
}

// A Step is one change of a paragraph, at a session. A paragraph that went and
// came again has a step "removed" and a step "added".
type Step struct {
	Session string          `json:"session"`
	Class   Class           `json:"class"`
	Address tracker.Address `json:"address"` // where it stands since; of what went, where it stood
	Words   []Edit          `json:"words"`
	Flags   []Flag          `json:"flags"`
}

// Trace follows an instrument through its revisions held in lang. text gives the
// text that an address with session and language names.
func Trace(record tracker.InstrumentRecord, lang tracker.Lang, text func(tracker.Address) (tracker.Text, error)) (History, error) {
	h := History{
		Instrument: record.Instrument, Lang: lang, Abrogated: record.Abrogated,
		Revisions: []tracker.Address{}, Missing: []string{}, Paragraphs: []Paragraph{},
	}
	var c chains
	var before []tracker.Provision
	for _, revision := range record.Revisions {
		if !slices.Contains(revision.Langs, lang) {
			h.Missing = append(h.Missing, revision.Session)
			continue
		}
		t, err := text(revision.Revision.In(lang))
		if err != nil {
			return h, fmt.Errorf("history of %s: %w", record.Instrument, err)
		}
		if len(h.Revisions) == 0 {
			c.begin(revision.Session, t.Provisions)
		} else {
			c.follow(revision.Session, Compare(before, t.Provisions, lang), t.Provisions)
		}
		h.Revisions = append(h.Revisions, revision.Revision)
		before = t.Provisions
	}
	for _, p := range c.order {
		h.Paragraphs = append(h.Paragraphs, *p)
	}
	return h, nil
}

// At keeps the paragraphs that ever stood at a provision or under it.
func (h History) At(provision string) History {
	under := func(a tracker.Address) bool {
		return a.Provision == provision || strings.HasPrefix(a.Provision, provision+".")
	}
	h.Paragraphs = slices.DeleteFunc(slices.Clone(h.Paragraphs), func(p Paragraph) bool {
		return !under(p.Address) && !slices.ContainsFunc(p.Changes, func(s Step) bool { return under(s.Address) })
	})
	return h
}

// chains are the paragraphs of a history while it is made.
type chains struct {
	order []*Paragraph // as a history lists them
	live  []*Paragraph // those of the last revision followed, by place from 0
}

func (c *chains) begin(session string, provisions []tracker.Provision) {
	for _, p := range provisions {
		c.live = append(c.live, &Paragraph{Came: session, Changes: []Step{}})
		c.live[len(c.live)-1].stand(p)
	}
	c.order = slices.Clone(c.live)
}

// stand notes where a paragraph stands and its words.
func (p *Paragraph) stand(at tracker.Provision) {
	p.Address, p.Heading, p.Label, p.Text = at.Address, at.Heading, at.Label, at.Text
}

// follow goes on to the next revision, of which r is the comparison.
func (c *chains) follow(session string, r Redline, provisions []tracker.Provision) {
	live := make([]*Paragraph, len(provisions))
	gone, back := c.goneAfter(), map[*Paragraph]bool{}
	order := gone[nil]
	main := mainSources(r)
	for i, ch := range r.Changes {
		step := Step{session, ch.Class, ch.New, ch.Words, ch.Flags}
		var p *Paragraph
		if ch.OldPlace > 0 {
			p = c.live[ch.OldPlace-1]
		}
		switch {
		case ch.Class == Removed:
			p.Went = session
		case ch.Class == Merged && main[ch.NewPlace] != i:
			p.Went, p.Changes = session, append(p.Changes, step)
		case ch.Class == Added:
			p = &Paragraph{Came: session, Changes: []Step{}}
			if before := c.wentBefore(session, ch.NewText); before != nil && !back[before] {
				back[before] = true
				p.Came, p.Changes = before.Came, append(before.Changes, before.going(), step)
			}
			live[ch.NewPlace-1] = p
		default:
			if ch.Class == Split && slices.Contains(live, p) {
				whole := p.Changes[:len(p.Changes)-1] // without its own part of this split
				p = &Paragraph{Came: p.Came, Changes: slices.Clone(whole)}
			}
			if ch.Class != Unchanged {
				p.Changes = append(p.Changes, step)
			}
			live[ch.NewPlace-1] = p
		}
		order = append(order, p)
		order = append(order, gone[p]...)
	}
	for i, p := range live {
		p.stand(provisions[i])
	}
	c.live = live
	c.order = slices.DeleteFunc(order, func(p *Paragraph) bool { return back[p] })
}

// goneAfter gives the paragraphs that went at earlier sessions, by the living
// one that they are listed after, nil at the beginning.
func (c *chains) goneAfter() map[*Paragraph][]*Paragraph {
	gone := map[*Paragraph][]*Paragraph{}
	var after *Paragraph
	for _, p := range c.order {
		if p.Went == "" {
			after = p
		} else {
			gone[after] = append(gone[after], p)
		}
	}
	return gone
}

// wentBefore gives the paragraph with these words that went at an earlier
// session, or nil. What was merged did not go: its words stand elsewhere.
func (c *chains) wentBefore(session, text string) *Paragraph {
	for _, p := range slices.Backward(c.order) {
		n := len(p.Changes)
		merged := n > 0 && p.Changes[n-1].Class == Merged && p.Changes[n-1].Session == p.Went
		if p.Went != "" && p.Went != session && !merged && textKey(p.Text) == textKey(text) {
			return p
		}
	}
	return nil
}

// going is the step at which p went.
func (p *Paragraph) going() Step {
	return Step{p.Went, Removed, p.Address, []Edit{{Op: "-", Text: p.Text}}, []Flag{}}
}

// mainSources gives, for each new place that several provisions were merged
// into, the change whose source gave most of its words.
func mainSources(r Redline) map[int]int {
	main, most := map[int]int{}, map[int]int{}
	for i, ch := range r.Changes {
		if ch.Class != Merged {
			continue
		}
		kept := 0
		for _, e := range ch.Words {
			if e.Op == "=" {
				kept += len(e.Text)
			}
		}
		if _, seen := main[ch.NewPlace]; !seen || kept > most[ch.NewPlace] {
			main[ch.NewPlace], most[ch.NewPlace] = i, kept
		}
	}
	return main
}
