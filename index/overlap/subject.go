package overlap

import (
	"slices"

	"concord/tracker"
)

// Thresholds of one subject.
const (
	// subjectLeast: a duty with less of its own than one word that stands nowhere
	// else, and a little more, "to report annually on this matter", is about what
	// its text is about.
	subjectLeast = 1.1
	// subjectAlike: of two duties with words of their own.
	subjectAlike = 0.4
	// subjectPart: of the shorter, where one is the title of a text.
	subjectPart = 0.6
	// subjectSame: two titles are one, however common their words.
	subjectSame = 0.8
)

// A Subject is what a duty to report is about: its own words but those that all
// such duties have; where it has none, the texts that it cites, or else what its
// text is about.
type Subject struct {
	lang       tracker.Lang
	own, title bag
	text       tracker.Address   // the instrument
	cited      []tracker.Address // other instruments
}

// Subject gives what a duty to report of a text is about. The words of p that say
// to whom, how often and until when, apart, say nothing of it.
func (e *Engine) Subject(t tracker.Text, p tracker.Provision, apart []tracker.Evidence) Subject {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.sights[t.Lang]
	beside := p
	beside.Citations = slices.Clone(p.Citations)
	for _, words := range apart {
		if words.In == "text" {
			beside.Citations = append(beside.Citations, tracker.Citation{Start: words.Start, End: words.End})
		}
	}
	out := Subject{lang: t.Lang, text: t.Instrument, own: s.accountOf(p.Text, citedSpans(beside)), title: s.accountOf(t.Title, nil)}
	for _, c := range p.Citations {
		if _, itself := p.NamesItself(c); itself {
			continue
		}
		if a, err := tracker.ParseAddress(c.Target); err == nil && a.Kind != "" && a.Instrument() != t.Instrument {
			out.cited = append(out.cited, a.Instrument())
		}
	}
	return out
}

// accountOf gives the words of a text without those of every account.
func (s *sight) accountOf(text string, cited []span) bag {
	r := s.reader
	r.read(text, cited)
	var tokens []token
	for i := 0; i < len(r.words); {
		stock, is := r.phrases.accounts.among(r.words[i:])
		switch {
		case r.entities[i]:
			tokens = append(tokens, entity)
			i++
		case is:
			tokens = append(tokens, entity)
			i += stock
		default:
			tokens = append(tokens, r.words[i].token)
			i++
		}
	}
	return s.bagOf(r.contents(tokens, nil))
}

// SameSubject reports whether two duties of one language are about one thing.
func (e *Engine) SameSubject(a, b Subject) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return a.lang == b.lang && e.sights[a.lang].same(a, b)
}

func (s *sight) same(a, b Subject) bool {
	least := subjectLeast * float64(rarity(len(s.texts), 1))
	bareA, bareB := a.own.weight < least, b.own.weight < least
	names := func(x Subject, other Subject, bare bool) bool {
		return slices.ContainsFunc(x.cited, func(i tracker.Address) bool { return slices.Contains(other.cited, i) || bare && i == other.text })
	}
	switch {
	case names(a, b, bareB), names(b, a, bareA):
		return true
	case bareA && len(a.cited) > 0, bareB && len(b.cited) > 0:
		return false // about texts that the other does not speak of
	case !bareA && !bareB:
		return s.alike(a.own, b.own) >= subjectAlike && !(a.alone(b) && b.alone(a))
	}
	if bareA {
		a.own = a.title
	}
	if bareB {
		b.own = b.title
	}
	shared := s.shared(a.own, b.own)
	return s.alike(a.own, b.own) >= subjectSame || shared >= least && shared >= subjectPart*min(a.own.weight, b.own.weight)
}

// alone reports whether a duty names what only its own text is about: the gender
// perspective here, the youth perspective there.
func (s Subject) alone(other Subject) bool {
	return slices.ContainsFunc(s.own.stems, func(w token) bool {
		return slices.Contains(s.title.stems, w) && !slices.Contains(other.own.stems, w) && !slices.Contains(other.title.stems, w)
	})
}
