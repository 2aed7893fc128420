package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/spf13/cobra"

	"concord/api"
	"concord/data"
	"concord/index/derive"
	"concord/tracker/document"
	"concord/ui"
)

func (c *console) serveCommand() *cobra.Command {
	var addr string
	var empty bool
	cmd := c.command("serve", "show the pages and the JSON", cobra.NoArgs, func(ctx context.Context, _ []string) error {
		return c.withNewRecord(ctx, func(r *record) error { return c.serve(ctx, r, addr, empty) })
	})
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "where to listen; anything but a loopback address opens reading to the network")
	cmd.Flags().BoolVar(&c.door.anyone, "let-anyone-write", false, "let everyone who can reach this address write to the record, without a password")
	cmd.Flags().BoolVar(&empty, "empty", false, "do not load the fictional sample library on the first start")
	return cmd
}

// serve listens at once and fills the record and the index behind an honest
// notice, so that a slow disk never looks like a dead program.
func (c *console) serve(ctx context.Context, r *record, addr string, empty bool) error {
	if r.scratch == "" {
		if err := c.firstStart(ctx, r, empty); err != nil {
			return err
		}
	}
	log := slog.New(slog.NewTextHandler(c.err, nil))
	handler, err := newHandler(r, c.door, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	if c.door.anyone {
		fmt.Fprintln(c.err, "concord: anyone who can reach this address may write to the record")
	}
	fmt.Fprintf(c.err, "concord: listening on http://%s, record in %s\n", listener.Addr(), c.dir)

	ctx, stop := context.WithCancel(ctx)
	failed := make(chan error, 3)
	go func() { failed <- server.Serve(listener) }()
	var following sync.WaitGroup
	defer following.Wait() // the record is closed next
	defer stop()
	following.Go(func() { failed <- derive.Run(ctx, r.store, r.index) })
	following.Go(func() { failed <- derive.RunOverlaps(ctx, r.store, r.overlaps, nil) })
	following.Go(func() { r.index.ReadStates(ctx) }) // so that the first search need not wait; why it fails is said to who asks for them
	select {
	case <-ctx.Done():
	case err = <-failed:
		stop()
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return err
	}
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// firstStart puts the catalogue into the record, and the sample library into
// one that no document has come into yet.
func (c *console) firstStart(ctx context.Context, r *record, empty bool) error {
	if err := r.loadCatalogue(ctx); err != nil || empty {
		return err
	}
	for _, err := range r.store.Receipts() {
		return err // there is a document
	}
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return err
	}
	if _, err := r.intake.As(programName).Sample(ctx, sample); err != nil {
		return fmt.Errorf("sample library: %w", err)
	}
	if _, err := r.intake.As(programName).Contributions(ctx, sample); err != nil {
		return fmt.Errorf("sample contributions: %w", err)
	}
	return nil
}

// newHandler joins pages and JSON under one set of safeguards.
func newHandler(r *record, d door, log *slog.Logger) (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	if err := engine.SetTrustedProxies(nil); err != nil { // else anyone may claim any address
		return nil, err
	}
	engine.Use(gin.CustomRecoveryWithWriter(nil, func(c *gin.Context, cause any) {
		log.ErrorContext(c, "panic", "path", c.Request.URL.Path, "cause", cause)
		c.AbortWithStatus(http.StatusInternalServerError)
	}), safeguards)
	behind := func() bool { return r.index.Position() < r.store.Last() }
	limits, mark := document.DefaultLimits, r.mark(thisProgram())
	api.Register(engine, api.Config{
		Store: r.store, Index: r.index, Overlaps: r.overlaps, Outcomes: r.outcomes, Checker: r.checker(), Intake: r.intake, Plan: r.plan, Registry: r.registry, Log: log, Who: d.of, Mark: mark, Limits: limits,
	})
	err := ui.Register(engine, ui.Config{
		Store: r.store, Index: r.index, Overlaps: r.overlaps, Outcomes: r.outcomes, Checker: r.checker(), Clock: time.Now, Intake: r.intake, Plan: r.plan, Registry: r.registry, Log: log, Who: d.of, Behind: behind, Mark: mark, Limits: limits,
	})
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(api.Deny))
	return protection.Handler(http.MaxBytesHandler(engine, limits.Bytes+formsBytes)), err
}

// formsBytes is what a form may hold beside the file that it brings: no route
// reads more of a request than both, whoever sends it.
const formsBytes = 1 << 20

// safeguards forbid a page of ours to load or run anything that is not ours.
func safeguards(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
}
