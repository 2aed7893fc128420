package api

import (
	"errors"
	"fmt"
	"io"
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
	side := intake.Side{Draft: []byte(c.PostForm("text"))}
	header, err := c.FormFile("file")
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	if err == nil {
		file, err := header.Open()
		if err != nil {
			return err
		}
		defer file.Close()
		side.Name = header.Filename
		if side.Draft, err = io.ReadAll(file); err != nil {
			return err
		}
	}
	lang := tracker.Lang(c.PostForm("lang"))
	switch {
	case lang != "" && !lang.Valid():
		return refuse(http.StatusBadRequest, fmt.Errorf("lang %q: want one of ar en es fr ru zh", lang))
	case len(side.Draft) == 0:
		return refuse(http.StatusBadRequest, errors.New("no draft: send words in text, or a file in file"))
	}
	texts, faults, err := s.Intake.Drafts(c, side, lang)
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		return refuse(http.StatusUnprocessableEntity, fault)
	}
	if errors.Is(err, intake.ErrBusy) {
		return refuse(http.StatusServiceUnavailable, err)
	}
	if err != nil {
		return err
	}
	reports, err := s.Checker.Draft(c, texts, strings.Split(c.PostForm("off"), ","))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"texts": reports, "faults": append([]tracker.Fault{}, faults...)})
	return nil
}
