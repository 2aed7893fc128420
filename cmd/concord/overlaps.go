package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/index/overlap"
	"concord/tracker"
)

func (c *console) overlapsCommand() *cobra.Command {
	var f overlap.Filter
	var relation, between string
	cmd := c.command("overlaps [ADDRESS]", "say which provisions of different instruments say the same", cobra.MaximumNArgs(1),
		func(ctx context.Context, args []string) error {
			if len(args) == 1 {
				a, err := tracker.ParseAddress(args[0])
				if err != nil {
					return c.misused(err)
				}
				f.About = a
			}
			if between != "" {
				a, b, two := strings.Cut(between, ",")
				if a, b = strings.TrimSpace(a), strings.TrimSpace(b); !two || a == "" || b == "" {
					return c.misused(fmt.Errorf("--between %q: want two selections, such as itu/pp,itu/council", between))
				}
				f.Between = [2]string{a, b}
			}
			f.Relation = overlap.RelationNamed(relation)
			if err := f.Check(); err != nil {
				return c.misused(err)
			}
			return c.withRecord(ctx, func(r *record) error { return c.overlaps(ctx, r, f) })
		})
	cmd.Flags().StringVar(&f.Scope, "scope", overlap.OperativeScope, "operative, preamble or all")
	cmd.Flags().StringVar(&relation, "relation", "", "only groups of this relation, such as identical or conflicting")
	cmd.Flags().BoolVar(&f.Unlikely, "unlikely", false, "also groups that share a phrase and little more")
	cmd.Flags().StringVar(&between, "between", "", "only groups with a member of each of two selections: itu/pp,itu/council")
	return c.jsonFlag(cmd)
}

func (c *console) overlaps(ctx context.Context, r *record, f overlap.Filter) error {
	if err := f.Name(r.registry); err != nil {
		return c.misused(fmt.Errorf("--%w", err))
	}
	if err := r.knows(f.About); err != nil {
		return err
	}
	bar := c.overlapProgress()
	_, err := derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	listing, err := r.queue().Listing(ctx, f)
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(listing)
	}
	for _, g := range listing.Groups {
		c.printGroup(g.Group)
		if v := g.Verdict; v != nil {
			fmt.Fprintf(c.out, "  %s: %s, by %s: %s\n", g.State, v.Outcome, v.Author, oneLine(v.Reason))
		}
	}
	s := listing.Suppressed
	fmt.Fprintf(c.err, "concord: %d groups; not shown: %d unlikely, %d of preamble; suppressed: %d formulas, %d citations, %d reporting clauses, %d purposes\n",
		len(listing.Groups), listing.Unlikely, listing.Preamble, s["formula"], s["citation"], s["reporting"], s["purposes"])
	return nil
}

// overlapProgress shows how far the search for overlaps is.
func (c *console) overlapProgress() *progress { return newProgress(c.err, "overlaps", 0) }

// printGroup writes a group as text: what ties the members, then each with its
// coverage; of a family of templates and of a renewal one round after the other.
func (c *console) printGroup(g overlap.Group) {
	fmt.Fprintf(c.out, "%s %s, %s, weight %.1f", g.ID, g.Relation, g.Class, g.Weight)
	for i, f := range g.Flags {
		if i == 0 {
			fmt.Fprint(c.out, "; differ in ")
		} else {
			fmt.Fprint(c.out, ", ")
		}
		fmt.Fprint(c.out, f)
	}
	if g.Renewal {
		unchanged, changed := g.Taken()
		fmt.Fprintf(c.out, "; one title in successive sessions: %d paragraphs unchanged, %d changed", len(unchanged), len(changed))
	}
	fmt.Fprintln(c.out)
	for i, round := range g.Rounds() {
		if i > 0 {
			fmt.Fprintln(c.out, "  --")
		}
		for _, at := range round.Members() {
			m := g.Members[at]
			fmt.Fprintf(c.out, "  %s %3.0f %%\n    %s\n", inLang(m.Address, g.Lang), 100*m.Coverage, m.Text)
		}
	}
	for _, p := range g.Shared {
		fmt.Fprintf(c.out, "  “%s” in %d texts\n", p.Text, p.Uses)
	}
}
