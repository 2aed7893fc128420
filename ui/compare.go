package ui

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/intake"
	"concord/tracker/redline"
	"concord/tracker/report"
)

type comparePage struct {
	page
	Old, New string // as typed: an address or a number
	Draft    string // as pasted
	Problem  string // why the draft cannot be compared
	Faults   []string
	Done     bool
	Name     string
	OldName  string
	NewName  string
	TextLang tracker.Lang
	Texts    []link // the same comparison in other languages
	Reverse  string
	Word     string
	view
	// The switches as addresses, where there is one to come back to: what was
	// pasted or uploaded is kept nowhere, so its switches are in the form.
	Toggle, SubstanceToggle, SideToggle string
	rows
}

// A view is how a comparison is shown.
type view struct {
	All bool // unchanged paragraphs too
	// Substance hides what changes nothing but typing, labels or the revisions
	// of texts cited.
	Substance bool
	Side      bool // side by side
}

func viewOf(value func(string) string) view {
	return view{All: value("all") == "1", Substance: value("substance") == "1", Side: value("view") == "side"}
}

// compare shows what changed between two texts of the record.
func (s *server) compare(c *gin.Context) error {
	p := comparePage{page: s.frame(c, "compare", ""), Old: strings.TrimSpace(c.Query("old")), New: strings.TrimSpace(c.Query("new")), view: viewOf(c.Query)}
	if p.Old == "" || p.New == "" {
		return s.render(c, http.StatusOK, "compare.html", p)
	}
	older, newer, err := s.heldSides(c, p.Lang)
	if err != nil {
		return err
	}
	p.Texts = s.commonLanguages(c, older.Revision, newer.Revision, newer.Lang)
	p.fill(s, older, newer)
	u := c.Request.URL
	p.Toggle, p.SubstanceToggle = switched(u, "all", p.All), switched(u, "substance", p.Substance)
	if p.SideToggle = withQuery(u, "view", "side"); p.Side {
		p.SideToggle = withQuery(u, "view", "")
	}
	p.Reverse = "/compare?" + url.Values{"old": {p.New}, "new": {p.Old}}.Encode()
	p.Word = "/compare/word?" + url.Values{"old": {p.Old}, "new": {p.New}, "lang": {string(newer.Lang)}}.Encode()
	return s.render(c, http.StatusOK, "compare.html", p)
}

// heldSides finds the two texts that ?old= and ?new= name.
func (s *server) heldSides(c *gin.Context, reader tracker.Lang) (older, newer tracker.Text, err error) {
	var sides [2]intake.Side
	for i, name := range []string{"old", "new"} {
		if sides[i].Address, err = s.Index.Named(c, strings.TrimSpace(c.Query(name)), reader); err != nil {
			return older, newer, bad(err)
		}
	}
	lang := tracker.Lang(c.Query("lang"))
	if !lang.Valid() {
		lang = ""
	}
	older, newer, _, err = s.Intake.Sides(c.Request.Context(), sides[0], sides[1], lang, reader)
	return older, newer, mendable(err)
}

// mendable makes of a fault what the reader is told.
func mendable(err error) error {
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		return bad(fault)
	}
	if errors.Is(err, intake.ErrBusy) {
		return badRequest{http.StatusServiceUnavailable, err}
	}
	return err
}

// compareDraft compares what was pasted or uploaded, which is stored nowhere. A
// draft that cannot be read shows the form again, with what was pasted.
func (s *server) compareDraft(c *gin.Context) error {
	p := comparePage{page: s.frame(c, "compare", "")}
	older, newer, faults, err := s.draftSides(c, p.Lang)
	p.Old, p.Draft, p.view = strings.TrimSpace(c.PostForm("old")), c.PostForm("draft"), viewOf(c.PostForm)
	if refused, ok := errors.AsType[badRequest](err); ok {
		p.Problem = s.problemWords(p.locale, refused.error)
		return s.render(c, refused.status, "compare.html", p)
	}
	if err != nil {
		return err
	}
	p.Faults = s.faultWords(p.locale, faults)
	p.fill(s, older, newer)
	return s.render(c, http.StatusOK, "compare.html", p)
}

