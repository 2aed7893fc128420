package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/review"
)

func (c *console) reviewCommand() *cobra.Command {
	var v tracker.Review
	var target string
	var cmd *cobra.Command
	cmd = c.command("review GROUP", "record a verdict about a group of overlaps, or a comment, and show the case", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) (err error) {
			v.Group = args[0]
			if err := saysOneThing(cmd.Flags().Changed, v); err != nil {
				return c.misused(err)
			}
			if v.Outcome != "" {
				err := c.names(func(read reading) error {
					o, err := read.outcomes.Named(v.Outcome)
					v.Outcome = o.Key
					return err
				})
				if err != nil {
					return err
				}
			}
			if target != "" {
				if v.Target, err = tracker.ParseAddress(target); err != nil {
					return c.misused(err)
				}
			}
			return c.withRecord(ctx, func(r *record) error { return c.review(ctx, r, v) })
		})
	cmd.Flags().StringVar(&v.Outcome, "outcome", "", "what is concluded, such as shorten; none only shows the case")
	cmd.Flags().StringVar(&v.Reason, "reason", "", "why")
	cmd.Flags().StringVar(&target, "into", "", "the member that keeps the words, of merge-into and replace-by-reference")
	cmd.Flags().BoolVar(&v.Dissent, "dissent", false, "let the verdicts of others stand beside this one")
	cmd.Flags().StringVar(&v.Comment, "comment", "", "a comment in place of a verdict")
	return c.jsonFlag(cmd)
}

// saysOneThing refuses flags of which nothing, or one thing in place of another,
// would be recorded.
func saysOneThing(given func(flag string) bool, v tracker.Review) error {
	switch {
	case given("outcome") && v.Outcome == "":
		return errors.New("--outcome: want an outcome, such as shorten")
	case given("comment") && given("outcome"):
		return errors.New("--comment: a comment comes in place of a verdict; the words of a verdict are its --reason")
	case given("comment") && strings.TrimSpace(v.Comment) == "":
		return errors.New("--comment: it says nothing")
	case given("outcome") && strings.TrimSpace(v.Reason) == "":
		return errors.New("--reason: a verdict says why")
	case given("outcome"):
		return nil
	}
	for _, flag := range []string{"reason", "into", "dissent"} {
		if given(flag) {
			return fmt.Errorf("--%s: it belongs to a verdict, and no --outcome says which", flag)
		}
	}
	return nil
}

func (c *console) review(ctx context.Context, r *record, v tracker.Review) error {
	bar := c.overlapProgress()
	err := derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	switch {
	case v.Outcome != "":
		v.Act = tracker.VerdictAct
	case v.Comment != "":
		v.Act = tracker.CommentAct
	}
	shelf := r.queue()
	if v.Act != "" {
		desk := review.Desk{Store: r.store, Outcomes: r.outcomes, Clock: time.Now}
		if err := shelf.Write(ctx, desk, c.door.here(), r.store.Last(), v); err != nil {
			return c.mended(unlisted(err))
		}
	}
	g, _, err := shelf.Group(ctx, v.Group)
	if err != nil {
		return unlisted(err)
	}
	if c.json {
		return c.printJSON(map[string]any{"group": g, "case": g.Case})
	}
	c.printGroup(g.Group)
	c.printCase(g.Case)
	return nil
}

// unlisted adds to a fault about an unknown group where groups are listed.
func unlisted(err error) error {
	if errors.Is(err, queue.ErrUnknown) {
		return fmt.Errorf("%w; concord overlaps lists them", err)
	}
	return err
}

// printCase writes how a case stands and all that was said of it.
func (c *console) printCase(k review.Case) {
	fmt.Fprintf(c.out, "  %s\n", k.State)
	for _, ch := range k.Changed {
		fmt.Fprintf(c.out, "  changed since: %s\n    %s\n", ch.Was.Address, markedUp(ch.Words))
	}
	for _, said := range k.History {
		words := []string{said.Outcome, said.Reason, said.Comment, said.Assignee}
		if !said.Target.IsZero() {
			words = append(words, "-> "+said.Target.String())
		}
		if said.Dissent {
			words = append(words, "(dissent)")
		}
		fmt.Fprintf(c.out, "  %s %s, %s: %s\n", said.Time.Format(time.DateOnly), oneLine(said.Author), said.Act, oneLine(strings.Join(words, " ")))
	}
}
