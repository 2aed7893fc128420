package implementation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"concord/tracker"
)

// A Duty is one report that a mandate asks for.
type Duty struct {
	Item *Item
	To   string // an addressee, or "" where the words name none
	// Day is the last day, as an ISO date cut to what is known: a year, where it
	// is a session whose days are not.
	Day     string
	Session string // that it is for, or ""
}

// Calendar lists the reports that the plan's current mandates ask for between
// two days, in order of days, then of who is reported to.
func (p *Plan) Calendar(v *View, from, to time.Time) []Duty {
	var duties []Duty
	for _, it := range v.Items {
		if it.Current && it.Reporting && (it.State.Open || it.State.Cycle) {
			duties = append(duties, p.duties(it, from.Format(time.DateOnly), to.Format(time.DateOnly))...)
		}
	}
	slices.SortStableFunc(duties, func(a, b Duty) int {
		return cmp.Or(cmp.Compare(lastDay(a.Day), lastDay(b.Day)), cmp.Compare(a.To, b.To))
	})
	return duties
}

// duties are the reports that one mandate asks for between two days.
func (p *Plan) duties(it *Item, from, to string) []Duty {
	recipients := it.ReportTo
	if len(recipients) == 0 {
		recipients = []string{""}
	}
	var duties []Duty
	for _, recipient := range recipients {
		add := func(day, session string) {
			if last := lastDay(day); last >= from && yearOf(day) <= yearOf(to) && (len(day) < 10 || day <= to) {
				duties = append(duties, Duty{it, recipient, day, session})
			}
		}
		switch {
		case it.Frequency == tracker.Annual:
			for year := yearOf(from); year <= yearOf(to); year = next(year) {
				if year+"-12-31" > p.Registry.Ended(it.Session) && year != yearOf(p.Registry.Ended(it.Session)) {
					day, session := p.sitting(it, recipient, year)
					add(day, session)
				}
			}
		case interval(it.Frequency) > 0:
			day, err := time.Parse(time.DateOnly, lastWritten(it))
			for n := interval(it.Frequency); err == nil && day.Format(time.DateOnly) <= to; {
				day = day.AddDate(0, 0, n)
				add(day.Format(time.DateOnly), "")
			}
		case it.Due.Kind == tracker.DueSession || it.Frequency == tracker.EachSession || it.Frequency == tracker.EachCycle:
			for _, s := range p.sittings(it, recipient) {
				add(cmp.Or(s.Start, fmt.Sprint(s.Year)), s.ID)
			}
		default:
			if day := Deadline(p.Registry, it); day != "" {
				add(day, "")
			}
		}
	}
	return duties
}

// yearOf is the year of an ISO date, or "".
func yearOf(day string) string { return day[:min(len(day), len("2030"))] }

// next is the year after.
func next(year string) string {
	t, _ := time.Parse("2006", year)
	return t.AddDate(1, 0, 0).Format("2006")
}

// sitting is a recipient's session in a year: its opening day where the
// registry has it, else the year.
func (p *Plan) sitting(it *Item, recipient, year string) (day, session string) {
	for _, s := range p.Registry.Sessions {
		if s.Body == p.body(it, recipient) && fmt.Sprint(s.Year) == year {
			return cmp.Or(s.Start, year), s.ID
		}
	}
	return year, ""
}

// sittings are the sessions that a report is for: the one that its due names,
// or those of the recipient that come after the text was adopted.
func (p *Plan) sittings(it *Item, recipient string) []tracker.Session {
	if it.Due.Kind == tracker.DueSession && it.Due.Value != tracker.NextSession {
		if s, known := p.Registry.Session(it.Due.Value); known {
			return []tracker.Session{s}
		}
		return nil
	}
	body := cmp.Or(it.Due.Body, p.body(it, recipient), it.Address.Body)
	if it.Due.Value == tracker.NextSession {
		if s, known := NextSession(p.Registry, body, p.Registry.Ended(it.Session)); known {
			return []tracker.Session{s}
		}
		return nil
	}
	var all []tracker.Session
	for _, s := range p.Registry.Sessions {
		if s.Body == body && p.Registry.CompareSessions(s.ID, it.Session) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// body is the body that a recipient's key names in a mandate's organization, or
// "": the key "council" in a text of itu/pp is itu/council.
func (p *Plan) body(it *Item, recipient string) string {
	organization, _, _ := strings.Cut(it.Address.Body, "/")
	if b, known := p.Registry.Body(organization + "/" + recipient); known && recipient != "" {
		return b.ID
	}
	return ""
}

// nextReport is the first session on or after a day that a mandate reports to.
func (p *Plan) nextReport(it *Item, today string) (session, day string) {
	if !it.Reporting {
		return "", ""
	}
	for _, d := range p.duties(it, today, next(yearOf(today))+"-12-31") {
		if d.Session != "" && lastDay(d.Day) >= today && (day == "" || d.Day < day) {
			session, day = d.Session, d.Day
		}
	}
	return session, lastDay(day)
}
