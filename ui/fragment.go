package ui

import (
	"cmp"
	"slices"
	"strings"

	"concord/tracker"
)

// A fragment is a stretch of a paragraph that is shown in one way.
type fragment struct {
	Text  string
	Href  string // a citation that can be followed
	Doubt string // why a citation's target is not certain
	Mark  bool   // a word that the search matched
	Note  string // the id of a footnote; Text is its mark
}

// provisionFragments cuts a provision's text at its citations and footnote
// marks. Offsets that do not fit the text are passed over: the text is shown
// whole whatever the offsets say.
func provisionFragments(p tracker.Provision, noteID func(i int) string, href func(target string) string) []fragment {
	type cut struct {
		start, end int
		piece      fragment
	}
	runes := []rune(p.Text)
	var cuts []cut
	for _, c := range p.Citations {
		cuts = append(cuts, cut{c.Start, c.End, fragment{Href: href(c.Target), Doubt: c.Doubt}})
	}
	for i, n := range p.Notes {
		cuts = append(cuts, cut{n.At, n.At, fragment{Note: noteID(i), Text: n.Mark}})
	}
	slices.SortStableFunc(cuts, func(a, b cut) int { return cmp.Compare(a.start, b.start) })
	var out []fragment
	at := 0
	for _, c := range cuts {
		if c.start < at || c.end < c.start || c.end > len(runes) {
			continue
		}
		if c.start > at {
			out = append(out, fragment{Text: string(runes[at:c.start])})
		}
		if c.end > c.start {
			c.piece.Text = string(runes[c.start:c.end])
		}
		out = append(out, c.piece)
		at = c.end
	}
	if at < len(runes) {
		out = append(out, fragment{Text: string(runes[at:])})
	}
	return out
}

// targetHref is the page of a citation's target. Basic texts and documents
// have no page here: a search shows who else names them.
func (s *server) targetHref(target string) string {
	if symbol, ok := strings.CutPrefix(target, "doc:"); ok {
		return searchHref(`"` + symbol + `"`)
	}
	a, err := tracker.ParseAddress(target)
	if err != nil || a.Kind == "" {
		return ""
	}
	return s.heldHref(a)
}

// heldHref is the page of a text, and none where nothing is known of its instrument.
func (s *server) heldHref(a tracker.Address) string {
	if _, err := s.Store.Known(a); err != nil {
		return ""
	}
	return textHref(a)
}

// textHref is the page of a text, at a provision if the address names one.
func textHref(a tracker.Address) string { return "/text/" + a.String() }

// slug turns a name from a closed list into a CSS class and a message key.
func slug(s string) string { return strings.ReplaceAll(s, " ", "-") }
