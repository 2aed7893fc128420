package mandate

import (
	"cmp"
	"slices"
	"strings"

	"concord/tracker"
)

// A Reader finds mandates. It is made once from data and safe for concurrent use.
type Reader struct {
	registry *tracker.Registry
	langs    map[tracker.Lang]*language
}

// A Reading is all the operative and annexed provisions of one text, each in one
// of the two lists, in the order of the text.
type Reading struct {
	Mandates    []tracker.Mandate
	NotMandates []tracker.NotMandate
}

// Read finds the mandates of a text.
func (r *Reader) Read(t tracker.Text) Reading {
	reading := Reading{Mandates: []tracker.Mandate{}, NotMandates: []tracker.NotMandate{}}
	w, ok := r.langs[t.Lang]
	if !ok {
		return reading
	}
	s := &scan{Reader: r, w: w, text: &t, headings: map[string]*frame{}, read: map[string]*provision{}}
	for i := range t.Provisions {
		p := &t.Provisions[i]
		switch p.Role {
		case tracker.Preamble:
			continue
		case tracker.Annexed:
			reading.NotMandates = append(reading.NotMandates, tracker.NotMandate{Address: p.Address, Why: tracker.IsAnnex, Text: p.Text})
			continue
		}
		v := s.provision(p, i)
		s.read[p.Address.Provision] = v
		if v.why != "" {
			reading.NotMandates = append(reading.NotMandates, tracker.NotMandate{Address: p.Address, Why: v.why, Text: p.Text})
			continue
		}
		reading.Mandates = append(reading.Mandates, v.Mandate)
	}
	return reading
}

// A scan is the reading of one text.
type scan struct {
	*Reader
	w        *language
	text     *tracker.Text
	headings map[string]*frame
	read     map[string]*provision // by the part of the address after #
}

// A provision is what was read of one; a chapeau hands it down to its items.
type provision struct {
	tracker.Mandate
	*marked
	frame  frame
	acts   int            // where the act begins in the form
	asks   int            // where the words begin that ask
	headed bool           // its heading asks, or decides
	asked  string         // the key of the rule that found them
	why    tracker.Reason // why it is no mandate
	// chapeau is true when items stand below it and it does not end by itself.
	chapeau bool
}

func (s *scan) provision(p *tracker.Provision, i int) *provision {
	v := &provision{marked: s.mark(p.Text), chapeau: s.introduces(i)}
	v.Mandate = tracker.Mandate{
		Address: p.Address, Instrument: p.Address.Instrument(), Lang: s.text.Lang, Text: p.Text,
		Lead: []string{}, Cooperating: []string{}, ReportTo: []string{},
		Extracted: map[string][]tracker.Evidence{}, Doubts: []tracker.Fault{},
	}
	above := s.above(p.Address.Provision)
	s.frame(p, v, above)
	s.task(p, v, above)
	s.cooperation(v, above)
	s.reporting(v, above)
	s.when(v, above)
	v.OpenEnded = v.Due.IsZero()
	switch {
	case v.chapeau:
		v.why = tracker.IsChapeau
	case v.why == "" && len(v.Lead) == 0 && len(v.Doubts) == 0:
		v.why = tracker.IsUnaddressed
	}
	return v
}

// mark makes the form of words of this text: "the Bureau" is that of its body, and
// "the Union" its organization.
func (s *scan) mark(words string) *marked {
	m := s.w.mark(words)
	body, _ := s.registry.Body(s.text.Revision.Body)
	org, _, _ := strings.Cut(body.ID, "/")
	for _, l := range m.lists {
		for i, key := range l.keys {
			if key == "bureau" && body.Director != "" {
				l.keys[i] = body.Director
			}
			if _, known := s.registry.Addressee(org); key == "union" && known {
				l.keys[i] = org
			}
			if own := s.ownKey(); key == "council" && strings.HasSuffix(own, "-council") && !s.hasCouncil(org) {
				l.keys[i] = own // "the Council", in a text of the Security Council
			}
		}
	}
	return m
}

// hasCouncil reports whether an organization has a body that is just its Council.
func (r *Reader) hasCouncil(org string) bool {
	_, ok := r.registry.Body(org + "/council")
	return ok
}

// introduces reports whether provision i has items below it and leaves its
// sentence to them.
func (s *scan) introduces(i int) bool {
	if i+1 >= len(s.text.Provisions) {
		return false
	}
	p, next := s.text.Provisions[i], s.text.Provisions[i+1]
	if !strings.HasPrefix(next.Address.Provision, p.Address.Provision+".") {
		return false
	}
	text := strings.TrimRight(p.Text, " \u00a0")
	return !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ";") && !strings.HasSuffix(text, "。") && !strings.HasSuffix(text, "；") && !strings.HasSuffix(text, "؛")
}

// above is the nearest provision under which another one stands, or nil.
func (s *scan) above(at string) *provision {
	for {
		i := strings.LastIndexByte(at, '.')
		if i < 0 {
			return nil
		}
		at = at[:i]
		if v := s.read[at]; v != nil {
			return v
		}
	}
}

// heading gives the registry's heading that a section key begins with: the
// longest.
func (r *Reader) heading(section string) (tracker.Heading, bool) {
	var best tracker.Heading
	for _, h := range r.registry.Headings {
		rest, ok := strings.CutPrefix(section, h.Key)
		if ok && (rest == "" || rest[0] == '-') && len(h.Key) > len(best.Key) {
			best = h
		}
	}
	return best, best.Key != ""
}

// next is the first session of a body after another session, or NextSession.
func (r *Reader) next(body, after string) string {
	var later []tracker.Session
	for _, s := range r.registry.Sessions {
		if s.Body == body && r.registry.CompareSessions(s.ID, after) > 0 {
			later = append(later, s)
		}
	}
	if len(later) == 0 {
		return tracker.NextSession
	}
	return slices.MinFunc(later, func(a, b tracker.Session) int {
		return cmp.Or(r.registry.CompareSessions(a.ID, b.ID), cmp.Compare(a.ID, b.ID))
	}).ID
}

// addKeys appends the keys that are not there yet.
func addKeys(to, keys []string) []string {
	for _, k := range keys {
		if !slices.Contains(to, k) {
			to = append(to, k)
		}
	}
	return to
}