// draftSides reads the form of a draft: the draft itself, and what it is to be
// compared with, by default what is in force of the text that it would revise.
func (s *server) draftSides(c *gin.Context, reader tracker.Lang) (older, newer tracker.Text, faults []tracker.Fault, err error) {
	new, err := postedDraft(c)
	if err != nil {
		return older, newer, nil, err
	}
	if len(bytes.TrimSpace(new.Draft)) == 0 {
		return older, newer, nil, bad(errors.New(s.locales.of(c).T("compare.nodraft")))
	}
	var old intake.Side
	if typed := strings.TrimSpace(c.PostForm("old")); typed != "" {
		if old.Address, err = s.Index.Named(c, typed, reader); err != nil {
			return older, newer, nil, bad(err)
		}
	}
	older, newer, faults, err = s.Intake.Sides(c.Request.Context(), old, new, "", reader)
	if errors.Is(err, errNotFound) {
		err = bad(err)
	}
	return older, newer, faults, mendable(err)
}

// compareWord sends a comparison as a Word file with tracked changes.
func (s *server) compareWord(c *gin.Context) error {
	older, newer, err := s.heldSides(c, s.locales.of(c).Lang)
	if err != nil {
		return err
	}
	return s.sendWord(c, older, newer)
}

// draftWord is the same for a draft.
func (s *server) draftWord(c *gin.Context) error {
	older, newer, _, err := s.draftSides(c, s.locales.of(c).Lang)
	if err != nil {
		return err
	}
	return s.sendWord(c, older, newer)
}

func (s *server) sendWord(c *gin.Context, older, newer tracker.Text) error {
	var file bytes.Buffer
	if err := report.Redline(&file, older, newer, "Concord", s.Intake.Clock()); err != nil {
		return bad(err)
	}
	name := strings.NewReplacer("/", "-", "@", "-").Replace(fmt.Sprintf("%s.%s.docx", newer.Revision, newer.Lang))
	if newer.Revision.IsZero() {
		name = "draft.docx"
	}
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Data(http.StatusOK, report.ContentType, file.Bytes())
	return nil
}

// fill makes the page of a comparison.
func (p *comparePage) fill(s *server, older, newer tracker.Text) {
	p.Done, p.TextLang = true, newer.Lang
	p.Fictional = s.fictional(newer.Instrument) || s.fictional(older.Instrument)
	p.OldName, p.NewName = s.sideName(p.locale, older), s.sideName(p.locale, newer)
	p.Name = p.OldName + " " + p.Arrow() + " " + p.NewName
	p.Title = p.T("compare.title") + ": " + p.NewName
	p.rows = rowsOf(p.locale, p.view, redline.Compare(older.Provisions, newer.Provisions, newer.Lang))
	if title := redline.Words(older.Title, newer.Title); older.Title != newer.Title && older.Title != "" && newer.Title != "" {
		p.TitleWords, p.Same = title, false
	}
}

// sideName says which text one side is.
func (s *server) sideName(l *locale, t tracker.Text) string {
	switch {
	case t.Instrument.IsZero():
		return l.T("compare.draft")
	case t.Revision.Session == "":
		return s.symbol(l.Lang, t.Instrument) + ", " + l.T("compare.draft")
	}
	return s.symbol(l.Lang, t.Revision)
}

// commonLanguages links the languages in which both revisions are held.
func (s *server) commonLanguages(c *gin.Context, older, newer tracker.Address, current tracker.Lang) []link {
	var links []link
	for _, lang := range tracker.Langs {
		if s.holds(older, lang) && s.holds(newer, lang) {
			links = append(links, link{Href: withQuery(c.Request.URL, "lang", string(lang)), Text: ownNames[lang], Lang: lang, Current: lang == current})
		}
	}
	return links
}

func (s *server) holds(revision tracker.Address, lang tracker.Lang) bool {
	record, err := s.Store.Instrument(revision)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(record.Revisions, func(r tracker.RevisionRecord) bool {
		return r.Revision == revision && slices.Contains(r.Langs, lang)
	})
}

func compareHref(older, newer tracker.Address) string {
	return "/compare?" + url.Values{"old": {older.String()}, "new": {newer.String()}}.Encode()
}
