package ui

import (
	"context"
	"fmt"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
)

// A flaggedSection is what the texts of a receipt resemble.
type flaggedSection struct {
	Looking    string // how far the search is, where one goes on
	Past       string // how many texts take no part any more
	Provisions []flaggedProvision
	More       string // what is not listed
	Counted    []link // by class
	Nothing    bool   // is sure
}

type flaggedProvision struct {
	Place heldPlace
	Class string
	Lang  tracker.Lang
	Words string
	Like  []likeness
	More  string
}

// A likeness is a provision that another resembles. Case is where both are decided.
type likeness struct {
	Place                    heldPlace
	Case, Relation, Coverage string
	Count                    string // of the case, where it has more than both
	State                    badge
	Flags                    []string
}

func (s *server) flaggedSection(ctx context.Context, l *locale, receipt tracker.Receipt) (*flaggedSection, error) {
	if len(receipt.Texts) == 0 {
		return nil, nil
	}
	f, err := s.queue.Flagged(ctx, receipt)
	if err != nil {
		return nil, err
	}
	out := &flaggedSection{Nothing: !f.Pending && len(f.Provisions) == 0 && f.Compared > 0}
	if f.Pending {
		if out.Looking = s.looking(l); out.Looking == "" {
			out.Looking = l.T("review.behind")
		}
	}
	if f.Past > 0 {
		out.Past = l.N("count.past-texts", f.Past)
	}
	if f.LeftOut > 0 {
		out.More = l.N("count.further-provisions", f.LeftOut)
	}
	out.Counted = l.counted(f.Suppressed)
	for _, p := range f.Provisions {
		out.Provisions = append(out.Provisions, s.flaggedProvision(l, p))
	}
	return out, nil
}

// counted names what is counted and not listed, by class.
func (l *locale) counted(suppressed map[string]int) (out []link) {
	for _, class := range overlap.Classes {
		if n := suppressed[string(class)]; n > 0 {
			out = append(out, link{Text: l.T("oclass." + string(class)), Count: n})
		}
	}
	return out
}

func (s *server) flaggedProvision(l *locale, p queue.FlaggedProvision) flaggedProvision {
	out := flaggedProvision{Place: s.heldPlace(l, p.Address, p.Like[0].Lang), Class: l.T("oclass." + string(p.Class)), Lang: p.Like[0].Lang, Words: p.Text}
	if p.LeftOut > 0 {
		out.More = l.N("count.further", p.LeftOut)
	}
	for _, like := range p.Like {
		one := likeness{
			Place: s.heldPlace(l, like.Address, like.Lang), Case: "/review/" + like.Group, Relation: l.T("relation." + relationKey(like.Relation)),
			Coverage: l.About("review.coverage", fmt.Sprintf("%.0f\u00a0%%", 100*like.Coverage), ""), State: l.stateBadge(like.State), Flags: l.overlapFlags(like.Flags),
		}
		if like.Members > 2 {
			one.Count = l.N("count.members", like.Members)
		}
		out.Like = append(out.Like, one)
	}
	return out
}

// A heldPlace leads to a provision in the language in which it was compared.
type heldPlace struct{ Href, Symbol, At string }

func (s *server) heldPlace(l *locale, a tracker.Address, lang tracker.Lang) heldPlace {
	a.Lang = lang
	return heldPlace{textHref(a), s.symbol(l.Lang, a.Revision()), "#" + a.Provision}
}
