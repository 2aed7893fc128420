package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
)

// A mandateQuery is what the flags of the command ask for.
type mandateQuery struct {
	lead, due, state string
	lang             tracker.Lang
	reporting, not   bool
	within           tracker.Address
}

// A mandateRow is a mandate with its status.
type mandateRow struct {
	tracker.Mandate
	State string `json:"state"`
	Since string `json:"since"`
}

func (c *console) mandatesCommand() *cobra.Command {
	var q mandateQuery
	var lang string
	cmd := c.command("mandates [ADDRESS]", "list who is asked to do what, as the texts in force say", cobra.MaximumNArgs(1),
		func(ctx context.Context, args []string) (err error) {
			if len(args) == 1 {
				if q.within, err = parseWithin(args[0]); err != nil {
					return c.misused(err)
				}
			}
			if q.lang = tracker.Lang(lang); !q.lang.Valid() {
				return c.misused(fmt.Errorf("--lang %q: want one of ar en es fr ru zh", lang))
			}
			return c.withRecord(ctx, func(r *record) error { return c.mandates(ctx, r, q) })
		})
	cmd.Flags().StringVar(&q.lead, "lead", "", "only mandates of this addressee, such as sg or dir-bdt")
	cmd.Flags().StringVar(&q.due, "due", "", "only mandates due at a session or a date that begins so: pp-22, 2026")
	cmd.Flags().StringVar(&q.state, "state", "", "only mandates in this state, such as no-indication")
	cmd.Flags().StringVar(&lang, "lang", "en", "read the texts in this language where it is held")
	cmd.Flags().BoolVar(&q.reporting, "reporting", false, "only duties to report")
	cmd.Flags().BoolVar(&q.not, "all", false, "list also the provisions that are no mandates, each with its reason")
	return c.jsonFlag(cmd)
}

// parseWithin reads an address, or the id of a body alone.
func parseWithin(s string) (tracker.Address, error) {
	if a, err := tracker.ParseAddress(s); err == nil {
		return a, nil
	}
	body, session, _ := strings.Cut(s, "@")
	if strings.Count(body, "/") != 1 {
		_, err := tracker.ParseAddress(s)
		return tracker.Address{}, err
	}
	return tracker.Address{Body: body, Session: session}, nil
}

func (c *console) mandates(ctx context.Context, r *record, q mandateQuery) error {
	view, err := r.plan.View(ctx, c.door.here())
	if err != nil {
		return err
	}
	rows, not := []mandateRow{}, []tracker.NotMandate{}
	for text, err := range r.mandateTexts(q) {
		if err != nil {
			return err
		}
		reading := r.mandates.Read(text)
		for _, m := range reading.Mandates {
			row := mandateRow{Mandate: m, State: r.registry.InitialState().Key}
			if it, known := view.Item(m.Address); known {
				it.Correct(&row.Mandate)
				row.State, row.Since = it.State.Key, it.Since
			}
			if q.wants(r.registry, &row) {
				rows = append(rows, row)
			}
		}
		for _, n := range reading.NotMandates {
			if q.within.Provision == "" || underProvision(n.Address.Provision, q.within.Provision) {
				not = append(not, n)
			}
		}
	}
	if c.json {
		answer := map[string]any{"mandates": rows}
		if q.not {
			answer["not_mandates"] = not
		}
		return c.printJSON(answer)
	}
	c.printMandates(rows)
	if q.not {
		for _, n := range not {
			fmt.Fprintf(c.out, "%s\tno mandate: %s\n", n.Address, n.Why.Words())
		}
	}
	fmt.Fprintf(c.err, "concord: %d mandates, %d other provisions\n", len(rows), len(not))
	return nil
}

func (c *console) printMandates(rows []mandateRow) {
	for _, m := range rows {
		lead := strings.Join(m.Lead, " ")
		if len(m.Cooperating) > 0 {
			lead += " with " + strings.Join(m.Cooperating, " ")
		}
		var when []string
		if m.Reporting {
			when = append(when, strings.TrimSpace("report "+strings.Join(m.ReportTo, " ")))
		}
		for _, s := range []string{m.Frequency, m.Due.Value} {
			if s != "" {
				when = append(when, s)
			}
		}
		fmt.Fprintf(c.out, "%s\t%s\t%s\t%s\t%s\n", m.Address, lead, strings.Join(when, ", "), m.State, m.Text)
		for _, d := range m.Doubts {
			fmt.Fprintf(c.err, "concord: %s (%s)\n", d.Error(), d.Rule)
		}
	}
}

// mandateTexts gives the texts in force, or the revision that the query names, in
// its language or else in one that is held.
func (r *record) mandateTexts(q mandateQuery) func(func(tracker.Text, error) bool) {
	return func(yield func(tracker.Text, error) bool) {
		for instrument, err := range r.store.Instruments() {
			if err != nil {
				yield(tracker.Text{}, err)
				return
			}
			a, ok := q.revision(&instrument)
			if !ok {
				continue
			}
			text, err := r.store.Text(a)
			if !yield(text, err) || err != nil {
				return
			}
		}
	}
}

// revision is the text of an instrument that the query is about.
func (q *mandateQuery) revision(i *tracker.InstrumentRecord) (tracker.Address, bool) {
	if q.within.Body != "" && q.within.Body != i.Instrument.Body || q.within.Number != "" && q.within.Instrument() != i.Instrument {
		return tracker.Address{}, false
	}
	for _, rev := range slices.Backward(i.Revisions) {
		if len(rev.Langs) == 0 || q.within.Session != "" && rev.Session != q.within.Session || q.within.Session == "" && rev.Standing != tracker.InForce {
			continue
		}
		lang := q.lang
		if q.within.Lang != "" {
			lang = q.within.Lang
		}
		if !slices.Contains(rev.Langs, lang) {
			lang = rev.Langs[0]
		}
		return rev.Revision.In(lang), true
	}
	return tracker.Address{}, false
}

// wants reports whether the flags let a mandate through. "dirs" stands for each
// of the directors.
func (q *mandateQuery) wants(registry *tracker.Registry, m *mandateRow) bool {
	leads := func(key string) bool {
		a, _ := registry.Addressee(key)
		return key == q.lead || slices.Contains(a.Parts, q.lead)
	}
	switch {
	case q.lead != "" && !slices.ContainsFunc(m.Lead, leads),
		q.due != "" && !strings.HasPrefix(m.Due.Value, q.due),
		q.state != "" && m.State != q.state,
		q.reporting && !m.Reporting,
		q.within.Provision != "" && !underProvision(m.Address.Provision, q.within.Provision):
		return false
	}
	return true
}

func underProvision(at, above string) bool { return at == above || strings.HasPrefix(at, above+".") }
