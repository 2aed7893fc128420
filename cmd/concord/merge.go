package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/report"
)

func (c *console) mergeCommand() *cobra.Command {
	var o wordOptions
	var author string
	cmd := c.command("merge GROUP | BASE TEXT...", "draft one text of several: the first is revised, the others go; what would be lost is listed", cobra.MinimumNArgs(1),
		func(ctx context.Context, args []string) error {
			return c.withRecord(ctx, func(r *record) error { return c.merge(ctx, r, args, author, o) })
		})
	cmd.Flags().StringVar(&author, "author", "Concord", "who made the tracked changes of --docx")
	return o.flags(c.jsonFlag(cmd))
}

// A merged is what the command prints.
type merged struct {
	Merger       tracker.Merger          `json:"merger"`
	Draft        harmonize.Draft         `json:"draft"`
	Consequences []harmonize.Consequence `json:"consequences"`
}

func (c *console) merge(ctx context.Context, r *record, names []string, author string, o wordOptions) error {
	at, err := o.at()
	if err != nil {
		return c.misused(err)
	}
	bar := c.overlapProgress()
	_, err = derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	texts, alike, err := c.mergedTexts(ctx, r, names)
	if err != nil {
		return err
	}
	m, err := harmonize.Begin("draft", texts, alike)
	if err != nil {
		return err
	}
	reads := func(t tracker.Text) []tracker.Mandate { return r.mandates.Read(t).Mandates }
	out := merged{Merger: m, Draft: harmonize.Make(m, texts, reads)}
	if out.Consequences, err = harmonize.Consequences(r.store, m); err != nil {
		return err
	}
	if o.path != "" {
		reason := "its provisions are taken into " + texts[0].Instrument.String()
		err := writeFile(o.path, func(w io.Writer) error {
			return report.Merger(w, texts[0], out.Draft.Text, texts[1:], reason, author, at)
		})
		if err != nil {
			return err
		}
	}
	if c.json {
		return c.printJSON(out)
	}
	c.printMerged(out)
	return nil
}

// mergedTexts reads the texts that are named, or those of a group, and which of
// their provisions say the same.
func (c *console) mergedTexts(ctx context.Context, r *record, names []string) (texts []tracker.Text, alike [][2]tracker.Address, err error) {
	if len(names) == 1 {
		g, err := c.findGroup(ctx, r, names[0])
		if err != nil {
			return nil, nil, err
		}
		names = nil
		for _, m := range g.Members {
			if at := m.Address.Revision().In(g.Lang).String(); !slices.Contains(names, at) {
				names = append(names, at)
			}
		}
	}
	lang := tracker.Lang("")
	for _, name := range names {
		a, err := tracker.ParseAddress(name)
		if err != nil {
			return nil, nil, c.misused(err)
		}
		text, err := r.store.Text(a, lang)
		if err != nil {
			return nil, nil, err
		}
		lang = text.Lang
		texts = append(texts, text)
		listing, err := r.overlaps.Groups(ctx, overlap.Filter{Scope: overlap.AllScope, About: text.Instrument})
		if err != nil {
			return nil, nil, err
		}
		alike = append(alike, queue.Alike(text.Instrument, listing.Groups)...)
	}
	return texts, alike, nil
}

func (c *console) printMerged(out merged) {
	for i, p := range out.Draft.Text.Provisions {
		origin := out.Draft.Origins[i]
		fmt.Fprintf(c.out, "#%s  %s %s\n    from %s", p.Address.Provision, p.Label, p.Text, origin.From)
		for _, carried := range origin.Carries {
			fmt.Fprintf(c.out, ", stands also for %s", carried)
		}
		fmt.Fprintln(c.out)
	}
	before, after := out.Draft.Before, out.Draft.After
	fmt.Fprintf(c.out, "words %d -> %d, preamble %d %% -> %d %%, instructions %d -> %d\n",
		before.Words, after.Words, before.PreambleShare(), after.PreambleShare(), before.Mandates, after.Mandates)
	for _, l := range out.Draft.Losses {
		fmt.Fprintf(c.out, "lost: %s: %s %v\n", l.Mandate, l.Why, l.Addressees)
	}
	for _, a := range out.Consequences {
		fmt.Fprintf(c.out, "to be amended: %s cites %s\n", a.From, a.Target)
	}
}
