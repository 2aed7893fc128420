package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/harmonize"
)

// showBench shows the workbench: what becomes of each provision, and the draft
// that this makes. p has whether it is saved, and what was typed and not taken.
func (s *server) showBench(c *gin.Context, status int, m tracker.Merger, p benchPage) error {
	texts, err := s.textsOf(m)
	if err != nil {
		return err
	}
	d := s.harmonizeDesk().Draft(m, texts)
	p.page, p.ID, p.Open = s.frame(c, "review", " "), m.ID, s.Who(c.Request).Writing() == nil
	p.Seen, p.TextLang, p.DraftOf = s.Store.Last(), texts[0].Lang, m.Title
	p.Title = p.T("workbench.title")
	near, err := s.near(c, p.locale, texts)
	if err != nil {
		return err
	}
	s.fillBenchTexts(&p, m, texts, d, near)
	p.fillSizes(d)
	p.Losses, p.Others = s.benchLosses(p.locale, m, d.Losses), s.benchLosses(p.locale, m, d.Unaddressed)
	if n := len(d.Given); n > 0 {
		p.Given = p.N("workbench.given", n)
	}
	s.fillBenchDraft(&p, texts, d)
	amend, err := s.harmonizeDesk().Consequences(m, d)
	if err != nil {
		return err
	}
	for _, a := range amend {
		one := benchAmend{
			From: *s.placeOf(p.locale, a.From), Target: link{Href: textHref(a.Target), Text: s.symbol(p.Lang, a.Target.Revision())},
			Text: a.Text, Lang: a.Lang, rewording: rewording{Was: a.Was, Words: a.Words},
		}
		if a.Words == "" {
			one.Why = s.Registry.Label("reference."+string(a.Why), p.Lang)
			one.Now = s.symbol(p.Lang, a.Now.Instrument())
		}
		if a.Now.Provision != "" {
			one.Now += " #" + a.Now.Provision
		}
		p.Amend = append(p.Amend, one)
	}
	p.Conferences = append([]link{{Text: p.T("workbench.unchosen"), Current: m.Session == ""}}, s.conferences(p.locale, texts[0], m.Session)...)
	stale, err := s.harmonizeDesk().Stale(m, texts)
	if err != nil {
		return err
	}
	for _, e := range stale {
		var one benchStale
		one.Problem, one.Standing = s.staleText(p.locale, e)
		p.Stale = append(p.Stale, one)
	}
	if p.Saved {
		if err := s.offerForm(&p, m, texts[0]); err != nil {
			return err
		}
	}
	return s.render(c, status, "workbench.html", p)
}

func (s *server) benchLosses(l *locale, m tracker.Merger, losses []harmonize.Loss) (out []benchLoss) {
	for _, loss := range losses {
		at := slices.IndexFunc(m.Choices, func(c tracker.Choice) bool { return c.Address.At(c.Address.Provision) == loss.Mandate })
		out = append(out, benchLoss{link{Href: fmt.Sprintf("#choice-%d", at), Text: s.place(l.Lang, loss.Mandate)}, s.lossWhy(l, loss), at})
	}
	return out
}

// lossWhy says how a mandate would be lost, with whom or what that is about.
func (s *server) lossWhy(l *locale, loss harmonize.Loss) string {
	why := s.Registry.Label("loss."+string(loss.Why), l.Lang)
	if names := append(s.addressees(l.Lang, loss.Addressees), l.flagNames(loss.Flags)...); len(names) > 0 {
		why += ": " + strings.Join(names, ", ")
	}
	return why
}

