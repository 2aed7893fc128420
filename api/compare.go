package api

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/intake"
	"concord/tracker/redline"
)

// compare shows what changed between the texts that ?old= and ?new= name.
func (s *server) compare(c *gin.Context) error {
	var sides [2]intake.Side
	for i, name := range []string{"old", "new"} {
		if err := s.named(c, &sides[i], name, c.Query(name), c.Query("lang")); err != nil {
			return err
		}
	}
	return s.redline(c, sides, c.Query)
}

// compareDrafts is the same where either text, or both, may be a draft: words in
// old_text and new_text, or files in old_file and new_file. Nothing is stored.
func (s *server) compareDrafts(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 2*intake.MaxDraft+1<<16)
	var sides [2]intake.Side
	for i, name := range []string{"old", "new"} {
		err := posted(c, &sides[i], name+"_file", name+"_text")
		if err == nil && sides[i].Draft == nil && (i == 1 || c.PostForm(name) != "") {
			err = s.named(c, &sides[i], name, c.PostForm(name), c.PostForm("lang"))
		}
		if err != nil {
			return err
		}
	}
	return s.redline(c, sides, c.PostForm)
}

func (s *server) named(c *gin.Context, side *intake.Side, name, typed string, lang string) (err error) {
	if side.Address, err = s.Index.Named(c, typed, tracker.Lang(lang)); err != nil {
		return refuse(http.StatusBadRequest, fmt.Errorf("%s: %w", name, err))
	}
	return nil
}

// posted takes a draft from a form into side, if there is one: a file, or else
// words.
func posted(c *gin.Context, side *intake.Side, file, words string) error {
	header, err := c.FormFile(file)
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	if err != nil {
		if text := c.PostForm(words); text != "" {
			side.Draft = []byte(text)
		}
		return nil
	}
	in, err := header.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	side.Name = header.Filename
	side.Draft, err = io.ReadAll(in)
	return err
}

// notRead says why a draft could not be read.
func notRead(err error) error {
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		return refuse(http.StatusUnprocessableEntity, fault)
	}
	if errors.Is(err, intake.ErrBusy) {
		return refuse(http.StatusServiceUnavailable, err)
	}
	return err
}

func (s *server) redline(c *gin.Context, sides [2]intake.Side, value func(string) string) error {
	lang := tracker.Lang(value("lang"))
	if lang != "" && !lang.Valid() {
		return refuse(http.StatusBadRequest, fmt.Errorf("lang %q: want one of ar en es fr ru zh", lang))
	}
	older, newer, _, err := s.Intake.Sides(c.Request.Context(), sides[0], sides[1], lang, "")
	if err != nil {
		return notRead(err)
	}
	r := redline.Compare(older.Provisions, newer.Provisions, newer.Lang)
	if value("substance") == "1" {
		r = r.OnlySubstance()
	}
	c.JSON(http.StatusOK, r)
	return nil
}
