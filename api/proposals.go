package api

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/proposal"
)

func (s *server) desk() *proposal.Desk {
	return &proposal.Desk{Store: s.Store, Registry: s.Registry}
}

// proposals lists proposals with what became of them, without their texts.
func (s *server) proposals(c *gin.Context) error {
	f := proposal.Filter{
		Session: c.Query("conference"), Author: c.Query("author"), Action: tracker.Action(c.Query("action")), Fate: c.Query("fate"), Lang: tracker.Lang(c.Query("lang")),
	}
	if instrument := c.Query("instrument"); instrument != "" {
		var err error
		if f.Instrument, err = tracker.ParseAddress(instrument); err != nil {
			return refuse(http.StatusBadRequest, err)
		}
	}
	lines, err := s.desk().Listing(f)
	if errors.Is(err, proposal.ErrFilter) {
		return refuse(http.StatusBadRequest, err)
	}
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"proposals": lines})
	return nil
}

// proposal gives one proposal with its texts, and what it would change.
func (s *server) proposal(c *gin.Context) error {
	d := s.desk()
	p, others, err := d.Find(c.Query("conference"), strings.TrimPrefix(c.Param("symbol"), "/"))
	if err != nil {
		return err
	}
	weighed, err := d.Weigh(p, tracker.Lang(c.Query("lang")))
	if err != nil {
		return err
	}
	line, err := d.Line(p)
	if err != nil {
		return err
	}
	if others == nil {
		others = []string{}
	}
	c.JSON(http.StatusOK, gin.H{"proposal": line, "weighed": weighed, "also_in": others})
	return nil
}
