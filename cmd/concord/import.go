package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/grammar"
)

func (c *console) importCommand() *cobra.Command {
	var o options
	cmd := c.command("import FILE|DIR...", "bring documents into the record", cobra.MinimumNArgs(1),
		func(ctx context.Context, args []string) error {
			return c.withRecord(ctx, func(r *record) error { return c.importAll(ctx, r, args, o) })
		})
	return o.flags(c.jsonFlag(cmd), true)
}

func (c *console) importAll(ctx context.Context, r *record, paths []string, o options) error {
	if err := c.writing(); err != nil {
		return err
	}
	g, err := o.grammar(r.registry)
	if err != nil {
		return c.misused(err)
	}
	files, err := filesUnder(paths)
	if err != nil {
		return err
	}
	if err := r.loadCatalogue(ctx); err != nil {
		return err
	}
	bar := newProgress(c.err, "import", len(files))
	receipts := []tracker.Receipt{}
	faulty := false
	for _, path := range files {
		receipt, err := r.importFile(ctx, path, g)
		if err != nil {
			bar.done()
			return err
		}
		if len(receipt.Faults) > 0 {
			faulty = true
			bar.clear()
			c.printFaults(path, receipt.Faults)
		}
		receipts = append(receipts, receipt)
		if !c.json {
			bar.clear()
			printReceipt(c.out, receipt)
		}
		bar.step(path)
	}
	bar.done()
	if err := r.catchUp(ctx); err != nil {
		return err
	}
	if c.json {
		if err := c.printJSON(map[string]any{"receipts": receipts}); err != nil {
			return err
		}
	}
	if faulty {
		return errSaid
	}
	return nil
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
