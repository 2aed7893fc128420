package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/store"
)

// A problem is an RFC 9457 problem detail.
type problem struct {
	Type   string          `json:"type"`
	Title  string          `json:"title"`
	Status int             `json:"status"`
	Detail string          `json:"detail,omitempty"`
	Faults []tracker.Fault `json:"faults,omitempty"`
}

// A handler answers a request or says why it cannot.
type handler func(*gin.Context) error

// A refusal is a fault of the request.
type refusal struct {
	status int
	error
}

func (r refusal) Unwrap() error { return r.error }

func refuse(status int, err error) error { return refusal{status, err} }

// decode reads the JSON of a request, of so many bytes at most, into what has a place
// for all of it.
func decode(c *gin.Context, most int64, into any) error {
	d := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, most))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return nil
		}
		err = cmp.Or(err, errors.New("something follows the JSON value"))
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return err
	}
	return refuse(http.StatusBadRequest, fmt.Errorf("body: %w", err))
}

// prefix is where every address of the interface begins.
const prefix = "/api/"

// unrouted answers what no route matches with a problem too: gin has set the
// status, 404 or 405, before any handler runs.
func (s *server) unrouted(c *gin.Context) {
	if c.FullPath() != "" || !strings.HasPrefix(c.Request.URL.Path, prefix) {
		return
	}
	status := c.Writer.Status()
	s.answer(func(c *gin.Context) error {
		return refuse(status, fmt.Errorf("%s %s: no such address or method", c.Request.Method, c.Request.URL.Path))
	})(c)
	c.Abort()
}

// Deny answers a request that a page of another site sent, in the form that its
// address has: as a problem, or as words.
func Deny(w http.ResponseWriter, r *http.Request) {
	const why = "the request comes from a page of another site, and would write"
	if !strings.HasPrefix(r.URL.Path, prefix) {
		http.Error(w, why, http.StatusForbidden)
		return
	}
	problem{Type: "about:blank", Status: http.StatusForbidden, Detail: why}.write(w)
}

// write sends the problem as an answer.
func (p problem) write(w http.ResponseWriter) {
	p.Title = http.StatusText(p.Status)
	body, _ := json.Marshal(p)                                     // strings and numbers always marshal
	for _, name := range []string{"ETag", "Content-Disposition"} { // of the answer that did not come
		w.Header().Del(name)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	w.Write(body) // a client that has gone needs none
}

// answer turns a handler's error into a problem detail: what the client can
// mend is said, anything else is logged and only named.
func (s *server) answer(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		err := h(c)
		if err == nil {
			return
		}
		p := problem{Type: "about:blank", Status: http.StatusInternalServerError}
		if faults, ok := errors.AsType[unread](err); ok {
			p.Faults = faults
		}
		if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
			p.Status, p.Detail = http.StatusRequestEntityTooLarge, fmt.Sprintf("what was sent is larger than %d bytes", large.Limit)
		} else if refused, ok := errors.AsType[refusal](err); ok {
			p.Status, p.Detail = refused.status, refused.Error()
		} else if errors.Is(err, store.ErrFull) {
			p.Status, p.Detail = http.StatusInsufficientStorage, store.ErrFull.Error()
			s.Log.ErrorContext(c, "request failed", "path", c.Request.URL.Path, "error", err)
		} else if errors.Is(err, store.ErrNotFound) || errors.Is(err, index.ErrAbsent) || errors.Is(err, queue.ErrUnknown) {
			p.Status, p.Detail = http.StatusNotFound, err.Error()
		} else {
			s.Log.ErrorContext(c, "request failed", "path", c.Request.URL.Path, "error", err)
		}
		p.write(c.Writer)
	}
}
