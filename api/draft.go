package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/intake"
)

// checkDraft answers with what there is to say of the texts of a draft: words in
// text, or a file in file. Nothing is stored.
func (s *server) checkDraft(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, intake.MaxDraft+1<<16)
	var side intake.Side
	if err := posted(c, &side, "file", "text"); err != nil {
		return err
	}
	lang := tracker.Lang(c.PostForm("lang"))
	switch {
	case lang != "" && !lang.Valid():
		return refuse(http.StatusBadRequest, fmt.Errorf("lang %q: want one of ar en es fr ru zh", lang))
	case len(side.Draft) == 0:
		return refuse(http.StatusBadRequest, errors.New("no draft: send words in text, or a file in file"))
	}
	off := strings.Split(c.PostForm("off"), ",")
	if err := s.Checker.Guidelines.Known(off); err != nil {
		return refuse(http.StatusBadRequest, fmt.Errorf("off: %w", err))
	}
	texts, faults, err := s.Intake.Drafts(c.Request.Context(), side, lang)
	if err != nil {
		return notRead(err)
	}
	pending := !s.queue.Ready() // a draft is compared with what the engine has read, looked through or not
	reports, err := s.Checker.Draft(c.Request.Context(), texts, off)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"texts": reports, "pending": pending, "faults": append([]tracker.Fault{}, faults...)})
	return nil
}
