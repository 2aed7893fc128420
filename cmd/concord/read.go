package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/proposal"
)

// options are the flags with which a person says what a file does not.
type options struct{ as, session, lang string }

func (o *options) flags(cmd *cobra.Command, as bool) *cobra.Command {
	if as {
		cmd.Flags().StringVar(&o.as, "as", "", "which text of tracked changes to read, base or proposed; or contribution: read as proposals")
	}
	cmd.Flags().StringVar(&o.session, "session", "", "the session that adopted the texts, such as pp-18, when the file does not say")
	cmd.Flags().StringVar(&o.lang, "lang", "", "the language, one of ar en es fr ru zh, when the file does not say")
	return cmd
}

// grammar checks the flags and gives them in the form that reading takes.
func (o *options) grammar(registry *tracker.Registry) (grammar.Options, error) {
	g := grammar.Options{Session: o.session, Lang: tracker.Lang(o.lang), View: document.View(o.as)}
	_, knownSession := registry.Year(o.session)
	switch {
	case o.lang != "" && !g.Lang.Valid():
		return g, fmt.Errorf("--lang %q: want one of ar en es fr ru zh", o.lang)
	case o.as != "" && g.View != document.Base && g.View != document.Proposed && g.View != grammar.AsContribution:
		return g, fmt.Errorf("--as %q: want base, proposed or contribution", o.as)
	case o.session != "" && !knownSession:
		return g, fmt.Errorf("--session %q: no such session; an example is pp-18", o.session)
	}
	return g, nil
}

func (c *console) readCommand() *cobra.Command {
	var o options
	cmd := c.command("read FILE", "show what is understood of a file, storing nothing", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error { return c.read(ctx, args[0], o) })
	return o.flags(c.jsonFlag(cmd), true)
}

func (c *console) read(ctx context.Context, path string, o options) error {
	r, err := loadReading()
	if err != nil {
		return err
	}
	g, err := o.grammar(r.registry)
	if err != nil {
		return c.misused(err)
	}
	d, fault, err := open(ctx, path)
	if err != nil {
		return err
	}
	if d != nil && (g.View == grammar.AsContribution || g.View == "" && r.grammar.IsContribution(d)) {
		return c.readContribution(path, r.grammar.Contribution(d, g))
	}
	result := fault
	if d != nil {
		result = r.grammar.Parse(d, g)
	}
	c.printFaults(path, result.Faults)
	if c.json {
		err = c.printJSON(result)
	} else {
		for _, t := range result.Texts {
			printText(c.out, t)
			fmt.Fprintln(c.out)
		}
	}
	if err == nil && len(result.Faults) > 0 {
		return errSaid
	}
	return err
}

// readContribution shows what was understood of a file as proposals.
func (c *console) readContribution(path string, all grammar.Contribution) (err error) {
	c.printFaults(path, all.Faults)
	if c.json {
		err = c.printJSON(all)
	} else {
		for _, p := range all.Proposals {
			text := p.Texts[0]
			fmt.Fprintf(c.out, "%s %s %s by %s\n%s %s\n\n", p.Session, p.Mark(), p.Symbol, strings.Join(p.Authors, ", "), text.About, text.Title)
			if text.After != nil {
				printText(c.out, *text.After)
			}
			for _, reason := range text.Reasons {
				fmt.Fprintf(c.out, "reasons: %s\n\n", reason)
			}
		}
	}
	if err == nil && len(all.Faults) > 0 {
		return errSaid
	}
	return err
}

// parse reads a file and everything in it. A file that cannot be read at all is
// a result with one fault, as --json must show it.
func (r reading) parse(ctx context.Context, path string, o grammar.Options) (grammar.Result, error) {
	d, fault, err := open(ctx, path)
	if err != nil || d == nil {
		return fault, err
	}
	return r.grammar.Parse(d, o), nil
}

// open reads a file as paragraphs. A document that cannot be read is nil and
// its fault a result.
func open(ctx context.Context, path string) (*document.Document, grammar.Result, error) {
	f, size, err := openFile(path)
	if err != nil {
		return nil, grammar.Result{}, err
	}
	defer f.Close()
	d, err := document.Read(ctx, f, size, document.DefaultLimits)
	if fault, ok := err.(tracker.Fault); ok {
		return nil, grammar.Result{Texts: []tracker.Text{}, Abrogated: []tracker.Abrogation{}, Faults: []tracker.Fault{fault}}, nil
	}
	return d, grammar.Result{}, err
}

// names holds what was typed against the shipped lists, before a record is opened.
func (c *console) names(check func(reading) error) error {
	read, err := loadReading()
	if err != nil {
		return err
	}
	if err := check(read); err != nil {
		return c.misused(err)
	}
	return nil
}

// mended marks what a writer must mend in what he typed as wrong use: all other
// failures are of the record, or of what somebody else wrote.
func (c *console) mended(err error) error {
	if _, typed := errors.AsType[tracker.Fault](err); typed || errors.Is(err, proposal.ErrFate) {
		return c.misused(err)
	}
	return err
}

// misused marks a fault in how the command was called.
func (c *console) misused(err error) error {
	c.started = false
	return err
}
