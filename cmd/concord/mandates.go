package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A mandateQuery is what the flags of the command ask for.
type mandateQuery struct {
	lead, due, state string
	often            string // a frequency that --due named
	lang             tracker.Lang
	reporting, not   bool
	held             bool // the latest revision held, whatever has come since
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
			if err := c.names(func(read reading) error { return q.name(read.registry) }); err != nil {
				return err
			}
			return c.withRecord(ctx, func(r *record) error {
				if err := r.knows(ctx, q.within); err != nil {
					return err
				}
				return c.mandates(ctx, r, q)
			})
		})
	cmd.Flags().StringVar(&q.lead, "lead", "", "only mandates of this addressee: sg, dir-bdt, \"Member States\"")
	cmd.Flags().StringVar(&q.due, "due", "", "only mandates due at a session, in a year, by a date that begins so, or so often: pp-22, 2026, annually")
	cmd.Flags().StringVar(&q.state, "state", "", "only mandates in this state, such as no-indication")
	cmd.Flags().StringVar(&lang, "lang", "en", "read the texts in this language where it is held")
	cmd.Flags().BoolVar(&q.reporting, "reporting", false, "only duties to report, to inform and to submit, each with its kind")
	cmd.Flags().BoolVar(&q.held, "held", false, "take the latest revision held of each text, as the action plan does, also where a later one is known")
	cmd.Flags().BoolVar(&q.not, "all", false, "list also the provisions that are no mandates, each with its reason")
	return c.jsonFlag(cmd)
}

// name turns the names that people type into keys; one that is in no list is a
// fault, and not a plan without mandates.
func (q *mandateQuery) name(registry *tracker.Registry) (err error) {
	if q.lead != "" {
		if q.lead, err = registry.AddresseeNamed(q.lead); err != nil {
			return fmt.Errorf("--lead: %w", err)
		}
	}
	if q.state != "" {
		if q.state, err = registry.StateNamed(q.state); err != nil {
			return fmt.Errorf("--state: %w", err)
		}
	}
	if frequency, known := registry.FrequencyNamed(q.due); known {
		q.due, q.often = "", frequency
	} else if q.due != "" && !startsDue(registry, q.due) {
		return fmt.Errorf("--due %q: want a session, a year, a date or a frequency, such as pp-22, 2026, 2026-06 or annually", q.due)
	}
	return nil
}

var startsDate = regexp.MustCompile(`^\d{4}(-\d{2}){0,2}$`)

// startsDue reports whether a date or the id of a session may begin so.
func startsDue(registry *tracker.Registry, s string) bool {
	_, known := registry.Year(s)
	return known || startsDate.MatchString(s) || slices.ContainsFunc(registry.Sessions, func(o tracker.Session) bool { return strings.HasPrefix(o.ID, s) })
}

// dueThen reports whether something is due at a session or a date that begins so,
// or at a session in that year.
func (q *mandateQuery) dueThen(registry *tracker.Registry, due tracker.Due) bool {
	year, known := registry.Year(due.Value)
	return strings.HasPrefix(due.Value, q.due) || known && strconv.Itoa(year) == q.due
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
	c.printMandates(r.registry, rows)
	if q.not {
		for _, n := range not {
			fmt.Fprintf(c.out, "%s\tno mandate: %s\n", n.Address, n.Why.Words())
		}
	}
	fmt.Fprintf(c.err, "concord: %d mandates, %d other provisions\n", len(rows), len(not))
	if q.reporting {
		fmt.Fprintln(c.err, "concord: "+duties(rows))
	}
	if n, texts := q.later(r.registry, view); n > 0 {
		fmt.Fprintf(c.err, "concord: the action plan has %d more, of %d texts of which a later revision is known and not held\nhint: --held lists them too\n", n, texts)
	}
	return nil
}

// later counts the mandates that the action plan holds and the query would list, in
// texts of which a later revision is known and not held.
func (q *mandateQuery) later(registry *tracker.Registry, view *implementation.View) (mandates, texts int) {
	if q.held || q.within.Session != "" {
		return 0, 0
	}
	seen := map[tracker.Address]bool{}
	for _, it := range view.Select(implementation.Filter{Body: q.within.Body}) {
		row := mandateRow{Mandate: it.Mandate, State: it.State.Key}
		if it.Later == "" || q.within.Number != "" && q.within.Instrument() != it.Instrument || !q.wants(registry, &row) {
			continue
		}
		mandates++
		seen[it.Instrument] = true
	}
	return mandates, len(seen)
}

// laterHeld counts the items of texts of which a later revision is known and not held.
func laterHeld(items []*implementation.Item) int {
	n := 0
	for _, it := range items {
		if it.Later != "" {
			n++
		}
	}
	return n
}

// duties counts duties by their kind. A duty that a chapeau states for its items
// counts once.
func duties(rows []mandateRow) string {
	seen := map[string]bool{}
	var named, nobody, informs, submits, annual int
	for _, m := range rows {
		at := m.Address.String()
		if above := m.Extracted["reporting"][0].In; above != "text" {
			at = m.Address.Revision().String() + "#" + above
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		switch {
		case m.ReportsTo():
			named++
			if m.Frequency == tracker.Annual {
				annual++
			}
		case m.Duty == tracker.DutyReport:
			nobody++
		case m.Duty == tracker.DutyInform:
			informs++
		default:
			submits++
		}
	}
	return fmt.Sprintf("%d duties to report to somebody named, %d of them each year; %d to report without saying to whom, %d to inform, %d to submit results", named, annual, nobody, informs, submits)
}

func (c *console) printMandates(registry *tracker.Registry, rows []mandateRow) {
	for _, m := range rows {
		lead := strings.Join(m.Lead, " ")
		if len(m.Cooperating) > 0 {
			lead += " with " + strings.Join(m.Cooperating, " ")
		}
		var when []string
		if m.Reporting {
			to := strings.Join(m.ReportTo, " ")
			if to == "" {
				to = "nobody named"
			}
			when = append(when, string(m.Duty)+" to "+to)
		}
		for _, s := range []string{registry.FrequencyName(m.Frequency, tracker.English), registry.DueName(m.Due, tracker.English)} {
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
	if q.held && q.within.Session == "" && i.Standing == tracker.Abrogated {
		return tracker.Address{}, false
	}
	for _, rev := range slices.Backward(i.Revisions) {
		if len(rev.Langs) == 0 || q.within.Session != "" && rev.Session != q.within.Session || q.within.Session == "" && rev.Standing != tracker.InForce && !q.held {
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
		q.due != "" && !q.dueThen(registry, m.Due),
		q.often != "" && m.Frequency != q.often,
		q.state != "" && m.State != q.state,
		q.reporting && !m.Reporting,
		q.within.Provision != "" && !underProvision(m.Address.Provision, q.within.Provision):
		return false
	}
	return true
}

func underProvision(at, above string) bool { return at == above || strings.HasPrefix(at, above+".") }
