package api

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"concord/index"
	"concord/tracker"
)

// search answers ?q= with hits and facets. Filters are typed in the query, as
// on the page and on the command line.
func (s *server) search(c *gin.Context) error {
	q := index.Parse(c.Query("q"))
	q.Reader = tracker.Lang(c.Query("lang"))
	for name, to := range map[string]*int{"limit": &q.Limit, "offset": &q.Offset} {
		v := c.Query(name)
		if v == "" {
			continue
		}
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 {
			return refuse(http.StatusBadRequest, fmt.Errorf("%s %q: want a number from 0", name, v))
		}
		*to = n
	}
	results, err := s.Index.Search(c, q)
	if errors.Is(err, index.ErrTooBroad) {
		return refuse(http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, results.Listed())
	return nil
}
