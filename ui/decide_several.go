package ui

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"concord/index/queue"
	"concord/tracker"
)

// A severalForm decides several cases of the queue with one outcome and reason.
type severalForm struct {
	Action   string // with the filter and the page
	Outcomes []outcomeChoice
	Reason   string
	Reasons  []string
	Problem  string
	Recorded []link        // by the form that was just sent
	Failed   []caseProblem // of it; they stay chosen

	every   bool // case of the page is chosen
	chosen  []string
	outcome string
}

// A caseProblem is why the verdict of one case was not recorded.
type caseProblem struct {
	link
	Problem string
}

// maxSeveral is how many cases a form decides: those of a page.
const maxSeveral = queueLength

// fillSeveral lays out the form. Outcomes that name a member of the case need
// the case before one's eyes and are not among them.
func (s *server) fillSeveral(f *severalForm, lang tracker.Lang, all *queue.Found, who string) {
	f.Reasons = recalled(all.Reviews, who)
	for i, o := range s.Outcomes {
		if !o.Target {
			f.Outcomes = append(f.Outcomes, outcomeChoice{Key: o.Key, Name: o.Name.In(lang), Means: o.Means.In(lang), Digit: i + 1, Chosen: o.Key == f.outcome})
		}
	}
}

// decideSeveral records one verdict about each chosen case, an entry each: what
// somebody else wrote meanwhile holds back its own case and no other.
func (s *server) decideSeveral(c *gin.Context) error {
	l := s.locales.of(c)
	form := severalForm{Reason: c.PostForm("reason"), outcome: c.PostForm("outcome"), chosen: c.PostFormArray("case")}
	seen, err := seenOf(c)
	if err != nil {
		return err
	}
	switch o, known := s.Outcomes.Find(form.outcome); {
	case len(form.chosen) > maxSeveral:
		return bad(fmt.Errorf("%d cases: at most %d at once", len(form.chosen), maxSeveral))
	case len(form.chosen) == 0:
		form.Problem = l.T("several.none")
	case !known || o.Target:
		form.Problem = l.T("mend.outcome")
	}
	if form.Problem != "" {
		return s.showQueue(c, http.StatusUnprocessableEntity, form)
	}
	all, err := s.queue.All(c)
	if err != nil {
		return err
	}
	slices.Sort(form.chosen)
	status := 0
	for _, id := range slices.Compact(form.chosen) {
		one := link{Href: "/review/" + id, Text: id}
		i, known := all.Find(id)
		if !known {
			status = http.StatusConflict
			form.Failed = append(form.Failed, caseProblem{link{Text: id}, l.T("several.changed")})
			continue
		}
		g := all.Items[i]
		one.Text = s.caseName(l, g)
		code, problem, err := s.record(c, g, g.Lang, seen, tracker.Review{Act: tracker.VerdictAct, Outcome: form.outcome, Reason: form.Reason})
		switch {
		case err != nil:
			return err
		case problem != "":
			status = max(status, code)
			form.Failed = append(form.Failed, caseProblem{one, problem})
		default:
			form.Recorded = append(form.Recorded, one)
		}
	}
	if status == 0 {
		c.Redirect(http.StatusSeeOther, joined(queueFilterOf(c.Request.URL.Query()).href("/review"), fmt.Sprintf("decided=%d", len(form.Recorded))))
		return nil
	}
	return s.showQueue(c, status, form)
}

// seenOf is the last entry that the writer of a form had seen.
func seenOf(c *gin.Context) (seen uint64, err error) {
	if _, err := fmt.Sscan(c.PostForm("seen"), &seen); err != nil {
		return 0, bad(fmt.Errorf("seen: %w", err))
	}
	return seen, nil
}
