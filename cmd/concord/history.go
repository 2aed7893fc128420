package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/redline"
	"concord/tracker/store"
)

func (c *console) historyCommand() *cobra.Command {
	var lang string
	cmd := c.command("history ADDRESS", "show when each paragraph of an instrument came, changed and went, such as itu/pp/res/130 or itu/pp/res/130#resolves.1", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			address, err := parseAddress(args[0], lang)
			if err != nil {
				return c.misused(err)
			}
			return c.withRecord(ctx, func(r *record) error { return c.history(r, address) })
		})
	cmd.Flags().StringVar(&lang, "lang", "", "the language, one of ar en es fr ru zh")
	return c.jsonFlag(cmd)
}

func (c *console) history(r *record, a tracker.Address) error {
	known, err := r.store.Instrument(a)
	if err != nil {
		return err
	}
	latest := a.Instrument()
	latest.Lang = a.Lang
	text, err := r.store.Text(latest)
	if err != nil {
		return err
	}
	h, err := redline.Trace(known, text.Lang, func(a tracker.Address) (tracker.Text, error) { return r.store.Text(a) })
	if err != nil {
		return err
	}
	if a.Provision != "" {
		if h = h.At(a.Provision); len(h.Paragraphs) == 0 {
			return fmt.Errorf("%s: %w", a, store.ErrNotFound)
		}
	}
	if c.json {
		return c.printJSON(h)
	}
	for _, p := range h.Paragraphs {
		c.printParagraph(p)
	}
	return nil
}

// printParagraph writes the life of a paragraph, one line an event, and then
// its words.
func (c *console) printParagraph(p redline.Paragraph) {
	fmt.Fprintf(c.out, "#%s\n    %s  came\n", p.Address.Provision, p.Came)
	for _, s := range p.Changes {
		fmt.Fprintf(c.out, "    %s  %s  #%s%s\n", s.Session, s.Class, s.Address.Provision, flagged(s.Flags))
		if s.Class != redline.Removed && s.Class != redline.Added {
			fmt.Fprintf(c.out, "        %s\n", markedUp(s.Words))
		}
	}
	if p.Went != "" {
		fmt.Fprintf(c.out, "    %s  went\n", p.Went)
	}
	fmt.Fprintf(c.out, "    %s\n\n", strings.TrimSpace(p.Label+" "+p.Text))
}
