package redline

import (
	"cmp"
	"slices"
	"strings"

	"concord/tracker"
)

// A section is a heading and the provisions under it, wherever they stand.
type section struct {
	sectionKey
	heading string
	first   int // its first provision
}

// A sectionKey tells sections apart. The head of the address does so for two
// with the same canonical key, such as "resolves" and "resolves-2".
type sectionKey struct {
	role    tracker.Role
	section string
	head    string
}

// findSections numbers the sections of a side.
func (s *side) findSections() {
	type named struct {
		sectionKey
		heading string
	}
	seen := map[named]int{}
	for i := range s.units {
		p := &s.units[i].provision
		head, _, _ := strings.Cut(p.Address.Provision, ".")
		n := named{sectionKey{p.Role, p.Section, head}, headingOver(p)}
		at, ok := seen[n]
		if !ok {
			at = len(s.sections)
			seen[n] = at
			s.sections = append(s.sections, section{n.sectionKey, n.heading, i})
		}
		s.units[i].section = at
	}
}

// headingOver is the heading that p stands under. A verb that opens its own
// text, as in resolutions without headings, is part of that text and stands over
// nothing.
func headingOver(p *tracker.Provision) string {
	if p.Heading == "" || strings.HasPrefix(key(p.Text), key(p.Heading)) {
		return ""
	}
	return p.Heading
}

// matchSections gives for each old section the new one that it became, or none:
// the one with the same key when any provision stayed in it, else the one that
// most of its provisions are in now.
func (c *comparison) matchSections() []int {
	votes := map[link]int{}
	for i, j := range c.old.mate {
		if j != none && c.old.stayed[i] {
			votes[link{c.old.units[i].section, c.new.units[j].section}]++
		}
	}
	type ballot struct {
		link
		sameKey, sameHeading bool
		votes                int
	}
	var ballots []ballot
	for l, n := range votes {
		a, b := c.old.sections[l.old], c.new.sections[l.new]
		ballots = append(ballots, ballot{l, a.sectionKey == b.sectionKey, a.heading == b.heading, n})
	}
	slices.SortFunc(ballots, func(a, b ballot) int {
		return cmp.Or(falseLast(a.sameKey, b.sameKey), falseLast(a.sameHeading, b.sameHeading),
			cmp.Compare(b.votes, a.votes), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	became := slices.Repeat([]int{none}, len(c.old.sections))
	for _, b := range ballots {
		if became[b.old] == none && !slices.Contains(became, b.new) {
			became[b.old] = b.new
		}
	}
	return became
}

func falseLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// sectionChanges lists the headings that differ, in reading order of the new
// text. Differences of typing are not told.
func (c *comparison) sectionChanges(became []int) []SectionChange {
	changes := []SectionChange{}
	for i, j := range became {
		if j == none {
			continue
		}
		a, b := c.old.sections[i], c.new.sections[j]
		if key(a.heading) == key(b.heading) {
			continue
		}
		raised := c.headingFlags(a.heading, b.heading)
		asked := func(s *side, first int) []string { return s.units[first].provision.Addressees }
		if !slices.Equal(asked(&c.old, a.first), asked(&c.new, b.first)) {
			raised = append(raised, AddresseeFlag)
		}
		changes = append(changes, SectionChange{
			Old: a.section, New: b.section, AtPlace: b.first + 1,
			Words: c.headingWords(a.heading, b.heading), Flags: raised,
		})
	}
	slices.SortFunc(changes, func(a, b SectionChange) int { return cmp.Compare(a.AtPlace, b.AtPlace) })
	return changes
}
