package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/index/draft"
	"concord/tracker"
	"concord/tracker/intake"
)

func (c *console) checkDraftCommand() *cobra.Command {
	var off []string
	cmd := c.command("check-draft FILE", "hold a draft against everything that stands, before it is tabled; stores nothing", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			if err := c.names(func(read reading) error { return read.advice.Known(off) }); err != nil {
				return err
			}
			return c.withRecord(ctx, func(r *record) error { return c.checkDraft(ctx, r, args[0], off) })
		})
	cmd.Flags().StringSliceVar(&off, "without", nil, "guidelines to leave out, by key, such as long-preamble")
	return c.jsonFlag(cmd)
}

func (c *console) checkDraft(ctx context.Context, r *record, path string, off []string) error {
	f, size, err := openFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	content, err := io.ReadAll(io.NewSectionReader(f, 0, min(size, intake.MaxDraft+1)))
	if err != nil {
		return err
	}
	texts, faults, err := r.intake.Drafts(ctx, intake.Side{Name: filepath.Base(path), Draft: content}, "")
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		c.printFaults(path, []tracker.Fault{fault})
		return errSaid
	}
	if err != nil {
		return err
	}
	c.printFaults(path, faults)
	bar := c.overlapProgress()
	_, err = derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	reports, err := r.checker().Draft(ctx, texts, off)
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{"texts": reports, "faults": append([]tracker.Fault{}, faults...)})
	}
	for _, report := range reports {
		c.printReport(r, report)
	}
	return nil
}

// printReport writes what there is to say of one text.
func (c *console) printReport(r *record, report draft.Report) {
	fmt.Fprintf(c.out, "%s %s, %d words\n", report.Text, report.Title, report.Words)
	for _, g := range report.Groups {
		c.printGroup(g)
	}
	for _, cited := range report.Citations {
		fmt.Fprintf(c.out, "#%s cites “%s”: %s", cited.At.Provision, cited.Text, cited.Oddity)
		switch {
		case cited.AbrogatedBy != "":
			fmt.Fprintf(c.out, " by %s", cited.AbrogatedBy)
		case cited.Doubt != "":
			fmt.Fprintf(c.out, ": %s", cited.Doubt)
		case !cited.Latest.IsZero():
			fmt.Fprintf(c.out, " (%s)", cited.Latest)
		}
		if cited.History {
			fmt.Fprint(c.out, "; told as history, as a rule no error")
		}
		if cited.Unverified {
			fmt.Fprint(c.out, "; unverified")
		}
		fmt.Fprintln(c.out)
	}
	for _, i := range report.Compared {
		if len(i.Differs) > 0 {
			fmt.Fprintf(c.out, "#%s and %s ask alike and differ in %s\n", i.Draft.Address.Provision, i.Other.Address, strings.Join(i.Differs, ", "))
		}
	}
	for _, f := range report.Findings {
		for _, g := range r.advice {
			if g.Key == f.Guideline {
				at := ""
				if !f.At.IsZero() {
					at = " #" + f.At.Provision
				}
				fmt.Fprintf(c.out, "%s%s: %s [%s]\n", g.Key, at, g.Text.In(tracker.English), g.Source.Title)
			}
		}
	}
}
