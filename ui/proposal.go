package ui

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/proposal"
	"concord/tracker/redline"
	"concord/tracker/store"
)

type proposalPage struct {
	page
	Item     proposalItem
	Printed  string // the heading of the text, as printed
	TextLang tracker.Lang
	Texts    []link
	Base     *link // what the redline starts from
	Own      bool  // it is the document's own
	InForce  *link
	Older    bool
	NoBase   bool // there is a text and nothing to hold it against
	Stale    []change
	view
	Toggle, SideToggle string
	rows
	Redline   bool
	New       bool // a new text: every word is added
	Reasons   []string
	Original  string
	Merger    string // the draft on the workbench that it was made of
	Others    []proposalItem
	Beside    string
	AlsoIn    []link
	History   []fateEvent
	Evidence  string
	Adopted   *link
	Fates     []link // Href is the key
	Seen      uint64
	Problem   string
	Note      string
	Post      string
	FateNamed string // the fate chosen in the form
}

// A fateEvent is one fate that somebody recorded.
type fateEvent struct {
	Fate              badge
	When, Actor, Note string
}

func (s *server) proposal(c *gin.Context) error {
	return s.showProposal(c, http.StatusOK, proposalPage{})
}

// findProposal is the proposal that a request names.
func (s *server) findProposal(c *gin.Context) (tracker.Proposal, []string, error) {
	return s.proposalDesk().Find(c.Query("conference"), strings.TrimPrefix(c.Param("symbol"), "/"))
}

// showProposal shows a proposal; form is what somebody has filled in, and why it
// was not taken.
func (s *server) showProposal(c *gin.Context, status int, form proposalPage) error {
	one, others, err := s.findProposal(c)
	if err != nil {
		return err
	}
	p := form
	p.page, p.view = s.frame(c, "proposals", " "), viewOf(c.Query)
	wanted := p.Lang
	if lang := tracker.Lang(c.Query("lang")); lang.Valid() {
		wanted = lang
	}
	d := s.proposalDesk()
	line, err := d.Line(one)
	if err != nil {
		return err
	}
	p.Fictional, p.Item, p.Seen = s.fictionalSession(one.Session), s.proposalItem(p.locale, line), one.Sequence
	p.Title = one.Mark() + " " + one.Symbol
	text, _ := one.In(wanted, p.Lang)
	p.TextLang, p.Printed, p.Reasons, p.Item.Title = text.Lang, text.About, text.Reasons, text.Title
	for _, t := range one.Texts {
		p.Texts = append(p.Texts, link{Href: withQuery(c.Request.URL, "lang", string(t.Lang)), Text: ownNames[t.Lang], Lang: t.Lang, Current: t.Lang == text.Lang})
	}
	if _, err := s.Store.File(text.File); err == nil {
		p.Original = "/original/" + text.File
	}
	if _, err := s.Store.Merger(text.Merger); err == nil {
		p.Merger = "/workbench/" + text.Merger
	}
	if err := s.weighProposal(&p, d, one, text); err != nil {
		return err
	}
	s.tellFate(&p, line)
	for _, session := range others {
		other := one
		other.Session = session
		p.AlsoIn = append(p.AlsoIn, link{Href: proposalHref(other, ""), Text: s.conferenceName(p.Lang, session)})
	}
	p.Toggle = switched(c.Request.URL, "all", p.All)
	if p.SideToggle = withQuery(c.Request.URL, "view", "side"); p.Side {
		p.SideToggle = withQuery(c.Request.URL, "view", "")
	}
	p.Post = proposalHref(one, text.Lang)
	return s.render(c, status, "proposal.html", p)
}

