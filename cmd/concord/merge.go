package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

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
	var offer harmonize.Offer
	cmd := c.command("merge GROUP | DRAFT | BASE TEXT...", "draft one text of several: the first is revised, the others go; what would be lost is listed", cobra.MinimumNArgs(1),
		func(ctx context.Context, args []string) error {
			if a, err := tracker.ParseAddress(args[0]); err == nil && len(args) == 1 {
				return c.misused(fmt.Errorf("%s: a merger needs two texts, or the id of a group or of a draft", a))
			}
			at, err := o.at()
			if err != nil {
				return c.misused(err)
			}
			if offer.Symbol != "" {
				if err := c.writing(); err != nil {
					return err
				}
			}
			return c.withRecord(ctx, func(r *record) error { return c.merge(ctx, r, args, offer, o, at) })
		})
	cmd.Flags().StringVar(&o.author, "author", "Concord", "who made the tracked changes of --docx")
	cmd.Flags().StringVar(&offer.Symbol, "propose", "", "record it as proposals: the symbol of the revision, such as EUR/44/1; the texts that go have the next numbers")
	cmd.Flags().StringVar(&offer.Session, "conference", "", "the conference that would adopt it, such as pp-26; when not given its place and year are left open, and --propose takes the next one")
	cmd.Flags().StringSliceVar(&offer.Authors, "with", nil, "codes of those who join the proposal")
	cmd.Flags().StringArrayVar(&offer.Reasons, "reason", nil, "why the text is revised so; several are several paragraphs")
	cmd.Flags().StringArrayVar(&offer.Gone, "reason-gone", nil, "why the other texts go; that their provisions are taken into the first when not given")
	return o.flags(c.jsonFlag(cmd))
}

// A merged is what the command prints.
type merged struct {
	Proposals    []tracker.Proposal      `json:"proposals,omitempty"` // recorded
	Merger       tracker.Merger          `json:"merger"`
	Draft        harmonize.Draft         `json:"draft"`
	Consequences []harmonize.Consequence `json:"consequences"`
	Stale        []string                `json:"stale,omitempty"` // texts that are not in force as they are here
}

func (c *console) merge(ctx context.Context, r *record, names []string, offer harmonize.Offer, o wordOptions, at time.Time) error {
	expect := r.store.Last()
	m, texts, err := c.begunMerger(ctx, r, names)
	if err != nil {
		return err
	}
	desk := r.harmonizeDesk()
	if offer.Session != "" {
		m.Session = offer.Session
	}
	if _, err := desk.Conference(texts[0], m.Session); err != nil {
		return c.misused(err)
	}
	out := merged{Merger: m, Draft: desk.Draft(m, texts)}
	if out.Consequences, err = desk.Consequences(m, out.Draft); err != nil {
		return err
	}
	stale, err := desk.Stale(m, texts)
	if err != nil {
		return err
	}
	for _, e := range stale {
		out.Stale = append(out.Stale, e.Error())
	}
	reason := desk.TakenInto(texts[0])
	if o.path != "" {
		file := report.Merged{
			Before: texts[0], After: out.Draft.Text, Gone: texts[1:], Reason: reason, ByHand: r.registry.Label("by-hand", texts[0].Lang),
			Remarks: desk.Remarks(m, out.Draft, out.Consequences, stale),
		}
		if file.Amended, file.Left, err = desk.Amendments(m, out.Consequences); err != nil {
			return err
		}
		if err := writeFile(o.path, func(w io.Writer) error { return report.Merger(w, file, o.author, at) }); err != nil {
			return err
		}
	}
	if offer.Symbol != "" {
		offer.Session = m.Session
		if next := desk.Conferences(texts[0]); offer.Session == "" && len(next) > 0 {
			offer.Session = next[0]
		}
		if len(offer.Gone) == 0 {
			offer.Gone = []string{reason}
		}
		if out.Proposals, err = desk.Propose(ctx, c.door.here(), expect, m, offer); err != nil {
			return c.mended(err)
		}
	}
	if c.json {
		return c.printJSON(out)
	}
	c.printMerged(out)
	return nil
}

// begunMerger is the draft of this id on the workbench, or a new one of the
// texts that are named.
func (c *console) begunMerger(ctx context.Context, r *record, names []string) (m tracker.Merger, texts []tracker.Text, err error) {
	if m, err = r.store.Merger(names[0]); err == nil && len(names) == 1 {
		texts, err = r.harmonizeDesk().Texts(m)
		return m, texts, err
	}
	bar := c.overlapProgress()
	err = derive.Overlaps(ctx, r.store, r.overlaps, bar.set)
	bar.done()
	if err != nil {
		return m, nil, err
	}
	texts, alike, err := c.mergedTexts(ctx, r, names)
	if err != nil {
		return m, nil, err
	}
	m, err = harmonize.Begin("", texts, alike)
	return m, texts, err
}

// mergedTexts reads the texts that are named, or those of a group, and which of
// their provisions say the same.
func (c *console) mergedTexts(ctx context.Context, r *record, names []string) (texts []tracker.Text, alike [][2]tracker.Address, err error) {
	if len(names) == 1 {
		g, _, err := r.queue().Group(ctx, names[0])
		if err != nil {
			return nil, nil, unlisted(err)
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
		listing, err := r.overlaps.Groups(ctx, overlap.Filter{Scope: overlap.AllScope, About: text.Instrument.String()})
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
	for _, e := range out.Stale {
		fmt.Fprintln(c.out, "not in force:", e)
	}
	for _, l := range out.Draft.Losses {
		fmt.Fprintln(c.out, "lost:", l)
	}
	for _, l := range out.Draft.Unaddressed {
		fmt.Fprintln(c.out, "lost, asking nobody:", l)
	}
	for _, l := range out.Draft.Given {
		fmt.Fprintln(c.out, "goes for a reason:", l)
	}
	for _, ref := range out.Draft.References {
		fmt.Fprintf(c.out, "reference: #%s: %s -> %s\n", ref.At.Provision, ref.Was, written(ref.Words, ref.Why, ref.Now))
	}
	for _, a := range out.Consequences {
		fmt.Fprintf(c.out, "to be amended: %s cites %s: %s -> %s\n", a.From, a.Target, a.Was, written(a.Words, a.Why, a.Now))
	}
	for _, p := range out.Proposals {
		fmt.Fprintf(c.out, "recorded: %s %s to %s, on %s\n", p.Mark(), p.Symbol, p.Session, p.Target)
	}
}

// written is how a reference reads now, or that nobody but a person can say.
func written(words string, why harmonize.Unwritten, now tracker.Address) string {
	if words == "" {
		return strings.TrimSpace(fmt.Sprintf("not rewritten (%s) %s", why, now))
	}
	return words
}

func (r *record) harmonizeDesk() harmonize.Desk {
	return harmonize.Desk{Store: r.store, Registry: r.registry, Reads: r.reads, Clock: time.Now}
}
