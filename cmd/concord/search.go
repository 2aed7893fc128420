package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"concord/index"
	"concord/tracker"
)

func (c *console) searchCommand() *cobra.Command {
	var lang string
	var limit int
	cmd := c.command("search QUERY...", "find provisions by words, \"phrases\", numbers and field:value", cobra.MinimumNArgs(1),
		func(ctx context.Context, args []string) error {
			q := index.Parse(strings.Join(args, " "))
			q.Limit = limit
			if lang != "" {
				q.Reader = tracker.Lang(lang)
				if !q.Reader.Valid() {
					return c.misused(fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang))
				}
				q.Filters = append(q.Filters, index.Filter{Column: index.Lang, Values: []string{lang}})
			}
			if limit < 1 {
				return c.misused(fmt.Errorf("--limit %d: want at least 1", limit))
			}
			return c.withRecord(ctx, func(r *record) error { return c.search(ctx, r, q) })
		})
	cmd.Flags().StringVar(&lang, "lang", "", "only texts in this language, one of ar en es fr ru zh")
	cmd.Flags().IntVar(&limit, "limit", 10, "how many hits to give, at most 100")
	return c.jsonFlag(cmd)
}

func (c *console) search(ctx context.Context, r *record, q index.Query) error {
	if err := r.catchUp(ctx); err != nil {
		return err
	}
	results, err := r.index.Search(ctx, q)
	if err != nil {
		return err
	}
	for _, note := range results.Notes {
		fmt.Fprintln(c.err, "concord: note:", note)
	}
	if c.json {
		return c.printJSON(results.Listed())
	}
	for _, h := range results.Listed().Hits {
		fmt.Fprintf(c.out, "%s\n  %s\n  %s\n", inLang(h.Address, h.Lang), h.Title, strings.TrimSpace(h.Label+" "+h.Text))
	}
	fmt.Fprintf(c.err, "concord: %d found in %d µs\n", results.Total, results.Took)
	return nil
}

// inLang names the language beside a provision.
func inLang(a tracker.Address, lang tracker.Lang) tracker.Address {
	a.Lang = lang
	return a
}
