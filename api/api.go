// Package api shows the record and the index to programs, as JSON under
// /api/v1. It is described in openapi.yaml, which a test holds against the
// routes. Faults are problem details (RFC 9457). No rule of the domain lives
// here: what is printed are the values of tracker, as the command line prints
// them.
//
// Answers to GET carry an ETag made of the journal's position, of the day and of who
// asks, so that a client that asks again pays for nothing until something was written.
package api

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

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

//go:embed openapi.yaml
var description []byte

// Config is what the interface shows and whom it lets write.
type Config struct {
	Store    *store.Store         // required
	Index    *index.Index         // required
	Overlaps *overlap.Engine      // required
	Outcomes review.Outcomes      // required
	Checker  *draft.Checker       // required
	Intake   *intake.Intake       // required
	Registry *tracker.Registry    // required
	Plan     *implementation.Plan // required
	Log      *slog.Logger         // required
	// Who says who a request comes from and what they may do.
	Who func(*http.Request) tracker.Actor // required
	// Mark changes where the same question of the same person may have another answer:
	// with the record and what is derived from it, the day, and the program.
	Mark   func() string // required
	Limits document.Limits
}

// base is where the addresses that openapi.yaml describes begin.
const base = "/api/v1"

type server struct {
	Config
	queue   queue.Shelf
	copying sync.Mutex // one backup at a time
}

// Register puts the routes on r, under /api/v1.
func Register(r *gin.Engine, config Config) {
	s := &server{Config: config, queue: queue.Shelf{Store: config.Store, Overlaps: config.Overlaps}}
	r.Use(s.unrouted)
	group := r.Group(base, s.asked, s.etag)
	get := func(path string, h handler) {
		group.GET(path, s.answer(h))
		group.HEAD(path, s.answer(h))
	}
	get("/openapi.yaml", func(c *gin.Context) error {
		c.Data(http.StatusOK, "application/yaml; charset=utf-8", description)
		return nil
	})
	get("/status", s.status)
	group.GET("/backup", s.answer(s.backup)) // a HEAD would make one too
	get("/instruments", s.instruments)
	get("/instruments/*address", s.instrument)
	get("/texts/*address", s.text)
	get("/citations/*address", s.citations)
	get("/history/*address", s.history)
	get("/proposals", s.proposals)
	get("/proposals/*symbol", s.proposal)
	get("/search", s.search)
	get("/compare", s.compare)
	group.POST("/compare", s.answer(s.compareDrafts))
	get("/overlaps", s.overlaps)
	get("/overlaps/:id", s.overlap)
	group.POST("/overlaps/:id", s.answer(s.review))
	group.POST("/check-draft", s.answer(s.checkDraft))
	get("/mandates", s.mandates)
	get("/mandates/*address", s.mandate)
	get("/plan/due", s.tasks)
	get("/plan/conference/:session", s.conference)
	get("/reports", s.report)
	group.POST("/plan/edits", s.answer(s.edits))
	get("/imports", s.imports)
	get("/imports/:sequence", s.receipt)
	group.POST("/imports", s.answer(s.bringIn))
}

// etag lets a client keep an answer until the record, the index or the day moves. What
// one may see and do is in it: another must not get that out of a cache.
func (s *server) etag(c *gin.Context) {
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %+v", s.Mark(), s.Who(c.Request)))
	tag := fmt.Sprintf(`"%x"`, sum[:9])
	c.Header("ETag", tag)
	c.Header("Cache-Control", "private, no-cache")
	if c.GetHeader("If-None-Match") == tag {
		c.AbortWithStatus(http.StatusNotModified)
	}
}

// status says how far the record and the index are.
func (s *server) status(c *gin.Context) error {
	c.JSON(http.StatusOK, gin.H{"record": s.Store.Last(), "index": s.Index.Position(), "overlaps": s.Overlaps.Position()})
	return nil
}
