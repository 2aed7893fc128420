package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"concord/index"
	"concord/tracker"
)

func (c *console) searchCommand() *cobra.Command {
	var lang string
	var limit int
	var by, cursor, related string
	var group, explain bool
	cmd := c.command("search QUERY...", "find provisions by words, \"phrases\", numbers and field:value", cobra.ArbitraryArgs,
		func(ctx context.Context, args []string) error {
			q := index.Parse(strings.Join(args, " "))
			q.Limit, q.Cursor, q.Sort, q.ByInstrument, q.Explain = limit, cursor, index.Sort(by), group, explain
			if !slices.Contains([]index.Sort{index.ByRelevance, index.ByNumber, index.ByDate}, q.Sort) {
				return c.misused(fmt.Errorf("--sort %q: want relevance, number or date", by))
			}
			if lang != "" {
				q.Reader = tracker.Lang(lang)
				if !q.Reader.Valid() {
					return c.misused(fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang))
				}
				q.Filters = append(q.Filters, index.Filter{Column: index.Lang, Values: []string{lang}})
			}
			if limit < 1 || limit > 100 {
				return c.misused(fmt.Errorf("--limit %d: want 1 to 100", limit))
			}
			find := func(r *record) (index.Results, error) { return r.index.Search(ctx, q) }
			switch {
			case related == "" && len(args) == 0:
				return c.misused(errors.New("search: want something to look for"))
			case related != "":
				a, err := tracker.ParseAddress(related)
				if err != nil {
					return c.misused(err)
				}
				find = func(r *record) (index.Results, error) { return r.index.Related(ctx, a, q) }
			}
			return c.withRecord(ctx, func(r *record) error { return c.search(ctx, r, q, find) })
		})
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return fmt.Errorf("%w; words to leave out come behind --, such as: concord search --json -- broadband -rural", err)
	})
	cmd.Flags().StringVar(&lang, "lang", "", "only texts in this language, one of ar en es fr ru zh")
	cmd.Flags().IntVar(&limit, "limit", 10, "how many hits to give, at most 100")
	cmd.Flags().StringVar(&by, "sort", string(index.ByRelevance), "relevance, number or date")
	cmd.Flags().BoolVar(&group, "group", false, "one hit an instrument")
	cmd.Flags().StringVar(&cursor, "cursor", "", "go on where a page ended: \"next\" of its JSON")
	cmd.Flags().StringVar(&related, "related", "", "provisions of other texts that share rare words with this address")
	cmd.Flags().BoolVar(&explain, "explain", false, "say where each score comes from")
	return c.jsonFlag(cmd)
}

func (c *console) search(ctx context.Context, r *record, q index.Query, find func(*record) (index.Results, error)) error {
	if why := r.index.Rebuilt(); why != "" {
		fmt.Fprintln(c.err, "concord: note: the index is made anew:", why)
	}
	if err := r.catchUp(ctx); err != nil {
		return err
	}
	results, err := find(r)
	if err != nil {
		return err
	}
	for _, note := range results.Notes {
		fmt.Fprintln(c.err, "concord: note:", note)
	}
	listed := results.Listed(q)
	if c.json {
		return c.printJSON(listed)
	}
	for _, h := range slices.Concat(listed.Hits, listed.Partly) {
		c.printHit(h)
	}
	for _, s := range results.Suggestions {
		fmt.Fprintln(c.err, "concord: hint: did you mean", strings.TrimSpace(s.Query+" "+s.Title))
	}
	for _, e := range results.Also {
		fmt.Fprintf(c.err, "concord: %s: also %s\n", e.Words, strings.Join(e.Also, ", "))
	}
	fmt.Fprintf(c.err, "concord: %d found in %d µs\n", listed.Total, results.Took)
	return nil
}

func (c *console) printHit(h index.Hit) {
	fmt.Fprintf(c.out, "%s\n  %s\n  %s\n", inLang(h.Address, h.Lang), h.Title, strings.TrimSpace(h.Label+" "+h.Text))
	for _, s := range h.Revisions {
		if s.Address != h.Address {
			fmt.Fprintf(c.out, "  also %s (%s)\n", s.Address, s.Standing)
		}
	}
	if len(h.Missing) > 0 {
		fmt.Fprintf(c.out, "  without %s\n", strings.Join(h.Missing, ", "))
	}
	if h.Explanation != nil {
		c.printExplanation(h)
	}
}

// printExplanation writes a score's parts as a table.
func (c *console) printExplanation(h index.Hit) {
	fmt.Fprintf(c.out, "  score %.4f\n", h.Score)
	for _, p := range h.Explanation.Parts {
		fmt.Fprintf(c.out, "    %8.4f  %s in %s: weight %.2f × rarity %.2f, %g times in %.0f words\n",
			p.Score, p.Words, p.Field, p.Weight, p.Rarity, p.Count, p.Length)
	}
	for _, f := range h.Explanation.Factors {
		fmt.Fprintf(c.out, "    × %.2f    %s\n", f.Value, f.Why)
	}
}

// inLang names the language beside a provision.
func inLang(a tracker.Address, lang tracker.Lang) tracker.Address {
	a.Lang = lang
	return a
}
