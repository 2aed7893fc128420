package harmonize

import (
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
	"concord/tracker/redline"
)

// Reads gives the mandates of a text: the operative provisions that ask someone
// to act.
type Reads func(tracker.Text) []tracker.Mandate

// A Why says how a mandate would be lost.
type Why string

// The ways to lose a mandate.
const (
	NoReason       Why = "no reason"       // dropped without one
	NotCarried     Why = "not carried"     // carried by a provision that is not kept
	OtherAddressee Why = "other addressee" // carried by one that does not ask the same addressees
	OtherTerms     Why = "other terms"     // carried by one with another number, date, frequency, obligation or negation
	FewWords       Why = "few words"       // kept, with less than half of its words
)

// terms are the flags of two provisions of which neither can stand for the other.
var terms = []redline.Flag{redline.NumberFlag, redline.DeadlineFlag, redline.ModalFlag, redline.NegationFlag}

// A Loss is a mandate, or another provision, that the draft does not carry, and
// nobody decided so for a reason.
type Loss struct {
	Mandate tracker.Address `json:"mandate"` // the provision
	Why     Why             `json:"why"`
	// Addressees are those whom nothing would ask any more.
	Addressees []string `json:"addressees,omitempty"`
	// Flags say in what the carrier differs.
	Flags []redline.Flag `json:"flags,omitempty"`
}

func (l Loss) String() string {
	out := fmt.Sprintf("%s: %s", l.Mandate, l.Why)
	if len(l.Addressees) > 0 {
		out += fmt.Sprint(" ", l.Addressees)
	}
	if len(l.Flags) > 0 {
		out += fmt.Sprint(" ", l.Flags)
	}
	return out
}

// losses lists the mandates that the choices lose, the other provisions, and the
// mandates that go or change for a reason, each in the order of the texts. Of recitals
// and annexes only those are listed that somebody calls carried and are not.
func losses(texts []tracker.Text, choices map[tracker.Address]tracker.Choice, reads Reads) (mandates, others, given []Loss) {
	provisions, leads := map[tracker.Address]tracker.Provision{}, map[tracker.Address][]string{}
	asks := map[tracker.Address]tracker.Mandate{}
	for _, t := range texts {
		for _, p := range t.Provisions {
			provisions[p.Address], leads[p.Address] = p, p.Addressees
		}
		for _, m := range reads(t) {
			asks[m.Address], leads[m.Address] = m, m.Lead
		}
	}
	mandates, others, given = []Loss{}, []Loss{}, []Loss{}
	for _, t := range texts {
		for _, p := range t.Provisions {
			m, is := asks[p.Address]
			if !is {
				m = tracker.Mandate{Address: p.Address, Text: p.Text}
			}
			loss, lost := lossOf(m, choices, provisions, leads)
			switch {
			case !lost:
			case decided(loss, choices):
				if is {
					given = append(given, loss)
				}
			case is:
				mandates = append(mandates, loss)
			case p.Role == tracker.Operative || loss.Why == NotCarried:
				others = append(others, loss)
			}
		}
	}
	return mandates, others, given
}

// decided reports whether somebody gave a reason why a mandate is to be lost so. That
// its carrier is not there can have none.
func decided(l Loss, choices map[tracker.Address]tracker.Choice) bool {
	return l.Why != NotCarried && strings.TrimSpace(choices[l.Mandate].Reason) != ""
}

func lossOf(m tracker.Mandate, choices map[tracker.Address]tracker.Choice, provisions map[tracker.Address]tracker.Provision, leads map[tracker.Address][]string) (Loss, bool) {
	c, chosen := choices[m.Address]
	loss := Loss{Mandate: m.Address}
	switch {
	case !chosen || c.Handling == tracker.Kept:
		loss.Why = FewWords
		return loss, c.Text != "" && !keepsHalf(m.Text, c.Text)
	case c.Handling == tracker.Dropped:
		loss.Why = NoReason
		return loss, true
	}
	into := plain(c.Into)
	carrier, chosen := choices[into]
	if _, there := provisions[into]; !there || chosen && carrier.Handling != tracker.Kept {
		loss.Why = NotCarried
		return loss, true
	}
	loss.Why = OtherAddressee
	for _, a := range m.Lead {
		if !slices.Contains(leads[into], a) {
			loss.Addressees = append(loss.Addressees, a)
		}
	}
	if len(loss.Addressees) == 0 {
		loss.Why, loss.Flags = OtherTerms, differ(provisions[m.Address], lineOf(provisions[into], carrier, false, nil).provision, c.Address.Lang)
	}
	return loss, len(loss.Addressees)+len(loss.Flags) > 0
}

// differ gives the terms in which two provisions differ.
func differ(a, b tracker.Provision, lang tracker.Lang) []redline.Flag {
	if a.Text == b.Text {
		return nil
	}
	b.Address.Provision = a.Address.Provision // so that they are paired however little they share
	var out []redline.Flag
	for _, c := range redline.Compare([]tracker.Provision{a}, []tracker.Provision{b}, lang).Changes {
		for _, f := range c.Flags {
			if slices.Contains(terms, f) && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// keepsHalf reports whether at least half of the words of old stand in new.
func keepsHalf(old, new string) bool {
	have := map[string]int{}
	for w := range strings.FieldsSeq(tracker.NormalWords(new)) {
		have[w]++
	}
	words, n := strings.Fields(tracker.NormalWords(old)), 0
	for _, w := range words {
		if have[w] > 0 {
			have[w]--
			n++
		}
	}
	return 2*n >= len(words)
}
