package ui

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/store"
)

// A decideForm is where a verdict is written.
type decideForm struct {
	Action   string // with the filter, so that the next case is known
	Seen     uint64
	Lang     tracker.Lang
	Outcomes []outcomeChoice
	Targets  []targetChoice
	Reason   string
	Reasons  []string // of the reviewer's own last verdicts
	Others   string   // whose verdict stands, where it is another's
	Dissent  bool
	Me       string

	Members  []string // so that the case is found again when its words change
	Comment  string
	Assignee string

	outcome   string
	target    string
	assigned  bool // it was an assignment
	problem   string
	successor string // the case that is shown in the place of the one written about
}

type outcomeChoice struct {
	Key, Name, Means string
	Digit            int
	Target, Chosen   bool
}

// A targetChoice is a member that may keep the words. None is chosen for the reviewer.
type targetChoice struct {
	Address, Text string
	Digit         int
	Chosen        bool
}

// recalledReasons is how many of a reviewer's own reasons the form offers.
const recalledReasons = 8

func (s *server) decideForm(p *groupPage, all *queue.Found, g queue.Item, f queueFilter, who reviewer, typed decideForm) decideForm {
	d := decideForm{
		Action: f.href("/review/" + g.ID), Seen: all.Last, Lang: p.TextLang, Reason: typed.Reason, Dissent: typed.Dissent,
		Comment: typed.Comment, Assignee: who.name,
		Reasons: recalled(all.Reviews, who.name),
	}
	if typed.assigned {
		d.Assignee = typed.Assignee
	}
	for i, o := range s.Outcomes {
		d.Outcomes = append(d.Outcomes, outcomeChoice{o.Key, o.Name.In(p.Lang), o.Means.In(p.Lang), i + 1, o.Target, o.Key == typed.outcome})
	}
	for i, m := range g.Members {
		d.Members = append(d.Members, m.Address.String())
		a := m.Address
		a.Lang = p.TextLang
		d.Targets = append(d.Targets, targetChoice{a.String(), s.place(p.Lang, m.Address), i + 1, typed.target == a.String()})
	}
	for _, v := range g.Case.Standing {
		if v.Author != who.name {
			d.Others = v.Author
		}
	}
	return d
}

// recalled gives the reasons that a reviewer wrote last, the newest first.
func recalled(reviews []tracker.Review, who string) []string {
	var out []string
	for _, r := range slices.Backward(reviews) {
		if r.Author == who && r.Reason != "" && !slices.Contains(out, r.Reason) && len(out) < recalledReasons {
			out = append(out, r.Reason)
		}
	}
	return out
}

// decide records a verdict and opens the next case of the filter that wants one.
func (s *server) decide(c *gin.Context) error {
	form := decideForm{
		Reason: c.PostForm("reason"), Dissent: c.PostForm("dissent") == "1", outcome: c.PostForm("outcome"), target: c.PostForm("target"),
	}
	r := tracker.Review{Act: tracker.VerdictAct, Outcome: form.outcome, Reason: form.Reason, Dissent: form.Dissent}
	if o, known := s.Outcomes.Find(form.outcome); known && o.Target && form.target != "" { // without one, it is asked for
		var err error
		if r.Target, err = tracker.ParseAddress(form.target); err != nil {
			return bad(err)
		}
	}
	before, err := s.queue.All(c)
	if err != nil {
		return err
	}
	status, err := s.write(c, r, &form)
	if err != nil {
		return err
	}
	if form.problem != "" {
		return s.showGroup(c, status, form)
	}
	who, _, err := s.reviewer(c)
	if err != nil {
		return err
	}
	f, _ := s.queueFilter(c) // the queue says what is wrong with it
	next := f.href("/review")
	if i, known := before.Find(c.Param("id")); known {
		if j := following(before, i, f, who); j >= 0 {
			next = f.href("/review/" + before.Items[j].ID)
		}
	}
	c.Redirect(http.StatusSeeOther, joined(next, "did="+c.Param("id")))
	return nil
}

// remark records a comment or an assignment and stays with the case.
func (s *server) remark(c *gin.Context) error {
	r := tracker.Review{Act: tracker.CommentAct, Comment: c.PostForm("comment")}
	if c.PostForm("act") == string(tracker.AssignmentAct) {
		r = tracker.Review{Act: tracker.AssignmentAct, Assignee: c.PostForm("assignee")}
	}
	form := decideForm{Comment: r.Comment, Assignee: r.Assignee, assigned: r.Act == tracker.AssignmentAct}
	status, err := s.write(c, r, &form)
	if err != nil {
		return err
	}
	if form.problem != "" {
		return s.showGroup(c, status, form)
	}
	c.Redirect(http.StatusSeeOther, queueFilterOf(c.Request.URL.Query()).href("/review/"+c.Param("id")))
	return nil
}

