package api

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
)

// overlaps answers with groups of provisions that say the same, as the command
// overlaps prints them: ?scope=, ?relation=, ?class=, ?flag=, ?between=A,B and
// ?address=.
func (s *server) overlaps(c *gin.Context) error {
	f := overlap.Filter{
		Scope: c.Query("scope"), Relation: overlap.RelationNamed(c.Query("relation")), Class: overlap.Class(c.Query("class")),
		Flag: overlap.Flag(c.Query("flag")), ID: c.Query("id"), Unlikely: c.Query("unlikely") == "1",
	}
	if v := c.Query("between"); v != "" {
		a, b, two := strings.Cut(v, ",")
		if !two || a == "" && b == "" {
			return refuse(http.StatusBadRequest, fmt.Errorf("between %q: want two selections, such as itu/pp,itu/council", v))
		}
		f.Between = [2]string{a, b}
		if err := f.Name(s.Registry); err != nil {
			return refuse(http.StatusBadRequest, err)
		}
	}
	if v := c.Query("address"); v != "" {
		a, err := tracker.ParseAddress(v)
		if err != nil {
			return refuse(http.StatusBadRequest, err)
		}
		f.About = a
	}
	if err := f.Check(); err != nil {
		return refuse(http.StatusBadRequest, err)
	}
	listing, err := (&queue.Shelf{Store: s.Store, Overlaps: s.Overlaps}).Listing(c, f)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, listing)
	return nil
}
