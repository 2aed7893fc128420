package ui

import (
	"cmp"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

type intakePage struct {
	page
	Open     bool // this reader may bring in documents
	Backup   bool // and have the whole record, internal notes and all
	Problem  string
	Sessions []link // Href is the session's id
	Receipts []receiptRow
}

type receiptPage struct {
	page
	Receipt  tracker.Receipt
	When     string
	Original string
	Counts   []link
	Texts    []receiptText
	// Proposals are those of a contribution.
	Proposals []receiptText
	Overlaps  *flaggedSection // nil where no text came in
	Again     string          // this page
}

type receiptText struct {
	Overlaps                    string // with other texts, as the queue has them
	Href, Symbol, Title, Change string
	Provisions                  int
}

// listedReceipts is how many receipts the intake page lists.
const listedReceipts = 100

func (s *server) intakePage(c *gin.Context) error { return s.showIntake(c, http.StatusOK, "") }

func (s *server) showIntake(c *gin.Context, status int, problem string) error {
	p := intakePage{page: s.frame(c, "intake", ""), Open: s.Who(c.Request).Writes, Backup: s.Who(c.Request).Internal, Problem: problem}
	for _, session := range s.Registry.Sessions {
		p.Sessions = append(p.Sessions, link{Href: session.ID, Text: session.ID + " · " + s.sessionName(p.Lang, session.ID)})
	}
	var err error
	if p.Receipts, err = s.receiptRows(listedReceipts); err != nil {
		return err
	}
	return s.render(c, status, "intake.html", p)
}

// bringIn stores an uploaded file. A file that cannot be read shows the form
// again with the fault: nothing was stored, nothing is lost.
func (s *server) bringIn(c *gin.Context) error {
	who := s.Who(c.Request)
	if who.Writing() != nil {
		return s.showIntake(c, http.StatusForbidden, "")
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.Limits.Bytes+1<<20)
	header, err := c.FormFile("file")
	if err != nil {
		return cutOff(err)
	}
	file, err := header.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	options := grammar.Options{
		Session: c.PostForm("session"), Lang: tracker.Lang(c.PostForm("lang")), View: document.View(c.PostForm("as")),
	}
	receipt, err := s.Intake.As(who.Name).File(c, filepath.Base(header.Filename), file, header.Size, options)
	switch {
	case err != nil:
		return err
	case receipt.Sequence > 0:
		c.Redirect(http.StatusSeeOther, fmt.Sprintf("/intake/%d", receipt.Sequence))
		return nil
	case len(receipt.Texts)+len(receipt.Proposals) == 0:
		return s.showReceipt(c, http.StatusUnprocessableEntity, receipt)
	default: // all of it was here before
		return s.showReceipt(c, http.StatusOK, receipt)
	}
}

func (s *server) receipt(c *gin.Context) error {
	sequence, err := strconv.ParseUint(c.Param("sequence"), 10, 64)
	if err != nil {
		return fmt.Errorf("receipt %q: %w", c.Param("sequence"), errNotFound)
	}
	receipt, err := s.Store.Receipt(sequence)
	if err != nil {
		return err
	}
	return s.showReceipt(c, http.StatusOK, receipt)
}

// showReceipt shows what was made of a file, whether or not any of it was new.
func (s *server) showReceipt(c *gin.Context, status int, receipt tracker.Receipt) error {
	p := receiptPage{page: s.frame(c, "intake", receipt.File), Receipt: receipt, Again: "#overlaps"}
	if receipt.Sequence > 0 {
		p.Again = fmt.Sprintf("/intake/%d", receipt.Sequence)
	}
	p.Receipt.Faults = slices.Clone(receipt.Faults)
	for i, f := range receipt.Faults {
		p.Receipt.Faults[i].Place, p.Receipt.Faults[i].Problem = s.Registry.Say(f.Place, p.Lang), s.Registry.Say(f.Problem, p.Lang)
	}
	if !receipt.Received.IsZero() {
		p.When = shortTime(receipt.Received)
	}
	_, err := s.Store.File(receipt.Hash)
	if err == nil {
		p.Original = "/original/" + receipt.Hash
	}
	for _, change := range []tracker.Change{tracker.New, tracker.Revised, tracker.Replaced, tracker.Unchanged} {
		if n := receipt.Counts[string(change)]; n > 0 {
			p.Counts = append(p.Counts, link{Text: p.T("change." + string(change)), Count: n})
		}
	}
	p.Counts = append(p.Counts, link{Text: p.N("count.provisions", receipt.Counts["provisions"]), Count: receipt.Counts["provisions"]})
	for _, t := range receipt.Texts {
		p.Texts = append(p.Texts, receiptText{
			Overlaps: queueFilter{Scope: overlap.AllScope, State: "all", About: t.Text.Instrument().String()}.href("/review"),
			Href:     textHref(t.Text), Symbol: s.symbol(p.Lang, t.Text), Title: t.Title,
			Change: p.T("change." + string(t.Change)), Provisions: t.Provisions,
		})
	}
	for _, one := range receipt.Proposals {
		href := proposalHref(tracker.Proposal{Symbol: one.Symbol, Session: one.Session}, one.Lang)
		p.Proposals = append(p.Proposals, receiptText{
			Href: href, Symbol: string(one.Action) + " " + one.Symbol, Title: cmp.Or(one.Title, one.About), Change: p.T("change." + string(one.Change)),
		})
	}
	if p.Overlaps, err = s.flaggedSection(c, p.locale, receipt); err != nil {
		return err
	}
	return s.render(c, status, "receipt.html", p)
}

// original sends a file as it came in, always as a download: what strangers
// wrote is never shown as a page of ours.
func (s *server) original(c *gin.Context) error {
	file, err := s.Store.File(c.Param("hash"))
	if err != nil {
		return err
	}
	content, err := s.Store.Original(file.Hash)
	if err != nil {
		return err
	}
	defer content.Close()
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	c.Header("Content-Type", "application/octet-stream")
	c.Status(http.StatusOK)
	_, err = io.Copy(c.Writer, content)
	return err
}
