package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/proposal"
	"concord/tracker/redline"
	"concord/tracker/store"
)

func (r *record) desk() *proposal.Desk { return &proposal.Desk{Store: r.store, Registry: r.registry} }

func (c *console) proposalsCommand() *cobra.Command {
	var f proposal.Filter
	var action string
	cmd := c.command("proposals [ADDRESS]", "list the proposals on an instrument, or to a conference, with what became of them", cobra.MaximumNArgs(1),
		func(ctx context.Context, args []string) error {
			f.Action = tracker.Action(strings.ToUpper(action))
			if len(args) > 0 {
				address, err := parseAddress(args[0], "")
				if err != nil {
					return c.misused(err)
				}
				f.Instrument = address.Instrument()
			}
			return c.withRecord(ctx, func(r *record) error { return c.proposals(r, f) })
		})
	cmd.Flags().StringVar(&f.Session, "conference", "", "the conference, such as pp-22")
	cmd.Flags().StringVar(&f.Author, "author", "", "the code of who proposes, such as EUR or MEX")
	cmd.Flags().StringVar(&action, "action", "", "ADD, MOD, SUP or NOC")
	cmd.Flags().StringVar(&f.Fate, "fate", "", "what was recorded of them, such as pending or adopted")
	return c.jsonFlag(cmd)
}

func (c *console) proposals(r *record, f proposal.Filter) error {
	lines, err := r.desk().Listing(f)
	if errors.Is(err, proposal.ErrFilter) {
		return c.misused(err)
	}
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{"proposals": lines})
	}
	for _, line := range lines {
		text, _ := line.In(tracker.English)
		what := line.Target.String()
		if line.Bracket != "" {
			what = "[" + line.Bracket + "]"
		} else if what == "" {
			what = text.About
		}
		fmt.Fprintf(c.out, "%s  %-6s %s  %s  %s%s\n", line.Session, line.Mark(), line.Symbol, what, line.Fate, suggested(line.Suggested))
	}
	fmt.Fprintf(c.err, "concord: %d proposals\n", len(lines))
	return nil
}

// suggested says a suggestion in a few words, as what it is.
func suggested(s *proposal.Suggestion) string {
	if s == nil || s.Fate == "" {
		return ""
	}
	if s.Because == proposal.ByWords {
		return fmt.Sprintf(" (suggested: %s, %d of %d words)", s.Fate, s.Taken, s.Asked)
	}
	return fmt.Sprintf(" (suggested: %s, %s)", s.Fate, s.Because)
}

func (c *console) proposalCommand() *cobra.Command {
	var session, lang string
	cmd := c.command("proposal SYMBOL", "show what a proposal would change, such as EUR/44A7/1", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			if lang != "" && !tracker.Lang(lang).Valid() {
				return c.misused(fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang))
			}
			return c.withRecord(ctx, func(r *record) error { return c.proposal(r, session, args[0], tracker.Lang(lang)) })
		})
	cmd.Flags().StringVar(&session, "conference", "", "the conference; the latest that has this symbol when not given")
	cmd.Flags().StringVar(&lang, "lang", "", "the language, one of ar en es fr ru zh")
	cmd.AddCommand(c.fateCommand())
	return c.jsonFlag(cmd)
}

func (c *console) proposal(r *record, session, symbol string, lang tracker.Lang) error {
	d := r.desk()
	p, others, err := d.Find(session, symbol)
	if err != nil {
		return err
	}
	w, err := d.Weigh(p, lang)
	if err != nil {
		return err
	}
	line, err := d.Line(p)
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{"proposal": line, "weighed": w})
	}
	text, _ := p.In(lang)
	fmt.Fprintf(c.out, "%s %s to %s, by %s\n%s %s\n%s%s\n", p.Mark(), p.Symbol, p.Session, strings.Join(p.Authors, ", "), text.About, text.Title, line.Fate, suggested(line.Suggested))
	for _, f := range p.Fates {
		fmt.Fprintf(c.out, "    %s  %s  %s  %s\n", f.Time.Format(time.DateOnly), oneLine(f.Actor), f.Fate, oneLine(f.Note))
	}
	if w.Older {
		fmt.Fprintf(c.out, "its base is %s, in force is %s\n", p.Base, w.InForce)
	}
	if w.Stale != nil {
		fmt.Fprintln(c.out, "\nits base is not what is in force:")
		c.printRedline(*w.Stale)
	}
	if w.Redline != nil {
		fmt.Fprintln(c.out)
		c.printRedline(*w.Redline)
	}
	for _, reason := range text.Reasons {
		fmt.Fprintf(c.out, "\nreasons: %s\n", reason)
	}
	if len(others) > 0 {
		fmt.Fprintf(c.err, "concord: hint: %s is a symbol of %s too: --conference chooses\n", symbol, strings.Join(others, ", "))
	}
	return nil
}

// printRedline writes what changed, a provision a line.
func (c *console) printRedline(r redline.Redline) {
	for _, ch := range r.Changes {
		if ch.Class == redline.Unchanged {
			continue
		}
		place := ch.New
		if place.Provision == "" {
			place = ch.Old
		}
		fmt.Fprintf(c.out, "#%s  %s%s\n    %s\n", place.Provision, ch.Class, flagged(ch.Flags), markedUp(ch.Words))
	}
}

func (c *console) fateCommand() *cobra.Command {
	var fate store.FateEntry
	var expect uint64
	cmd := c.command("fate SYMBOL", "record what became of a proposal", cobra.ExactArgs(1), func(ctx context.Context, args []string) error {
		if fate.Fate == "" {
			return c.misused(errors.New("--fate is needed: what became of the proposal, such as adopted"))
		}
		err := c.names(func(read reading) (err error) {
			fate.Fate, err = read.registry.FateNamed(fate.Fate)
			return err
		})
		if err != nil {
			return err
		}
		if err := c.writing(); err != nil {
			return err
		}
		return c.withRecord(ctx, func(r *record) error { return c.recordFate(ctx, r, args[0], fate, expect) })
	})
	cmd.Flags().StringVar(&fate.Session, "conference", "", "the conference, where several have this symbol")
	cmd.Flags().StringVar(&fate.Fate, "fate", "", "pending, adopted, adopted-changed, merged, kept, deferred, replaced, withdrawn or not-adopted")
	cmd.Flags().StringVar(&fate.Note, "note", "", "why, or where it was decided")
	cmd.Flags().Uint64Var(&expect, "expect", 0, "the last entry about it that you have seen, as --json gives it; what is there now when not given")
	return cmd
}

func (c *console) recordFate(ctx context.Context, r *record, symbol string, fate store.FateEntry, expect uint64) error {
	d := r.desk()
	p, others, err := d.Find(fate.Session, symbol)
	if err != nil {
		return err
	}
	if fate.Session == "" && len(others) > 0 {
		return c.misused(fmt.Errorf("%s is a symbol of %s and of %s: name one with --conference", symbol, p.Session, strings.Join(others, ", ")))
	}
	fate.Session, fate.Symbol = p.Session, p.Symbol
	if expect == 0 {
		expect = p.Sequence
	}
	if err := d.Record(ctx, c.door.here(), time.Now(), fate, expect); err != nil {
		return c.mended(err)
	}
	fmt.Fprintf(c.out, "%s %s: %s\n", fate.Session, fate.Symbol, fate.Fate)
	return nil
}
