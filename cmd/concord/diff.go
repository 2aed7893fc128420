package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/grammar"
	"concord/tracker/redline"
	"concord/tracker/report"
)

func (c *console) diffCommand() *cobra.Command {
	var o wordOptions
	var substance bool
	cmd := c.command("diff OLD NEW", "show what changed between two texts: addresses or files", cobra.ExactArgs(2),
		func(ctx context.Context, args []string) error { return c.diff(ctx, args, substance, o) })
	cmd.Flags().BoolVar(&substance, "substance", false, "leave out changes of typing, of labels, and of the revisions of texts cited")
	cmd.Flags().StringVar(&o.author, "author", "Concord", "who made the tracked changes of --docx")
	return o.flags(c.jsonFlag(cmd))
}

func (c *console) diff(ctx context.Context, args []string, substance bool, o wordOptions) error {
	at, err := o.at()
	if err != nil {
		return c.misused(err)
	}
	older, newer, err := c.bothTexts(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	if older.Lang != newer.Lang {
		return fmt.Errorf("%s is in %q and %s in %q: two languages cannot be compared word by word", args[0], older.Lang, args[1], newer.Lang)
	}
	if o.path != "" {
		err := writeFile(o.path, func(w io.Writer) error { return report.Redline(w, older, newer, o.author, at) })
		if err != nil || !c.json {
			return err
		}
	}
	r := redline.Compare(older.Provisions, newer.Provisions, newer.Lang)
	if substance {
		r = r.OnlySubstance()
	}
	if c.json {
		return c.printJSON(r)
	}
	for _, change := range r.Changes {
		if change.Class != redline.Unchanged {
			c.printChange(change)
		}
	}
	return nil
}

// bothTexts finds the two sides. The record is opened only if one of them is an
// address, once for both.
func (c *console) bothTexts(ctx context.Context, oldName, newName string) (older, newer tracker.Text, err error) {
	both := func(find func(string) (tracker.Text, error)) error {
		if older, err = find(oldName); err == nil {
			newer, err = find(newName)
		}
		return err
	}
	if isFile(oldName) && isFile(newName) {
		read, err := loadReading()
		if err != nil {
			return older, newer, err
		}
		return older, newer, both(func(name string) (tracker.Text, error) { return c.onlyText(ctx, read, name) })
	}
	err = c.withRecord(ctx, func(r *record) error {
		return both(func(name string) (tracker.Text, error) {
			if isFile(name) {
				return c.onlyText(ctx, r.reading, name)
			}
			a, err := tracker.ParseAddress(name)
			if err != nil {
				return tracker.Text{}, c.misused(fmt.Errorf("%s: neither a file nor an address", name))
			}
			return r.store.Text(a)
		})
	})
	return older, newer, err
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// onlyText reads a file that holds one text.
func (c *console) onlyText(ctx context.Context, r reading, path string) (tracker.Text, error) {
	result, err := r.parse(ctx, path, grammar.Options{})
	if err != nil {
		return tracker.Text{}, err
	}
	if len(result.Texts) != 1 {
		c.printFaults(path, result.Faults)
		return tracker.Text{}, fmt.Errorf("%s: holds %d texts, want one to compare", path, len(result.Texts))
	}
	return result.Texts[0], nil
}

// printChange writes a change with its class and place.
func (c *console) printChange(change redline.Change) {
	at := []string{}
	for _, a := range []tracker.Address{change.Old, change.New} {
		if !a.IsZero() {
			at = append(at, "#"+a.Provision)
		}
	}
	fmt.Fprintf(c.out, "%s  %s%s\n    %s\n", change.Class, strings.Join(at, " -> "), flagged(change.Flags), markedUp(change.Words))
}

// flagged writes flags as "  !modal !deadline".
func flagged(flags []redline.Flag) string {
	var b strings.Builder
	for i, f := range flags {
		if i == 0 {
			b.WriteString(" ")
		}
		b.WriteString(" !" + string(f))
	}
	return b.String()
}

// markedUp writes words the way delegates mark up drafts in plain text:
// [-what went-] and {+what came+}.
func markedUp(words []redline.Edit) string {
	var b strings.Builder
	for _, e := range words {
		switch e.Op {
		case "-":
			b.WriteString("[-" + e.Text + "-]")
		case "+":
			b.WriteString("{+" + e.Text + "+}")
		default:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}
