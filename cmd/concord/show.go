package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/store"
)

func (c *console) showCommand() *cobra.Command {
	var lang string
	cmd := c.command("show ADDRESS", "show a text or one of its provisions, such as itu/pp/res/130@pp-18#resolves.1", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			address, err := parseAddress(args[0], lang)
			if err != nil {
				return c.misused(err)
			}
			return c.withRecord(ctx, func(r *record) error { return c.show(r, address) })
		})
	cmd.Flags().StringVar(&lang, "lang", "", "the language, one of ar en es fr ru zh")
	return c.jsonFlag(cmd)
}

// parseAddress reads an address; a language named by flag wins over none.
func parseAddress(s, lang string) (tracker.Address, error) {
	a, err := tracker.ParseAddress(s)
	if err != nil {
		return a, err
	}
	if lang != "" {
		if a.Lang = tracker.Lang(lang); !a.Lang.Valid() {
			return a, fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang)
		}
	}
	return a, nil
}

func (c *console) show(r *record, a tracker.Address) error {
	text, err := r.store.Text(a)
	if err != nil {
		return err
	}
	if a.Provision != "" {
		all := text.Provisions
		text.Provisions = nil
		for _, p := range all {
			if at := p.Address.Provision; at == a.Provision || strings.HasPrefix(at, a.Provision+".") {
				text.Provisions = append(text.Provisions, p)
			}
		}
		if len(text.Provisions) == 0 {
			return fmt.Errorf("%s: %w", a, store.ErrNotFound)
		}
	}
	if c.json {
		return c.printJSON(text)
	}
	printText(c.out, text)
	return nil
}
