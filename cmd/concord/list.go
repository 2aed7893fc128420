package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
)

func (c *console) listCommand() *cobra.Command {
	return c.jsonFlag(c.command("list", "list every instrument that the record knows", cobra.NoArgs,
		func(ctx context.Context, _ []string) error { return c.withRecord(ctx, c.list) }))
}

func (c *console) list(r *record) error {
	instruments := []tracker.InstrumentRecord{}
	for instrument, err := range r.store.Instruments() {
		if err != nil {
			return err
		}
		instruments = append(instruments, instrument)
	}
	if c.json {
		return c.printJSON(map[string]any{"instruments": instruments})
	}
	if len(instruments) == 0 {
		fmt.Fprintln(c.err, "concord: the record is empty")
		fmt.Fprintln(c.err, "concord: hint: concord import FILE brings in a document; concord serve starts with a sample library")
	}
	for _, i := range instruments {
		var sessions []string
		for _, rev := range i.Revisions {
			sessions = append(sessions, rev.Session+heldMark(rev))
		}
		title := i.Title.In(tracker.English)
		if title == "" && i.Catalogue != nil {
			title = i.Catalogue.Title
		}
		fmt.Fprintf(c.out, "%s\t%s\t%s\t%s\n", i.Instrument, i.Standing, strings.Join(sessions, " "), title)
	}
	return nil
}

// heldMark marks a revision whose text the record does not hold.
func heldMark(r tracker.RevisionRecord) string {
	if len(r.Langs) == 0 {
		return "(not held)"
	}
	return ""
}
