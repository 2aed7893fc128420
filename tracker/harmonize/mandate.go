package harmonize

import (
	"slices"
	"strings"

	"concord/tracker"
)

// Asks says whether a provision is a mandate: whether it asks someone to act.
type Asks func(tracker.Provision) bool

// AsksSomeone is true of operative provisions that name an addressee.
func AsksSomeone(p tracker.Provision) bool {
	return p.Role == tracker.Operative && len(p.Addressees) > 0 && strings.TrimSpace(p.Text) != ""
}

// A Why says how a mandate would be lost.
type Why string

// The ways to lose a mandate.
const (
	NoReason       Why = "no reason"       // dropped without one
	NotCarried     Why = "not carried"     // carried by a provision that is not kept
	OtherAddressee Why = "other addressee" // carried by one that does not ask the same addressees
	FewWords       Why = "few words"       // kept, with less than half of its words
)

// A Loss is a mandate that the draft does not carry.
type Loss struct {
	Mandate tracker.Address `json:"mandate"`
	Why     Why             `json:"why"`
	// Addressees are those whom nothing would ask any more.
	Addressees []string `json:"addressees,omitempty"`
}

// losses lists the mandates that the choices lose, in the order of the texts.
func losses(m tracker.Merger, texts []tracker.Text, choices map[tracker.Address]tracker.Choice, asks Asks) []Loss {
	provisions := map[tracker.Address]tracker.Provision{}
	for _, t := range texts {
		for _, p := range t.Provisions {
			provisions[p.Address] = p
		}
	}
	out := []Loss{}
	for _, t := range texts {
		for _, p := range t.Provisions {
			if !asks(p) {
				continue
			}
			if loss, lost := lossOf(p, choices, provisions); lost {
				out = append(out, loss)
			}
		}
	}
	return out
}

func lossOf(p tracker.Provision, choices map[tracker.Address]tracker.Choice, provisions map[tracker.Address]tracker.Provision) (Loss, bool) {
	c, chosen := choices[p.Address]
	loss := Loss{Mandate: p.Address}
	switch {
	case !chosen || c.Handling == tracker.Kept:
		loss.Why = FewWords
		return loss, c.Text != "" && !keepsHalf(p.Text, c.Text)
	case c.Handling == tracker.Dropped:
		loss.Why = NoReason
		return loss, strings.TrimSpace(c.Reason) == ""
	}
	into, there := provisions[plain(c.Into)]
	if carrier, chosen := choices[plain(c.Into)]; !there || chosen && carrier.Handling != tracker.Kept {
		loss.Why = NotCarried
		return loss, true
	}
	loss.Why = OtherAddressee
	for _, a := range p.Addressees {
		if !slices.Contains(into.Addressees, a) {
			loss.Addressees = append(loss.Addressees, a)
		}
	}
	return loss, len(loss.Addressees) > 0
}

// keepsHalf reports whether at least half of the words of old stand in new.
func keepsHalf(old, new string) bool {
	have := map[string]int{}
	for _, w := range strings.Fields(tracker.NormalWords(new)) {
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
