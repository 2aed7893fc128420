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

// feedEntries is how many of the latest statuses a feed has.
const feedEntries = 100

// Feed writes what was last written about mandates, of an addressee or of all,
// as an Atom feed (RFC 4287).
func (m Maker) Feed(w io.Writer, lead, base string) error {
	type entry struct {
		it *implementation.Item
		s  tracker.StatusRecord
	}
	var entries []entry
	for _, it := range m.View.Select(implementation.Filter{Standing: "all"}) {
		if lead != "" && !slices.Contains(it.Lead, lead) {
			continue
		}
		for _, s := range it.Statuses {
			if s.Address == it.Address { // of the revision it was written about, once
				entries = append(entries, entry{it, s})
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(b.s.Sequence, a.s.Sequence) })
	entries = entries[:min(len(entries), feedEntries)]
	type atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	type atomEntry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Link    atomLink `xml:"link"`
		Content string   `xml:"content"`
	}
	feed := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}{Lang: string(m.Lang), ID: base + "/plan/feed.atom?lead=" + lead, Title: m.label("plan"), Updated: "1970-01-01T00:00:00Z",
		Links: []atomLink{{"self", base + "/plan/feed.atom?lead=" + lead}, {"alternate", base + "/plan"}}}
	if lead != "" {
		feed.Title += ": " + m.names(one(lead))
	}
	for i, e := range entries {
		state, _ := m.Plan.Registry.State(e.s.State)
		updated := e.s.Time.UTC().Format(time.RFC3339)
		if i == 0 {
			feed.Updated = updated
		}
		text, _ := m.Plan.Wording(e.it, m.Lang)
		feed.Entries = append(feed.Entries, atomEntry{
			ID: fmt.Sprintf("%s?entry=%d", mandatePage(base, e.it), e.s.Sequence), Updated: updated, Author: e.s.Actor,
			Title: m.symbol(e.it.Address.Revision()) + " #" + e.it.Address.Provision + ": " + state.Name.In(m.Lang),
			Link:  atomLink{Href: mandatePage(base, e.it)}, Content: strings.TrimSpace(text + "\n\n" + e.s.Note + "\n" + strings.Join(e.s.Evidence, "\n")),
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(feed)
}