// weighProposal fills in what the proposal would change, and of what.
func (s *server) weighProposal(p *proposalPage, d *proposal.Desk, one tracker.Proposal, text tracker.ProposalTexts) error {
	w, err := d.Weigh(one, text.Lang)
	if err != nil {
		return err
	}
	revision := func(a tracker.Address) *link {
		if a.IsZero() || a.Session == "" {
			return nil
		}
		return &link{Href: textHref(a.In(text.Lang)), Text: s.symbol(p.Lang, a)}
	}
	p.InForce, p.Own, p.Older = revision(w.InForce), w.Own, w.Older
	if p.Base = revision(one.Base); w.Base != nil {
		p.Base = revision(w.Base.Revision)
	}
	if w.Stale != nil {
		p.Stale = withoutPlaces(rowsOf(p.locale, view{}, *w.Stale).Changes)
	}
	p.New, p.NoBase = one.Action == tracker.Add, text.After != nil && w.Redline == nil
	if w.Redline == nil && text.After != nil {
		whole := redline.Compare(nil, text.After.Provisions, text.Lang)
		w.Redline, p.New = &whole, true
	}
	if w.Redline != nil {
		p.Redline, p.rows = true, rowsOf(p.locale, p.view, *w.Redline)
		p.Changes = withoutPlaces(p.Changes)
	}
	if one.Target.Number == "" {
		return nil
	}
	list, err := d.List(proposal.Filter{Session: one.Session, Instrument: one.Target})
	for _, other := range list {
		if other.Symbol != one.Symbol {
			p.Others = append(p.Others, s.proposalItem(p.locale, proposal.Line{Proposal: other, Fate: other.Fate()}))
		}
	}
	if len(p.Others) > 0 && one.Action == tracker.Modify {
		p.Beside = consolidateHref(one.Target, one.Session)
	}
	return err
}

// withoutPlaces takes the links off places of a text that the record does not
// hold: the one proposed.
func withoutPlaces(changes []change) []change {
	for i := range changes {
		if place := changes[i].NewPlace; place != nil {
			changes[i].NewPlace = &link{Text: place.Text}
		}
	}
	return changes
}

// tellFate fills in what became of a proposal, and by whose word.
func (s *server) tellFate(p *proposalPage, line proposal.Line) {
	for _, f := range line.Fates {
		p.History = append(p.History, fateEvent{Fate: s.fateBadge(p.Lang, f.Fate), When: shortTime(f.Time), Actor: f.Actor, Note: f.Note})
	}
	if g := line.Suggested; g != nil {
		p.Evidence = p.T("proposal.because." + string(g.Because))
		if g.Because == proposal.ByWords {
			p.Evidence = p.locale.About("proposal.because.words", groupDigits(g.Taken), groupDigits(g.Asked))
		}
		if !g.Adopted.IsZero() {
			p.Adopted = &link{Href: textHref(g.Adopted), Text: s.symbol(p.Lang, g.Adopted.Revision())}
		}
	}
	for _, f := range s.Registry.Fates {
		p.Fates = append(p.Fates, link{Href: f.Key, Text: f.Name.In(p.Lang), Current: f.Key == p.FateNamed})
	}
}

// recordFate records what somebody says became of a proposal.
func (s *server) recordFate(c *gin.Context) error {
	who := s.Who(c.Request)
	if err := who.Writing(); err != nil {
		return badRequest{http.StatusForbidden, err}
	}
	one, _, err := s.findProposal(c)
	if err != nil {
		return err
	}
	var seen uint64
	if _, err := fmt.Sscan(c.PostForm("seen"), &seen); err != nil {
		return bad(fmt.Errorf("seen: %w", err))
	}
	fate := store.FateEntry{Session: one.Session, Symbol: one.Symbol, Fate: c.PostForm("fate"), Note: c.PostForm("note")}
	err = s.proposalDesk().Record(c, who, s.Clock(), fate, seen)
	form := proposalPage{FateNamed: fate.Fate, Note: fate.Note}
	switch {
	case errors.Is(err, store.ErrConflict):
		form.Problem = s.locales.of(c).T("proposal.conflict")
		return s.showProposal(c, http.StatusConflict, form)
	case errors.Is(err, proposal.ErrFate):
		form.Problem = err.Error()
		return s.showProposal(c, http.StatusUnprocessableEntity, form)
	case err != nil:
		return err
	}
	c.Redirect(http.StatusSeeOther, c.Request.URL.RequestURI()+"#fate")
	return nil
}