// fillBenchTexts lays out the choices, text by text.
func (s *server) fillBenchTexts(p *benchPage, m tracker.Merger, texts []tracker.Text, d harmonize.Draft, near map[tracker.Address][]nearby) {
	choices := map[tracker.Address]tracker.Choice{}
	for _, c := range m.Choices {
		choices[c.Address.At(c.Address.Provision)] = c
	}
	lost := map[tracker.Address]harmonize.Why{}
	for _, l := range d.Lost() {
		lost[l.Mandate] = l.Why
	}
	n := 0
	for i, t := range texts {
		mandates := map[tracker.Address]bool{}
		for _, mandate := range s.reads(t) {
			mandates[mandate.Address] = true
		}
		one := benchText{link: link{Href: textHref(t.Revision.In(t.Lang)), Text: s.symbol(p.Lang, t.Revision)}, Base: i == 0, Title: t.Title}
		p.Fictional = p.Fictional || s.fictional(t.Instrument)
		heading := ""
		for _, provision := range t.Provisions {
			c := choices[provision.Address]
			a := provision.Address
			a.Lang = t.Lang
			row := benchChoice{
				N: n, At: rowMark(provision), Fault: p.typed.faults[n], Place: placeName(texts, provision.Address), Href: textHref(a), Text: provision.Text, Words: cmp.Or(c.Text, provision.Text),
				Handling: cmp.Or(c.Handling, tracker.Kept), Reason: c.Reason, Mandate: mandates[provision.Address],
			}
			if provision.Heading != heading {
				row.Heading, heading = provision.Heading, provision.Heading
			}
			row.Anew = c.Fingerprint != "" && c.Fingerprint != tracker.Fingerprint(provision.Text)
			row.Unused = c.Text != "" && row.Handling != tracker.Kept
			row.Into = p.typed.into[n]
			if !c.Into.IsZero() {
				row.Into = placeName(texts, c.Into)
			}
			for _, n := range near[provision.Address] {
				row.Near = append(row.Near, benchNear{link{Href: "/review/" + n.group, Text: placeName(texts, n.at)}, n.said})
			}
			if why, is := lost[provision.Address]; is {
				row.Lost = s.Registry.Label("loss."+string(why), p.Lang)
			}
			if row.Handling == tracker.Kept {
				p.Places = append(p.Places, link{Href: row.Place, Text: firstWords(provision.Text)})
			}
			one.Rows = append(one.Rows, row)
			n++
		}
		for _, t := range texts {
			one.Fields = append(one.Fields, link{Text: t.Revision.In(t.Lang).String()})
		}
		p.Texts = append(p.Texts, one)
	}
}

// firstWords is enough of a text to know it by.
func firstWords(s string) string {
	runes := []rune(s)
	if len(runes) <= 60 {
		return s
	}
	return string(runes[:60]) + "…"
}

func (p *benchPage) fillSizes(d harmonize.Draft) {
	add := func(name string, before, after any) {
		p.Sizes = append(p.Sizes, benchSize{p.T("size." + name), fmt.Sprint(before), fmt.Sprint(after)})
	}
	add("texts", d.Before.Texts, d.After.Texts)
	add("paragraphs", d.Before.Provisions, d.After.Provisions)
	add("words", groupDigits(d.Before.Words), groupDigits(d.After.Words))
	add("preamble", fmt.Sprintf("%d %%", d.Before.PreambleShare()), fmt.Sprintf("%d %%", d.After.PreambleShare()))
	add("mandates", d.Before.Mandates, d.After.Mandates)
}

func (s *server) fillBenchDraft(p *benchPage, texts []tracker.Text, d harmonize.Draft) {
	heading := ""
	for i, provision := range d.Text.Provisions {
		origin := d.Origins[i]
		line := benchLine{Label: provision.Label, Place: "#" + provision.Address.Provision, Guest: origin.From.Instrument() != d.Text.Instrument}
		if provision.Heading != heading {
			line.Heading, heading = provision.Heading, provision.Heading
		}
		for _, sentence := range origin.Sentences {
			one := benchSentence{Text: sentence.Text}
			if !sentence.From.IsZero() {
				one.From = &link{Href: textHref(sentence.From), Text: placeName(texts, sentence.From)}
			}
			line.Sentences = append(line.Sentences, one)
		}
		for _, carried := range origin.Carries {
			line.Carries = append(line.Carries, link{Href: textHref(carried), Text: placeName(texts, carried)})
		}
		p.Draft = append(p.Draft, line)
	}
	for _, ref := range d.References {
		one := benchReference{Place: "#" + ref.At.Provision, rewording: rewording{Was: ref.Was, Words: ref.Words}}
		if ref.Words == "" {
			one.Why = s.Registry.Label("reference."+string(ref.Why), p.Lang)
			if ref.Now.Provision != "" {
				one.Now = "#" + ref.Now.Provision
			}
		}
		p.References = append(p.References, one)
	}
}
