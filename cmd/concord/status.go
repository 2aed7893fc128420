package main

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/implementation"
)

func (c *console) statusCommand() *cobra.Command {
	cmd := c.command("status", "say what was done about a mandate, and read what was said", cobra.NoArgs,
		func(context.Context, []string) error { return c.misused(fmt.Errorf("status set or status history")) })
	cmd.AddCommand(c.statusSetCommand(), c.statusHistoryCommand())
	return cmd
}

func (c *console) statusSetCommand() *cobra.Command {
	var s tracker.Status
	var version uint64
	cmd := c.command("set ADDRESS", "report the state of a mandate", cobra.ExactArgs(1), func(ctx context.Context, args []string) (err error) {
		if s.Address, err = tracker.ParseAddress(args[0]); err != nil {
			return c.misused(err)
		}
		err = c.names(func(read reading) (err error) {
			s.State, err = read.registry.StateNamed(s.State)
			return err
		})
		if err != nil {
			return err
		}
		if _, err := time.Parse(time.DateOnly, s.Since); s.Since != "" && err != nil {
			return c.misused(fmt.Errorf("--since %q: want a day such as 2026-04-28", s.Since))
		}
		if err := c.writing(); err != nil {
			return err
		}
		return c.withRecord(ctx, func(r *record) error { return c.statusSet(ctx, r, s, version) })
	})
	f := cmd.Flags()
	f.StringVar(&s.State, "state", "", "a state, such as in-progress or done (required)")
	f.StringVar(&s.Since, "since", "", "the day since when, such as 2026-04-28 (default: today)")
	f.StringArrayVar(&s.Evidence, "evidence", nil, "a document symbol, an address on the web, or words; may be repeated")
	f.StringVar(&s.Note, "note", "", "a note for everybody")
	f.StringVar(&s.Internal, "internal", "", "a note for the secretariat only")
	f.Uint64Var(&version, "version", 0, "the version that you saw (default: what stands)")
	cmd.MarkFlagRequired("state")
	return c.jsonFlag(cmd)
}

func (c *console) statusSet(ctx context.Context, r *record, s tracker.Status, version uint64) error {
	who := c.door.here()
	v, err := r.plan.View(ctx, who)
	if err != nil {
		return err
	}
	it, known := v.Item(s.Address)
	if !known {
		return fmt.Errorf("%s is no mandate that the record holds", s.Address)
	}
	if version == 0 {
		version = it.Version
	}
	if s.Since == "" {
		s.Since = time.Now().UTC().Format(time.DateOnly)
	}
	outcomes, err := r.plan.Write(ctx, who, time.Now(), []implementation.Edit{{Address: it.Address, Version: version, Status: &s}}, false)
	if err != nil {
		return err
	}
	if c.json {
		if err := c.printJSON(map[string]any{"outcomes": outcomes}); err != nil {
			return err
		}
	} else if outcomes[0].Problem == "" {
		fmt.Fprintf(c.out, "%s\t%s\t%s\n", outcomes[0].Address, outcomes[0].Result, s.State)
	}
	err = c.sayRefused(outcomes)
	if outcomes[0].Result == implementation.Refused {
		return c.misused(err)
	}
	return err
}

// sayRefused writes what was not written, with both sides, to standard error.
func (c *console) sayRefused(outcomes []implementation.Outcome) error {
	refused := false
	for _, o := range outcomes {
		switch o.Result {
		case implementation.Written, implementation.Unchanged:
			continue
		}
		refused = true
		fmt.Fprintf(c.err, "concord: %s: %s: %s\n", o.Address, o.Result, o.Problem)
		for _, ch := range o.Changes {
			fmt.Fprintf(c.err, "concord:   %s: in the record %q, yours %q\n", ch.Field, ch.Was, ch.Is)
		}
		for _, a := range o.Now {
			fmt.Fprintf(c.err, "concord: hint: it is now %s\n", a)
		}
	}
	if refused {
		return errSaid
	}
	return nil
}

func (c *console) statusHistoryCommand() *cobra.Command {
	return c.jsonFlag(c.command("history ADDRESS", "list all that was said about a mandate, the oldest first", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			a, err := tracker.ParseAddress(args[0])
			if err != nil {
				return c.misused(err)
			}
			return c.withRecord(ctx, func(r *record) error { return c.statusHistory(ctx, r, a) })
		}))
}

func (c *console) statusHistory(ctx context.Context, r *record, a tracker.Address) error {
	v, err := r.plan.View(ctx, c.door.here())
	if err != nil {
		return err
	}
	it, known := v.Item(a)
	if !known {
		return fmt.Errorf("%s is no mandate that the record holds", a)
	}
	if c.json {
		return c.printJSON(map[string]any{"history": implementation.HistoryOf(it)})
	}
	for _, s := range it.Statuses {
		fmt.Fprintf(c.out, "%s\t%s\t%s\tsince %s\t%s\t%s\t%s\n", s.Time.Format(time.DateOnly), oneLine(s.Actor), s.State, s.Since,
			s.Address, oneLine(strings.Join(s.Evidence, ", ")), oneLine(s.Note))
		if s.Internal != "" {
			fmt.Fprintf(c.out, "\tinternal: %s\n", oneLine(s.Internal))
		}
	}
	for _, cause := range it.Confirm {
		fmt.Fprintf(c.err, "concord: %s: to be confirmed: %s\n", it.Address, cause)
	}
	if it.Closed != nil {
		fmt.Fprintf(c.err, "concord: %s: %s by %s\n", it.Address, it.Closed.Why, it.Closed.Session)
	}
	return nil
}

// oneLine makes one line of words that somebody wrote, with nothing in it that a
// terminal would obey.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.Join(strings.Fields(s), " "))
}