// write records what was posted about a case, in the words that were shown.
// What the writer can mend comes back as the problem of the form. Nothing is
// written about a case whose words have changed meanwhile: its successor is shown
// with what was typed.
func (s *server) write(c *gin.Context, r tracker.Review, form *decideForm) (status int, err error) {
	all, err := s.queue.All(c)
	if err != nil {
		return 0, err
	}
	i, known := all.Find(c.Param("id"))
	if !known {
		l := s.locales.of(c)
		form.successor = successor(all, c.Param("id"), c.PostFormArray("member"))
		if form.successor == "" {
			return 0, badRequest{http.StatusConflict, fmt.Errorf("%s «%s»", l.T("review.gone"), cmp.Or(r.Reason, r.Comment, r.Assignee))}
		}
		form.problem = l.T("review.moved")
		return http.StatusConflict, nil
	}
	g := all.Items[i]
	lang := g.Lang
	if l := tracker.Lang(c.PostForm("lang")); l.Valid() {
		lang = l
	}
	seen, err := seenOf(c)
	if err != nil {
		return 0, err
	}
	status, form.problem, err = s.record(c, g, lang, seen, r)
	return status, err
}

// successor is the case that a case whose words have changed has become: the one
// of which something is said that was said of it, else the one with most of its
// members, two at least.
func successor(all *queue.Found, id string, members []string) string {
	best, most := "", 1
	at := map[[2]string]bool{}
	for _, m := range members {
		if a, err := tracker.ParseAddress(m); err == nil {
			at[[2]string{a.Instrument().String(), a.Provision}] = true
		}
	}
	for _, g := range all.Items {
		if slices.ContainsFunc(g.Case.History, func(r tracker.Review) bool { return r.Group == id }) {
			return g.ID
		}
		n := 0
		for _, m := range g.Members {
			if at[[2]string{m.Address.Instrument().String(), m.Address.Provision}] {
				n++
			}
		}
		if n > most {
			best, most = g.ID, n
		}
	}
	return best
}

// record writes about a case in the words of a language.
func (s *server) record(c *gin.Context, g queue.Item, lang tracker.Lang, seen uint64, r tracker.Review) (status int, problem string, err error) {
	provisions, err := s.provisionsOf(g, lang)
	if err != nil {
		return 0, "", err
	}
	r.Group = g.ID
	for _, p := range provisions {
		a := p.Address
		a.Lang = lang
		r.Members = append(r.Members, tracker.Compared{Address: a, Fingerprint: tracker.Fingerprint(p.Text), Text: p.Text})
	}
	_, err = s.desk().Write(c, s.Who(c.Request), seen, r)
	l := s.locales.of(c)
	if _, is := errors.AsType[*store.ConflictError](err); is {
		return http.StatusConflict, l.T("review.conflict"), nil
	}
	if fault, is := errors.AsType[tracker.Fault](err); is {
		return http.StatusUnprocessableEntity, l.T("mend." + fault.Place), nil
	}
	return 0, "", err
}

// neighbours finds the cases before and after one, among those of the filter.
func (p *groupPage) neighbours(all *queue.Found, at int, f queueFilter, who reviewer) {
	if j := neighbour(all, at, -1, f, who); j >= 0 {
		p.Previous = f.href("/review/" + all.Items[j].ID)
	}
	if j := neighbour(all, at, +1, f, who); j >= 0 {
		p.Next = f.href("/review/" + all.Items[j].ID)
	}
	p.Back = f.href("/review")
	n, before := 0, 0
	for i, g := range all.Items {
		if i == at || f.admits(g, who) {
			n++
			if i <= at {
				before++
			}
		}
	}
	p.Place = fmt.Sprintf("%d / %d", before, n)
}

// following is the next case of the filter, from the first on behind the last.
func following(all *queue.Found, at int, f queueFilter, who reviewer) int {
	if j := neighbour(all, at, +1, f, who); j >= 0 {
		return j
	}
	if j := neighbour(all, -1, +1, f, who); j != at {
		return j
	}
	return -1
}

// neighbour is the nearest case in a direction that the filter admits, or -1.
func neighbour(all *queue.Found, at, step int, f queueFilter, who reviewer) int {
	for i := at + step; i >= 0 && i < len(all.Items); i += step {
		if f.admits(all.Items[i], who) {
			return i
		}
	}
	return -1
}

// justDid is what the reviewer recorded before this case was opened.
func (s *server) justDid(c *gin.Context, all *queue.Found) *link {
	i, known := all.Find(c.Query("did"))
	if !known {
		return nil
	}
	last, decided := all.Items[i].Case.Last()
	if !decided {
		return nil
	}
	return &link{Href: "/review/" + all.Items[i].ID, Text: s.outcomeName(s.locales.of(c).Lang, last.Outcome)}
}

// joined adds a parameter to an address.
func joined(href, pair string) string {
	if strings.Contains(href, "?") {
		return href + "&" + pair
	}
	return href + "?" + pair
}
