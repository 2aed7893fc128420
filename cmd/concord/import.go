package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/tracker"
	"concord/tracker/grammar"
)

func (c *console) importCommand() *cobra.Command {
	var o options
	var overlaps bool
	cmd := c.command("import FILE|DIR...", "bring documents into the record", cobra.MinimumNArgs(1),
		func(ctx context.Context, args []string) error {
			if err := c.writing(); err != nil {
				return err
			}
			var g grammar.Options
			err := c.names(func(read reading) (err error) {
				g, err = o.grammar(read.registry)
				return err
			})
			if err != nil {
				return err
			}
			files, err := filesUnder(args)
			if err != nil {
				return err
			}
			return c.withNewRecord(ctx, func(r *record) error { return c.importAll(ctx, r, files, g, overlaps) })
		})
	cmd.Flags().BoolVar(&overlaps, "overlaps", false, "also look for what the texts resemble, which takes a few seconds for a conference's texts")
	return o.flags(c.jsonFlag(cmd), true)
}

func (c *console) importAll(ctx context.Context, r *record, files []string, g grammar.Options, overlaps bool) error {
	if err := r.loadCatalogue(ctx); err != nil {
		return err
	}
	var receipts []tracker.Receipt
	err := derive.During(ctx, r.store, r.index, func() (err error) {
		receipts, err = c.importFiles(ctx, r, files, g)
		return err
	})
	if err != nil {
		return err
	}
	switch {
	case overlaps:
		err = c.flagged(ctx, r, receipts)
	case c.json:
		err = c.printJSON(map[string]any{"receipts": receipts})
	case slices.ContainsFunc(receipts, func(r tracker.Receipt) bool { return len(r.Texts) > 0 }):
		fmt.Fprintln(c.err, "concord: what the texts resemble: concord overlaps ADDRESS, or import with --overlaps")
	}
	if err != nil {
		return err
	}
	if slices.ContainsFunc(receipts, func(r tracker.Receipt) bool { return len(r.Faults) > 0 }) {
		return errSaid
	}
	return nil
}

// importFiles reads one file after the other and says what became of each.
func (c *console) importFiles(ctx context.Context, r *record, files []string, g grammar.Options) ([]tracker.Receipt, error) {
	bar := newProgress(c.err, "import", len(files))
	defer bar.done()
	receipts := []tracker.Receipt{}
	for _, path := range files {
		receipt, err := r.importFile(ctx, path, g)
		if err != nil {
			return nil, err
		}
		bar.clear()
		c.printFaults(path, receipt.Faults)
		receipts = append(receipts, receipt)
		if !c.json {
			printReceipt(c.out, receipt)
		}
		bar.step(path)
	}
	return receipts, nil
}

// importFile gives a receipt for every file, readable or not; an error is the
// record's own failure.
func (r *record) importFile(ctx context.Context, path string, o grammar.Options) (tracker.Receipt, error) {
	f, size, err := openFile(path)
	if err != nil {
		return unreadable(path, err), nil
	}
	defer f.Close()
	return r.intake.File(ctx, filepath.Base(path), f, size, o)
}

// printReceipt writes the line that acknowledges a file: what it says is on disk.
func printReceipt(w io.Writer, r tracker.Receipt) {
	var parts []string
	for _, change := range []tracker.Change{tracker.New, tracker.Revised, tracker.Replaced, tracker.Unchanged} {
		if n := r.Counts[string(change)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, change))
		}
	}
	if len(r.Proposals) > 0 {
		fmt.Fprintf(w, "%s: %d proposals (%s), %d faults\n", r.File, len(r.Proposals), strings.Join(parts, ", "), len(r.Faults))
		for _, p := range r.Proposals {
			fmt.Fprintf(w, "    %s %s %s %s  %s (%s)\n", p.Session, p.Action, p.Symbol, p.Target, p.Title, p.Change)
		}
		return
	}
	fmt.Fprintf(w, "%s: %d texts (%s), %d provisions, %d citations, %d abrogated, %d faults\n", r.File,
		len(r.Texts), strings.Join(parts, ", "), r.Counts["provisions"], r.Counts["citations"], len(r.Abrogated), len(r.Faults))
}
