package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/index/draft"
	"concord/tracker"
	"concord/tracker/advice"
	"concord/tracker/intake"
)

func (c *console) checkDraftCommand() *cobra.Command {
	var off []string
	var lang string
	cmd := c.command("check-draft FILE", "hold a draft against everything that stands, before it is tabled; stores nothing", cobra.ExactArgs(1),
		func(ctx context.Context, args []string) error {
			if lang != "" && !tracker.Lang(lang).Valid() {
				return c.misused(fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang))
			}
			if err := c.names(func(read reading) error { return read.advice.Known(off) }); err != nil {
				return err
			}
			return c.withRecord(ctx, func(r *record) error { return c.checkDraft(ctx, r, args[0], tracker.Lang(lang), off) })
		})
	cmd.Flags().StringVar(&lang, "lang", "", "the language, one of ar en es fr ru zh, where it is not to be found out")
	cmd.Flags().StringSliceVar(&off, "without", nil, "guidelines to leave out, by key, such as long-preamble")
	return c.jsonFlag(cmd)
}

func (c *console) checkDraft(ctx context.Context, r *record, path string, lang tracker.Lang, off []string) error {
	f, size, err := openFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	content, err := io.ReadAll(io.NewSectionReader(f, 0, min(size, intake.MaxDraft+1)))
	if err != nil {
		return err
	}
	texts, faults, err := r.intake.Drafts(ctx, intake.Side{Name: filepath.Base(path), Draft: content}, lang)
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		c.printFaults(path, []tracker.Fault{fault})
		return errSaid
	}
	if err != nil {
		return err
	}
	c.printFaults(path, faults)
	bar := c.overlapProgress()
	err = derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	reports, err := r.checker().Draft(ctx, texts, off)
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{"texts": reports, "faults": append([]tracker.Fault{}, faults...)})
	}
	for _, report := range reports {
		c.printReport(r, report)
	}
	return nil
}

// printReport writes what there is to say of one text.
func (c *console) printReport(r *record, report draft.Report) {
	fmt.Fprintf(c.out, "%s %s, %d words\n", report.Text, report.Title, report.Words)
	for _, g := range report.Groups {
		c.printGroup(g)
	}
	s := report.Suppressed
	switch {
	case report.Compared == 0:
		fmt.Fprintf(c.out, "the record has no texts in force in %s to compare with\n", report.Lang)
	case len(report.Groups) == 0:
		fmt.Fprintf(c.out, "nothing says the same among %d texts in force in %s\n", report.Compared, report.Lang)
	}
	if s["formula"]+s["citation"]+s["reporting"]+s["purposes"] > 0 {
		fmt.Fprintf(c.out, "paragraphs said elsewhere, counted, not listed: %d formulas, %d citations, %d reporting clauses, %d purposes\n", s["formula"], s["citation"], s["reporting"], s["purposes"])
	}
	for _, cited := range report.Citations {
		fmt.Fprintf(c.out, "#%s cites “%s”: %s", cited.At.Provision, cited.Text, cited.Oddity)
		switch {
		case cited.AbrogatedBy != "":
			fmt.Fprintf(c.out, " by %s", cited.AbrogatedBy)
		case cited.Doubt != "":
			fmt.Fprintf(c.out, ": %s", cited.Doubt)
		case !cited.Latest.IsZero():
			fmt.Fprintf(c.out, " (%s)", cited.Latest)
		}
		if cited.History {
			fmt.Fprint(c.out, "; told as history, as a rule no error")
		}
		if cited.Unverified {
			fmt.Fprint(c.out, "; unverified")
		}
		fmt.Fprintln(c.out)
	}
	fmt.Fprintln(c.out, tallied(report.Tally))
	for _, i := range report.Alike {
		if len(i.Differs) > 0 {
			fmt.Fprintln(c.out, compared(r.registry, i))
		}
	}
	for _, f := range report.Findings {
		c.printFinding(r, f)
	}
}

// tallied says how many citations were judged, and how many could not be.
func tallied(t advice.Tally) string {
	said := fmt.Sprintf("%d citations judged", t.Judged)
	if t.Unheld > 0 {
		said += fmt.Sprintf("; %d of texts that are not held, not judged", t.Unheld)
	}
	if t.Documents > 0 {
		said += fmt.Sprintf("; %d of documents and basic texts, not judged", t.Documents)
	}
	return said
}

// compared says in what an instruction of a draft differs from one that stands.
func compared(registry *tracker.Registry, i draft.Instruction) string {
	values := func(m tracker.Mandate) map[string]string {
		return map[string]string{
			"lead": strings.Join(m.Lead, " "), "report_to": strings.Join(m.ReportTo, " "), "strength": registry.HeadingName(m.Act.Strength, tracker.English),
			"frequency": registry.FrequencyName(m.Frequency, tracker.English), "due": registry.DueName(m.Due, tracker.English),
		}
	}
	names := map[string]string{"lead": "who is asked", "report_to": "whom it reports to", "strength": "the verb", "frequency": "how often", "due": "until when"}
	a, b := values(i.Draft), values(i.Other)
	var differs []string
	for _, key := range i.Differs {
		if name, is := names[key]; is {
			key = fmt.Sprintf("%s (%s / %s)", name, cmp.Or(a[key], "–"), cmp.Or(b[key], "–"))
		}
		differs = append(differs, key)
	}
	return fmt.Sprintf("#%s and %s ask alike and differ in %s", i.Draft.Address.Provision, i.Other.Address, strings.Join(differs, ", "))
}

// printFinding writes what a guideline has to say, with what it counted or compared.
func (c *console) printFinding(r *record, f advice.Finding) {
	i := slices.IndexFunc(r.advice, func(g advice.Guideline) bool { return g.Key == f.Guideline })
	if i < 0 {
		return
	}
	g, at, counted := r.advice[i], "", ""
	if !f.At.IsZero() {
		at = " #" + f.At.Provision
	}
	switch {
	case f.Limit > 0:
		counted = fmt.Sprintf(" (%d/%d)", f.Count, f.Limit)
	case f.Count > 0:
		counted = fmt.Sprintf(" (%d)", f.Count)
	}
	fmt.Fprintf(c.out, "%s%s%s: %s [%s]\n", g.Key, at, counted, g.Text.In(tracker.English), g.Source.Title)
	for _, other := range f.Others {
		fmt.Fprintf(c.out, "  %s\n", other)
	}
}
