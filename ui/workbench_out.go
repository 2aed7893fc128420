package ui

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"

	"concord/tracker/report"
)

// benchWord sends a saved draft as a proposal: what is revised with its changes
// tracked, what is suppressed with the reason, and which other texts must follow.
func (s *server) benchWord(c *gin.Context) error {
	m, err := s.Store.Merger(c.Param("id"))
	if err != nil {
		return err
	}
	texts, err := s.textsOf(m)
	if err != nil {
		return err
	}
	desk := s.harmonizeDesk()
	d := desk.Draft(m, texts)
	consequences, err := desk.Consequences(m, d)
	if err != nil {
		return err
	}
	stale, err := desk.Stale(m, texts)
	if err != nil {
		return err
	}
	out := report.Merged{
		Before: texts[0], After: d.Text, Gone: texts[1:], Reason: desk.TakenInto(texts[0]), ByHand: s.Registry.Label("by-hand", texts[0].Lang),
		Remarks: desk.Remarks(m, d, consequences, stale),
	}
	if out.Amended, out.Left, err = desk.Amendments(m, consequences); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.Merger(&b, out, m.Author, m.Time); err != nil {
		return err
	}
	return sendFile(c, "merger-"+m.ID+".docx", report.MediaType("docx"), b.Bytes())
}

func sendFile(c *gin.Context, name, kind string, content []byte) error {
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Data(http.StatusOK, kind, content)
	return nil
}

// sendTable writes a table in the format that the address ends with.
func (s *server) sendTable(c *gin.Context, table report.Table) error {
	format := c.Param("format")
	var b bytes.Buffer
	var err error
	switch format {
	case "csv":
		err = report.WriteCSV(&b, table)
	case "xlsx":
		err = report.WriteXLSX(&b, table)
	case "docx":
		err = report.WriteDOCX(&b, table.Title, table.Lang, nil, s.Clock(), table)
	default:
		return fmt.Errorf("format %q: want csv, xlsx or docx: %w", format, errNotFound)
	}
	if err != nil {
		return err
	}
	return sendFile(c, "overlaps."+format, report.MediaType(format), b.Bytes())
}
