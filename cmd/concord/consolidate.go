package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/redline"
	"concord/tracker/report"
)

func (c *console) consolidateCommand() *cobra.Command {
	var o wordOptions
	cmd := c.command("consolidate BASE PROPOSAL...", "set proposals side by side over the text they start from: addresses or files",
		cobra.MinimumNArgs(2), func(ctx context.Context, args []string) error { return c.consolidate(ctx, args, o) })
	return o.flags(c.jsonFlag(cmd))
}

func (c *console) consolidate(ctx context.Context, args []string, o wordOptions) error {
	at, err := o.at()
	if err != nil {
		return c.misused(err)
	}
	texts := make([]tracker.Text, len(args))
	for i, name := range args {
		if _, texts[i], err = c.bothTexts(ctx, args[0], name); err != nil {
			return err
		}
		if texts[i].Lang != texts[0].Lang {
			return fmt.Errorf("%s is in %q and %s in %q: two languages cannot be compared word by word", args[0], texts[0].Lang, name, texts[i].Lang)
		}
	}
	proposals := make([][]tracker.Provision, len(texts)-1)
	for i, t := range texts[1:] {
		proposals[i] = t.Provisions
	}
	all := redline.Consolidate(texts[0].Provisions, proposals, texts[0].Lang)
	if o.path != "" {
		err := writeFile(o.path, func(w io.Writer) error { return report.Consolidation(w, texts[0], all, args[1:], at) })
		if err != nil || !c.json {
			return err
		}
	}
	if c.json {
		return c.printJSON(all)
	}
	for _, row := range all.Listed() {
		c.printRow(texts[0], row, args[1:])
	}
	fmt.Fprintf(c.out, "%d conflicts, %d changes agreed\n", all.Conflicts, all.Agreed)
	return nil
}

// printRow writes a row that some proposal changes: a line for each group of
// equal cells. What is inserted is told with its heading, and what moves to
// another section with where it comes from and goes to.
func (c *console) printRow(base tracker.Text, row redline.Row, names []string) {
	if len(row.Cells) == 1 && row.Cells[0].Class == redline.Unchanged {
		return
	}
	state := ""
	if row.Conflict {
		state = "  conflict"
	}
	place := "#" + row.Base.Provision
	switch {
	case row.Heading:
		place = "heading over " + place
	case row.BasePlace == 0:
		place = "inserted" + under(row.Cells[0].Mark)
		if row.From > 0 {
			place += ", moved from #" + base.Provisions[row.From-1].Address.Provision
		}
	}
	fmt.Fprintf(c.out, "%s%s\n", place, state)
	for _, cell := range row.Cells {
		who := make([]string, len(cell.Proposals))
		for i, k := range cell.Proposals {
			who[i] = names[k-1]
		}
		class := string(cell.Class)
		if cell.Away {
			class += ", goes" + under(cell.Mark)
		}
		fmt.Fprintf(c.out, "    %s: %s  %s\n", strings.Join(who, ", "), class, markedUp(cell.Words))
	}
}

// under names the heading that a provision stands under, or its section where
// nothing is printed above it.
func under(m redline.Mark) string {
	switch {
	case m.Heading != "":
		return fmt.Sprintf(" under %q", m.Heading)
	case m.Section != "":
		return " under " + m.Section
	}
	return ""
}
