package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/implementation"
)

// remindYears is how far ahead reminders reach.
const remindYears = 2

// Reminders writes the reports and deadlines that lie ahead, of an addressee or
// of all where lead is "", as iCalendar (RFC 5545): one all-day event each, whose
// identity stays the same from one reading to the next. base is the address of
// the pages.
func (m Maker) Reminders(w io.Writer, lead string, now time.Time, base string) error {
	out := ical{w: w}
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", "-//Concord//Action plan//EN")
	out.text("X-WR-CALNAME", m.label("calendar"))
	stamp := now.UTC().Format("20060102T150405Z")
	event := func(day, uid, summary, about, url string) {
		out.line("BEGIN", "VEVENT")
		out.text("UID", uid+"@concord")
		out.line("DTSTAMP", stamp)
		out.line("DTSTART;VALUE=DATE", strings.ReplaceAll(day, "-", ""))
		out.text("SUMMARY", summary)
		out.text("DESCRIPTION", about)
		out.line("URL", url)
		out.line("TRANSP", "TRANSPARENT")
		out.line("END", "VEVENT")
	}
	of := func(it *implementation.Item) bool { return lead == "" || slices.Contains(it.Lead, lead) }
	for _, d := range m.Plan.Calendar(m.View, now, now.AddDate(remindYears, 0, 0)) {
		if !of(d.Item) {
			continue
		}
		day := d.Day
		if len(day) == len("2026") {
			day += "-01-01" // the session's days are not known: the year opens with it
		}
		text, _ := m.Plan.Wording(d.Item, m.Lang)
		event(day, d.Item.Address.String()+"/"+d.To+"/"+d.Day, m.label("report_to")+": "+cmp.Or(m.names(one(d.To)), "–")+" · "+m.symbol(d.Item.Address.Instrument()), text,
			mandatePage(base, d.Item))
	}
	for _, it := range m.View.Select(implementation.Filter{}) {
		day := implementation.Deadline(m.Plan.Registry, it)
		if !of(it) || it.Reporting || !it.State.Open || day < now.Format(time.DateOnly) {
			continue
		}
		text, _ := m.Plan.Wording(it, m.Lang)
		event(day, it.Address.String()+"/due", m.label("due")+": "+m.symbol(it.Address.Instrument())+" #"+it.Address.Provision, text,
			mandatePage(base, it))
	}
	out.line("END", "VCALENDAR")
	return out.err
}

// mandatePage is the address of a mandate's page.
func mandatePage(base string, it *implementation.Item) string {
	return base + "/plan/mandate/" + strings.ReplaceAll(it.Address.String(), "#", "%23")
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// An ical writes content lines: CRLF, at most 75 bytes, folded between letters.
type ical struct {
	w   io.Writer
	err error
}

func (o *ical) text(name, value string) {
	o.line(name, strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(value))
}

func (o *ical) line(name, value string) {
	rest, lead := name+":"+strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, value), ""
	for o.err == nil {
		n := len(rest)
		if limit := 75 - len(lead); n > limit {
			for n = limit; !utf8.RuneStart(rest[n]); n-- {
			}
		}
		_, o.err = io.WriteString(o.w, lead+rest[:n]+"\r\n")
		if rest = rest[n:]; rest == "" {
			return
		}
		lead = " "
	}
}

// feedEntries is how many of the latest statuses, and of the most pressing
// reminders, a feed has.
const feedEntries = 100

type (
	atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Link    atomLink `xml:"link"`
		Content string   `xml:"content"`
	}
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
)

// feedAuthor is who writes reminders.
const feedAuthor = "Concord"

// Feed writes an Atom feed (RFC 4287) of an addressee, or of all where lead is "":
// what somebody should write about, and what was last written. call names a need.
func (m Maker) Feed(w io.Writer, lead string, now time.Time, base string, call func(implementation.Need) string) error {
	self := base + "/plan/feed.atom?lead=" + lead
	feed := atomFeed{Lang: string(m.Lang), ID: self, Title: m.label("plan"), Updated: now.UTC().Format(time.RFC3339), Author: feedAuthor,
		Links:   []atomLink{{"self", self}, {"alternate", base + "/plan"}},
		Entries: append(m.reminded(lead, now, base, call), m.written(lead, base)...)}
	if lead != "" {
		feed.Title += ": " + m.names(one(lead))
	}
	slices.SortStableFunc(feed.Entries, func(a, b atomEntry) int { return cmp.Compare(b.Updated, a.Updated) })
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(feed)
}

// reminded are the mandates that are due for more than being old, each since it is.
func (m Maker) reminded(lead string, now time.Time, base string, call func(implementation.Need) string) []atomEntry {
	var entries []atomEntry
	for _, t := range m.Plan.Tasks(m.View, now) {
		if lead != "" && !slices.Contains(t.Item.Lead, lead) || t.Why[0] == implementation.Silent || t.Why[0] == implementation.Stale {
			continue
		}
		since, err := time.Parse(time.DateOnly, t.Day)
		if err != nil || len(entries) == feedEntries {
			continue
		}
		if t.Why[0] == implementation.ReportNext {
			since = since.AddDate(0, 0, -implementation.Soon)
		}
		text, _ := m.Plan.Wording(t.Item, m.Lang)
		entries = append(entries, atomEntry{
			ID:    fmt.Sprintf("%s?due=%s&day=%s", mandatePage(base, t.Item), strings.ReplaceAll(string(t.Why[0]), " ", "-"), t.Day),
			Title: call(t.Why[0]) + ": " + m.symbol(t.Item.Address.Revision()) + " #" + t.Item.Address.Provision, Updated: since.Format(time.RFC3339),
			Author: feedAuthor, Link: atomLink{Href: mandatePage(base, t.Item)}, Content: strings.TrimSpace(t.Day + "\n" + m.due(t.Item) + "\n\n" + text),
		})
	}
	return entries
}

// written are the latest statuses.
func (m Maker) written(lead, base string) []atomEntry {
	type status struct {
		it *implementation.Item
		s  tracker.StatusRecord
	}
	var latest []status
	for _, it := range m.View.Select(implementation.Filter{Standing: "all"}) {
		if lead != "" && !slices.Contains(it.Lead, lead) {
			continue
		}
		for _, s := range it.Statuses {
			if s.Address == it.Address { // of the revision it was written about, once
				latest = append(latest, status{it, s})
			}
		}
	}
	slices.SortStableFunc(latest, func(a, b status) int { return cmp.Compare(b.s.Sequence, a.s.Sequence) })
	var entries []atomEntry
	for _, e := range latest[:min(len(latest), feedEntries)] {
		state, _ := m.Plan.Registry.State(e.s.State)
		text, _ := m.Plan.Wording(e.it, m.Lang)
		entries = append(entries, atomEntry{
			ID: fmt.Sprintf("%s?entry=%d", mandatePage(base, e.it), e.s.Sequence), Updated: e.s.Time.UTC().Format(time.RFC3339), Author: e.s.Actor,
			Title: m.symbol(e.it.Address.Revision()) + " #" + e.it.Address.Provision + ": " + state.Name.In(m.Lang),
			Link:  atomLink{Href: mandatePage(base, e.it)}, Content: strings.TrimSpace(text + "\n\n" + e.s.Note + "\n" + strings.Join(e.s.Evidence, "\n")),
		})
	}
	return entries
}
