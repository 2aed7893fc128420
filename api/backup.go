package api

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// patience is how long the client of a backup may take nothing: others wait for it.
const patience = 2 * time.Minute

// A patient writer lets an answer take longer than a page may, as long as the client
// takes some of it. Where that cannot be said, it is cut off.
type patient struct {
	io.Writer
	connection *http.ResponseController
}

func (w patient) Write(part []byte) (int, error) {
	_ = w.connection.SetWriteDeadline(time.Now().Add(patience))
	return w.Writer.Write(part)
}

// backup sends the whole record as one file, as the command backup writes it, while
// writing goes on. Internal notes are in it: it is for whoever may read them.
func (s *server) backup(c *gin.Context) error {
	if !s.Who(c.Request).Internal {
		return refuse(http.StatusForbidden, errors.New("a backup holds internal notes: only the person at the machine may have it"))
	}
	if !s.copying.TryLock() { // each takes room on the disk for a copy of the record
		return refuse(http.StatusServiceUnavailable, errors.New("another backup is being made"))
	}
	defer s.copying.Unlock()
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Disposition", `attachment; filename="concord-backup-`+s.Intake.Clock().UTC().Format("2006-01-02")+`.zip"`)
	c.Header("Cache-Control", "no-store")
	err := s.Store.Backup(c.Request.Context(), patient{c.Writer, http.NewResponseController(c.Writer)})
	if err == nil || !c.Writer.Written() {
		return err
	}
	s.Log.ErrorContext(c, "backup failed", "error", err)
	if connection, _, err := c.Writer.Hijack(); err == nil { // else what was sent would look whole
		connection.Close()
	}
	return nil
}
