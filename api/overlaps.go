package api

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/review"
	"concord/tracker/store"
)

// overlaps answers with groups of provisions that say the same, as the command
// overlaps prints them: ?scope=, ?relation=, ?class=, ?flag=, ?between=A,B and
// ?address=.
func (s *server) overlaps(c *gin.Context) error {
	f := overlap.Filter{
		Scope: c.Query("scope"), Relation: overlap.Relation(c.Query("relation")), Class: overlap.Class(c.Query("class")),
		Flag: overlap.Flag(c.Query("flag")), ID: c.Query("id"), About: c.Query("address"), Unlikely: c.Query("unlikely") == "1",
	}
	if v := c.Query("between"); v != "" {
		var err error
		if f.Between, err = overlap.ParseBetween(v); err != nil {
			return refuse(http.StatusBadRequest, err)
		}
	}
	if err := f.Check(); err != nil {
		return refuse(http.StatusBadRequest, err)
	}
	if err := f.Name(func(typed string) (string, error) { return s.selection(c, typed) }); err != nil {
		return err
	}
	listing, err := s.queue.Listing(c, f)
	if err != nil {
		return err
	}
	if f.ID != "" && len(listing.Groups) == 0 {
		return fmt.Errorf("group %s: %w", f.ID, queue.ErrUnknown)
	}
	c.JSON(http.StatusOK, listing)
	return nil
}

// reviewBytes is the most that a verdict, a comment or an assignment may hold.
const reviewBytes = 1 << 20

// overlap answers with one group and its case, and with the last entry of the record
// that they go up to: what is written about it later names that.
func (s *server) overlap(c *gin.Context) error {
	g, seen, err := s.queue.Group(c, c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"group": g, "case": g.Case, "seen": seen})
	return nil
}

// review records a verdict, a comment or an assignment about a group, and answers with
// the group as it stands then. Where somebody else wrote about it since the entry that
// the writer names as seen, nothing is written.
func (s *server) review(c *gin.Context) error {
	who := s.Who(c.Request)
	if err := who.Writing(); err != nil {
		return refuse(http.StatusForbidden, err)
	}
	var body struct {
		Seen     *uint64           `json:"seen"`
		Act      tracker.ReviewAct `json:"act"`
		Outcome  string            `json:"outcome"` // its key, or its name in one of the languages
		Reason   string            `json:"reason"`
		Target   tracker.Address   `json:"target"`
		Dissent  bool              `json:"dissent"`
		Comment  string            `json:"comment"`
		Assignee string            `json:"assignee"`
	}
	if err := decode(c, reviewBytes, &body); err != nil {
		return err
	}
	if body.Seen == nil {
		return refuse(http.StatusBadRequest, errors.New("seen: want the last entry of the record that the writer had seen"))
	}
	r := tracker.Review{
		Group: c.Param("id"), Act: body.Act, Outcome: body.Outcome, Reason: body.Reason, Target: body.Target,
		Dissent: body.Dissent, Comment: body.Comment, Assignee: body.Assignee,
	}
	if r.Act == tracker.VerdictAct {
		o, err := s.Outcomes.Named(r.Outcome)
		if err != nil {
			return refuse(http.StatusUnprocessableEntity, err)
		}
		r.Outcome = o.Key
	}
	err := s.queue.Write(c, review.Desk{Store: s.Store, Outcomes: s.Outcomes, Clock: s.Intake.Clock}, who, *body.Seen, r)
	if _, is := errors.AsType[*store.ConflictError](err); is {
		return refuse(http.StatusConflict, err)
	}
	if fault, is := errors.AsType[tracker.Fault](err); is {
		return refuse(http.StatusUnprocessableEntity, fault)
	}
	if err != nil {
		return err
	}
	return s.overlap(c)
}
