package main

import (
	"context"
	"fmt"

	"concord/index/derive"
	"concord/index/queue"
	"concord/tracker"
)

// flagged says what the texts of receipts resemble.
func (c *console) flagged(ctx context.Context, r *record, receipts []tracker.Receipt) error {
	bar := c.overlapProgress()
	err := derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	shelf := r.queue()
	type flagged struct {
		tracker.Receipt
		Overlaps queue.Flagged `json:"overlaps"`
	}
	all := []flagged{}
	for _, receipt := range receipts {
		f, err := shelf.Flagged(ctx, receipt)
		if err != nil {
			return err
		}
		all = append(all, flagged{receipt, f})
	}
	if c.json {
		return c.printJSON(map[string]any{"receipts": all})
	}
	for _, one := range all {
		if len(one.Receipt.Texts) > 0 {
			c.printFlagged(one.Receipt.File, one.Overlaps)
		}
	}
	return nil
}

// printFlagged writes provision by provision what the texts of a file resemble.
func (c *console) printFlagged(file string, f queue.Flagged) {
	for _, p := range f.Provisions {
		fmt.Fprintf(c.out, "%s %s\n    %s\n", inLang(p.Address, p.Like[0].Lang), p.Class, p.Text)
		for _, like := range p.Like {
			fmt.Fprintf(c.out, "  %s %s %.0f %% (case %s, %d paragraphs, %s)\n", like.Relation, inLang(like.Address, like.Lang), 100*like.Coverage, like.Group, like.Members, like.State)
		}
		if p.LeftOut > 0 {
			fmt.Fprintf(c.out, "  and %d more\n", p.LeftOut)
		}
	}
	s := f.Suppressed
	fmt.Fprintf(c.err, "concord: %s: %d provisions resemble others, %d of them not listed; counted: %d formulas, %d citations, %d reporting clauses, %d purposes; %d texts take no part any more\n",
		file, len(f.Provisions)+f.LeftOut, f.LeftOut, s["formula"], s["citation"], s["reporting"], s["purposes"], f.Past)
}
