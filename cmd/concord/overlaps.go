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
	var cmd *cobra.Command
	cmd = c.command("overlaps [ADDRESS]", "say which provisions of different instruments say the same", cobra.MaximumNArgs(1),
		func(ctx context.Context, args []string) (err error) {
			if len(args) == 1 {
				f.About = args[0]
			}
			if cmd.Flags().Changed("between") {
				if f.Between, err = overlap.ParseBetween(between); err != nil {
					return c.misused(fmt.Errorf("--%w", err))
				}
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
	if err := f.Name(func(typed string) (string, error) { return c.selection(ctx, r, typed) }); err != nil {
		return err
	}
	bar := c.overlapProgress()
	err := derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
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
			fmt.Fprintf(c.out, "  %s: %s, by %s: %s\n", g.State, v.Outcome, oneLine(v.Author), oneLine(v.Reason))
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
// coverage, standing and heading, and in a group of many what ties it to the
// first; of a family of templates and of a renewal one round after the other.
func (c *console) printGroup(g overlap.Group) {
	fmt.Fprintf(c.out, "%s %s, %s, weight %.1f%s\n", g.ID, g.Relation, g.Class, g.Weight, differing(g.Flags))
	if g.Renewal {
		unchanged, changed := g.Taken()
		fmt.Fprintf(c.out, "  one title in successive sessions: %d paragraphs unchanged, %d changed\n", len(unchanged), len(changed))
		for _, x := range g.Texts {
			fmt.Fprintf(c.out, "  %s: %d of %d paragraphs\n", x.Revision, x.Told, x.Paragraphs)
		}
	}
	for i, round := range g.Rounds() {
		if i > 0 {
			fmt.Fprintln(c.out, "  --")
		}
		c.printMember(g, round[0].A, "")
		for _, p := range round {
			tie := ""
			if len(g.Pairs) > 1 {
				tie = ", " + string(p.Relation) + differing(p.Flags)
			}
			c.printMember(g, p.B, tie)
		}
	}
	for _, p := range g.Shared {
		fmt.Fprintf(c.out, "  “%s” in %d texts\n", p.Text, p.Uses)
	}
}

func (c *console) printMember(g overlap.Group, at int, tie string) {
	m := g.Members[at]
	standing := string(m.Standing)
	if m.Standing == tracker.Unknown {
		standing = "standing unknown"
	}
	fmt.Fprintf(c.out, "  %s %3.0f %%, %s%s\n", inLang(m.Address, g.Lang), 100*m.Coverage, standing, tie)
	if m.Heading != "" && !strings.HasPrefix(m.Text, m.Heading) { // which some texts say with each paragraph
		fmt.Fprintf(c.out, "    %s\n", oneLine(m.Heading))
	}
	fmt.Fprintf(c.out, "    %s\n", m.Text)
}

// differing names what members differ in.
func differing(flags []overlap.Flag) string {
	var names []string
	for _, f := range flags {
		names = append(names, string(f))
	}
	if len(names) == 0 {
		return ""
	}
	return "; differ in " + strings.Join(names, ", ")
}
