package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/report"
)

func (c *console) planCommand() *cobra.Command {
	cmd := c.command("plan", "the action plan as a spreadsheet, and what a conference did to it", cobra.NoArgs,
		func(context.Context, []string) error {
			return c.misused(fmt.Errorf("plan export, plan import, plan conference or plan due"))
		})
	cmd.AddCommand(c.planExportCommand(), c.planImportCommand(), c.planConferenceCommand(), c.planDueCommand())
	return cmd
}

// A planFilter is what the flags of the plan's commands choose.
type planFilter struct {
	implementation.Filter
	instrument, lang string
}

func (f *planFilter) flags(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&f.Lead, "lead", "", "only mandates of this addressee, such as sg or dir-bdt")
	cmd.Flags().StringVar(&f.State, "state", "", "only mandates in this state")
	cmd.Flags().StringVar(&f.Body, "body", "", "only mandates of this body, such as itu/pp")
	cmd.Flags().StringVar(&f.instrument, "instrument", "", "only mandates of this text, such as itu/pp/res/130")
	cmd.Flags().StringVar(&f.lang, "lang", "en", "the language of the sheet")
	return cmd
}

// ready checks the flags.
func (f *planFilter) ready() (tracker.Lang, error) {
	var err error
	if f.instrument != "" {
		if f.Instrument, err = tracker.ParseAddress(f.instrument); err != nil {
			return "", err
		}
	}
	if lang := tracker.Lang(f.lang); lang.Valid() {
		return lang, nil
	}
	return "", fmt.Errorf("--lang %q: want one of ar en es fr ru zh", f.lang)
}

func (c *console) planExportCommand() *cobra.Command {
	var f planFilter
	return f.flags(c.command("export FILE.xlsx|FILE.csv", "write the mandates as a sheet to fill in", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			lang, err := f.ready()
			if err != nil {
				return c.misused(err)
			}
			ext := strings.ToLower(filepath.Ext(args[0]))
			if ext != ".xlsx" && ext != ".csv" {
				return c.misused(fmt.Errorf("%s: want a file that ends in .xlsx or .csv", args[0]))
			}
			if err := c.names(func(read reading) error { return f.Name(read.registry) }); err != nil {
				return err
			}
			return c.withRecord(ctx, func(r *record) error {
				if err := r.knows(ctx, f.Instrument); err != nil {
					return err
				}
				who := c.door.here()
				v, err := r.plan.View(ctx, who)
				if err != nil {
					return err
				}
				items := v.Select(f.Filter)
				table := report.Maker{Plan: r.plan, View: v, Lang: lang}.Sheet(items, who.Internal)
				write := report.WriteXLSX
				if ext == ".csv" {
					write = report.WriteCSV
				}
				if err := writeFile(args[0], func(w io.Writer) error { return write(w, table) }); err != nil {
					return err
				}
				fmt.Fprintf(c.out, "%s: %d mandates\n", args[0], len(items))
				if n := laterHeld(items); n > 0 {
					fmt.Fprintf(c.err, "concord: %d of them stand in texts of which a later revision is known and not held: concord mandates lists them with --held\n", n)
				}
				return nil
			})
		}))
}

func (c *console) planImportCommand() *cobra.Command {
	var dry bool
	cmd := c.command("import FILE.xlsx|FILE.csv", "take in a sheet that was exported and filled in", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			if err := c.writing(); err != nil {
				return err
			}
			return c.withRecord(ctx, func(r *record) error { return c.planImport(ctx, r, args[0], dry) })
		})
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would change and write nothing")
	return c.jsonFlag(cmd)
}

func (c *console) planImport(ctx context.Context, r *record, path string, dry bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	bar := newProgress(c.err, "rows", 0)
	defer bar.done()
	watch := func(part string, done, total int) { bar.set(part, done, total) }
	rows, untouched, faults, err := report.ReadSheet(r.registry, f, watch)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	edits := make([]implementation.Edit, len(rows))
	at := map[tracker.Address]int{}
	for i, row := range rows {
		edits[i], at[row.Address] = row.Edit, row.Row
	}
	outcomes, err := r.plan.WriteWatched(ctx, c.door.here(), time.Now(), edits, dry, watch)
	bar.clear()
	if err != nil {
		return err
	}
	c.printFaults(path, faults)
	counts := map[implementation.Result]int{}
	for _, o := range outcomes {
		counts[o.Result]++
		if o.Result == implementation.Written && dry && !c.json {
			for _, ch := range o.Changes {
				fmt.Fprintf(c.out, "row %d\t%s\t%s\t%q -> %q\n", at[o.Address], o.Address, ch.Field, ch.Was, ch.Is)
			}
		}
	}
	if c.json {
		err := c.printJSON(map[string]any{"dry_run": dry, "untouched": untouched, "outcomes": listOf(outcomes), "faults": listOf(faults)})
		if err != nil {
			return err
		}
	} else {
		verb := "written"
		if dry {
			verb = "would be written"
		}
		fmt.Fprintf(c.out, "%s: %d %s, %d unchanged, %d conflicts, %d of an earlier revision, %d refused, %d not understood\n", path,
			counts[implementation.Written], verb, counts[implementation.Unchanged]+untouched, counts[implementation.Conflict],
			counts[implementation.Superior], counts[implementation.Refused], len(faults))
	}
	if err := c.sayRefused(outcomes); err != nil || len(faults) > 0 {
		return errSaid
	}
	return nil
}

// listOf is never nil: JSON has [] and not null.
func listOf[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func (c *console) planConferenceCommand() *cobra.Command {
	return c.jsonFlag(c.command("conference SESSION", "list what a conference did to the action plan", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			return c.withRecord(ctx, func(r *record) error {
				v, err := r.plan.View(ctx, c.door.here())
				if err != nil {
					return err
				}
				rows := []implementation.EffectRow{}
				counts := map[implementation.Fate]int{}
				for _, e := range v.Conference(args[0]) {
					rows = append(rows, e.Row())
					counts[e.Fate]++
				}
				if len(rows) == 0 {
					return fmt.Errorf("no text of session %q is held", args[0])
				}
				if c.json {
					return c.printJSON(map[string]any{"session": args[0], "effects": rows})
				}
				for _, row := range rows {
					fmt.Fprintf(c.out, "%s\t%s\t%s\n", row.Fate, addresses(row.Old), addresses(row.New))
				}
				for _, fate := range implementation.Fates {
					fmt.Fprintf(c.err, "concord: %d %s\n", counts[fate], fate)
				}
				return nil
			})
		}))
}

func addresses(all []tracker.Address) string {
	var names []string
	for _, a := range all {
		names = append(names, a.String())
	}
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, " ")
}

func (c *console) planDueCommand() *cobra.Command {
	return c.jsonFlag(c.command("due", "list the mandates that somebody should write about, the most pressing first", cobra.NoArgs,
		func(ctx context.Context, _ []string) error {
			return c.withRecord(ctx, func(r *record) error {
				v, err := r.plan.View(ctx, c.door.here())
				if err != nil {
					return err
				}
				tasks := []implementation.TaskRow{}
				for _, t := range r.plan.Tasks(v, time.Now()) {
					tasks = append(tasks, t.Row())
				}
				if c.json {
					return c.printJSON(map[string]any{"tasks": tasks})
				}
				for _, t := range tasks {
					fmt.Fprintf(c.out, "%s\t%s\t%s\t%s\t%s\n", t.Why[0], t.Day, t.Address, strings.Join(t.Lead, " "), t.State)
				}
				fmt.Fprintf(c.err, "concord: %d mandates are due for an update\n", len(tasks))
				return nil
			})
		}))
}
