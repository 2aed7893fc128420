package ui

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/store"
)

// An offerForm makes a saved draft a proposal.
type offerForm struct {
	Symbol, Authors, Reasons, Gone string
	Conferences                    []link // Href is the session
	Problem                        string
	Standing                       [][]link // what stands in the way, and what was offered
	Made                           []link   // proposals made of this draft already

	session string
}

func (s *server) harmonizeDesk() harmonize.Desk {
	return harmonize.Desk{Store: s.Store, Registry: s.Registry, Reads: s.reads, Clock: s.Clock}
}

// offerForm fills in what is not typed, and lists the proposals there are.
func (s *server) offerForm(p *benchPage, m tracker.Merger, base tracker.Text) error {
	f := &p.Offer
	if f.Gone == "" && f.Problem == "" {
		f.Gone = s.harmonizeDesk().TakenInto(base)
	}
	f.session = cmp.Or(f.session, m.Session)
	f.Conferences = s.conferences(p.locale, base, f.session)
	for one, err := range s.Store.Proposals("") {
		if err != nil {
			return err
		}
		if text, _ := one.In(base.Lang); text.Merger == m.ID {
			f.Made = append(f.Made, s.proposalLink(p.Lang, one))
		}
	}
	return nil
}

// conferences lists those that may adopt a text; Href is the session.
func (s *server) conferences(l *locale, base tracker.Text, chosen string) (out []link) {
	for _, session := range s.harmonizeDesk().Conferences(base) {
		out = append(out, link{Href: session, Text: s.conferenceName(l.Lang, session), Current: session == chosen})
	}
	return out
}

func (s *server) proposalLink(lang tracker.Lang, p tracker.Proposal) link {
	return link{Href: proposalHref(p, ""), Text: opening(lang) + p.Mark() + " " + p.Symbol + ", " + s.conferenceName(lang, p.Session)}
}

// propose puts a saved draft into the record as proposals, or says beside the
// form what stands in the way.
func (s *server) propose(c *gin.Context) error {
	if err := s.Who(c.Request).Writing(); err != nil {
		return err
	}
	m, err := s.Store.Merger(c.Param("id"))
	if err != nil {
		return err
	}
	seen, err := seenOf(c)
	if err != nil {
		return err
	}
	form := offerForm{
		Symbol: c.PostForm("symbol"), Authors: c.PostForm("authors"), Reasons: c.PostForm("reasons"), Gone: c.PostForm("gone"), session: c.PostForm("conference"),
	}
	made, err := s.harmonizeDesk().Propose(c, s.Who(c.Request), seen, m, harmonize.Offer{
		Session: form.session, Symbol: form.Symbol, Reasons: []string{form.Reasons}, Gone: []string{form.Gone},
		Authors: strings.FieldsFunc(form.Authors, func(r rune) bool { return strings.ContainsRune(" ,;/،，、\t\r\n", r) }),
	})
	if err == nil {
		c.Redirect(http.StatusSeeOther, proposalHref(made[0], m.Texts[0].Lang))
		return nil
	}
	status := s.refused(c, &form, err)
	if status == 0 {
		return err
	}
	return s.showBench(c, status, m, benchPage{Saved: true, Offer: form})
}

// refused says why an offer was not taken, with what is held and what was
// offered; 0 where the writer can do nothing about it.
func (s *server) refused(c *gin.Context, form *offerForm, err error) int {
	l := s.locales.of(c)
	if taken, is := errors.AsType[*harmonize.TakenError](err); is {
		held, ours := s.about(l, taken.Held), s.about(l, taken.Ours)
		form.Problem = l.T("workbench.taken")
		form.Standing = [][]link{
			{s.proposalLink(l.Lang, taken.Held), {Href: held.Href, Text: held.Text}},
			{{Text: taken.Ours.Mark() + " " + taken.Ours.Symbol}, {Href: ours.Href, Text: ours.Text}},
		}
		return http.StatusConflict
	}
	if stale, is := errors.AsType[*harmonize.StaleError](err); is {
		form.Problem, form.Standing = s.staleText(l, stale)
		return http.StatusConflict
	}
	if losing, is := errors.AsType[*harmonize.LossError](err); is {
		form.Problem = l.T("workbench.undecided")
		for _, loss := range losing.Losses {
			form.Standing = append(form.Standing, []link{*s.placeOf(l, loss.Mandate), {Text: s.lossWhy(l, loss)}})
		}
		return http.StatusUnprocessableEntity
	}
	if errors.Is(err, store.ErrConflict) {
		form.Problem = l.T("review.conflict")
		return http.StatusConflict
	}
	if fault, is := errors.AsType[tracker.Fault](err); is {
		form.Problem = l.T("mend."+fault.Place) + " (" + fault.Problem + ")"
		return http.StatusUnprocessableEntity
	}
	return 0
}

// staleText says how a text is not in force as a draft has it.
func (s *server) staleText(l *locale, stale *harmonize.StaleError) (problem string, standing [][]link) {
	base := link{Href: textHref(stale.Base), Text: s.symbol(l.Lang, stale.Base)}
	switch {
	case stale.InForce.IsZero():
		return l.T("workbench.gone"), [][]link{{base}}
	case !stale.Changed.IsZero():
		return l.T("workbench.anew"), [][]link{{*s.placeOf(l, stale.Changed)}}
	}
	return l.T("workbench.older"), [][]link{{base}, {{Href: textHref(stale.InForce), Text: s.symbol(l.Lang, stale.InForce)}}}
}
