package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/report"
)

func (c *console) reportCommand() *cobra.Command {
	var body, period, format, lang, out string
	var cmd *cobra.Command
	cmd = c.command("report", "tell a governing body how its mandates were carried out", cobra.NoArgs, func(ctx context.Context, _ []string) error {
		p, err := implementation.ParsePeriod(period)
		if err != nil {
			return c.misused(fmt.Errorf("--%w", err))
		}
		if ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(out), ".")); ext != "" && !cmd.Flags().Changed("format") {
			format = ext // report.docx is no Markdown
		}
		if format != "json" && !slices.Contains(report.Formats[:], format) {
			return c.misused(fmt.Errorf("--format %q: want one of %s, json", format, strings.Join(report.Formats[:], ", ")))
		}
		if !tracker.Lang(lang).Valid() {
			return c.misused(fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang))
		}
		var b tracker.Body
		err = c.names(func(read reading) (err error) {
			b, err = read.registry.BodyNamed(body)
			return err
		})
		if err != nil {
			return err
		}
		return c.withRecord(ctx, func(r *record) error {
			v, err := r.plan.View(ctx, c.door.here())
			if err != nil {
				return err
			}
			made, err := report.Maker{Plan: r.plan, View: v, Lang: tracker.Lang(lang)}.Report(b.ID, p, time.Now())
			if err != nil {
				return err
			}
			write := func(w io.Writer) error { return made.Write(w, format, time.Now()) }
			if format == "json" {
				write = func(w io.Writer) error { return writeJSON(w, made) }
			}
			if out == "" {
				return write(below(c.out))
			}
			return writeFile(out, write)
		})
	})
	f := cmd.Flags()
	f.StringVar(&body, "for", "", "the governing body, such as itu/council (required)")
	f.StringVar(&period, "period", time.Now().UTC().Format("2006"), "2026, 2024-2027 or 2026-01-01..2026-06-30")
	f.StringVar(&format, "format", "md", "md, docx, xlsx, csv or json; with --out, as the file ends")
	f.StringVar(&lang, "lang", "en", "the language of the report")
	f.StringVar(&out, "out", "", "the file to write (default: standard output)")
	cmd.MarkFlagRequired("for")
	return cmd
}
