package advice

import (
	"slices"
	"strings"

	"concord/tracker"
)

// checks are the rules by key; each gives its findings.
var checks = map[string]func(Guideline, Case) []Finding{
	"repeats-above":    repeatsAbove,
	"no-review":        noReview,
	"long-preamble":    longPreamble,
	"no-addressee":     noAddressee,
	"report-to-nobody": reportToNobody,
	"reports-twice":    reportsTwice,
	"no-action":        noAction,
	"ask-above":        askAbove,
	"ask-again":        askAgain,
	"ask-editorial":    askEditorial,
	"ask-done":         askDone,
}

// above gives the likenesses of a text with those of the bodies above its own:
// none where its body is not known.
func above(g Guideline, c Case) []Likeness {
	if c.Text.Instrument.Body == "" || slices.Contains(g.Above, c.Text.Instrument.Body) {
		return nil
	}
	var out []Likeness
	for _, l := range c.Like {
		if slices.Contains(g.Above, l.Other.Body) {
			out = append(out, l)
		}
	}
	return out
}

func repeatsAbove(g Guideline, c Case) []Finding {
	var out []Finding
	for _, l := range above(g, c) {
		i := slices.IndexFunc(out, func(f Finding) bool { return f.At == l.At })
		switch {
		case l.Integrates:
		case i < 0:
			out = append(out, Finding{At: l.At, Others: []tracker.Address{l.Other}})
		case !slices.Contains(out[i].Others, l.Other):
			out[i].Others = append(out[i].Others, l.Other)
		}
	}
	return out
}

func longPreamble(g Guideline, c Case) []Finding {
	n := 0
	for _, p := range c.Text.Provisions {
		if p.Role == tracker.Preamble {
			n += len(strings.Fields(tracker.NormalWords(p.Text)))
		}
	}
	if limit := g.Limit[c.Text.Lang]; n > limit {
		return []Finding{{Count: n, Limit: limit}}
	}
	return nil
}

func noAddressee(_ Guideline, c Case) []Finding {
	var out []Finding
	for _, m := range c.Mandates {
		if len(m.Lead) == 0 {
			out = append(out, Finding{At: m.Address})
		}
	}
	return out
}

func reportToNobody(_ Guideline, c Case) []Finding {
	var out []Finding
	for _, m := range c.Mandates {
		if m.Reporting && len(m.ReportTo) == 0 {
			out = append(out, Finding{At: m.Address})
		}
	}
	return out
}

// reportsTwice finds two duties of one text, which has one subject, that the
// same addressee has towards the same body.
func reportsTwice(_ Guideline, c Case) []Finding {
	shares := func(a, b []string) bool {
		return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
	}
	var out []Finding
	for i, m := range c.Mandates {
		if !m.Reporting {
			continue
		}
		for _, other := range c.Mandates[:i] {
			if other.Reporting && shares(m.Lead, other.Lead) && shares(m.ReportTo, other.ReportTo) {
				out = append(out, Finding{At: m.Address, Others: []tracker.Address{other.Address}})
				break
			}
		}
	}
	return out
}

// cycles is after how many sessions silence is a finding.
const cycles = 2

func noAction(_ Guideline, c Case) []Finding {
	if c.Passed < cycles || len(c.Mandates) == 0 {
		return nil
	}
	f := Finding{Limit: len(c.Mandates)}
	for _, m := range c.Mandates {
		if c.State(m.Address).Initial {
			f.Count++
			f.Others = append(f.Others, m.Address)
		}
	}
	if f.Count == 0 {
		return nil
	}
	return []Finding{f}
}

func askAbove(g Guideline, c Case) []Finding {
	if c.Text.Instrument.Body == "" {
		return nil
	}
	f := Finding{}
	for _, l := range above(g, c) {
		if a := l.Other.Instrument(); !slices.Contains(f.Others, a) {
			f.Others = append(f.Others, a)
		}
	}
	for _, p := range c.Text.Provisions {
		for _, cited := range p.Citations {
			a, err := tracker.ParseAddress(cited.Target)
			if err == nil && a.Kind != "" && slices.Contains(g.Above, a.Body) && a.Body != c.Text.Instrument.Body && !slices.Contains(f.Others, a.Instrument()) {
				f.Others = append(f.Others, a.Instrument())
			}
		}
	}
	if f.Count = len(f.Others); f.Count == 0 {
		return nil
	}
	return []Finding{f}
}

func askAgain(_ Guideline, c Case) []Finding {
	f := Finding{Count: len(c.Adopted)}
	for _, r := range c.Adopted {
		f.Others = append(f.Others, r.Revision)
	}
	if f.Count < 2 {
		return nil
	}
	return []Finding{f}
}

func askEditorial(_ Guideline, c Case) []Finding {
	if c.Changes != 0 {
		return nil
	}
	return []Finding{{}}
}

func askDone(_ Guideline, c Case) []Finding {
	f := Finding{Limit: len(c.Mandates)}
	for _, m := range c.Mandates {
		if state := c.State(m.Address); !state.Open {
			f.Count++
		}
	}
	if f.Count == 0 || f.Count < f.Limit {
		return nil
	}
	return []Finding{f}
}
