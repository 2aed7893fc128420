package ui

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"concord/index"
	"concord/index/draft"
	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/implementation"
	"concord/tracker/intake"
	"concord/tracker/review"
	"concord/tracker/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

// Config is what the pages show and whom they let write.
type Config struct {
	Plan     *implementation.Plan // required
	Store    *store.Store         // required
	Index    *index.Index         // required
	Overlaps *overlap.Engine      // required
	Outcomes review.Outcomes      // required
	Checker  *draft.Checker       // required
	Intake   *intake.Intake       // required
	Registry *tracker.Registry    // required
	Log      *slog.Logger         // required
	// Who says who a request comes from and what they may do.
	Who func(*http.Request) tracker.Actor // required
	// Behind says whether the index is still being brought up to date.
	Behind func() bool
	// Mark changes where the same page for the same person may be another: with the
	// record and what is derived from it, the day, and the program.
	Mark   func() string // required
	Limits document.Limits
	Clock  func() time.Time // required; the time of what is written
}

type server struct {
	Config
	locales   locales
	assets    assets
	templates *template.Template
	queue     *queue.Shelf
	drawn     drawn
}

var errNotFound = store.ErrNotFound

// A handler answers a request or says why it cannot.
type handler func(*gin.Context) error

// Register puts the pages on r.
func Register(r *gin.Engine, config Config) error {
	s := &server{Config: config, queue: &queue.Shelf{Store: config.Store, Overlaps: config.Overlaps}}
	var err error
	if s.locales, err = readLocales(); err != nil {
		return err
	}
	if s.assets, err = readAssets(); err != nil {
		return err
	}
	if s.templates, err = template.ParseFS(templateFiles, "templates/*.html"); err != nil {
		return err
	}
	get := func(path string, h handler) {
		r.GET(path, s.answer(h))
		r.HEAD(path, s.answer(h))
	}
	get("/", s.home)
	get("/search", s.search)
	get("/texts", s.texts)
	get("/text/*address", s.text)
	get("/compare", s.compare)
	get("/compare/word", s.compareWord)
	r.POST("/compare", s.answer(s.compareDraft))
	r.POST("/compare/word", s.answer(s.draftWord))
	get("/history/*address", s.history)
	get("/proposals", s.proposals)
	get("/proposal/*symbol", s.proposal)
	r.POST("/proposal/*symbol", s.answer(small(s.recordFate)))
	get("/consolidate", s.consolidate)
	get("/consolidate/word", s.consolidateWord)
	get("/review", s.cases)
	get("/review/:id", s.group)
	get("/pair", s.pair)
	get("/matrix", s.matrix)
	get("/check-draft", s.draftForm)
	get("/guidelines", s.guidelines)
	get("/cases", s.cases) // where the form about several was sent
	get("/cases/:format", s.queueTable)
	get("/workbench", s.workbench)
	get("/workbench/:id", s.merger)
	get("/workbench/:id/word", s.benchWord)
	get("/workbench/:id/proposal", s.merger) // where its form was sent
	get("/intake", s.intakePage)
	get("/intake/:sequence", s.receipt)
	get("/original/:hash", s.original)
	get("/static/:mark/:name", s.assets.serve)
	get("/plan", s.plan)
	get("/plan/mandate/*address", s.mandate)
	get("/plan/due", s.due)
	get("/plan/conference", s.conference)
	get("/plan/conference/:session", s.conference)
	get("/plan/export.xlsx", s.exportSheet)
	get("/plan/export.csv", s.exportSheet)
	get("/plan/reminders.ics", s.reminders)
	get("/plan/feed.atom", s.feed)
	get("/reports", s.reports)
	get("/reports/calendar", s.calendar)
	get("/framework", s.framework)
	r.POST("/framework", s.answer(s.tieText))
	r.POST("/plan/mandate/*address", s.answer(s.writeMandate))
	r.POST("/plan/bulk", s.answer(s.bulk))
	r.POST("/plan/import", s.answer(s.importSheet))
	r.POST("/plan/apply", s.answer(s.applyEdits))
	r.POST("/intake", s.answer(s.bringIn))
	r.POST("/check-draft", s.answer(s.checkDraft))
	r.POST("/workbench/:id", s.answer(s.saveBench))
	r.POST("/workbench/:id/proposal", s.answer(small(s.propose)))
	r.POST("/review", s.answer(small(s.looked)))
	r.POST("/cases", s.answer(small(s.decideSeveral)))
	r.POST("/review/:id", s.answer(small(s.decide)))
	r.POST("/review/:id/remark", s.answer(small(s.remark)))
	r.NoRoute(s.answer(func(c *gin.Context) error {
		return fmt.Errorf("page %s: %w", c.Request.URL.Path, errNotFound)
	}))
	return nil
}

