package api

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"path/filepath"

	"github.com/gin-gonic/gin"

	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

// bringIn stores the document that is the request's body and answers with its
// receipt: 201 when something was written, 200 when nothing had to be.
func (s *server) bringIn(c *gin.Context) error {
	who := s.Who(c.Request)
	if err := who.Writing(); err != nil {
		return refuse(http.StatusForbidden, err)
	}
	options := grammar.Options{Session: c.Query("session"), Lang: tracker.Lang(c.Query("lang")), View: document.View(c.Query("as"))}
	if _, known := s.Registry.Session(options.Session); options.Session != "" && !known {
		return refuse(http.StatusBadRequest, fmt.Errorf("session %q: no such session; an example is pp-18", options.Session))
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, s.Limits.Bytes))
	if err != nil {
		return err
	}
	receipt, err := s.Intake.As(who.Name).File(c, filepath.Base("/"+c.Query("name")), bytes.NewReader(body), int64(len(body)), options)
	if err != nil {
		return err
	}
	switch {
	case receipt.Sequence > 0:
		c.Header("Location", fmt.Sprintf("/api/v1/imports/%d", receipt.Sequence))
		return s.acknowledge(c, http.StatusCreated, receipt)
	case len(receipt.Texts)+len(receipt.Proposals) == 0:
		return refusal{http.StatusUnprocessableEntity, unread(receipt.Faults)}
	default:
		return s.acknowledge(c, http.StatusOK, receipt)
	}
}

// acknowledge answers with a receipt and what its texts resemble. That the second is
// not to be had is no reason to withhold the first.
func (s *server) acknowledge(c *gin.Context, status int, receipt tracker.Receipt) error {
	flagged, err := s.queue.Flagged(c.Request.Context(), receipt)
	if err != nil {
		s.Log.ErrorContext(c, "overlaps of what came in", "sequence", receipt.Sequence, "error", err)
		flagged = queue.Unknown()
	}
	c.JSON(status, struct {
		tracker.Receipt
		Overlaps queue.Flagged `json:"overlaps"`
	}{receipt, flagged})
	return nil
}

// unread says why a file gave nothing that could be stored.
type unread []tracker.Fault

func (u unread) Error() string {
	return fmt.Sprintf("nothing in the file could be stored: %d faults", len(u))
}
