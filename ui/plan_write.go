package ui

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/report"
)

type outcomePage struct {
	page
	Tabs      []link
	Dry       bool
	Counts    []link // Text is the result
	Rows      []outcomeRow
	More      int // rows that are not listed
	Untouched int
	Faults    []tracker.Fault
	Problem   string // why it was not finished
	Edits     string // the edits that would be written, as JSON, for the form that does
	Writes    int
	Back      string
}

type outcomeRow struct {
	Href, Text, Result, Class, Problem string
	Changes                            []implementation.Change
	Now                                []link
}

// listedOutcomes is how many edits a page lists one by one.
const listedOutcomes = 500

// writing says who wrote a form of the plan and reads it, where they may write.
func (s *server) writing(c *gin.Context) (tracker.Actor, error) {
	who := s.Who(c.Request)
	if err := who.Writing(); err != nil {
		return who, err
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, formBytes)
	if err := c.Request.ParseForm(); err != nil {
		return who, cutOff(err)
	}
	return who, nil
}

// bulk shows what one status for many mandates would change; nothing is written
// yet.
func (s *server) bulk(c *gin.Context) error {
	who, err := s.writing(c)
	if err != nil {
		return err
	}
	var edits []implementation.Edit
	for _, row := range c.PostFormArray("row") {
		text, version, _ := strings.Cut(row, " ")
		address, err := tracker.ParseAddress(text)
		if err != nil {
			return bad(err)
		}
		n, err := strconv.ParseUint(version, 10, 64)
		if err != nil {
			return bad(fmt.Errorf("version %q: want a number", version))
		}
		edits = append(edits, implementation.Edit{Address: address, Version: n, KeepInternal: true, Status: &tracker.Status{
			State: c.PostForm("state"), Since: c.PostForm("since"), Evidence: lines(c.PostForm("evidence")), Note: c.PostForm("note"),
		}})
	}
	if len(edits) == 0 {
		return bad(fmt.Errorf("no mandate was chosen"))
	}
	r := s.running(c, outcomePage{Dry: true, Back: back(c.PostForm("back"))})
	return r.end(s.fillOutcome(r, who, edits))
}

// importSheet shows what a sheet that comes back would change.
func (s *server) importSheet(c *gin.Context) error {
	who := s.Who(c.Request)
	if err := who.Writing(); err != nil {
		return err
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
	r := s.running(c, outcomePage{Dry: true, Back: "/plan"})
	rows, untouched, faults, err := report.ReadSheet(s.Registry, file, r.watch)
	if err != nil {
		return r.end(bad(err))
	}
	r.page.Untouched, r.page.Faults = untouched, faults
	var edits []implementation.Edit
	for _, row := range rows {
		edits = append(edits, row.Edit)
	}
	return r.end(s.fillOutcome(r, who, edits))
}

// applyEdits writes what a dry run showed. What changed since is refused like
// everything else: each edit has the version it was made on.
func (s *server) applyEdits(c *gin.Context) error {
	who, err := s.writing(c)
	if err != nil {
		return err
	}
	var edits []implementation.Edit
	if err := json.Unmarshal([]byte(c.PostForm("edits")), &edits); err != nil {
		return bad(fmt.Errorf("edits: %w", err))
	}
	r := s.running(c, outcomePage{Back: back(c.PostForm("back"))})
	return r.end(s.fillOutcome(r, who, edits))
}

// running begins the answer to a write.
func (s *server) running(c *gin.Context, p outcomePage) *running {
	p.page = s.frame(c, "outcome", "")
	p.Here, p.Tabs = "plan", s.planTabs(p.locale, "")
	if p.Dry {
		p.Title = p.T("outcome.dry")
	}
	return &running{s: s, c: c, page: &p}
}

// fillOutcome writes the edits, or only judges them, and lists what became of
// each.
func (s *server) fillOutcome(r *running, who tracker.Actor, edits []implementation.Edit) error {
	p := r.page
	outcomes, err := s.Plan.WriteWatched(r.c, who, s.Clock(), edits, p.Dry, r.watch)
	if err != nil {
		return err
	}
	counts := map[implementation.Result]int{}
	var kept []implementation.Edit
	for i, o := range outcomes {
		counts[o.Result]++
		if o.Result == implementation.Written {
			kept = append(kept, edits[i])
		}
		if o.Result == implementation.Unchanged {
			continue
		}
		if len(p.Rows) == listedOutcomes {
			p.More++
			continue
		}
		row := outcomeRow{
			Href: mandateHref(o.Address), Text: s.place(p.Lang, o.Address), Result: p.T("result." + string(o.Result)), Class: string(o.Result),
			Changes: o.Changes,
		}
		if o.Result == implementation.Refused {
			row.Problem = o.Problem
		}
		for _, a := range o.Now {
			row.Now = append(row.Now, link{Href: mandateHref(a), Text: s.place(p.Lang, a)})
		}
		p.Rows = append(p.Rows, row)
	}
	slices.SortStableFunc(p.Rows, func(a, b outcomeRow) int { // what went wrong first
		return slices.Index(implementation.Results[:], implementation.Result(b.Class)) - slices.Index(implementation.Results[:], implementation.Result(a.Class))
	})
	for _, result := range implementation.Results {
		if n := counts[result]; n > 0 {
			name := "result." + string(result)
			if p.Dry && result == implementation.Written {
				name = "result.would"
			}
			p.Counts = append(p.Counts, link{Text: p.T(name), Count: n})
		}
	}
	if p.Dry && len(kept) > 0 {
		raw, err := json.Marshal(kept)
		if err != nil {
			return err
		}
		p.Edits, p.Writes = string(raw), len(kept)
	}
	return nil
}

// back is an address of ours to go back to, whatever came in.
func back(path string) string {
	if strings.HasPrefix(path, "/plan") {
		return path
	}
	return "/plan"
}

// exportSheet sends the plan to be filled in. It takes the filters of the plan's
// page.
func (s *server) exportSheet(c *gin.Context) error {
	l := s.locales.of(c)
	who := s.Who(c.Request)
	v, err := s.Plan.View(c, who)
	if err != nil {
		return err
	}
	filter, err := s.planFilter(c.Request.URL.Query())
	if err != nil {
		return err
	}
	m := report.Maker{Plan: s.Plan, View: v, Lang: l.Lang}
	table := m.Sheet(v.Select(filter), who.Internal)
	if strings.HasSuffix(c.Request.URL.Path, ".csv") {
		attach(c, "plan.csv", "text/csv; charset=utf-8")
		return report.WriteCSV(c.Writer, table)
	}
	attach(c, "plan.xlsx", report.SheetType)
	return report.WriteXLSX(c.Writer, table)
}

// attach makes the answer a download.
func attach(c *gin.Context, name, mediaType string) {
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Content-Type", mediaType)
	c.Header("Cache-Control", "private, no-store")
	c.Status(http.StatusOK)
}