// smallForm is the most that a form without a file may hold, in bytes.
const smallForm = 1 << 20

// small reads a form of so many bytes at most before its handler is asked, for a
// form that was cut off would look like one with fields left empty.
func small(h handler) handler {
	return func(c *gin.Context) error {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, smallForm)
		err := c.Request.ParseForm() // whose fault the next would hide
		if err == nil {
			err = c.Request.ParseMultipartForm(smallForm)
		}
		if err != nil && !errors.Is(err, http.ErrNotMultipart) {
			return cutOff(err)
		}
		return h(c)
	}
}

// cutOff is why a form could not be read: it was too large, or is none.
func cutOff(err error) error {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	return bad(err)
}

// answer turns a handler's error into a page: what the reader can mend is
// said, anything else is logged and only named.
func (s *server) answer(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		err := h(c)
		if err == nil {
			return
		}
		c.Writer.Header().Del("ETag") // of the page that did not come
		p := errorPage{page: s.frame(c, "error", " ")}
		status := http.StatusInternalServerError
		var bad badRequest
		var tooLarge *http.MaxBytesError
		switch {
		case errors.Is(err, errNotFound):
			status, p.Title, p.Problem = http.StatusNotFound, p.T("error.notfound"), err.Error()
		case errors.Is(err, tracker.ErrMayNotWrite):
			status, p.Title, p.Problem = http.StatusForbidden, p.T("error.forbidden"), p.T("error.forbidden.why")
		case errors.As(err, &tooLarge):
			status, p.Title = http.StatusRequestEntityTooLarge, p.T("error.bad")
			p.Problem = fmt.Sprintf("what was sent is larger than %d bytes", tooLarge.Limit)
		case errors.As(err, &bad):
			status, p.Title, p.Problem = bad.status, p.T("error.bad"), s.problemWords(p.locale, bad.error)
			if status == http.StatusServiceUnavailable {
				p.Title = p.T("error.later")
			}
		case errors.Is(err, store.ErrFull):
			status, p.Title, p.Problem = http.StatusInsufficientStorage, p.T("error.full"), p.T("error.full.why")
			p.Typed = typed(c.Request.PostForm)
			s.Log.ErrorContext(c, "page failed", "path", c.Request.URL.Path, "error", err)
		default:
			p.Title, p.Typed = p.T("error.internal"), typed(c.Request.PostForm)
			s.Log.ErrorContext(c, "page failed", "path", c.Request.URL.Path, "error", err)
		}
		if err := s.render(c, status, "error.html", p); err != nil {
			s.Log.ErrorContext(c, "error page failed", "error", err)
		}
	}
}

type errorPage struct {
	page
	Problem string
	Typed   []string // into a form that could not be taken
}

// A badRequest is a fault that the reader can mend.
type badRequest struct {
	status int
	error
}

func bad(err error) error { return badRequest{http.StatusBadRequest, err} }

// render executes a template into memory first, so that a failure never leaves
// half a page.
func (s *server) render(c *gin.Context, status int, name string, p any) error {
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, name, p); err != nil {
		return err
	}
	c.Data(status, "text/html; charset=utf-8", b.Bytes())
	return nil
}
