package ui

import (
	"bytes"
	"net/http"

	"github.com/gin-gonic/gin"
)

// A running is the answer to work that takes its time: its page begins while
// the work goes on and says how far it is, without any script. What is done in
// no time at all is answered whole.
type running struct {
	s     *server
	c     *gin.Context
	page  *outcomePage
	begun bool
	told  runningStep
}

// A runningStep is how much of a part of the work is done.
type runningStep struct {
	Part      string
	At, Total int
}

// Of work on fewer rows than runningRows nobody wants to hear; of more, each part
// is told of in so many steps.
const (
	runningRows  = 500
	runningSteps = 20
)

// watch is an implementation.Watch.
func (r *running) watch(part string, done, total int) {
	step := runningStep{part, done * runningSteps / max(total, 1), runningSteps}
	if total < runningRows || step == r.told {
		return
	}
	r.told = step
	if !r.begun {
		r.begun = true
		r.c.Header("Content-Type", "text/html; charset=utf-8")
		r.c.Header("Cache-Control", "no-store")
		r.c.Status(http.StatusOK)
		r.write("running", r.page)
	}
	r.write("step", struct {
		runningStep
		Name string
	}{step, r.page.T("running." + part)})
	r.c.Writer.Flush()
}

// write sends a part of the page. A reader who has gone away is no fault of the
// work: it ends as it would.
func (r *running) write(template string, p any) {
	var b bytes.Buffer
	if err := r.s.templates.ExecuteTemplate(&b, template, p); err != nil {
		r.s.Log.ErrorContext(r.c, "page failed", "template", template, "error", err)
	}
	_, _ = r.c.Writer.Write(b.Bytes())
}

// end answers with what came of the work: the rest of the page that has begun, or
// a whole one.
func (r *running) end(err error) error {
	switch {
	case !r.begun && err != nil:
		return err
	case !r.begun:
		return r.s.render(r.c, http.StatusOK, "outcome.html", r.page)
	case err != nil:
		r.s.Log.ErrorContext(r.c, "page failed", "path", r.c.Request.URL.Path, "error", err)
		r.page.Problem = r.page.T("running.failed")
	}
	r.write("ran", r.page)
	return nil
}
