package api

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"concord/index"
	"concord/tracker"
)

// search answers ?q= with hits and facets. Filters are typed in the query, as
// on the page and on the command line; ?related= asks for provisions like one.
func (s *server) search(c *gin.Context) error {
	q := index.Parse(c.Query("q"))
	q.Reader = tracker.Lang(c.Query("lang"))
	q.Limit, _ = strconv.Atoi(c.Query("limit")) // see asked
	q.Offset, _ = strconv.Atoi(c.Query("offset"))
	q.Sort, q.Cursor = index.Sort(c.Query("sort")), c.Query("cursor")
	q.ByInstrument, q.Explain = c.Query("group") == "1", c.Query("explain") == "1"
	results, err := s.find(c, q)
	switch {
	case errors.Is(err, index.ErrTooBroad):
		return refuse(http.StatusUnprocessableEntity, err)
	case errors.Is(err, index.ErrCursor):
		return refuse(http.StatusBadRequest, err)
	case err != nil:
		return err
	}
	c.JSON(http.StatusOK, results.Listed(q))
	return nil
}

func (s *server) find(c *gin.Context, q index.Query) (index.Results, error) {
	related := c.Query("related")
	if related == "" {
		return s.Index.Answer(c, q)
	}
	a, err := tracker.ParseAddress(related)
	if err != nil {
		return index.Results{}, refuse(http.StatusBadRequest, err)
	}
	results, err := s.Index.Related(c, a, q)
	if errors.Is(err, index.ErrNoProvision) {
		err = refuse(http.StatusNotFound, err)
	}
	return results, err
}
